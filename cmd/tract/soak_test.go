package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"tract/internal/build"
	"tract/internal/watch"
)

// soak makes the tests of this file and [TestRandomEdits] as long and as large as is
// promised. «make soak» sets it; without it they are what every change can wait for.
var soak = flag.Bool("soak", false, "500 random sequences, 1,000 rebuilds and 5,000 files, instead of a part of them")

// followed is a site that «serve» follows, or «build --watch», or both at once.
type followed struct {
	*testing.T
	dir     string
	by      string
	shown   *previewed // by serve
	watched spoken     // what build --watch said
}

const both = "serve and build --watch"

func follows(t *testing.T, by string, files map[string]string) *followed {
	f := &followed{T: t, dir: filepath.Join(temporary(t), "site"), by: by}
	for name, text := range files {
		f.write(name, text)
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		t.Fatal(err)
	}
	now := func() (time.Time, error) { return time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC), nil }
	if f.shown, err = newPreviewed(&opened{root: root, options: build.Options{Version: "test"}, clock: now}); err != nil {
		t.Fatal(err)
	}
	w, err := watch.New(root, folders, watch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if !f.served() {
			return
		}
		if err := follow(ctx, f.shown.site, w, f.shown.changes); err != nil {
			t.Error(err)
		}
	})
	running.Go(func() {
		if !f.published() {
			return
		}
		arguments := []string{"build", "--watch", "--now", "2025-06-01T12:00:00Z", "--source", f.dir, "--output", filepath.Join(f.dir, "public")}
		run(ctx, arguments, func(string) string { return "" }, io.Discard, &f.watched)
	})
	t.Cleanup(func() {
		stop()
		running.Wait()
		w.Close()
		f.shown.stop()
		root.Close()
	})
	f.wait("build --watch", func() bool { return !f.published() || strings.Contains(f.watched.String(), "tract: each change") })
	f.wait("the server", func() bool { return !f.served() || len(f.shown.reports) > 0 })
	f.forget()
	return f
}

func (f *followed) served() bool    { return strings.Contains(f.by, "serve") }
func (f *followed) published() bool { return strings.Contains(f.by, "build") }

// forget forgets what was built so far.
func (f *followed) forget() {
	for len(f.shown.built) > 0 {
		<-f.shown.built
	}
	for len(f.shown.reports) > 0 {
		<-f.shown.reports
	}
}

func (f *followed) wait(what string, done func() bool) {
	f.Helper()
	for until := time.Now().Add(20 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(until) {
			f.Fatalf("%s: not after 20 seconds; build --watch said:\n%s", what, f.watched.String())
		}
	}
}

func (f *followed) path(name string) string {
	return filepath.Join(f.dir, filepath.FromSlash(name))
}

func (f *followed) do(err error) {
	f.Helper()
	if err != nil {
		f.Fatal(err)
	}
}

func (f *followed) write(name, text string) {
	f.Helper()
	f.do(os.MkdirAll(filepath.Dir(f.path(name)), 0o755))
	f.do(os.WriteFile(f.path(name), []byte(text), 0o644))
}

// shows says whether whoever follows the site has a page with a text.
func (f *followed) shows(page, text string) bool {
	f.Helper()
	if f.served() {
		if code, body, err := f.shown.get(page); err != nil || code != 200 || !strings.Contains(string(body), text) {
			f.do(err)
			return false
		}
	}
	if f.published() {
		src, err := os.ReadFile(f.path("public/" + page)) // which may be on its way
		return err == nil && strings.Contains(string(src), text)
	}
	return true
}

// builds says how often build --watch has published.
func (f *followed) builds() int { return strings.Count(f.watched.String(), "tract: made ") }

// right holds what is served and published to a clean build.
func (f *followed) right() {
	f.Helper()
	clean := filepath.Join(f.dir, "clean")
	var said spoken
	copied := filepath.Join(f.dir, "copy")
	f.do(os.CopyFS(filepath.Join(copied, "content"), os.DirFS(f.path("content"))))
	if code := run(f.Context(), []string{"build", "--now", "2025-06-01T12:00:00Z", "--source", copied, "--output", clean}, func(string) string { return "" }, io.Discard, &said); code != 0 {
		f.Fatal(said.String())
	}
	want, err := hashes(clean)
	f.do(err)
	if f.published() {
		got, err := hashes(f.path("public"))
		f.do(err)
		for _, name := range differing(want, got) {
			f.Errorf("%s is not published as it should be", name)
		}
	}
	for name := range want {
		if !f.served() || strings.HasPrefix(name, ".tract") {
			continue
		}
		src, err := os.ReadFile(filepath.Join(clean, filepath.FromSlash(name)))
		f.do(err)
		if _, body, err := f.shown.get(name); err != nil || string(body) != string(src) {
			f.Errorf("%s is not served as it should be: %v\n%s", name, err, apart(src, body))
		}
	}
	f.do(os.RemoveAll(copied))
	f.do(os.RemoveAll(clean))
}

