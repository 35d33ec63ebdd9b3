package build

import (
	"bytes"
	"sync"

	"tract/internal/leaflet"
	"tract/internal/qr"
	"tract/internal/site"
)

// leaflets adds what pages offer to be printed.
func (w *works) leaflets() {
	colours := w.colours()
	press := sync.OnceValue(func() *leaflet.Press { return leaflet.NewPress(w.letters()) })
	for _, p := range w.site.Pages {
		offered := w.site.Prints(p)
		if len(offered) == 0 {
			continue
		}
		w.code(p)
		var printed prints
		complete := sync.OnceFunc(func() { printed = w.printsOf(p, colours) })
		for _, print := range offered {
			paper := leaflet.Paper(print.Paper)
			if print.Kind == site.Poster {
				w.costly(print.Address, &printed.poster, complete, func() ([]byte, error) { return press().Poster(printed.bill, paper) })
				continue
			}
			w.costly(print.Address, &printed.leaflet, complete, func() ([]byte, error) {
				body, err := p.Document.Whole(w.source)
				if err != nil {
					return nil, changed(err)
				}
				return press().Leaflet(printed.sheet, leaflet.Body(p, body), paper)
			})
		}
	}
}

// prints is what a page's prints are made from, on whatever paper, and digests of it.
type prints struct {
	sheet           *leaflet.Sheet // and the page's text
	bill            *leaflet.Bill
	leaflet, poster site.Digest
}

func (w *works) printsOf(p *site.Page, colours leaflet.Colours) prints {
	w.site.Complete(p)
	sheet, bill := leaflet.Of(w.site.Base, p, colours), leaflet.PosterOf(w.site.Base, p, colours)
	return prints{sheet, bill, site.DigestOf(sheet, p.Document, p.Targets, p.Language.Locale), site.DigestOf(bill)}
}

// code adds the QR code of a page that leads to itself on paper.
func (w *works) code(p *site.Page) {
	path, address := w.site.CodeOf(p), p.Address.On(w.site.Base)
	if path == "" {
		return
	}
	w.list = append(w.list, output{
		path: path,
		key:  func() string { return hexadecimal(site.DigestOf(path, w.version, address)) },
		make: func(b *bytes.Buffer) error {
			code, err := qr.Of(address)
			if err == nil {
				b.Write(code.SVG())
			}
			return err
		},
	})
}

// colours are those that the campaign's pages wear.
func (w *works) colours() leaflet.Colours {
	var c leaflet.Colours
	for _, p := range w.campaign {
		switch p.Name {
		case "--campaign":
			c.Own = p.Value
		case "--on-campaign":
			c.On = p.Value
		}
	}
	return c
}
