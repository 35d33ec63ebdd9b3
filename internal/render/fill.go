package render

import (
	"tract/internal/markdown"
	"tract/internal/site"
)

// fill writes what belongs into a hole of the page's text.
func (v *View) fill(dst []byte, h markdown.Hole) []byte {
	switch h.Kind {
	case markdown.RefAttributes:
		return v.linkAttributes(dst, v.Page.Targets[h.Index], v.Page.Body().Refs[h.Index].Text == "")
	case markdown.RefText:
		t := v.Page.Targets[h.Index]
		return v.speaker.words.appendProse(dst, t.Text, t.Language)
	case markdown.StepsHead:
		return append(dst, v.part("checklist", v.Page)...)
	case markdown.ImageTag:
		ref := v.Page.Body().Refs[h.Index]
		return v.picture(dst, v.Page.Targets[h.Index].Image, ref.Text, ref.Title, false)
	}
	return append(dst, v.part("kit", &v.Page.Body().Kits[h.Index])...)
}

// linkAttributes writes the attributes of a link to a page or elsewhere. titled
// says that its text is the page's title.
func (v *View) linkAttributes(dst []byte, t site.Target, titled bool) []byte {
	if t.URL != "" {
		dst = markdown.AppendAttribute(dst, "href", t.URL)
		if v.L.Dir == "rtl" { // an address or a telephone number, as often as not
			dst = markdown.AppendAttribute(dst, "dir", "auto")
		}
		return markdown.AppendAttribute(dst, "rel", "noopener noreferrer")
	}
	if t.Address == "" {
		return dst // somebody who has no entry of their own
	}
	dst = markdown.AppendAttribute(dst, "href", v.To(t.Link))
	switch t.Kind {
	case site.KindFigures:
		dst = markdown.AppendAttribute(dst, "class", "figure")
		if t.Disagree {
			dst = markdown.AppendAttribute(append(dst, " data-disagree"...), "title", v.L.T("mark.disagree"))
		}
	case "term":
		dst = markdown.AppendAttribute(dst, "class", "term")
	}
	if t.Hreflang != "" {
		dst = markdown.AppendAttribute(dst, "hreflang", t.Hreflang)
	}
	if titled {
		dst = v.language(dst, t.Language)
	}
	return dst
}
