//go:build !windows

package memory

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// TestIgnored has git ignore the folder whatever stands where that is said: git reads no
// link there, and a pipe keeps whoever reads it waiting.
func TestIgnored(t *testing.T) {
	for name, put := range map[string]func(file string) error{
		"another text":   func(file string) error { return os.WriteFile(file, []byte("!*\n"), 0o644) },
		"of that length": func(file string) error { return os.WriteFile(file, []byte("#\n"), 0o644) },
		"a link": func(file string) error {
			return errors.Join(os.WriteFile(file+"2", []byte(ignored), 0o644), os.Symlink(".gitignore2", file))
		},
		"a pipe": func(file string) error { return syscall.Mkfifo(file, 0o644) },
	} {
		root, dir := site(t)
		git(t, filepath.Dir(dir), "init", "-q")
		if err := errors.Join(os.Mkdir(dir, 0o755), put(filepath.Join(dir, ignoreName))); err != nil {
			t.Fatal(err)
		}
		m := Open(root, "v1")
		write(t, m, "pages", "drafts")
		status := exec.Command("git", "status", "--porcelain")
		status.Dir = filepath.Dir(dir)
		if out, err := status.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: git sees %q, %v", name, out, err)
		}
		if got, ok := m.Read("pages"); !ok || got != "drafts" {
			t.Errorf("%s: remembered is %q", name, got)
		}
	}
}

// TestExchangedFolder puts another folder in the place of ours between two steps: nothing of
// that one is believed, nor is anything written there.
func TestExchangedFolder(t *testing.T) {
	root, dir := site(t)
	write(t, Open(root, "v1"), "pages", "x")
	other := filepath.Join(filepath.Dir(dir), "other")
	if err := os.Mkdir(other, 0o755); err != nil {
		t.Fatal(err)
	}
	m := open(root, "v1", func(op, name string) error {
		if op != "enter" {
			return nil
		}
		return errors.Join(os.Rename(dir, dir+".aside"), os.Rename(other, dir), os.Rename(dir+".aside", other))
	})
	if _, ok := m.Read("pages"); ok {
		t.Error("something was read")
	}
	if err := m.Write("pages", []byte("y")); !errors.Is(err, ErrPlace) {
		t.Errorf("%v", err)
	}
	wantFiles(t, dir, ".gitignore pages") // exchanged twice
	wantFiles(t, other, "")
}
