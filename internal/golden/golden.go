// Package golden holds what a stage makes against the archives in testdata, and work
// to a time. Only tests import it.
//
// An archive holds what is given and, behind it, what is wanted of it. A test
// makes the wanted files anew; they must be those that stand there, or with
// -update they are written there, to be read in the difference.
package golden

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

	"tract/internal/diag"
)

var update = flag.Bool("update", false, "rewrite what the goldens want")

// Run calls remake for each archive of testdata, as a subtest. remake puts the
// files into the archive that should stand in it, those that are given included.
func Run(t *testing.T, remake func(t *testing.T, a *txtar.Archive)) {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(want)
			remake(t, archive)
			got := txtar.Format(archive)
			if *update && !bytes.Equal(want, got) {
				if err := os.WriteFile(file, got, 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(want), string(got)); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// RunCases is [Run] for archives of many cases: of each file NAME.given, make gives
// what NAME.wanted, which follows it, should be.
func RunCases(t *testing.T, given, wanted string, make func(t *testing.T, a *txtar.Archive, name string, src []byte) string) {
	t.Helper()
	Run(t, func(t *testing.T, a *txtar.Archive) {
		var files []txtar.File
		for _, f := range a.Files {
			if name, ok := strings.CutSuffix(f.Name, given); ok {
				files = append(files, f, File(name+wanted, make(t, a, name, f.Data)))
			}
		}
		a.Files = files
	})
}

// File gives a file of an archive.
func File(name, text string) txtar.File {
	return txtar.File{Name: name, Data: []byte(text)}
}

// FS gives files as a site's folder.
func FS(files []txtar.File) fstest.MapFS {
	folder := fstest.MapFS{}
	for _, f := range files {
		folder[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return folder
}

// Faults gives diagnostics as people read them, a file a language: PREFIXen and
// PREFIXfr. No file stands for none.
func Faults(t testing.TB, prefix string, list diag.List) []txtar.File {
	t.Helper()
	var files []txtar.File
	for _, language := range diag.Languages() {
		if text := Printed(t, language, list); text != "" {
			files = append(files, File(prefix+language, text))
		}
	}
	return files
}

// Printed gives diagnostics as they are printed in a language.
func Printed(t testing.TB, language string, list diag.List) string {
	t.Helper()
	var b strings.Builder
	if err := diag.In(language).Print(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
