// Package build turns a site's folder into outputs.
//
//	content/ ──► content ──► site ──► outputs
//	files        documents   model    path + key + make
//
// An output is a path, a key and a function that makes its bytes. The key is a
// digest of all that the bytes depend on, so an output whose key is known need
// not be made again. Pages, feeds, data, styles and pictures are all outputs;
// there is no second mechanism.
//
// [Memory.Build] takes the folder as an [fs.FS] and gives a [Result]. It writes
// nothing and makes no page: whoever has the result does that, now or when somebody
// asks. It refuses nothing by itself: the diagnostics of all stages come back in
// one list. What it read it keeps for the next time; that is never more than a
// saving of time, since a file that changed is read again and all that follows from
// files is worked out again.
package build

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"sync"
	"time"

	"tract/assets"
	"tract/internal/asset"
	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/lettering"
	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/render"
	"tract/internal/site"
	"tract/internal/wire"
	"tract/layouts"
)

// Options are what a command may say.
type Options struct {
	BaseURL string       // as config.ParseBaseURL gives it, in place of the settings'; "" for theirs
	Drafts  bool         // drafts are pages too
	Now     time.Time    // what events are upcoming or past by
	Version string       // of the program: its outputs are another's
	Once    bool         // outputs are made once, so that what a page alone shows need not be kept
	Room    Room         // for that; nil: it stays in memory until its page is made
	Past    Past         // what the page for translators shows sentences by; nil: it names sections only
	Guard   *limit.Guard // sees what is read and made; nil: nobody does
}

// Room keeps bytes outside of memory.
type Room = content.Room

// Memory is what one build leaves for the next. The zero value is ready. It serves
// one build at a time; its results may be used while it builds again.
type Memory struct {
	content   content.Memory
	locales   stage[[]*locale.Locale]
	templates stage[*render.Templates]
	campaign  stage[[]asset.Property]
	assets    stage[*asset.Set]
	images    asset.Images
	older     older
	made      Store
	letters   func() *lettering.Case
}

// Written gives what is worth keeping for another run, in parts: what was read of
// documents and pictures.
func (m *Memory) Written() [][]byte {
	var w wire.Writer
	m.images.Append(&w)
	return append([][]byte{w}, m.content.Written()...)
}

// ReadMemory reads what [Memory.Written] gave: nothing, if that is not whole. made
// keeps what takes long to make; nil: it is made each time.
func ReadMemory(written string, made Store) *Memory {
	m := &Memory{made: made}
	if written == "" {
		return m
	}
	r := wire.NewReader(written)
	m.images.Restore(r)
	m.content = content.ReadMemory(r)
	if !r.Done() {
		return &Memory{made: made}
	}
	return m
}

// Build reads a site's folder, as far as it changed since the last time.
func (m *Memory) Build(source fs.FS, o Options) *Result {
	settings, list := config.Load(source)
	whole := !list.HasErrors() && !settings.Unread // else what the settings lack may only be unread
	if o.BaseURL != "" {
		settings.BaseURL = o.BaseURL
	}
	own, faults := legibleIn(source, "layouts")
	list.Add(faults)
	theme := asset.Overlay(own, layouts.FS)
	worn := make(chan look, 1)
	go func(written *config.Settings) { worn <- m.look(source, theme, written) }(settings)
	locales, faults := m.locales.get(stampsOf(source, "layouts/strings", settings.Languages, settings.Partial), func() ([]*locale.Locale, diag.List) {
		return loadLocales(settings, theme)
	})
	list.Add(faults)
	if own.has("strings") {
		list.Add(noStrings(settings, theme))
	}
	if len(locales) == 0 || slices.Contains(settings.Partial, locales[0].Code) { // no language that every page should exist in
		list.Add((<-worn).faults)
		return &Result{early: list}
	}
	settings = settings.Typeset(byCode(locales))
	c, faults := content.Load(source, settings, byCode(locales), content.Options{Drafts: o.Drafts, Now: o.Now, Memory: &m.content, Room: o.Room, Guard: o.Guard})
	list.Add(faults)
	images, refused := m.images.Read(source, "content/images")
	list.Add(unsaid(refused, list))
	model, faults := site.New(settings, locales, c, pictureIndex(images), o.Now)
	list.Add(faults)
	model.Past = m.older.past(source, o.Past)
	look := <-worn
	list.Add(look.faults)
	list.Add(wantRepository(look.assets.Files, settings))
	if m.letters == nil {
		m.letters = sync.OnceValue(lettering.New)
	}
	if whole && settings.BaseURL == "" {
		list.Warnf(diag.Position{File: config.File}, "build.no-base-url").WithHint("hint.build.no-base-url")
	}
	return &Result{Site: model, source: source, early: list, works: &works{
		source: source, site: model, renderer: look.templates.Renderer(&model.Common, look.assets), files: look.assets.Files, worker: look.assets.Worker, images: images,
		kept: &costly{made: m.made}, letters: m.letters, room: newGate(), guard: o.Guard, once: o.Once, version: o.Version,
		theme: site.DigestOf(look.templates.Digest, look.assets.Digest), campaign: look.campaign,
	}}
}

