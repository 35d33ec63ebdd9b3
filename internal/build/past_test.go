package build

import (
	"iter"
	"slices"
	"testing"
	"testing/fstest"

	"tract/internal/site"
)

// TestPast has the page for translators show the sentences that are new, by what a file
// said before; which is asked for once, be it known or not.
func TestPast(t *testing.T) {
	source := func(fr string) fstest.MapFS {
		return fstest.MapFS{
			"content/site.yaml":         {Data: []byte("title: Site\nlanguages: [fr, en]\nbase_url: https://example.org/\n")},
			"content/pages/about.fr.md": {Data: []byte("---\ntitle: À propos\n---\n" + fr)},
			"content/pages/about.en.md": {Data: []byte("---\ntitle: About\ntranslated_from: " + markOf(t, "Venez demain. Partez lundi.") + "\n---\nOne. Two.\n")},
		}
	}
	for _, row := range []struct {
		name   string
		before []string // of the French file
		want   []string
	}{
		{"known", []string{"Un.", "Venez demain. Partez lundi.", "Zéro."}, []string{"Partez mardi."}},
		{"unknown", []string{"Un.", "Zéro."}, nil},
		{"nothing", nil, nil},
	} {
		asked := 0
		past := func(file string) iter.Seq[[]byte] {
			asked++
			return func(yield func([]byte) bool) {
				for _, text := range row.before {
					if !yield([]byte("---\ntitle: À propos\n---\n" + text)) {
						return
					}
				}
			}
		}
		var m Memory
		for range 2 {
			r := m.Build(source("Venez demain. Partez mardi."), Options{Now: now, Past: past})
			if r.Faults().HasErrors() {
				t.Fatal(r.Faults())
			}
			p := r.Site.PageAt("en/translations.html")
			r.Site.Complete(p)
			if got := p.Translation.Waiting[0].Versions[0].Changed[0].New; !slices.Equal(got, row.want) {
				t.Errorf("%s: %q, want %q", row.name, got, row.want)
			}
		}
		if asked != 1 {
			t.Errorf("%s: asked %d times", row.name, asked)
		}
	}
}

// markOf gives the mark of a translation of the French text.
func markOf(t *testing.T, text string) string {
	t.Helper()
	r := new(Memory).Build(fstest.MapFS{
		"content/site.yaml":         {Data: []byte("title: Site\nlanguages: [fr, en]\n")},
		"content/pages/about.fr.md": {Data: []byte("---\ntitle: À propos\n---\n" + text)},
		"content/pages/about.en.md": {Data: []byte("---\ntitle: About\n---\n")},
	}, Options{Now: now})
	for _, v := range r.Site.Versions() {
		if v.State == site.Unmarked {
			return v.Mark
		}
	}
	t.Fatal("no translation")
	return ""
}
