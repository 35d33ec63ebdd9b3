package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tract/internal/disk"
)

// TestMarkingIsWhole writes a marked file in one piece or not at all: what somebody else
// wrote in the meantime stays, and nothing is left beside it.
func TestMarkingIsWhole(t *testing.T) {
	const file = "content/guides/leave.en.md"
	for _, c := range []struct {
		name      string
		meanwhile func(path string) error
		want      string
		fails     bool
	}{
		{"nobody", func(string) error { return nil }, "after", false},
		{"the same file", func(path string) error { return os.WriteFile(path, []byte("others"), 0) }, "others", true},
		{"as many bytes", func(path string) error { return os.WriteFile(path, []byte("BEFORE"), 0) }, "BEFORE", true},
		{"another file in its place", func(path string) error {
			aside := path + "~"
			return errors.Join(os.WriteFile(aside, []byte("before"), 0o644), os.Rename(aside, path))
		}, "before", true},
		{"a link in its place", func(path string) error {
			return errors.Join(os.Remove(path), os.WriteFile(path+".real", []byte("before"), 0o644), os.Symlink(filepath.Base(path)+".real", path))
		}, "before", true},
		{"no file", os.Remove, "", true},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, filepath.FromSlash(file))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte("before"), 0o640)); err != nil {
			t.Fatal(err)
		}
		old := time.Now().Add(-time.Hour)
		root, err := os.OpenRoot(dir)
		if err := errors.Join(err, os.Chtimes(path, old, old)); err != nil {
			t.Fatal(err)
		}
		info, err := root.Lstat(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.meanwhile(path); err != nil {
			t.Fatal(err)
		}
		m := marking{file: file, info: info, before: []byte("before"), after: []byte("after")}
		if err := m.write(disk.On(root, nil)); (err != nil) != c.fails {
			t.Errorf("%s: %v", c.name, err)
		}
		if got, _ := os.ReadFile(path); string(got) != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if now, err := os.Stat(path); !c.fails && (err != nil || now.Mode().Perm() != 0o640) {
			t.Errorf("%s: %v %v", c.name, now.Mode(), err)
		}
		entries, err := os.ReadDir(filepath.Dir(path))
		if slices.ContainsFunc(entries, func(e os.DirEntry) bool { return filepath.Ext(e.Name()) == ".tmp" }) || err != nil {
			t.Errorf("%s: left beside: %v %v", c.name, entries, err)
		}
		if err := root.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
