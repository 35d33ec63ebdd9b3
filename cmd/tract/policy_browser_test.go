package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"tract/internal/browser"
	"tract/internal/promise"
)

// policyPlace matches what every page begins with, and takes its policy.
var policyPlace = regexp.MustCompile(`^<!doctype html>\s*<html [^>]*>\s*<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">\s*<meta name="referrer" content="no-referrer">`)

// attack is what somebody got into a page that should be harmless even so. It has
// succeeded if came is true in the page, or if it asks the other site for something.
type attack struct{ name, markup, came string }

// attacks stand where the text of a page is; ELSEWHERE is another site. The last one
// would leave the page.
var attacks = []attack{
	{"script", `<script>window.came1 = true</script>`, `window.came1 === true`},
	{"handler", `<img alt="" src="data:x" onerror="window.came2 = true">`, `window.came2 === true`},
	{"link", `<a id="spoilt3" href="javascript:void(window.came3 = true)">x</a>`, `(document.getElementById("spoilt3").click(), window.came3 === true)`},
	{"style", `<style>#spoilt4 {position: fixed}</style><p id="spoilt4">x</p>`, `getComputedStyle(document.getElementById("spoilt4")).position === "fixed"`},
	{"style of an element", `<p id="spoilt5" style="position: fixed">x</p>`, `getComputedStyle(document.getElementById("spoilt5")).position === "fixed"`},
	{"base", `<base href="ELSEWHERE/base/">`, `document.baseURI !== location.href`},
	{"script elsewhere", `<script src="ELSEWHERE/script.js"></script>`, `false`},
	{"script in an address", `<script src="data:text/javascript,window.came9=true"></script>`, `window.came9 === true`},
	{"frame", `<iframe src="ELSEWHERE/frame"></iframe><iframe srcdoc="<script>parent.came10 = true</script>"></iframe>`, `window.came10 === true`},
	{"object", `<object data="ELSEWHERE/object"></object><embed src="ELSEWHERE/embed">`, `false`},
	{"drawing", `<svg onload="window.came12 = true"><script>window.came12 = true</script><image href="ELSEWHERE/image.svg"/></svg>`, `window.came12 === true`},
	{"picture elsewhere", `<img alt="" src="ELSEWHERE/pixel.png" srcset="ELSEWHERE/pixel.png 2x"><video poster="ELSEWHERE/poster.png" src="ELSEWHERE/film.mp4"></video>`, `false`},
	{"sheet elsewhere", `<link rel="stylesheet" href="ELSEWHERE/sheet.css"><style>@import "ELSEWHERE/import.css";</style>`, `false`},
	{"question elsewhere", `<p>x</p>`, `fetch("ELSEWHERE/fetch", {mode: "no-cors"}).then(() => true, () => false)`},
	{"beacon elsewhere", `<p>x</p>`, `(navigator.sendBeacon("ELSEWHERE/beacon"), false)`},
	{"text as markup", `<p id="spoilt17">x</p>`, `(() => { try { document.getElementById("spoilt17").innerHTML = "<b>x</b>"; return true } catch { return false } })()`},
	{"text as a script", `<p>x</p>`, `(() => { try { const s = document.createElement("script"); s.textContent = "window.came18 = true"; document.body.append(s) } catch {} return window.came18 === true })()`},
	{"address of a script", `<p>x</p>`, `(() => { try { document.createElement("script").src = "x.js"; return true } catch { return false } })()`},
	{"form", `<form id="spoilt6" action="ELSEWHERE/form" target="_self"><input name="a" value="b"></form>`, `(document.getElementById("spoilt6").submit(), false)`},
}

// TestX9Policy holds that every page begins with the one policy, that no page of any
// template offends against it or asks another site for anything, and that what
// somebody gets into a page all the same does nothing, in Chromium.
func TestX9Policy(t *testing.T) {
	var asked sync.Map
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked.Store(r.URL.Path, true) }))
	defer elsewhere.Close()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	defer server.Close()
	dir := makeRichSite(t, server.URL+"/rich/")
	spoilt := ""
	for _, a := range attacks {
		spoilt += strings.ReplaceAll(a.markup, "ELSEWHERE", elsewhere.URL)
	}
	plain := serveLikePages(t, dir, "/rich/")
	mux.HandleFunc("/favicon.ico", func(http.ResponseWriter, *http.Request) {})
	mux.Handle("/rich/", plain)
	mux.HandleFunc("/spoilt/", func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		http.StripPrefix("/spoilt", plain).ServeHTTP(answer, r)
		w.Header().Set("Content-Type", answer.Header().Get("Content-Type"))
		_, _ = w.Write(bytes.Replace(answer.Body.Bytes(), []byte("</main>"), []byte(spoilt+"</main>"), 1)) // the browser sees what arrives
	})
	cases := 0
	policies := map[string]bool{}
	var all []exhibit
	for name, src := range readTree(t, dir, ".html") {
		found := policyPlace.FindSubmatch(src)
		if found == nil {
			t.Fatalf("%s begins with %.300s", name, src)
		}
		policies[string(found[1])] = true
		all = append(all, exhibitOf(t, "rich/"+name, src))
		standStill(t, filepath.Join(dir, filepath.FromSlash(name)), src)
		cases++
	}
	if len(policies) != 1 {
		t.Errorf("pages have %d policies", len(policies))
	}
	page := browser.Start(t).Open(t, 360, 740)
	page.Bypass()
	seen := map[string]bool{}
	var pages []exhibit // one of each template
	for _, e := range choose(all) {
		if seen[e.layout] {
			continue
		}
		seen[e.layout] = true
		pages = append(pages, e)
		page.Go(server.URL + "/" + e.path)
		browser.Eval[bool](page, `document.fonts.ready.then(() => true)`)
		for _, complaint := range page.Complaints() {
			if e.layout != "404.html" || !strings.Contains(complaint, "404") {
				t.Errorf("%s: %s", e.path, complaint)
			}
		}
		cases++
	}
	page.Allow("") // what the policy is for
	for _, e := range pages {
		page.Go(server.URL + "/spoilt/" + e.path)
		for _, a := range attacks {
			if browser.Eval[bool](page, fmt.Sprintf(`Promise.resolve(%s)`, strings.ReplaceAll(a.came, "ELSEWHERE", elsewhere.URL))) {
				t.Errorf("%s: %s does what it wants", e.path, a.name)
			}
			cases++
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d templates have a page", len(seen))
	}
	asked.Range(func(path, _ any) bool {
		t.Errorf("the other site was asked for %s", path)
		return true
	})
	promise.Held(t, cases)
}