// guides gives a site of n guides, each in two languages, whose texts hold a mark.
func guides(n int, mark string) map[string]string {
	files := map[string]string{"content/site.yaml": "title: {fr: Le site, en: The site}\nlanguages: [fr, en]\nbase_url: https://example.org/\n"}
	for i := range n {
		for _, language := range []string{"fr", "en"} {
			files[fmt.Sprintf("content/guides/g%d.%s.md", i, language)] = fmt.Sprintf("---\ntitle: %s %d\nsummary: A guide.\n---\n1. Do %s, see [](guide:g%d).\n2. Then rest.\n\n%s", mark, i, mark, (i+1)%n, strings.Repeat("What follows is there to be read, and is of no use. ", 30))
		}
	}
	return files
}

// TestManyRebuilds edits a site for long: what runs, what is open and what is held
// must not grow.
func TestManyRebuilds(t *testing.T) {
	rebuilds := 150
	if *soak {
		rebuilds = 1000
	}
	f := follows(t, both, guides(20, "first"))
	edit := func(i int) {
		mark := fmt.Sprintf("mark%d", i)
		page := i / 25 % 20 // a while the same: files that change one after another are taken together
		name := fmt.Sprintf("content/guides/g%d.en.md", page)
		switch i % 25 {
		case 3, 13: // a fault, and its mending
			f.write(name, "---\nno: title\n---\n")
			time.Sleep(5 * time.Millisecond)
		case 5:
			f.write("assets/css/base.css", "main { padding: "+fmt.Sprint(i)+"px }\n")
		case 7:
			f.write(fmt.Sprintf("content/guides/new%d.fr.md", i%3), "---\ntitle: "+mark+"\nsummary: x\n---\nText.\n")
		case 8:
			f.do(os.RemoveAll(f.path(fmt.Sprintf("content/guides/new%d.fr.md", (i-1)%3))))
		}
		f.write(name, fmt.Sprintf("---\ntitle: %s\nsummary: A guide.\n---\nText.\n", mark))
		f.wait(mark, func() bool { return f.shows(fmt.Sprintf("en/guides/g%d.html", page), mark) })
		f.forget()
	}
	for i := range 40 { // until everything is as large as it gets
		edit(i)
	}
	before := held(f, usage{})
	for i := range rebuilds {
		edit(i)
	}
	after := held(f, before)
	t.Logf("before %+v, after %d rebuilds %+v", before, rebuilds, after)
	if !before.like(after) {
		t.Errorf("before %+v, after %d rebuilds %+v", before, rebuilds, after)
	}
}

// usage is what a process holds.
type usage struct {
	goroutines, descriptors int
	heap                    uint64
}

func (u usage) like(v usage) bool {
	return v.goroutines <= u.goroutines+5 && v.descriptors <= u.descriptors+5 && v.heap < u.heap+u.heap/5
}

// held looks at what the process holds, and again as long as that is more than before
// and may be what ends in a moment.
func held(f *followed, before usage) (now usage) {
	for range 20 {
		f.shown.client.CloseIdleConnections()
		time.Sleep(50 * time.Millisecond)
		for range 3 { // pools and finalizers take more than one
			runtime.GC()
		}
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		files, _ := os.ReadDir("/proc/self/fd") // none, where there is no such thing
		now = usage{runtime.NumGoroutine(), len(files), memory.HeapAlloc}
		if before.heap > 0 && before.like(now) {
			break
		}
	}
	return now
}

// TestBurst writes every file of a site anew, as git does for another branch: there are
// two builds at most, and the site is right within a second of the last file.
func TestBurst(t *testing.T) {
	for _, by := range []string{"serve", "build --watch"} {
		t.Run(by, func(t *testing.T) { burst(t, by) })
	}
}

func burst(t *testing.T, by string) {
	pairs, within := 250, 5*time.Second // on a busy machine, with the race detector
	if *soak {
		pairs, within = 2500, time.Second
	}
	f := follows(t, by, guides(pairs, "first"))
	said, files := f.builds(), guides(pairs, "second")
	began := time.Now()
	for i := range pairs {
		for _, language := range []string{"fr", "en"} {
			name := fmt.Sprintf("content/guides/g%d.%s.md", i, language)
			f.do(os.Remove(f.path(name)))
			f.do(os.WriteFile(f.path(name), []byte(files[name]), 0o644))
		}
	}
	end := time.Now()
	f.wait("the last page", func() bool { return f.shows(fmt.Sprintf("en/guides/g%d.html", pairs-1), "second") })
	took := time.Since(end)
	time.Sleep(2 * time.Second) // in which nothing more should be built
	builds := f.builds() - said + len(f.shown.built)
	t.Logf("%d files in %v: right %v after the last, with %d builds", 2*pairs, end.Sub(began), took, builds)
	if builds > 2 || took > within {
		t.Errorf("right %v after the last file, with %d builds", took, builds)
	}
	f.right()
}

