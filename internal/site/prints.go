package site

import (
	"strings"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/limit"
)

// Print is a file to print that a page offers.
type Print struct {
	Kind    string // leaflet or poster
	Paper   string // letter or a4
	Address Address
}

// The kinds of prints.
const (
	Leaflet = "leaflet"
	Poster  = "poster"
)

// Prints gives what a page offers to be printed, the paper that is usual in the
// site's region first. The page need not be complete. What is over, or will not be, is
// announced on no wall, and a text as long as a brochure makes no leaflet.
func (s *Site) Prints(p *Page) []Print {
	if p.Document == nil || !s.Settings.Wants(config.Leaflets) {
		return nil
	}
	var kinds []string
	switch p.Document.Kind {
	case content.KindGuide, content.KindDemands:
		if kinds = []string{Leaflet, Poster}; s.tooLong(p.Document) {
			kinds = []string{Poster}
		}
	case content.KindEvent:
		if !p.Card.Past && !p.Document.Event.Cancelled {
			kinds = []string{Poster}
		}
	}
	var prints []Print
	for _, kind := range kinds {
		for _, paper := range s.papers(p.Language) {
			prints = append(prints, Print{kind, paper, printOf(p.Address, kind, paper)})
		}
	}
	return prints
}

// tooLong says whether a document would be a leaflet if it were shorter.
func (s *Site) tooLong(d *content.Document) bool {
	return (d.Kind == content.KindGuide || d.Kind == content.KindDemands) && s.Settings.Wants(config.Leaflets) && d.Size > limit.LeafletBytes
}

// CodeOf gives the address of the QR code that leads from the page, as a browser prints
// it, to itself: "" for one that offers nothing to be printed, or has no address.
func (s *Site) CodeOf(p *Page) Address {
	if s.Base == "" || len(s.Prints(p)) == 0 {
		return ""
	}
	return Address(strings.TrimSuffix(string(p.Address), ".html") + ".qr.svg")
}

// printOf gives the address of a file beside its page. No slug has a dot, so it is no
// other page's.
func printOf(page Address, kind, paper string) Address {
	name := strings.TrimSuffix(string(page), ".html")
	if kind == Poster {
		name += ".poster"
	}
	return Address(name + "." + paper + ".pdf")
}

// letterRegions are those whose paper is Letter.
const letterRegions = "-CA-US-MX-PH-CL-CO-VE-CR-GT-PA-PR-DO-"

// papers gives the sizes of paper, that of the language's region first, or of the
// site's where the language has none.
func (s *Site) papers(l *Language) []string {
	_, region, ok := strings.Cut(l.Tag, "-")
	if !ok {
		_, region, _ = strings.Cut(s.Languages[0].Tag, "-")
	}
	if region != "" && strings.Contains(letterRegions, "-"+region+"-") {
		return []string{"letter", "a4"}
	}
	return []string{"a4", "letter"}
}