// look is what all pages wear, which does not depend on the content.
type look struct {
	assets    *asset.Set
	templates *render.Templates
	campaign  []asset.Property
	faults    diag.List
}

func (m *Memory) look(source, theme fs.FS, settings *config.Settings) look {
	var l look
	own, list := legibleIn(source, "assets")
	colour := settings.Colour + " " + settings.Pos("colour").String()
	campaign, faults := m.campaign.get(colour, func() ([]asset.Property, diag.List) { return properties(settings) })
	list.Add(faults)
	l.campaign = campaign
	l.assets, faults = m.assets.get(stampsOf(source, "assets", colour), func() (*asset.Set, diag.List) {
		return asset.Build(assets.FS, own, campaign)
	})
	list.Add(faults)
	l.templates, faults = m.templates.get(stampsOf(source, "layouts"), func() (*render.Templates, diag.List) {
		return render.Parse(theme, layouts.FS)
	})
	list.Add(faults)
	l.faults = list
	return l
}

// unsaid leaves out the faults of files that were refused as a whole before, or all with
// their folder.
func unsaid(faults, said diag.List) diag.List {
	refused := map[diag.Position]bool{}
	for _, d := range said {
		if d.Line == 0 && d.Severity == diag.Error {
			refused[d.Position] = true
		}
	}
	return slices.DeleteFunc(faults, func(d diag.Diagnostic) bool {
		return refused[d.Position] || refused[diag.Position{File: "content"}]
	})
}

// sub gives a folder of the site. Where there is none, it has no files.
func sub(source fs.FS, dir string) fs.FS {
	fsys, err := fs.Sub(source, dir)
	if err != nil {
		panic("internal error: " + err.Error()) // only for a name that is no path
	}
	return fsys
}

// english gives the program's own English strings.
func english() []byte {
	src, err := fs.ReadFile(layouts.FS, "strings/en.yaml")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return src
}

// stringsOf names the file of a language's strings.
func stringsOf(code string) string { return "strings/" + code + ".yaml" }

// noStrings refuses languages that have no strings. It is no part of what is kept,
// since a place in the settings is another with each line that is put above it.
func noStrings(settings *config.Settings, theme fs.FS) diag.List {
	var list diag.List
	for _, code := range settings.Languages {
		if _, err := fs.Stat(theme, stringsOf(code)); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		at := settings.Pos("languages")
		if slices.Contains(settings.Partial, code) {
			at = settings.Pos("partial_languages")
		}
		list.Errorf(at, "build.no-strings", code).WithHint("hint.build.no-strings", "layouts/"+stringsOf(code))
	}
	return list
}

// loadLocales reads the strings of each language. English, the reference, is
// always read: the others have its keys. English of the site's own has at least those
// of the program's.
func loadLocales(settings *config.Settings, theme fs.FS) ([]*locale.Locale, diag.List) {
	var list diag.List
	read := func(code string, reference *locale.Locale) *locale.Locale {
		name := stringsOf(code)
		src, err := fs.ReadFile(theme, name)
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) { // else noStrings tells it
				list.Errorf(diag.Position{File: "layouts/" + name}, "build.unreadable")
			}
			return nil
		}
		l, faults := locale.Load(code, "layouts/"+name, src, reference)
		list.Add(faults)
		return l
	}
	var reference *locale.Locale
	if src, err := fs.ReadFile(theme, "strings/en.yaml"); err != nil || !bytes.Equal(src, english()) {
		reference, _ = locale.Load("en", "", english(), nil)
	}
	own := read("en", reference)
	reference = cmp.Or(own, reference)
	var locales []*locale.Locale
	for _, code := range settings.Languages {
		l := own
		if code != "en" {
			l = read(code, reference)
		}
		if l != nil {
			locales = append(locales, l)
		}
	}
	list.Add(locale.Distinct(locales))
	return locales, list
}

func byCode(locales []*locale.Locale) map[string]*locale.Locale {
	m := make(map[string]*locale.Locale, len(locales))
	for _, l := range locales {
		m[l.Code] = l
	}
	return m
}

// properties are the settings that the styles know.
func properties(s *config.Settings) ([]asset.Property, diag.List) {
	if s.Colour == "" {
		return nil, nil // the settings cannot be read
	}
	return asset.Campaign(s.Colour, s.Pos("colour"))
}
