package build

import (
	"bytes"
	"strings"
	"testing"

	"tract/internal/golden"
)

// TestOwnEnglish gives a site English strings of its own. What they lack is told, and
// taken from the program's; what they have besides is asked of the other languages.
func TestOwnEnglish(t *testing.T) {
	for _, c := range []struct{ name, old, text, want string }{
		{"more", "\ntext:\n", "\ntext:\n  of-our-own: Ours\n", `error: "text.of-our-own" is missing`},
		{"no text", "\n  home: ", "\n  hom: ", `"text.home"`},
		{"no texts", "\ntext:\n", "\ntxt:\n", `"text"`},
		{"no section", "\n  glossary: ", "\n  glosary: ", `"sections.glossary"`},
		{"no address", "\n  glossary: ", "\n  glossary: the ", `"the-glossary"`},
		{"no YAML", "\n", "\n{\n", "layouts/strings/en.yaml:2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			src := string(english())
			if !strings.Contains(src, c.old) {
				t.Fatalf("there is no %q", c.old)
			}
			result := new(Memory).Build(with(rich(t), "layouts/strings/en.yaml", []byte(strings.Replace(src, c.old, c.text, 1))), Options{Now: now})
			said := golden.Printed(t, "en", result.Faults())
			if !strings.Contains(said, c.want) || strings.Contains(said, "layouts/strings/en.yaml") != (c.name != "more") {
				t.Error(said)
			}
			for _, o := range result.works.all() {
				_ = o.make(new(bytes.Buffer)) // may fail, but not stop the program
			}
		})
	}
}