// saves are ways in which programs write a page.
var saves = []struct {
	name string
	torn bool // for longer than we wait, so that faults may be seen
	save func(f *followed, file, text string)
}{
	{"in place", false, func(f *followed, file, text string) { f.write(file, text) }},
	{"truncated, then written", false, func(f *followed, file, text string) {
		f.write(file, "")
		time.Sleep(30 * time.Millisecond)
		f.write(file, text)
	}},
	{"written in parts", true, func(f *followed, file, text string) {
		w, err := os.OpenFile(f.path(file), os.O_WRONLY|os.O_TRUNC, 0)
		f.do(err)
		for part := range strings.SplitAfterSeq(text, "\n") {
			_, err := w.WriteString(part)
			f.do(err)
			time.Sleep(time.Millisecond)
		}
		f.do(w.Close())
	}},
	{"renamed over", false, func(f *followed, file, text string) {
		f.write(file+".tmp", text)
		f.do(os.Rename(f.path(file+".tmp"), f.path(file)))
	}},
	{"vim", false, func(f *followed, file, text string) {
		f.write("content/guides/4913", "")
		f.do(os.Remove(f.path("content/guides/4913")))
		f.do(os.Rename(f.path(file), f.path(file+"~")))
		f.write(file, text)
		f.do(os.Remove(f.path(file + "~")))
	}},
	{"emacs", false, func(f *followed, file, text string) {
		lock := f.path(filepath.Dir(file) + "/.#" + filepath.Base(file))
		f.do(os.Symlink("me@host.123:456", lock))
		time.Sleep(10 * time.Millisecond)
		f.do(os.Rename(f.path(file), f.path(file+"~")))
		f.write(file, text)
		f.do(os.Remove(lock))
	}},
	{"nano with a backup", false, func(f *followed, file, text string) {
		f.write(file+"~", "old")
		f.write(file, text)
	}},
	{"gedit", false, func(f *followed, file, text string) {
		aside := filepath.Dir(file) + "/.goutputstream-X1Y2Z3"
		f.write(aside, text)
		f.do(os.Rename(f.path(aside), f.path(file)))
	}},
	{"syncthing, with an old time", false, func(f *followed, file, text string) {
		aside := filepath.Dir(file) + "/.syncthing.x.tmp"
		f.write(aside, text)
		f.do(os.Chtimes(f.path(aside), time.Time{}, time.Now().Add(-time.Hour)))
		f.do(os.Rename(f.path(aside), f.path(file)))
	}},
	{"git checkout of all", true, func(f *followed, file, text string) {
		mark := regexp.MustCompile(`title: (\S+)`).FindStringSubmatch(text)[1]
		for name, other := range guides(20, mark) {
			if name == file {
				other = text
			}
			f.do(os.RemoveAll(f.path(name)))
			f.write(name, other)
		}
	}},
	{"the folder made again", true, func(f *followed, file, text string) {
		folder := filepath.Dir(file)
		f.do(os.Rename(f.path(folder), f.path("aside")))
		f.do(os.CopyFS(f.path(folder), os.DirFS(f.path("aside"))))
		f.do(os.RemoveAll(f.path("aside")))
		f.write(file, text)
	}},
}

// TestSaves saves a page in the ways of editors: the new text is served and published
// within a second or two, the page was never gone, and no fault was ever shown.
func TestSaves(t *testing.T) {
	f := follows(t, both, guides(20, "first"))
	const file, page = "content/guides/g7.en.md", "en/guides/g7.html"
	for i, save := range saves {
		for again := range 2 { // of the same length
			mark := fmt.Sprintf("save%02d%d", i, again)
			f.forget()
			began := time.Now()
			save.save(f, file, guides(20, mark)[file])
			f.wait(save.name, func() bool {
				code, _, err := f.shown.get(page)
				if f.do(err); code != 200 {
					t.Errorf("%s: %d meanwhile", save.name, code)
				}
				return f.shows(page, "Do "+mark)
			})
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("%s: %v", save.name, took)
			}
			for len(f.shown.reports) > 0 {
				if r := <-f.shown.reports; r.Faults.HasErrors() && !save.torn {
					t.Errorf("%s: %v", save.name, r.Faults)
				}
			}
		}
	}
	time.Sleep(300 * time.Millisecond)
	f.right()
}
