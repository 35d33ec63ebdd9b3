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
type works struct {
	site      *site.Site
	assets    *asset.Set
	images    []asset.Image
	templates *render.Templates
	renderer  *render.Renderer
	program   site.Digest // of the program, the templates and the assets
	list      []Output
}

// outputs gives every file of the finished site.
func (w *works) outputs() []Output {
	for _, f := range w.assets.Files {
		w.bytes(f.Path, f.Content)
	}
	for _, i := range w.images {
		w.bytes(i.Path, i.Content)
	}
	for _, p := range w.site.Pages {
		w.page(string(p.Address), p.Key, func() ([]byte, diag.List) { return w.renderer.Page(p) })
	}
	w.roots()
	for _, l := range w.site.Languages {
		w.feeds(l)
		w.calendars(l)
	}
	w.data()
	slices.SortFunc(w.list, func(a, b Output) int { return cmp.Compare(a.Path, b.Path) })
	return w.list
}

// add adds an output whose bytes depend on the program and on the given values.
func (w *works) add(path string, make func() ([]byte, error), depends ...any) {
	key := hexadecimal(site.DigestOf(append(depends, w.program, path)...))
	w.list = append(w.list, Output{path, key, func(b *bytes.Buffer) error {
		content, err := make()
		if err != nil {
			return err
		}
		b.Write(content)
		return nil
	}})
}

// bytes adds an output that is there already.
func (w *works) bytes(path string, content []byte) {
	w.add(path, func() ([]byte, error) { return content, nil }, string(content))
}

// page adds an output that a template makes.
func (w *works) page(path string, key site.Digest, make func() ([]byte, diag.List)) {
	w.add(path, func() ([]byte, error) {
		content, list := make()
		if len(list) > 0 {
			return nil, &Fault{list}
		}
		return content, nil
	}, key)
}

// roots adds the pages and files that belong to no language.
func (w *works) roots() {
	var keys []any
	for _, l := range w.site.Languages {
		keys = append(keys, l.Key)
	}
	all := site.DigestOf(keys...)
	w.page("index.html", all, w.renderer.Chooser)
	w.page("404.html", all, w.renderer.NotFound)
	for _, r := range w.site.Redirects {
		w.page(string(r.From), site.DigestOf(all, r.To, r.Title), func() ([]byte, diag.List) { return w.renderer.Redirect(r) })
	}
	robots := "User-agent: *\nAllow: /\n"
	if base := w.site.Base; base != "" {
		robots += "Sitemap: " + site.Address("sitemap.xml").On(base) + "\n"
		var pages []any
		for _, p := range w.site.Pages {
			pages = append(pages, p.Address, p.Checked, p.Alternates)
		}
		w.add("sitemap.xml", func() ([]byte, error) { return feed.Sitemap(w.site) }, append(pages, base)...)
	}
	w.bytes("robots.txt", []byte(robots))
	w.bytes(".nojekyll", nil)
	if domain := w.site.Settings.Domain; domain != "" {
		w.bytes("CNAME", []byte(domain+"\n"))
	}
}

func (w *works) feeds(l *site.Language) {
	for i := range l.Feeds {
		f := &l.Feeds[i]
		w.add(string(f.Atom), func() ([]byte, error) { return feed.Atom(w.site, l, f) }, l.Key, f)
		w.add(string(f.JSON), func() ([]byte, error) { return feed.JSON(w.site, l, f) }, l.Key, f)
	}
}

func (w *works) calendars(l *site.Language) {
	if l.Events.Address == "" {
		return
	}
	calendar := func(path site.Address, title string, events []*site.Page) {
		depends := []any{l.Key, title, w.site.Settings.TimeZone}
		for _, p := range events {
			depends = append(depends, p.Key)
		}
		w.add(string(path), func() ([]byte, error) { return feed.Calendar(w.site, l, title, events), nil }, depends...)
	}
	calendar(l.Events.Address, l.Events.Title, l.Events.Pages)
	for _, p := range l.Events.Pages {
		calendar(p.Event.Calendar, p.Title, []*site.Page{p})
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
