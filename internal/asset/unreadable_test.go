package asset_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/asset"
	"tract/internal/golden"
)

// locked is a tree in which some may not be opened.
type locked struct {
	fstest.MapFS
	names []string
}

func (l locked) Open(name string) (fs.File, error) {
	if slices.Contains(l.names, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

func (l locked) ReadFile(name string) ([]byte, error) {
	f, err := l.Open(name)
	if err != nil {
		return nil, err
	}
	f.Close()
	return l.MapFS.ReadFile(name)
}

func (l locked) ReadDir(name string) ([]fs.DirEntry, error) {
	if _, err := l.Open(name); err != nil {
		return nil, err
	}
	return l.MapFS.ReadDir(name)
}

// TestUnreadable keeps files and folders of the assets from being read. Each is told,
// the others are published, and nothing stands in for what was not read.
func TestUnreadable(t *testing.T) {
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg"/>`
	theme := fstest.MapFS{
		"css/main.css": {Data: []byte("@layer a;")}, "js/main.js": {}, "icons/a.svg": {Data: []byte(drawing)}, "icons/b.svg": {Data: []byte(drawing)}, "icons/README.md": {}, "icons/.c.svg": {Data: []byte(drawing)},
		"static/a.svg": {Data: []byte(drawing)}, "static/a.txt": {Data: []byte("x")}, "static/b.txt": {Data: []byte("x")},
	}
	for name, gone := range map[string]string{"icons": "", "icons/a.svg": "", "static/a.svg": "a.svg", "static/a.txt": "a.txt"} {
		set, faults := asset.Build(locked{theme, []string{name}}, nil, nil)
		if said := golden.Printed(t, "en", faults); !faults.HasErrors() || !strings.Contains(said, "assets/"+name) {
			t.Errorf("%s: %s", name, said)
		}
		var paths []string
		for _, f := range set.Files {
			if !strings.HasPrefix(f.Path, "assets/") {
				paths = append(paths, f.Path)
			}
		}
		if want := slices.DeleteFunc([]string{"a.svg", "a.txt", "b.txt"}, func(p string) bool { return p == gone }); !slices.Equal(paths, want) {
			t.Errorf("%s: %q", name, paths)
		}
		want := []string{"a", "b"}
		switch name {
		case "icons":
			want = nil
		case "icons/a.svg":
			want = want[1:]
		}
		if icons := set.Icons(); !slices.Equal(icons, want) {
			t.Errorf("%s: icons %q", name, icons)
		}
	}
}

// TestStaticHides refuses files under static/ whose names hide something, or that hold a
// key under a name that says nothing of it.
func TestStaticHides(t *testing.T) {
	for name, content := range map[string]string{
		"a\u202etxt.json": "{}", "a\u200b.txt": "x", "ama\u200dzon.txt": "x",
		"notes.txt": "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", ".well-known/pgp": "-----BEGIN PGP PRIVATE KEY BLOCK-----\n", "a.json": `{"private_key": "-----BEGIN PRIVATE KEY-----\n"}`,
	} {
		got, faults := published(name, []byte(content))
		if got != nil || !faults.HasErrors() {
			t.Errorf("%q is published", name)
		}
		if said := golden.Printed(t, "en", faults); strings.ContainsAny(said, "\u202e\u200b") || strings.Contains(said, "MIIE") {
			t.Errorf("%q: %q", name, said)
		}
	}
}
