//go:build darwin || linux

package publish_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"tract/internal/publish"
)

// shape gives the modes of all that is below a folder, and which file each is, but for our
// own staging.
func shape(t *testing.T, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Name() == ".tract-staging" {
			return fs.SkipDir
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		m[rel] = info.Mode().String()
		if !d.IsDir() {
			m[rel] += fmt.Sprint(info.Sys().(*syscall.Stat_t).Ino)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestVeilIsLike compares what stands in for a directory with what the directory is in the
// end: they are the same files, and folders with the same rights, whatever the umask.
func TestVeilIsLike(t *testing.T) {
	sites := maps.Clone(passages)
	sites["a file for a folder with an empty one"] = [2]map[string]string{{"a/b/c.html": "1", "e": "2"}, {"a/b": "3", "e": "4"}}
	for name, c := range sites {
		for _, umask := range []int{0, 0o22, 0o77} {
			if c[0] == nil {
				continue
			}
			dir := published(t, c[0])
			if strings.Contains(name, "empty") {
				if err := os.MkdirAll(filepath.Join(dir, "a/b/x/y"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			if len(c[0]) > 0 {
				for p, mode := range map[string]os.FileMode{"theirs": 0o700, "theirs/deep": 0o555 | fs.ModeSetgid, "theirs/deep/note.txt": 0o444} {
					if err := os.Chmod(filepath.Join(dir, p), mode); err != nil {
						t.Fatal(err)
					}
				}
				if err := syscall.Mkfifo(filepath.Join(dir, ".pipe"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			exchanged := 0
			o := publish.Options{}.Failing(func(op, _ string) error {
				if op != "exchange" {
					return nil
				}
				if exchanged++; exchanged == 2 {
					is, stands := shape(t, filepath.Join(filepath.Dir(dir), ".tract-aside-public")), shape(t, dir)
					for _, p := range slices.Sorted(maps.Keys(is)) {
						if stands[p] != is[p] {
							t.Errorf("%s, umask %03o: for %s, which is %s, stands %s", name, umask, p, is[p], stands[p])
						}
					}
					if len(stands) != len(is) {
						t.Errorf("%s: there is %v, want %v", name, stands, is)
					}
				}
				return nil
			})
			old := syscall.Umask(umask)
			_, err := publish.Publish(t.Context(), dir, files(c[1]), o)
			syscall.Umask(old)
			if steps := strings.HasPrefix(name, "one file"); err != nil || exchanged != 2 && !steps {
				t.Errorf("%s, umask %03o: exchanged %d times, %v", name, umask, exchanged, err)
			}
			if beside, err := os.ReadDir(filepath.Dir(dir)); len(beside) != 1 {
				t.Errorf("%s: beside the directory: %v, %v", name, beside, err)
			}
		}
	}
}

// TestLockInVeil has another build take the veil for the directory, just when it goes: it
// goes all the same.
func TestLockInVeil(t *testing.T) {
	dir := published(t, site())
	veil := filepath.Join(filepath.Dir(dir), ".tract-aside-public")
	o := publish.Options{}.Failing(before(t, 1, "remove", filepath.Base(veil), func() error {
		return os.WriteFile(filepath.Join(veil, ".tract-lock"), nil, 0o644)
	}))
	if _, err := publish.Publish(t.Context(), dir, files(changedSite()), o); err != nil {
		t.Error(err)
	}
	if now := standing(t, dir); !maps.Equal(now, changedSite()) {
		t.Errorf("%v", now)
	}
	if beside, err := os.ReadDir(filepath.Dir(dir)); len(beside) != 1 {
		t.Errorf("beside the directory: %v, %v", beside, err)
	}
}

// TestForeignBeside puts something of somebody's under the veil's name: it stays as it is, and
// the directory changes, or is made, without a veil. What is empty, or has an empty lock in it, is ours.
func TestForeignBeside(t *testing.T) {
	for name, c := range map[string]struct {
		put  func(veil string) error
		ours bool
	}{
		"a file":        {put: func(veil string) error { return os.WriteFile(veil, []byte("mine"), 0o644) }},
		"a pipe":        {put: func(veil string) error { return syscall.Mkfifo(veil, 0o644) }},
		"a link":        {put: func(veil string) error { return os.Symlink("theirs", veil) }},
		"a link to it":  {put: func(veil string) error { return os.Symlink("public", veil) }},
		"a link to all": {put: func(veil string) error { return os.Symlink(".", veil) }},
		"a link away": {put: func(veil string) error {
			away := filepath.Join(t.TempDir(), "away")
			return errors.Join(os.Mkdir(away, 0o755), os.WriteFile(filepath.Join(away, ".tract-lock"), nil, 0o644), os.Symlink(away, veil))
		}},
		"a folder with a file": {put: func(veil string) error {
			return errors.Join(os.Mkdir(veil, 0o755), os.WriteFile(filepath.Join(veil, "x"), nil, 0o644))
		}},
		"a folder with another lock": {put: func(veil string) error {
			return errors.Join(os.Mkdir(veil, 0o755), os.WriteFile(filepath.Join(veil, ".tract-lock"), []byte("x"), 0o644))
		}},
		"a folder with a link for a lock": {put: func(veil string) error {
			return errors.Join(os.Mkdir(veil, 0o755), os.Symlink("../public/.nojekyll", filepath.Join(veil, ".tract-lock")))
		}},
		"a folder with a pipe for a lock": {put: func(veil string) error {
			return errors.Join(os.Mkdir(veil, 0o755), syscall.Mkfifo(filepath.Join(veil, ".tract-lock"), 0o644))
		}},
		"a folder with a folder for a lock": {put: func(veil string) error { return os.MkdirAll(filepath.Join(veil, ".tract-lock"), 0o755) }},
		"an empty folder":                   {func(veil string) error { return os.Mkdir(veil, 0o755) }, true},
		"a closed folder that we left, with links out of it": {func(veil string) error {
			return errors.Join(os.MkdirAll(filepath.Join(veil, "a/b"), 0o755), os.WriteFile(filepath.Join(veil, ".tract-lock"), nil, 0o644),
				os.Symlink("../../../theirs", filepath.Join(veil, "a/b/out")), os.Symlink(filepath.Dir(veil), filepath.Join(veil, "all")), syscall.Mkfifo(filepath.Join(veil, "a/pipe"), 0o644),
				os.Link(filepath.Join(filepath.Dir(veil), "theirs/note.txt"), filepath.Join(veil, "a/note.txt")), os.Chmod(filepath.Join(veil, "a"), 0o500), os.Chmod(veil, 0o500))
		}, true},
	} {
		for _, before := range []map[string]string{site(), nil} {
			foreignBeside(t, name, before, c.put, c.ours)
		}
	}
}

func foreignBeside(t *testing.T, name string, before map[string]string, putVeil func(veil string) error, ours bool) {
	t.Helper()
	base := t.TempDir()
	dir, veil := filepath.Join(base, "public"), filepath.Join(base, ".tract-aside-public")
	write(t, base, "theirs/note.txt", "mine")
	if before != nil {
		put(t, dir, before)
	} else {
		write(t, base, "public/.nojekyll", "") // that a link leads to
	}
	if err := putVeil(veil); err != nil {
		t.Fatal(err)
	}
	if before == nil {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	was, err := os.Lstat(veil)
	if err != nil {
		t.Fatal(err)
	}
	veiled := false
	o := publish.Options{}.Failing(func(op, _ string) error {
		veiled = veiled || op == "exchange"
		return nil
	})
	if _, err := publish.Publish(t.Context(), dir, files(changedSite()), o); err != nil || veiled != ours {
		t.Errorf("%s: behind a veil: %v, %v", name, veiled, err)
	}
	same(t, dir, changedSite())
	if note, err := os.ReadFile(filepath.Join(base, "theirs/note.txt")); string(note) != "mine" {
		t.Errorf("%s: what is somebody's: %q, %v", name, note, err)
	}
	if now, err := os.Lstat(veil); (err == nil) == ours || err == nil && (!os.SameFile(was, now) || was.Mode() != now.Mode()) {
		t.Errorf("%s: it is %v, %v", name, now, err)
	}
}

// TestLeftVeilFails finds what a killed build left closed: where it cannot be opened it may be
// somebody's, and the directory changes without a veil; where it cannot be emptied, nothing
// changes, and the folder is named.
func TestLeftVeilFails(t *testing.T) {
	for op, want := range map[string]error{"enter": nil, "chmod": syscall.EPERM} {
		dir := filepath.Join(t.TempDir(), "public")
		put(t, dir, site())
		veil := filepath.Join(filepath.Dir(dir), ".tract-aside-public")
		write(t, veil, ".tract-lock", "")
		t.Cleanup(func() { _ = os.Chmod(veil, 0o700) })
		if err := os.Chmod(veil, 0o500); err != nil {
			t.Fatal(err)
		}
		o := publish.Options{}.Failing(func(is, name string) error {
			if is == op && (name == filepath.Base(veil) || op == "chmod" && name == ".") {
				return syscall.EPERM
			}
			return nil
		})
		_, err := publish.Publish(t.Context(), dir, files(changedSite()), o)
		if !errors.Is(err, want) || err != nil && !strings.Contains(err.Error(), filepath.Base(veil)) {
			t.Errorf("%s: %v", op, err)
		}
		same(t, dir, map[bool]map[string]string{true: changedSite(), false: site()}[want == nil])
		if left, err := os.ReadDir(veil); len(left) != 1 {
			t.Errorf("%s: left %v, %v", op, left, err)
		}
	}
}

// TestFailsTwice has a second thing fail while the first is undone: it hides neither a disk
// that is full, nor what is left beside the directory, and the next build puts all right.
func TestFailsTwice(t *testing.T) {
	for name, c := range map[string]struct {
		first       string // what fails, and then
		then        string
		with, hides error
		before      map[string]string
	}{
		"filling":      {"link", "remove", syscall.ENOSPC, syscall.EPERM, site()},
		"exchanging":   {"exchange", "remove", syscall.EINVAL, syscall.EIO, site()},
		"first of all": {"exchange", "rename", syscall.EINVAL, syscall.EIO, nil},
	} {
		dir := published(t, c.before)
		failed := false
		_, err := publish.Publish(t.Context(), dir, files(changedSite()), publish.Options{}.Failing(func(op, name string) error {
			switch {
			case op == c.first && name != ".tract-lock":
				failed = true
				return c.with
			case failed && op == c.then:
				return c.hides
			}
			return nil
		}))
		if want := map[bool]error{true: c.hides, false: c.with}[c.with == syscall.EINVAL]; !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
		if now := standing(t, dir); !maps.Equal(now, c.before) {
			t.Errorf("%s: it left %v", name, now)
		}
		put(t, dir, changedSite())
		if now := standing(t, dir); !maps.Equal(now, changedSite()) {
			t.Errorf("%s: the next build left %v", name, now)
		}
		if beside, err := os.ReadDir(filepath.Dir(dir)); len(beside) != 1 {
			t.Errorf("%s: beside the directory: %v, %v", name, beside, err)
		}
	}
}
