package asset_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/asset"
	"tract/internal/diag"
	"tract/internal/golden"
)

// TestGolden builds each archive's theme and site/, with the lines of
// «properties», and compares what is published (bytes and fingerprints of text
// files aside) and the faults in both languages.
func TestGolden(t *testing.T) {
	golden.Run(t, func(t *testing.T, a *txtar.Archive) {
		theme, site := fstest.MapFS{}, fstest.MapFS{}
		var properties []asset.Property
		a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "want/") })
		for _, f := range a.Files {
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
		a.Files = append(a.Files, describe(t, theme, site, properties)...)
	})
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
	if len(set.Worker) > 0 {
		files = append(files, golden.File("want/worker", string(set.Worker)+"\n"))
	}
	for _, name := range set.Icons() {
		markup, _ := set.Icon(name)
		files = append(files, golden.File("want/icon "+name, markup+"\n"))
	}
	return append(files, golden.Faults(t, "want/faults.", faults)...)
}
