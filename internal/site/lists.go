package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"tract/internal/content"
)

// fillCollection gives a page that is made from others its cards and entries.
func (a *assembly) fillCollection(p *Page) {
	l := p.Language
	switch p.Kind {
	case KindHome:
		a.fillHome(p)
	case KindList:
		a.fillList(p)
	case KindTopics:
		p.Topics = a.allTopics(l)
		p.CheckedSince = a.sinceTopics(l)
	case KindTopic:
		a.fillTopic(p)
	case KindFigures:
		p.Checked = a.Content.Data.Checked["figures.yaml"]
		p.Figures = a.figureGroups(p)
	case KindTimeline:
		p.Checked, p.Timeline = a.Content.Data.Checked["timeline.yaml"], a.moments(l)
	case KindOrganizations:
		p.Checked, p.Organizations = a.Content.Data.Checked["organizations.yaml"], a.organizationGroups(l)
	case KindAlternatives:
		p.Checked, p.Alternatives = a.checkedAlternatives(), a.alternatives(l)
	case KindSearch:
		a.fillSearch(p)
	case KindTranslation:
		a.fillTranslation(p)
	case KindGlossary:
		p.Checked, p.Glossary = a.Content.Data.Checked["glossary.yaml"], a.glossary(l)
	}
}

// shelf is the cards of a kind for pages in a language, in order. Many pages show
// some of them.
type shelf struct {
	filled        sync.Once
	byKey, latest []*Card
}

type shelfKey struct {
	language *Language
	kind     content.Kind
}

func (a *assembly) shelf(l *Language, kind content.Kind) *shelf {
	s := a.shelves[shelfKey{l, kind}]
	s.filled.Do(func() {
		s.byKey = a.collectCards(l, kind)
		s.latest = newestFirst(slices.Clone(s.byKey))
	})
	return s
}

// cards gives the cards of a kind for a page in l by their keys, and latest the
// newest first. Both are shared.
func (a *assembly) cards(l *Language, kind content.Kind) []*Card  { return a.shelf(l, kind).byKey }
func (a *assembly) latest(l *Language, kind content.Kind) []*Card { return a.shelf(l, kind).latest }

// collectCards finds the cards: a document that l lacks is shown in the first
// language that has it, and marked; unless l is partial.
func (a *assembly) collectCards(l *Language, kind content.Kind) []*Card {
	cards := make([]*Card, 0, len(a.keys[kind]))
	for _, key := range a.keys[kind] {
		p := a.inAnyLanguage(id{kind, key, l.Code})
		card := p.Card
		if p.Language != l {
			if l.Partial {
				continue
			}
			marked := *card
			marked.Language, marked.Hreflang = p.Language.Tag, p.Language.Tag
			card = &marked
		}
		cards = append(cards, card)
	}
	return cards
}

// newestFirst orders cards by date, then by the order that authors gave.
func newestFirst(cards []*Card) []*Card {
	slices.SortStableFunc(cards, func(c, d *Card) int {
		return cmp.Or(cmp.Compare(c.Order, d.Order), d.Date.Compare(c.Date), cmp.Compare(c.Key, d.Key))
	})
	return cards
}

// eventOrder orders events by their start.
func eventOrder(c, d *Card) int {
	return cmp.Or(c.Event.Start.Compare(d.Event.Start), cmp.Compare(c.Key, d.Key))
}

func (a *assembly) fillList(p *Page) {
	l := p.Language
	folder, narrowed, _ := strings.Cut(p.Name, "/")
	i := slices.IndexFunc(content.Kinds(), func(k content.Description) bool { return k.Folder == folder })
	kind := content.Kinds()[i].Kind
	if by, value, ok := strings.Cut(narrowed, "/"); ok {
		a.fillNarrowed(p, by, value)
		return
	}
	cards := a.cards(l, kind)
	p.CheckedSince = since(cards)
	if !l.Partial {
		p.List.Narrow = a.narrowings(l, folder, cards)
	}
	switch kind {
	case content.KindGuide:
		p.List.Minutes = minutes(cards)
	case content.KindEvent:
		p.List.Upcoming, p.List.Past = a.events(l)
	case content.KindDemands:
		p.List.Until = a.Settings.SourcesUntil
		for _, card := range a.latest(l, kind) {
			q := a.inAnyLanguage(id{content.KindDemands, card.Key, l.Code})
			switch list := a.demandList(q, l); {
			case card.Opinion:
				p.List.Opinions = append(p.List.Opinions, list)
			case card.Apart:
				p.List.Apart = append(p.List.Apart, list)
			default:
				p.List.Demands = append(p.List.Demands, list)
				p.List.Tally = p.List.Tally.Plus(card.Tally)
			}
		}
	default:
		p.List.Cards = a.latest(l, kind)
	}
}

