package site

import (
	"cmp"
	"maps"
	"math"
	"path"
	"slices"
	"strings"

	"tract/internal/content"
	"tract/internal/locale"
	"tract/internal/markdown"
)

// addFigures makes the page of all figures and, where they have topics, a page of
// those of each topic, for a phone is small and a ledger long.
func (a *assembly) addFigures(l *Language) {
	used := map[string]bool{}
	for _, f := range a.Content.Data.Figures {
		used[a.figureTopic(&f)] = true
	}
	if len(used) == 0 {
		return
	}
	section := l.section(KindFigures)
	a.collect(l, KindFigures, KindFigures, section+".html")
	if used[""] && len(used) == 1 {
		return
	}
	for _, t := range a.figureTopics(l) {
		if !used[t.key] {
			continue
		}
		title := t.name.Text
		if t.key != "" {
			title = l.T("figures.of", "topic", title)
		}
		slug := cmp.Or(locale.Slug(t.name.Text), t.key, "_")
		p := a.collect(l, KindFigures, figuresPlace(t.key), path.Join(section, slug+".html"))
		p.Title, p.Summary = title, l.T("pages.figures.summary")
	}
}

// figureTopic is a topic that figures may stand under.
type figureTopic struct {
	key  string // "" for those that have none
	name Words
}

func (a *assembly) figureTopics(l *Language) []figureTopic {
	var topics []figureTopic
	for _, t := range a.Settings.Topics {
		topics = append(topics, figureTopic{t.Key, a.words(l, t.Name)})
	}
	return append(topics, figureTopic{"", Words{Text: l.T("figures.rest")}})
}

// figureTopic gives the topic that a figure stands under, the first of its own.
func (a *assembly) figureTopic(f *content.Figure) string {
	if len(f.Topics) > 0 && a.Settings.Topic(f.Topics[0].Key) != nil {
		return f.Topics[0].Key
	}
	return ""
}

// figuresPlace is where the figures of a topic are. No topic is called _.
func figuresPlace(topic string) string {
	return path.Join(KindFigures, cmp.Or(topic, "_"))
}

// ledger writes every figure in every language.
func (a *assembly) ledger() {
	a.figures = map[string]map[string]*Figure{}
	for _, l := range a.Languages {
		of := map[string]*Figure{}
		for i := range a.Content.Data.Figures {
			f := a.figure(l, &a.Content.Data.Figures[i])
			of[f.Key] = f
		}
		a.figures[l.Code] = of
	}
}

func (a *assembly) figure(l *Language, f *content.Figure) *Figure {
	out := &Figure{
		ID: figureID(f.Key), Key: f.Key, Label: a.words(l, f.Label), Unit: a.words(l, f.Unit), Note: a.words(l, f.Note), Disagree: disagree(f),
	}
	place := figuresPlace(a.figureTopic(f))
	if a.collection(l, place) == nil {
		place = KindFigures
	}
	out.Link = a.entryLink(l, place, out.ID, out.Label)
	var values []content.FigureValue // that out has, each once
	for _, v := range f.Values {
		i := slices.IndexFunc(values, func(o content.FigureValue) bool {
			return agree(o, v) && o.Qualifier == v.Qualifier && o.AsOf == v.AsOf
		})
		if i < 0 {
			text := Words{Text: a.number(l, f, v)}
			if f.Format == "text" {
				text = a.words(l, v.Text)
			}
			i, values = len(values), append(values, v)
			out.Values = append(out.Values, FigureValue{Text: text, Plain: f.Format == "text", Qualifier: v.Qualifier, AsOf: v.AsOf})
		}
		out.Values[i].Said = append(out.Values[i].Said, Statement{a.source(l, v.Source), a.words(l, v.Note)})
	}
	if f.Format != "text" {
		scale(out.Values, values)
	}
	return out
}

// scale gives the values of a figure their lengths in a drawing, if it would show
// what is not seen in the numbers: that the largest is well over the smallest.
func scale(out []FigureValue, values []content.FigureValue) {
	least, most := math.Inf(1), 0.0
	for _, v := range values {
		least, most = min(least, v.Value), max(most, v.Value, v.Upper)
	}
	if len(values) < 2 || least <= 0 || most < 1.1*least {
		return
	}
	for i, v := range values {
		out[i].Share = int(math.Round(1000 * v.Value / most))
		out[i].Upto = int(math.Round(1000 * v.Upper / most))
	}
}

