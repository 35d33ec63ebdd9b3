package render

import (
	"html/template"
	"strconv"
	"strings"

	"tract/internal/markdown"
	"tract/internal/site"
)

// A list may show a thousand cards, and a template takes ten times as long for
// one. So cards are written here, as is metadata.

// cardSize is what most cards take less than, in bytes.
const cardSize = 640

// Cards gives the cards of a list, whose titles are headings of a level.
func (v *View) Cards(level int, cards []*site.Card) template.HTML {
	heading := "h" + strconv.Itoa(level)
	dst := make([]byte, 0, cardSize*len(cards))
	for _, c := range cards {
		dst = v.card(dst, heading, c)
	}
	return markup(dst)
}

// Rows gives guides in a few words each.
func (v *View) Rows(cards []*site.Card) template.HTML {
	dst := make([]byte, 0, cardSize*len(cards))
	for _, c := range cards {
		dst = v.row(dst, c)
	}
	return markup(dst)
}

func (v *View) card(dst []byte, heading string, c *site.Card) []byte {
	dst = open(dst, "li", "class", "card", "data-kind", c.Link.Kind)
	if v.Narrowed() {
		dst = markdown.AppendAttribute(dst, "data-suits", v.Suits(c))
	}
	dst = append(dst, '>')
	dst = v.cardNumber(dst, c)
	dst = v.cardKicker(dst, c)
	dst = start(dst, heading, "class", "card-title")
	dst = v.anchor(dst, c.Link)
	dst = end(dst, heading)
	dst = v.language(open(dst, "p", "class", "card-text"), c.Link.Language)
	dst = end(v.speaker.words.appendProse(append(dst, '>'), c.Summary, c.Link.Language), "p")
	if c.Guide != nil {
		dst = start(dst, "p", "class", "card-meta")
		dst = end(v.guideMeta(dst, c.Guide.Effort, c.Guide.Risk, c.Guide.For, c.Guide.Place), "p")
	}
	if e := c.Event; e != nil && !e.End.IsZero() && e.End.Date != e.Start.Date { // else its number says all
		w := v.speaker.words
		dst = start(start(dst, "p", "class", "card-meta"), "span")
		dst = end(end(w.appendProse(dst, w.hours(e.Start, e.End, e.Timed, e.OwnZone), ""), "span"), "p")
	}
	return append(end(dst, "li"), '\n')
}

// Narrowed says whether the page is a list that can be narrowed.
func (v *View) Narrowed() bool {
	return v.Page.List != nil && len(v.Page.List.Narrow) > 0
}

// Suits gives all that an entry of the list is shown under.
func (v *View) Suits(c *site.Card) string {
	var all []string
	for _, n := range v.Page.List.Narrow {
		for _, choice := range n.Choices {
			if c.Suits(n.Name, choice.Value) {
				all = append(all, n.Name+":"+choice.Value)
			}
		}
	}
	return strings.Join(all, " ")
}

// cardNumber writes the number that a card is known by: minutes, a day, a count.
func (v *View) cardNumber(dst []byte, c *site.Card) []byte {
	w := v.speaker.words
	switch {
	case c.Guide != nil && c.Guide.Minutes > 0:
		dst = start(dst, "p", "class", "card-number")
		dst = append(dst, w.duration(c.Guide.Minutes)...)
	case c.Event != nil:
		day := c.Event.Start.Date
		dst = start(dst, "p", "class", "card-number")
		dst = start(dst, "time", "datetime", day.String())
		dst = end(append(dst, w.leaf(day)...), "time")
	case c.By != "":
		n := c.Tally.Total()
		dst = start(dst, "p", "class", "card-number")
		dst = append(strconv.AppendInt(append(dst, "<b>"...), int64(n), 10), "</b> "...)
		dst = markdown.AppendText(dst, v.L.N("demands.word", n))
	default:
		return dst
	}
	return append(end(dst, "p"), '\n')
}

// cardKicker writes what is said of a page before its title, if anything is.
func (v *View) cardKicker(dst []byte, c *site.Card) []byte {
	before := len(dst)
	dst = start(dst, "p", "class", "card-kicker")
	inner := len(dst)
	dst = v.languageMark(dst, c.Link.Language)
	for _, mark := range []struct {
		name string
		on   bool
	}{{"draft", c.Draft}, {"review", c.Review}, {"opinion", c.Opinion}, {"apart", c.Apart}, {"cancelled", c.Event != nil && c.Event.Cancelled}, {"over", c.Guide != nil && c.Past}} {
		if mark.on {
			dst = append(v.mark(dst, mark.name), ' ')
		}
	}
	if a := c.Article; a != nil {
		if a.Stance != "" {
			dst = append(v.speaker.words.appendBadge(dst, "stance", a.Stance), ' ')
		}
		if a.Source.Publication != "" {
			dst = end(markdown.AppendText(start(dst, "cite", "dir", "auto"), a.Source.Publication), "cite")
		}
		if d := a.Source.Date; !d.IsZero() {
			if a.Source.Publication != "" {
				dst = markdown.AppendText(dst, v.L.Comma())
			}
			dst = append(dst, v.speaker.words.when(d)...)
		}
	}
	if c.By != "" {
		dst = bdi(dst, c.By)
	}
	if len(dst) == inner {
		return dst[:before]
	}
	return append(end(dst, "p"), '\n')
}

