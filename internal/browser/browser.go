// Package browser shows pages in headless Chromium and says what they complain of.
// Only tests import it, and it alone knows chromedp.
//
// A [Browser] has a fresh profile; a [Page] is one of its tabs. A test goes to an
// address, does what a person would do, and waits until the page is as it should
// be. Three things are complaints, and a test fails at its end for each that it did
// not allow: an error in the console, a violation of the page's policy, a request
// to an origin that the test itself did not go to.
//
// Every wait ends after [Patience], and leaves a picture of the page with the test's
// artifacts (go test -artifacts). Where there is no Chromium a test fails: one that
// is skipped proves nothing.
package browser

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// Patience is how long a page may take for anything, on a slow machine that is busy
// with other tests.
const Patience = 45 * time.Second

// Browser is a running Chromium.
type Browser struct {
	ctx context.Context
}

// Start starts Chromium. It ends with the test.
func Start(t testing.TB) *Browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, // which root, as in a container, cannot have; the pages are our own
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	t.Cleanup(end)
	t.Cleanup(func() {
		late, stop := context.WithTimeout(ctx, Patience)
		defer stop()
		if err := chromedp.Cancel(late); err != nil {
			t.Logf("Chromium does not end as it should: %v", err)
		}
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("this test needs Chromium, which does not start (.ci/need chromium chromium installs it where apt can): %v", err)
	}
	return &Browser{ctx}
}

// Open opens an empty tab of that many CSS pixels. A narrow one is a phone's: it is
// touched, and heeds the page's own viewport. The tab closes with the test.
func (b *Browser) Open(t testing.TB, width, height int64) *Page {
	t.Helper()
	p := &Page{t: t, origins: map[string]bool{}}
	ctx, end := chromedp.NewContext(b.ctx, chromedp.WithListener(p.hear))
	p.ctx = ctx
	t.Cleanup(end)
	t.Cleanup(p.judge)
	issues := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, audits.Enable, cdp.Empty{})
		return err
	})
	if err := chromedp.Do(p.ctx, issues, viewport(width, height)); err != nil {
		t.Fatalf("a tab does not open: %v", err)
	}
	return p
}
