package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"tract/internal/promise"
)

// pattern is a way in which files change, of which path is one.
type pattern struct {
	name    string
	path    string
	batches int // at most, where the system tells of changes
	act     func(s *site)
}

const page = "content/guides/a.en.md"

var pause = 10 * time.Millisecond // more than ends a batch

func patterns() []pattern {
	return []pattern{
		{"in place", page, 1, func(s *site) { s.write(page, "new text") }},
		{"same size", page, 1, func(s *site) { s.write(page, "OLD TEXT") }},
		{"truncated, then written", page, 1, func(s *site) {
			s.write(page, "")
			time.Sleep(4 * pause)
			s.write(page, "new text")
		}},
		{"emptied for good", page, 1, func(s *site) { s.write(page, "") }},
		{"removed", page, 1, func(s *site) { s.remove(page) }},
		{"made and written later", "content/guides/new.en.md", 1, func(s *site) {
			s.write("content/guides/new.en.md", "")
			time.Sleep(4 * pause)
			s.write("content/guides/new.en.md", "text")
		}},
		{"same size and time", page, 1, func(s *site) {
			info, err := os.Stat(s.path(page))
			s.do(err)
			s.write(page, "OLD TEXT")
			s.do(os.Chtimes(s.path(page), time.Time{}, info.ModTime()))
		}},
		{"vim, which keeps the file", page, 1, func(s *site) {
			s.write(page+"~", "old text")
			s.write(page, "")
			s.write(page, "new text")
			s.remove(page + "~")
		}},
		{"vim", page, 1, func(s *site) {
			s.write("content/guides/4913", "")
			s.remove("content/guides/4913")
			s.rename(page, page+"~")
			s.write(page, "new text")
			s.remove(page + "~")
		}},
		{"emacs", page, 1, func(s *site) {
			lock := "content/guides/.#a.en.md"
			s.do(os.Symlink("me@host.123:456", s.path(lock)))
			time.Sleep(pause)
			s.rename(page, page+"~")
			s.write(page, "new text")
			s.remove(lock)
		}},
		{"emacs, second save", page, 1, func(s *site) {
			s.do(os.Symlink("me@host.123:456", s.path("content/guides/.#a.en.md")))
			s.write(page, "new text")
			s.remove("content/guides/.#a.en.md")
		}},
		{"nano with a backup", page, 1, func(s *site) {
			s.write(page+"~", "old text")
			s.write(page, "new text")
		}},
		{"gedit", page, 1, func(s *site) {
			s.write("content/guides/.goutputstream-X1Y2Z3", "new text")
			s.rename("content/guides/.goutputstream-X1Y2Z3", page)
		}},
		{"kate", page, 1, func(s *site) {
			s.write("content/guides/a.en.md.AbCdEf", "new text")
			s.do(os.Chmod(s.path("content/guides/a.en.md.AbCdEf"), 0o600))
			s.rename("content/guides/a.en.md.AbCdEf", page)
		}},
		{"code, written and moved", page, 1, func(s *site) {
			s.write(page+".vsctmp", "new text")
			s.rename(page+".vsctmp", page)
		}},
		{"syncthing", page, 1, func(s *site) {
			s.write("content/guides/.syncthing.a.en.md.tmp", "new")
			time.Sleep(pause)
			s.write("content/guides/.syncthing.a.en.md.tmp", "new text")
			s.do(os.Chtimes(s.path("content/guides/.syncthing.a.en.md.tmp"), time.Time{}, time.Now().Add(-time.Hour)))
			s.rename("content/guides/.syncthing.a.en.md.tmp", page)
		}},
		{"dropbox", page, 1, func(s *site) {
			s.write(".dropbox.cache/a", "new text")
			s.do(os.Chtimes(s.path(".dropbox.cache/a"), time.Time{}, time.Now().Add(-time.Hour)))
			s.rename(".dropbox.cache/a", page)
		}},
		{"rsync", page, 1, func(s *site) {
			s.write("content/guides/.a.en.md.Ab12Cd", "new text")
			s.do(os.Chtimes(s.path("content/guides/.a.en.md.Ab12Cd"), time.Time{}, time.Now().Add(-time.Hour)))
			s.rename("content/guides/.a.en.md.Ab12Cd", page)
		}},
		{"sed", page, 1, func(s *site) {
			s.write("content/guides/sedAb12Cd", "new text")
			s.rename("content/guides/sedAb12Cd", page)
		}},
		{"git checkout", page, 2, func(s *site) {
			for i := range 40 {
				name := fmt.Sprintf("content/guides/%c.en.md", 'a'+i%20)
				s.remove(name)
				s.write(name, fmt.Sprint("new text ", i))
			}
		}},
		{"git, there and back", page, 2, func(s *site) {
			for _, text := range []string{"theirs", "old text", "theirs"} {
				s.remove(page)
				s.write(page, text)
			}
		}},
		{"unmounted, and mounted again", page, 3, func(s *site) {
			s.rename("content", "content-2")
			s.do(os.Mkdir(s.path("content"), 0o755))
			time.Sleep(2 * lull)
			s.remove("content")
			s.rename("content-2", "content")
			s.write(page, "new text")
		}},
		{"a link in its place for a while", page, 2, func(s *site) {
			s.remove(page)
			s.do(os.Symlink("/etc/passwd", s.path(page)))
			time.Sleep(2 * lull)
			s.remove(page)
			s.write(page, "new text")
		}},
		{"touched", page, 1, func(s *site) { s.do(os.Chtimes(s.path(page), time.Time{}, time.Now())) }},
		{"mode", page, 1, func(s *site) { s.do(os.Chmod(s.path(page), 0o600)) }},
		{"folder made again", page, 2, func(s *site) {
			s.remove("content/guides")
			time.Sleep(pause)
			s.write(page, "new text")
			time.Sleep(2 * lull)
			s.write(page, "newer text")
		}},
		{"content made again", page, 2, func(s *site) {
			s.remove("content")
			s.write(page, "new text")
			time.Sleep(2 * lull)
			s.write(page, "newer text")
		}},
		{"folder renamed", "content/articles/a.en.md", 3, func(s *site) {
			s.rename("content/guides", "content/articles")
			time.Sleep(2 * lull)
			s.write("content/articles/a.en.md", "new text")
			s.write("content/articles/sub/c.en.md", "new text")
		}},
		{"folders swapped", page, 2, func(s *site) {
			s.rename("content/guides", "content/articles")
			s.rename("content/images", "content/guides")
			s.rename("content/articles", "content/images")
			time.Sleep(2 * lull)
			s.write("content/images/sub/c.en.md", "new text")
			s.write("content/guides/sub/x", "new text")
		}},
		{"folders in each other", "content/x/y/z/a.en.md", 3, func(s *site) {
			s.write("content/x/y/z/a.en.md", "text")
			time.Sleep(2 * lull)
			s.write("content/x/y/z/a.en.md", "new text")
		}},
		{"layouts that were missing", "layouts/base.html", 3, func(s *site) {
			s.write("layouts/strings/en.yaml", "text")
			time.Sleep(2 * lull)
			s.write("layouts/base.html", "new text")
		}},
		{"folder for a file and back", page, 3, func(s *site) {
			s.remove(page)
			s.write(page+"/x", "text")
			time.Sleep(2 * lull)
			s.remove(page)
			s.write(page, "new text")
		}},
		{"moved away", page, 1, func(s *site) { s.rename(page, "elsewhere.md") }},
		{"a hidden file that is not", "assets/static/.well-known/x", 3, func(s *site) { s.write("assets/static/.well-known/x", "text") }},
		{"nothing of ours", "", 0, func(s *site) {
			s.write("content/guides/.a.en.md.swp", "text")
			s.write("content/guides/#a.en.md#", "text")
			s.write("public/index.html", "text")
			s.write("content/guides/tmp", "text")
			s.remove("content/guides/tmp")
		}},
	}
}

