package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// This file judges finished pages by lists of its own: it knows nothing of what made them.

// elements are all that a page may consist of, with what each may carry beside global.
var elements = map[string]string{
	"html": "", "head": "", "body": "data-kind", "title": "", "main": "", "header": "", "footer": "", "nav": "", "section": "data-space", "article": "data-space",
	"aside": "data-risk", "div": "", "p": "", "span": "", "a": "href hreflang rel type download", "b": "", "i": "", "em": "", "strong": "", "del": "", "small": "",
	"sup": "", "br": "", "hr": "", "bdi": "", "abbr": "", "cite": "", "dfn": "", "code": "", "pre": "", "blockquote": "", "time": "datetime",
	"h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "ul": "", "ol": "start", "li": "", "dl": "", "dt": "", "dd": "",
	"table": "", "caption": "", "thead": "", "tbody": "", "tr": "", "th": "scope", "td": "", "figure": "", "figcaption": "", "picture": "",
	"img": "src srcset sizes alt width height loading decoding fetchpriority", "details": "open", "summary": "",
	"svg": "viewBox fill stroke stroke-width focusable width height stroke-linecap stroke-linejoin", "path": "d fill stroke stroke-width", "g": "", "rect": "x y width height rx", "line": "x1 y1 x2 y2", "circle": "cx cy r fill stroke",
	"button": "type disabled", "label": "for", "input": "type disabled checked autocomplete autocapitalize enterkeyhint maxlength", "select": "", "option": "value", "output": "", "progress": "max value",
	"meta": "charset name property content http-equiv", "link": "rel href as type media crossorigin hreflang", "script": "src defer type",
}

var global = strings.Fields("id class title dir lang role tabindex hidden translate")

var (
	scriptFile = regexp.MustCompile(`^(/kit/|/trousse/|(\.\./)*)(assets/[a-z-]+\.[0-9a-f]{10}|search/[a-z-]+)\.js$`)
	sitePath   = regexp.MustCompile(`^(/kit/|/trousse/|(\.\./)*)[^:/?#\\][^:?#\\]*(#[^\s]*)?$|^(\.\./)+$`)
	classes    = regexp.MustCompile(`^[a-z][a-z0-9-]*( [a-z][a-z0-9-]*)*$`)
	phone      = regexp.MustCompile(`^[-+.()0-9]+(;ext=[0-9]+)?$`)
	metaNames  = strings.Fields("referrer viewport color-scheme theme-color description robots generator twitter:card author")
	linkRels   = strings.Fields("preload stylesheet icon apple-touch-icon canonical alternate manifest author license next prev")
)

// judgePage says what is wrong with a page.
func judgePage(src []byte) (faults []string) {
	bad := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if !utf8.Valid(src) || bytes.ContainsFunc(src, unseen) {
		bad("bytes that no page may hold")
	}
	root, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		return append(faults, err.Error())
	}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		switch n.Type {
		case html.CommentNode:
			bad("comment %q", n.Data)
		case html.ElementNode:
			for _, fault := range judgeElement(n) {
				bad("<%s>: %s", n.Data, fault)
			}
			if id := attribute(n, "id"); id != "" {
				if ids[id] {
					bad("id %q twice", id)
				}
				ids[id] = true
			}
		}
	}
	return faults
}

