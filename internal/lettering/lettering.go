// Package lettering sets text in the faces of the site, for what is drawn and not
// read by a browser: cards, posters, leaflets.
//
// [New] reads the faces, which are in the program. A [Case] takes a text with its
// language, direction and size, and gives [Line]s: [Case.Paragraph] fills a width,
// [Case.Headline] a box, in lines of like length and as large as fits. A Line draws
// its outlines with whatever [Pen] it is given.
//
// Letters are shaped by the port of HarfBuzz, so that Arabic joins and is ordered
// from right to left, with what is not Arabic inside; a letter that a face lacks is
// taken from the next. No line is broken where a French space holds words together,
// before the mark that it belongs to or inside a word that fits.
//
// It refuses no text and never fails: what no face has, such as a letter that is
// neither Latin nor Arabic, is left out and never drawn as a box.
//
// Sizes are whole 64ths, and so is all that comes out. Within, places are whole
// 256,000ths of an em, in which every measure of the faces is a whole number: nothing
// is rounded until a point is drawn, and no floating point number takes part, so the
// same text gives the same outlines on every machine. A Case is safe for concurrent
// use, and its lines are.
package lettering

import (
	"strings"
	"sync"
)

// Length is a length or a place, in 64ths of the unit that the caller draws in.
type Length int

// One is the caller's unit.
const One Length = 64

// Face is one of the faces that the site is set in.
type Face uint8

// The faces: for headlines, for text and for what stands out in it.
const (
	Display Face = iota
	Text
	Bold
)

// Style is how a text is set.
type Style struct {
	Face     Face
	Size     Length // of the em
	Tracking int    // after each letter, in thousandths of an em; letters that join have none
	Language string // its code or tag
	RTL      bool   // the paragraph runs from right to left
}

// Box is the room of a headline.
type Box struct {
	Width, Height Length
	Leading       int    // from baseline to baseline, in thousandths of the size
	Least         Length // the smallest size; then it is cut short
}

// Case holds the faces.
type Case struct {
	cuts  []cut
	hands sync.Pool // of *hand
}

// em is the parts of an em that places are counted in: every face has a whole number
// of them in its unit.
const em = 256_000

// scale gives the length of some parts of an em at a size, rounded to the nearest.
func scale(parts int64, size Length) Length {
	n := 2*parts*int64(size) + em
	q := n / (2 * em)
	if n%(2*em) < 0 {
		q--
	}
	return Length(q)
}

// Paragraph sets a text in lines that are as long as a width allows. A line ends
// where the text has a line feed too.
func (c *Case) Paragraph(text string, s Style, width Length) []Line {
	if s.Size <= 0 || width <= 0 {
		return nil
	}
	h := c.take()
	defer c.hands.Put(h)
	var lines []Line
	for part := range strings.SplitSeq(text, "\n") {
		t := h.set(part, s)
		spans, _ := t.fill(t.breaks, limit(width, s.Size))
		lines = append(lines, h.lines(t, spans, s)...)
	}
	return lines
}

// Headline sets a text in lines of like length, at the size of the style or the
// largest below at which it fits into a box, and gives that size.
func (c *Case) Headline(text string, s Style, b Box) ([]Line, Length) {
	if s.Size <= 0 || b.Width <= 0 {
		return nil, s.Size
	}
	h := c.take()
	defer c.hands.Put(h)
	t := h.set(text, s)
	least := min(max(b.Least, 1), s.Size)
	for size := s.Size; size >= least; size -= max(1, min(size/24, size-least)) {
		spans, whole := t.fill(t.breaks, limit(b.Width, size))
		if whole && len(spans) <= b.lines(size) {
			s.Size = size
			return h.lines(t, t.balance(spans, limit(b.Width, size)), s), size
		}
	}
	s.Size = least
	return h.shortened(t, s, b), least
}
