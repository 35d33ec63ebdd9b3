package asset_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/asset"
	"tract/internal/diag"
)

var update = flag.Bool("update", false, "rewrite what the goldens want")

// TestGolden builds each archive's theme and site/, with the lines of
// «properties», and compares what is published (bytes and fingerprints of text
// files aside) and the faults in both languages.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal(archives, err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			theme, site := fstest.MapFS{}, fstest.MapFS{}
			var properties []asset.Property
			var given, want []txtar.File
			for _, f := range archive.Files {
				if strings.HasPrefix(f.Name, "want/") {
					want = append(want, f)
					continue
				}
				given = append(given, f)
				content := bytes.ReplaceAll(f.Data, []byte("␀"), []byte("\x00"))
				switch name, own := strings.CutPrefix(f.Name, "site/"); {
				case f.Name == "properties":
					for i, line := range strings.Split(strings.TrimSpace(string(f.Data)), "\n") {
						name, value, _ := strings.Cut(line, " ")
						properties = append(properties, asset.Property{Name: name, Value: value, Pos: diag.Position{File: "content/site.yaml", Line: i + 1, Column: 9}})
					}
				case own:
					site[name] = &fstest.MapFile{Data: content}
				default:
					theme[name] = &fstest.MapFile{Data: content}
				}
			}
			got := describe(t, theme, site, properties)
			if *update {
				archive.Files = append(given, got...)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(asText(want), asText(got)); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func asText(files []txtar.File) string {
	return string(txtar.Format(&txtar.Archive{Files: files}))
}

// describe gives what a build publishes and says, as files of an archive.
func describe(t *testing.T, theme, site fstest.MapFS, properties []asset.Property) []txtar.File {
	t.Helper()
	set, faults := asset.Build(theme, site, properties)
	var files []txtar.File
	for _, f := range set.Files {
		data := f.Content
		if bytes.ContainsRune(data, 0) || strings.HasSuffix(f.Path, ".woff2") {
			data = nil
		}
		if len(data) > 0 && data[len(data)-1] != '\n' {
			data = append(bytes.Clone(data), '\n')
		}
		files = append(files, txtar.File{Name: "want/" + f.Path, Data: data})
	}
	for _, name := range set.Icons() {
		markup, _ := set.Icon(name)
		files = append(files, txtar.File{Name: "want/icon " + name, Data: []byte(markup + "\n")})
	}
	for _, language := range diag.Languages() {
		var b strings.Builder
		if err := diag.In(language).Print(&b, faults); err != nil {
			t.Fatal(err)
		}
		files = append(files, txtar.File{Name: "want/faults." + language, Data: []byte(b.String())})
	}
	return files
}
