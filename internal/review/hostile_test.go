package review_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/build"
	"tract/internal/golden"
	"tract/internal/review"
)

// TestTwinsThatShareNothing holds the time that is taken for texts of which one lacks all
// that the other states.
func TestTwinsThatShareNothing(t *testing.T) {
	for name, line := range map[string]string{
		"numbers": "Il y en a %d.", "dates": "Le 3 mars %d.", "telephones": "514 522-%[1]d", "links": "[un lien](guide:g-%d)", "sites": "[un lien](https://h%d.quebec/)",
	} {
		var b strings.Builder
		for i := range 4000 {
			fmt.Fprintf(&b, line+"\n\n", 1000+i%1800+i/1800*2000)
		}
		source := golden.FS([]txtar.File{
			{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr, en]\nbase_url: https://nous.quebec/\n")},
			{Name: "content/pages/a.fr.md", Data: []byte("---\ntitle: À propos\n---\n" + b.String())},
			{Name: "content/pages/a.en.md", Data: []byte("---\ntitle: About\n---\nNothing.\n")},
		})
		result := new(build.Memory).Build(source, build.Options{Now: now})
		found := 0
		golden.Soon(t, 2*time.Second, name, func() { found = len(review.Content(result.Site, source)) })
		if found < 1000 {
			t.Errorf("%s: only %d were found", name, found)
		}
	}
}
