package leaflet

import (
	"slices"
	"strings"

	"tract/internal/locale"
	"tract/internal/site"
)

// Colours are the campaign's, as #rrggbb: its own, and that of text on it.
type Colours struct{ Own, On string }

// Sheet is all that a leaflet shows beside the text of its page.
type Sheet struct {
	Head
	Facts   []Fact
	Notices []Block // before all
	Before  []Block // before the first heading or step of the page's text
	After   []Block
	Note    string // how far the page was checked
	Foot    Foot
}

// Head is what opens a sheet.
type Head struct {
	Language string // its tag
	RTL      bool
	Colours  Colours
	Date     locale.Date // of the page; the file's, too
	Kicker   string
	Title    string
	Summary  string
}

// Fact is one of the few things to know before all others.
type Fact struct {
	Label, Value string
	Large        bool
}

// Foot says where to read on.
type Foot struct {
	Site     string
	Tagline  string
	Lead     string // before the address
	Address  string // "" where the site has none: there is a line for a pen
	Readable string // the address as people read it
	Page     string // with {n} and {total}
}

// Of gives the leaflet of a page of a guide or of demands. The page is complete.
func Of(base string, p *site.Page, colours Colours) *Sheet {
	l := p.Language
	s := &Sheet{Head: headOf(p, colours), Foot: footOf(base, p)}
	if p.Checked.IsZero() || p.Card.Review {
		s.Note = l.T("mark.unchecked")
	} else {
		s.Note = l.T("checked.label") + " " + l.Date(p.Checked)
	}
	for _, n := range []struct {
		is  bool
		key string
	}{{p.Card.Draft, "draft.notice"}, {p.Card.Review, "review.notice"}} {
		if n.is {
			s.notice(l.T(n.key))
		}
	}
	switch {
	case p.Guide != nil:
		s.guide(p)
	case p.Demands != nil:
		s.demands(p)
	}
	return s
}

func headOf(p *site.Page, colours Colours) Head {
	l := p.Language
	h := Head{
		Language: l.Tag, RTL: l.Dir == "rtl", Colours: colours, Date: p.Date,
		Kicker: l.T(p.Kind + ".kicker"), Title: p.Title, Summary: p.Summary,
	}
	if !p.Checked.IsZero() {
		h.Date = p.Checked
	}
	if p.Demands != nil && p.Demands.Opinion {
		h.Kicker = l.T("mark.opinion")
	}
	return h
}

func footOf(base string, p *site.Page) Foot {
	l := p.Language
	f := Foot{Site: l.Title, Tagline: l.Tagline, Lead: l.T("paper.online"), Page: l.T("paper.page", "n", "{n}", "total", "{total}")}
	f.Address = p.Address.On(base)
	if f.Address == "" {
		f.Lead = l.T("paper.write")
		return f
	}
	f.Readable = strings.TrimSuffix(base, "/") + "/" + string(p.Address)
	return f
}

// notice adds a sentence that nobody may overlook.
func (s *Sheet) notice(text string) {
	s.Notices = append(s.Notices, Block{Kind: Notice, Within: []Block{{Kind: Paragraph, Text: strong(text)}}})
}

// arrange gives what stands in the columns, and what is only of use if there is room
// for it. Demands come before what is said of them, which a leaflet can do without.
func (s *Sheet) arrange(body []Block) (all []Block, extra int) {
	if len(s.Before) > 0 && s.Before[0].Kind == Demand {
		all = slices.Concat(s.Notices, s.Before)
		if len(body) == 0 {
			return all, 0
		}
		return slices.Concat(all, []Block{{Kind: Rule}}, body), len(body) + 1
	}
	from := 0
	for from < len(body) && body[from].Kind != Heading && body[from].Kind != Step {
		from++
	}
	return slices.Concat(s.Notices, body[:from], s.Before, body[from:], s.After), len(s.After)
}

