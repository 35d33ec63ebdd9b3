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
	const name = (node) => node ? (node.nodeType === 1 ? node : node.parentElement)?.outerHTML.slice(0, 80) : "what is gone";
	const watcher = new PerformanceObserver((list) => {
		for (const entry of list.getEntries()) {
			value += entry.value;
			for (const s of entry.sources) moved.push(entry.value.toFixed(4) + " " + JSON.stringify(s.previousRect) + JSON.stringify(s.currentRect) + " " + name(s.node));
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
	p.keep(name, do(p, "is drawn", chromedp.FullScreenshot(100)))
}

func (p *Page) keep(name string, picture []byte) {
	p.t.Helper()
	file := filepath.Join(p.t.ArtifactDir(), name+".png")
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(file, picture, 0o666); err != nil {
		p.t.Fatal(err)
	}
}
