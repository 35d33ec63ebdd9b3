package content

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/translation"
)

const original = `---
title: "Tenir un piquet"
summary: Une heure.
date: 2025-02-10
topics: [rights]
minutes: 45
risk: legal
risk_note: Demandez conseil.
materials: [Des pancartes, De l’eau]
---
Voici comment.

## Les étapes

1. Venir.
`

func sectionsOf(t *testing.T, kind Kind, src string) []translation.Section {
	t.Helper()
	parts, _, ok := Parts(kind, "content/x/x.fr.md", []byte(src))
	if !ok {
		t.Fatalf("no parts: %s", src)
	}
	var sections []translation.Section
	for _, p := range parts {
		sections = append(sections, p.Section)
	}
	return sections
}

// TestSections holds which edits of a file move which section.
func TestSections(t *testing.T) {
	mark := translation.MarkOf("fr", sectionsOf(t, KindGuide, original))
	for _, c := range []struct {
		old, now string
		changed  []int
	}{
		{"Tenir un piquet", "Tenir le piquet", []int{0}},
		{"Une heure", "Deux heures", []int{0}},
		{"Demandez", "Cherchez", []int{0}},
		{"De l’eau", "Du thé", []int{0}},
		{"Voici comment", "Voilà comment", []int{1}},
		{"Les étapes", "Étapes", []int{2}},
		{"1. Venir.", "1. Partir.", []int{2}},
		// What both languages share, what a translation has of its own, and the form.
		{"minutes: 45", "minutes: 50", nil},
		{"2025-02-10", "2025-02-11", nil},
		{"topics: [rights]", "topics: [closure]", nil},
		{"risk: legal\n", "", nil},
		{"date:", "slug: piquet\naliases: [/x.html]\ndraft: true\nneeds_review: true\ntranslated_from: none\ndate:", nil},
		{`"Tenir un piquet"`, "Tenir un piquet # un commentaire", nil},
		{"l’eau", "l'eau", nil},
		{"title: \"Tenir un piquet\"\nsummary: Une heure.", "summary: Une\n  heure.\ntitle: 'Tenir un piquet'", nil},
		{"materials: [Des pancartes, De l’eau]", "materials:\n  - Des pancartes\n  - De l’eau", nil},
		{"\n", "\r\n", nil},
		{"---\ntitle", "\ufeff---\ntitle", nil},
	} {
		src := strings.ReplaceAll(original, c.old, c.now)
		if src == original {
			t.Fatalf("there is no %q", c.old)
		}
		changed, gone := mark.Compare(sectionsOf(t, KindGuide, src))
		if !slices.Equal(changed, c.changed) || gone != 0 {
			t.Errorf("%q: %v changed, %d gone; want %v", c.now, changed, gone, c.changed)
		}
	}
}

// TestDemandsAreWords holds that what a list demands is what its translation is of.
func TestDemandsAreWords(t *testing.T) {
	src := "---\ntitle: A\nsummary: B\nby: csn\ndemands:\n  - id: stay\n    text: Rester.\n    status: open\n    evidence: Rien.\n---\n"
	mark := translation.MarkOf("fr", sectionsOf(t, KindDemands, src))
	for _, c := range []struct {
		old, now string
		stale    bool
	}{{"Rester", "Partir", true}, {"Rien", "Tout", true}, {"status: open", "status: won", false}, {"id: stay", "id: leave", false}} {
		changed, _ := mark.Compare(sectionsOf(t, KindDemands, strings.Replace(src, c.old, c.now, 1)))
		if len(changed) > 0 != c.stale {
			t.Errorf("%s: %v", c.now, changed)
		}
	}
}

// TestSectionsAreKept reads sections back from the memory of another run, and holds
// them against those of the files as they are taken apart by name.
func TestSectionsAreKept(t *testing.T) {
	a, err := txtar.ParseFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site := stamped(a)
	var m Memory
	fresh, _, _ := again(t, site, &m, false)
	known, _, opened := again(t, site, kept(t, &m), false)
	if len(opened) > 0 {
		t.Errorf("%v were read", opened)
	}
	for i, d := range fresh.Documents {
		if len(d.Sections()) < 2 || !slices.Equal(d.Sections(), known.Documents[i].Sections()) {
			t.Errorf("%s: %v, kept %v", d.File, d.Sections(), known.Documents[i].Sections())
		}
		if parts := sectionsOf(t, d.Kind, string(site[d.File].Data)); !d.Partial && !slices.Equal(parts, d.Sections()) {
			t.Errorf("%s: %v, by name %v", d.File, d.Sections(), parts)
		}
		if !d.Same(site[d.File].Data) || d.Same(append(slices.Clone(site[d.File].Data), 'x')) {
			t.Errorf("%s is not known by its bytes", d.File)
		}
	}
}

// TestMarks reads what a translation was made from, and refuses what does not say so.
func TestMarks(t *testing.T) {
	for mark, want := range map[string]string{
		"en 01234567 89abcdef": "", "none": "",
		"fr 01234567 89abcdef": "content.own-mark",
		"de 01234567 89abcdef": "content.unknown-mark",
		"en 0123":              "content.bad-mark",
		"yes":                  "content.bad-mark",
	} {
		site := fstest.MapFS{
			"content/site.yaml":          {Data: []byte("title: T\nlanguages: [fr, en]\n")},
			"content/guides/leave.fr.md": {Data: []byte("---\ntitle: A\nsummary: B\ntranslated_from: " + mark + "\n---\n")},
		}
		c, list, _ := again(t, site, nil, false)
		said := ""
		for _, d := range list {
			said += d.Message.Code
			if d.Line != 4 {
				t.Errorf("%s: at %v", mark, d.Position)
			}
		}
		if from := c.Documents[0].From; said != want || (from.Given() || from.Original) != (want == "") {
			t.Errorf("%s: %q, want %q; %v", mark, said, want, from)
		}
	}
}