// events gives the events to come, the next first, and those that are over, the
// latest first.
func (a *assembly) events(l *Language) (upcoming, past []*Card) {
	for _, c := range a.cards(l, content.KindEvent) {
		if c.Past {
			past = append(past, c)
		} else {
			upcoming = append(upcoming, c)
		}
	}
	slices.SortStableFunc(upcoming, eventOrder)
	slices.SortStableFunc(past, func(c, d *Card) int { return eventOrder(d, c) })
	return upcoming, past
}

type span struct {
	name string
	most int
}

// spans are the times that somebody may have, with the most minutes that a guide
// may take to fit.
var spans = [...]span{{"2", 2}, {"10", 10}, {"hour", 60}, {"evening", longest}}

const longest = 1 << 30

// minutes sorts guides into the times that they fit into.
func minutes(cards []*Card) []Minutes {
	cards = slices.Clone(cards)
	slices.SortStableFunc(cards, func(c, d *Card) int {
		return cmp.Or(cmp.Compare(c.Order, d.Order), cmp.Compare(c.Guide.Minutes, d.Guide.Minutes), cmp.Compare(c.Key, d.Key))
	})
	var out []Minutes
	least := 0
	for _, s := range spans {
		m := Minutes{Name: s.name}
		for _, c := range cards {
			needs := cmp.Or(c.Guide.Minutes, longest) // no short time is promised where none is stated
			if needs > least && needs <= s.most {
				m.Guides = append(m.Guides, c)
			}
		}
		least = s.most
		if len(m.Guides) > 0 {
			out = append(out, m)
		}
	}
	return out
}

// How many entries the home page shows of each sort.
const (
	homeArticles = 4
	homeEvents   = 3
	homeFigures  = 4
	homeDemands  = 4
	homeGuides   = 5 // for each time that somebody may have
)

func (a *assembly) fillHome(p *Page) {
	l, h := p.Language, p.Home
	h.Until = a.Settings.SourcesUntil
	h.Minutes = minutes(slices.DeleteFunc(slices.Clone(a.cards(l, content.KindGuide)), func(c *Card) bool { return c.Past }))
	for i := range h.Minutes {
		h.Minutes[i].Guides = first(h.Minutes[i].Guides, homeGuides)
	}
	for _, c := range a.latest(l, content.KindDemands) {
		if c.Opinion || c.Apart {
			continue
		}
		h.Tally = h.Tally.Plus(c.Tally)
		if asked, ok := a.asked(l, a.standing(l, c.Key)); ok && len(h.Asked) < homeDemands {
			h.Asked = append(h.Asked, asked)
		}
	}
	h.Upcoming, h.Recent = a.events(l)
	h.Upcoming, h.Recent = first(h.Upcoming, homeEvents), first(h.Recent, homeEvents)
	h.Articles = first(a.latest(l, content.KindArticle), homeArticles)
	h.Demands, h.Acting, h.Events, h.Ledger, h.Reading = a.place(l, "demands"), a.place(l, "guides"), a.place(l, "events"), a.place(l, KindFigures), a.place(l, "articles")
	if l.Partial {
		h.Wholes = a.wholes()
		return
	}
	for _, f := range first(a.Content.Data.Figures, homeFigures) {
		h.Figures = append(h.Figures, *a.figures[l.Code][f.Key])
	}
}

// standing gives the first demand of a list that can still be won, or is in part
// or in full, or else its first.
func (a *assembly) standing(l *Language, list string) string {
	items := a.inAnyLanguage(id{content.KindDemands, list, l.Code}).Document.Demands.Items
	i := slices.IndexFunc(items, func(d content.Demand) bool { return d.Status != "refused" && d.Status != "overtaken" })
	if len(items) == 0 {
		return "" // which has been told
	}
	return items[max(i, 0)].ID
}

func first[T any](s []T, n int) []T {
	return s[:min(n, len(s))]
}

// place leads to a page that is made from others, nowhere if there is none.
func (a *assembly) place(l *Language, name string) Link {
	if p := a.collections[path.Join(l.Code, name)]; p != nil {
		return a.link(l, p)
	}
	return Link{}
}

func (a *assembly) allTopics(l *Language) []Link {
	var links []Link
	for _, t := range a.Settings.Topics {
		if link := a.place(l, "topics/"+t.Key); link.Address != "" {
			links = append(links, link)
		}
	}
	return links
}

func (a *assembly) fillTopic(p *Page) {
	var all []*Card
	for _, k := range content.Kinds() {
		var cards []*Card
		for _, c := range a.latest(p.Language, k.Kind) {
			if slices.Contains(c.topics, p.Name) {
				cards = append(cards, c)
			}
		}
		if len(cards) > 0 {
			p.List.Sections = append(p.List.Sections, Section{k.Folder, cards})
			all = append(all, cards...)
		}
	}
	p.CheckedSince = since(all)
}
