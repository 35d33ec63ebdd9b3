package review_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/build"
	"tract/internal/golden"
	"tract/internal/review"
)

// TestLinks gives every address of a site that others have, with its place.
func TestLinks(t *testing.T) {
	source := golden.FS(txtar.Parse([]byte(`
-- content/site.yaml --
title: x
languages: [fr]
base_url: https://nous.quebec/
repository: https://forge.quebec/nous/site
# https://note.quebec/
-- content/data/alternatives.yaml --
- need: {fr: Livres}
  key: books
  options:
    - name: Librairie
      key: shop
      url: https://fr.wikipedia.org/wiki/Page_(livre)
      why: {fr: Près de chez vous}
      checked: 2026-11-01
-- content/pages/about.fr.md --
---
title: À propos
sources:
  - {title: Le registre, url: https://registre.quebec/a, date: 2026-01-02}
---
[un](https://un.quebec/x#y), [deux](mailto:a@deux.quebec) et <https://trois.quebec/>.
`)).Files)
	result := new(build.Memory).Build(source, build.Options{Now: now})
	if result.Site == nil {
		t.Fatal(golden.Printed(t, "en", result.Faults()))
	}
	var got []string
	for _, l := range review.Links(result.Site, source) {
		got = append(got, fmt.Sprintf("%s %s", l.At, l.Address))
	}
	for _, want := range []string{
		"content/site.yaml:4:13 https://forge.quebec/nous/site", "content/data/alternatives.yaml:6:12 https://fr.wikipedia.org/wiki/Page_(livre)",
		"content/pages/about.fr.md:4:31 https://registre.quebec/a", "content/pages/about.fr.md:6:1 https://un.quebec/x#y",
	} {
		if !strings.Contains(strings.Join(got, "\n")+"\n", want+"\n") {
			t.Errorf("%s is not among\n%s", want, strings.Join(got, "\n"))
		}
	}
	if strings.Contains(strings.Join(got, "\n"), "mailto:") || strings.Contains(strings.Join(got, "\n"), "note.quebec") {
		t.Errorf("a link that nobody can ask for: %q", got)
	}
}
