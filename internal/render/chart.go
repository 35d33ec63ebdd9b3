package render

import (
	"html/template"
	"slices"
	"strconv"

	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/site"
)

// Drawings are lengths in a row, which CSS colours and which fill the width that
// there is: positions are percentages, so that nothing is stretched. All that they
// say stands beside them in words, and readers of a screen are told nothing twice.

// bar draws a value on the scale of its figure, "" where that would tell nothing.
// What the value is only known to exceed, or not to reach, is left open.
func bar(v site.FigureValue) template.HTML {
	if v.Share == 0 {
		return ""
	}
	const room, loose = 940, 50 // thousandths: for the largest value, and what is open about one
	solid := v.Share * room / 1000
	open := max(0, v.Upto-v.Share) * room / 1000
	switch {
	case open > 0:
	case v.Qualifier == "over" || v.Qualifier == "at-least":
		open = loose
	case v.Qualifier == "under" || v.Qualifier == "nearly":
		open = min(loose, solid)
		solid -= open
	}
	dst := start(nil, "svg", "class", "bar", "aria-hidden", "true", "width", "100%", "height", "20")
	dst = rect(dst, "", 0, solid, 0, 20)
	if open > 0 {
		dst = rect(dst, "bar-open", solid, open, 1, 18)
	}
	return markup(end(dst, "svg"))
}

// rect writes a rectangle, across in thousandths of the width and down in pixels.
func rect(dst []byte, class string, x, width, y, height int) []byte {
	dst = append(dst, "<rect"...)
	if class != "" {
		dst = markdown.AppendAttribute(dst, "class", class)
	}
	if x > 0 {
		dst = markdown.AppendAttribute(dst, "x", thousandths(x))
	}
	if y > 0 {
		dst = markdown.AppendAttribute(dst, "y", strconv.Itoa(y))
	}
	dst = markdown.AppendAttribute(dst, "width", thousandths(width))
	return append(markdown.AppendAttribute(dst, "height", strconv.Itoa(height)), "/>"...)
}

// thousandths writes a length as a percentage.
func thousandths(n int) string {
	return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) + "%"
}

// The picture of years: a row for each, a lane high for each moment that another
// is in the way of.
const (
	laneHeight = 14
	dayHeight  = 11
	dayWidth   = 30 // thousandths; a day is drawn wider than it is, or nobody would see it
	daysOfYear = 366
	longGap    = 8 // years without a moment, more than which are one row
)

// Years draws the timeline: a row for each year from the first to the last, in it
// a block for each moment, as wide as its date is unsure. A year that has moments
// leads to them.
func (v *View) Years() template.HTML {
	var dst []byte
	years := v.Page.Timeline
	for i, y := range years {
		if i > 0 {
			dst = v.gap(dst, years[i-1].Number+1, y.Number)
		}
		name := strconv.Itoa(y.Number)
		dst = start(start(dst, "li"), "a", "href", "#y"+name)
		dst = append(append(dst, name...), ' ')
		dst = start(dst, "span", "class", "hidden")
		dst = end(end(markdown.AppendText(dst, v.L.N("timeline.moments", len(y.Moments))), "span"), "a")
		dst = append(end(drawMoments(dst, y.Moments), "li"), '\n')
	}
	return markup(dst)
}

// gap draws the years from one up to another, which nothing is known of.
func (v *View) gap(dst []byte, from, to int) []byte {
	if to-from > longGap {
		return append(end(start(dst, "li", "data-gap", "long", "aria-hidden", "true"), "li"), '\n')
	}
	for year := from; year < to; year++ {
		dst = start(dst, "li", "data-gap", "year", "aria-hidden", "true")
		dst = append(end(strconv.AppendInt(dst, int64(year), 10), "li"), '\n')
	}
	return dst
}

// extent is where a moment stands in its year, in thousandths, how high it is drawn
// in pixels, and on which lane. What is spread over a month or a year is thinner.
type extent struct {
	from, width, height, lane int
	inferred                  bool
}

// drawMoments draws the moments of a year.
func drawMoments(dst []byte, moments []site.Moment) []byte {
	placed, lanes := arrange(moments)
	height := lanes*laneHeight - (laneHeight - dayHeight)
	dst = start(dst, "svg", "aria-hidden", "true", "width", "100%", "height", strconv.Itoa(height))
	for _, e := range placed {
		class := ""
		if e.inferred {
			class = "inferred"
		}
		dst = rect(dst, class, e.from, e.width, height-e.height-e.lane*laneHeight, e.height)
	}
	return end(dst, "svg")
}

// arrange puts each moment on the lowest lane that is free where it stands, those
// whose dates are least sure first.
func arrange(moments []site.Moment) (placed []extent, lanes int) {
	for _, m := range moments {
		placed = append(placed, extentOf(m))
	}
	slices.SortStableFunc(placed, func(a, b extent) int {
		if a.width != b.width {
			return b.width - a.width
		}
		return a.from - b.from
	})
	var ends []int // of what stands last on each lane
	for i := range placed {
		e := &placed[i]
		e.lane = slices.IndexFunc(ends, func(end int) bool { return end <= e.from })
		if e.lane < 0 {
			e.lane, ends = len(ends), append(ends, 0)
		}
		ends[e.lane] = e.from + e.width + 4
	}
	return placed, len(ends)
}

func extentOf(m site.Moment) extent {
	e := extent{width: 1000, height: 3, inferred: m.Inferred}
	switch d := m.Date; {
	case d.Day > 0:
		e.from, e.width, e.height = min(dayOfYear(d)*1000/daysOfYear, 1000-dayWidth), dayWidth, dayHeight
	case d.Month > 0:
		e.from, e.width, e.height = (d.Month-1)*1000/12, 1000/12-2, 6
	}
	return e
}

// dayOfYear counts the days before one, in a year that has a February 29.
func dayOfYear(d locale.Date) int {
	before := [...]int{0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335}
	return before[d.Month-1] + d.Day - 1
}
