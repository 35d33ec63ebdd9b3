//go:build unix

package tree

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tract/internal/limit"
)

func TestRefused(t *testing.T) {
	root := site(t)
	write(t, root, "content/.git/config", "hidden")
	check(t, root.Symlink("guides", "content/link"))
	check(t, syscall.Mkfifo(filepath.Join(root.Name(), "content/pipe"), 0o644))
	write(t, root, "content"+strings.Repeat("/d", limit.SiteDepth)+"/deep.md", "deep")
	tree := read(t, root)
	for _, c := range []struct {
		name string
		is   error
	}{
		{"layouts", fs.ErrNotExist},
		{"public/index.html", fs.ErrNotExist},
		{"content/guides/none.md", fs.ErrNotExist},
		{"content/guides/a.md/x", fs.ErrNotExist},
		{"content/.git/config", fs.ErrNotExist},
		{"content/link", fs.ErrInvalid},
		{"content/link/a.md", fs.ErrInvalid},
		{"content/pipe", fs.ErrInvalid},
		{"content/../content", fs.ErrInvalid},
		{"/content", fs.ErrInvalid},
		{"", fs.ErrInvalid},
		{"content" + strings.Repeat("/d", limit.SiteDepth) + "/deep.md", limit.ErrDepth},
	} {
		var wrapped *fs.PathError
		_, err := tree.Open(c.name)
		if !errors.Is(err, c.is) || !errors.As(err, &wrapped) || wrapped.Path != c.name {
			t.Errorf("open %s: %v", c.name, err)
		}
		if _, err := tree.ReadFile(c.name); !errors.Is(err, c.is) {
			t.Errorf("read %s: %v", c.name, err)
		}
		if _, err := tree.ReadDir(c.name); !errors.Is(err, c.is) {
			t.Errorf("list %s: %v", c.name, err)
		}
	}
	for name, mode := range map[string]fs.FileMode{"content/link": fs.ModeSymlink, "content/pipe": fs.ModeNamedPipe, "content/.git": fs.ModeDir} {
		if info, err := tree.Lstat(name); err != nil || info.Mode().Type() != mode {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	write(t, root, "content/huge.md", "")
	check(t, os.Truncate(filepath.Join(root.Name(), "content/huge.md"), limit.AnyBytes+1))
	huge := read(t, root)
	if _, err := huge.ReadFile("content/huge.md"); !errors.Is(err, errHuge) {
		t.Errorf("a huge file: %v", err)
	}
	if _, err := huge.Open("content/huge.md"); !errors.Is(err, errHuge) {
		t.Errorf("a huge file: %v", err)
	}
	remove(t, root, "content/guides/a.md") // after it was listed
	check(t, syscall.Mkfifo(filepath.Join(root.Name(), "content/guides/a.md"), 0o644))
	if _, err := tree.ReadFile("content/guides/a.md"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a pipe for a file: %v", err)
	}
	if to, err := tree.ReadLink("content/link"); to != "guides" || err != nil {
		t.Errorf("the link leads to %q, %v", to, err)
	}
	if _, err := Read(root, "content/guides"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a folder in a folder: %v", err)
	}
}

// TestTooMany lists more than may be.
func TestTooMany(t *testing.T) {
	root := site(t)
	s := newScan(root)
	s.left.Store(1)
	tree := &Tree{root: root, top: s.top(read(t, root))}
	if _, err := tree.ReadDir("content"); !errors.Is(err, ErrMany) {
		t.Errorf("%v", err)
	}
}

// TestPlainStat tells what stands under a name, and follows no link to it.
func TestPlainStat(t *testing.T) {
	root := site(t)
	check(t, root.Symlink("guides", "content/link"))
	plain := Plain{root}
	for name, mode := range map[string]fs.FileMode{".": fs.ModeDir, "content": fs.ModeDir, "content/guides/a.md": 0, "content/link": fs.ModeSymlink} {
		if info, err := fs.Lstat(plain, name); err != nil || info.Mode().Type() != mode {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	for name, is := range map[string]error{"content/none": fs.ErrNotExist, "content/link/a.md": fs.ErrInvalid, "../x": fs.ErrInvalid, "/content": fs.ErrInvalid} {
		if _, err := plain.Stat(name); !errors.Is(err, is) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
