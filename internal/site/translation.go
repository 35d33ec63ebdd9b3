package site

import (
	"path"
	"slices"
	"strings"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/translation"
)

// State is how a document stands to the text that it was translated from.
type State string

// The states. A document is a translation if it says so; what it was made from is then
// in the language that it names. One that says nothing is an original if a twin names
// its language, or if it is the first of the site's languages that has it; else it was
// never marked, and nobody is told more than that.
const (
	Original State = "original"
	Current  State = "current"
	Stale    State = "stale"
	Unmarked State = "unmarked"
	Missing  State = "missing"
)

// Version is a document in one language, there or not.
type Version struct {
	State    State
	Kind     content.Kind
	Key      string
	Language *Language
	File     string
	Page     Link // nowhere if it is missing

	// What it is, or would be, translated from. An original has none.
	Source     Link
	From       *Language
	SourceFile string
	Mark       string    // that says that it is current
	Changed    []Passage // of the source, if it is stale
	Gone       int       // how many sections of the source were taken out, beside
}

// Name is how people call the document: guides/leave-prime.
func (v *Version) Name() string { return path.Join(v.Kind.Describe().Folder, v.Key) }

// Passage is a section of a text whose words changed.
type Passage struct {
	Link       // to the heading; its title is "" where there is none
	Number int // its place among the sections
	Pos    diag.Position
	New    []string // its sentences that are new, if [Past] knows
}

// Past gives the sentences that came into a text since a translation with a mark was
// made from it, by the number of their section: none if nobody knows what it said. What
// was taken out is not asked for: a site must not publish what somebody has withdrawn.
type Past func(kind content.Kind, file string, mark translation.Mark) map[int][]string

// Versions gives every document in every language that it should exist in, or does, by
// kind and key.
func (s *Site) Versions() []Version {
	a := &assembly{index: s.index}
	var all []Version
	for _, k := range content.Kinds() {
		for _, key := range a.keys[k.Kind] {
			for _, l := range a.Languages {
				if v, ok := a.version(l, id{k.Kind, key, l.Code}); ok {
					a.detail(l, &v)
					v.Mark = a.markOf(&v)
					all = append(all, v)
				}
			}
		}
	}
	return all
}

// version gives a document in one language as a page in l shows it, without its
// details. It gives false for one that a language may lack.
func (a *assembly) version(l *Language, i id) (v Version, ok bool) {
	p, of := a.pages[i], a.languageOf(i.language)
	if p == nil && (of.Partial || a.drafts[i]) {
		return Version{}, false
	}
	v = Version{State: Original, Kind: i.kind, Key: i.key, Language: of}
	source := a.sourceOf(p, i)
	if p != nil {
		v.File, v.Page = p.Document.File, a.link(l, p)
	} else {
		v.State, v.File = Missing, path.Join("content", i.kind.Describe().Folder, i.key+"."+i.language+".md")
	}
	if source == nil {
		return v, true
	}
	v.Source, v.From, v.SourceFile = a.link(l, source), source.Language, source.Document.File
	switch {
	case p == nil:
	case p.Document.From.Language != source.Language.Code:
		v.State = Unmarked
	case a.stale(p):
		v.State = Stale
	default:
		v.State = Current
	}
	return v, true
}

// markOf gives what says that a version is current, "" for an original.
func (a *assembly) markOf(v *Version) string {
	if v.From == nil {
		return ""
	}
	return translation.MarkOf(v.From.Code, a.pages[id{v.Kind, v.Key, v.From.Code}].Document.Sections()).String()
}

// detail gives a stale version what it takes to bring it up to date. Any other has none:
// an edit of a text that nobody marked concerns its own page alone.
func (a *assembly) detail(l *Language, v *Version) {
	if v.State != Stale {
		return
	}
	source := a.pages[id{v.Kind, v.Key, v.From.Code}]
	sections := source.Document.Sections()
	v.Mark = a.markOf(v)
	mark := a.pages[id{v.Kind, v.Key, v.Language.Code}].Document.From
	changed, gone := mark.Compare(sections)
	v.Gone = gone
	for _, n := range changed {
		p := Passage{Link: a.link(l, source), Number: n, Pos: diag.Position{File: v.SourceFile, Line: sections[n].Line}}
		p.Title = ""
		for _, h := range source.Document.Body.Headings {
			if h.Pos.Line == p.Pos.Line {
				p.Title, p.Fragment = h.Text, h.ID
			}
		}
		v.Changed = append(v.Changed, p)
	}
}

// sentences adds those that are new to what changed, where somebody knows.
func (a *assembly) sentences(v *Version) {
	if v.State != Stale || a.Past == nil {
		return
	}
	added := a.Past(v.Kind, v.SourceFile, a.pages[id{v.Kind, v.Key, v.Language.Code}].Document.From)
	for i := range v.Changed {
		for _, s := range added[v.Changed[i].Number] {
			if !strings.HasPrefix(strings.TrimLeft(s, "#"), " ") { // else it is the heading, which the link says
				v.Changed[i].New = append(v.Changed[i].New, s)
			}
		}
	}
}

// stale says whether the text that a page was translated from has changed.
func (a *assembly) stale(p *Page) bool {
	source := a.madeFrom(p)
	if source == nil || p.Document.Partial || source.Document.Partial {
		return false // what cannot be read whole is told elsewhere
	}
	changed, gone := p.Document.From.Compare(source.Document.Sections())
	return len(changed) > 0 || gone > 0
}

// madeFrom gives the page that another says it is a translation of, or nil.
func (a *assembly) madeFrom(p *Page) *Page {
	d := p.Document
	if !d.From.Given() {
		return nil
	}
	return a.pages[id{d.Kind, d.Key, d.From.Language}]
}

// sourceOf gives the page that a document is, or would be, translated from: nil for an
// original. p is the document's own page, or nil.
func (a *assembly) sourceOf(p *Page, i id) *Page {
	if p != nil {
		if source := a.madeFrom(p); source != nil || p.Document.From.Original {
			return source
		}
	}
	named := a.named(i)
	first := a.inAnyLanguage(id{kind: i.kind, key: i.key})
	if p != nil && (slices.Contains(named, p) || p == first) {
		return nil
	}
	if len(named) > 0 {
		return named[0]
	}
	return first
}

// named gives the pages that versions of a document say they are made from.
func (a *assembly) named(i id) []*Page {
	var named []*Page
	for _, l := range a.Languages {
		i.language = l.Code
		if p := a.pages[i]; p != nil && p.Document.From.Given() {
			if source := a.madeFrom(p); source != nil && !slices.Contains(named, source) {
				named = append(named, source)
			}
		}
	}
	return named
}

// outdated leads from a stale translation to the text that it was made from: nowhere
// from any other page.
func (a *assembly) outdated(p *Page) Link {
	if !p.Document.From.Given() || !a.stale(p) {
		return Link{}
	}
	return a.rely(p, a.madeFrom(p))
}
