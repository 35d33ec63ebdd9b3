package memory

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/limit"
)

// TestRefusesPlaces puts something else in the folder's place.
func TestRefusesPlaces(t *testing.T) {
	for name, put := range map[string]func(dir string) error{
		"a file":               func(dir string) error { return os.WriteFile(dir, []byte("theirs"), 0o600) },
		"a link":               func(dir string) error { return os.Symlink(t.TempDir(), dir) },
		"a link within":        func(dir string) error { return errors.Join(os.Mkdir(dir+"x", 0o755), os.Symlink(".tractx", dir)) },
		"a link to nothing":    func(dir string) error { return os.Symlink("nothing", dir) },
		"a folder not to open": func(dir string) error { return os.Mkdir(dir, 0) },
	} {
		root, dir := site(t)
		if err := put(dir); err != nil {
			t.Fatal(err)
		}
		if name == "a folder not to open" && os.Geteuid() == 0 {
			continue // nothing is closed to root
		}
		m := Open(root, "v1")
		err, kept := m.Write("pages", nil), m.Keep(key, nil)
		if err == nil || kept == nil || name != "a folder not to open" && !errors.Is(err, ErrPlace) {
			t.Errorf("%s: got %v and %v", name, err, kept)
		}
		if _, ok := m.Read("pages"); ok {
			t.Errorf("%s: something was read", name)
		}
		if _, err := os.Stat(filepath.Join(dir, ".gitignore")); err == nil {
			t.Errorf("%s: it was followed", name)
		}
	}
}

// TestFollowsNoLink puts links in the places of files: what they lead to is not
// read, and stays as it was.
func TestFollowsNoLink(t *testing.T) {
	root, dir := site(t)
	m := Open(root, "v1")
	write(t, m, "pages", "x")
	theirs := filepath.Join(dir, "..", "theirs")
	if err := errors.Join(os.Rename(filepath.Join(dir, "pages"), theirs), os.Symlink(theirs, filepath.Join(dir, "pages"))); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(theirs)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := m.Read("pages"); ok {
		t.Error("a link is followed")
	}
	write(t, m, "pages", "y")
	if after, err := os.ReadFile(theirs); err != nil || !bytes.Equal(before, after) {
		t.Errorf("a link was written through: %q, %v", after, err)
	}
	elsewhere := t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(dir, "made")); err != nil {
		t.Fatal(err)
	}
	if err := m.Keep(key, nil); err == nil {
		t.Error("an output was kept elsewhere")
	}
	wantFiles(t, elsewhere, "")
}

// TestReadOnly remembers nothing new where nothing can be written, and says so.
func TestReadOnly(t *testing.T) {
	root, dir := site(t)
	m := Open(root, "v1")
	write(t, m, "pages", "x")
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	if err := m.Write("pages", []byte("y")); err == nil && os.Geteuid() != 0 {
		t.Error("no error where nothing can be written")
	} else if got, ok := m.Read("pages"); !ok || err != nil && got != "x" {
		t.Errorf("what was there reads %q, %t", got, ok)
	}
}

// TestNowhere remembers nothing without a folder or an identity.
func TestNowhere(t *testing.T) {
	root, dir := site(t)
	for _, m := range []*Memory{Open(nil, "v1"), Open(root, "")} {
		if m.Write("pages", nil) == nil || m.Keep(key, nil) == nil || m.Sweep(nil) != nil {
			t.Error("something is remembered nowhere")
		}
		if _, ok := m.Read("pages"); ok {
			t.Error("something is read from nowhere")
		}
	}
	if _, err := os.Lstat(dir); err == nil {
		t.Error("a folder was made")
	}
}

// TestRefusesNames refuses what could be another file than is meant.
func TestRefusesNames(t *testing.T) {
	root, _ := site(t)
	m := Open(root, "v1")
	for _, name := range []string{"", ".", "..", "a/b", "../x", "Pages", "a.b", ".gitignore", "made", "aside-1-1", key} {
		if err := m.Write(name, nil); err == nil {
			t.Errorf("%q is written", name)
		}
		if _, ok := m.Noted(name); ok {
			t.Errorf("%q is noted", name)
		}
	}
	for _, k := range []string{"", "0123456789abcde", "../" + key, key + "/x", strings.ToUpper(key), "g" + key, strings.Repeat("0", 129)} {
		if err := m.Keep(k, nil); err == nil {
			t.Errorf("%q is kept", k)
		}
		if _, ok := m.Made(k); ok {
			t.Errorf("%q was made", k)
		}
	}
	if err := m.Write("pages", make([]byte, limit.MemoryBytes+1)); err == nil {
		t.Error("more than the most is written")
	}
}
