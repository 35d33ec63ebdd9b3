package content

import (
	"testing"
	"testing/fstest"

	"tract/internal/search"
)

// TestWords gathers the words of bodies and keeps them for another run, unless the site
// goes without search.
func TestWords(t *testing.T) {
	const settings = "title: {fr: x}\nlanguages: [fr]\ntarget: x\n"
	site := fstest.MapFS{
		"content/site.yaml":         {Data: []byte(settings), Sys: "1"},
		"content/pages/a.fr.md":     {Data: []byte("---\ntitle: Autre\n---\n## Un titre\n\nL’été, [un lien](https://example.org) et `code`.\n\n```call to=\"Toi\"\nAllô\n```\n\n```bash\nls\n```\n"), Sys: "1"},
		"content/guides/leer.fr.md": {Data: []byte("---\ntitle: Vide\nsummary: x\n---\n"), Sys: "1"},
	}
	want := func() *search.Tally {
		tally := search.NewTally(new(search.Vocabulary))
		tally.Add("un titre l été un lien et code", search.WeighsBody)
		tally.Add("un titre", search.WeighsHeading)
		tally.Add("toi allô", search.WeighsBody)
		return tally
	}().Words()
	m := new(Memory)
	words := func(opened int) search.Words {
		t.Helper()
		c, _, read := again(t, site, m, false)
		if len(read) != opened || len(c.Documents) != 2 || c.Documents[0].Words() != "" {
			t.Fatalf("%d documents, %q were read", len(c.Documents), read)
		}
		return c.Documents[1].Words()
	}
	if got := words(2); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	m = kept(t, m)
	if got := words(0); got != want {
		t.Errorf("kept: %q, want %q", got, want)
	}
	site["content/site.yaml"] = &fstest.MapFile{Data: []byte(settings + "without: [search]\n")}
	if got := words(2); got != "" {
		t.Errorf("without search: %q", got)
	}
	site["content/site.yaml"] = &fstest.MapFile{Data: []byte(settings)}
	if got := words(2); got != want {
		t.Errorf("with it again: %q, want %q", got, want)
	}
}
