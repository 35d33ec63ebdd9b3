// Package render turns the pages of the model into HTML.
//
// [Parse] takes layouts/ and gives [Templates]; a fault of a template is a
// diagnostic at its line in layouts/. [Templates.Renderer] ties them to a model
// and to the addresses of styles, scripts and pictures. A [Renderer] is safe for
// concurrent use.
//
// Each page is base.html with the file that is named for the page's kind, which
// defines «main», and all of partials/. A template is given a [View]; what it can
// say is the fields of [site.Page], the methods of View, which depend on the page,
// and the functions of words, which depend on its language alone: t and n for a
// text of the interface, icon, when for a date, say for a text that may be in
// another language, and a few more. A partial about one thing is given a [Part]:
// the View, and the thing as .It.
//
// What stands on pages by the hundred is not executed but written in Go:
// metadata, cards, links, tallies.
//
// Templates choose and repeat. The text of pages, which comes from strangers, is
// escaped by html/template, or was made by the markdown package; what is passed
// on as markup is turned into it in trusted.go and nowhere else.
package render

import (
	"bytes"
	"html/template"
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
	site.KindOffline:       "offline.html",
	site.KindSearch:        "search.html",
	site.KindTranslation:   "translation.html",
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
	speakers  map[*site.Language]*speaker
	kit       *kit     // nil for the site itself
	frames    sync.Map // frameKey → frame; made when first asked for
}

// speaker is a language's words, and the templates that say them.
type speaker struct {
	words     *words
	templates func() *template.Template // made when first asked for
}

// Renderer ties the templates to a model.
func (t *Templates) Renderer(s *site.Common, assets Assets) *Renderer {
	r := &Renderer{templates: t, site: s, assets: assets, speakers: map[*site.Language]*speaker{}}
	for _, l := range s.Languages {
		w := &words{l, s.Languages, assets}
		r.speakers[l] = &speaker{w, sync.OnceValue(func() *template.Template { return t.in(w) })}
	}
	return r
}

// view gives what the template of a page at an address is given.
func (r *Renderer) view(l *site.Language, address site.Address) *View {
	return &View{L: l, address: address, renderer: r, speaker: r.speakers[l]}
}

// Page makes a page of a language.
func (r *Renderer) Page(b *bytes.Buffer, p *site.Page) diag.List {
	v := r.view(p.Language, p.Address)
	v.Page = p
	return r.faults(files[p.Kind], v.writeTo(b))
}

// Chooser makes the page at the root, which offers the languages.
func (r *Renderer) Chooser(b *bytes.Buffer) diag.List {
	return r.execute(b, chooserFile, r.view(r.site.Languages[0], "index.html"))
}

// NotFound makes the page that a server shows at addresses that lead nowhere,
// whatever their depth. So its links cannot be relative.
func (r *Renderer) NotFound(b *bytes.Buffer) diag.List {
	v := r.view(r.site.Languages[0], "404.html")
	v.rooted = true
	return r.execute(b, notFoundFile, v)
}

// Redirect makes the page at an old address.
func (r *Renderer) Redirect(b *bytes.Buffer, d site.Redirect) diag.List {
	v := r.view(r.site.Languages[0], d.From)
	v.Redirect = &d
	return r.execute(b, redirectFile, v)
}

// execute makes a page that has a whole document of its own.
func (r *Renderer) execute(b *bytes.Buffer, file string, v *View) diag.List {
	return r.faults(file, v.execute(b, file, v))
}

// faults reports what went wrong in the template of a page's file.
func (r *Renderer) faults(file string, err error) diag.List {
	var list diag.List
	if err != nil {
		templateFault(&list, err, file, r.templates.sources)
	}
	return list
}
