package browser

import (
	"context"
	"maps"
	"slices"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// This file has what differs from reader to reader: the screen, the wishes, the
// network.

// viewport gives a tab a size. A narrow one is a phone's.
func viewport(width, height int64) chromedp.Action[chromedp.Void] {
	var kind []chromedp.EmulateViewportOption
	if width < 768 {
		kind = []chromedp.EmulateViewportOption{chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait}
	}
	return chromedp.EmulateViewport(width, height, kind...)
}

// call has the browser carry out a command of its protocol.
func call[P, R any](p *Page, what string, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	return do(p, what, func(ctx context.Context, t *chromedp.Target) (R, error) { return cdp.Call(ctx, t, command, params) })
}

// Resize gives the tab another size, as [Browser.Open] does.
func (p *Page) Resize(width, height int64) {
	p.t.Helper()
	do(p, "is resized", viewport(width, height))
}

// Prefer sets what a reader's device says of a wish, as style sheets ask for it:
// Prefer("forced-colors", "active"), Prefer("prefers-reduced-motion", "reduce"). ""
// takes it back.
func (p *Page) Prefer(wish, value string) {
	p.t.Helper()
	if p.wishes == nil {
		p.wishes = map[string]string{}
	}
	p.wishes[wish] = value
	var features []*emulation.MediaFeature
	for _, name := range slices.Sorted(maps.Keys(p.wishes)) {
		features = append(features, &emulation.MediaFeature{Name: name, Value: p.wishes[name]})
	}
	call(p, "takes a wish", emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
}

// Dark says which of the two colour schemes the reader prefers.
func (p *Page) Dark(dark bool) {
	p.t.Helper()
	p.Prefer("prefers-color-scheme", map[bool]string{true: "dark", false: "light"}[dark])
}

// Script says whether pages may run scripts from now on. A test can evaluate
// expressions in any case, but without scripts no timer ends in them.
func (p *Page) Script(runs bool) {
	p.t.Helper()
	call(p, "is told of scripts", emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !runs})
}

// Bypass has the tab ask the network for everything, past any service worker.
func (p *Page) Bypass() {
	p.t.Helper()
	call(p, "goes past its worker", network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true})
}

// TextSize sets the size of text that the reader chose in the browser's settings, in
// pixels. It is 16 at first, and again after [Page.Whole].
func (p *Page) TextSize(pixels int64) {
	p.t.Helper()
	call(p, "changes its text", page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: pixels, Fixed: pixels}})
}

// Offline takes the network away from the tab and its service workers, or gives it
// back.
func (p *Page) Offline(offline bool) {
	p.t.Helper()
	anywhere := &network.Conditions{DownloadThroughput: -1, UploadThroughput: -1, Offline: offline}
	call(p, "loses its network", network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		EmulateOfflineServiceWorker: &offline, MatchedNetworkConditions: []*network.Conditions{anywhere},
	})
	call(p, "is told so", network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: offline, DownloadThroughput: -1, UploadThroughput: -1})
}

// Begin has every page from now on begin with a script of the test's, which may stand
// in for what a browser without a screen lacks.
func (p *Page) Begin(script string) {
	p.t.Helper()
	call(p, "is given a script", page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}
