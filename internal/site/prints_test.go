package site

import (
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/golden"
	"tract/internal/limit"
)

// TestTooLong makes a leaflet of a document as large as one may be, and none of a larger
// one, which is told.
func TestTooLong(t *testing.T) {
	const warning = "content/%s:1:1: warning: this file is larger than 32 KB, too long for a leaflet; the page has none"
	for _, c := range []struct{ file, settings, front, small, large string }{
		{"guides/leave.en.md", "", "", "leaflet poster", "poster"},
		{"demands/ours.en.md", "", "by: us\ndemands:\n  - id: a\n    text: A\n", "leaflet poster", "poster"},
		{"guides/leave.en.md", "without: [leaflets]\n", "", "", ""},
		{"events/picket.en.md", "", "start: 2025-07-01\nend: 2025-07-01\n", "poster", "poster"},
		{"pages/about.en.md", "", "", "", ""},
	} {
		for more, want := range []string{c.small, c.large} {
			text := "---\ntitle: A\nsummary: S\n" + c.front + "---\n"
			text += strings.Repeat("a b\n\n", limit.LeafletBytes)[:limit.LeafletBytes+more-len(text)]
			model, list := load(t, fstest.MapFS{
				"content/site.yaml":               {Data: []byte("title: T\nlanguages: [en]\n" + c.settings)},
				"content/data/organizations.yaml": {Data: []byte("us:\n  name: {en: Us}\n  type: union\n  role: {en: We.}\n")},
				"content/" + c.file:               {Data: []byte(text)},
			}, nil)
			if list.HasErrors() {
				t.Fatal(golden.Printed(t, "en", list))
			}
			var kinds []string
			for _, p := range model.Pages {
				for _, print := range model.Prints(p) {
					if print.Paper == "letter" {
						kinds = append(kinds, print.Kind)
					}
				}
			}
			if got := strings.Join(kinds, " "); got != want {
				t.Errorf("%s %s, %d bytes more: %q, want %q", c.file, c.settings, more, got, want)
			}
			told := strings.Contains(golden.Printed(t, "en", list), strings.Replace(warning, "%s", c.file, 1))
			if told != (c.small != c.large && more > 0) {
				t.Errorf("%s %s, %d bytes more: %s", c.file, c.settings, more, golden.Printed(t, "en", list))
			}
		}
	}
}
