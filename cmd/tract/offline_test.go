package main

import (
	"bytes"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tract/internal/browser"
)

// host serves sites below one origin as GitHub Pages does, until it is taken from the
// network.
type host struct {
	*testing.T
	address string // without a slash at its end
	server  *http.Server

	mu    sync.Mutex
	sites map[string]map[string][]byte // by the path that they lie below
	asked []string
}

func newHost(t *testing.T) *host {
	h := &host{T: t, address: "127.0.0.1:0", sites: map[string]map[string][]byte{}}
	h.start()
	t.Cleanup(func() { h.server.Close() })
	return h
}

// publish puts a folder below a path, in place of what was there.
func (h *host) publish(below, dir string) {
	h.Helper()
	files := map[string][]byte{}
	root := os.DirFS(dir)
	if err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files[name], err = fs.ReadFile(root, name)
		}
		return err
	}); err != nil {
		h.Fatal(err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sites[below] = files
}

func (h *host) start() {
	h.Helper()
	listener, err := net.Listen("tcp", strings.TrimPrefix(h.address, "http://"))
	if err != nil {
		h.Fatal(err)
	}
	h.address = "http://" + listener.Addr().String()
	h.server = &http.Server{Handler: h}
	go h.server.Serve(listener)
}

// stop takes the host from the network, whatever it is doing.
func (h *host) stop() {
	h.Helper()
	if err := h.server.Close(); err != nil {
		h.Fatal(err)
	}
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked = append(h.asked, r.URL.Path)
	below := "/"
	for other := range h.sites {
		if strings.HasPrefix(r.URL.Path, other) && len(other) > len(below) {
			below = other
		}
	}
	name := strings.TrimPrefix(r.URL.Path, below)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	content, ok := h.sites[below][name]
	if !ok {
		http.Error(w, "404", http.StatusNotFound)
		return
	}
	w.Header().Set("Cache-Control", map[bool]string{true: "max-age=600", false: "no-cache"}[strings.HasPrefix(name, "assets/")])
	if path.Ext(name) == ".webmanifest" {
		w.Header().Set("Content-Type", "application/manifest+json")
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}

// requests gives what was asked for since the last time.
func (h *host) requests() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	asked := h.asked
	h.asked = nil
	return asked
}

// phone is a reader of a site that lies below a path of a host.
type phone struct {
	*browser.Page
	*host
	below string
}

func (h *host) phone(b *browser.Browser, below string) *phone {
	h.Helper()
	return &phone{b.Open(h.T, 390, 844), h, below}
}

func (p *phone) open(name string) int {
	p.Helper()
	return p.Go(p.address + p.below + name)
}

// await waits until a promise in the page comes to true.
func (p *phone) await(what, expression string) {
	p.Helper()
	for late := time.Now().Add(browser.Patience); !browser.Eval[bool](p.Page, expression); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(late) {
			p.Fatalf("%s: not after %s; kept are %q", what, browser.Patience, p.kept())
		}
	}
}

// kept gives the addresses of all that the site keeps on the device, by the shelf.
func (p *phone) kept() map[string][]string {
	p.Helper()
	return browser.Eval[map[string][]string](p.Page, `(async () => {
		const all = {};
		for (const name of await caches.keys()) {
			if (!name.startsWith("tract:`+p.below+`:")) continue;
			all[name.split(":")[2]] = (await (await caches.open(name)).keys()).map(({url}) => decodeURI(new URL(url).pathname.slice("`+p.below+`".length)));
		}
		return all;
	})()`)
}

// settles waits until the worker has what it keeps for all readers of a language, and
// the page that is open.
func (p *phone) settles(language string, thrifty bool) {
	p.Helper()
	want := p.carried(language)
	if thrifty {
		want = want[:2]
	}
	for late := time.Now().Add(browser.Patience); ; time.Sleep(10 * time.Millisecond) {
		kept := p.kept()
		missing := slices.DeleteFunc(slices.Clone(want), func(name string) bool { return slices.Contains(kept["shell"], name) })
		if len(missing) == 0 {
			return
		}
		if time.Now().After(late) {
			p.Fatalf("%q are not kept; kept are %q", missing, kept)
		}
	}
}

// carried gives what the worker keeps for all readers of a language, by its keys.
func (p *phone) carried(language string) []string {
	p.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	line, _, _ := strings.Cut(string(p.sites[p.below]["sw.js"]), "\n")
	list := regexp.MustCompile(`"`+language+`":\[(.*?\])\]`).FindStringSubmatch(line)
	if list == nil {
		p.Fatalf("no %s in %s", language, line)
	}
	var keys []string
	for _, m := range regexp.MustCompile(`\["([^"]*)"`).FindAllStringSubmatch(list[1], -1) {
		keys = append(keys, regexp.MustCompile(`(^|/)index\.html$|\.html$`).ReplaceAllString(m[1], "$1"))
	}
	return keys
}

// shown tells whether the page is there with the styles and scripts of its version, and
// comes from the device.
func (p *phone) shown(title string, copied bool) {
	p.Helper()
	type page struct {
		Title, Copy  string
		Bare, Copied bool
	}
	got := browser.Eval[page](p.Page, `(() => ({
		title: document.querySelector("h1")?.innerText ?? "", copy: document.querySelector(".copy")?.innerText ?? "",
		bare: [...document.querySelectorAll("link[rel=stylesheet]")].some((link) => !link.sheet?.cssRules.length) || getComputedStyle(document.body).backgroundColor === "rgba(0, 0, 0, 0)",
		copied: "copy" in document.documentElement.dataset,
	}))()`)
	if !strings.Contains(got.Title, title) || got.Bare || got.Copied != copied || copied == (got.Copy == "") {
		p.Errorf("shown is %+v, want %q, from the device: %v", got, title, copied)
	}
}

// TestOfflineVisit reads a site without a network after one visit, at the root of a
// host and below it.
func TestOfflineVisit(t *testing.T) {
	dir := makeSite(t)
	b := browser.Start(t)
	for _, below := range []string{"/", "/repo/"} {
		t.Run(strings.Trim(below, "/"), func(t *testing.T) {
			h := newHost(t)
			h.publish(below, dir)
			p := h.phone(b, below)
			p.open("fr/index.html")
			p.settles("fr", false)
			p.shown("Amazon", false)
			p.open("fr/a-propos.html")
			p.await("the page that is visited", `caches.match("`+below+`fr/a-propos").then(Boolean)`)
			h.stop()
			for name, title := range map[string]string{
				"fr/": "Amazon", "fr/index.html": "Amazon", "fr/guides/licenciement-vos-droits.html": "Défendre ses droits",
				"fr/guides/tenir-un-piquet.html": "Tenir un piquet", "fr/guides/index.html": "Guides", "fr/a-propos.html": "propos", "fr/a-propos.html?x=1#y": "propos",
			} {
				if code := p.open(name); code != 200 {
					t.Errorf("%s: %d", name, code)
				}
				p.shown(title, true)
			}
			p.Picture("copy")
			for _, name := range []string{"fr/presse.html", "en/about.html", "fr/guides/no-such.html"} {
				p.open(name)
				p.Wait("the page in place of "+name, `location.pathname === "`+below+`fr/hors-ligne.html" && document.querySelector("[data-module=lost] a")?.href === "`+h.address+below+strings.TrimSuffix(name, ".html")+`"`)
				p.shown("Lire sans réseau", true)
			}
			p.Picture("lost")
			p.open("")
			p.Wait("the choice of a language", `document.body.dataset.kind === "chooser"`)
			h.start()
			p.open("fr/presse.html")
			p.shown("presse", false)
		})
	}
}
