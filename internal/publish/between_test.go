//go:build unix

package publish_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tract/internal/disk"
	"tract/internal/promise"
	"tract/internal/publish"
)

// before gives a fault that does something before the n-th operation of that name, on a file
// of that name, and lets it go on.
func before(t *testing.T, n int, op, name string, do func() error) disk.Fault {
	t.Helper()
	t.Cleanup(func() {
		if n > 0 {
			t.Errorf("it never came to %s %s", op, name)
		}
	})
	return func(is, at string) error {
		if is != op || at != name {
			return nil
		}
		if n--; n != 0 {
			return nil
		}
		return do()
	}
}

// tries is a context that does something each time that somebody is about to wait for its end.
type tries struct {
	context.Context
	each func()
}

func (c tries) Done() <-chan struct{} {
	c.each()
	return c.Context.Done()
}

// TestR4LockBetween has other builds come and go between two steps of taking the lock: it is
// taken all the same, where the directory is by then, and nothing is left.
func TestR4LockBetween(t *testing.T) {
	tried := 0
	for _, c := range []struct {
		name     string
		n        int
		op, file string // "" for the directory
		do       func(dir string) error
	}{
		{"removed before it is opened", 1, "enter", "", os.RemoveAll},
		{"removed before it is locked", 1, "create", ".tract-lock", os.RemoveAll},
		{"given free while it is locked", 2, "look", ".tract-lock", func(dir string) error {
			return os.Remove(filepath.Join(dir, ".tract-lock"))
		}},
		{"given free and taken", 2, "look", ".tract-lock", func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, ".tract-lock")), os.WriteFile(filepath.Join(dir, ".tract-lock"), nil, 0o644))
		}},
		{"exchanged", 1, "look", ".", func(dir string) error {
			return errors.Join(os.Rename(dir, dir+".was"), os.Mkdir(dir, 0o755))
		}},
		// For some tries what it is to be made in is not there: a link to nothing has that place.
		{"removed with what it is in", 1, "enter", "", func(dir string) error {
			return errors.Join(os.RemoveAll(filepath.Dir(dir)), os.Symlink("nothing", filepath.Dir(dir)))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "new", "public")
			file := c.file
			if file == "" {
				file = dir
			}
			waited := 0
			ctx := tries{t.Context(), func() {
				if waited++; waited == 5 {
					_ = os.Remove(filepath.Dir(dir)) // as it can where that is the link
				}
			}}
			o := publish.Options{}.Failing(before(t, c.n, c.op, file, func() error { return c.do(dir) }))
			if _, err := publish.Publish(ctx, dir, files(site()), o); err != nil {
				t.Fatal(err)
			}
			same(t, dir, site())
			if was, err := os.ReadDir(dir + ".was"); len(was) > 0 {
				t.Errorf("left %v, %v", was, err)
			}
		})
		tried++
	}
	promise.Held(t, tried)
}

// TestLockIsForeign builds nowhere where the lock is a file with a text: by one that is
// empty, the next build knows what a killed one left.
func TestLockIsForeign(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, dir, site())
	write(t, dir, ".tract-lock", "mine")
	before := everything(t, dir)
	_, err := publish.Publish(t.Context(), dir, files(changedSite()), publish.Options{})
	var at *publish.PathError
	if !errors.Is(err, publish.ErrForeign) || !errors.As(err, &at) || at.Path != ".tract-lock" {
		t.Errorf("%v", err)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, ".tract-lock")); string(text) != "mine" || !slices.Equal(before, everything(t, dir)) {
		t.Errorf("changed: %q, %v", text, everything(t, dir))
	}
}

// TestLockGoes takes the lock away from a build, which ends well.
func TestLockGoes(t *testing.T) {
	dir := t.TempDir()
	file := publish.File{Path: "a.html", Make: func(*bytes.Buffer) error { return os.Remove(filepath.Join(dir, ".tract-lock")) }}
	if _, err := publish.Publish(t.Context(), dir, []publish.File{file}, publish.Options{}); err != nil {
		t.Fatal(err)
	}
	same(t, dir, map[string]string{"a.html": ""})
}