// languageMark names the language of a page that the reader's lacks, whose tag is ""
// if there is one in it.
func (v *View) languageMark(dst []byte, tag string) []byte {
	if tag == "" {
		return dst
	}
	dst = v.language(open(dst, "span", "class", "mark", "data-mark", "language"), tag)
	return append(end(markdown.AppendText(append(dst, '>'), v.speaker.words.languageName(tag)), "span"), ' ')
}

// mark writes a word that marks a page, such as a draft.
func (v *View) mark(dst []byte, name string) []byte {
	dst = start(dst, "span", "class", "mark", "data-mark", name)
	return end(markdown.AppendText(dst, v.L.T("mark."+name)), "span")
}

// guideMeta writes how hard and risky a guide is, for whom and where.
func (v *View) guideMeta(dst []byte, effort int, risk string, audience, places []string) []byte {
	if effort > 0 {
		dst = append(v.speaker.words.appendBadge(dst, "effort", strconv.Itoa(effort)), ' ')
	}
	if risk != "" {
		dst = append(v.speaker.words.appendBadge(dst, "risk", risk), ' ')
	}
	dst = v.labels(dst, "audience", audience, "class", "card-for")
	return v.labels(dst, "place", places, "class", "card-for")
}

// labels writes the names of values of a list. pairs are the attributes of their
// element.
func (v *View) labels(dst []byte, group string, values []string, pairs ...string) []byte {
	if len(values) == 0 {
		return dst
	}
	dst = start(dst, "span", pairs...)
	return append(end(markdown.AppendText(dst, v.speaker.words.labels(group, values)), "span"), ' ')
}

func (v *View) row(dst []byte, c *site.Card) []byte {
	dst = start(dst, "li", "class", "row")
	dst = v.anchor(dst, c.Link, "class", "row-title")
	dst = v.languageMark(start(append(dst, ' '), "span", "class", "row-meta"), c.Link.Language)
	if c.Review {
		dst = append(v.mark(dst, "review"), ' ')
	}
	if g := c.Guide; g != nil {
		dst = v.labels(dst, "place", g.Place)
		if g.Risk != "" {
			dst = end(markdown.AppendText(start(dst, "span"), v.L.T("risk."+g.Risk)), "span")
		}
	}
	return append(end(end(dst, "span"), "li"), '\n')
}

// anchor writes a link with its title. pairs are its other attributes.
func (v *View) anchor(dst []byte, l site.Link, pairs ...string) []byte {
	dst = markdown.AppendAttribute(open(dst, "a", pairs...), "href", v.To(l))
	dst = v.language(dst, l.Language)
	if l.Hreflang != "" {
		dst = markdown.AppendAttribute(dst, "hreflang", l.Hreflang)
	}
	return end(v.speaker.words.appendProse(append(dst, '>'), l.Title, l.Language), "a")
}

// language writes the attributes of a text in another language, whose tag is "" if
// it is the page's.
func (v *View) language(dst []byte, tag string) []byte {
	if tag == "" {
		return dst
	}
	if direction := v.speaker.words.direction(tag); direction != "" {
		dst = markdown.AppendAttribute(dst, "dir", direction)
	}
	return markdown.AppendAttribute(dst, "lang", tag)
}

// bdi writes words of a direction that is not known, such as a name, whose order
// those around them leave alone.
func bdi(dst []byte, text string) []byte {
	return end(markdown.AppendText(start(dst, "bdi"), text), "bdi")
}

// open writes a start tag with pairs of attributes, up to where it closes.
func open(dst []byte, tag string, pairs ...string) []byte {
	dst = append(append(dst, '<'), tag...)
	for i := 0; i+1 < len(pairs); i += 2 {
		dst = markdown.AppendAttribute(dst, pairs[i], pairs[i+1])
	}
	return dst
}

func start(dst []byte, tag string, pairs ...string) []byte {
	return append(open(dst, tag, pairs...), '>')
}

func end(dst []byte, tag string) []byte {
	return append(append(append(dst, "</"...), tag...), '>')
}
