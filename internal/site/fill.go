package site

import (
	"cmp"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/limit"
)

// progress is how far a page is worked out.
type progress struct {
	completed, sealed sync.Once
	faults            diag.List
	key               Digest
}

// Complete gives a page what it shows. It may be called at any time, from anywhere.
func (s *Site) Complete(p *Page) {
	p.progress.completed.Do(func() {
		a := &assembly{index: s.index}
		a.complete(p)
		p.progress.faults = a.diags.Capped(limit.Faults)
	})
}

func (a *assembly) complete(p *Page) {
	a.alternates(p)
	a.breadcrumbs(p)
	if p.Document != nil {
		a.fillDocument(p)
	}
	a.fillCollection(p)
	if feeds := p.Language.Feeds; len(feeds) > 0 {
		p.Feed = nearest(feeds, p)
	}
}

// Faults completes every page and gives the faults that come out, and what pages
// lack.
func (s *Site) Faults() diag.List {
	x := s.index
	x.completed.Do(func() {
		parallel(len(s.Pages), func(i int) { s.Complete(s.Pages[i]) })
		a := &assembly{index: x}
		a.wantTranslations()
		x.faults = a.diags
		for _, p := range s.Pages {
			x.faults.Add(p.progress.faults)
		}
	})
	return x.faults
}

// parallel calls a function for each number below n, on all processors.
func parallel(n int, do func(i int)) {
	const batch = 64 // neighbours share what they read
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				from := int(next.Add(batch)) - batch
				if from >= n {
					return
				}
				for i := from; i < min(from+batch, n); i++ {
					do(i)
				}
			}
		})
	}
	wg.Wait()
}

// addCards gives every document's page its card.
func (a *assembly) addCards() {
	digests := make([]Digest, len(a.Pages))
	parallel(len(a.Pages), func(i int) {
		if p := a.Pages[i]; p.Document != nil {
			p.Card = a.card(p)
			p.Card.digest = &digests[i]
		}
	})
	a.shelves = map[shelfKey]*shelf{}
	for _, l := range a.Languages {
		for _, k := range content.Kinds() {
			a.shelves[shelfKey{l, k.Kind}] = &shelf{}
		}
	}
}

// card makes what other pages show of a document.
func (a *assembly) card(p *Page) *Card {
	d := p.Document
	c := &Card{
		Link: Link{Title: p.Title, Address: p.Address, Kind: p.Kind}, Key: d.Key, Summary: d.Summary, Date: d.Date, Checked: p.Checked, Order: d.Order, Draft: d.Draft, Review: d.NeedsReview,
		Article: d.Article, Guide: d.Guide, Event: d.Event,
	}
	for _, t := range d.Topics {
		c.topics = append(c.topics, t.Key)
	}
	if over := a.over(d); !over.IsZero() {
		c.Past = over.Before(a.Now)
	}
	if d.Demands != nil {
		c.By, c.Opinion, c.Apart = a.shortName(p.Language, d.Demands.By.Key), d.Demands.Opinion, d.Demands.Apart
		for _, item := range d.Demands.Items {
			c.Tally.count(item.Status)
		}
	}
	return c
}

// breadcrumbs leads from the home page down to the page, which is left out.
func (a *assembly) breadcrumbs(p *Page) {
	if p.Kind == KindHome {
		return
	}
	l := p.Language
	p.Breadcrumbs = []Link{{Title: l.T("home"), Address: a.homeOf(l).Address, Kind: KindHome}}
	section := ""
	if p.Document != nil {
		section = p.Document.Kind.Describe().Folder
	} else if p.Kind == KindTopic {
		section = "topics"
	} else if p.Kind == KindFigures {
		section = KindFigures
	} else if p.Kind == KindList {
		section, _, _ = strings.Cut(p.Name, "/")
	}
	if list := a.collections[path.Join(l.Code, section)]; section != "" && list != nil && list != p {
		p.Breadcrumbs = append(p.Breadcrumbs, a.link(l, list))
	}
}

