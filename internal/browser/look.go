package browser

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/chromedp/chromedp"
)

// This file has what a test may know of a page beside what it asks by [Eval].

// Requests gives the addresses that the tab asked for so far, in their order. What a
// service worker asks for is not among them.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.requests)
}

// Complaints gives what the page complained of since it was last asked for, without
// what is allowed. It is the caller's business then, and fails no test by itself.
func (p *Page) Complaints() []string {
	found := p.found()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.complaints = nil
	return found
}

// Shift is how far what was on the screen moved by itself since the page began, as
// the Layout Instability specification counts it, and what moved.
type Shift struct {
	Value float64  `json:"value"`
	Moved []string `json:"moved"`
}

// shift waits for fonts and two frames.
const shift = `document.fonts.ready.then(() => new Promise((done) => {
	let value = 0;
	const moved = [];
	const name = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.outerHTML.slice(0, 100) ?? "what is gone";
	const watcher = new PerformanceObserver((list) => {
		for (const entry of list.getEntries()) {
			value += entry.value;
			for (const {node, previousRect: from, currentRect: to} of entry.sources) {
				moved.push(entry.value.toFixed(4) + " by " + Math.round(to.x - from.x) + ", " + Math.round(to.y - from.y) + ": " + name(node));
			}
		}
	});
	watcher.observe({type: "layout-shift", buffered: true});
	requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done({value, moved}), 50)));
}))`

// Shift says how much of the page moved by itself while it was loaded.
func (p *Page) Shift() Shift {
	p.t.Helper()
	return Eval[Shift](p, shift)
}

// Picture keeps what the screen shows as NAME.png with the test's artifacts.
func (p *Page) Picture(name string) {
	p.t.Helper()
	p.keep(name, do(p, "is drawn", chromedp.CaptureScreenshot()))
}

// Whole keeps the page from top to bottom as NAME.png with the test's artifacts.
func (p *Page) Whole(name string) {
	p.t.Helper()
	p.keep(name, p.Drawn())
}

// Drawn gives a picture of the page from top to bottom, as PNG.
func (p *Page) Drawn() []byte {
	p.t.Helper()
	return do(p, "is drawn", chromedp.FullScreenshot(100))
}

func (p *Page) keep(name string, picture []byte) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.t.ArtifactDir(), name+".png"), picture, 0o666); err != nil {
		p.t.Fatal(err)
	}
}
