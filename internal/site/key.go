package site

import (
	"crypto/sha256"
	"encoding/json"
)

// Digest stands for all that a value depends on: equal digests, equal bytes.
type Digest [sha256.Size]byte

// DigestOf takes the digest of values, by their JSON: fields in their order, maps
// by key, so equal values give equal digests in every run.
func DigestOf(values ...any) Digest {
	sum := sha256.New()
	e := json.NewEncoder(sum)
	for _, v := range values {
		if err := e.Encode(v); err != nil {
			panic("internal error: " + err.Error())
		}
	}
	return Digest(sum.Sum(nil))
}

// MarshalText stands for a language by its code: what else there is to it is in
// [Language.Key], which every output depends on.
func (l *Language) MarshalText() ([]byte, error) {
	return []byte(l.Code), nil
}

// MarshalJSON stands for a card by its digest.
func (c *Card) MarshalJSON() ([]byte, error) {
	return json.Marshal(c.digest[:])
}

// shown is the part of a page that its key sees by value. The rest is seen by
// digest.
type shown struct {
	Kind, Name, Title, Summary string
	Address                    Address
	Alternates                 []Alternate
	Breadcrumbs, Topics        []Link
	Sources                    []Source
	Targets                    []Target
	Image                      string
	Home                       *Home
	List                       *List
	Demands                    *Demands
	Advances                   []Advance
	Related                    []*Card
	Organizer                  Link
	Figures                    []Figure
	Timeline                   []Year
	Organizations              []OrganizationGroup
	Alternatives               *Alternatives
	Glossary                   []Term
}

// seal gives every language and every page its key.
func (a *assembly) seal() {
	for _, l := range a.Languages {
		l.Key = DigestOf(l.Locale.Digest(), l.Title, l.Tagline, l.Description, l.Publisher, l.Home, l.Menu, l.Footer, l.Events.Address, a.contacts(l), a.Base, a.Settings.Repository)
	}
	for _, p := range a.Pages {
		p.Key = p.key()
	}
}

// contacts gives what the foot of a page says of the group's contacts.
func (a *assembly) contacts(l *Language) []Words {
	var out []Words
	for _, c := range a.Settings.Contacts {
		out = append(out, a.words(l, c.Label), Words{Text: c.Kind + c.Value})
	}
	return out
}

func (p *Page) key() Digest {
	s := shown{
		Kind: p.Kind, Name: p.Name, Title: p.Title, Summary: p.Summary, Address: p.Address, Alternates: p.Alternates, Breadcrumbs: p.Breadcrumbs,
		Topics: p.Topics, Sources: p.Sources, Targets: p.Targets, Image: p.Image, Home: p.Home, List: p.List, Demands: p.Demands, Figures: p.Figures,
		Timeline: p.Timeline, Organizations: p.Organizations, Alternatives: p.Alternatives, Glossary: p.Glossary,
	}
	var document [sha256.Size]byte
	if p.Document != nil {
		document = p.Document.Digest
	}
	if p.Guide != nil {
		s.Advances, s.Related = p.Guide.Advances, p.Guide.Related
	}
	past := false
	if p.Event != nil {
		s.Organizer, past = p.Event.Organizer, p.Event.Past
	}
	return DigestOf(s, document, p.Language.Key, past)
}
