package publish_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tract/internal/promise"
	"tract/internal/publish"
)

// files makes files of path → content.
func files(m map[string]string) []publish.File {
	var list []publish.File
	for _, p := range slices.Sorted(maps.Keys(m)) {
		list = append(list, publish.File{Path: p, Content: []byte(m[p])})
	}
	return list
}

// site is a small site; its parts are written in the order of no sort.
func site() map[string]string {
	return map[string]string{
		"index.html": "door", "fr/index.html": "accueil", "fr/guides/a.html": "un guide", "en/index.html": "home",
		"assets/main.0123456789.css": "a{}", ".nojekyll": "", "fr/feed.xml": "<feed/>",
	}
}

// changedSite is [site] after some edits.
func changedSite() map[string]string {
	m := site()
	m["fr/index.html"] = "ACCUEIL"
	m["fr/guides/new.html"] = strings.Repeat("x", 100_000)
	return m
}

func put(t *testing.T, dir string, m map[string]string) publish.Report {
	t.Helper()
	r, err := publish.Publish(t.Context(), dir, files(m), publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r.Manifest, r.Bytes = [32]byte{}, 0 // so that counts can be compared
	return r
}

// TestIntact finds every way in which a published file may have been touched, and
// repairs nothing.
func TestIntact(t *testing.T) {
	for name, touch := range map[string]func(dir string) error{
		"edited": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "fr/index.html"), []byte("Accueil"), 0o644)
		},
		"gone":          func(dir string) error { return os.Remove(filepath.Join(dir, "fr/index.html")) },
		"a folder gone": func(dir string) error { return os.RemoveAll(filepath.Join(dir, "fr")) },
		"another mode":  func(dir string) error { return os.Chmod(filepath.Join(dir, "fr/index.html"), 0o600) },
		"a folder": func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "fr/index.html")), os.Mkdir(filepath.Join(dir, "fr/index.html"), 0o755))
		},
		"a link": func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "fr/index.html")), os.Symlink(filepath.Join(dir, ".tract-manifest"), filepath.Join(dir, "fr/index.html")))
		},
		"a cut manifest": func(dir string) error { return os.Truncate(filepath.Join(dir, ".tract-manifest"), 100) },
		"a new manifest": func(dir string) error {
			_, err := publish.Publish(t.Context(), dir, files(map[string]string{"a.html": "1"}), publish.Options{})
			return err
		},
	} {
		dir := t.TempDir()
		r, err := publish.Publish(t.Context(), dir, files(site()), publish.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if intact, err := publish.Intact(t.Context(), dir, r.Manifest, publish.Options{}); !intact || err != nil {
			t.Errorf("what was just published is not intact: %v", err)
		}
		if err := touch(dir); err != nil {
			t.Fatal(err)
		}
		before := times(t, dir)
		if intact, err := publish.Intact(t.Context(), dir, r.Manifest, publish.Options{}); intact && err == nil {
			t.Errorf("%s: nobody sees it", name)
		}
		if c := changed(t, dir, before); c != nil {
			t.Errorf("%s: looking touched %v", name, c)
		}
	}
}