func (a *assembly) fillDocument(p *Page) {
	d, l := p.Document, p.Language
	p.Topics = a.topicLinks(l, d.Topics, true)
	p.Sources = a.sources(l, d.Sources)
	if p.Prints, p.Code = a.Prints(p), a.CodeOf(p); a.tooLong(d) {
		a.diags.Warnf(diag.Position{File: d.File, Line: 1, Column: 1}, "site.no-leaflet", limit.LeafletBytes>>10).WithHint("hint.site.no-leaflet")
	}
	if d.NeedsReview {
		p.Original = a.original(p)
	}
	if p.Outdated = a.outdated(p); p.Outdated.Address == p.Original.Address {
		p.Original = Link{} // one link is enough
	}
	if ref := d.Image.Image; ref.Key != "" {
		if _, ok := a.Content.Images[ref.Key]; !ok && !a.shut("content/"+ref.Key) {
			a.guess(a.diags.Errorf(ref.Pos, "site.no-image", ref.Key), ref.Key, keysOf(a.Content.Images))
		}
		p.Image = a.pictures[ref.Key] // nil for one that cannot be read, which has been told
	}
	switch {
	case d.Demands != nil:
		p.Demands = a.demandList(p, l)
	case d.Guide != nil:
		p.Guide = a.guide(p)
	case d.Event != nil:
		p.Event = a.event(p)
	}
	a.targets(p)
}

// demandList resolves a list of demands for a page in l.
func (a *assembly) demandList(p *Page, l *Language) *Demands {
	d := p.Document.Demands
	out := &Demands{
		Card: p.Card, Page: a.link(l, p), Summary: p.Summary, To: a.organizationLinks(l, d.To), Adopted: d.Adopted, Opinion: d.Opinion, Tally: p.Card.Tally,
	}
	if a.require(d.By, a.organizations, "site.unknown-organization") {
		out.By = a.organization(l, d.By)
	}
	for _, o := range a.Content.Data.Organizations {
		if slices.ContainsFunc(o.Endorses, func(r Ref) bool { return r.Key == p.Document.Key }) {
			out.Endorsed = append(out.Endorsed, a.organization(l, Ref{Key: o.Key}))
		}
	}
	for _, item := range d.Items {
		demand := Demand{
			ID: demandID(item.ID), Text: item.Text, Language: out.Page.Language, To: a.organizationLinks(l, item.To), Status: statusOf(d, &item), Since: item.Since,
			Evidence: item.Evidence, Sources: a.sources(l, item.Sources),
		}
		for _, g := range a.guidesFor[item.ID+"."+l.Code] {
			demand.Guides = append(demand.Guides, a.link(l, a.pages[id{g.Kind, g.Key, g.Language}]))
		}
		out.Items = append(out.Items, demand)
	}
	return out
}

// statusOf gives where a demand stands. What an author proposes is nobody's to win
// or to refuse.
func statusOf(list *content.Demands, item *content.Demand) string {
	if list.Opinion {
		return ""
	}
	return cmp.Or(item.Status, "open")
}

// guide resolves the demands that a guide serves.
func (a *assembly) guide(p *Page) *Guide {
	out := &Guide{Guide: p.Document.Guide}
	for _, ref := range p.Document.Guide.Demands {
		if asked, ok := a.asked(p.Language, ref.Key); ok {
			out.Advances = append(out.Advances, asked)
		}
	}
	return out
}

// asked gives what other pages show of a demand.
func (a *assembly) asked(l *Language, key string) (Asked, bool) {
	link, item, ok := a.demand(l, key)
	if !ok {
		return Asked{}, false
	}
	list := a.inAnyLanguage(id{content.KindDemands, a.demands[key], l.Code}).Document.Demands
	out := Asked{Link: link, Status: statusOf(list, item), By: a.shortName(l, list.By.Key)}
	to := item.To
	if len(to) == 0 {
		to = list.To
	}
	for _, ref := range to {
		out.To = append(out.To, a.shortName(l, ref.Key))
	}
	return out, true
}

func (a *assembly) event(p *Page) *Event {
	e := p.Document.Event
	out := &Event{Event: e, Past: p.Card.Past, Calendar: calendarOf(p.Address)}
	if a.require(e.Organizer, a.organizations, "site.unknown-organization") {
		out.Organizer = a.organization(p.Language, e.Organizer)
	}
	out.Start = a.instant(e, e.Start)
	if !e.End.IsZero() {
		out.End = a.instant(e, e.End)
	}
	return out
}

// instant writes a date, or a moment with its offset from UTC, as RFC 3339 does.
func (a *assembly) instant(e *content.Event, t DateTime) string {
	if !e.Timed {
		return t.Date.String()
	}
	return time.Date(t.Year, time.Month(t.Month), t.Day, t.Hour, t.Minute, 0, 0, a.zones[e.TimeZone]).Format(time.RFC3339)
}
