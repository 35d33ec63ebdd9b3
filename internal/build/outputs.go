package build

import (
	"bytes"
	"cmp"
	"slices"

	"tract/internal/asset"
	"tract/internal/dataset"
	"tract/internal/diag"
	"tract/internal/feed"
	"tract/internal/render"
	"tract/internal/site"
)

// works is what outputs are made from.
//
// The key of an output is the digest of the very values that its function is
// given, so that there is no list of what it depends on to keep up to date.
type works struct {
	site     *site.Site
	renderer *render.Renderer
	program  site.Digest // of the program and of what all pages share
	theme    site.Digest // of the templates and the assets
	list     []Output
}

// outputs gives every file of the finished site.
func (w *works) outputs(shared []asset.File, images []asset.Image) []Output {
	for _, f := range shared {
		w.bytes(f.Path, f.Content)
	}
	for _, i := range images {
		w.bytes(i.Path, i.Content)
	}
	for _, p := range w.site.Pages {
		w.page(p.Address, p, func(b *bytes.Buffer) diag.List { return w.renderer.Page(b, p) })
	}
	w.roots()
	w.feeds()
	w.data()
	slices.SortFunc(w.list, func(a, b Output) int { return cmp.Compare(a.Path, b.Path) })
	return w.list
}

// key stands for all that an output depends on.
func (w *works) key(path site.Address, depends ...any) string {
	return hexadecimal(site.DigestOf(path, w.program, depends))
}

// add adds an output that the program makes of what its bytes depend on.
func (w *works) add(path site.Address, depends any, make func() ([]byte, error)) {
	w.list = append(w.list, Output{string(path), w.key(path, depends), func(b *bytes.Buffer) error {
		content, err := make()
		b.Write(content)
		return err
	}})
}

// bytes adds an output that is there already.
func (w *works) bytes(path string, content []byte) {
	w.list = append(w.list, Output{path, hexadecimal(site.DigestOf(path, content)), func(b *bytes.Buffer) error {
		b.Write(content)
		return nil
	}})
}

// page adds an output that a template makes of a page, a redirect, or nothing but
// what all pages share.
func (w *works) page(path site.Address, depends any, make func(*bytes.Buffer) diag.List) {
	w.list = append(w.list, Output{string(path), w.key(path, w.theme, depends), func(b *bytes.Buffer) error {
		if list := make(b); len(list) > 0 {
			return &Fault{list}
		}
		return nil
	}})
}

// roots adds the pages and files that belong to no language.
func (w *works) roots() {
	w.page("index.html", nil, w.renderer.Chooser)
	w.page("404.html", nil, w.renderer.NotFound)
	for _, r := range w.site.Redirects {
		w.page(r.From, r, func(b *bytes.Buffer) diag.List { return w.renderer.Redirect(b, r) })
	}
	robots := "User-agent: *\nAllow: /\n"
	if base := w.site.Base; base != "" {
		robots += "Sitemap: " + site.Address("sitemap.xml").On(base) + "\n"
		entries := make([]feed.Entry, len(w.site.Pages))
		for i, p := range w.site.Pages {
			entries[i] = feed.Entry{Address: p.Address, Checked: p.Checked, Alternates: p.Alternates}
		}
		w.add("sitemap.xml", entries, func() ([]byte, error) { return feed.Sitemap(base, entries) })
	}
	w.bytes("robots.txt", []byte(robots))
	w.bytes(".nojekyll", nil)
	if domain := w.site.Settings.Domain; domain != "" {
		w.bytes("CNAME", []byte(domain+"\n"))
	}
}

// feeds adds the news and the calendars of every language.
func (w *works) feeds() {
	base := w.site.Base
	for _, n := range w.site.News {
		w.add(n.Atom, n, func() ([]byte, error) { return feed.Atom(base, &n) })
		w.add(n.JSON, n, func() ([]byte, error) { return feed.JSON(base, &n) })
	}
	for _, d := range w.site.Diaries {
		w.add(d.Address, d, func() ([]byte, error) { return feed.Calendar(base, d), nil })
	}
}

// data adds the open data. It is small, and is made to know its key.
func (w *works) data() {
	for _, set := range dataset.Sets(w.site) {
		for _, f := range []struct {
			name string
			make func() ([]byte, error)
		}{{"json", set.JSON}, {"csv", set.CSV}} {
			content, err := f.make()
			if err != nil {
				panic("internal error: " + err.Error()) // texts and numbers can always be written
			}
			w.bytes("data/"+set.Name+"."+f.name, content)
		}
	}
}
