package check

// identifiers finds ids that stand twice, and labels that name no element.
func identifiers(_ *site, p *page) {
	seen := map[string]bool{}
	for i := range p.elements {
		if id, ok := p.elements[i].get("id"); ok {
			if seen[id] {
				p.report("check.duplicate-id", id)
			}
			seen[id] = true
		}
	}
	for i := range p.elements {
		for _, name := range []string{"aria-labelledby", "for"} {
			if id, ok := p.elements[i].get(name); ok && !seen[id] {
				p.report("check.label-of-nothing", id)
			}
		}
	}
}
