package content

import (
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
	"tract/internal/golden"
)

// TestGolden loads the site of each archive in testdata. What comes out stands in
// the same archive: the content in «content», the diagnostics in «en» and «fr».
// The comment may say «drafts».
func TestGolden(t *testing.T) {
	golden.Run(t, func(t *testing.T, a *txtar.Archive) {
		a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return !strings.HasPrefix(f.Name, root+"/") })
		site := golden.FS(a.Files)
		settings, list := config.Load(site)
		content, faults := Load(site, settings, locales(t), Options{Drafts: strings.Contains(string(a.Comment), "drafts")})
		list.Add(faults)
		if text := dump(t, content); text != "" {
			a.Files = append(a.Files, golden.File("content", text))
		}
		a.Files = append(a.Files, golden.Faults(t, "", list)...)
	})
}
