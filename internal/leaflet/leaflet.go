// Package leaflet prints: leaflets of guides and of lists of demands, and posters,
// as PDF on Letter and A4.
//
// [Of] and [PosterOf] take a page of the model and give all that is shown of it as
// plain values, which an output's key is taken of; [Body] gives the text of the page
// in blocks. A [Press] turns them into the bytes of a file. A leaflet is one page if
// its text has room on one, in letters that can be read; else a sheet printed on both
// sides; else more. What is black and white stays readable, and nothing stands nearer
// to the edge than printers reach.
//
// The same values give the same bytes on every machine: places are whole numbers,
// there is no clock, and the date of a file is that of its page.
//
// All text can be read by programs, that of a language written from right to left by
// those that know the text which stands beside its shapes (ActualText). The PDFs have a
// title and a language. They are not tagged, which the library cannot do: a screen
// reader is better off with the page, whose address is on the sheet.
package leaflet

import "tract/internal/qr"

// Paper is a size of paper.
type Paper string

// The papers.
const (
	Letter Paper = "letter"
	A4     Paper = "a4"
)

type size struct{ width, height length }

var papers = map[Paper]size{Letter: {612 * pt, 792 * pt}, A4: {210 * mm, 297 * mm}}

// margin is what printers leave white, and a little more.
const margin = 36 * pt

// Measures of a leaflet.
const (
	gutter     = 18 * pt // between two columns
	headPad    = 14 * pt
	largest    = 13 * pt     // the letters of the text, in steps of a half
	comfort    = 23 * pt / 2 // on two pages
	smallest   = 17 * pt / 2
	usual      = 19 * pt / 2 // where it takes more than two
	titleLarge = 42 * pt
	titleSmall = 15 * pt
)

// Leaflet prints a leaflet. body is the text of its page.
func (p *Press) Leaflet(s *Sheet, body []Block, paper Paper) ([]byte, error) {
	c := p.newCanvas(&s.Head, paper, s.Foot.Site)
	l := &leaflet{canvas: c, sheet: s, own: colourOf(s.Colours.Own), on: colourOf(s.Colours.On)}
	if s.Foot.Address != "" {
		code, err := qr.Of(s.Foot.Address)
		if err != nil {
			return nil, err
		}
		l.code = &code
	}
	l.prepare()
	l.draw(l.fit(s.arrange(body)))
	return c.bytes()
}
