package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/golden"
	"tract/internal/tree"
)

// TestAgain builds a site again after edits that are not seen in any file's text, and
// holds that to a build from nothing.
func TestAgain(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, rich(t)); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	m := new(Memory)
	for _, c := range []struct {
		name string
		edit func() error
		want string // is said of the site
	}{
		{"nothing", func() error { return nil }, "6 warnings"},
		{"a folder without files", func() error { return os.MkdirAll(filepath.Join(dir, "layouts", "other"), 0o755) }, "layouts/other: warning"},
		{"the folder gone", func() error { return os.Remove(filepath.Join(dir, "layouts", "other")) }, "6 warnings"},
	} {
		if err := c.edit(); err != nil {
			t.Fatal(err)
		}
		source, err := tree.Read(root, "content", "layouts", "assets")
		if err != nil {
			t.Fatal(err)
		}
		got := golden.Printed(t, "en", m.Build(source, Options{Now: now}).Faults())
		want := golden.Printed(t, "en", new(Memory).Build(source, Options{Now: now}).Faults())
		if got != want || !strings.Contains(got, c.want) {
			t.Errorf("%s: %s\nwant\n%s", c.name, got, want)
		}
	}
}

// TestNoWholeLanguage has strings for a partial language alone.
func TestNoWholeLanguage(t *testing.T) {
	site := rich(t)
	settings := strings.Replace(string(site["content/site.yaml"].Data), "[fr, en]", "[xx]", 1)
	result := new(Memory).Build(with(site, "content/site.yaml", []byte(settings)), Options{Now: now})
	if said := golden.Printed(t, "en", result.Faults()); !strings.Contains(said, "xx") || result.Site != nil {
		t.Error(said)
	}
}
