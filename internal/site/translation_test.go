package site

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"tract/internal/content"
	"tract/internal/translation"
)

// paired is a site with documents of a key, by language: the mark, then the text.
func paired(t *testing.T, documents map[string][2]string) *Site {
	t.Helper()
	fsys := fstest.MapFS{"content/site.yaml": {Data: []byte("title: T\nlanguages: [fr, en]\npartial_languages: [es, ar]\n")}}
	for language, d := range documents {
		mark := ""
		if d[0] != "" {
			mark = translation.Field + ": " + d[0] + "\n"
		}
		fsys["content/guides/leave."+language+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: A\nsummary: B\n" + mark + "---\n" + d[1])}
	}
	model, list := load(t, fsys, nil)
	if list.HasErrors() {
		t.Fatal(list)
	}
	return model
}

// markOf gives the mark of a translation from a text of paired.
func markOf(t *testing.T, language, text string) string {
	t.Helper()
	parts, _, ok := content.Parts(content.KindGuide, "x.md", []byte("---\ntitle: A\nsummary: B\n---\n"+text))
	if !ok {
		t.Fatal("no parts")
	}
	var sections []translation.Section
	for _, p := range parts {
		sections = append(sections, p.Section)
	}
	return translation.MarkOf(language, sections).String()
}

// TestVersions holds how each language of a document stands, and that nobody is told
// of what was never marked.
func TestVersions(t *testing.T) {
	const text = "Un.\n\n## Deux\n\nTrois.\n"
	fr, en := markOf(t, "fr", text), markOf(t, "en", text)
	for _, c := range []struct {
		name      string
		documents map[string][2]string
		want      string
		told      string // languages whose readers are told
	}{
		{"one original", map[string][2]string{"fr": {"", text}}, "fr original, en missing from fr", ""},
		{"two, never marked", map[string][2]string{"fr": {"", text}, "en": {"", text}}, "fr original, en unmarked from fr", ""},
		{"two originals", map[string][2]string{"fr": {"", text}, "en": {"none", text}}, "fr original, en original", ""},
		{"current", map[string][2]string{"fr": {"", text}, "en": {fr, text}}, "fr original, en current from fr", ""},
		{"behind", map[string][2]string{"fr": {"", text + "Quatre.\n"}, "en": {fr, text}}, "fr original, en stale from fr: Deux#s-deux", "en"},
		{"behind at the top", map[string][2]string{"fr": {"", "Zéro. " + text}, "en": {fr, text}}, "fr original, en stale from fr: #", "en"},
		{"a section less", map[string][2]string{"fr": {"", "Un.\n"}, "en": {fr, text}}, "fr original, en stale from fr: gone 1", "en"},
		{"from the second language", map[string][2]string{"fr": {en, text}, "en": {"", text + "Four.\n"}}, "fr stale from en: Deux#s-deux, en original", "fr"},
		{"partial ones", map[string][2]string{"fr": {"", text}, "en": {fr, text}, "es": {fr, "x"}, "ar": {"", "x"}}, "fr original, en current from fr, es current from fr, ar unmarked from fr", ""},
		{"a chain", map[string][2]string{"fr": {"", text + "x"}, "en": {fr, text}, "es": {en, text}}, "fr original, en stale from fr: Deux#s-deux, es current from en", "en"},
		{"a source that is gone", map[string][2]string{"en": {"", text}, "es": {fr, text}}, "fr missing from en, en original, es unmarked from en", ""},
	} {
		model := paired(t, c.documents)
		var got, told []string
		for _, v := range model.Versions() {
			s := v.Language.Code + " " + string(v.State)
			if v.From != nil {
				s += " from " + v.From.Code
			}
			for i, p := range v.Changed {
				s += []string{": ", " "}[min(i, 1)] + p.Title + "#" + p.Fragment
			}
			if v.Gone > 0 {
				s += fmt.Sprintf(": gone %d", v.Gone)
			}
			got = append(got, s)
		}
		for _, p := range model.Pages {
			if model.Complete(p); p.Outdated.Address != "" {
				told = append(told, p.Language.Code)
			}
		}
		if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" || c.told != strings.Join(told, " ") {
			t.Errorf("%s: told %v, want %q (-want +got)\n%s", c.name, told, c.told, diff)
		}
	}
}

// TestTranslationPage holds that the page for those who translate depends on no text
// that nobody marked: an edit of it moves its own key alone.
func TestTranslationPage(t *testing.T) {
	keys := func(text string) map[Address]Digest {
		model := paired(t, map[string][2]string{"fr": {"", text}, "en": {"", "x"}})
		keys := map[Address]Digest{}
		for _, p := range model.Pages {
			keys[p.Address] = model.KeyOf(p)
		}
		return keys
	}
	before, after := keys("Un."), keys("Deux.")
	for address, key := range before {
		if moved := key != after[address]; moved != (address == "fr/guides/leave.html") {
			t.Errorf("%s moved: %v", address, moved)
		}
	}
	if _, ok := before["en/translations.html"]; !ok {
		t.Error("there is no page")
	}
}
