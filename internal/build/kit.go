package build

import (
	"bytes"
	"iter"
	"path"
	"slices"
	"strings"
	"sync"

	"tract/internal/offline"
	"tract/internal/site"
)

// kit is the archive of a language's pages, with all that they wear, show and offer. To
// make all these pages takes long, so it is kept like a photo.
func (w *works) kit(l *site.Language) output {
	path := w.site.PageAt(l.Offline.Address).Offline.Kit
	key := sync.OnceValue(func() string {
		var depends []any
		for _, o := range w.kitted(l) {
			if p := w.site.PageAt(o.path); p != nil {
				depends = append(depends, w.site.KeyOf(p))
			} else {
				depends = append(depends, o.path, o.key())
			}
		}
		return w.costlyKey(path, []any{w.theme, w.site.CommonKey(), depends})
	})
	var making sync.Mutex
	var packed []byte // where nothing keeps it: the page that offers the kit asks for it too
	return output{path, func() string {
		w.kept.use(key())
		return key()
	}, func(b *bytes.Buffer) error {
		making.Lock()
		defer making.Unlock()
		content, err := packed, error(nil)
		if content == nil {
			content, err = w.kept.get(key(), func() ([]byte, error) { return w.pack(l) })
		}
		if w.kept.made == nil && err == nil {
			packed = content
		}
		b.Write(content)
		return err
	}, string(path)}
}

// kitted gives what may be in the kit of a language: its pages, what its words are
// looked up in, and small files of the kinds that pages wear, show or offer.
func (w *works) kitted(l *site.Language) []output {
	kinds := []string{".css", ".js", ".woff2", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".csv", ".json", ".ics"}
	others := map[string]bool{}
	for _, other := range w.site.Languages {
		others[other.Code] = other != l
	}
	list := slices.DeleteFunc(slices.Concat(w.all(), w.search()), func(o output) bool {
		if p := w.site.PageAt(o.path); p != nil {
			return p.Language != l || p.Kind == site.KindTranslation
		}
		of := strings.Split(strings.TrimPrefix(string(o.path), searches+"/"), "/")[0]
		return others[of] || o.path == site.Worker || !slices.Contains(kinds, path.Ext(string(o.path)))
	})
	slices.SortFunc(list, func(a, b output) int { return strings.Compare(string(a.path), string(b.path)) })
	return list
}

// pack makes the kit of a language.
func (w *works) pack(l *site.Language) ([]byte, error) {
	var b bytes.Buffer
	err := offline.Archive(&b, w.kitFiles(l))
	return b.Bytes(), err
}

// kitFiles makes the files of a kit: the home page at the top, where it is found, then
// the pages, then what they need.
func (w *works) kitFiles(l *site.Language) iter.Seq2[offline.File, error] {
	list := w.kitted(l)
	folder := site.Address(path.Join(searches, l.Code))
	holds, needed := map[site.Address]bool{}, map[site.Address]bool{}
	for _, o := range list {
		wear, look := strings.HasPrefix(string(o.path), "assets/"), strings.HasPrefix(string(o.path), string(folder)+"/")
		holds[o.path], needed[o.path] = true, wear || look
		holds[folder] = holds[folder] || look
	}
	r := w.renderer.Within(func(a site.Address) bool { return holds[a] }, func(a site.Address) { needed[a] = true })
	page := func(p *site.Page, at site.Address) (offline.File, error) {
		var b bytes.Buffer
		err := w.with(p, func() error { return fault(r.KitPage(&b, p, at)) })
		return offline.File{Path: string(at), Content: b.Bytes()}, err
	}
	return func(yield func(offline.File, error) bool) {
		if !yield(page(w.site.PageAt(l.Home.Address), "index.html")) {
			return
		}
		for _, o := range list {
			if p := w.site.PageAt(o.path); p != nil && !yield(page(p, o.path)) {
				return
			}
		}
		for _, o := range list {
			if !needed[o.path] || w.site.PageAt(o.path) != nil {
				continue
			}
			var b bytes.Buffer
			err := o.make(&b)
			if !yield(offline.File{Path: string(o.path), Content: b.Bytes()}, err) {
				return
			}
		}
	}
}
