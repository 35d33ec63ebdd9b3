package leaflet

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"codeberg.org/go-pdf/fpdf"

	"tract/internal/lettering"
	"tract/internal/qr"
)

// canvas draws on the pages of a PDF. A place is measured from the side where lines
// begin and from the top: of a language that is written from right to left, from the
// right.
type canvas struct {
	*setter
	pdf           *fpdf.Fpdf
	width, height length
	fonts         map[int]bool // that are embedded
	cut           int          // of the font that is chosen
	size          length       // of it
}

// colour is red, green and blue.
type colour [3]uint8

var (
	black = colour{}
	white = colour{255, 255, 255}
)

// colourOf reads #rgb or #rrggbb, which the settings have been checked for.
func colourOf(s string) colour {
	if len(s) == len("#rgb") {
		s = string([]byte{'#', s[1], s[1], s[2], s[2], s[3], s[3]})
	}
	n, err := strconv.ParseUint(s[min(1, len(s)):], 16, 32)
	if err != nil {
		return black
	}
	return colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}
}

// newCanvas opens a PDF, whose bytes depend on nothing but what is drawn.
func (p *Press) newCanvas(h *Head, paper Paper, site string) *canvas {
	size := papers[paper]
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: points(size.width), Ht: points(size.height)}})
	pdf.SetCatalogSort(true)
	day := time.Unix(0, 0).UTC()
	if d := h.Date; !d.IsZero() {
		day = time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	}
	pdf.SetCreationDate(day)
	pdf.SetModificationDate(day)
	pdf.SetProducer("tract", true)
	pdf.SetTitle(h.Title, true)
	pdf.SetAuthor(site, true)
	pdf.SetSubject(h.Summary, true)
	pdf.SetLang(h.Language)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	return &canvas{setter: p.setter(h), pdf: pdf, width: size.width, height: size.height, fonts: map[int]bool{}, cut: -1}
}

// points gives a length as fpdf wants it.
func points(l length) float64 { return float64(l) / float64(pt) }

// bytes closes the PDF.
func (c *canvas) bytes() ([]byte, error) {
	var b bytes.Buffer
	if err := c.pdf.Output(&b); err != nil {
		return nil, fmt.Errorf("write a PDF: %w", err)
	}
	return b.Bytes(), nil
}

// left gives the left end of what is so wide and begins at x.
func (c *canvas) left(x, width length) length {
	if c.rtl {
		return c.width - x - width
	}
	return x
}

func (c *canvas) paint(p colour) {
	c.pdf.SetFillColor(int(p[0]), int(p[1]), int(p[2]))
	c.pdf.SetTextColor(int(p[0]), int(p[1]), int(p[2]))
}

// fill draws a rectangle.
func (c *canvas) fill(x, y, width, height length, p colour) {
	c.paint(p)
	c.pdf.Rect(points(c.left(x, width)), points(y), points(width), points(height), "F")
}

// frame draws the outline of a rectangle, within it.
func (c *canvas) frame(x, y, width, height, line length, p colour) {
	c.fill(x, y, width, line, p)
	c.fill(x, y+height-line, width, line, p)
	c.fill(x, y, line, height, p)
	c.fill(x+width-line, y, line, height, p)
}

// font chooses a font.
func (c *canvas) font(cut int, size length) {
	if !c.fonts[cut] {
		c.fonts[cut] = true
		c.press.embed(c.pdf, cut)
	}
	if c.cut != cut || c.size != size {
		c.cut, c.size = cut, size
		c.pdf.SetFont(family(cut), "", points(size))
	}
}

// say writes a text on a baseline and gives its width.
func (c *canvas) say(text string, style Style, x, y, size length, p colour) length {
	f := face(style)
	if c.shapes(text) {
		wide := length(0)
		for _, l := range c.shaped(text, f, size) {
			c.letters(l, x, y, size, p)
			wide += l.Width
		}
		return wide
	}
	wide := c.wide(text, style&^Raised) * size / em
	c.font(c.press.latin[f], size)
	c.paint(p)
	c.pdf.Text(points(c.left(x, wide)), points(y), text)
	return wide
}

// letters writes a line that has been shaped, letter by letter. Where a shape is no
// character, its text stands beside it.
func (c *canvas) letters(l lettering.Line, x, y, size length, p colour) {
	left := c.left(x, l.Width)
	c.paint(p)
	for _, g := range l.Glyphs() {
		c.font(g.Cut, size)
		private := unicode.Is(unicode.Co, g.Char)
		if private {
			c.pdf.RawWriteStr("/Span <</ActualText <FEFF" + hexadecimal(g.Text) + ">>> BDC\n")
		}
		c.pdf.Text(points(left+g.X), points(y-g.Y), string(g.Char))
		if private {
			c.pdf.RawWriteStr("EMC\n")
		}
	}
}

// hexadecimal writes a text as PDF has it in hexadecimal, in UTF-16.
func hexadecimal(text string) string {
	var b strings.Builder
	for _, n := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", n)
	}
	return b.String()
}

// code draws a QR code with its quiet modules, side long.
func (c *canvas) code(code qr.Code, x, y, side length) {
	c.fill(x, y, side, side, white)
	modules := length(code.Size + 2*qr.Quiet)
	left := c.left(x, side)
	at := func(n int) length { return length(n+qr.Quiet) * side / modules }
	c.paint(black)
	code.Runs(func(mx, my, n int) {
		c.pdf.Rect(points(left+at(mx)), points(y+at(my)), points(at(mx+n)-at(mx)), points(at(my+1)-at(my)), "F")
	})
}

// link makes a rectangle lead to an address.
func (c *canvas) link(x, y, width, height length, address string) {
	c.pdf.LinkString(points(c.left(x, width)), points(y), points(width), points(height), address)
}
