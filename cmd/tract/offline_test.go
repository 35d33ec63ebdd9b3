package main

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
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
	short   bool   // pages are called without .html, as by some hosts
	server  *http.Server

	mu    sync.Mutex
	sites map[string]map[string][]byte // by the path that they lie below
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
	h.serve(h)
}

// serve answers at the host's address in another way.
func (h *host) serve(handler http.Handler) {
	h.Helper()
	listener, err := net.Listen("tcp", strings.TrimPrefix(h.address, "http://"))
	if err != nil {
		h.Fatal(err)
	}
	h.address = "http://" + listener.Addr().String()
	h.server = &http.Server{Handler: handler}
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
	if h.short && strings.HasSuffix(r.URL.Path, ".html") {
		http.Redirect(w, r, strings.TrimSuffix(strings.TrimSuffix(r.URL.Path, ".html"), "index"), http.StatusPermanentRedirect)
		return
	}
	if h.short && path.Ext(name) == "" {
		name += ".html"
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
	p.Wait("the worker", `navigator.serviceWorker.controller !== null`)
	want := p.carried(language)
	if thrifty {
		want = want[:2]
	}
	for late := time.Now().Add(browser.Patience); ; time.Sleep(10 * time.Millisecond) {
		kept := p.kept()
		missing := slices.DeleteFunc(slices.Clone(want), func(name string) bool { return slices.Contains(kept["shell"], name) })
		if len(missing) == 0 {
			p.settled(thrifty)
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
	list := regexp.MustCompile(`"` + language + `":\[(.*?\])\]`).FindStringSubmatch(line)
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
		title: document.querySelector("h1")?.innerText ?? "", copy: document.querySelector(".copy").checkVisibility() || document.body.dataset.kind === "offline" ? document.querySelector(".copy").textContent : "",
		bare: [...document.querySelectorAll("link[rel=stylesheet]")].some((link) => !link.sheet?.cssRules.length) || getComputedStyle(document.body).backgroundColor === "rgba(0, 0, 0, 0)",
		copied: "copy" in document.documentElement.dataset,
	}))()`)
	if !strings.Contains(got.Title, title) || got.Bare || got.Copied != copied || copied != regexp.MustCompile(`\d{4}$`).MatchString(got.Copy) {
		p.Errorf("shown is %+v, want %q, from the device: %v", got, title, copied)
	}
}

// campaign gives a copy of the repository's own site, without what takes long to make.
func campaign(t *testing.T) (source string) {
	t.Helper()
	source = copySite(t)
	replaceIn(t, filepath.Join(source, "content/site.yaml"), "\nwithout: []", "\nwithout: [cards, leaflets]")
	return source
}

func replaceIn(t *testing.T, name, old, text string) {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(src), old) {
		t.Fatalf("%s has no %q: %v", name, old, err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(src), old, text, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// built gives a folder's site.
func built(t *testing.T, source string, arguments ...string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "public")
	var said bytes.Buffer
	if code := run(t.Context(), append([]string{"build", "--source", source, "--output", dir, "--now", "2025-03-01"}, arguments...), func(string) string { return "" }, &said, &said); code != 0 {
		t.Fatalf("%d: %s", code, said.String())
	}
	return dir
}

// TestOfflineVisit reads a site without a network after one visit, at the root of a
// host and below it, and on one that has its own names for pages.
func TestOfflineVisit(t *testing.T) {
	dir := built(t, campaign(t))
	b := browser.Start(t)
	for _, c := range []struct {
		name, below string
		short       bool
	}{{"root", "/", false}, {"below", "/repo/", false}, {"short", "/repo/", true}} {
		t.Run(c.name, func(t *testing.T) {
			h, below := newHost(t), c.below
			h.short = c.short
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
				p.Wait("the page in place of "+name, `location.pathname.replace(".html", "") === "`+below+`fr/hors-ligne" && document.querySelector("[data-module=lost] a")?.href === "`+h.address+below+name+`"`)
				p.shown("Lire sans réseau", true)
			}
			p.Whole("lost")
			p.open("")
			p.Wait("the choice of a language", `document.body.dataset.kind === "chooser"`)
			h.start()
			p.open("fr/presse.html")
			p.shown("presse", false)
		})
	}
}

// TestOfflineDiscreet keeps no trace of a guide that is better left quickly, unless the
// reader wants it kept.
func TestOfflineDiscreet(t *testing.T) {
	h := newHost(t)
	h.publish("/", built(t, campaign(t)))
	p := h.phone(browser.Start(t), "/")
	p.open("fr/index.html")
	p.settles("fr", false)
	for range 2 {
		p.open("fr/guides/former-un-syndicat.html")
		p.open("fr/a-propos.html")
		p.await("the page after it", `caches.match("/fr/a-propos").then(Boolean)`)
	}
	const traced = `caches.match("/fr/guides/former-un-syndicat").then(Boolean)`
	if browser.Eval[bool](p.Page, traced) {
		t.Errorf("kept are %q", p.kept())
	}
	p.open("fr/guides/former-un-syndicat.html")
	p.Wait("the button", `document.querySelector(".keep").checkVisibility()`)
	p.Click(".keep button")
	p.await("what the reader wants", traced)
	p.Wait("that it is kept", `document.querySelector(".keep button").ariaPressed === "true"`)
	p.Click(".keep button")
	p.await("that it is let go", traced+`.then((there) => !there)`)
	before := p.kept()["shell"]
	p.open("fr/guides/blessure-au-travail.html") // which everybody's device has
	p.settled(false)
	p.open("fr/presse.html")
	p.await("the page after it", `caches.match("/fr/presse").then(Boolean)`)
	if after := p.kept()["shell"]; !slices.Equal(before, after) {
		t.Errorf("kept are %q, and were %q", after, before)
	}
}

// TestOfflineApart has two sites at one origin, one within the other's folder. To delete
// what one keeps leaves the other's.
func TestOfflineApart(t *testing.T) {
	dir := built(t, campaign(t))
	b := browser.Start(t)
	h := newHost(t)
	h.publish("/", dir)
	h.publish("/other/", dir)
	p, other := h.phone(b, "/"), h.phone(b, "/other/")
	p.open("fr/index.html")
	p.settles("fr", false)
	other.open("en/index.html") // which the first site's worker is asked for
	other.settles("en", false)
	for _, q := range []*phone{p, other} {
		for shelf, names := range q.kept() {
			for _, name := range names {
				if foreign := map[bool]string{true: "other/", false: "fr/"}[q == p]; strings.HasPrefix(name, foreign) {
					t.Errorf("%s keeps %s of another site: %s", q.below, shelf, name)
				}
			}
		}
	}
	before := other.kept()
	p.switchOff()
	if got := other.kept(); !maps.EqualFunc(got, before, slices.Equal) {
		t.Errorf("the other site keeps %q, and kept %q", got, before)
	}
	h.stop()
	other.open("en/guides/index.html")
	other.shown("guides", true)
}

// switchOff has the site delete everything, and looks that it did.
func (p *phone) switchOff() {
	p.Helper()
	p.open("fr/hors-ligne.html")
	p.Wait("what is kept", `document.querySelectorAll(".device-pages li").length > 2`)
	if names := browser.Eval[[]string](p.Page, `[...document.querySelectorAll(".device-pages a")].filter((a) => a.lang !== "fr" || a.dir !== "auto").map((a) => a.href)`); len(names) > 0 {
		p.Errorf("of no language are %q", names)
	}
	if shift := p.Shift(); shift.Value > 0.001 {
		p.Errorf("what is on the screen moves: %+v", shift)
	}
	p.Whole("kept")
	p.Click("[data-action=stop]")
	p.Wait("that all is deleted", `document.querySelector(".device-state").textContent.includes("C’est fait")`)
	p.Whole("deleted")
	p.nothing()
}

// nothing looks that nothing of the site is on the device but the wish that it be so.
func (p *phone) nothing() {
	p.Helper()
	if kept := p.kept(); len(kept) > 0 {
		p.Errorf("kept are %q", kept)
	}
	left := browser.Eval[[]string](p.Page, `navigator.serviceWorker.getRegistrations().then((all) => [
		...all.map(({scope}) => new URL(scope).pathname),
		...[localStorage, sessionStorage].flatMap((store) => Object.entries(store).map(([key, value]) => key + "=" + value)),
	].filter((mark) => mark === "`+p.below+`" || mark.startsWith("tract:`+p.below+`:")))`)
	if want := "tract:" + p.below + ":offline=off"; len(left) != 1 || left[0] != want {
		p.Errorf("on the device are %q, want %q", left, want)
	}
}

// TestOfflineSwitchedOff switches it off, reads on, and switches it on again.
func TestOfflineSwitchedOff(t *testing.T) {
	h := newHost(t)
	h.publish("/repo/", built(t, campaign(t)))
	p := h.phone(browser.Start(t), "/repo/")
	p.open("fr/guides/quitter-prime.html")
	p.settles("fr", false)
	p.Wait("the button", `document.querySelector(".keep")?.hidden === false`)
	p.Click(".keep button")
	p.Wait("that the guide is kept", `document.querySelector(".keep button").ariaPressed === "true" && document.querySelector(".keep [role=status]").textContent !== ""`)
	p.Picture("keep")
	browser.Eval[any](p.Page, `localStorage.setItem("tract:/repo/:steps:x", "1")`)
	p.switchOff()
	p.open("fr/index.html")
	p.open("fr/guides/quitter-prime.html")
	if browser.Eval[bool](p.Page, `new Promise((done) => setTimeout(() => done(!document.querySelector(".keep").hidden), 300))`) {
		t.Error("what is switched off offers to keep a guide")
	}
	p.nothing()
	p.open("fr/hors-ligne.html")
	p.Click("[data-action=start]")
	p.settles("fr", false)
}

// TestOfflineKept keeps a guide, and reads more pages than the device keeps.
func TestOfflineKept(t *testing.T) {
	h := newHost(t)
	source := campaign(t)
	writePhoto(t, filepath.Join(source, "content/images/card.jpg"))
	replaceIn(t, filepath.Join(source, "content/guides/leave-prime.fr.md"), "---\n", "---\nimage: images/card.jpg\nimage_alt: Une carte\n")
	replaceIn(t, filepath.Join(source, "content/guides/leave-prime.en.md"), "---\n", "---\nimage_alt: A card\n")
	h.publish("/repo/", built(t, source))
	p := h.phone(browser.Start(t), "/repo/")
	const guide, title, pressed = "fr/guides/quitter-prime.html", "Prime", `document.querySelector(".keep button").ariaPressed === `
	p.open("fr/a-propos.html")
	p.settles("fr", false)
	p.open(guide)
	p.Wait("the button", `document.querySelector(".keep")?.hidden === false`)
	p.Click(".keep button")
	p.Wait("that the guide is kept", pressed+`"true"`)
	if kept := p.kept(); !slices.Equal(kept["kept"], []string{"fr/guides/quitter-prime"}) || !slices.Contains(kept["visited"], "fr/a-propos") {
		t.Fatalf("kept are %q", kept)
	}
	browser.Eval[any](p.Page, `(async () => {
		const visited = await caches.open("tract:/repo/:visited");
		for (let i = 0; i < 250; i++) await visited.put("/repo/fr/page-" + i, new Response("", {headers: {"tract-names": ""}}));
	})()`)
	p.open("fr/presse.html")
	p.await("the page that is visited", `caches.match("/repo/fr/presse").then(Boolean)`)
	p.await("that old pages are gone", `caches.open("tract:/repo/:visited").then((visited) => visited.keys()).then((all) => all.length === 200)`)
	kept := p.kept()
	if len(kept["kept"]) != 1 || slices.Contains(kept["visited"], "fr/a-propos") || kept["visited"][199] != "fr/presse" {
		t.Errorf("kept are %q", kept)
	}
	h.stop()
	p.Resize(1280, 800) // where another size of the photo is wanted
	p.open(guide)
	p.shown(title, true)
	browser.Eval[any](p.Page, `document.querySelector(".photo img").scrollIntoView()`)
	p.Wait("the photo", `document.querySelector(".photo img").naturalWidth > 0`)
	p.Wait("the button", `document.querySelector(".keep")?.hidden === false && `+pressed+`"true"`)
	p.Click(".keep button")
	p.Wait("that the guide is let go", pressed+`"false" && document.querySelector(".keep [role=status]").textContent !== ""`)
	if kept := p.kept(); len(kept["kept"]) > 0 || !slices.Contains(kept["visited"], "fr/guides/quitter-prime") {
		t.Errorf("kept are %q", kept)
	}
}

func writePhoto(t *testing.T, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 2000, 1000)), nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestOfflineSavesData reads with the wish to save data: little is kept unasked.
func TestOfflineSavesData(t *testing.T) {
	h := newHost(t)
	h.publish("/repo/", built(t, campaign(t)))
	p := h.phone(browser.Start(t), "/repo/")
	p.SaveData(true)
	p.open("fr/a-propos.html")
	p.settles("fr", true)
	kept := p.kept()
	if len(kept["shell"]) != 2 || !slices.Equal(kept["visited"], []string{"fr/a-propos"}) {
		t.Errorf("kept are %q", kept)
	}
	h.stop()
	p.Allow(".woff2") // a font that the page before did without
	p.Allow("manifest.webmanifest")
	p.open("fr/index.html")
	p.shown("Amazon", true)
}

// TestOfflineVersions publishes a site anew, with other styles. Each page wears those of
// its own version, whatever the network does, and what no page wears goes.
func TestOfflineVersions(t *testing.T) {
	source := campaign(t)
	sheet, err := os.ReadFile("../../assets/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	edition := func(number string) string {
		name := filepath.Join(source, "assets/css/tokens.css")
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, append(bytes.Clone(sheet), ":root { --edition: "+number+" }\n"...), 0o666); err != nil {
			t.Fatal(err)
		}
		return built(t, source)
	}
	first, second := edition("1"), edition("2")
	h := newHost(t)
	h.publish("/repo/", first)
	p := h.phone(browser.Start(t), "/repo/")
	worn := func(want string) {
		t.Helper()
		if got := browser.Eval[string](p.Page, `getComputedStyle(document.documentElement).getPropertyValue("--edition").trim()`); got != want {
			t.Errorf("%s wears edition %q, want %q", browser.Eval[string](p.Page, `location.pathname`), got, want)
		}
	}
	styles := func() (all []string) {
		for _, name := range p.kept()["worn"] {
			if strings.HasPrefix(name, "assets/main.") && strings.HasSuffix(name, ".css") {
				all = append(all, name)
			}
		}
		return all
	}
	p.open("fr/a-propos.html")
	p.settles("fr", false)
	worn("1")
	old := styles()

	h.publish("/repo/", second)
	p.open("fr/presse.html")
	worn("2")
	p.await("the new worker's pages", `(async () => {
		const shell = await caches.open("tract:/repo/:shell");
		const page = await (await shell.match("/repo/fr/guides/tenir-un-piquet"))?.text();
		return !page.includes("`+old[0]+`");
	})()`)
	p.settled(false)
	if len(styles()) != 2 { // the page that was visited has the old ones
		t.Errorf("kept are the styles %q", styles())
	}
	h.stop()
	for name, edition := range map[string]string{"fr/a-propos.html": "1", "fr/presse.html": "2", "fr/guides/tenir-un-piquet.html": "2", "fr/index.html": "2"} {
		p.open(name)
		worn(edition)
	}
	h.start()
	p.open("fr/a-propos.html")
	worn("2")
	p.await("that the old styles go", `caches.open("tract:/repo/:worn").then((worn) => worn.match("/repo/`+old[0]+`")).then((style) => !style)`)
	if len(styles()) != 1 {
		t.Errorf("kept are the styles %q", styles())
	}
}

// settled waits until the worker has done what pages told it.
func (p *phone) settled(thrifty bool) {
	p.Helper()
	browser.Eval[bool](p.Page, `new Promise((done) => {
		const {port1, port2} = new MessageChannel();
		port1.onmessage = () => done(true);
		navigator.serviceWorker.controller.postMessage({task: "visit", loaded: [], thrifty: `+strconv.FormatBool(thrifty)+`}, [port2]);
	})`)
}

// TestKit unpacks the kit of each language, follows every link in it, and opens it from
// the folder.
func TestKit(t *testing.T) {
	for _, base := range []string{"", "https://example.org/kit/"} {
		t.Run(path.Base(base), func(t *testing.T) {
			dir := built(t, campaign(t), "--base-url", base)
			for _, language := range []string{"fr", "en", "ar"} {
				archives, err := filepath.Glob(filepath.Join(dir, language, "*.zip"))
				if err != nil || len(archives) != 1 {
					t.Fatal(archives, err)
				}
				kit := unpack(t, archives[0])
				followKit(t, kit, base)
				if language == "fr" {
					readKit(t, kit)
				}
			}
		})
	}
}

func unpack(t *testing.T, name string) (dir string) {
	t.Helper()
	archive, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	dir = t.TempDir()
	if err := os.CopyFS(dir, archive); err != nil {
		t.Fatal(err)
	}
	if first := archive.File[0].Name; first != "index.html" {
		t.Errorf("%s begins with %s", name, first)
	}
	return dir
}

// followKit looks that each link of each page leads to a file of the kit and to a place
// on it, or to the published site.
func followKit(t *testing.T, dir, base string) {
	t.Helper()
	pages := map[string]*crawled{}
	for name, src := range readTree(t, dir, ".html") {
		pages[name] = takeApart(t, name, src)
	}
	if len(pages) < 5 {
		t.Errorf("the kit has %d pages", len(pages))
	}
	for name, p := range pages {
		for _, l := range p.links {
			u, err := url.Parse(l.address)
			if err != nil || l.address == "" || base == "" && l.element == "link" && u.Scheme != "" {
				t.Errorf("%s: %q: %v", name, l.address, err)
				continue
			}
			if u.Scheme != "" {
				continue
			}
			to := path.Join(path.Dir(name), u.Path)
			if u.Path == "" {
				to = name
			}
			if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(to))); err != nil {
				t.Errorf("%s: %q leads nowhere", name, l.address)
			} else if q := pages[to]; u.Fragment != "" && (q == nil || !q.ids[u.Fragment]) {
				t.Errorf("%s: %q: there is no such place", name, l.address)
			}
		}
	}
}

// readKit opens a kit as a file manager does.
func readKit(t *testing.T, dir string) {
	t.Helper()
	p := browser.Start(t).Open(t, 390, 844)
	p.Go("file://" + dir + "/index.html")
	p.Wait("the home page with its styles", `document.body.dataset.kind === "home" && document.fonts.check("1em Display") && getComputedStyle(document.body).backgroundColor !== "rgba(0, 0, 0, 0)"`)
	p.Picture("kit")
	p.Click(`a[href$="tenir-un-piquet.html"]`)
	p.Wait("the guide", `document.readyState === "complete" && document.querySelector("h1").innerText.includes("piquet") && [...document.styleSheets].length > 1`)
	p.Go("file://" + dir + "/fr/recherche.html")
	p.Wait("the search page", `document.readyState === "complete"`)
	p.Type("#q", "piquet")
	p.Wait("what is found", `document.querySelector(".search-found li a")?.href.startsWith("file:")`)
	seeker{p}.ask("zzzz")
	seeker{p}.said("Aucun résultat pour « zzzz »")
}
