package importer

import (
	"bytes"
	"image"
	"image/png"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/golden"
)

// TestGolden imports the two sites of testdata: what stands below old/ gives what
// stands below new/, with the report in both languages.
func TestGolden(t *testing.T) {
	golden.Run(t, func(t *testing.T, a *txtar.Archive) {
		var given []txtar.File
		for _, f := range a.Files {
			if strings.HasPrefix(f.Name, "old/") || strings.HasPrefix(f.Name, "content/") {
				given = append(given, f)
			}
		}
		r := importArchive(t, strings.TrimPrefix(t.Name(), "TestGolden/"), given)
		a.Files = given
		for _, f := range r.Files {
			if f.Copies != "" {
				f.Data = []byte("a copy of " + f.Copies + "\n")
			}
			a.Files = append(a.Files, txtar.File{Name: "new/" + f.Path, Data: f.Data})
		}
		for _, language := range diag.Languages() {
			a.Files = append(a.Files, txtar.File{Name: "report." + language + ".md", Data: r.Report(diag.In(language))})
		}
		a.Files = append(a.Files, golden.Faults(t, "faults.", r.Faults)...)
	})
}

// importArchive imports what an archive has below old/ into the site that it has below
// content/.
func importArchive(t testing.TB, generator string, files []txtar.File) *Result {
	t.Helper()
	old, site := fstest.MapFS{}, golden.FS(files)
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.Name, "old/"); ok {
			if strings.HasSuffix(name, ".png") {
				f.Data = picture(t)
			}
			old[name] = &fstest.MapFile{Data: f.Data}
		}
	}
	settings, faults := config.Load(site)
	if faults.HasErrors() {
		t.Fatal(faults)
	}
	return Import(old, Options{Generator: generator, Settings: settings, Taken: func(file string) bool {
		_, err := fs.Stat(site, file)
		return err == nil
	}})
}

func picture(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 3))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