// TestR7Patterns changes files as programs do. Each change is told, within a second of the
// last write, once or as often as it happens; the tree is then as the disk.
func TestR7Patterns(t *testing.T) {
	t.Parallel()
	runs := 1
	if promise.Whole() {
		runs = 100
	}
	var tried atomic.Int64
	for range runs {
		for name, open := range map[string]opener{
			"events":  fsnotify.NewWatcher,
			"polling": func() (*fsnotify.Watcher, error) { return nil, syscall.EMFILE },
		} {
			var all sync.WaitGroup
			for i, p := range patterns() {
				all.Go(func() {
					time.Sleep(time.Duration(i) * pause)
					tried.Add(1)
					// A busy machine may hold up who writes until the watcher must speak, and the
					// watcher itself.
					for try := 1; ; try++ {
						batches, late := newSite(t, open).try(p)
						if (batches <= p.batches || name == "polling") && late <= time.Second {
							return
						}
						if try == 3 {
							t.Errorf("%s, %s: %d batches, where %d may be, the last %v after the last write", name, p.name, batches, p.batches, late)
							return
						}
					}
				})
			}
			all.Wait()
		}
	}
	promise.Held(t, int(tried.Load()))
}

// try changes the files, and compares what was told with what is there. It gives the
// number of batches, and when the last was told, counted from the last write.
func (s *site) try(p pattern) (batches int, late time.Duration) {
	s.watch()
	p.act(s)
	end := time.Now()
	s.settle()
	got := s.stop()
	var changed []string
	for _, b := range got {
		changed = append(changed, b.changed...)
		late = b.at.Sub(end)
	}
	if p.path != "" && !slices.Contains(changed, p.path) {
		s.t.Errorf("%s, polling %v: nothing was said of %s, but of %q", p.name, s.w.system == nil, p.path, changed)
	}
	if polling := s.w.system == nil; polling != (s.notices == 1) {
		s.t.Errorf("%s: polling is %v, with %d notices", p.name, polling, s.notices)
	}
	if have, want := s.held(s.w.Tree()), s.held(s.read()); have != want {
		s.t.Errorf("%s: the tree has\n%s\nand the disk\n%s", p.name, have, want)
	}
	return len(got), late
}

