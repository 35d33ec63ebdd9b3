package build

import (
	"bytes"
	"slices"

	"tract/internal/asset"
	"tract/internal/offline"
	"tract/internal/site"
)

// offline adds what is for readers without a network: the worker that keeps pages on
// their devices, and for each language a manifest and a kit.
func (w *works) offline() {
	var carried []*site.Page
	for _, l := range w.site.Languages {
		pages := w.site.Carried(l)
		if len(pages) == 0 {
			return // the site goes without
		}
		carried = append(carried, pages...)
		w.list = append(w.list, bytesAt(string(l.Manifest()), w.manifest(l)))
		w.list = append(w.list, w.kit(l))
	}
	w.list = append(w.list, output{
		path: site.Worker,
		key: func() string {
			keys := make([]string, len(carried))
			for i, p := range carried {
				keys[i] = w.page(p).key()
			}
			return w.key(site.Worker, w.theme, keys)
		},
		make: func(b *bytes.Buffer) error {
			content, err := w.script()
			b.Write(content)
			return err
		},
	})
}

// script makes the worker, which has a digest of every page that it keeps for all.
func (w *works) script() ([]byte, error) {
	var pages []offline.Pages
	for _, l := range w.site.Languages {
		p := offline.Pages{Language: l.Code}
		for _, page := range w.site.Carried(l) {
			f, err := fileOf(w.page(page))
			if err != nil {
				return nil, err
			}
			p.Files = append(p.Files, f)
		}
		p.Files = append(p.Files, offline.File{Path: site.Address("").To(l.Manifest()), Content: w.manifest(l)})
		pages = append(pages, p)
	}
	var files []offline.File
	for _, name := range []site.Address{"index.html", "favicon.svg", "icon-192.png"} {
		if i, ok := w.index[string(name)]; ok {
			f, err := fileOf(w.list[i])
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
	}
	return offline.Worker(w.worker, pages, files), nil
}

// offlinePage gives the page that offers the kit of its language, and says how large
// that is.
func (w *works) offlinePage(p *site.Page) output {
	kit := func() output {
		o, _ := w.at(string(p.Offline.Kit))
		return o
	}
	return output{
		path: p.Address,
		key:  func() string { return w.key(p.Address, w.theme, w.site.KeyOf(p), kit().key()) },
		make: func(b *bytes.Buffer) error {
			var packed bytes.Buffer
			if err := kit().make(&packed); err != nil {
				return err
			}
			return w.with(p, func() error { return fault(w.renderer.Offline(b, p, packed.Len())) })
		},
	}
}

// fileOf makes an output, and gives it by the address that links write.
func fileOf(o output) (offline.File, error) {
	var b bytes.Buffer
	err := o.make(&b)
	return offline.File{Path: site.Address("").To(o.path), Content: b.Bytes()}, err
}

// The colours of a browser around the site: those of its header, and of its paper.
const (
	themeColour = "#15110c"
	pageColour  = "#f8f1e2"
)

// manifest tells of a language. It lies beside the home page.
func (w *works) manifest(l *site.Language) []byte {
	at := l.Manifest()
	m := offline.Manifest{
		Name: l.Title, ShortName: l.Title, Description: l.Description, Language: l.Tag, Direction: l.Dir,
		Start: at.To(l.Home.Address), Scope: at.Root(), Display: "minimal-ui", ThemeColour: themeColour, PageColour: pageColour,
	}
	for _, size := range []string{"192", "512"} {
		name := site.Address("icon-" + size + ".png")
		if slices.ContainsFunc(w.files, func(f asset.File) bool { return f.Path == string(name) }) {
			m.Icons = append(m.Icons, offline.Icon{Address: at.To(name), Sizes: size + "x" + size, Type: "image/png"})
		}
	}
	return m.JSON()
}
