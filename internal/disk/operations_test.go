//go:build darwin || linux

package disk

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
	"time"
)

// at gives a folder with a few things in it.
func at(t *testing.T, fault Fault) *Root {
	t.Helper()
	dir := t.TempDir()
	for _, err := range []error{
		os.MkdirAll(filepath.Join(dir, "folder/deep"), 0o755),
		os.Mkdir(filepath.Join(dir, "other"), 0o750),
		os.WriteFile(filepath.Join(dir, "file"), []byte("text"), 0o644),
		os.WriteFile(filepath.Join(dir, "folder/twice"), []byte("2"), 0o644),
		os.Link(filepath.Join(dir, "folder/twice"), filepath.Join(dir, "folder/second")),
		os.Symlink("file", filepath.Join(dir, "linked")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = os.Chmod(filepath.Join(dir, "folder"), 0o755) // else it cannot be cleared away
		_ = r.Close()
	})
	r.fault = fault
	return r
}

// state gives what is below a folder: modes, times of files, and texts.
func state(t *testing.T, r *Root) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := fs.WalkDir(r.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		owner := info.Sys().(*syscall.Stat_t)
		m[p] = fmt.Sprint(info.Mode(), owner.Uid, owner.Gid)
		if d.Type().IsRegular() {
			text, err := r.Root.ReadFile(p)
			m[p] += fmt.Sprint(info.ModTime().UnixNano(), string(text))
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// expect fails unless two values are equal, and there was no error.
func expect[T comparable](got T, err error, want T) error {
	if err == nil && got != want {
		err = fmt.Errorf("got %v, want %v", got, want)
	}
	return err
}

// operations are the things that are done with a folder, each as "name" or "name of what", with
// whether they change anything.
var operations = []struct {
	name    string
	changes bool
	do      func(r *Root) error
}{
	{"enter", false, func(r *Root) error {
		below, err := r.OpenRoot("folder")
		if err == nil {
			err = below.Close()
		}
		return err
	}},
	{"create", true, func(r *Root) error {
		f, err := r.OpenFile("new", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			err = f.Close()
		}
		return err
	}},
	{"read of a file", false, func(r *Root) error {
		text, err := r.ReadFile("file")
		return expect(string(text), err, "text")
	}},
	{"read of a folder", false, func(r *Root) error {
		entries, err := r.ReadDir(".")
		return expect(fmt.Sprint(entries), err, "[- file d folder/ L linked d other/]")
	}},
	{"read of names", false, func(r *Root) error {
		names, err := r.Names(".")
		slices.Sort(names)
		return expect(strings.Join(names, " "), err, "file folder linked other")
	}},
	{"look at a link", false, func(r *Root) error {
		info, err := r.Lstat("linked")
		return expect(err == nil && info.Mode()&fs.ModeSymlink != 0, err, true)
	}},
	{"look where it is", false, func(r *Root) error {
		here, err := r.Place()
		return expect(here != Place{}, errors.Join(err, on(r, "folder/deep").Within(here)), true)
	}},
	{"access", false, func(r *Root) error {
		here, _ := On(r.Root, nil).Place()
		return r.Writable("folder", here)
	}},
	{"mkdir", true, func(r *Root) error { return r.Mkdir("new", 0o755) }},
	{"mkdir of all", true, func(r *Root) error { return r.MkdirAll("new/and/deep", 0o755) }},
	{"rename", true, func(r *Root) error { return r.Rename("file", "renamed") }},
	{"link", true, func(r *Root) error { return r.Link("file", "named") }},
	{"link of all", true, func(r *Root) error { return LinkAll(r, on(r, "other"), []string{"file", "linked"}) }},
	{"remove", true, func(r *Root) error { return r.Remove("file") }},
	{"remove of all", true, func(r *Root) error { return r.RemoveAll("folder") }},
	{"remove of second names", true, func(r *Root) error {
		left, err := on(r, "folder").RemoveSecond("")
		slices.Sort(left) // the last name of a file stays
		return expect(len(left) == 2 && left[0] == "deep", err, true)
	}},
	{"chmod", true, func(r *Root) error { return r.Chmod("file", 0o600) }},
	{"chtimes", true, func(r *Root) error { return r.Chtimes("file", time.Time{}, time.Unix(1, 100)) }},
	{"exchange", true, func(r *Root) error { return r.Exchange("folder", "other") }},
	{"write", true, func(r *Root) error {
		f, err := r.OpenFile("file", os.O_WRONLY|os.O_TRUNC, 0)
		if err == nil {
			_, err = f.Write([]byte("written"))
			_ = f.Close()
		}
		return err
	}},
	{"chmod of an open file", true, func(r *Root) error { return open(r, func(f *File) error { return f.Chmod(0o600) }) }},
	{"sync", false, func(r *Root) error { return open(r, (*File).Sync) }},
	{"close", false, func(r *Root) error { return open(r, func(*File) error { return nil }) }},
}

// on gives a folder below.
func on(r *Root, name string) *Root {
	below, err := r.Root.OpenRoot(name)
	if err != nil {
		panic(err)
	}
	return On(below, r.fault)
}

// open does something with a file.
func open(r *Root, do func(*File) error) error {
	f, err := r.OpenFile("file", os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(do(f), f.Close())
}

// TestOperations does each thing with a folder, and has it fail: then nothing has changed, but
// that a file which is written has half of it.
func TestOperations(t *testing.T) {
	for _, o := range operations {
		op, _, _ := strings.Cut(o.name, " ")
		r := at(t, nil)
		before := state(t, r)
		if err := o.do(r); err != nil {
			t.Errorf("%s: %v", o.name, err)
		}
		if changed := !maps.Equal(before, state(t, r)); changed != o.changes {
			t.Errorf("%s: it left %v", o.name, state(t, r))
		}
		failed := false
		r = at(t, func(is, _ string) error {
			if is == op {
				failed = true
				return syscall.EIO
			}
			return nil
		})
		before = state(t, r)
		err := o.do(r)
		var named *fs.PathError
		if !failed || !errors.As(err, &named) || named.Op != op || named.Path == "" || !errors.Is(err, syscall.EIO) {
			t.Errorf("%s: asked to fail %v: %v", o.name, failed, err)
		}
		after := state(t, r)
		if op == "write" {
			if !strings.HasSuffix(after["file"], "wri") {
				t.Errorf("%s: half of it is %q", o.name, after["file"])
			}
			after["file"] = before["file"]
		}
		if !maps.Equal(before, after) {
			t.Errorf("%s: it failed, and left %v", o.name, after)
		}
	}
}

// TestMissing tells of each thing that cannot be done since nothing, or something else, is
// there.
func TestMissing(t *testing.T) {
	r := at(t, nil)
	gone := at(t, nil)
	if err := os.RemoveAll(gone.Name()); err != nil {
		t.Fatal(err)
	}
	closed := at(t, nil)
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	fails := func(string, string) error { return syscall.EIO }
	vanishes := at(t, nil)
	vanishes.fault = func(op, name string) error {
		if op == "remove" && name == "file" {
			return os.Remove(filepath.Join(vanishes.Name(), name))
		}
		return nil
	}
	unread := at(t, nil)
	unread.fault = fails
	for name, err := range map[string]error{
		"open what fails":  second(Open(r.Name(), fails)),
		"link from closed": LinkAll(closed, r, nil),
		"link to closed":   LinkAll(r, closed, nil),
		"exchange closed":  closed.Exchange("folder", "other"),
		"what vanishes":    second(vanishes.RemoveSecond("")),
		"second, closed":   second(closed.RemoveSecond("")),
		"second, unread":   second(unread.RemoveSecond("")),
		"open":             second(Open(filepath.Join(r.Name(), "nothing"), nil)),
		"enter":            second(r.OpenRoot("nothing")),
		"enter a file":     second(r.OpenRoot("file")),
		"names":            second(r.Names("nothing")),
		"place of closed":  second(closed.Place()),
		"writable":         r.Writable("nothing", Place{}),
		"within":           r.Within(Place{}),
		"another place":    r.Writable("folder", Place{}),
		"link":             LinkAll(r, on(r, "other"), []string{"nothing"}),
		"link over":        errors.Join(r.Link("file", "other/file"), LinkAll(r, on(r, "other"), []string{"file"})),
		"link a folder":    LinkAll(r, on(r, "other"), []string{"folder"}),
		"exchange":         r.Exchange("file", "nothing"),
		"like":             r.Like("nothing", nil),
		"create in what":   second(r.OpenFile("nothing/file", os.O_CREATE, 0o644)),
		"leave the folder": second(r.ReadFile("../file")),
	} {
		if err == nil {
			t.Errorf("%s: it was done", name)
		}
	}
	if names, err := gone.RemoveSecond(""); len(names) > 0 {
		t.Errorf("in a folder that is gone there is %v, %v", names, err)
	}
}

func second[T any](_ T, err error) error { return err }

// TestLike gives a folder the mode and the owner of another, as far as that is allowed.
func TestLike(t *testing.T) {
	for _, mode := range []fs.FileMode{0o755, 0o700, 0o2775&^0o2000 | fs.ModeSetgid, 0o777 | fs.ModeSticky, 0o555} {
		r := at(t, nil)
		if err := r.Chmod("other", mode); err != nil {
			t.Fatal(err)
		}
		want := 0
		if os.Getuid() == 0 {
			want = 12345
			if err := r.Lchown("other", want, want); err != nil {
				t.Fatal(err)
			}
		}
		like, err := r.Lstat("other")
		if err == nil {
			err = r.Like("folder", like)
		}
		now, err2 := r.Lstat("folder")
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		if owner := now.Sys().(*syscall.Stat_t); now.Mode() != like.Mode() || want > 0 && (int(owner.Uid) != want || int(owner.Gid) != want) {
			t.Errorf("%v: it is %v, of %d and %d", like.Mode(), now.Mode(), owner.Uid, owner.Gid)
		}
		for fails, told := range map[error]bool{syscall.EPERM: false, syscall.EIO: true} {
			r := at(t, func(op, _ string) error {
				if op == "chown" {
					return fails
				}
				return nil
			})
			if err := r.Like("folder", like); (err != nil) != (told && want > 0) {
				t.Errorf("an owner cannot be given (%v): %v", fails, err)
			}
		}
	}
}

// TestCannot tells what a disk cannot do from what failed.
func TestCannot(t *testing.T) {
	for err, want := range map[error]bool{
		syscall.EPERM: true, syscall.EXDEV: true, syscall.EINVAL: true, syscall.ENOSYS: true, syscall.EOPNOTSUPP: true, syscall.EBUSY: true,
		syscall.EIO: false, syscall.ENOSPC: false, syscall.EDQUOT: false, syscall.ENOENT: false, nil: false,
	} {
		if got := Cannot(Named("link", "x", err)); got != want {
			t.Errorf("%v: %v", err, got)
		}
	}
}

// TestCreateWithoutLinks writes files where none gets a second name, as on a USB stick: over
// nothing, and whole or not at all.
func TestCreateWithoutLinks(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile string // what somebody writes there
		fails     error  // of the move
		want      error
	}{
		"it is made":         {},
		"somebody is faster": {meanwhile: "theirs", want: fs.ErrExist},
		"it is not moved":    {fails: syscall.EIO, want: syscall.EIO},
	} {
		dir := t.TempDir()
		r, err := Open(dir, func(op, _ string) error {
			switch op {
			case "link":
				if c.meanwhile != "" {
					return errors.Join(os.WriteFile(filepath.Join(dir, "a.md"), []byte(c.meanwhile), 0o644), syscall.EPERM)
				}
				return syscall.EPERM
			case "rename":
				return c.fails
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		err = r.Create("a.md", 0o644, strings.NewReader("ours"))
		if !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		want := map[string]string{"a.md": "ours"}
		switch {
		case c.meanwhile != "":
			want["a.md"] = c.meanwhile
		case c.fails != nil:
			delete(want, "a.md")
		}
		if got := read(t, dir); !maps.Equal(got, want) {
			t.Errorf("%s: %v", name, got)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReplaceAsItIs replaces a file that needs no more to be ready than to be written.
func TestReplaceAsItIs(t *testing.T) {
	r := at(t, nil)
	if err := r.Replace("linked", 0o644, nil, []byte("of its "), []byte("own")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"linked": "of its own", "file": "text"} {
		if got, err := r.ReadFile(name); string(got) != want {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
}