// unseen says whether a character has no place in a page, not even escaped.
func unseen(r rune) bool {
	switch {
	case r < ' ':
		return r != '\n' && r != '\t'
	case r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r == 0x200b, r == 0xfeff, r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func judgeElement(n *html.Node) (faults []string) {
	bad := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	own, known := elements[n.Data]
	if !known {
		return []string{"no page has such an element"}
	}
	if n.Namespace != "" && n.Namespace != "svg" {
		bad("namespace %q", n.Namespace)
	}
	for _, a := range n.Attr {
		switch {
		case slices.Contains(global, a.Key), slices.Contains(strings.Fields(own), a.Key):
		case strings.HasPrefix(a.Key, "data-"), strings.HasPrefix(a.Key, "aria-"):
		default:
			bad("attribute %q", a.Key)
		}
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Namespace != "" {
			bad("attribute %q of %q", a.Key, a.Namespace)
		}
		switch a.Key {
		case "href", "src", "action", "poster", "cite", "background", "data", "formaction", "ping":
			if a.Val == "#ZgotmplZ" || !harmless(n.Data, a.Val) {
				bad("address %q", a.Val)
			}
		case "srcset":
			for candidate := range strings.SplitSeq(a.Val, ",") {
				if address, _, _ := strings.Cut(strings.TrimSpace(candidate), " "); !sitePath.MatchString(address) {
					bad("address %q", address)
				}
			}
		case "class":
			if !classes.MatchString(a.Val) {
				bad("class %q", a.Val)
			}
		}
	}
	return append(faults, judgeActive(n)...)
}

// judgeActive looks at elements that can do something.
func judgeActive(n *html.Node) (faults []string) {
	bad := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	switch n.Data {
	case "script":
		switch kind, src := attribute(n, "type"), attribute(n, "src"); {
		case kind == "application/ld+json":
			if n.FirstChild == nil || src != "" || !json.Valid([]byte(n.FirstChild.Data)) {
				bad("data that is no JSON")
			}
		case kind != "" || n.FirstChild != nil || !scriptFile.MatchString(src):
			bad("script %q from %q", kind, src)
		}
	case "meta":
		name := attribute(n, "name")
		equiv := attribute(n, "http-equiv")
		switch {
		case equiv == "Content-Security-Policy":
			if p := attribute(n, "content"); !strings.HasPrefix(p, "default-src 'none'; script-src 'self'; style-src 'self';") || strings.ContainsAny(p, "\"<>*") || strings.Contains(p, "unsafe") || strings.Contains(p, "http") {
				bad("policy %q", p)
			}
		case equiv == "refresh":
			if to, ok := strings.CutPrefix(attribute(n, "content"), "0; url="); !ok || !sitePath.MatchString(to) {
				bad("a page that moved leads to %q", to)
			}
		case equiv != "":
			bad("http-equiv %q", equiv)
		case name != "" && !slices.Contains(metaNames, name):
			bad("name %q", name)
		}
	case "link":
		for rel := range strings.FieldsSeq(attribute(n, "rel")) {
			if !slices.Contains(linkRels, rel) {
				bad("rel %q", rel)
			}
		}
		if rel := attribute(n, "rel"); rel != "canonical" && rel != "alternate" && !sitePath.MatchString(attribute(n, "href")) {
			bad("%s from %q", rel, attribute(n, "href"))
		}
	case "button":
		if attribute(n, "type") != "button" {
			bad("a button that sends")
		}
	case "input":
		if kind := attribute(n, "type"); kind != "checkbox" && kind != "search" && kind != "text" {
			bad("type %q", kind)
		}
	}
	return faults
}

// harmless reads an address as a browser does: it drops line ends and tabs, and takes a
// backslash for a slash. Only links lead to other sites, and nobody is named in one.
func harmless(element, s string) bool {
	s = strings.NewReplacer("\t", "", "\n", "", "\r", "", "\\", "/").Replace(strings.TrimFunc(s, func(r rune) bool { return r <= ' ' }))
	scheme, rest, _ := strings.Cut(s, ":")
	if i := strings.IndexAny(s, ":/?#"); i < 0 || s[i] != ':' {
		return !strings.HasPrefix(s, "//")
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		u, err := url.Parse(s)
		return (element == "a" || element == "link") && err == nil && u.Host != "" && u.User == nil && strings.HasPrefix(rest, "//") && !strings.HasPrefix(rest, "///")
	case "mailto":
		_, query, _ := strings.Cut(rest, "?")
		for part := range strings.SplitSeq(query, "&") {
			if name, _, _ := strings.Cut(part, "="); name != "subject" && name != "body" && query != "" {
				return false
			}
		}
		return element == "a"
	case "sms":
		return element == "a" && strings.HasPrefix(rest, "?&body=")
	case "webcal":
		return element == "a" && strings.HasPrefix(rest, "//example.org/kit/")
	case "tel":
		return element == "a" && phone.MatchString(rest)
	}
	return false
}
