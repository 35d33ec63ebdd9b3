//go:build !windows

package publish_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"tract/internal/disk"
	"tract/internal/promise"
	"tract/internal/publish"
)

// passages are builds of one site over another, between which nothing may be seen.
var passages = map[string][2]map[string]string{
	"edits": {site(), {
		"index.html": "door", "fr/index.html": "ACCUEIL", "fr/guides/b.html": "un autre guide", "en/index.html": "home",
		"assets/main.9876543210.css": "a{b}", ".nojekyll": "", "fr/feed.xml": "<feed></feed>", "new/deep/page.html": "new",
	}},
	"a file for a folder": {{"a/b/c.html": "1", "a/b/d.html": "2", "e": "3"}, {"a/b": "4", "e/f.html": "5", "e/g/h.html": "6"}},
	"one file":            {{"a.html": "1", "b.html": "2"}, {"a.html": "1", "b.html": "3"}},
	"one file less":       {{"a.html": "1", "b.html": "2"}, {"a.html": "1"}},
	"one file more":       {{"a.html": "1"}, {"a.html": "1", "deep/er/b.html": "2"}},
	"the first build":     {{}, site()},
	"the first anywhere":  {nil, site()},
	"one file, nowhere":   {nil, {"a.html": "1"}},
}

// published makes a directory hold a site, and files that are somebody's. For no site it is
// not there.
func published(t *testing.T, m map[string]string) (dir string) {
	t.Helper()
	base, err := os.MkdirTemp(memory(t), "publish")
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(base, "public")
	if m == nil {
		return dir
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, dir, ".gitignore", "*")
	if len(m) > 0 {
		put(t, dir, m)
		write(t, dir, "theirs/deep/note.txt", "mine")
		if err := errors.Join(os.Mkdir(filepath.Join(dir, "nothing"), 0o700), os.Symlink("theirs/deep/note.txt", filepath.Join(dir, "linked"))); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// memory is a folder in memory, if the system has one there.
func memory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "tract-publish-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// standing gives the files of a directory but ours and those of [published].
func standing(t *testing.T, dir string) map[string]string {
	t.Helper()
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	m := read(t, dir)
	maps.DeleteFunc(m, func(p, _ string) bool {
		return strings.HasPrefix(p, ".tract-") || p == ".gitignore" || strings.HasPrefix(p, "theirs/") || p == "linked"
	})
	return m
}

// entries gives what stands in and beside a directory, but the site and its folders: what
// builds left, and what is somebody's.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	for _, p := range everything(t, filepath.Dir(dir)) {
		name := strings.TrimPrefix(p, filepath.Dir(dir)+string(filepath.Separator))
		for _, part := range []string{".tract-", ".gitignore", "theirs", "nothing", "linked"} {
			if strings.Contains(name, part) {
				list = append(list, name)
				break
			}
		}
	}
	return list
}

// each builds one site over the other again and again, and has the n-th operation fail as
// told, for all n, and gives how many there were. It judges what stands there then, and
// that the next build puts everything right.
func each(t *testing.T, fault func(n int) disk.Fault, judge func(what string, err error, now, before, after map[string]string)) (tried int) {
	t.Helper()
	defer syscall.Umask(syscall.Umask(0o022)) // another one asks for more
	for name, sites := range passages {
		before, after := sites[0], sites[1]
		clean := published(t, before)
		put(t, clean, after)
		want := entries(t, clean)
		for n, reached := 1, true; reached; n++ {
			dir := published(t, before)
			left := 0
			inner := fault(n)
			o := publish.Options{Workers: 1}.Failing(func(op, name string) error {
				left++
				return inner(op, name)
			})
			_, err := publish.Publish(t.Context(), dir, files(after), o)
			reached = left >= n
			what := fmt.Sprintf("%s, operation %d of %d", name, n, left)
			judge(what, err, standing(t, dir), before, after)
			tried++
			if content, _ := os.ReadFile(filepath.Join(dir, "theirs/deep/note.txt")); len(before) > 0 && string(content) != "mine" {
				t.Errorf("%s: what is somebody's is gone", what)
			}
			put(t, dir, after)
			if now := standing(t, dir); !maps.Equal(now, after) {
				t.Errorf("%s: the next build left %v", what, now)
			}
			if got := entries(t, dir); !slices.Equal(got, want) {
				t.Errorf("%s: the next build left\n%v, want\n%v", what, got, want)
			}
			if t.Failed() {
				return tried
			}
		}
	}
	return tried
}

// whole says whether one of two sites stands there, and no mixture.
func whole(now, before, after map[string]string) bool {
	return maps.Equal(now, before) || maps.Equal(now, after)
}

var errDead = errors.New("the process is dead")

// TestR1KilledAtEachStep stops a build before each thing that it does with the disk: nothing
// is done any more, not even what a failing build would undo.
func TestR1KilledAtEachStep(t *testing.T) {
	tried := each(t, func(n int) disk.Fault {
		return func(string, string) error {
			if n--; n > 0 {
				return nil
			}
			return errDead
		}
	}, func(what string, _ error, now, before, after map[string]string) {
		if !whole(now, before, after) {
			t.Errorf("%s: a mixture: %v", what, now)
		}
	})
	promise.Held(t, tried)
}

// TestR2FullDisk fills the disk at each moment of a build: from then on whatever wants room
// fails, and what is written ends half-way.
func TestR2FullDisk(t *testing.T) {
	room := []string{"create", "write", "mkdir", "link"}
	tried := each(t, func(n int) disk.Fault {
		return func(op, _ string) error {
			if n--; n > 0 || !slices.Contains(room, op) {
				return nil
			}
			return syscall.ENOSPC
		}
	}, func(what string, err error, now, before, after map[string]string) {
		want := after
		if err != nil {
			want = before
			if !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if !maps.Equal(now, want) {
			t.Errorf("%s: %v left %v", what, err, now)
		}
	})
	promise.Held(t, tried)
}

// TestC5FailingPublish has each operation fail, one by one, in each way: what is published is
// the old site or the new one, and an error names what it was about.
func TestC5FailingPublish(t *testing.T) {
	all := []error{syscall.EIO, syscall.ENOSPC, syscall.EACCES}
	ways := []func(n int) error{func(n int) error { return all[n%len(all)] }}
	if promise.Whole() {
		ways = nil
		for _, fails := range all {
			ways = append(ways, func(int) error { return fails })
		}
	}
	tried := 0
	for _, way := range ways {
		var fails error
		tried += each(t, func(n int) disk.Fault {
			fails = way(n)
			return func(string, string) error {
				if n--; n == 0 {
					return fails
				}
				return nil
			}
		}, func(what string, err error, now, before, after map[string]string) {
			var at *os.PathError
			if !whole(now, before, after) || err == nil && !maps.Equal(now, after) {
				t.Errorf("%s, %v: %v left %v", what, fails, err, now)
			}
			if err != nil && (!errors.Is(err, fails) || !errors.As(err, &at) || at.Path == "") {
				t.Errorf("%s: %v", what, err)
			}
		})
	}
	promise.Held(t, tried)
}
