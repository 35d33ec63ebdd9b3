//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestInTheWay puts what is not the program's into the output, where something of its own
// is to be. The build says what is in the way, by the path by which people know it, and
// what to do; and that helps.
func TestInTheWay(t *testing.T) {
	const (
		noFile   = "something that is not a file stands in its place"
		noneOurs = "what is there does not come from tract"
		link     = "it is a link, and links are not followed"
	)
	pipe := func(at string) error { return syscall.Mkfifo(at, 0o644) }
	file := func(at string) error { return os.WriteFile(at, []byte("mine"), 0o644) }
	folder := func(at string) error { return os.Mkdir(at, 0o755) }
	linked := func(at string) error { return os.Symlink("somewhere", at) }
	holding := func(put func(at string) error) func(at string) error {
		return func(at string) error { return errors.Join(os.Mkdir(at, 0o755), put(filepath.Join(at, "x"))) }
	}
	for _, c := range []struct {
		name string
		put  func(at string) error
		way  string // what is named, if that is something else
		why  string
	}{
		{"en", pipe, "", noFile},
		{"en", file, "", noneOurs},
		{"en", linked, "", link},
		{"en/guides", pipe, "", noFile},
		{"en/guides", file, "", noneOurs},
		{"en/guides", linked, "", link},
		{"index.html", pipe, "", noFile},
		{"index.html", linked, "", link},
		{"index.html", holding(file), "index.html/x", noneOurs},
		{"index.html", holding(pipe), "index.html/x", noFile},
		{".tract-lock", pipe, "", noFile},
		{".tract-lock", file, "", noneOurs},
		{".tract-lock", folder, "", noFile},
		{".tract-lock", linked, "", link},
		{".tract-manifest", pipe, "", noFile},
		{".tract-manifest", folder, "", noFile},
		{".tract-manifest", linked, "", link},
	} {
		site := t.TempDir()
		for name, text := range map[string]string{
			"content/site.yaml":      "title: Site\nlanguages: [en]\nwithout: [cards, leaflets, search, offline]\n",
			"content/guides/g.en.md": "---\ntitle: Guide\nsummary: One.\n---\nText.\n",
		} {
			at := filepath.Join(site, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o755), os.WriteFile(at, []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		public := filepath.Join(site, "public")
		build := []string{"build", "--source", site, "--output", public, "--base-url", "https://example.org/"}
		if code, said := soon(t, build); code != 0 {
			t.Fatalf("%d: %s", code, said)
		}
		at := filepath.Join(public, c.name)
		kept := filepath.Join(site, "kept")
		if err := os.Rename(at, kept); err != nil && c.name != ".tract-lock" {
			t.Fatal(err)
		}
		if err := c.put(at); err != nil {
			t.Fatal(err)
		}
		way := at
		if c.way != "" {
			way = filepath.Join(public, c.way)
		}
		want := fmt.Sprintf("tract: nothing is written, because of %q: %s\n    hint: move or remove what stands there\n", way, c.why)
		if code, said := soon(t, build); code != 1 || said != want {
			t.Errorf("%s: %d %s, want\n%s", c.name, code, said, want)
		}
		if code, said := soon(t, append(build, "--ui", "fr")); code != 1 || !strings.HasSuffix(said, "\n    piste\u00a0: déplacez ou enlevez ce qui se trouve à cet endroit\n") || !strings.Contains(said, fmt.Sprintf("à cause de %q\u00a0: ", way)) {
			t.Errorf("%s: %d %s", c.name, code, said)
		}
		if err := os.RemoveAll(at); err != nil {
			t.Fatal(err)
		}
		if c.name == ".tract-manifest" { // without it, all the rest would be somebody's
			if err := os.Rename(kept, at); err != nil {
				t.Fatal(err)
			}
		}
		if code, said := soon(t, build); code != 0 {
			t.Errorf("without %s: %d %s", c.name, code, said)
		}
	}
}
