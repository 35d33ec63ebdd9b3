package site

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/locale"
	"tract/layouts"
)

// TestGolden makes the model of the site of each archive in testdata. What comes
// out stands in the same archive: the model in «model», the diagnostics in «en»
// and «fr». The comment may say «now», with a moment.
func TestGolden(t *testing.T) {
	golden.Run(t, func(t *testing.T, a *txtar.Archive) {
		a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return !strings.HasPrefix(f.Name, "content/") })
		site := golden.FS(a.Files)
		model, list := load(t, site, a.Comment)
		if !list.HasErrors() {
			a.Files = append(a.Files, golden.File("model", dump(model)))
		}
		a.Files = append(a.Files, golden.Faults(t, "", list)...)
	})
}

// load makes the model of a site by way of all stages before, whose faults are
// told with its own.
func load(t testing.TB, site fs.FS, comment []byte) (*Site, diag.List) {
	t.Helper()
	settings, list := config.Load(site)
	now := time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	for line := range strings.Lines(string(comment)) {
		if moment, ok := strings.CutPrefix(line, "now "); ok {
			var err error
			if now, err = time.Parse(time.RFC3339, strings.TrimSpace(moment)); err != nil {
				t.Fatal(err)
			}
		}
	}
	byCode := map[string]*locale.Locale{}
	var locales []*locale.Locale
	for _, code := range settings.Languages {
		src, err := fs.ReadFile(layouts.FS, "strings/"+code+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		l, faults := locale.Load(code, code+".yaml", src, nil)
		list.Add(faults)
		byCode[code], locales = l, append(locales, l)
	}
	settings = settings.Typeset(byCode)
	c, faults := content.Load(site, settings, byCode, content.Options{})
	list.Add(faults)
	pictures := map[string]*Picture{}
	for name := range c.Images {
		pictures[name] = &Picture{Sizes: []Size{{Address("assets/" + name), 4, 3}}}
	}
	model, faults := New(settings, locales, c, pictures, now)
	list.Add(faults)
	list.Add(model.Faults())
	return model, list
}
