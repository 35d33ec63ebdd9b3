package check

// outline looks at what a screen reader steers by: the language of the page, its
// headings, and words for images.
func outline(s *site, p *page) {
	level, titles := 0, 0
	for i := range p.elements {
		e := &p.elements[i]
		switch e.name {
		case "html":
			if lang, _ := e.get("lang"); lang == "" {
				p.report("check.no-language")
			}
		case "img":
			if _, ok := e.get("alt"); !ok {
				p.report("check.no-alt")
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			next := int(e.name[1] - '0')
			if next > level+1 && !s.outlined[p.path] {
				p.report("check.skipped-heading", e.name)
			}
			if level = next; next == 1 {
				titles++
			}
		}
	}
	if titles != 1 {
		p.report("check.titles", titles)
	}
}
