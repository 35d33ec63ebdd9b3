package main

import (
	"bytes"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tract/internal/browser"
)

// gallery is a server with two sites, and a browser: at /repo/ the repository's own
// site, at /rich/ one that has what this one lacks. Below /slow/ the first of them is
// on a slow line.
type gallery struct {
	browser  *browser.Browser
	address  string
	exhibits []exhibit
}

// exhibit is the largest page of its template in a language; of lists, in a folder.
type exhibit struct {
	path     string // repo/fr/guides/leave.html
	layout   string // guide.html
	language string // fr-CA
	weight   int
}

// own says whether it is a page of the repository's own site.
func (e exhibit) own() bool { return strings.HasPrefix(e.path, "repo/") }

func openGallery(t *testing.T) *gallery {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gallery{address: "http://" + listener.Addr().String() + "/"}
	own, rich := makeSite(t, "--base-url", g.address+"repo/"), makeRichSite(t, g.address+"rich/")
	var all []exhibit
	for below, dir := range map[string]string{"repo/": own, "rich/": rich} {
		for name, src := range readTree(t, dir, ".html") {
			all = append(all, exhibitOf(t, below+name, src))
			standStill(t, filepath.Join(dir, filepath.FromSlash(name)), src)
		}
	}
	mux := http.NewServeMux()
	mux.Handle("/repo/", serveLikePages(t, own, "/repo/"))
	mux.Handle("/rich/", serveLikePages(t, rich, "/rich/"))
	mux.Handle("/slow/", slowly(serveLikePages(t, own, "/slow/")))
	mux.HandleFunc("/favicon.ico", func(http.ResponseWriter, *http.Request) {}) // which browsers ask for
	server := httptest.NewUnstartedServer(mux)
	server.Listener.Close()
	server.Listener = listener
	server.Start()
	t.Cleanup(server.Close)
	g.exhibits = choose(all)
	g.browser = browser.Start(t)
	return g
}

// makeRichSite builds the site that has something of everything, with its drafts.
func makeRichSite(t *testing.T, base string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "rich")
	for name, text := range richSite(t, "cards, leaflets") {
		if name == "content/site.yaml" { // every template from right to left, too
			text = strings.Replace(text, "languages: [fr, en]\npartial_languages: [ar]", "languages: [fr, en, ar]\npartial_languages: [es]", 1)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var said spoken
	output := filepath.Join(t.TempDir(), "public")
	if code := run(t.Context(), []string{"build", "--source", dir, "--output", output, "--drafts", "--now", "2025-06-01", "--base-url", base}, func(string) string { return "" }, &said, &said); code != 0 {
		t.Fatal(said.String())
	}
	return output
}

var (
	kindOf     = regexp.MustCompile(`<body[^>]* data-kind="?([a-z]+)`)
	languageOf = regexp.MustCompile(`<html[^>]* lang="?([A-Za-z-]+)`)
	refreshes  = []byte(`http-equiv="refresh"`)
)

func exhibitOf(t *testing.T, name string, src []byte) exhibit {
	kind, language := kindOf.FindSubmatch(src), languageOf.FindSubmatch(src)
	if kind == nil || language == nil {
		t.Fatalf("%s has no kind or no language", name)
	}
	layout := string(kind[1]) + ".html"
	switch {
	case layout == "lost.html":
		layout = "404.html"
	case bytes.Contains(src, refreshes):
		layout = "redirect.html"
	}
	return exhibit{name, layout, string(language[1]), len(src)}
}

// standStill has a page at an old address stay, to be looked at.
func standStill(t *testing.T, file string, src []byte) {
	if !bytes.Contains(src, refreshes) {
		return
	}
	if err := os.WriteFile(file, bytes.Replace(src, refreshes, []byte(`name="refresh"`), 1), 0o666); err != nil {
		t.Fatal(err)
	}
}

// choose takes the exhibits among all pages.
func choose(all []exhibit) []exhibit {
	chosen := map[string]exhibit{}
	for _, e := range all {
		site, _, _ := strings.Cut(e.path, "/")
		key := fmt.Sprint(site, " ", e.layout, " ", e.language)
		if e.layout == "list.html" {
			key += path.Dir(e.path)
		}
		if was, ok := chosen[key]; !ok || e.weight > was.weight || e.weight == was.weight && e.path < was.path {
			chosen[key] = e
		}
	}
	return slices.SortedFunc(maps.Values(chosen), func(a, b exhibit) int { return strings.Compare(a.path, b.path) })
}

// slowly answers with what a page can be read without as a slow line does, each time
// anew: long after the page is there.
func slowly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		switch path.Ext(r.URL.Path) {
		case ".woff2", ".js", ".png", ".jpg", ".webp":
			time.Sleep(400 * time.Millisecond)
		}
		next.ServeHTTP(w, r)
	})
}

// tabs are how many pages are looked at at once.
const tabs = 3

// visit has tabs go through exhibits, each of which is given to one of them. What
// they find is reported at the end, once, with the pages that have it.
func (g *gallery) visit(t *testing.T, exhibits []exhibit, look func(v *visitor, e exhibit)) {
	queue := make(chan exhibit, len(exhibits))
	for _, e := range exhibits {
		queue <- e
	}
	close(queue)
	f := &findings{pages: map[string][]string{}}
	t.Cleanup(func() { f.report(t) })
	for i := range tabs {
		t.Run(fmt.Sprint("tab", i), func(t *testing.T) {
			t.Parallel()
			v := &visitor{T: t, Page: g.browser.Open(t, 360, 740), gallery: g, findings: f}
			v.Prefer("prefers-reduced-motion", "reduce")
			v.Bypass() // what a worker kept has a notice, and is shown where the network is slow
			for e := range queue {
				look(v, e)
			}
		})
	}
}

// visitor looks at exhibits in a tab of its own.
type visitor struct {
	*testing.T
	*browser.Page
	gallery *gallery
	*findings
}

// show goes to an exhibit.
func (v *visitor) show(e exhibit) {
	v.Helper()
	if code := v.Go(v.gallery.address + e.path); code != http.StatusOK && e.layout != "404.html" {
		v.Fatalf("%s: %d", e.path, code)
	}
}

// ask adds what a function of testdata/examine.js finds.
func (v *visitor) ask(e exhibit, how, call string) {
	v.Helper()
	for _, fault := range browser.Eval[[]string](v.Page, "examine."+call) {
		v.add(e, how+": "+fault)
	}
}

// findings are what is wrong, and with which pages.
type findings struct {
	mu    sync.Mutex
	pages map[string][]string
}

func (f *findings) add(e exhibit, fault string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !slices.Contains(f.pages[fault], e.path) {
		f.pages[fault] = append(f.pages[fault], e.path)
	}
}

func (f *findings) report(t *testing.T) {
	for _, fault := range slices.Sorted(maps.Keys(f.pages)) {
		pages := f.pages[fault]
		slices.Sort(pages)
		t.Errorf("%s\n\ton %s (%d pages)", fault, strings.Join(pages[:min(3, len(pages))], " "), len(pages))
	}
}
