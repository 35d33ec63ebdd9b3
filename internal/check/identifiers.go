package check

import "strings"

// naming are the attributes that name other elements of the page by their ids.
var naming = []string{"aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "list"}

// identifiers finds ids that stand twice or cannot be named, and names of no element.
func identifiers(_ *site, p *page) {
	seen := map[string]bool{}
	for i := range p.elements {
		if id, ok := p.elements[i].get("id"); ok {
			if seen[id] {
				p.report("check.duplicate-id", id)
			}
			if id == "" || strings.ContainsAny(id, " \t\r\n\f") {
				p.report("check.bad-id", id)
			}
			seen[id] = true
		}
	}
	for i := range p.elements {
		for _, name := range naming {
			named, _ := p.elements[i].get(name)
			for id := range strings.FieldsSeq(named) {
				if !seen[id] {
					p.report("check.label-of-nothing", id)
				}
			}
		}
	}
}
