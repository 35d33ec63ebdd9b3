package main

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tract/internal/browser"
)

// This file has what a device may keep of a reader's doings, and what not.

// pictured gives the campaign with a photo on two guides, one of which is better left
// quickly.
func pictured(t *testing.T) (source string) {
	t.Helper()
	source = campaign(t)
	writePhoto(t, filepath.Join(source, "content/images/card.jpg"))
	for _, guide := range []string{"leave-prime", "start-union"} {
		replaceIn(t, filepath.Join(source, "content/guides", guide+".fr.md"), "---\n", "---\nimage: images/card.jpg\nimage_alt: Une carte\n")
		replaceIn(t, filepath.Join(source, "content/guides", guide+".en.md"), "---\n", "---\nimage_alt: A card\n")
	}
	return source
}

// sees scrolls to the page's photo and waits for it.
func (p *phone) sees() {
	p.Helper()
	p.Wait("the photo", `(document.querySelector(".photo img").scrollIntoView(), document.querySelector(".photo img").naturalWidth > 0)`)
	p.settled(false)
}

// photos tells how many photos the device keeps.
func (p *phone) photos() (n int) {
	p.Helper()
	for _, name := range p.kept()["worn"] {
		if strings.HasPrefix(name, "assets/images/") {
			n++
		}
	}
	return n
}

// TestOfflinePhotos keeps the photos of pages that are kept, and none of a guide that is
// better left quickly, unless the reader keeps that.
func TestOfflinePhotos(t *testing.T) {
	h := newHost(t)
	h.publish("/", built(t, pictured(t)))
	const discreet = "fr/guides/former-un-syndicat.html"
	p := h.phone(browser.Start(t), "/")
	p.open(discreet) // which no worker is asked for yet
	p.settles("fr", false)
	p.sees()
	p.open(discreet)
	p.sees()
	if n := p.photos(); n > 0 {
		t.Errorf("%d photos are kept: %q", n, p.kept())
	}
	p.Wait("the button", `document.querySelector(".keep").checkVisibility()`)
	p.Click(".keep button")
	p.Wait("that it is kept", `document.querySelector(".keep button").ariaPressed === "true"`)
	if p.photos() == 0 {
		t.Errorf("the photo is not kept: %q", p.kept())
	}
	p.Click(".keep button")
	p.Wait("that it is let go", `document.querySelector(".keep button").ariaPressed === "false"`)
	if n := p.photos(); n > 0 {
		t.Errorf("%d photos are left: %q", n, p.kept())
	}
	p.open("fr/guides/quitter-prime.html")
	p.settled(false)
	p.sees()
	if p.photos() == 0 {
		t.Errorf("the photo of a page that was read is not kept: %q", p.kept())
	}
}

// TestOfflineErasedElsewhere deletes all while the site is open in another tab, whose worker
// starts again after that. It keeps nothing.
func TestOfflineErasedElsewhere(t *testing.T) {
	h := newHost(t)
	h.publish("/", built(t, pictured(t)))
	b := browser.Start(t)
	p, other := h.phone(b, "/"), h.phone(b, "/")
	p.open("fr/index.html")
	p.settles("fr", false)
	other.open("fr/guides/quitter-prime.html")
	other.Wait("the button", `document.querySelector(".keep")?.hidden === false`)
	p.switchOff()
	other.Rest()
	other.Click(".keep button")
	other.Wait("that it is not kept", `document.querySelector(".keep [role=status]").textContent.startsWith("Non gardé")`)
	p.nothing()
}

// TestOfflineRoom reads on a device without room. What is kept is kept whole, and who
// keeps a guide is told that it was not.
func TestOfflineRoom(t *testing.T) {
	h := newHost(t)
	h.publish("/", built(t, campaign(t)))
	p := h.phone(browser.Start(t), "/")
	p.Room(h.address, 150_000)
	p.open("fr/guides/quitter-prime.html")
	p.Wait("the button", `document.querySelector(".keep")?.hidden === false`)
	p.settled(false)
	p.open("fr/guides/ecrire-au-ministere.html")
	p.Wait("the button", `document.querySelector(".keep")?.hidden === false`)
	p.Click(".keep button")
	p.Wait("that it is not kept", `document.querySelector(".keep [role=status]").textContent.startsWith("Non gardé")`)
	p.settled(false)
	bare := browser.Eval[[]string](p.Page, `(async () => {
		const pages = [];
		const worn = (await (await caches.open("tract:/:worn")).keys()).map(({url}) => url.split("/").pop());
		for (const shelf of ["kept", "shell", "visited"]) for (const page of await (await caches.open("tract:/:" + shelf)).matchAll()) {
			const names = page.headers.get("tract-names").split(" ").filter((name) => /\.(css|js|woff2)$/.test(name));
			if (!names.every((name) => worn.includes(name))) pages.push(page.headers.get("tract-address"));
		}
		return pages;
	})()`)
	if len(bare) > 0 {
		t.Errorf("without what they wear are kept %q", bare)
	}
}

