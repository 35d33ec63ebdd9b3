package site

import (
	"cmp"
	"fmt"
	"strings"
)

// dump writes a model as text that a person can read in a diff: what is empty is
// left out.
func dump(s *Site) string {
	d := &dumper{}
	for _, l := range s.Languages {
		d.line("== %s %q", l.Code, l.Title)
		d.links("menu", l.Menu)
		d.links("foot", l.Footer)
		for _, f := range l.Feeds {
			d.line("feed %q %s %s of %s", f.Title, f.Atom, f.JSON, f.Page)
		}
		if l.Events.Address != "" {
			d.line("events %q %s", l.Events.Title, l.Events.Address)
		}
	}
	for _, n := range s.News {
		s.CompleteNews(n)
		d.cards("news "+string(n.Atom), n.Cards)
	}
	for _, p := range s.Pages {
		d.page(p)
	}
	for _, r := range s.Redirects {
		d.line("redirect %s to %s", r.From, link(r.To))
	}
	return d.String()
}

type dumper struct{ strings.Builder }

func (d *dumper) line(format string, args ...any) {
	fmt.Fprintf(d, format+"\n", args...)
}

func link(l Link) string {
	s := string(l.Address)
	if l.Fragment != "" {
		s += "#" + l.Fragment
	}
	if l.Language != "" {
		s += " (" + l.Language + ")"
	}
	if l.Hreflang != l.Language {
		s += " [" + l.Hreflang + "]"
	}
	return fmt.Sprintf("%q %s", l.Title, s)
}

func (d *dumper) links(name string, links []Link) {
	for _, l := range links {
		d.line("  %s %s", name, link(l))
	}
}

func words(w Words) string {
	if w.Language != "" {
		return fmt.Sprintf("%q (%s)", w.Text, w.Language)
	}
	return fmt.Sprintf("%q", w.Text)
}

func (d *dumper) cards(name string, cards []*Card) {
	var keys []string
	for _, c := range cards {
		key := c.Kind + ":" + c.Key
		if c.Language != "" {
			key += " (" + c.Language + ")"
		}
		if c.Past {
			key += " past"
		}
		if c.Review {
			key += " review"
		}
		keys = append(keys, key)
	}
	if len(keys) > 0 {
		d.line("  %s: %s", name, strings.Join(keys, ", "))
	}
}

func (d *dumper) tally(t Tally) {
	if t.Total() > 0 {
		d.line("  tally %+v", t)
	}
}

func (d *dumper) sources(sources []Source) {
	for _, s := range sources {
		d.line("  source %s %s %s %s", words(s.Title), s.Publication, s.URL, link(s.Page))
	}
}

func (d *dumper) page(p *Page) {
	d.line("== %s %s %q", p.Address, p.Kind, p.Title)
	for _, a := range p.Alternates {
		if !a.Self {
			d.line("  in %s %s exact=%t", a.Language.Code, a.Address, a.Exact)
		}
	}
	if day := cmp.Or(p.Checked, p.CheckedSince); !day.IsZero() {
		d.line("  checked %s, since=%t", day, day == p.CheckedSince)
	}
	d.links("under", p.Breadcrumbs)
	d.links("about", p.Topics)
	d.sources(p.Sources)
	if p.Original.Address != "" {
		d.line("  original %s", link(p.Original))
	}
	if p.Outdated.Address != "" {
		d.line("  outdated %s", link(p.Outdated))
	}
	if p.Image != nil {
		d.line("  image %+v", *p.Image)
	}
	for _, t := range p.Targets {
		switch {
		case t.Image != nil:
			d.line("  shows %+v", *t.Image)
		case t.URL != "":
			d.line("  leads elsewhere %s", t.URL)
		default:
			d.line("  leads to %s, text %q, disagree=%t", link(t.Link), t.Text, t.Disagree)
		}
	}
	d.parts(p)
}

