package lettering

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// span is a line: characters of a text, with no space at the end.
type span struct{ from, to int }

// limit gives a width in parts of an em.
func limit(width, size Length) int64 { return int64(width) * em / int64(size) }

// lines gives how many lines of a size the box has room for, one at least.
func (b Box) lines(size Length) int {
	return 1 + max(0, int(b.Height-size))*1000/max(1, int(size)*b.Leading)
}

func (t *text) width(s span) int64 { return t.before[s.to] - t.before[s.from] }

// fill fills lines of a width. Where not even one word fits, it is cracked, and the
// text is not whole.
func (t *text) fill(breaks []bool, width int64) (spans []span, whole bool) {
	whole = true
	for from := 0; from < len(t.runes); {
		end := t.lineEnd(breaks, from, width)
		if end < 0 {
			whole = false
			if end = t.lineEnd(t.cracks, from, width); end < 0 {
				end = from + 1 + slices.Index(t.cracks[from+1:], true)
			}
		}
		spans = append(spans, span{from, t.trim(from, end)})
		from = end
	}
	return spans, whole
}

// lineEnd gives the last place where a line that starts somewhere may end, or -1.
func (t *text) lineEnd(breaks []bool, from int, width int64) int {
	end := -1
	for i := from + 1; i <= len(t.runes); i++ {
		if !unicode.IsSpace(t.runes[i-1]) && t.width(span{from, i}) > width {
			break // no end behind this one is nearer
		}
		if breaks[i] {
			end = i
		}
	}
	return end
}

// balance gives as many lines as spans, of lengths that differ least: the squares of
// what they differ by from the mean add up to the least, and a line that ends on a
// short word counts as uneven. Of a text that is too long for a headline it gives the
// spans.
func (t *text) balance(spans []span, width int64) []span {
	places := []int{0}
	for i, may := range t.breaks {
		if may && i > 0 {
			places = append(places, i)
		}
	}
	n, lines := len(places), len(spans)
	if lines < 2 || n*n*lines > 1<<20 {
		return spans
	}
	const unit = em / 1000 // finer differences are not seen, and their squares are large
	mean := t.before[len(t.runes)] / int64(lines) / unit
	const never = math.MaxInt64
	least := make([]int64, n) // of the lines so far, by where the last of them ends
	for i := range least[1:] {
		least[i+1] = never
	}
	starts := make([][]int, lines) // of that line, as an index into places
	for line := range starts {
		next := slices.Repeat([]int64{never}, n)
		starts[line] = make([]int, n)
		for from, cost := range least {
			for to := from + 1; to < n && cost < never; to++ {
				w := t.width(span{places[from], t.trim(places[from], places[to])})
				if w > width {
					break
				}
				off := w/unit - mean
				sum := cost + off*off
				if t.readsOn(places[to]) {
					sum += mean * mean / 16
				}
				if sum < next[to] {
					next[to], starts[line][to] = sum, from
				}
			}
		}
		least = next
	}
	if least[n-1] == never {
		return spans
	}
	out := make([]span, lines)
	for line, to := lines-1, n-1; line >= 0; line-- {
		from := starts[line][to]
		out[line] = span{places[from], t.trim(places[from], places[to])}
		to = from
	}
	return out
}

// shortened gives as many lines as a box has room for. The last one ends with an
// ellipsis.
func (h *hand) shortened(t *text, s Style, b Box) []Line {
	width := limit(b.Width, s.Size)
	spans, _ := t.fill(t.breaks, width)
	most := b.lines(s.Size)
	if len(spans) <= most { // a word is wider than the box
		return h.lines(t, spans, s)
	}
	start := spans[most-1].from
	for _, places := range [][]bool{t.breaks, t.cracks} {
		for end := spans[most-1].to; end > start; end-- {
			if !places[end] && end != spans[most-1].to {
				continue
			}
			kept := strings.TrimRightFunc(string(t.runes[:end]), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			short := h.set(kept+"…", s)
			if lines, _ := short.fill(short.breaks, width); kept != "" && len(lines) <= most {
				return h.lines(short, lines, s)
			}
		}
	}
	return h.lines(t, spans[:most], s)
}

// lines makes lines of spans, their glyphs where they are seen.
func (h *hand) lines(t *text, spans []span, s Style) []Line {
	lines := make([]Line, 0, len(spans))
	for _, span := range spans {
		l := Line{Text: string(t.runes[span.from:span.to]), size: s.Size}
		var x int64
		for _, r := range t.visual(span) {
			for _, g := range r.glyphs {
				if g.at >= span.from && g.at < span.to {
					l.place(placed{h.outline(r.cut, g), x + g.dx, g.dy, r.cut, h.charOf(t, r, g), g.at - span.from})
					x += g.advance
				}
			}
		}
		l.Width = scale(x, s.Size)
		lines = append(lines, l)
	}
	return lines
}

// visual gives the runs of a line from left to right (rule L2 of Unicode's
// bidirectional algorithm; there is no space at the end of a line that L1 would
// concern).
func (t *text) visual(s span) []run {
	var runs []run
	var highest uint8
	for _, r := range t.runs {
		if r.from < s.to && r.to > s.from {
			runs = append(runs, r)
			highest = max(highest, r.level)
		}
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(runs); i++ {
			j := i
			for j < len(runs) && runs[j].level >= level {
				j++
			}
			slices.Reverse(runs[i:j])
			i = max(i, j)
		}
	}
	return runs
}