// read gives the regular files below dir, the manifest aside, by path.
func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ".tract-manifest" {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		content, err := os.ReadFile(p)
		m[filepath.ToSlash(rel)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// everything lists everything below dir.
func everything(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(p string, _ fs.DirEntry, err error) error {
		list = append(list, p)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func same(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if got := read(t, dir); !maps.Equal(got, want) {
		t.Errorf("published %v\nwant %v", got, want)
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// times gives every file's modification time and identity, to see what was
// touched.
func times(t *testing.T, dir string) map[string]fs.FileInfo {
	t.Helper()
	m := map[string]fs.FileInfo{}
	for p := range read(t, dir) {
		info, err := os.Lstat(filepath.Join(dir, p))
		if err != nil {
			t.Fatal(err)
		}
		m[p] = info
	}
	info, err := os.Lstat(filepath.Join(dir, ".tract-manifest"))
	if err != nil {
		t.Fatal(err)
	}
	m[".tract-manifest"] = info
	return m
}

func changed(t *testing.T, dir string, before map[string]fs.FileInfo) []string {
	t.Helper()
	var list []string
	for p, now := range times(t, dir) {
		if was := before[p]; was == nil || !os.SameFile(was, now) || !was.ModTime().Equal(now.ModTime()) {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return list
}

func TestPublishWritesWhatDiffers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "public")
	m := site()
	if r := put(t, dir, m); r != (publish.Report{Written: 7}) {
		t.Errorf("first build: %+v", r)
	}
	same(t, dir, m)
	before := times(t, dir)
	if r := put(t, dir, m); r != (publish.Report{Unchanged: 7}) {
		t.Errorf("second build: %+v", r)
	}
	if c := changed(t, dir, before); c != nil {
		t.Errorf("an equal build touched %v", c)
	}
	m["fr/index.html"] = "accueil neuf"
	m["fr/new/b.html"] = "neuf"
	if r := put(t, dir, m); r != (publish.Report{Written: 2, Unchanged: 6}) {
		t.Errorf("third build: %+v", r)
	}
	same(t, dir, m)
	if c, want := changed(t, dir, before), []string{".tract-manifest", "fr/index.html", "fr/new/b.html"}; !slices.Equal(c, want) {
		t.Errorf("touched %v, want %v", c, want)
	}
}

// TestP6OnlyWhatItWrote removes each file of a site in turn, and what was written for it
// goes; what others put there stays, wherever that is.
func TestP6OnlyWhatItWrote(t *testing.T) {
	tried := 0
	for gone := range site() {
		tried++
		dir, m := t.TempDir(), site()
		put(t, dir, m)
		theirs := map[string]string{"note.txt": "mine", "fr/guides/note.txt": "mine", "en/mine/x.html": "mine", ".htaccess": "mine", "assets/.x": "mine", gone + ".bak": "mine"}
		for name, text := range theirs {
			write(t, dir, name, text)
		}
		delete(m, gone)
		if r := put(t, dir, m); r != (publish.Report{Unchanged: len(m), Removed: 1}) {
			t.Errorf("without %s: %+v", gone, r)
		}
		maps.Copy(m, theirs)
		same(t, dir, m)
		put(t, dir, map[string]string{"door.html": "door"})
		theirs["door.html"] = "door"
		same(t, dir, theirs)
	}
	promise.Held(t, tried)
}

func TestPublishManifest(t *testing.T) {
	dir := t.TempDir()
	list := files(map[string]string{"b.html": "b", "a.html": ""})
	list[0].Key = "k1"
	if _, err := publish.Publish(t.Context(), dir, list, publish.Options{}); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(filepath.Join(dir, ".tract-manifest"))
	want := `tract manifest 1
# The files that tract wrote here: digest, size, key, path. The next build removes of them what it
# no longer makes, and touches nothing else. Without this file it refuses to write here.
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 k1 a.html
3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d 1 - b.html
`
	if string(got) != want {
		t.Errorf("got\n%s", got)
	}
	other := t.TempDir()
	if _, err := publish.Publish(t.Context(), other, list, publish.Options{Workers: 1}); err != nil {
		t.Fatal(err)
	}
	if again, _ := os.ReadFile(filepath.Join(other, ".tract-manifest")); !bytes.Equal(again, got) {
		t.Error("equal sites have different manifests")
	}
}

// TestPublishSeesEdits holds the proof in a file's time to its promise: whatever
// another program does to a file, the next build puts it right.
func TestPublishSeesEdits(t *testing.T) {
	const page = "fr/guides/a.html"
	for name, edit := range map[string]func(p string, was fs.FileInfo) error{
		"same size": func(p string, _ fs.FileInfo) error { return os.WriteFile(p, []byte("UN GUIDE"), 0o644) },
		"same size and second": func(p string, was fs.FileInfo) error {
			return errors.Join(os.WriteFile(p, []byte("UN GUIDE"), 0o644), os.Chtimes(p, time.Time{}, was.ModTime().Truncate(time.Second)))
		},
		"longer":  func(p string, _ fs.FileInfo) error { return os.WriteFile(p, []byte("un guide de plus"), 0o644) },
		"empty":   func(p string, _ fs.FileInfo) error { return os.Truncate(p, 0) },
		"removed": func(p string, _ fs.FileInfo) error { return os.Remove(p) },
		"mode":    func(p string, _ fs.FileInfo) error { return os.Chmod(p, 0o600) },
		"touched": func(p string, _ fs.FileInfo) error { return os.Chtimes(p, time.Time{}, time.Unix(1, 0)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, m := t.TempDir(), site()
			put(t, dir, m)
			p := filepath.Join(dir, page)
			info, err := os.Lstat(p)
			if err != nil {
				t.Fatal(err)
			}
			if err := edit(p, info); err != nil {
				t.Fatal(err)
			}
			put(t, dir, m)
			same(t, dir, m)
			if info, _ := os.Lstat(p); info.Mode() != 0o644 {
				t.Errorf("mode %v", info.Mode())
			}
		})
	}
}

func TestPublishMakesByKey(t *testing.T) {
	dir, made := t.TempDir(), 0
	build := func(key, content string) {
		t.Helper()
		f := publish.File{Path: "a.html", Key: key, Make: func(b *bytes.Buffer) error {
			made++
			b.WriteString(content)
			return nil
		}}
		if _, err := publish.Publish(t.Context(), dir, []publish.File{f}, publish.Options{}); err != nil {
			t.Fatal(err)
		}
		same(t, dir, map[string]string{"a.html": content})
	}
	for _, c := range []struct {
		key, content string
		made         int
	}{{"k1", "one", 1}, {"k1", "one", 1}, {"k2", "two", 2}, {"k3", "two", 3}, {"k3", "two", 3}, {"", "two", 4}, {"", "two", 5}} {
		build(c.key, c.content)
		if made != c.made {
			t.Fatalf("key %s: made %d times, want %d", c.key, made, c.made)
		}
	}
	build("k4", "four")
	write(t, dir, "a.html", "evil")
	build("k4", "four")
	if made != 7 {
		t.Errorf("a touched file was not made again: %d", made)
	}
}

func TestPublishTakesOverWhatIsEqual(t *testing.T) {
	dir, m := t.TempDir(), site()
	put(t, dir, m)
	write(t, dir, "robots.txt", "all")
	m["robots.txt"] = "all"
	if r := put(t, dir, m); r != (publish.Report{Unchanged: 8}) {
		t.Errorf("%+v", r)
	}
}

// TestPublishExchangesKinds publishes a file where a directory was, and back.
func TestPublishExchangesKinds(t *testing.T) {
	dir := t.TempDir()
	for _, m := range []map[string]string{
		{"a/b/c.html": "1", "a/b/d.html": "2"}, {"a/b": "3"}, {"a/b/c.html": "1"}, {"a": "4"}, {"a/x.html": "5"}, {"A": "6"}, {"a": "7"},
	} {
		put(t, dir, m)
		same(t, dir, m)
	}
}

func TestPublishFailsWhole(t *testing.T) {
	fault := errors.New("no such figure")
	m := site()
	next := files(map[string]string{"fr/index.html": "changed", "new/a.html": "new", "zz.html": ""})
	next[2].Make = func(*bytes.Buffer) error { return fault }
	t.Run("after an earlier build", func(t *testing.T) {
		dir := t.TempDir()
		put(t, dir, m)
		before := everything(t, dir)
		if _, err := publish.Publish(t.Context(), dir, next, publish.Options{}); !errors.Is(err, fault) || err.Error() != "make zz.html: no such figure" {
			t.Errorf("%v", err)
		}
		same(t, dir, m)
		if after := everything(t, dir); !slices.Equal(before, after) {
			t.Errorf("left %v", after)
		}
	})
	t.Run("at the first build", func(t *testing.T) {
		base := t.TempDir()
		if _, err := publish.Publish(t.Context(), filepath.Join(base, "a/b"), next, publish.Options{}); !errors.Is(err, fault) {
			t.Errorf("%v", err)
		}
		if list := everything(t, base); len(list) != 1 {
			t.Errorf("left %v", list)
		}
	})
	t.Run("stopped", func(t *testing.T) {
		dir := t.TempDir()
		put(t, dir, m)
		ctx, stop := context.WithCancel(t.Context())
		next[2].Make = func(*bytes.Buffer) error { stop(); return nil }
		if _, err := publish.Publish(ctx, dir, next, publish.Options{Workers: 1}); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		same(t, dir, m)
	})
}

// TestPublishAfterKill begins from every state that a killed build can leave.
func TestPublishAfterKill(t *testing.T) {
	m := site()
	m["fr/index.html"], m["fr/new.html"] = "changed", "new"
	delete(m, "en/index.html")
	for name, prepare := range map[string]func(t *testing.T, dir string){
		"while staging": func(t *testing.T, dir string) {
			write(t, dir, ".tract-staging/fr/index.html", "chan")
			write(t, dir, ".tract-staging/.tract-manifest", "tract man")
			write(t, dir, ".tract-lock", "")
		},
		"while moving": func(t *testing.T, dir string) {
			// The manifest of that build claims both, and one has been moved.
			other := t.TempDir()
			all := site()
			maps.Copy(all, m)
			put(t, other, all)
			claim, err := os.ReadFile(filepath.Join(other, ".tract-manifest"))
			if err != nil {
				t.Fatal(err)
			}
			write(t, dir, ".tract-manifest", string(claim))
			write(t, dir, "fr/new.html", "new")
		},
		"before the first build's move": func(t *testing.T, dir string) {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
			write(t, dir, ".tract-staging/index.html", "x")
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			put(t, dir, site())
			prepare(t, dir)
			put(t, dir, m)
			same(t, dir, m)
		})
	}
}

func TestPublishIgnoresDamagedLines(t *testing.T) {
	dir, m := t.TempDir(), site()
	put(t, dir, m)
	p := filepath.Join(dir, ".tract-manifest")
	src, _ := os.ReadFile(p)
	write(t, dir, "keep.txt", "mine")
	write(t, filepath.Dir(dir), "outside.txt", "mine")
	lines := strings.Replace(string(src), " fr/feed.xml\n", " ../outside.txt\n", 1) + "zz 1 - keep.txt\n" + strings.Repeat("0", 64) + " 1 - keep.txt"
	write(t, dir, ".tract-manifest", lines)
	if _, err := publish.Publish(t.Context(), dir, files(m), publish.Options{}); err != nil {
		t.Fatal(err) // the feed is equal, so it is taken over
	}
	m["keep.txt"] = "mine"
	same(t, dir, m)
	if _, err := os.Stat(filepath.Join(filepath.Dir(dir), "outside.txt")); err != nil {
		t.Error(err)
	}
}

func TestR4Waits(t *testing.T) {
	dir := t.TempDir()
	inside, leave := make(chan bool, 1), make(chan bool)
	first := publish.File{Path: "a.html", Make: func(b *bytes.Buffer) error {
		inside <- true
		<-leave
		b.WriteString("first")
		return nil
	}}
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := publish.Publish(t.Context(), dir, []publish.File{first}, publish.Options{}); err != nil {
			t.Error(err)
			inside <- false
		}
	})
	if !<-inside {
		return
	}
	_, err := publish.Publish(t.Context(), dir, files(map[string]string{"a.html": "second"}), publish.Options{Wait: 50 * time.Millisecond})
	tried := 1
	if !errors.Is(err, publish.ErrLocked) || err.Error() != fmt.Sprintf("publish in %q: another build is writing there", dir) {
		t.Errorf("%v", err)
	}
	wg.Go(func() {
		if _, err := publish.Publish(t.Context(), dir, files(map[string]string{"a.html": "second"}), publish.Options{}); err != nil {
			t.Error(err)
		}
	})
	close(leave)
	wg.Wait()
	same(t, dir, map[string]string{"a.html": "second"})
	tried++
	promise.Held(t, tried)
}

// TestR4TwoAtOnce starts two builds of different sites into one directory, which is not
// there yet, nor what it is in, or which another build has left, that was killed: the result is one of the
// two, and nobody sees a part of one while they wait for each other.
func TestR4TwoAtOnce(t *testing.T) {
	var sites [2]map[string]string
	for n := range sites {
		sites[n] = map[string]string{}
		for i := range 40 {
			sites[n][fmt.Sprintf("fr/%d/%d.html", (i+n)%5, i*(n+1))] = fmt.Sprint("site ", n, " page ", i)
		}
	}
	tried := 0
	for round := range 50 {
		dir := filepath.Join(t.TempDir(), "new", "deep", "public")
		if round%2 == 1 {
			put(t, dir, site())
			write(t, dir, ".tract-lock", "")
			write(t, filepath.Dir(dir), ".tract-aside-public/.tract-lock", "")
			write(t, filepath.Dir(dir), ".tract-aside-public/fr/index.html", "old")
		}
		var wg sync.WaitGroup
		for n := range sites {
			wg.Go(func() {
				if _, err := publish.Intact(t.Context(), dir, [32]byte{}, publish.Options{}); err != nil {
					t.Error(err)
				}
				if _, err := publish.Publish(t.Context(), dir, files(sites[n]), publish.Options{}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got := read(t, dir); !maps.Equal(got, sites[0]) && !maps.Equal(got, sites[1]) {
			t.Fatalf("a mixture: %v", got)
		}
		if left := everything(t, filepath.Dir(dir)); strings.Contains(strings.Join(left, " "), ".tract-aside") {
			t.Fatalf("left %v", left)
		}
		tried++
	}
	promise.Held(t, tried)
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte("tract manifest 1\n# x\n" + strings.Repeat("0", 64) + " 1 k a/b.html\n"))
	f.Add([]byte("tract manifest 1\n" + strings.Repeat("0", 64) + " 1 k ../../b.html\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		base := t.TempDir()
		dir := filepath.Join(base, "public")
		write(t, base, "outside.html", "mine")
		write(t, dir, "inside.html", "mine")
		write(t, dir, ".tract-manifest", string(src))
		_, err := publish.Publish(t.Context(), dir, files(map[string]string{"a.html": "x"}), publish.Options{})
		if content, readErr := os.ReadFile(filepath.Join(base, "outside.html")); string(content) != "mine" {
			t.Errorf("%v, %v", readErr, err)
		}
		if strings.Contains(string(src), "inside.html") {
			return
		}
		if content, readErr := os.ReadFile(filepath.Join(dir, "inside.html")); string(content) != "mine" {
			t.Errorf("%v, %v", readErr, err)
		}
	})
}
