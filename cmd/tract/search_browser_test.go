package main

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tract/internal/browser"
)

// seeker is somebody who looks for words on a page.
type seeker struct{ *browser.Page }

// ask puts words into the field as typing does.
func (s seeker) ask(words string) {
	browser.Eval[any](s.Page, fmt.Sprintf(`{const field = document.querySelector("#q"); field.value = %q; field.dispatchEvent(new Event("input")); 0}`, words))
}

// said waits until the outcome is announced.
func (s seeker) said(text string) {
	s.Wait(text+" is said", fmt.Sprintf(`(document.querySelector(".search-status")?.textContent ?? "").replaceAll("\u00a0", " ").includes(%q)`, text))
}

// found gives the titles that are shown.
func (s seeker) found() []string {
	return browser.Eval[[]string](s.Page, `[...document.querySelectorAll(".search-title")].filter((e) => e.checkVisibility()).map((e) => e.textContent)`)
}

// press clicks, in a page that the browser had put aside too, where its mouse does not find
// what it should.
func (s seeker) press(selector string) {
	browser.Eval[any](s.Page, fmt.Sprintf(`void document.querySelector(%q).click()`, selector))
}

// TestBrowserSearch looks for words as a reader does, and comes back to what was found.
func TestBrowserSearch(t *testing.T) {
	h := newHost(t)
	h.publish("/x/", makeSite(t))
	s := seeker{browser.Start(t).Open(t, 390, 844)}
	s.Go(h.address + "/x/fr/index.html")
	s.Click(".search-link")
	s.Wait("the search page", `document.body.dataset.kind === "search" && document.querySelector("#q").checkVisibility({visibilityProperty: true})`)
	if shift := s.Shift(); shift.Value > 0.001 {
		t.Errorf("the page moved when the field came: %+v", shift)
	}
	if n := browser.Eval[int](s.Page, `document.querySelectorAll("[data-index] a").length`); n < 40 {
		t.Errorf("the index has %d links", n)
	}

	s.Type("#q", "greve\r")
	s.said("résultats pour « greve »")
	s.Wait("the keyboard makes room for what is found", `document.activeElement === document.body`)
	if titles := s.found(); len(titles) < 3 || len(titles) > 10 {
		t.Errorf("found %q", titles)
	}
	if marked := browser.Eval[string](s.Page, `document.querySelector(".search-found mark").textContent.toLowerCase()`); !strings.HasPrefix(marked, "grève") {
		t.Errorf("marked is %q", marked)
	}
	s.Wait("the index makes room", `!document.querySelector("[data-index]").checkVisibility() && location.hash === "#q=greve"`)
	s.Picture("search")

	s.ask("manifestants à montréal")
	s.said("pour « manifestants à montréal »")
	if titles := s.found(); len(titles) == 0 || !strings.Contains(titles[0], "anifestation") {
		t.Errorf("manifestants finds %q", titles)
	}
	for _, words := range []string{"YUL2", "4 500", "4500", "securite"} {
		s.ask(words)
		s.said(" pour « " + words + " »")
		if len(s.found()) == 0 {
			t.Errorf("nothing for %s", words)
		}
	}

	s.ask("4500")
	s.Wait("a number is marked as one", `[...document.querySelectorAll("mark")].some((e) => /^4\s500$/.test(e.textContent))`)

	s.ask("amazon")
	s.said("pour « amazon »")
	s.Click("[data-action=more]")
	s.Wait("more of them", `document.querySelectorAll(".search-title").length === 20 && document.activeElement === document.querySelectorAll(".search-title a")[10]`)

	// To a result, and back.
	s.ask("piquet")
	s.said("pour « piquet »")
	before := s.found()
	s.Click(".search-title a")
	s.Wait("a result is opened", `document.body.dataset.kind !== "search"`)
	browser.Eval[any](s.Page, `void history.back()`)
	s.said("pour « piquet »")
	s.Wait("the words are kept", `document.querySelector("#q").value === "piquet"`)
	if after := s.found(); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("back among %q, from %q", after, before)
	}

	// What is not there, in part or at all.
	s.ask("piquet zzzz")
	s.said("Aucune page n’a tous ces mots; ")
	s.ask("boicottage")
	s.said("Aucun résultat pour « boicottage »")
	s.Wait("the word that was meant", `document.querySelector("[data-near] a")?.textContent === "boycottage"`)
	s.press("[data-near] a")
	s.said("pour « boycottage »")
	s.ask("warehouse")
	s.said("Aucun résultat")
	s.Wait("another language has it", `[...document.querySelectorAll("[data-other]")].filter((e) => e.checkVisibility()).map((e) => e.querySelector("a").hreflang).join() === "en-CA"`)
	s.press("[data-other]:not([hidden]) a")
	s.said("for “warehouse”")

	s.ask("")
	s.Wait("the index is back", `document.querySelector("[data-index]").checkVisibility() && location.hash === "" && document.querySelector(".search-status").textContent === ""`)
	s.Go(h.address + "/x/ar/%D8%A8%D8%AD%D8%AB.html#q=%D8%B9%D9%85%D8%A7%D9%84")
	s.said("«عمال»")
	if len(s.found()) == 0 {
		t.Error("nothing for workers in Arabic")
	}
}

