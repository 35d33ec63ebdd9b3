package browser

import (
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/cdproto/storage"
)

// Room sets how many bytes a site may keep on the device.
func (p *Page) Room(site string, bytes float64) {
	p.t.Helper()
	call(p, "is given room", storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: origin(site), QuotaSize: &bytes})
}

// Rest stops all service workers, as a browser does that has not needed them for a while.
// They start again when they are needed, and remember nothing.
func (p *Page) Rest() {
	p.t.Helper()
	call(p, "looks for workers", serviceworker.Enable, cdp.Empty{})
	call(p, "stops its workers", serviceworker.StopAllWorkers, cdp.Empty{})
}
