package lettering

import (
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Pen takes outlines: contours that begin with MoveTo and that it closes, filled
// where they wind around (the non-zero rule). y grows downwards.
type Pen interface {
	MoveTo(x, y Length)
	LineTo(x, y Length)
	QuadTo(cx, cy, x, y Length) // a control point and the end
}

// Line is a line of a text that has been set. The zero value is empty.
type Line struct {
	Text            string // in reading order
	Width           Length // without a space at the end
	Ascent, Descent Length // of what is drawn, above and below the baseline

	size   Length
	placed []placed
}

// placed is an outline in its line.
type placed struct {
	strokes []stroke
	x, y    int64
	cut     int
	char    rune // see [Glyph]
	at      int  // the character of the line's text that it begins with
}

// stroke is a part of an outline, in parts of an em; y grows upwards.
type stroke struct {
	op               opentype.SegmentOp
	x, y, endX, endY int64 // of a curve, x and y are its control point; else there is no end
}

// outline gives the shape of a glyph.
func (h *hand) outline(cut int, g glyph) []stroke {
	data, _ := h.faces[cut].GlyphData(g.id).(font.GlyphOutline)
	strokes := make([]stroke, len(data.Segments))
	for i, s := range data.Segments {
		// Points are whole units or halves, which float32 holds exactly.
		whole := func(v float32) int64 { return int64(v*2) * h.cuts[cut].unit / 2 }
		strokes[i] = stroke{s.Op, whole(s.Args[0].X), whole(s.Args[0].Y), whole(s.Args[1].X), whole(s.Args[1].Y)}
	}
	return strokes
}

// place adds an outline to a line.
func (l *Line) place(p placed) {
	if len(p.strokes) == 0 {
		return
	}
	l.placed = append(l.placed, p)
	for _, s := range p.strokes {
		l.Ascent = max(l.Ascent, scale(p.y+s.y, l.size))
		l.Descent = max(l.Descent, -scale(p.y+s.y, l.size))
		if s.op == opentype.SegmentOpQuadTo {
			l.Ascent = max(l.Ascent, scale(p.y+s.endY, l.size))
			l.Descent = max(l.Descent, -scale(p.y+s.endY, l.size))
		}
	}
}

// Draw draws the outlines, the left end of the line at x and its baseline at y.
func (l Line) Draw(p Pen, x, y Length) {
	for _, g := range l.placed {
		atX := func(v int64) Length { return x + scale(g.x+v, l.size) }
		atY := func(v int64) Length { return y - scale(g.y+v, l.size) }
		for _, s := range g.strokes {
			switch s.op {
			case opentype.SegmentOpMoveTo:
				p.MoveTo(atX(s.x), atY(s.y))
			case opentype.SegmentOpLineTo:
				p.LineTo(atX(s.x), atY(s.y))
			case opentype.SegmentOpQuadTo:
				p.QuadTo(atX(s.x), atY(s.y), atX(s.endX), atY(s.endY))
			default:
				panic("internal error: a curve that TrueType has not")
			}
		}
	}
}
