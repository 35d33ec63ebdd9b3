package content

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
	"tract/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the wanted output in testdata")

// TestGolden loads the site of each archive in testdata. What comes out stands in
// the same archive: the content in «content», the diagnostics in «en» and «fr».
// The comment may say «drafts».
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
			for _, f := range archive.Files {
				if strings.HasPrefix(f.Name, root+"/") {
					site[f.Name] = &fstest.MapFile{Data: f.Data}
				} else {
					want[f.Name] = string(f.Data)
				}
			}
			got := goldens(t, site, Options{Drafts: strings.Contains(string(archive.Comment), "drafts")})
			if *update {
				rewrite(t, file, archive, got)
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func goldens(t *testing.T, site fs.FS, opt Options) map[string]string {
	t.Helper()
	settings, list := config.Load(site)
	content, faults := Load(site, settings, locales(t), opt)
	list.Add(faults)
	got := map[string]string{"content": dump(t, content)}
	for _, language := range diag.Languages() {
		got[language] = printed(t, language, list)
	}
	for name, text := range got {
		if text == "" {
			delete(got, name)
		}
	}
	return got
}

func rewrite(t *testing.T, file string, archive *txtar.Archive, got map[string]string) {
	t.Helper()
	kept := archive.Files[:0]
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, root+"/") {
			kept = append(kept, f)
		}
	}
	for _, name := range []string{"content", "en", "fr"} {
		if got[name] != "" {
			kept = append(kept, txtar.File{Name: name, Data: []byte(got[name])})
		}
	}
	archive.Files = kept
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func printed(t *testing.T, language string, list diag.List) string {
	t.Helper()
	var b strings.Builder
	if err := diag.In(language).Print(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
