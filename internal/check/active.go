package check

import (
	"slices"
	"strings"
)

// The elements that no page of ours has, and the addresses that it may have.
var (
	foreignElements = []string{"iframe", "frame", "object", "embed", "form", "base", "style", "math", "template", "portal"}
	allowedSchemes  = []string{"", "https", "http", "mailto", "tel", "sms"}
)

// active finds what could run code or take a page over.
func active(_ *site, p *page) {
	for i := range p.elements {
		e := &p.elements[i]
		if slices.Contains(foreignElements, e.name) {
			p.report("check.element", e.name)
		}
		if kind, _ := e.get("type"); e.name == "script" && kind != "application/ld+json" && strings.TrimSpace(e.text) != "" {
			p.report("check.inline-script")
		}
		for _, a := range e.attributes {
			switch {
			case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc":
				p.report("check.attribute", a.Key)
			case a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "poster":
				p.scheme(a.Val)
			}
			if strings.Contains(a.Val, "ZgotmplZ") {
				p.report("check.refused-value", a.Key)
			}
		}
	}
}

func (p *page) scheme(address string) {
	if u, err := parse(address); err == nil && !slices.Contains(allowedSchemes, u.Scheme) {
		p.report("check.scheme", address)
	}
}
