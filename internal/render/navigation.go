package render

import (
	"html/template"

	"tract/internal/markdown"
	"tract/internal/site"
)

// Link gives a link with its title, or the title alone of what has no page. The
// class of the link may follow.
func (v *View) Link(l site.Link, class ...string) template.HTML {
	return markup(v.appendLink(make([]byte, 0, 256), l, class...))
}

// Links gives links in a row, with commas between them.
func (v *View) Links(list []site.Link) template.HTML {
	var dst []byte
	for i, l := range list {
		if i > 0 {
			dst = markdown.AppendText(dst, v.L.Comma())
		}
		dst = v.appendLink(dst, l)
	}
	return markup(dst)
}

// appendLink writes what [View.Link] gives.
func (v *View) appendLink(dst []byte, l site.Link, class ...string) []byte {
	switch {
	case l.Address == "":
		return v.speaker.words.appendProse(dst, l.Title, l.Language)
	case len(class) > 0:
		return v.anchor(dst, l, "class", class[0])
	}
	return v.anchor(dst, l)
}

// Breadcrumbs gives the way from the home page to the page.
func (v *View) Breadcrumbs() template.HTML {
	dst := start(make([]byte, 0, 512), "nav", "class", "breadcrumbs", "aria-label", v.L.T("breadcrumbs"))
	dst = start(dst, "ol", "role", "list")
	for _, l := range v.Page.Breadcrumbs {
		dst = append(end(v.anchor(start(dst, "li"), l), "li"), '\n')
	}
	return markup(end(end(dst, "ol"), "nav"))
}

// languageSwitch writes links to the page in the other languages, or to the
// nearest one, which the link then says.
func (v *View) languageSwitch(dst []byte) []byte {
	others := v.Others()
	if len(others) == 0 {
		return dst
	}
	dst = start(dst, "nav", "class", "language-switch", "aria-label", v.L.T("language.label"), "data-module", "language", "data-root", v.Page.Address.Root())
	dst = append(start(dst, "ul", "role", "list"), '\n')
	for _, a := range others {
		l := a.Language
		dst = open(start(dst, "li"), "a", "href", v.Href(a.Address), "hreflang", l.Tag, "lang", l.Tag, "dir", l.Dir, "data-language", l.Code)
		if !a.Exact {
			dst = markdown.AppendAttribute(dst, "title", l.T("language.not-translated"))
		}
		dst = append(end(end(markdown.AppendText(append(dst, '>'), l.Name), "a"), "li"), '\n')
	}
	return end(end(dst, "ul"), "nav")
}
