package check

import (
	"slices"
	"strings"
)

// sources are what a page's policy may allow, directive by directive. A site's own
// templates may allow less, and no more.
var sources = map[string][]string{
	"default-src": nil, "object-src": nil, "frame-src": nil, "child-src": nil, "base-uri": nil, "form-action": nil, "upgrade-insecure-requests": nil,
	"script-src": {"'self'"}, "style-src": {"'self'"}, "font-src": {"'self'"}, "connect-src": {"'self'"}, "manifest-src": {"'self'"},
	"worker-src": {"'self'"}, "media-src": {"'self'"}, "img-src": {"'self'", "data:"},
	"require-trusted-types-for": {"'script'"}, "trusted-types": {"tract"},
}

// required are the directives without which the others do not hold.
var required = []string{"default-src", "base-uri", "form-action", "require-trusted-types-for", "trusted-types"}

// editor is the page that content is edited on, which has a policy of its own: the
// program that it loads, which no page of the site does, writes its styles itself and
// asks the forge. Scripts are not among what it may have from anywhere.
const editor = "admin/index.html"

// lent are the directives by which the editor's policy may allow more.
var lent = []string{"style-src", "img-src", "media-src", "font-src", "connect-src", "worker-src", "manifest-src"}

// policy finds a page whose policy does not stand before all that it should hold back,
// or allows more than ours, or that tells other sites where its readers come from.
func policy(_ *site, p *page) {
	var head []*element // what stands in it, in order
	for i := range p.elements {
		if e := &p.elements[i]; e.parent >= 0 && p.elements[e.parent].name == "head" {
			head = append(head, e)
		}
	}
	if len(head) < 2 || !has(head[0], "charset", "utf-8") || !has(head[1], "http-equiv", "content-security-policy") {
		p.report("check.policy-place").WithHint("hint.check.policy-place")
	} else {
		p.judgePolicy(head[1])
	}
	silent := false
	for i := range p.elements {
		e := &p.elements[i]
		if e.name != "meta" {
			continue
		}
		if has(e, "name", "referrer") {
			if silent = has(e, "content", "no-referrer") || p.path == editor && has(e, "content", "same-origin"); !silent { // the last one holds
				break
			}
		}
		if does, ok := e.get("http-equiv"); ok && !has(e, "http-equiv", "content-security-policy") && !has(e, "http-equiv", "refresh") {
			p.report("check.attribute", "http-equiv="+does)
		}
	}
	if !silent {
		p.report("check.referrer").WithHint("hint.check.referrer")
	}
}

// has says whether an element of meta has an attribute of that value, for which browsers
// take no other: one with a space before it, or with another letter that has the same
// capital, is nothing to them.
func has(e *element, name, value string) bool {
	got, ok := e.get(name)
	return ok && e.name == "meta" && strings.ToLower(got) == value
}

// judgePolicy compares a policy with what it may allow.
func (p *page) judgePolicy(e *element) {
	content, _ := e.get("content")
	given := map[string]bool{}
	for directive := range strings.SplitSeq(content, ";") {
		words := split(directive)
		if len(words) == 0 {
			continue
		}
		name := strings.ToLower(words[0])
		may, ok := sources[name]
		demands := name == "require-trusted-types-for"          // and nothing, if it says none
		ok = ok && !given[name] && !(demands && len(words) < 2) // of two, browsers heed the first
		given[name] = true
		for _, source := range words[1:] {
			ok = ok && (source == "'none'" && !demands || slices.Contains(may, source) || p.path == editor && slices.Contains(lent, name))
		}
		if !ok || strings.Contains(directive, ",") {
			p.report("check.policy", strings.Join(words, " "))
		}
	}
	for _, name := range required {
		if !given[name] && !(p.path == editor && strings.Contains(name, "trusted-types")) {
			p.report("check.policy-lacks", name)
		}
	}
}
