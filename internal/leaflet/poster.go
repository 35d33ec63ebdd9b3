package leaflet

import (
	"tract/internal/lettering"
	"tract/internal/qr"
	"tract/internal/site"
)

// Bill is all that a poster shows.
type Bill struct {
	Head
	Date  string   // of an event, which stands large
	Where []string // of an event: its hours, its place and the address of that
	Note  string   // that nobody has read the translation yet, or that it is a draft
	Foot  Foot
}

// PosterOf gives the poster of a page. The page is complete.
func PosterOf(base string, p *site.Page, colours Colours) *Bill {
	l := p.Language
	b := &Bill{Head: headOf(p, colours), Foot: footOf(base, p)}
	switch {
	case p.Card.Draft:
		b.Note = l.T("mark.draft")
	case p.Card.Review:
		b.Note = l.T("mark.review")
	}
	switch {
	case p.Event != nil:
		e := p.Event
		b.Date = l.Date(e.Event.Start.Date)
		for _, text := range []string{l.Range(e.Event.Start, e.Event.End, e.Timed, e.OwnZone), e.Place, e.Event.Address} {
			if text != "" {
				b.Where = append(b.Where, text)
			}
		}
	case p.Demands != nil:
		b.Kicker = p.Demands.By.Title
		if p.Demands.Opinion {
			b.Kicker = l.T("mark.opinion") + " · " + b.Kicker
		}
	}
	return b
}

// Measures of a poster.
const (
	posterPad   = 24 * pt
	posterLarge = 190 * pt
	posterSmall = 24 * pt
	billKicker  = 20 * pt
	billLarge   = 34 * pt // the words below the headline
	billSmall   = 15 * pt
	billDate    = 72 * pt
	billSite    = 30 * pt
	billAddress = 12 * pt
	billModule  = 181 // a millimetre
	billMost    = 62 * mm
	bar         = 12 * pt
)

// Poster prints a poster.
func (p *Press) Poster(b *Bill, paper Paper) ([]byte, error) {
	c := p.newCanvas(&b.Head, paper, b.Foot.Site)
	w := &bill{canvas: c, Bill: b, own: colourOf(b.Colours.Own), on: colourOf(b.Colours.On)}
	if b.Foot.Address != "" {
		code, err := qr.Of(b.Foot.Address)
		if err != nil {
			return nil, err
		}
		w.code = &code
	}
	c.pdf.AddPage()
	bottom := w.drawFoot() - posterPad
	w.drawHead(w.drawDetails(bottom-(bottom-margin)*36/100, bottom) - posterPad)
	return c.bytes()
}

// bill is a poster on its way to paper.
type bill struct {
	*canvas
	*Bill
	own, on colour
	code    *qr.Code
}

func (b *bill) inner() length { return b.width - 2*margin }

// drawFoot draws who calls and where to read on, and gives where it begins.
func (b *bill) drawFoot() length {
	side := length(0)
	if b.code != nil {
		side = min(length(b.code.Size+2*qr.Quiet)*billModule, billMost)
	}
	height := max(side, 96*pt)
	top := b.height - margin - height
	b.fill(margin, top-bar, b.inner(), bar, black)
	if b.code != nil {
		x := margin + b.inner() - side
		b.canvas.code(*b.code, x, top, side)
		b.link(x, top, side, side, b.Foot.Address)
	}
	wide := b.inner() - side - posterPad/2
	style := lettering.Style{Face: lettering.Display, Size: billSite, Tracking: -20, Language: b.language, RTL: b.rtl}
	lines, size := b.press.letters.Headline(b.Foot.Site, style, lettering.Box{Width: wide, Height: 2 * billSite, Leading: 1050, Least: 14 * pt})
	y := b.headlines(lines, margin, top+14*pt, size, size*105/100, black) + 4*pt
	if b.Foot.Address == "" {
		y = b.paragraph(first(b.set(plain(b.Foot.Lead), wide, billAddress), 2), margin, y, billAddress, black)
		b.fill(margin, y+20*pt, wide, thin, black)
		b.paragraph(first(b.set(strong(b.Note), wide, billAddress), 1), margin, y+22*pt, billAddress, black)
		return top - bar
	}
	y = b.paragraph(first(b.set(plain(b.Foot.Tagline), wide, billAddress), 2), margin, y, billAddress, black) + 4*pt
	from := y
	y = b.address(b.Foot.Readable, margin, y, wide, billAddress)
	b.link(margin, from, wide, y-from, b.Foot.Address)
	b.paragraph(first(b.set(strong(b.Note), wide, billAddress), 1), margin, y+4*pt, billAddress, black)
	return top - bar
}

// drawDetails draws the summary, or when and where, as large as it has room for
// between two places, and gives where that begins.
func (b *bill) drawDetails(top, bottom length) length {
	words := [][]Span{strong(b.Summary)}
	var date []lettering.Line
	var dated length
	if b.Date != "" {
		date, dated = b.headline(b.Date, b.inner(), billDate*5/4, billDate, 1000)
		words = nil
		for _, text := range b.Where {
			words = append(words, strong(text))
		}
	}
	top += length(len(date)) * dated * 12 / 10
	for size := length(billLarge); ; size -= pt {
		var lines []line
		for _, text := range words {
			lines = append(lines, b.set(text, b.inner(), size)...)
		}
		height := length(len(lines)) * b.leading(size)
		if height > bottom-top && size > billSmall {
			continue
		}
		for height > bottom-top && len(lines) > 1 {
			lines, height = lines[:len(lines)-1], height-b.leading(size)
		}
		y := bottom - height
		b.paragraph(lines, margin, y, size, black)
		for i := range date {
			y -= dated * 12 / 10
			b.letters(date[len(date)-1-i], margin, y+dated*80/100, dated, black)
		}
		return y
	}
}

// headline sets a text as large as fits into a box.
func (b *bill) headline(text string, width, height, most length, leading int) ([]lettering.Line, length) {
	style := lettering.Style{Face: lettering.Display, Size: most, Tracking: -25, Language: b.language, RTL: b.rtl}
	return b.press.letters.Headline(text, style, lettering.Box{Width: width, Height: height, Leading: leading, Least: posterSmall})
}

// drawHead draws the headline at the foot of a block of colour that ends at a place.
func (b *bill) drawHead(bottom length) {
	b.fill(margin, margin, b.inner(), bottom-margin, b.own)
	wide := b.inner() - 2*posterPad
	top := b.paragraph(first(b.set(strong(b.Kicker), wide, billKicker), 2), margin+posterPad, margin+posterPad*8/10, billKicker, b.on)
	leading := 980
	if b.rtl {
		leading = 1250
	}
	lines, size := b.headline(b.Title, wide, bottom-posterPad*3/2-top, posterLarge, leading)
	y := bottom - posterPad - length(len(lines))*size*length(leading)/1000 + size*20/100
	b.headlines(lines, margin+posterPad, y, size, size*length(leading)/1000, b.on)
}
