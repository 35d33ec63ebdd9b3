package site

import (
	"path"
	"slices"
	"strings"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/schema"
)

// The ids of entries begin with a letter of their own, so that a key of content
// can never take the name of a property of document or window, nor that of a
// heading's id.
func demandID(key string) string       { return "d-" + key }
func figureID(key string) string       { return "f-" + key }
func groupID(key string) string        { return "g-" + key }
func organizationID(key string) string { return "o-" + key }
func termID(key string) string         { return "t-" + key }
func momentID(key string) string       { return "m-" + key }
func needID(key string) string         { return "n-" + key }

// survey finds what keys may name, and faults in the entries themselves.
func (a *assembly) survey() {
	data := &a.Content.Data
	a.organizations, a.terms, a.demands = map[string]*content.Organization{}, map[string]*content.Term{}, map[string]string{}
	for i := range data.Organizations {
		a.organizations[data.Organizations[i].Key] = &data.Organizations[i]
	}
	for i := range data.Glossary {
		a.terms[data.Glossary[i].Key] = &data.Glossary[i]
	}
	for _, key := range a.keys[content.KindDemands] {
		for _, l := range a.Languages {
			if p := a.pages[id{content.KindDemands, key, l.Code}]; p != nil {
				a.surveyDemands(key, p.Document)
			}
		}
	}
	a.guidesFor = map[string][]*content.Document{}
	for _, d := range a.Content.Documents {
		if d.Guide == nil {
			continue
		}
		for _, ref := range d.Guide.Demands {
			if _, ok := a.demands[ref.Key]; !ok {
				a.unknown(ref, "site.unknown-demand", keysOf(a.demands))
				continue
			}
			a.guidesFor[ref.Key+"."+d.Language] = append(a.guidesFor[ref.Key+"."+d.Language], d)
		}
	}
	a.require(a.Settings.Target, a.organizations, "site.unknown-organization")
}

func (a *assembly) surveyDemands(list string, d *content.Document) {
	for _, item := range d.Demands.Items {
		if item.ID == "" {
			continue // which has been told
		}
		at, taken := a.demands[item.ID]
		if taken && at != list {
			other := a.inAnyLanguage(id{content.KindDemands, at, d.Language})
			a.diags.Errorf(item.Pos, "site.demand-twice", item.ID, diag.Position{File: other.Document.File})
			continue
		}
		a.demands[item.ID] = list
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// require reports a reference to what is not there.
func (a *assembly) require(ref schema.Ref, among map[string]*content.Organization, code string) bool {
	if ref.Key == "" {
		return false
	}
	if among[ref.Key] == nil {
		a.unknown(ref, code, keysOf(among))
		return false
	}
	return true
}

// link leads to a page from a page in l.
func (a *assembly) link(l *Language, p *Page) Link {
	out := Link{Title: p.Title, Address: p.Address, Kind: p.Kind}
	if p.Language != l {
		out.Language, out.Hreflang = p.Language.Tag, p.Language.Tag
	}
	return out
}

// topicLinks leads to the topics of a document.
func (a *assembly) topicLinks(l *Language, refs []schema.Ref, report bool) []Link {
	var links []Link
	for _, ref := range refs {
		if p := a.collection(l, "topics/"+ref.Key); p != nil {
			links = append(links, a.link(l, p))
		} else if report {
			a.unknown(ref, "site.unknown-topic", a.topicKeys)
		}
	}
	return links
}

func (a *assembly) topicKeys() []string {
	var keys []string
	for _, t := range a.Settings.Topics {
		keys = append(keys, t.Key)
	}
	return keys
}

// organization leads to somebody's entry.
func (a *assembly) organization(l *Language, ref schema.Ref) Link {
	o := a.organizations[ref.Key]
	if o == nil {
		return Link{Title: ref.Key}
	}
	name := a.words(l, o.Name)
	if o.Type == "audience" {
		return Link{Title: name.Text, Language: name.Language, Kind: KindOrganizations}
	}
	return a.entryLink(l, KindOrganizations, organizationID(o.Key), name)
}

// entryLink leads to an entry on a page that is made from data.
func (a *assembly) entryLink(l *Language, place, fragment string, name Words) Link {
	link := a.link(l, a.collection(l, place))
	link.Title, link.Language, link.Fragment = name.Text, name.Language, fragment
	return link
}

func (a *assembly) organizationLinks(l *Language, refs []schema.Ref) []Link {
	var links []Link
	for _, ref := range refs {
		if a.require(ref, a.organizations, "site.unknown-organization") {
			links = append(links, a.organization(l, ref))
		}
	}
	return links
}

// shortName is how an organization is called in a few letters.
func (a *assembly) shortName(l *Language, key string) string {
	o := a.organizations[key]
	if o == nil {
		return key
	}
	if short := a.words(l, o.Short).Text; short != "" {
		return short
	}
	return a.words(l, o.Name).Text
}

// sources resolves where something is known from.
func (a *assembly) sources(l *Language, from []content.Source) []Source {
	out := make([]Source, 0, len(from))
	for _, s := range from {
		out = append(out, a.source(l, s))
	}
	return out
}

func (a *assembly) source(l *Language, s content.Source) Source {
	if s.Article.Key == "" {
		return a.work(l, s.Work)
	}
	p := a.inAnyLanguage(id{content.KindArticle, s.Article.Key, l.Code})
	if p == nil {
		a.unknownDocument(s.Article, content.KindArticle, none)
		return Source{}
	}
	out := a.work(l, p.Document.Article.Source)
	out.Page = a.link(l, p)
	return out
}

func (a *assembly) work(l *Language, w content.Work) Source {
	title := a.words(l, w.Title)
	if w.Language != "" && title.Language == "" && w.Language != l.Code {
		title.Language = a.tag(w.Language)
	}
	return Source{Title: title, URL: w.URL, Publication: w.Publication, Authors: w.Authors, Date: w.Date, Note: a.words(l, w.Note)}
}

// demand leads to a demand on the page of its list, and gives what it says: in
// the language asked for, or else in the first that has it.
func (a *assembly) demand(l *Language, key string) (Link, *content.Demand, bool) {
	at, ok := a.demands[key]
	if !ok {
		return Link{}, nil, false
	}
	for _, l2 := range slices.Insert(slices.Clone(a.Languages), 0, l) {
		p := a.pages[id{content.KindDemands, at, l2.Code}]
		if p == nil {
			continue
		}
		if item := itemOf(p.Document, key); item != nil {
			link := a.link(l, p)
			link.Title, link.Fragment = item.Text, demandID(key)
			return link, item, true
		}
	}
	return Link{}, nil, false
}

func itemOf(d *content.Document, key string) *content.Demand {
	for i := range d.Demands.Items {
		if d.Demands.Items[i].ID == key {
			return &d.Demands.Items[i]
		}
	}
	return nil
}

// relativePath gives the path below the site's folder that a link written in a
// file names.
func relativePath(file, target string) string {
	return path.Join(path.Dir(file), strings.TrimPrefix(target, "./"))
}