// TestStopsWaiting ends a build that waits for another, and leaves that one alone.
func TestStopsWaiting(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	inner := error(nil)
	file := publish.File{Path: "a.html", Make: func(b *bytes.Buffer) error {
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer stop()
		_, inner = publish.Publish(ctx, dir, files(site()), publish.Options{})
		b.WriteString("first")
		return nil
	}}
	if _, err := publish.Publish(t.Context(), dir, []publish.File{file}, publish.Options{}); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(inner, context.DeadlineExceeded) {
		t.Errorf("%v", inner)
	}
	same(t, dir, map[string]string{"a.html": "first"})
}

// TestForeignMeanwhile puts somebody's file into a directory while it is being locked.
func TestForeignMeanwhile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	o := publish.Options{}.Failing(before(t, 1, "create", ".tract-lock", func() error {
		return os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o644)
	}))
	if _, err := publish.Publish(t.Context(), dir, files(site()), o); !errors.Is(err, publish.ErrForeign) {
		t.Errorf("%v", err)
	}
	same(t, dir, map[string]string{"mine.txt": "mine"})
}

// TestSourceNowhere publishes nothing where nobody can tell whether that is the source.
func TestSourceNowhere(t *testing.T) {
	base := t.TempDir()
	if err := os.Symlink("loop", filepath.Join(base, "loop")); err != nil {
		t.Fatal(err)
	}
	dir, gone := filepath.Join(base, "public"), filepath.Join(base, "gone")
	publishTo := func(source string) {
		t.Helper()
		if _, err := publish.Publish(t.Context(), dir, files(site()), publish.Options{Source: source}); err == nil || !strings.Contains(err.Error(), source) {
			t.Errorf("the source is %s: %v", source, err)
		}
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the source is %s: something was written", source)
		}
	}
	publishTo(filepath.Join(base, "loop"))
	if err := os.Mkdir(gone, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(gone)
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	publishTo("site")
}

// TestPipes builds nothing in the place of what is no file, and opens none, which would wait.
func TestPipes(t *testing.T) {
	for name, edit := range map[string]func(m map[string]string){
		"new.html":      func(m map[string]string) { m["new.html"] = "new" },
		"index.html":    func(map[string]string) {},
		"fr/index.html": func(m map[string]string) { delete(m, "fr/index.html"); m["fr/index.html/x.html"] = "below" },
	} {
		dir, m := filepath.Join(t.TempDir(), "public"), site()
		put(t, dir, m)
		_ = os.Remove(filepath.Join(dir, name))
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o644); err != nil {
			t.Fatal(err)
		}
		edit(m)
		before := everything(t, dir)
		_, err := publish.Publish(t.Context(), dir, files(m), publish.Options{})
		var at *publish.PathError
		if !errors.Is(err, publish.ErrBlocked) || !errors.As(err, &at) || at.Path != name {
			t.Errorf("%s: %v", name, err)
		}
		if after := everything(t, dir); !slices.Equal(before, after) {
			t.Errorf("%s: %v, before %v", name, after, before)
		}
	}
}

