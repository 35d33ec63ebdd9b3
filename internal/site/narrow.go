package site

import (
	"cmp"
	"path"
	"slices"

	"tract/internal/content"
	"tract/internal/locale"
)

// What a list can be narrowed by. The strings of a language name them, under
// "narrow".
const (
	byTime  = "time"
	byTopic = "topic"
	byFor   = "for"
	byPlace = "place"
)

// everyone is the audience that each other one belongs to.
const everyone = "everyone"

// Narrowing is what a list can be narrowed by, with the values that its cards have.
type Narrowing struct {
	Name    string
	Choices []Choice
}

// Choice is one value of a narrowing. Its link leads to a page of the cards that
// suit it.
type Choice struct {
	Value string // of a time, the name of a span; of a topic, its key
	Link
}

// Suits says whether a card is shown under a value of a narrowing: a guide of two
// minutes suits who has ten, and one for everyone suits each audience.
func (c *Card) Suits(narrowing, value string) bool {
	if narrowing == byTopic {
		return slices.Contains(c.topics, value)
	}
	return c.Guide != nil && suits(c.Guide, narrowing, value)
}

func suits(g *content.Guide, narrowing, value string) bool {
	switch narrowing {
	case byTime:
		i := slices.IndexFunc(spans[:], func(s span) bool { return s.name == value })
		return cmp.Or(g.Minutes, longest) <= spans[i].most
	case byFor:
		return slices.Contains(g.For, value) || slices.Contains(g.For, everyone)
	}
	return slices.Contains(g.Place, value)
}

// few is how many entries are seen at a glance.
const few = 5

// narrowings gives what a list of cards can be narrowed by: not by what all of them
// have, or none.
func (a *assembly) narrowings(l *Language, folder string, cards []*Card) []Narrowing {
	if len(cards) <= few {
		return nil
	}
	var out []Narrowing
	for _, name := range []string{byTime, byTopic, byFor, byPlace} {
		n := Narrowing{Name: name}
		for _, value := range a.values(name) {
			fits := 0
			for _, c := range cards {
				if c.Suits(name, value) {
					fits++
				}
			}
			if fits == 0 || fits == len(cards) {
				continue
			}
			if link := a.narrowed(l, folder, name, value); link.Address != "" {
				n.Choices = append(n.Choices, Choice{value, link})
			}
		}
		if len(n.Choices) > 0 {
			out = append(out, n)
		}
	}
	return out
}

// values gives all that a narrowing may have, in the order in which they are shown.
func (a *assembly) values(narrowing string) []string {
	var values []string
	switch narrowing {
	case byTime:
		for _, s := range spans {
			values = append(values, s.name)
		}
	case byTopic:
		for _, t := range a.Settings.Topics {
			values = append(values, t.Key)
		}
	case byFor:
		values = content.Audiences
	default:
		values = content.Places
	}
	return values
}

// narrowed leads to the page of what suits a value: of a topic, to that kind's part
// of the topic's page.
func (a *assembly) narrowed(l *Language, folder, narrowing, value string) Link {
	if narrowing == byTopic {
		link := a.place(l, "topics/"+value)
		link.Fragment = folder
		return link
	}
	link := a.place(l, path.Join(folder, narrowing, value))
	link.Title = l.T(narrowed[narrowing] + "." + value)
	return link
}

// narrowed is where the strings name the values of a narrowing.
var narrowed = map[string]string{byTime: "span", byFor: "audience", byPlace: "place"}

// addNarrowed makes the pages of guides that suit a value, for readers without
// script. A topic has its page already.
func (a *assembly) addNarrowed(l *Language) {
	folder := content.KindGuide.Describe().Folder
	for _, name := range []string{byTime, byFor, byPlace} {
		for _, value := range a.values(name) {
			if !a.parts(name, value) {
				continue
			}
			title := l.T(narrowed[name] + "." + value)
			p := a.collect(l, KindList, path.Join(folder, name, value),
				path.Join(l.section(folder), locale.Slug(l.T("narrow."+name)), cmp.Or(locale.Slug(title), value)+".html"))
			p.Title = l.T("narrow.of", "list", l.T("pages."+folder+".menu"), "choice", title)
			p.Summary = l.T("narrow.summary", "choice", title)
		}
	}
}

// parts says whether a value parts the guides into those that suit it and others.
func (a *assembly) parts(narrowing, value string) bool {
	fit, other := false, false
	for _, d := range a.Content.Documents {
		if d.Guide != nil {
			fits := suits(d.Guide, narrowing, value)
			if fit, other = fit || fits, other || !fits; fit && other {
				return true
			}
		}
	}
	return false
}

// fillNarrowed gives such a page its guides.
func (a *assembly) fillNarrowed(p *Page, narrowing, value string) {
	var cards []*Card
	for _, c := range a.cards(p.Language, content.KindGuide) {
		if c.Suits(narrowing, value) {
			cards = append(cards, c)
		}
	}
	p.List.Minutes = minutes(cards)
	p.CheckedSince = since(cards)
}