// figureGroups gives what a page of figures shows: its own or, if it is that of all,
// every topic with its page. Where no figure has a topic they are in the order of
// the alphabet.
func (a *assembly) figureGroups(p *Page) []FigureGroup {
	var groups []FigureGroup
	for _, t := range a.figureTopics(p.Language) {
		of := a.collections[path.Join(p.Language.Code, figuresPlace(t.key))]
		g := FigureGroup{ID: groupID(t.key), Name: t.name}
		for _, f := range a.Content.Data.Figures {
			if a.figureTopic(&f) == t.key {
				g.Figures = append(g.Figures, *a.figures[p.Language.Code][f.Key])
			}
		}
		switch {
		case of == p:
			return []FigureGroup{{Figures: g.Figures}}
		case of != nil:
			g.Page = a.link(p.Language, of)
			groups = append(groups, g)
		case len(g.Figures) > 0: // none has a topic
			sortFolded(g.Figures, func(f *Figure) string { return f.Label.Text })
			return []FigureGroup{{Figures: g.Figures}}
		}
	}
	return groups
}

// number writes a value, or a range of values, as the language does.
func (a *assembly) number(l *Language, f *content.Figure, v content.FigureValue) string {
	write := func(n float64) string {
		switch f.Format {
		case "percent":
			return l.Percent(n)
		case "money":
			currency := f.Currency
			if currency == "" {
				currency = a.Settings.Currency
			}
			return l.Money(n, currency)
		}
		return l.Number(n, -1)
	}
	if v.Upper == 0 {
		return write(v.Value)
	}
	return l.T("figure.range", "from", write(v.Value), "to", write(v.Upper))
}

// disagree says whether the values of a figure differ.
func disagree(f *content.Figure) bool {
	return slices.ContainsFunc(f.Values, func(v content.FigureValue) bool { return !agree(f.Values[0], v) })
}

// agree says whether two values are equal, as numbers or as words.
func agree(v, o content.FigureValue) bool {
	return v.Value == o.Value && v.Upper == o.Upper && maps.Equal(v.Text, o.Text)
}

// figureTarget ties a number in a text to the ledger.
func (a *assembly) figureTarget(p *Page, ref markdown.Ref) Target {
	f := a.figures[p.Language.Code][ref.Target]
	if f == nil {
		a.unknownTarget(ref, keysOf(a.figures[p.Language.Code]))
		return Target{}
	}
	if len(f.Values) == 0 { // which is told where the figure stands
		return Target{Link: f.Link}
	}
	if ref.Text != "" {
		a.compare(p, ref, f)
	}
	link, value := f.Link, f.Values[0].Text
	link.Language = value.Language
	return Target{Link: link, Text: value.Text, Disagree: f.Disagree}
}

// compare warns of a number in a text that is none of the figure's values. One
// that matches is enough, since a text may well tell more than the figure: «1 700
// personnes en 2025».
func (a *assembly) compare(p *Page, ref markdown.Ref, shown *Figure) {
	i := slices.IndexFunc(a.Content.Data.Figures, func(f content.Figure) bool { return f.Key == ref.Target })
	f := &a.Content.Data.Figures[i]
	if f.Format == "text" || states(ref.Text, p.Language.Numbers(ref.Text), f) {
		return
	}
	var values []string
	for _, v := range shown.Values {
		values = append(values, v.Text.Text)
	}
	a.diags.Warnf(ref.Pos, "site.figure-drifted", ref.Text, ref.Target).
		WithHint("hint.site.figure-values", strings.Join(slices.Compact(values), ", "))
}

// states says whether the numbers of a text are the figure's. Two numbers must be
// both ends of a range; a number alone must not carry the sign of something else.
func states(text string, numbers []float64, f *content.Figure) bool {
	if len(numbers) == 1 && (f.Format != "percent" && strings.ContainsAny(text, "%٪") || f.Format == "percent" && strings.ContainsAny(text, "$€£¢")) {
		return false
	}
	for _, v := range f.Values {
		matches := func(n float64) bool { return same(n, v.Value) || v.Upper != 0 && same(n, v.Upper) }
		if v.Upper != 0 && len(numbers) == 2 {
			if matches(numbers[0]) && matches(numbers[1]) {
				return true
			}
		} else if slices.ContainsFunc(numbers, matches) {
			return true
		}
	}
	return false
}

// same allows for what decimal fractions lose in binary.
func same(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))
}
