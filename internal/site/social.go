package site

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// Social is the picture of a page that social networks show: where it is and what it
// says.
type Social struct {
	Address Address
	Kicker  string // the kind of page, or what the site is about; "" for neither
	Title   string
	Site    string // its name
	Facts   string // what is to be known at once
	Tally   Tally  // of the demands that the page counts
}

// The size of the picture, in pixels, which networks want to know before they have it.
const (
	SocialWidth  = 1200
	SocialHeight = 630
)

// Social gives what the picture of a page says; the page must be complete. There is
// none where the site goes without, has no address of its own, which networks demand,
// or writes in a script that the program has no letters of; and of what is for those who
// work on the site.
func (c *Common) Social(p *Page) (Social, bool) {
	if !c.Cards || p.Kind == KindTranslation || !lettered(p.Title) {
		return Social{}, false
	}
	l := p.Language
	s := Social{Address: pictureOf(p.Address), Kicker: p.kicker(), Title: p.Title, Site: l.Title}
	switch d := p.Document; {
	case d != nil && d.Guide != nil:
		var facts []string
		if d.Guide.Minutes > 0 {
			facts = append(facts, l.Duration(d.Guide.Minutes))
		}
		if d.Guide.Risk != "" {
			facts = append(facts, l.T("risk."+d.Guide.Risk))
		}
		s.Facts = strings.Join(facts, " · ")
	case d != nil && d.Event != nil:
		s.Facts = l.Date(d.Event.Start.Date)
		if d.Event.Timed {
			s.Facts += " · " + l.Time(d.Event.Start.Hour, d.Event.Start.Minute)
		}
	case p.Demands != nil && !p.Demands.Opinion:
		s.Tally = p.Demands.Tally
	case p.Home != nil:
		s.Tally = p.Home.Tally
	case p.List != nil:
		s.Tally = p.List.Tally
	}
	for _, status := range []string{"won", "open"} { // the first that there are
		if n := s.Tally.Of(status); n > 0 {
			s.Facts = strconv.Itoa(n) + " " + l.N("tally."+status, n)
			break
		}
	}
	if base, err := url.Parse(c.Base); err == nil && s.Facts == "" {
		s.Facts = base.Host
	}
	return s, true
}

// Alt says in words what the picture says.
func (s *Social) Alt() string {
	var parts []string
	for _, part := range []string{s.Kicker, s.Title, s.Facts, s.Site} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " – ")
}

// pictureOf gives the address of the picture beside its page. No slug has a dot, so
// it is no other page's.
func pictureOf(page Address) Address {
	return Address(strings.TrimSuffix(string(page), ".html") + ".png")
}

// kicker says what kind of page it is, in a word or two, or what the site is about:
// those who see the picture have not been there.
func (p *Page) kicker() string {
	l, d := p.Language, p.Document
	switch {
	case d != nil && d.Event != nil && d.Event.Cancelled:
		return l.T("mark.cancelled")
	case d != nil && d.Demands != nil && d.Demands.Opinion:
		return l.T("mark.opinion")
	case d != nil && d.Article != nil && d.Article.Stance != "":
		return l.T("stance." + d.Article.Stance)
	case l.Has(p.Kind + ".kicker"):
		return l.T(p.Kind + ".kicker")
	}
	return l.Tagline
}

// lettered says whether the program has the letters of a text: those of Latin and of
// Arabic script.
func lettered(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Arabic)
	})
}
