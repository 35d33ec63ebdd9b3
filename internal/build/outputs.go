package build

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"tract/internal/asset"
	"tract/internal/content"
	"tract/internal/dataset"
	"tract/internal/diag"
	"tract/internal/feed"
	"tract/internal/lettering"
	"tract/internal/limit"
	"tract/internal/render"
	"tract/internal/site"
)

// works is what outputs are made from.
//
// The key of an output is the digest of the very values that its function is
// given, so that there is no list of what it depends on to keep up to date.
type works struct {
	source   fs.FS
	site     *site.Site
	renderer *render.Renderer
	files    []asset.File
	worker   []byte // without what it is to keep
	images   []asset.Image
	kept     *costly
	letters  func() *lettering.Case
	room     *gate
	guard    *limit.Guard
	version  string
	once     bool
	theme    site.Digest // of the templates and the assets
	campaign []asset.Property

	listed sync.Once
	list   []output       // all but pages of a language and data
	index  map[string]int // into list, by path
	wrote  sync.Once
	data   []output
	// What the search pages look words up in, which names its files for what is in them.
	searched sync.Once
	found    []output

	sealed sync.Once
	digest site.Digest // of the program and of what all pages share
}

// output is an output whose key has not been asked for.
type output struct {
	path site.Address
	key  func() string
	make func(*bytes.Buffer) error
	work string // as in [Output]
}

// outputs gives every file of the finished site.
func (w *works) outputs() []Output {
	all := append(w.all(), w.search()...)
	slices.SortFunc(all, func(a, b output) int { return cmp.Compare(a.path, b.path) })
	w.program() // before many ask for it
	list := make([]Output, len(all))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(all); i = int(next.Add(1)) - 1 {
				list[i] = Output{string(all[i].path), all[i].key(), w.guarded(all[i]), all[i].work}
			}
		})
	}
	wg.Wait()
	return list
}

// all gives the outputs in no order, without those of the search.
func (w *works) all() []output {
	w.others()
	w.dataset()
	all := make([]output, 0, len(w.site.Pages)+len(w.list)+len(w.data))
	for _, p := range w.site.Pages {
		all = append(all, w.page(p))
	}
	return slices.Concat(all, w.list, w.data)
}

// at gives the output at a path.
func (w *works) at(path string) (output, bool) {
	if p := w.site.PageAt(site.Address(path)); p != nil {
		return w.page(p), true
	}
	w.others()
	if i, ok := w.index[path]; ok {
		return w.list[i], true
	}
	w.dataset()
	rest := w.data
	if strings.HasPrefix(path, searches+"/") {
		rest = w.search()
	}
	for _, o := range rest {
		if string(o.path) == path {
			return o, true
		}
	}
	return output{}, false
}

// others lists what is no page of a language.
func (w *works) others() {
	w.listed.Do(func() {
		for _, f := range w.files {
			w.list = append(w.list, bytesAt(f.Path, f.Content))
		}
		w.pictures()
		w.roots()
		w.feeds()
		w.leaflets()
		w.cards()
		w.offline()
		w.admin()
		w.index = make(map[string]int, len(w.list))
		for i, o := range w.list {
			w.index[string(o.path)] = i
		}
	})
}

// program stands for the program and for what all pages share.
func (w *works) program() site.Digest {
	w.sealed.Do(func() { w.digest = site.DigestOf(w.version, w.site.CommonKey()) })
	return w.digest
}

// key stands for all that an output depends on.
func (w *works) key(path site.Address, depends ...any) string {
	return hexadecimal(site.DigestOf(path, w.program(), depends))
}

func hexadecimal(d site.Digest) string {
	return hex.EncodeToString(d[:16])
}

// page gives the output of a page of a language.
func (w *works) page(p *site.Page) output {
	if p.Offline != nil {
		return w.offlinePage(p)
	}
	return output{
		path: p.Address,
		key:  func() string { return w.key(p.Address, w.theme, w.site.KeyOf(p)) },
		make: func(b *bytes.Buffer) error {
			return w.with(p, func() error { return fault(w.rendered(b, p)) })
		},
	}
}

// rendered writes a page, which may not be larger than a browser can show.
func (w *works) rendered(b *bytes.Buffer, p *site.Page) diag.List {
	defer w.guard.ForPage(sourceOf(p)).End()
	before := b.Len()
	list := w.renderer.Page(b, p)
	if n := b.Len() - before; n > limit.PageBytes {
		list.Errorf(diag.Position{File: sourceOf(p)}, "build.page-size", n>>20, limit.PageBytes>>20).WithHint("hint.build.page-size")
	}
	return list
}

// sourceOf names what a page is made from: its document, or else where it is published.
func sourceOf(p *site.Page) string {
	if p.Document != nil {
		return p.Document.File
	}
	return string(p.Address)
}

// guarded gives the function of an output, seen by the guard.
func (w *works) guarded(o output) func(*bytes.Buffer) error {
	if w.guard == nil {
		return o.make
	}
	return func(b *bytes.Buffer) error {
		defer w.guard.ForOutput(string(o.path)).End()
		return o.make(b)
	}
}

