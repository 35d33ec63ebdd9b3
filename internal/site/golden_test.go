package site

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/layouts"
)

var update = flag.Bool("update", false, "rewrite the wanted output in testdata")

// TestGolden makes the model of the site of each archive in testdata. What comes
// out stands in the same archive: the model in «model», the diagnostics in «en»
// and «fr». The comment may say «base», or «now» with a moment.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			site, want := fstest.MapFS{}, map[string]string{}
			kept := archive.Files[:0]
			for _, f := range archive.Files {
				if strings.HasPrefix(f.Name, "content/") {
					site[f.Name] = &fstest.MapFile{Data: f.Data}
					kept = append(kept, f)
				} else {
					want[f.Name] = string(f.Data)
				}
			}
			model, list := load(t, site, archive.Comment)
			got := map[string]string{"en": printed(t, "en", list), "fr": printed(t, "fr", list)}
			if !list.HasErrors() {
				got["model"] = dump(model)
			}
			if *update {
				for _, name := range []string{"model", "en", "fr"} {
					if got[name] != "" {
						kept = append(kept, txtar.File{Name: name, Data: []byte(got[name])})
					}
				}
				archive.Files = kept
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, name := range []string{"model", "en", "fr"} {
				if diff := cmp.Diff(want[name], got[name]); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
			}
		})
	}
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
		pictures[name] = &Picture{Address: Address("assets/" + name), Width: 4, Height: 3}
	}
	model, faults := New(settings, locales, c, pictures, now)
	list.Add(faults)
	return model, list
}

func printed(t testing.TB, language string, list diag.List) string {
	t.Helper()
	var b strings.Builder
	if err := diag.In(language).Print(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
