package review_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/build"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/review"
)

// TestManyOrganizations holds the time that is taken where as many sites are trusted as
// there can be, and as many others are led to.
func TestManyOrganizations(t *testing.T) {
	var organizations, figures strings.Builder
	for i := range limit.DataEntries {
		fmt.Fprintf(&organizations, "o%d: {name: O%d, type: union, link: \"https://o%d.example.org/\"}\n", i, i, i)
		fmt.Fprintf(&figures, "f%d: {label: J%d, values: [{value: %d, source: {title: t, url: \"https://a%d.example.org/\"}}]}\n", i, i, i, i)
	}
	source := golden.FS([]txtar.File{
		{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://nous.quebec/\n")},
		{Name: "content/data/organizations.yaml", Data: []byte(organizations.String())},
		{Name: "content/data/figures.yaml", Data: []byte(figures.String())},
		{Name: "content/pages/a.fr.md", Data: []byte("---\ntitle: À propos\n---\n" + strings.Repeat("[le syndicat](https://"+strings.Repeat("a-b.", 60)+"org/)\n\n", limit.Links))},
	})
	result := new(build.Memory).Build(source, build.Options{Now: now})
	if result.Site == nil {
		t.Fatal(golden.Printed(t, "en", result.Faults()))
	}
	golden.Soon(t, 2*time.Second, "many organizations", func() { review.Content(result.Site, source) })
}

// TestImitationAmongOrganizations has a proposal add the site that imitates another to the
// organizations: that makes it no better.
func TestImitationAmongOrganizations(t *testing.T) {
	for link, want := range map[string]int{"https://desjard1ns.com/": 1, "https://nous.quebec.example.org/": 1, "https://www.desjardins.com/": 0, "https://laval.example.org/": 0} {
		source := golden.FS([]txtar.File{
			{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://nous.quebec/\n")},
			{Name: "content/data/organizations.yaml", Data: []byte("o: {name: O, type: union, link: \"" + link + "\"}\n")},
		})
		result := new(build.Memory).Build(source, build.Options{Now: now})
		if result.Site == nil {
			t.Fatal(golden.Printed(t, "en", result.Faults()))
		}
		told := 0
		for _, d := range review.Content(result.Site, source) {
			if d.Message.Code == "review.odd-host" {
				told++
			}
		}
		if told != want {
			t.Errorf("%s: told %d times, want %d", link, told, want)
		}
	}
}
