package lettering

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// text is a paragraph that has been shaped, and where its lines may end.
type text struct {
	runes  []rune
	runs   []run   // in reading order
	before []int64 // how far each character is from the start, in parts of an em; one more than characters
	// A line may end before a character: as it should, or where no other place is left.
	breaks, cracks []bool
}

// run is characters of one direction and one cut.
type run struct {
	from, to int
	cut      int
	level    uint8   // of bidi; odd from right to left
	glyphs   []glyph // from left to right
}

// glyph is a shape in its run.
type glyph struct {
	id              harfbuzz.GID
	at              int // the first character that it shows
	advance, dx, dy int64
}

// set shapes a text.
func (h *hand) set(s string, style Style) *text {
	t := &text{runes: h.fold(s, style.Face)}
	n := len(t.runes)
	advances := make([]int64, n)
	for _, r := range h.runs(t.runes, style) {
		h.shape(t.runes, &r, style)
		for _, g := range r.glyphs {
			advances[g.at] += g.advance
		}
		t.runs = append(t.runs, r)
	}
	t.before = make([]int64, n+1)
	for i, a := range advances {
		t.before[i+1] = t.before[i] + a
	}
	h.findBreaks(t)
	return t
}

// runs parts a text where its direction or its cut changes.
func (h *hand) runs(runes []rune, style Style) []run {
	direction := bidi.LeftToRight
	if style.RTL {
		direction = bidi.RightToLeft
	}
	var out []run
	directed := h.bidi.Segment(runes, direction)
	for i := range directed.NumRuns() {
		d := directed.Run(i)
		for j := d.Start; j < d.End; j++ {
			current := -1
			if j > d.Start {
				current = out[len(out)-1].cut
			}
			if c := h.cutOf(runes[j], current, style.Face); c != current {
				out = append(out, run{from: j, to: j, cut: c, level: uint8(d.Level)})
			}
			out[len(out)-1].to = j + 1
		}
	}
	return out
}

// cutOf chooses the cut for a character after one that another cut shows, or none
// (-1). Signs and spaces stay with what they follow.
func (h *hand) cutOf(r rune, current int, f Face) int {
	stays := unicode.In(r, unicode.Zs, unicode.Cf, unicode.M) || r == noBreakHyphen
	if current >= 0 && (stays || unicode.IsPunct(r) && h.has(current, r)) {
		return current
	}
	if stays {
		return orders[f][0]
	}
	c, _ := h.find(f, r)
	return c
}

// shape gives a run its glyphs.
func (h *hand) shape(runes []rune, r *run, style Style) {
	c := h.cuts[r.cut]
	if slices.Contains(runes[r.from:r.to], noBreakHyphen) && !h.has(r.cut, noBreakHyphen) {
		runes = slices.Clone(runes)
		for i := r.from; i < r.to; i++ {
			if runes[i] == noBreakHyphen {
				runes[i] = '-'
			}
		}
	}
	b := h.buffer
	b.Clear()
	b.AddRunes(runes, r.from, r.to-r.from)
	b.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: c.script, Language: language.NewLanguage(style.Language)}
	if r.level%2 == 1 {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	b.Shape(h.fonts[r.cut], nil)
	tracking := int64(style.Tracking) * em / 1000
	if c.script == language.Arabic {
		tracking = 0
	}
	r.glyphs = make([]glyph, len(b.Info))
	for i, info := range b.Info {
		p := b.Pos[i]
		g := glyph{info.Glyph, info.Cluster, int64(p.XAdvance) * c.unit, int64(p.XOffset) * c.unit, int64(p.YOffset) * c.unit}
		if p.XAdvance > 0 { // else it is a mark on another
			g.advance += tracking
		}
		r.glyphs[i] = g
	}
}

// Marks that belong to what follows or precedes them, a space between or not.
const (
	opening = "«“‘([{¿¡"
	closing = "»”)]}!?;:%$€…"
)

// findBreaks finds where lines may end.
func (h *hand) findBreaks(t *text) {
	n := len(t.runes)
	t.breaks, t.cracks = make([]bool, n+1), make([]bool, n+1)
	h.breaks.Init(t.runes)
	for lines := h.breaks.LineIterator(); lines.Next(); {
		l := lines.Line()
		end := l.Offset + len(l.Text)
		t.breaks[end] = end == n || !t.holds(end)
	}
	for parts := h.breaks.GraphemeIterator(); parts.Next(); {
		p := parts.Grapheme()
		t.cracks[p.Offset+len(p.Text)] = true
	}
}

// holds says whether a mark at a place keeps what is before it with what is after.
func (t *text) holds(at int) bool {
	last := t.trim(0, at) - 1
	return last < 0 || strings.ContainsRune(opening, t.runes[last]) || strings.ContainsRune(closing, t.runes[at]) && last < at-1
}

// trim gives the end of a line without the spaces there.
func (t *text) trim(from, to int) int {
	for to > from && unicode.IsSpace(t.runes[to-1]) {
		to--
	}
	return to
}

// readsOn says whether a line that ends at a place ends with a word of one letter or
// two: «de», «à», «of».
func (t *text) readsOn(at int) bool {
	end := t.trim(0, at)
	start := end
	for start > 0 && unicode.IsLetter(t.runes[start-1]) {
		start--
	}
	return at < len(t.runes) && start < end && end-start <= 2
}
