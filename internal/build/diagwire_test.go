package build

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/wire"
)

// TestFaultsAreKept holds that whatever a build finds wrong can be kept for the
// next run, and is then told in the same words. The sites are those of the
// scripts, as their copying leaves them.
func TestFaultsAreKept(t *testing.T) {
	scripts, err := filepath.Glob("../../cmd/tract/testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal(scripts, err)
	}
	codes := map[string]bool{}
	for _, script := range scripts {
		archive, err := txtar.ParseFile(script)
		if err != nil {
			t.Fatal(err)
		}
		site := golden.FS(archive.Files)
		for line := range strings.Lines(string(archive.Comment)) {
			if words := strings.Fields(line); len(words) == 3 && words[0] == "cp" && site[words[1]] != nil {
				site[words[2]] = site[words[1]]
			}
		}
		_, list := Build(site, Options{Now: now})
		for _, d := range list {
			codes[d.Message.Code] = true
		}
		wantKept(t, script, list)
	}
	if len(codes) < 60 {
		t.Errorf("the scripts show %d faults only", len(codes))
	}
}

// wantKept keeps a list and reads it back, and compares all that is printed of it.
func wantKept(t *testing.T, name string, list diag.List) {
	t.Helper()
	var w wire.Writer
	if !list.Append(&w) {
		t.Errorf("%s: the faults cannot be kept: %+v", name, list)
		return
	}
	r := wire.NewReader(string(w))
	kept := diag.ReadList(r)
	if !r.Done() {
		t.Errorf("%s: the faults cannot be read back: %+v", name, list)
	}
	for _, language := range diag.Languages() {
		if got, want := printed(t, language, kept), printed(t, language, list); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

// printed gives a list in each of its forms.
func printed(t *testing.T, language string, list diag.List) string {
	t.Helper()
	c := diag.In(language)
	var b bytes.Buffer
	for _, err := range []error{c.Print(&b, list), c.PrintJSON(&b, list), c.PrintGitHub(&b, list)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}