// guide adds what is to be known before the steps, and what they are for.
func (s *Sheet) guide(p *site.Page) {
	g, l := p.Guide, p.Language
	fact := func(name, value string, large bool) {
		if value != "" {
			s.Facts = append(s.Facts, Fact{l.T("guide." + name), value, large})
		}
	}
	if g.Minutes > 0 {
		fact("minutes", l.Duration(g.Minutes), true)
	}
	if g.Effort > 0 {
		fact("effort", l.T("effort."+string(rune('0'+g.Effort))), false)
	}
	for _, f := range []struct{ name, value string }{{"cost", g.Cost}, {"risk", g.Risk}} {
		if f.value != "" {
			fact(f.name, l.T(f.name+"."+f.value), false)
		}
	}
	fact("place", labels(l, "place.", g.Place), false)
	fact("for", labels(l, "audience.", g.For), false)
	if g.RiskNote != "" {
		title := l.T("guide.risk")
		if g.Risk != "" {
			title = l.T("risk." + g.Risk)
		}
		s.Before = append(s.Before, Block{Kind: Notice, Text: plain(title), Within: []Block{paragraph(l, g.RiskNote)}})
	}
	if len(g.Materials) > 0 {
		s.Before = append(s.Before, Block{Kind: Heading, Text: plain(l.T("guide.materials"))})
	}
	for _, m := range g.Materials {
		s.Before = append(s.Before, Block{Kind: Item, Mark: boxMark, Within: []Block{paragraph(l, m)}})
	}
	for _, a := range g.Advances {
		if a.Language != "" {
			continue // paper says nothing that its readers cannot read
		}
		if len(s.After) == 0 {
			s.After = append(s.After, Block{Kind: Heading, Text: plain(l.T("guide.advances"))})
		}
		text := append(prose(l, a.Title), Span{Text: " – " + a.By})
		s.After = append(s.After, Block{Kind: Item, Mark: "•", Within: []Block{{Kind: Paragraph, Text: text}}})
	}
}

// demands adds who asks whom, and each demand.
func (s *Sheet) demands(p *site.Page) {
	d, l := p.Demands, p.Language
	fact := func(key, value string) {
		if value != "" {
			s.Facts = append(s.Facts, Fact{l.T(key), value, false})
		}
	}
	fact("demands.by-label", d.By.Title)
	fact("demands.to-label", titles(l, d.To))
	fact("demands.adopted", l.Date(d.Adopted))
	fact("demands.endorsed", titles(l, d.Endorsed))
	if d.Opinion {
		s.notice(l.T("opinion.notice"))
	}
	for _, item := range d.Items {
		b := Block{Kind: Demand, Within: []Block{{Kind: Minor, Text: prose(l, item.Text)}}}
		if item.Status != "" {
			b.Mark = item.Status
			b.Text = append(b.Text, Span{Text: l.T("status." + item.Status)})
			if since := item.Since; !since.IsZero() {
				key := "status.since.month"
				if since.Day > 0 {
					key = "status.since.day"
				}
				b.Text = append(b.Text, Span{Text: " " + l.T(key, "date", l.Date(since))})
			}
		}
		if len(item.To) > 0 {
			b.Within = append(b.Within, Block{Kind: Paragraph, Text: plain(l.T("demand.to") + " " + titles(l, item.To))})
		}
		if item.Evidence != "" {
			b.Within = append(b.Within, paragraph(l, item.Evidence))
		}
		s.Before = append(s.Before, b)
	}
}

func labels(l *site.Language, group string, values []string) string {
	var list []string
	for _, v := range values {
		list = append(list, l.T(group+v))
	}
	return strings.Join(list, l.Comma())
}

func titles(l *site.Language, links []site.Link) string {
	var list []string
	for _, link := range links {
		list = append(list, link.Title)
	}
	return l.List(list, l.T("and"))
}

func paragraph(l *site.Language, text string) Block {
	return Block{Kind: Paragraph, Text: prose(l, text)}
}

// prose gives a text with the endings of its ordinals raised.
func prose(l *site.Language, text string) []Span {
	var spans []Span
	for {
		start, end, ok := l.Ordinal(text)
		if !ok {
			return append(spans, Span{Text: text})
		}
		spans = append(spans, Span{Text: text[:start]}, Span{text[start:end], Raised})
		text = text[end:]
	}
}
