package build

import (
	"path"
	"slices"
	"strings"
	"sync"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/search"
	"tract/internal/site"
)

// search gives what the search pages look words up in. As with data, it is made to know
// its names.
func (w *works) search() []output {
	w.searched.Do(func() {
		if !w.site.Settings.Wants(config.Search) {
			return
		}
		indexes := make([][]search.File, len(w.site.Languages))
		var wg sync.WaitGroup
		for i, l := range w.site.Languages {
			wg.Go(func() {
				f := &finder{site: w.site, l: l}
				indexes[i] = search.Make(l.Code, w.site.Content.Vocabulary, f.kinds())
			})
		}
		wg.Wait()
		for i, l := range w.site.Languages {
			for _, f := range indexes[i] {
				w.found = append(w.found, bytesAt(path.Join(searches, l.Code, f.Name), f.Content))
			}
		}
	})
	return w.found
}

// searches is the folder of all indexes.
const searches = "search"

// finder tells what there is to find in a language.
type finder struct {
	site *site.Site
	l    *site.Language
}

// kinds gives all entries: what there is to do first.
func (f *finder) kinds() []search.Kind {
	of := map[string][]*site.Page{}
	for _, p := range f.site.Pages {
		if p.Language == f.l {
			f.site.Complete(p)
			of[p.Kind] = append(of[p.Kind], p)
		}
	}
	named := func(label string, pages ...*site.Page) search.Kind {
		k := search.Kind{Name: label}
		for _, p := range pages {
			k.Entries = append(k.Entries, f.page(p))
		}
		for _, p := range pages {
			k.Entries = append(k.Entries, f.within(p)...)
		}
		return k
	}
	documents := content.Kinds()
	guide := content.KindGuide.String()
	kinds := []search.Kind{named(f.l.T(guide+".kicker"), of[guide]...)}
	for _, k := range documents {
		if k.Listed && k.Name != guide {
			kinds = append(kinds, named(f.l.T(k.Name+".kicker"), of[k.Name]...))
		}
	}
	for _, kind := range []string{site.KindFigures, site.KindAlternatives, site.KindGlossary, site.KindOrganizations, site.KindTimeline} {
		kinds = append(kinds, named(f.l.T("pages."+kind+".menu"), of[kind]...))
	}
	kinds = append(kinds, named(f.l.T("topic.kicker"), of[site.KindTopic]...))
	kinds = append(kinds, named("", slices.Concat(of[content.KindPage.String()], of[site.KindHome], of[site.KindList], of[site.KindTopics], of[site.KindOffline])...))
	return slices.DeleteFunc(kinds, func(k search.Kind) bool { return len(k.Entries) == 0 })
}

// page gives a page as a whole.
func (f *finder) page(p *site.Page) search.Entry {
	e := search.Entry{Address: f.l.Search.Address.To(p.Address), Title: p.Title, Text: p.Summary}
	if p.Document == nil {
		return e
	}
	e.Body, e.Also = p.Document.Words(), titles(nil, p.Topics...)
	for i, ref := range p.Document.Body.Refs {
		if ref.Scheme == "figure" && ref.Text == "" {
			e.Also = append(e.Also, p.Targets[i].Text) // which the body does not have
		}
	}
	switch d := p.Document; {
	case d.Article != nil:
		title, _ := d.Article.Source.Title.In(f.l.Code)
		e.Also = append(append(append(e.Also, d.Article.KeyPoints...), d.Article.Source.Authors...), title, d.Article.Source.Publication)
	case p.Guide != nil:
		e.Also = append(append(e.Also, d.Guide.Materials...), d.Guide.RiskNote)
	case p.Demands != nil:
		e.Also = titles(titles(e.Also, p.Demands.By), p.Demands.To...)
		for _, item := range p.Demands.Items {
			e.Also = append(e.Also, item.Text, item.Evidence)
		}
	case p.Event != nil:
		e.Also = append(titles(e.Also, p.Event.Organizer), p.Event.Place, p.Event.Address)
	}
	return e
}

func titles(list []string, links ...site.Link) []string {
	for _, l := range links {
		list = append(list, l.Title)
	}
	return list
}

// within gives the entries of a page that is made from data.
func (f *finder) within(p *site.Page) []search.Entry {
	var entries []search.Entry
	add := func(id, title, text string, also ...string) {
		address := f.l.Search.Address.To(p.Address)
		if id != "" {
			address += "#" + id
		}
		entries = append(entries, search.Entry{Address: address, Title: title, Text: text, Also: also})
	}
	for _, y := range p.Timeline {
		for _, m := range y.Moments {
			add(m.ID, f.l.Date(m.Date), m.Text.Text)
		}
	}
	for _, g := range p.Organizations {
		for _, o := range g.Members {
			add(o.ID, o.Name.Text, o.Role.Text, o.Short.Text)
		}
	}
	for _, t := range p.Glossary {
		add(t.ID, t.Term.Text, t.Definition.Text, texts(t.Others)...)
	}
	f.figures(p, add)
	if p.Alternatives != nil {
		f.alternatives(p.Alternatives, add)
	}
	return entries
}

type adder = func(id, title, text string, also ...string)

// figures adds the figures of the page that has them in full.
func (f *finder) figures(p *site.Page, add adder) {
	for _, g := range p.Figures {
		for _, figure := range g.Figures {
			if figure.Link.Address != p.Address {
				continue
			}
			var values []string
			for _, v := range figure.Values {
				if text := v.Text.Text; !slices.Contains(values, text) {
					values = append(values, text)
				}
			}
			add(figure.ID, figure.Label.Text, strings.Join(values, " · "), figure.Unit.Text, figure.Note.Text)
		}
	}
}

func (f *finder) alternatives(a *site.Alternatives, add adder) {
	for _, n := range a.Needs {
		var names, words []string
		for _, o := range n.Options {
			names, words = append(names, o.Name.Text), append(words, o.Text.Text)
		}
		add(n.ID, n.Name.Text, strings.Join(names, f.l.Comma()), words...)
	}
	for _, o := range a.Objections {
		add("", o.Say.Text, o.Answer.Text)
	}
	for _, b := range a.Brands {
		add("", b.Name.Text, b.Text.Text, b.Domains...)
	}
}

func texts(words []site.Words) []string {
	var list []string
	for _, w := range words {
		list = append(list, w.Text)
	}
	return list
}