func (d *dumper) parts(p *Page) {
	if h := p.Home; h != nil {
		d.tally(h.Tally)
		for _, asked := range h.Asked {
			d.line("  asks %s %s by %s to %v", link(asked.Link), asked.Status, asked.By, asked.To)
		}
		d.minutes(h.Minutes)
		d.cards("upcoming", h.Upcoming)
		d.cards("recent", h.Recent)
		d.cards("articles", h.Articles)
		for _, f := range h.Figures {
			d.line("  figure %s", f.Key)
		}
		d.links("leads on", []Link{h.Demands, h.Events, h.Ledger, h.Reading})
		d.links("whole", h.Wholes)
	}
	if s := p.Search; s != nil {
		for _, g := range s.Groups {
			d.line("  index %q %s", g.Title, g.Page.Address)
			for _, l := range g.Links {
				d.line("    %q %s", l.Title, l.Address)
			}
		}
		for _, o := range s.Others {
			d.line("  looked up too in %s", o.Folder)
		}
	}
	if w := p.Translation; w != nil {
		d.line("  current %d", w.Current)
		for _, g := range w.Waiting {
			for _, v := range g.Versions {
				d.line("  %s %s, from %s", v.State, v.File, link(v.Source))
			}
		}
	}
	if l := p.List; l != nil {
		d.cards("cards", l.Cards)
		d.minutes(l.Minutes)
		for _, n := range l.Narrow {
			for _, c := range n.Choices {
				d.line("narrowed by %s %s: %q %s", n.Name, c.Value, c.Title, c.Address)
			}
		}
		d.cards("upcoming", l.Upcoming)
		d.cards("past", l.Past)
		d.tally(l.Tally)
		for _, s := range l.Sections {
			d.cards(s.Kind, s.Cards)
		}
		for _, group := range []struct {
			name  string
			lists []*Demands
		}{{"counted", l.Demands}, {"apart", l.Apart}, {"opinion", l.Opinions}} {
			for _, list := range group.lists {
				d.line("  list %s %s", link(list.Page), group.name)
			}
		}
	}
	if p.Demands != nil {
		d.demands(p.Demands)
	}
	if p.Guide != nil {
		for _, a := range p.Guide.Advances {
			d.line("  advances %s %s by %s", link(a.Link), a.Status, a.By)
		}
	}
	if e := p.Event; e != nil {
		d.line("  from %s to %s past=%t by %s in %s", e.Start, e.End, e.Past, link(e.Organizer), e.Calendar)
	}
	d.data(p)
}

func (d *dumper) minutes(all []Minutes) {
	for _, m := range all {
		d.cards("minutes "+m.Name, m.Guides)
	}
}

func (d *dumper) demands(l *Demands) {
	d.line("  by %s", link(l.By))
	d.links("to", l.To)
	d.links("endorsed", l.Endorsed)
	d.tally(l.Tally)
	for _, item := range l.Items {
		d.line("  demand %s %s %s", item.ID, item.Status, item.Text)
		d.links("  to", item.To)
		d.links("  guide", item.Guides)
	}
}

func (d *dumper) data(p *Page) {
	for _, g := range p.Figures {
		d.line("  figures %s %s in %s", g.ID, words(g.Name), link(g.Page))
		for _, f := range g.Figures {
			d.line("  figure %s %s disagree=%t", f.ID, words(f.Label), f.Disagree)
			for _, v := range f.Values {
				d.line("    %s %s as of %s", v.Qualifier, words(v.Text), v.AsOf)
				for _, s := range v.Said {
					d.line("      %s %s", words(s.Source.Title), words(s.Note))
				}
			}
		}
	}
	for _, y := range p.Timeline {
		for _, m := range y.Moments {
			d.line("  %d %s %s inferred=%t %s", y.Number, m.ID, m.Date, m.Inferred, words(m.Text))
		}
	}
	for _, g := range p.Organizations {
		for _, o := range g.Members {
			d.line("  %s %s %s, short %s", g.Type, o.ID, words(o.Name), words(o.Short))
			d.links("  endorses", o.Endorses)
			d.links("  asks", o.Asks)
		}
	}
	for _, t := range p.Glossary {
		d.line("  %s %s others %v", t.ID, words(t.Term), t.Others)
	}
	if a := p.Alternatives; a != nil {
		d.line("  needs %d objections %d brands %d", len(a.Needs), len(a.Objections), len(a.Brands))
	}
}
