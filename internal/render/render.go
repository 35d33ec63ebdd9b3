// Package render turns the pages of the model into HTML.
//
// [Parse] takes layouts/ and gives [Templates]; a fault of a template is a
// diagnostic at its line in layouts/. [Templates.Renderer] ties them to a model
// and to the addresses of styles, scripts and pictures. A [Renderer] is safe for
// concurrent use.
//
// Each page is base.html with the file that is named for the page's kind, which
// defines «main», and all of partials/. A template is given a [View]; what it can
// say is the fields of [site.Page] and the methods of View. A partial about one
// thing is given a [Part]: the View, and the thing as .It.
//
// Templates choose and repeat. The text of pages, which comes from strangers, is
// escaped by html/template, or was made by the markdown package; what is passed
// on as markup is turned into it in trusted.go and nowhere else.
package render

import (
	"bytes"
	"cmp"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"tract/internal/diag"
	"tract/internal/site"
)

// files is what makes each page, beside base.html and partials/.
var files = map[string]string{
	site.KindHome:          "home.html",
	site.KindList:          "list.html",
	site.KindTopics:        "topics.html",
	site.KindTopic:         "topic.html",
	site.KindFigures:       "figures.html",
	site.KindTimeline:      "timeline.html",
	site.KindOrganizations: "organizations.html",
	site.KindAlternatives:  "alternatives.html",
	site.KindGlossary:      "glossary.html",
	"article":              "article.html",
	"demands":              "demands.html",
	"guide":                "guide.html",
	"event":                "event.html",
	"page":                 "page.html",
}

// Pages that belong to no language have a file that is the whole document.
const (
	chooserFile  = "chooser.html"
	notFoundFile = "404.html"
	redirectFile = "redirect.html"
)

// Templates is layouts/, parsed.
type Templates struct {
	pages   map[string]*template.Template
	sources map[string]string // by name of the file
	Digest  site.Digest       // of every file
}

// Parse reads the templates of a folder such as layouts/. program is the folder of
// the program's own: what those define must still be there where a site has a file
// of its own instead.
func Parse(layouts, program fs.FS) (*Templates, diag.List) {
	p := &parsing{fsys: layouts, sources: map[string]string{}, refused: map[string]bool{}}
	shared := p.parse(template.New("layouts"), "base.html")
	for _, name := range p.list("partials") {
		shared = p.parse(shared, name)
	}
	t := &Templates{pages: map[string]*template.Template{}, sources: p.sources}
	for _, kind := range slices.Sorted(maps.Keys(files)) { // in one order, for the digest
		t.pages[kind] = p.page(shared, files[kind])
		p.require(t.pages[kind], files[kind], "main")
	}
	for _, name := range []string{chooserFile, notFoundFile, redirectFile} {
		t.pages[name] = p.page(shared, name)
	}
	p.requirePartials(shared, program)
	t.Digest = site.DigestOf(p.sources)
	return t, p.diags
}

// Assets gives the addresses of what all pages share.
type Assets interface {
	// Path gives the published address of css/main.css and the like.
	Path(name string) string
	// Icon gives the markup of a drawing of the theme.
	Icon(name string) (markup string, ok bool)
}

// Renderer makes the pages of one model. It knows of the model what all pages
// share and no more, so that a page cannot show what its key does not cover.
type Renderer struct {
	templates *Templates
	site      *site.Common
	assets    Assets
	frames    sync.Map // frameKey → frame; made when first asked for
}

// Renderer ties the templates to a model.
func (t *Templates) Renderer(s *site.Common, assets Assets) *Renderer {
	return &Renderer{templates: t, site: s, assets: assets}
}

// Page makes a page of a language.
func (r *Renderer) Page(b *bytes.Buffer, p *site.Page) diag.List {
	v := &View{renderer: r, Page: p, L: p.Language, Address: p.Address}
	return r.faults(p.Kind, v.writeTo(b))
}

// Chooser makes the page at the root, which offers the languages.
func (r *Renderer) Chooser(b *bytes.Buffer) diag.List {
	return r.execute(b, chooserFile, &View{renderer: r, L: r.site.Languages[0], Address: "index.html"})
}

// NotFound makes the page that a server shows at addresses that lead nowhere,
// whatever their depth. So its links cannot be relative.
func (r *Renderer) NotFound(b *bytes.Buffer) diag.List {
	return r.execute(b, notFoundFile, &View{renderer: r, L: r.site.Languages[0], Address: "404.html", rooted: true})
}

// Redirect makes the page at an old address.
func (r *Renderer) Redirect(b *bytes.Buffer, d site.Redirect) diag.List {
	return r.execute(b, redirectFile, &View{renderer: r, L: r.site.Languages[0], Address: d.From, Redirect: &d})
}

// execute makes a page that has a whole document of its own.
func (r *Renderer) execute(b *bytes.Buffer, file string, v *View) diag.List {
	return r.faults(file, r.templates.pages[file].ExecuteTemplate(b, file, v))
}

// faults reports what went wrong in a set of templates.
func (r *Renderer) faults(set string, err error) diag.List {
	var list diag.List
	if err != nil {
		templateFault(&list, err, cmp.Or(files[set], set), r.templates.sources)
	}
	return list
}

// parsing reads template files.
type parsing struct {
	fsys    fs.FS
	diags   diag.List
	sources map[string]string
	refused map[string]bool // files that could not be parsed
}

// require reports a file that does not define a template which pages need.
func (p *parsing) require(t *template.Template, file, name string) {
	if t.Lookup(name) == nil && !p.refused[file] {
		at := diag.Position{File: path.Join("layouts", file), Line: 1, Column: 1}
		p.diags.Errorf(at, "render.undefined", name).WithHint("hint.render.undefined", name)
	}
}

// uses finds the templates that a file has executed.
var uses = regexp.MustCompile(`(?:\btemplate|\.Place)\s+"([^"]+)"`)

// requirePartials holds the site's own partials to what the program's define, as
// far as anything still uses it.
func (p *parsing) requirePartials(shared *template.Template, program fs.FS) {
	used := map[string]bool{"kit": true} // by the text of pages
	for _, src := range p.sources {
		for _, m := range uses.FindAllStringSubmatch(src, -1) {
			used[m[1]] = true
		}
	}
	for _, file := range slices.Sorted(maps.Keys(p.sources)) {
		src, err := fs.ReadFile(program, file)
		if err != nil || path.Dir(file) != "partials" {
			continue // a file that only the site has, or that serves one kind of page
		}
		for _, m := range defined.FindAllStringSubmatch(string(src), -1) {
			if used[m[1]] {
				p.require(shared, file, m[1])
			}
		}
	}
}

func (p *parsing) page(shared *template.Template, name string) *template.Template {
	t, err := shared.Clone()
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return p.parse(t, name)
}

func (p *parsing) list(dir string) []string {
	entries, err := fs.ReadDir(p.fsys, dir)
	if err != nil {
		p.diags.Errorf(diag.Position{File: path.Join("layouts", dir)}, "render.missing")
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".html") {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	return names
}

func (p *parsing) parse(t *template.Template, name string) *template.Template {
	src, err := fs.ReadFile(p.fsys, name)
	if err != nil {
		p.diags.Errorf(diag.Position{File: path.Join("layouts", name)}, "render.missing")
		p.refused[name] = true
		return t
	}
	p.sources[name] = string(src)
	if _, err := t.New(name).Parse(string(src)); err != nil {
		templateFault(&p.diags, err, name, p.sources)
		p.refused[name] = true
	}
	return t
}
