package build

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tract/internal/diag"
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

// TestLineAbove puts a line above settings that have faults, and nothing else changes.
func TestLineAbove(t *testing.T) {
	const file = "content/site.yaml"
	for _, c := range []struct{ old, text, want string }{
		{"[fr, en]", "[fr, en, xx]", "build.no-strings"},
		{"partial_languages: [ar]", "partial_languages: [ar, xx]", "build.no-strings"},
		{`colour: "#b5001e"`, `colour: "#808080"`, "asset.colour"},
	} {
		site := rich(t)
		settings := strings.Replace(string(site[file].Data), c.old, c.text, 1)
		if settings == string(site[file].Data) {
			t.Fatalf("the settings lack %s", c.old)
		}
		m := new(Memory)
		for i, text := range []string{settings, "# a line\n" + settings} {
			site := stamped(with(site, file, []byte(text)), "0")
			site[file].Sys = strconv.Itoa(i)
			faults := m.Build(site, Options{Now: now}).Faults()
			got := golden.Printed(t, "en", faults)
			want := golden.Printed(t, "en", new(Memory).Build(site, Options{Now: now}).Faults())
			if told := func(d diag.Diagnostic) bool { return strings.HasPrefix(d.Message.Code, c.want) && d.File == file }; got != want || !slices.ContainsFunc(faults, told) {
				t.Errorf("%s, %d lines more:\n%s\nwant\n%s", c.text, i, got, want)
			}
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
