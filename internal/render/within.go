package render

import (
	"bytes"
	"regexp"

	"tract/internal/diag"
	"tract/internal/site"
)

// kit is what pages are made for that are read apart from the site.
type kit struct {
	holds  func(site.Address) bool
	needed func(site.Address)
}

// Within gives a renderer for pages as they stand in a kit. holds says what the kit
// may have; needed is told of all of that which pages lead to. Links to the rest lead to
// the published site, or nowhere if it has no address. The renderer is not for
// concurrent use.
func (r *Renderer) Within(holds func(site.Address) bool, needed func(site.Address)) *Renderer {
	return &Renderer{templates: r.templates, site: r.site, assets: r.assets, speakers: r.speakers, kit: &kit{holds, needed}}
}

// href gives a link, "" for one that leads nowhere.
func (k *kit) href(from, to site.Address, base string) string {
	if !k.holds(to) {
		return to.On(base)
	}
	k.needed(to)
	return from.To(to)
}

// nowhere finds the links of a page that lead nowhere. Neither text nor an attribute
// holds a <, as it is.
var nowhere = regexp.MustCompile(`(<a\b[^<>]*?) href=""`)

// KitPage makes a page of the kit, to lie at an address.
func (r *Renderer) KitPage(b *bytes.Buffer, p *site.Page, at site.Address) diag.List {
	v := r.view(p.Language, at)
	v.Page = p
	list := r.faults(files[p.Kind], v.writeTo(b))
	if bytes.Contains(b.Bytes(), []byte(` href=""`)) {
		page := nowhere.ReplaceAll(b.Bytes(), []byte("$1"))
		b.Reset()
		b.Write(page)
	}
	return list
}

// Offline makes the page about reading without a network; size is that of the kit.
func (r *Renderer) Offline(b *bytes.Buffer, p *site.Page, size int) diag.List {
	v := r.view(p.Language, p.Address)
	v.Page, v.KitSize = p, size
	return r.faults(files[p.Kind], v.writeTo(b))
}