// TestOfflineSearch looks words up without a network, once the search page was read, and
// in the words of a site that was published anew.
func TestOfflineSearch(t *testing.T) {
	h := newHost(t)
	dir := built(t, campaign(t))
	h.publish("/repo/", dir)
	p := h.phone(browser.Start(t), "/repo/")
	s := seeker{p.Page}
	p.open("fr/index.html")
	p.settles("fr", false)
	if words := p.kept()["words"]; len(words) > 0 {
		t.Errorf("nobody looks for anything, and kept are %q", words)
	}
	read := func() []string {
		p.open("fr/recherche.html")
		p.settled(false)
		return slices.Sorted(slices.Values(p.kept()["words"]))
	}
	words := read()
	if len(words) < 10 || slices.ContainsFunc(words, func(name string) bool { return !strings.HasPrefix(name, "search/fr/") }) {
		t.Errorf("kept are %q", words)
	}
	h.stop()
	s.Allow("Failed to load resource")
	p.open("fr/recherche.html")
	s.ask("grève piquet")
	s.said(" pour « grève piquet »")
	if len(s.found()) == 0 {
		t.Error("nothing is found")
	}
	s.ask("zzzz")
	s.said("Aucun résultat pour « zzzz »")
	h.start()

	h.mu.Lock()
	for name, content := range maps.Clone(h.sites["/repo/"]) {
		if strings.HasPrefix(name, "search/fr/") {
			delete(h.sites["/repo/"], name)
			h.sites["/repo/"][strings.Replace(name, "/w-", "/w-0", 1)] = []byte(strings.ReplaceAll(string(content), `"w-`, `"w-0`))
		}
	}
	h.mu.Unlock()
	anew := read()
	if len(anew) != len(words) || slices.ContainsFunc(anew, func(name string) bool { return strings.Contains(name, "/w-") && !strings.Contains(name, "/w-0") }) {
		t.Errorf("of the site that was published anew are kept %q", anew)
	}
	h.mu.Lock()
	index := h.sites["/repo/"]["search/fr/index.js"]
	h.sites["/repo/"]["search/fr/index.js"] = bytes.Replace(index, []byte(`"w-`), []byte(strings.Repeat(`"w-none","`, 64)+`w-`), 1)
	h.mu.Unlock()
	if words := read(); len(words) > 0 {
		t.Errorf("of a large index are kept %q", words)
	}
	h.mu.Lock()
	h.sites["/repo/"]["search/fr/index.js"] = index
	h.mu.Unlock()
	anew = read()
	p.SaveData(true)
	h.publish("/repo/", dir)
	p.open("fr/recherche.html")
	p.settled(true)
	if got := slices.Sorted(slices.Values(p.kept()["words"])); !slices.Equal(got, anew) {
		t.Errorf("for who saves data are kept %q", got)
	}
}

// TestOfflineRefused reads in a browser that stores nothing. Nothing is said to be kept,
// and all else works.
func TestOfflineRefused(t *testing.T) {
	h := newHost(t)
	h.publish("/", built(t, campaign(t)))
	p := h.phone(browser.Start(t), "/")
	p.Begin(`for (const name of ["localStorage", "sessionStorage", "caches"]) Object.defineProperty(window, name, {get() { throw new DOMException("", "SecurityError") }});
		ServiceWorkerContainer.prototype.register = ServiceWorkerContainer.prototype.getRegistration = () => Promise.reject(new DOMException("", "SecurityError"));`)
	p.open("")
	p.open("fr/hors-ligne.html")
	p.Wait("no word of what is kept", `!document.querySelector(".device").checkVisibility({visibilityProperty: true}) && !document.querySelector("[data-soon]")`)
	for _, guide := range []string{"quitter-prime", "former-un-syndicat"} {
		p.open("fr/guides/" + guide + ".html")
		p.Click(".tick")
		p.Wait("the tick, and no word of what is kept", `document.querySelector(".checklist [role=status]").textContent.startsWith("Fait\u00a0: 1 ") && !document.querySelector(".checklist-kept")`)
	}
	p.open("fr/recherche.html#q=piquet")
	seeker{p.Page}.said(" pour « piquet »")
}

// TestOfflineDay says of what day a page is in a language that browsers do not know.
func TestOfflineDay(t *testing.T) {
	h := newHost(t)
	h.publish("/", built(t, campaign(t)))
	p := h.phone(browser.Start(t), "/")
	p.open("ht/index.html")
	p.settles("ht", false)
	h.stop()
	p.open("ht/index.html")
	p.Wait("the day in French", `document.querySelector(".copy").innerText.endsWith(new Intl.DateTimeFormat("fr", {dateStyle: "long"}).format(new Date(document.documentElement.dataset.copy)))`)
}
