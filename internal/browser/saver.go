package browser

import "github.com/chromedp/cdproto/emulation"

// SaveData says whether the reader has asked the browser to use little data.
func (p *Page) SaveData(save bool) {
	p.t.Helper()
	call(p, "is told to save data", emulation.SetDataSaverOverride, emulation.SetDataSaverOverrideParams{DataSaverEnabled: &save})
}
