package site

import (
	"cmp"
	"slices"

	"tract/internal/content"
	"tract/internal/locale"
)

// This file has what the pages that are made from data show, figures apart.

// Year is the moments of one year.
type Year struct {
	Number  int
	Moments []Moment
}

// Moment is a dated fact.
type Moment struct {
	ID       string
	Date     locale.Date
	Inferred bool
	Text     Words
	Sources  []Source
}

// OrganizationGroup is the organizations of one type.
type OrganizationGroup struct {
	Type    string
	Members []Organization
}

// Organization is somebody who acts or is addressed.
type Organization struct {
	ID       string
	Name     Words
	Short    Words
	Role     Words
	URL      string
	Checked  locale.Date
	Endorses []Link
	Asks     []Link // lists of demands that it makes
	Sources  []Source
}

// Alternatives is what to use instead of the target.
type Alternatives struct {
	Needs      []Need
	Objections []Objection
	Brands     []Brand
}

// Need is something that people buy.
type Need struct {
	ID      string
	Name    Words
	Options []Option
}

// Option is a place to find it.
type Option struct {
	Name, Text Words
	URL        string
	Checked    locale.Date
}

// Objection is what people say, and the answer.
type Objection struct {
	Say, Answer Words
	Sources     []Source
}

// Brand is a name of the target.
type Brand struct {
	Name, Text Words
	Domains    []string
	Checked    locale.Date
}

// Term is a word of the campaign.
type Term struct {
	ID         string
	Term       Words
	Others     []Words // in the other languages of the site
	Definition Words
	Sources    []Source
}

// moments gives the timeline by year. Within a year the order is that of the file:
// of «2024» and «May 2024» only the author knows which came first.
func (a *assembly) moments(l *Language) []Year {
	all := slices.Clone(a.Content.Data.Timeline)
	slices.SortStableFunc(all, func(m, n content.Moment) int { return cmp.Compare(m.Date.Year, n.Date.Year) })
	var years []Year
	for _, m := range all {
		if len(years) == 0 || years[len(years)-1].Number != m.Date.Year {
			years = append(years, Year{Number: m.Date.Year})
		}
		y := &years[len(years)-1]
		y.Moments = append(y.Moments, Moment{ID: momentID(m.ID), Date: m.Date, Inferred: m.Inferred, Text: a.words(l, m.Text), Sources: a.sources(l, m.Sources)})
	}
	return years
}

// organizationTypes is the order that the page of organizations shows them in.
// An audience, such as «the public», has no entry.
func organizationTypes() []string {
	return []string{"union", "campaign", "community", "government", "company", "media"}
}

func (a *assembly) organizationGroups(l *Language) []OrganizationGroup {
	var groups []OrganizationGroup
	for _, kind := range organizationTypes() {
		g := OrganizationGroup{Type: kind}
		for _, o := range a.Content.Data.Organizations {
			if o.Type == kind {
				g.Members = append(g.Members, a.entry(l, &o))
			}
		}
		if len(g.Members) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

func (a *assembly) entry(l *Language, o *content.Organization) Organization {
	out := Organization{
		ID: organizationID(o.Key), Name: a.words(l, o.Name), Short: a.words(l, o.Short), Role: a.words(l, o.Role),
		URL: o.Link, Checked: o.Checked, Sources: a.sources(l, o.Sources),
	}
	for _, ref := range o.Endorses {
		if p := a.inAnyLanguage(id{content.KindDemands, ref.Key, l.Code}); p != nil {
			out.Endorses = append(out.Endorses, a.link(l, p))
		} else {
			a.unknownDocument(ref, content.KindDemands, none)
		}
	}
	for _, key := range a.keys[content.KindDemands] {
		if p := a.inAnyLanguage(id{content.KindDemands, key, l.Code}); p.Document.Demands.By.Key == o.Key {
			out.Asks = append(out.Asks, a.link(l, p))
		}
	}
	return out
}

func (a *assembly) alternatives(l *Language) *Alternatives {
	out := &Alternatives{}
	for _, n := range a.Content.Data.Needs {
		need := Need{ID: needID(n.ID), Name: a.words(l, n.Name)}
		for _, o := range n.Options {
			need.Options = append(need.Options, Option{Name: a.words(l, o.Name), Text: a.words(l, o.Text), URL: o.Link, Checked: o.Checked})
		}
		out.Needs = append(out.Needs, need)
	}
	for _, o := range a.Content.Data.Objections {
		out.Objections = append(out.Objections, Objection{a.words(l, o.Say), a.words(l, o.Answer), a.sources(l, o.Sources)})
	}
	for _, b := range a.Content.Data.Brands {
		brand := Brand{Name: a.words(l, b.Name), Text: a.words(l, b.Text), Checked: b.Checked}
		for _, d := range b.Domains {
			brand.Domains = append(brand.Domains, d.Key)
		}
		out.Brands = append(out.Brands, brand)
	}
	return out
}

// glossary gives the campaign's words in the order of the alphabet.
func (a *assembly) glossary(l *Language) []Term {
	var terms []Term
	for _, t := range a.Content.Data.Glossary {
		term := Term{ID: termID(t.Key), Term: a.words(l, t.Term), Definition: a.words(l, t.Definition), Sources: a.sources(l, t.Sources)}
		for _, other := range a.Languages {
			if text := t.Term[other.Code]; other != l && text != "" && text != term.Term.Text {
				term.Others = append(term.Others, Words{text, other.Tag})
			}
		}
		terms = append(terms, term)
	}
	sortFolded(terms, func(t *Term) string { return t.Term.Text })
	return terms
}

// sortFolded sorts by a text without its accents and capitals.
func sortFolded[T any](list []T, text func(*T) string) {
	type folded struct {
		by   string
		item T
	}
	all := make([]folded, len(list))
	for i := range list {
		all[i] = folded{locale.Fold(text(&list[i])), list[i]}
	}
	slices.SortStableFunc(all, func(a, b folded) int { return cmp.Compare(a.by, b.by) })
	for i := range all {
		list[i] = all[i].item
	}
}
