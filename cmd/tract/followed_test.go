package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tract/internal/build"
	"tract/internal/watch"
)

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
	if f.shown, err = newPreviewed(&opened{root: root, options: build.Options{Version: "test"}, clock: now, fixed: true}); err != nil {
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
	for until := time.Now().Add(time.Minute); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(until) {
			f.Fatalf("%s: not after a minute; build --watch said:\n%s", what, f.watched.String())
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

// clean makes a clean build of the site, and gives its files.
func (f *followed) clean() map[string][32]byte {
	f.Helper()
	clean, copied := f.path("clean"), f.path("copy")
	f.do(os.RemoveAll(clean))
	f.do(os.CopyFS(filepath.Join(copied, "content"), os.DirFS(f.path("content"))))
	var said spoken
	if code := run(f.Context(), []string{"build", "--now", "2025-06-01T12:00:00Z", "--source", copied, "--output", clean}, func(string) string { return "" }, io.Discard, &said); code != 0 {
		f.Fatal(said.String())
	}
	f.do(os.RemoveAll(copied))
	tree, err := hashes(clean)
	f.do(err)
	return tree
}

// serves says whether every file is served as a clean build made it.
func (f *followed) serves(clean map[string][32]byte) bool {
	for name, want := range clean {
		if strings.HasPrefix(name, ".tract") {
			continue
		}
		if _, body, err := f.shown.get(name); err != nil || sha256.Sum256(body) != want {
			return false
		}
	}
	return true
}

// right holds what is served and published to a clean build.
func (f *followed) right() {
	f.Helper()
	want := f.clean()
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
		src, err := os.ReadFile(f.path("clean/" + name))
		f.do(err)
		if _, body, err := f.shown.get(name); err != nil || string(body) != string(src) {
			f.Errorf("%s is not served as it should be: %v\n%s", name, err, apart(src, body))
		}
	}
	f.do(os.RemoveAll(f.path("clean")))
}

// guides gives a site of n guides, each in two languages, whose texts hold a mark. It
// goes without what is made once and kept.
func guides(n int, mark string) map[string]string {
	files := map[string]string{"content/site.yaml": "title: {fr: Le site, en: The site}\nlanguages: [fr, en]\nbase_url: https://example.org/\nwithout: [cards, leaflets, offline]\n"}
	for i := range n {
		for _, language := range []string{"fr", "en"} {
			files[fmt.Sprintf("content/guides/g%d.%s.md", i, language)] = fmt.Sprintf("---\ntitle: %s %d\nsummary: A guide.\n---\n1. Do %s, see [](guide:g%d).\n2. Then rest.\n\n%s", mark, i, mark, (i+1)%n, strings.Repeat("What follows is there to be read, and is of no use. ", 30))
		}
	}
	return files
}
