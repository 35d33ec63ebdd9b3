package site

import (
	"path"
	"slices"
	"strings"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/markdown"
	"tract/internal/schema"
)

// mostGuesses is how often what an author meant is looked for, of a page or of all data:
// among thousands of names that takes a moment each time.
const mostGuesses = 20

// guess adds to a fault what the author may have meant.
func (a *assembly) guess(d *diag.Diagnostic, word string, candidates func() []string) {
	if a.guesses++; a.guesses <= mostGuesses {
		d.DidYouMean(word, candidates())
	}
}

// unknown reports a reference that leads nowhere, with the code of a message
// that takes what the author wrote.
func (a *assembly) unknown(ref schema.Ref, code string, candidates func() []string) {
	_, what, _ := strings.Cut(code, "unknown-")
	switch {
	case what == "demand" && a.draftDemands[ref.Key]:
		a.draft(ref.Pos, ref.Key)
	case !a.unread(what):
		a.guess(a.diags.Errorf(ref.Pos, code, ref.Key), ref.Key, candidates)
	}
}

func (a *assembly) unknownTarget(ref markdown.Ref, candidates func() []string) {
	a.unknown(schemaRef(ref), "site.unknown-"+ref.Scheme, candidates)
}

// unknownDocument reports a reference to a document that does not exist. One
// message serves every kind: it names the folder, which the kind's description
// gives, so that it asks for no words, and no grammar, of each kind. others are
// what the reference may have meant beside documents.
func (a *assembly) unknownDocument(ref schema.Ref, kind content.Kind, others func() []string) {
	isDraft := func(d content.Draft) bool { return d.Kind == kind && d.Key == ref.Key }
	switch {
	case slices.ContainsFunc(a.Content.Drafts, isDraft):
		a.draft(ref.Pos, ref.Key)
	case a.shut(path.Join("content", kind.Describe().Folder)):
	case kind == content.KindPage && (a.unread(ref.Key) || a.shut("content/"+ref.Key)): // page:figures, page:guides
	default:
		fault := a.diags.Errorf(ref.Pos, "site.unknown-document", "content/"+kind.Describe().Folder, ref.Key)
		a.guess(fault, ref.Key, func() []string { return slices.Concat(a.keys[kind], others()) })
	}
}

// none is for what nothing beside documents may have been meant by.
func none() []string { return nil }

// keysOf gives the keys of a map when they are asked for.
func keysOf[V any](m map[string]V) func() []string {
	return func() []string { return sortedKeys(m) }
}

// sections names the pages of a language that are made from others, which
// references to plain pages may mean as well: page:figures.
func (a *assembly) sections(l *Language, kind content.Kind) []string {
	if kind != content.KindPage {
		return nil
	}
	var names []string
	for _, at := range sortedKeys(a.collections) {
		if name, ok := strings.CutPrefix(at, l.Code+"/"); ok && !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	return names
}

func (a *assembly) draft(at diag.Position, written string) {
	a.diags.Errorf(at, "site.draft", written).WithHint("hint.site.draft")
}

// shut says whether a folder, or a file, lies where nothing could be read. That has
// been told.
func (a *assembly) shut(name string) bool {
	return slices.ContainsFunc(a.Content.Unread, func(dir string) bool { return name == dir || strings.HasPrefix(name, dir+"/") })
}

// unread says whether what a reference means, or what its page is made from,
// stands in a file that was not read whole. It may well be in the part that was
// not read.
func (a *assembly) unread(what string) bool {
	file := map[string]string{
		"figure": "figures.yaml", "term": "glossary.yaml", "org": "organizations.yaml", "organization": "organizations.yaml",
		KindFigures: "figures.yaml", KindGlossary: "glossary.yaml", KindOrganizations: "organizations.yaml", KindTimeline: "timeline.yaml", KindAlternatives: "alternatives.yaml",
	}[what]
	if what == "topic" {
		return a.Settings.Unread && (!a.Settings.Has("topics") || len(a.Settings.Topics) >= limit.Topics)
	}
	if what == "demand" {
		return a.shut("content/demands") || slices.ContainsFunc(a.Content.Documents, func(d *content.Document) bool { return d.Kind == content.KindDemands && d.Partial })
	}
	return slices.Contains(a.Content.Data.Partial, file)
}