// with does something with a page that is complete.
func (w *works) with(p *site.Page, do func() error) error {
	w.site.Complete(p)
	if p.Document == nil {
		return do()
	}
	if err := p.Document.Restore(w.source); err != nil {
		return changed(err)
	}
	if w.once {
		defer p.Document.Forget()
	}
	return do()
}

// changed is the error of an output whose file could not be read a second time.
func changed(err error) error {
	if errors.Is(err, content.ErrChanged) || errors.Is(err, asset.ErrChanged) {
		return fmt.Errorf("%w: %w", ErrChanged, err)
	}
	return err
}

// fault is the error of an output that could not be made, or none.
func fault(list diag.List) error {
	if len(list) > 0 {
		return &Fault{list}
	}
	return nil
}

// add adds an output that the program makes of what its bytes depend on, which is
// complete once a function was called.
func (w *works) add(path site.Address, depends any, complete func(), make func() ([]byte, error)) {
	w.list = append(w.list, output{
		path: path,
		key: func() string {
			complete()
			return w.key(path, depends)
		},
		make: func(b *bytes.Buffer) error {
			complete()
			content, err := make()
			b.Write(content)
			return err
		},
	})
}

// bytesAt is an output that is there already.
func bytesAt(path string, content []byte) output {
	return output{
		path: site.Address(path),
		key:  func() string { return hexadecimal(site.DigestOf(path, content)) },
		make: func(b *bytes.Buffer) error {
			b.Write(content)
			return nil
		},
	}
}

// root adds an output that a template makes of a redirect, or of nothing but what
// all pages share.
func (w *works) root(path site.Address, depends any, make func(*bytes.Buffer) diag.List) {
	w.list = append(w.list, output{
		path: path,
		key:  func() string { return w.key(path, w.theme, depends) },
		make: func(b *bytes.Buffer) error { return fault(make(b)) },
	})
}

// roots adds the pages and files that belong to no language.
func (w *works) roots() {
	w.root("index.html", nil, w.renderer.Chooser)
	w.root("404.html", nil, w.renderer.NotFound)
	for _, r := range w.site.Redirects {
		w.root(r.From, r, func(b *bytes.Buffer) diag.List { return w.renderer.Redirect(b, r) })
	}
	robots := "User-agent: *\nAllow: /\n" + w.disallowed()
	if base := w.site.Base; base != "" {
		robots += "Sitemap: " + site.Address("sitemap.xml").On(base) + "\n"
		var entries []feed.Entry
		complete := sync.OnceFunc(func() { entries = w.entries() })
		w.add("sitemap.xml", &entries, complete, func() ([]byte, error) { return feed.Sitemap(base, entries) })
	}
	w.list = append(w.list, bytesAt("robots.txt", []byte(robots)), bytesAt(".nojekyll", nil))
	if domain := w.site.Settings.Domain; domain != "" {
		w.list = append(w.list, bytesAt("CNAME", []byte(domain+"\n")))
	}
}

// entries gives the pages that the sitemap lists.
func (w *works) entries() []feed.Entry {
	entries := make([]feed.Entry, 0, len(w.site.Pages))
	for _, p := range w.site.Pages {
		if p.Kind == site.KindTranslation {
			continue // for those who work on the site
		}
		w.site.Complete(p)
		entries = append(entries, feed.Entry{Address: p.Address, Checked: p.Checked, Alternates: p.Alternates})
	}
	return entries
}

// zonedDiary is a calendar with the rules of its time zones, which it states.
type zonedDiary struct {
	*site.Diary
	Rules site.Digest
}

// feeds adds the news and the calendars of every language.
func (w *works) feeds() {
	base := w.site.Base
	for _, n := range w.site.News {
		complete := func() { w.site.CompleteNews(n) }
		w.add(n.Atom, n, complete, func() ([]byte, error) { return feed.Atom(base, n) })
		w.add(n.JSON, n, complete, func() ([]byte, error) { return feed.JSON(base, n) })
	}
	for _, d := range w.site.Diaries {
		zoned := &zonedDiary{Diary: d}
		complete := sync.OnceFunc(func() {
			for _, p := range d.Pages {
				w.site.KeyOf(p)
			}
			zoned.Rules = site.ZoneRules(d.Zones())
		})
		w.add(d.Address, zoned, complete, func() ([]byte, error) { return feed.Calendar(base, d), nil })
	}
}

// dataset lists the open data, which is made to know its key.
func (w *works) dataset() {
	w.wrote.Do(func() {
		for _, set := range dataset.Sets(w.site) {
			for _, f := range []struct {
				name string
				make func() ([]byte, error)
			}{{"json", set.JSON}, {"csv", set.CSV}} {
				content, err := f.make()
				if err != nil {
					panic("internal error: " + err.Error()) // texts and numbers can always be written
				}
				w.data = append(w.data, bytesAt("data/"+set.Name+"."+f.name, content))
			}
		}
	})
}