// TestBrowserSearchTroubles looks for words while the site is published anew, without a
// network, without script and from a USB stick.
func TestBrowserSearchTroubles(t *testing.T) {
	h := newHost(t)
	dir := makeSite(t)
	h.publish("/x/", dir)
	s := seeker{browser.Start(t).Open(t, 390, 844)}
	page := h.address + "/x/en/search.html"
	s.Bypass() // a worker soon has every word, and needs no network
	s.Go(page)
	s.ask("picket")
	s.said("for “picket”")

	// The names of all files change.
	h.mu.Lock()
	for name, content := range maps.Clone(h.sites["/x/"]) {
		if strings.HasPrefix(name, "search/") {
			delete(h.sites["/x/"], name)
			anew := strings.NewReplacer("/w-", "/w-0", "/t-", "/t-0").Replace(name)
			h.sites["/x/"][anew] = bytes.ReplaceAll(bytes.ReplaceAll(content, []byte(`"w-`), []byte(`"w-0`)), []byte(`"t-`), []byte(`"t-0`))
		}
	}
	h.mu.Unlock()
	s.Allow("404")
	s.ask("warehouse")
	s.said("for “warehouse”")

	s.Allow("Failed to load resource")
	h.stop()
	s.ask("zebra")
	s.said("The search does not work at the moment")
	s.Wait("the index stands in", `document.querySelector("[data-index]").checkVisibility()`)
	h.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/x/search/fr/") {
			time.Sleep(600 * time.Millisecond) // the other language is slow
		}
		h.ServeHTTP(w, r)
	}))
	s.ask("trottoir")
	s.Wait("the other language", `document.querySelectorAll("[data-other]:not([hidden])").length > 0`)
	s.said("Nothing found for “trottoir”")

	s.Script(false)
	s.Go(page)
	if browser.Eval[bool](s.Page, `document.querySelector("#q").checkVisibility({visibilityProperty: true})`) {
		t.Error("a field that does nothing is shown")
	}
	for _, link := range []string{"guides/index.html", "guides/hold-a-picket.html", "glossary.html"} {
		if n := browser.Eval[int](s.Page, `document.querySelectorAll('[data-index] a[href=`+strconv.Quote(link)+`]').length`); n != 1 {
			t.Errorf("the index has %d links to %s", n, link)
		}
	}

	s.Script(true)
	s.Allow("from origin 'null'") // for which a browser takes a page of a file
	s.Go("file://" + filepath.ToSlash(dir) + "/fr/recherche.html#q=greve")
	s.said("résultats pour « greve »")
	s.ask("zzzz")
	s.said("Aucun résultat")
}
