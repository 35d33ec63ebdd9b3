package browser

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Print gives the page as PDF, as the reader's own browser prints it on Letter.
func (p *Page) Print() []byte {
	p.t.Helper()
	return do(p, "is printed", func(ctx context.Context, tab *chromedp.Target) ([]byte, error) {
		printed, err := cdp.Call(ctx, tab, page.PrintToPDF, page.PrintToPDFParams{})
		return printed.Data, err
	})
}
