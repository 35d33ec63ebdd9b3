package main

import (
	"strings"
	"testing"
)

// TestSwitcher goes from language to language, as a reader does who speaks both, and
// comes back to the first page of the site.
func TestSwitcher(t *testing.T) {
	g := openGallery(t)
	p := g.browser.Open(t, 360, 740)
	var guide string
	for _, e := range g.exhibits {
		if e.own() && e.layout == "guide.html" && strings.HasPrefix(e.language, "fr") {
			guide = e.path
		}
	}
	const english = `document.readyState === "complete" && document.documentElement.lang.startsWith("en") && document.body.dataset.kind === "guide"`
	p.Go(g.address + guide)
	p.Click(`.language-switch a[lang^="en"]`)
	p.Wait("the same guide in English", english)
	p.Click(`.language-switch a[lang^="fr"]`)
	p.Wait("the guide in French", `document.readyState === "complete" && location.href === "`+g.address+guide+`"`)
	p.Click(`.language-switch a[lang^="en"]`)
	p.Wait("English again", english)

	// Who comes back in another visit is sent on to that language, once.
	again := g.browser.Open(t, 360, 740)
	again.Go(g.address + "repo/")
	again.Wait("the English site", `location.pathname === "/repo/en/index.html" && document.body.dataset.kind === "home"`)
	again.Go(g.address + "repo/")
	again.Wait("the choice", `document.body.dataset.kind === "chooser"`)

	// Another site on the same origin knows nothing of it.
	other := g.browser.Open(t, 360, 740)
	other.Go(g.address + "rich/")
	other.Wait("the choice of the other site", `document.body.dataset.kind === "chooser" && location.pathname === "/rich/"`)
}
