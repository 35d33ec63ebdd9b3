package disk

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tract/internal/promise"
)

// failing gives a fault that fails the n-th operation, and says whether it came to that.
func failing(n int, with error) (Fault, *bool) {
	reached := new(bool)
	return func(string, string) error {
		if n--; n == 0 {
			*reached = true
			return with
		}
		return nil
	}, reached
}

// read gives the files below a folder.
func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		files[filepath.ToSlash(rel)] = string(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func reader(text string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
}

// TestC5FailingFiles has each operation of a write fail, one by one, in each way: what stands
// there is what was there or what was to come, the error names a file, and the next write is
// whole.
func TestC5FailingFiles(t *testing.T) {
	old := map[string]string{"content/a.md": "old"}
	replaced := map[string]string{"content/a.md": "new and longer"}
	created := map[string]string{"content/a.md": "old", "content/b.md": "made"}
	added := map[string]string{"content/a.md": "old", "content/b.md": "made", "data/deep/c.md": "made too"}
	tried := 0
	for name, c := range map[string]struct {
		write func(r *Root) error
		want  map[string]string
	}{
		"replace": {func(r *Root) error {
			return r.Replace("content/a.md", 0o644, (*File).Sync, []byte("new "), []byte("and longer"))
		}, replaced},
		"create": {func(r *Root) error { return r.Create("content/b.md", 0o644, strings.NewReader("made")) }, created},
		"add": {func(r *Root) error {
			return r.Add([]New{{"content/b.md", reader("made")}, {"data/deep/c.md", reader("made too")}})
		}, added},
	} {
		for _, fails := range []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES} {
			for n := 1; ; n++ {
				dir := t.TempDir()
				if err := errors.Join(os.Mkdir(filepath.Join(dir, "content"), 0o755), os.WriteFile(filepath.Join(dir, "content/a.md"), []byte("old"), 0o644)); err != nil {
					t.Fatal(err)
				}
				fault, reached := failing(n, fails)
				opened, err := os.OpenRoot(dir)
				if err != nil {
					t.Fatal(err)
				}
				r := On(opened, fault)
				err = c.write(r)
				if err := r.Close(); err != nil {
					t.Fatal(err)
				}
				got := read(t, dir)
				maps.DeleteFunc(got, func(p, _ string) bool { return IsAside(filepath.Base(p)) })
				if !maps.Equal(got, old) && !maps.Equal(got, c.want) {
					t.Errorf("%s, operation %d, %v: %v", name, n, fails, got)
				}
				if err != nil && !strings.Contains(err.Error(), ".md") && !strings.Contains(err.Error(), "content") && !strings.Contains(err.Error(), "data") {
					t.Errorf("%s, operation %d: the error names nothing: %v", name, n, err)
				}
				if !*reached {
					if err != nil || !maps.Equal(got, c.want) {
						t.Errorf("%s: %v, %v", name, err, got)
					}
					break
				}
				tried++
				if maps.Equal(got, c.want) {
					continue
				}
				if r, err = Open(dir, nil); err == nil {
					err = errors.Join(c.write(r), r.Close())
				}
				got = read(t, dir)
				maps.DeleteFunc(got, func(p, _ string) bool { return IsAside(filepath.Base(p)) })
				if err != nil || !maps.Equal(got, c.want) {
					t.Errorf("%s, operation %d: the next time: %v, %v", name, n, err, got)
				}
			}
		}
	}
	promise.Held(t, tried)
}

// TestOverNothing writes new files over nothing, and through no link.
func TestOverNothing(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "there.md"), []byte("there"), 0o644), os.Symlink(other, filepath.Join(dir, "linked")), os.Symlink("nothing", filepath.Join(dir, "dangling.md"))); err != nil {
		t.Fatal(err)
	}
	r, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for name, want := range map[string]error{"there.md": fs.ErrExist, "dangling.md": fs.ErrExist, "linked/x.md": ErrNoFolder, "there.md/x.md": ErrNoFolder, "../x.md": nil, "linked": fs.ErrExist} {
		err := r.Add([]New{{"made/first.md", reader("first")}, {name, reader("x")}})
		if err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Lstat(filepath.Join(dir, "made")); err == nil {
			t.Errorf("%s: what was made before it is left", name)
		}
	}
	if err := r.Add([]New{{"a.md", func() (io.ReadCloser, error) { return nil, fs.ErrNotExist }}}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that cannot be read: %v", err)
	}
	if got := read(t, other); len(got) > 0 {
		t.Errorf("a link was followed: %v", got)
	}
}
