package main

import (
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"tract/internal/browser"
)

const nothingKept = `(async () => document.readyState === "complete" && !navigator.serviceWorker.controller
	&& (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length === 0)()`

// wasVisited gives a site that is not previewed yet, the host that it was published at
// and no longer is, and the phone that kept it.
func wasVisited(t *testing.T) (*served, *host, *phone) {
	t.Helper()
	v := &served{T: t, dir: t.TempDir()}
	writeExamples(t, v.dir, exampleSite(t, "en"))
	h := newHost(t)
	h.publish("/", built(t, v.dir))
	p := h.phone(browser.Start(t), "/")
	p.open("fr/index.html")
	p.settles("fr", false)
	h.stop()
	return v, h, p
}

// TestOfflinePreview begins to preview where a finished site was shown before. What that
// kept does not answer, and the preview is not kept.
func TestOfflinePreview(t *testing.T) {
	v, h, p := wasVisited(t)
	v.start(strings.TrimPrefix(h.address, "http://"))
	p.Allow("net::ERR") // no server answers before it begins, nor after it ends
	for range 2 {
		p.open("fr/guides/index.html")
		p.await("that nothing is kept", nothingKept)
	}
}

// TestOfflineSlowPreview begins to preview there on a computer that is busy, so that the
// worker answers with what it kept. The page becomes the preview all the same.
func TestOfflineSlowPreview(t *testing.T) {
	v, h, p := wasVisited(t)
	p.Allow("net::ERR")
	p.Allow("502 (Bad Gateway)") // of what stands between, once the preview ends
	v.edit("content/site.yaml", "Gardons le dépôt", "Sauvons le dépôt")
	v.start("127.0.0.1:0")
	preview := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: strings.TrimPrefix(v.address, "http://")})
	busy := make(chan bool)
	var visits atomic.Int32
	h.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Sec-Fetch-Mode") == "navigate" && visits.Add(1) == 1 {
			select {
			case <-busy:
			case <-t.Context().Done():
			}
		}
		r.Host = strings.TrimPrefix(v.address, "http://")
		preview.ServeHTTP(w, r)
	}))
	p.open("fr/index.html")
	if browser.Eval[bool](p.Page, `document.body.innerText.includes("Sauvons")`) {
		t.Error("the worker waited for the preview")
	}
	close(busy)
	p.Wait("the preview", `document.body?.innerText.includes("Sauvons") && document.querySelector("[src^='/_tract/']") !== null`)
	p.await("that nothing is kept", nothingKept)
}