// TestStaleUnderOthers puts what is no folder in the place of one whose files go: nothing in
// it was ours, so it stays, nobody waits for it, and the rest is published.
func TestStaleUnderOthers(t *testing.T) {
	for name, stand := range map[string]func(t *testing.T, at string) error{
		"a pipe":             func(_ *testing.T, at string) error { return syscall.Mkfifo(at, 0o644) },
		"a file":             func(_ *testing.T, at string) error { return os.WriteFile(at, []byte("mine"), 0o644) },
		"a link out":         func(_ *testing.T, at string) error { return os.Symlink("/etc", at) },
		"a link to itself":   func(_ *testing.T, at string) error { return os.Symlink("guides", at) },
		"a link to nothing":  func(_ *testing.T, at string) error { return os.Symlink("nothing", at) },
		"a link to a folder": func(_ *testing.T, at string) error { return os.Symlink("../en", at) },
		"a socket": func(t *testing.T, at string) error {
			t.Chdir(filepath.Dir(at)) // whose path may be too long for one
			l, err := net.Listen("unix", filepath.Base(at))
			t.Cleanup(func() {
				if l != nil {
					l.Close()
				}
			})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, m := filepath.Join(t.TempDir(), "public"), site()
			m["fr/guides/deep/b.html"] = "un autre"
			put(t, dir, m)
			at := filepath.Join(dir, "fr/guides")
			if err := errors.Join(os.RemoveAll(at), stand(t, at)); err != nil {
				t.Fatal(err)
			}
			was, err := os.Lstat(at)
			if err != nil {
				t.Fatal(err)
			}
			delete(m, "fr/guides/a.html")
			delete(m, "fr/guides/deep/b.html")
			m["fr/index.html"], m["en/index.html"] = "ACCUEIL", "HOME"
			if _, err := publish.Publish(t.Context(), dir, files(m), publish.Options{}); err != nil {
				t.Fatal(err)
			}
			if now, err := os.Lstat(at); err != nil || !os.SameFile(was, now) {
				t.Errorf("%v, %v", now, err)
			}
			for p, want := range m {
				if got, err := os.ReadFile(filepath.Join(dir, p)); string(got) != want {
					t.Errorf("%s is %q, %v", p, got, err)
				}
			}
		})
	}
}

// TestFailsToLook has it fail to read a file of somebody's that may be equal, and to give one
// of ours its mode: nothing changes, and the file is named.
func TestFailsToLook(t *testing.T) {
	for op, touch := range map[string]func(p string) error{
		"read":  func(p string) error { return os.WriteFile(p, []byte("un guidE"), 0o644) },
		"chmod": func(p string) error { return os.Chmod(p, 0o600) },
	} {
		dir := filepath.Join(t.TempDir(), "public")
		put(t, dir, site())
		page := filepath.Join(dir, "fr/guides/a.html")
		if err := touch(page); err != nil {
			t.Fatal(err)
		}
		before := read(t, dir)
		o := publish.Options{}.Failing(func(is, name string) error {
			if is == op && name == "a.html" {
				return syscall.EIO
			}
			return nil
		})
		_, err := publish.Publish(t.Context(), dir, files(changedSite()), o)
		var at *fs.PathError
		if !errors.Is(err, syscall.EIO) || !errors.As(err, &at) || at.Path != "fr/guides/a.html" {
			t.Errorf("%s: %v", op, err)
		}
		if after := read(t, dir); !maps.Equal(before, after) {
			t.Errorf("%s: %v", op, after)
		}
	}
}

// TestOneFileOfTwoNames keeps a file that is to go where its name leads to one that is to
// stay, as where the system takes two names for one.
func TestOneFileOfTwoNames(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, dir, map[string]string{"A.html": "1", "b.html": "2"})
	o := publish.Options{}.Failing(func(op, name string) error {
		if _, err := os.Lstat(filepath.Join(dir, "a.html")); op != "look" || name != "A.html" || err != nil {
			return nil
		}
		matches, err := filepath.Glob(filepath.Join(filepath.Dir(dir), ".tract-aside-*", "A.html"))
		if err != nil || len(matches) != 1 {
			return err
		}
		return errors.Join(os.Remove(matches[0]), os.Link(filepath.Join(filepath.Dir(matches[0]), "a.html"), matches[0]))
	})
	if _, err := publish.Publish(t.Context(), dir, files(map[string]string{"a.html": "1", "b.html": "2"}), o); err != nil {
		t.Fatal(err)
	}
	same(t, dir, map[string]string{"A.html": "1", "a.html": "1", "b.html": "2"})
}

// TestStops makes no file more once it is to stop.
func TestStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	list := files(site())
	list[0].Make = func(*bytes.Buffer) error { stop(); return nil }
	list[1].Make = func(*bytes.Buffer) error { t.Error("it went on"); return nil }
	base := t.TempDir()
	if _, err := publish.Publish(ctx, filepath.Join(base, "public"), list, publish.Options{Workers: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if left := everything(t, base); len(left) != 1 {
		t.Errorf("left %v", left)
	}
}

// TestKeys refuses a key that would be read as something else from the manifest: only our own
// fault makes one.
func TestKeys(t *testing.T) {
	for _, key := range []string{"-", "a b", "a\nb", "a\x00"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was taken", key)
				}
			}()
			_, _ = publish.Publish(t.Context(), filepath.Join(t.TempDir(), "public"), []publish.File{{Path: "a.html", Key: key}}, publish.Options{})
		}()
	}
}

