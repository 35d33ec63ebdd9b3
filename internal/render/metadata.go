package render

import (
	"encoding/json"
	"html/template"
	"strconv"
	"strings"

	"tract/internal/markdown"
	"tract/internal/site"
)

// metadata writes what programs want to know of a page: title and description,
// its feed, its address in every language, Open Graph, linked data. It stands on
// every page, and the template interpreter would take as long for it as for the
// page's text; so it is written here.
func (v *View) metadata(dst []byte) []byte {
	p := v.Page
	dst = append(markdown.AppendText(append(dst, "<title>"...), v.Title()), "</title>\n"...)
	if p.Summary != "" {
		dst = meta(dst, "name", "description", p.Summary)
	}
	if p.Kind == site.KindTranslation {
		dst = meta(dst, "name", "robots", "noindex")
	}
	if f := p.Feed; f != nil {
		dst = link(dst, "alternate", v.Href(f.Atom), "type", "application/atom+xml", "title", f.Title)
		dst = link(dst, "alternate", v.Href(f.JSON), "type", "application/feed+json", "title", f.Title)
	}
	if self := v.Absolute(v.address); self != "" {
		dst = link(dst, "canonical", self)
		for _, a := range p.Alternates {
			if a.Exact {
				dst = link(dst, "alternate", v.Absolute(a.Address), "hreflang", a.Language.Tag)
			}
		}
		dst = link(dst, "alternate", v.Absolute("index.html"), "hreflang", "x-default")
		dst = meta(dst, "property", "og:url", self)
	}
	return v.linkedData(v.openGraph(dst))
}

// openGraph writes what social networks show of a page.
func (v *View) openGraph(dst []byte) []byte {
	p := v.Page
	dst = meta(dst, "property", "og:title", p.Title)
	if p.Summary != "" {
		dst = meta(dst, "property", "og:description", p.Summary)
	}
	kind := "website"
	if p.Document != nil && p.Kind != site.KindHome {
		kind = "article"
	}
	dst = meta(dst, "property", "og:type", kind)
	dst = meta(dst, "property", "og:site_name", v.L.Title)
	dst = meta(dst, "property", "og:locale", v.L.Underscored())
	for _, a := range p.Alternates {
		if a.Exact && !a.Self {
			dst = meta(dst, "property", "og:locale:alternate", a.Language.Underscored())
		}
	}
	return v.social(dst)
}

// social writes the picture that networks show of a page, in the place of its own
// photo too: the picture has the title, and fits their frame.
func (v *View) social(dst []byte) []byte {
	if s, ok := v.renderer.site.Social(v.Page); ok {
		dst = v.picturing(dst, s.Address, s.Alt())
	}
	return dst
}

func (v *View) picturing(dst []byte, address site.Address, alt string) []byte {
	dst = meta(dst, "property", "og:image", v.Absolute(address))
	dst = meta(dst, "property", "og:image:width", strconv.Itoa(site.SocialWidth))
	dst = meta(dst, "property", "og:image:height", strconv.Itoa(site.SocialHeight))
	dst = meta(dst, "property", "og:image:alt", alt)
	return meta(dst, "name", "twitter:card", "summary_large_image")
}

// Shared writes what social networks show of the page that offers the languages,
// which is the one that is shared most: what they show of the first home page.
func (v *View) Shared() template.HTML {
	l := v.L
	dst := meta(nil, "property", "og:title", l.Title)
	dst = meta(dst, "property", "og:description", l.Description)
	dst = meta(dst, "property", "og:type", "website")
	dst = meta(dst, "property", "og:url", v.Absolute(v.address))
	dst = meta(dst, "property", "og:locale", l.Underscored())
	if l.Picture != "" {
		dst = v.picturing(dst, l.Picture, strings.TrimPrefix(l.Tagline+" – "+l.Title, " – "))
	}
	return markup(dst)
}

// linkedData writes the page as JSON-LD. The encoder writes <, > and & as \u003c
// and so on, so that no text can end the element.
func (v *View) linkedData(dst []byte) []byte {
	for _, d := range v.data() {
		src, err := json.Marshal(d)
		if err != nil {
			panic("internal error: " + err.Error()) // texts can always be written
		}
		dst = append(append(append(dst, `<script type="application/ld+json">`...), src...), "</script>\n"...)
	}
	return dst
}

func meta(dst []byte, kind, name, content string) []byte {
	dst = markdown.AppendAttribute(append(dst, "<meta"...), kind, name)
	return append(markdown.AppendAttribute(dst, "content", content), ">\n"...)
}

// link writes a link element; pairs are its other attributes.
func link(dst []byte, rel, href string, pairs ...string) []byte {
	dst = markdown.AppendAttribute(append(dst, "<link"...), "rel", rel)
	for i := 0; i+1 < len(pairs); i += 2 {
		dst = markdown.AppendAttribute(dst, pairs[i], pairs[i+1])
	}
	return append(markdown.AppendAttribute(dst, "href", href), ">\n"...)
}
