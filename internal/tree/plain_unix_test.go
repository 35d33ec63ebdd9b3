//go:build unix

package tree

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"tract/internal/promise"
)

// between is a folder in which something happens after each look, before what was seen
// is opened.
type between struct {
	*os.Root
	do func()

	looks  int
	broken error // what opening, and looking at the folder itself, give
	closed bool  // nothing can be looked at in a folder that is opened
}

func (b *between) Lstat(name string) (fs.FileInfo, error) {
	info, err := b.Root.Lstat(name)
	b.looks++
	b.do()
	return info, err
}

func (b *between) Stat(name string) (fs.FileInfo, error) {
	if b.broken != nil {
		return nil, b.broken
	}
	return b.Root.Stat(name)
}

func (b *between) OpenRoot(name string) (*os.Root, error) {
	if b.broken != nil {
		return nil, b.broken
	}
	sub, err := b.Root.OpenRoot(name)
	if b.closed {
		sub.Close()
	}
	return sub, err
}

func (b *between) OpenFile(name string, flag int, perm fs.FileMode) (*os.File, error) {
	if b.broken != nil {
		return nil, b.broken
	}
	return b.Root.OpenFile(name, flag, perm)
}

// opened gives what is read of «it» in a folder, a file, or a folder with a file «in».
func opened(at opener) (string, error) {
	f, err := openAny(at, "it")
	if err != nil {
		return "", err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		sub, err := openBelow(at, "it")
		if err != nil {
			return "", err
		}
		defer sub.Close()
		src, err := sub.ReadFile("in")
		return string(src), err
	}
	src, err := io.ReadAll(f)
	return string(src), err
}

// TestP1Between puts something else in the place of a file or a folder after it was
// looked at and before it is opened: once, or each time. A link, a pipe or another kind
// is not taken for it; what an editor puts there is, unless it never stays.
func TestP1Between(t *testing.T) {
	tried := 0
	file := func(r *os.Root, text string) error { return r.WriteFile("it", []byte(text), 0o644) }
	dir := func(r *os.Root, text string) error {
		return errors.Join(r.Mkdir("it", 0o755), r.WriteFile("it/in", []byte(text), 0o644))
	}
	link := func(to string) func(*os.Root, string) error {
		return func(r *os.Root, _ string) error { return r.Symlink(to, "it") }
	}
	pipe := func(r *os.Root, _ string) error { return syscall.Mkfifo(filepath.Join(r.Name(), "it"), 0o644) }
	for _, c := range []struct {
		name     string
		was, put func(*os.Root, string) error
		always   bool
		want     string
		err      error
	}{
		{"file", file, file, false, "new", nil},
		{"file for ever", file, file, true, "", errLink},
		{"link for file", file, link("other"), false, "", errLink},
		{"pipe for file", file, pipe, false, "", errKind},
		{"folder for file", file, dir, false, "", errKind},
		{"folder", dir, dir, false, "new", nil},
		{"folder for ever", dir, dir, true, "", errLink},
		{"link for folder", dir, link("others"), false, "", errLink},
		{"link to folder aside", dir, link("aside"), false, "", errLink},
		{"file for folder", dir, file, false, "", syscall.ENOTDIR},
		{"pipe for folder", dir, pipe, false, "", syscall.ENOTDIR},
	} {
		for look := 1; look <= 2; look++ { // the first one chooses how it is opened, the second one comes right before
			root := folder(t)
			write(t, root, "other", "secret")
			write(t, root, "others/in", "secret")
			check(t, c.was(root, "old"))
			at := &between{Root: root}
			at.do = func() {
				if at.looks == look || c.always {
					check(t, errors.Join(root.RemoveAll("aside"), root.Rename("it", "aside"), c.put(root, "new")))
				}
			}
			tried++
			got, err := opened(at)
			if got != c.want || look == 2 && !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
				t.Errorf("%s after %d: %q, %v", c.name, look, got, err)
			}
			if at.looks > tries+1 {
				t.Errorf("%s after %d: %d looks", c.name, look, at.looks)
			}
		}
	}
	promise.Held(t, tried)
}

// TestBrokenFolder gives what the system says where something cannot be opened, and takes
// a file with a second name for one of somebody else where nobody can say whose it is.
func TestBrokenFolder(t *testing.T) {
	root := site(t)
	at := &between{Root: root, do: func() {}, broken: syscall.EIO}
	for _, name := range []string{"content", "assets"} {
		if f, err := openAny(at, name); !errors.Is(err, syscall.EIO) {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
	shut := &between{Root: root, do: func() {}, closed: true}
	if f, err := openAny(shut, "content"); !errors.Is(err, fs.ErrClosed) || shut.looks != 2 {
		t.Errorf("%v, %v after %d looks", f, err, shut.looks)
	}
	folder := &between{Root: read(t, root).root, do: func() {}, broken: syscall.EIO}
	write(t, root, "plain.md", "x")
	if f, err := openPlain(folder, "plain.md"); !errors.Is(err, syscall.EIO) {
		t.Errorf("%v, %v", f, err)
	}
	check(t, root.Link("plain.md", "second.md"))
	if f, err := openPlain(folder, "second.md"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a second name: %v, %v", f, err)
	}
}

// TestPlainOpen opens regular files and folders by their names, and nothing else.
func TestPlainOpen(t *testing.T) {
	root := site(t)
	check(t, root.Symlink("guides", "content/link"))
	check(t, root.Symlink("a.md", "content/guides/link.md"))
	plain := Plain{root}
	for name, n := range map[string]int{".": 2, "content": 3, "content/guides": 3} {
		entries, err := fs.ReadDir(plain, name)
		if err != nil || len(entries) != n {
			t.Errorf("%s: %v, %v", name, entries, err)
		}
	}
	if src, err := plain.ReadFile("content/guides/a.md"); err != nil || string(src) != "A" {
		t.Errorf("%q, %v", src, err)
	}
	for name, is := range map[string]error{
		"content/link": fs.ErrInvalid, "content/link/a.md": fs.ErrInvalid, "content/guides/link.md": fs.ErrInvalid, "content/none": fs.ErrNotExist, "content/none/a.md": fs.ErrNotExist,
		"content/guides/a.md/x": fs.ErrInvalid, "../" + filepath.Base(root.Name()): fs.ErrInvalid, "content/../content": fs.ErrInvalid, "/etc/passwd": fs.ErrInvalid, "": fs.ErrInvalid, "content/": fs.ErrInvalid,
	} {
		var wrapped *fs.PathError
		if f, err := plain.Open(name); !errors.Is(err, is) || !errors.As(err, &wrapped) || wrapped.Path != name {
			t.Errorf("%q: %v, %v", name, f, err)
		}
	}
}