// TestIntactNowhere finds nothing as it was left where a link has a folder's place, and may
// not look where nothing may be published. What is not there it does not even make for a
// moment: another build may be looking.
func TestIntactNowhere(t *testing.T) {
	for name, c := range map[string]struct {
		touch func(dir string) error
		want  error
	}{
		"a folder is a link": {func(dir string) error {
			return errors.Join(os.Rename(filepath.Join(dir, "fr"), filepath.Join(dir, "moved")), os.Symlink("moved", filepath.Join(dir, "fr")))
		}, nil},
		"no manifest": {func(dir string) error { return os.Remove(filepath.Join(dir, ".tract-manifest")) }, publish.ErrForeign},
	} {
		dir := filepath.Join(t.TempDir(), "public")
		r, err := publish.Publish(t.Context(), dir, files(site()), publish.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := c.touch(dir); err != nil {
			t.Fatal(err)
		}
		before := everything(t, dir)
		if intact, err := publish.Intact(t.Context(), dir, r.Manifest, publish.Options{}); intact || !errors.Is(err, c.want) {
			t.Errorf("%s: %v, %v", name, intact, err)
		}
		if after := everything(t, dir); !slices.Equal(before, after) {
			t.Errorf("%s: looking changed %v", name, after)
		}
	}
	o := publish.Options{}.Failing(func(op, name string) error {
		t.Errorf("where nothing is: %s %s", op, name)
		return nil
	})
	if intact, err := publish.Intact(t.Context(), filepath.Join(t.TempDir(), "new", "public"), [32]byte{}, o); intact || err != nil {
		t.Errorf("where nothing is: %v, %v", intact, err)
	}
}

// TestPutBeforeFirst puts somebody's file into a directory while the first site for it is made:
// it stays, and so does the directory.
func TestPutBeforeFirst(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	list := files(site())
	list[0].Make = func(*bytes.Buffer) error {
		return os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o644)
	}
	if _, err := publish.Publish(t.Context(), dir, list, publish.Options{}); err != nil {
		t.Fatal(err)
	}
	want := site()
	want[list[0].Path], want["mine.txt"] = "", "mine"
	same(t, dir, want)
}

// TestEmptyLines reads a manifest that is made of nothing but ends of lines, as anybody could
// commit it, without taking room for as many files.
func TestEmptyLines(t *testing.T) {
	dir := t.TempDir()
	const size = 4 << 20
	write(t, dir, ".tract-manifest", "tract manifest 1\n"+strings.Repeat("\n", size))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	put(t, dir, site())
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 8*size {
		t.Errorf("it took %d MB", took>>20)
	}
	same(t, dir, site())
}

// TestOwnNames builds nothing where something that is no file has the name of one of ours.
func TestOwnNames(t *testing.T) {
	for _, name := range []string{".tract-lock", ".tract-manifest"} {
		for kind, c := range map[string]struct {
			put  func(p string) error
			want error
		}{
			"a link":   {func(p string) error { return os.Symlink("index.html", p) }, publish.ErrSymlink},
			"a pipe":   {func(p string) error { return syscall.Mkfifo(p, 0o644) }, publish.ErrBlocked},
			"a folder": {func(p string) error { return os.Mkdir(p, 0o755) }, publish.ErrBlocked},
		} {
			dir := filepath.Join(t.TempDir(), "public")
			put(t, dir, site())
			_ = os.Remove(filepath.Join(dir, name))
			if err := c.put(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
			before := everything(t, dir)
			_, err := publish.Publish(t.Context(), dir, files(changedSite()), publish.Options{})
			var at *publish.PathError
			if !errors.Is(err, c.want) || !errors.As(err, &at) || at.Path != name {
				t.Errorf("%s is %s: %v", name, kind, err)
			}
			if after := everything(t, dir); !slices.Equal(before, after) {
				t.Errorf("%s is %s: it left %v", name, kind, after)
			}
		}
	}
}
