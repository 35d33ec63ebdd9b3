//go:build unix

package tree

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tract/internal/promise"
)

// TestP1Swapped puts something else in the place of a file, or of a folder that it is
// in, once that was listed. However it is then read, nothing comes of it and nobody
// waits; and what an editor puts there is read.
func TestP1Swapped(t *testing.T) {
	const secret = "secret"
	tried := 0
	for _, name := range []string{"content/guides/a.md", "content/guides", "content"} {
		for kind, put := range map[string]func(*os.Root, string) error{
			"link": func(r *os.Root, p string) error {
				return r.Symlink(strings.Repeat("../", strings.Count(p, "/"))+"private", p)
			},
			"link to file": func(r *os.Root, p string) error {
				return r.Symlink(strings.Repeat("../", strings.Count(p, "/"))+"private/a.md", p)
			},
			"absolute link": func(r *os.Root, p string) error { return os.Symlink("/etc/passwd", filepath.Join(r.Name(), p)) },
			"itself":        func(r *os.Root, p string) error { return r.Symlink(filepath.Base(p), p) },
			"pipe":          func(r *os.Root, p string) error { return syscall.Mkfifo(filepath.Join(r.Name(), p), 0o644) },
			"nothing":       func(*os.Root, string) error { return nil },
		} {
			root := site(t)
			for _, at := range []string{"private/a.md", "private/guides/a.md"} {
				write(t, root, at, secret)
			}
			for _, wait := range []time.Duration{0, 60 * time.Millisecond} { // young, and old
				if wait > 0 && kind == "nothing" {
					continue
				}
				listed := read(t, root)
				check(t, root.Rename(name, "aside"))
				check(t, put(root, name))
				for way, opened := range opens(t, listed, "content/guides/a.md") {
					tried++
					src, err := opened()
					if err == nil {
						t.Errorf("%s for %s, by %s: %q was read", kind, name, way, src)
					}
				}
				again, err := Read(root, "content")
				check(t, err)
				for p := range again.All() {
					if strings.HasPrefix(p, "content/") && name == "content" || strings.HasPrefix(p, name+"/") {
						t.Errorf("%s for %s: it lists %s", kind, name, p)
					}
				}
				if kind != "nothing" {
					check(t, root.Remove(name))
				}
				check(t, root.Rename("aside", name))
				time.Sleep(wait)
			}
			listed := read(t, root)
			write(t, root, "content/guides/.new", "new")
			check(t, root.Rename("content/guides/.new", "content/guides/a.md"))
			for way, opened := range opens(t, listed, "content/guides/a.md") {
				if src, err := opened(); err != nil || string(src) != "new" {
					t.Errorf("written by an editor, by %s: %q, %v", way, src, err)
				}
			}
		}
	}
	promise.Held(t, tried)
}

// opens gives every way in which a listed file is read.
func opens(t *testing.T, listed *Tree, name string) map[string]func() ([]byte, error) {
	t.Helper()
	all := func(f fs.File, err error) ([]byte, error) {
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return io.ReadAll(f)
	}
	return map[string]func() ([]byte, error){
		"ReadFile": func() ([]byte, error) { return listed.ReadFile(name) },
		"Open":     func() ([]byte, error) { return all(listed.Open(name)) },
		"Plain":    func() ([]byte, error) { return Plain{listed.root}.ReadFile(name) },
		"OpenIn": func() ([]byte, error) {
			at, err := Folder(listed.root, "content/guides")
			if err != nil {
				return nil, err
			}
			defer at.Close()
			f, err := listed.OpenIn(at, name)
			if err != nil {
				return nil, err
			}
			return all(f, nil)
		},
	}
}

// TestP1Flickering reads a file that is another thing every moment.
func TestP1Flickering(t *testing.T) {
	root := site(t)
	write(t, root, "private/a.md", "secret")
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			for _, link := range []bool{true, false} {
				select {
				case <-stop:
					return
				default:
				}
				if link {
					_ = root.Rename("content/guides", "aside")
					_ = root.Symlink("../private", "content/guides")
				} else {
					_ = root.Remove("content/guides")
					_ = root.Rename("aside", "content/guides")
				}
			}
		}
	}()
	tried := 0
	for range 500 {
		listed, err := Read(root, "content")
		check(t, err)
		for way, opened := range opens(t, listed, "content/guides/a.md") {
			tried++
			if src, err := opened(); err == nil && string(src) == "secret" {
				t.Fatalf("by %s: the file of another folder was read", way)
			}
		}
	}
	close(stop)
	<-stopped
	promise.Held(t, tried)
}

// owned is a file of somebody, with that many names.
type owned struct {
	fs.FileInfo
	names int
	owner uint32
}

func (o owned) Sys() any {
	s := *o.FileInfo.Sys().(*syscall.Stat_t)
	s.Uid = o.owner
	s.Nlink -= s.Nlink
	for range o.names {
		s.Nlink++
	}
	return &s
}

// TestP1SecondNames takes a second name of a file for what it is: a way to read what
// belongs to others, or one's own file.
func TestP1SecondNames(t *testing.T) {
	root := site(t)
	folder, err := root.Stat(".")
	check(t, err)
	_, us := known(folder)
	file, err := root.Stat("content/guides/a.md")
	check(t, err)
	tried := 0
	for _, c := range []struct {
		names int
		owner uint32
		want  bool
	}{{1, us, false}, {2, us, false}, {3, us, false}, {1, us + 1, false}, {2, us + 1, true}, {9, us + 7, true}} {
		tried++
		if got := elsewhere(root, owned{file, c.names, c.owner}); got != c.want {
			t.Errorf("%d names, owner %d of %d: %v", c.names, c.owner, us, got)
		}
	}
	check(t, root.Link("content/guides/a.md", "content/guides/again.md"))
	if src, err := read(t, root).ReadFile("content/guides/again.md"); err != nil || len(src) == 0 {
		t.Errorf("a second name of one's own file: %v", err)
	}
	if os.Getuid() == 0 { // who else cannot give a file away
		check(t, root.Lchown("content/guides/again.md", 12345, -1))
		for way, opened := range opens(t, read(t, root), "content/guides/a.md") {
			if src, err := opened(); !errors.Is(err, fs.ErrInvalid) {
				t.Errorf("by %s: the file of somebody else was read: %q, %v", way, src, err)
			}
		}
	}
	promise.Held(t, tried)
}
