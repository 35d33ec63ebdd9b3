package site

import (
	"cmp"
	"path"
	"slices"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/locale"
)

// A site has languages that every page should exist in, and may have partial ones,
// that only some pages exist in. What a language lacks is shown in the first that
// has it; but a partial language lacks most, so its lists hold its own pages
// alone, and no other page's language switch names it for want of a twin.

func (a *assembly) language(l *locale.Locale) *Language {
	s := a.Settings
	partial := slices.Contains(s.Partial, l.Code)
	text := func(t locale.Text) string {
		if partial {
			return t[l.Code] // rather none than one in another language
		}
		text, _ := t.In(l.Code, s.Languages[0])
		return text
	}
	title, _ := s.Title.In(l.Code, s.Languages[0])
	return &Language{
		Locale: l, Partial: partial, Title: title, Tagline: text(s.Tagline), Description: text(s.Description), Publisher: cmp.Or(text(s.Publisher), title),
	}
}

func (a *assembly) languageOf(code string) *Language {
	i := slices.IndexFunc(a.Languages, func(l *Language) bool { return l.Code == code })
	return a.Languages[i]
}

// tag gives the full tag of a language of the site, or the code itself.
func (a *assembly) tag(code string) string {
	for _, l := range a.Languages {
		if l.Code == code {
			return l.Tag
		}
	}
	return code
}

// words gives a text in the page's language, or the nearest.
func (a *assembly) words(l *Language, t locale.Text) Words {
	text, language := t.In(slices.Insert(slices.Clone(a.Settings.Languages), 0, l.Code)...)
	if language == l.Code || text == "" {
		return Words{Text: text}
	}
	return Words{text, a.tag(language)}
}

// alternates joins a page with those that are the same in other languages.
func (a *assembly) alternates(p *Page) {
	p.Alternates = make([]Alternate, 0, len(a.Languages))
	for _, l := range a.Languages {
		if address, exact := a.twin(p, l); exact || !l.Partial {
			p.Alternates = append(p.Alternates, Alternate{Language: l, Address: address, Exact: exact, Self: l == p.Language})
		}
	}
}

// wantTranslations warns of documents that lack a language.
func (a *assembly) wantTranslations() {
	for _, k := range content.Kinds() {
		for _, key := range a.keys[k.Kind] {
			a.wantLanguages(k.Kind, key)
		}
	}
}

func (a *assembly) wantLanguages(kind content.Kind, key string) {
	if !a.Settings.Has("languages") {
		return // they are a guess, and their lack has been told
	}
	first := a.inAnyLanguage(id{kind: kind, key: key})
	for _, l := range a.Languages {
		if i := (id{kind, key, l.Code}); !l.Partial && a.pages[i] == nil && !a.drafts[i] {
			name := path.Join("content", kind.Describe().Folder, key+"."+l.Code+".md")
			a.diags.Warnf(diag.Position{File: first.Document.File, Line: 1, Column: 1}, "site.untranslated", diag.Language{Code: l.Code, Name: l.Name}).WithHint("hint.site.untranslated", name)
		}
	}
}

// inAnyLanguage gives a document's page in the asked language, or else in the
// first of the site's that has it, or nil.
func (a *assembly) inAnyLanguage(i id) *Page {
	if p := a.pages[i]; p != nil {
		return p
	}
	for _, l := range a.Languages {
		i.language = l.Code
		if p := a.pages[i]; p != nil {
			return p
		}
	}
	return nil
}

// twin gives the address that the language switch leads to: the same page, or
// the nearest that exists.
func (a *assembly) twin(p *Page, l *Language) (address Address, exact bool) {
	if q := a.same(p, l); q != nil {
		return q.Address, true
	}
	if p.Document != nil {
		if list := a.collections[path.Join(l.Code, p.Document.Kind.Describe().Folder)]; list != nil {
			return list.Address, false
		}
	}
	return a.homeOf(l).Address, false
}

// same gives the page in another language, or nil.
func (a *assembly) same(p *Page, l *Language) *Page {
	switch {
	case p.Kind == KindHome:
		return a.homeOf(l)
	case p.Document != nil:
		return a.pages[id{p.Document.Kind, p.Document.Key, l.Code}]
	case p.Kind == KindTopic:
		return a.collections[path.Join(l.Code, "topics", p.Name)]
	}
	return a.collections[path.Join(l.Code, p.Name)]
}

func (a *assembly) homeOf(l *Language) *Page {
	if p := a.pages[id{content.KindPage, homeKey, l.Code}]; p != nil {
		return p
	}
	return a.collections[l.Code]
}

// collection gives the page at a place that is made from others, or nil. A partial
// language may lack one that the first has.
func (a *assembly) collection(l *Language, place string) *Page {
	if p := a.collections[path.Join(l.Code, place)]; p != nil {
		return p
	}
	return a.collections[path.Join(a.Languages[0].Code, place)]
}

// lists says whether a language has a list of a kind.
func (a *assembly) lists(l *Language, kind content.Kind) bool {
	return slices.ContainsFunc(a.keys[kind], func(key string) bool { return !l.Partial || a.pages[id{kind, key, l.Code}] != nil })
}

// wholes leads to the home pages of the languages that every page should exist in.
func (a *assembly) wholes() []Link {
	var links []Link
	for _, l := range a.Languages {
		if !l.Partial {
			links = append(links, Link{Title: l.Name, Address: a.homeOf(l).Address, Language: l.Tag, Hreflang: l.Tag, Kind: KindHome})
		}
	}
	return links
}

// original leads from a translation to the same page in the site's first language,
// nowhere if there is none.
func (a *assembly) original(p *Page) Link {
	first := a.Languages[0]
	q := a.same(p, first)
	if p.Language == first || q == nil {
		return Link{}
	}
	return a.rely(p, q)
}

// rely leads from a page to the same in another language, as the one to go by.
func (a *assembly) rely(p, q *Page) Link {
	l, name := p.Language, q.Language.Name
	if key := "languages." + q.Language.Code; l.Has(key) {
		name = l.T(key)
	}
	link := a.link(l, q)
	link.Title, link.Language = l.T("review.original", "language", name), ""
	return link
}