// TestR7Checkout is what another branch does to 5,000 files.
func TestR7Checkout(t *testing.T) {
	t.Parallel()
	s := newSite(t, fsnotify.NewWatcher)
	for i := range 5000 {
		s.write(fmt.Sprintf("content/%s/f%d.md", []string{"guides", "articles", "events"}[i%3], i), "old text")
	}
	s.watch()
	begun, written := time.Now(), 0
	for i := range 5000 {
		written++
		name := fmt.Sprintf("content/%s/f%d.md", []string{"guides", "articles", "events"}[i%3], i)
		s.remove(name)
		s.write(name, strings.Repeat("n", i%7+1))
		switch {
		case i == 3:
			time.Sleep(2 * pause) // the first of them make a batch
		case i%300 == 0:
			time.Sleep(2 * pause)
		case i%2000 == 0:
			time.Sleep(lull / 2)
		}
	}
	end := time.Now()
	s.settle()
	got := s.stop()
	if len(got) == 0 || len(got) > 2+int(end.Sub(begun)/longest) {
		t.Fatalf("%d batches within %v", len(got), end.Sub(begun))
	}
	last := got[len(got)-1].at.Sub(end)
	t.Logf("%d batches within %v, the last %v after the last file", len(got), end.Sub(begun), last)
	if last > time.Second {
		t.Errorf("told %v after the last file", last)
	}
	if have, want := s.held(s.w.Tree()), s.held(s.read()); have != want {
		t.Error("the tree differs from the disk")
	}
	promise.Held(t, written)
}

func (s *site) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *site) do(err error) {
	if err != nil {
		s.t.Error(err)
	}
}

func (s *site) write(name, text string) {
	s.do(os.MkdirAll(filepath.Dir(s.path(name)), 0o755))
	s.do(os.WriteFile(s.path(name), []byte(text), 0o644))
}

func (s *site) remove(name string)      { s.do(os.RemoveAll(s.path(name))) }
func (s *site) rename(old, name string) { s.do(os.Rename(s.path(old), s.path(name))) }
