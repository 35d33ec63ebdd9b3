package card

import "tract/internal/lettering"

// A picture must have the same bytes on every machine. x/image/vector, the usual
// choice, computes with float32, which some processors round differently (Go may fuse
// a multiplication with an addition). So this is a rasteriser of whole numbers, of the
// usual kind: each edge leaves in the cells that it crosses how much it covers, and
// the sum along a row says how much of a pixel is inside (David Turner's and Raph
// Levien's method).

// full is what is left in a cell by an edge through all its height, at its left side.
const full = 2 * int(lettering.One) * int(lettering.One)

// cell is what edges left in a pixel: the height that they cover, and that times
// twice their distance from the left side.
type cell struct{ height, area int32 }

// raster is outlines over some rows of a picture. It is a [lettering.Pen].
type raster struct {
	cells          []cell
	width          int // of a row; a column more takes what is beyond the right side
	top, rows      int
	x, y           int // the pen, in 64ths
	startX, startY int
}

// begin empties the raster and lays it over some rows.
func (r *raster) begin(width, top, rows int) {
	n := (width + 1) * rows
	if cap(r.cells) < n {
		r.cells = make([]cell, n)
	}
	r.cells = r.cells[:n]
	clear(r.cells)
	r.width, r.top, r.rows = width, top, rows
	r.x, r.y, r.startX, r.startY = 0, 0, 0, 0
}

// MoveTo begins a contour.
func (r *raster) MoveTo(x, y lettering.Length) {
	r.close()
	r.x, r.y = int(x), int(y)
	r.startX, r.startY = r.x, r.y
}

// close draws the rest of a contour.
func (r *raster) close() { r.edge(r.x, r.y, r.startX, r.startY) }

// LineTo draws an edge.
func (r *raster) LineTo(x, y lettering.Length) {
	r.edge(r.x, r.y, int(x), int(y))
	r.x, r.y = int(x), int(y)
}

// QuadTo draws a curve as edges that are nowhere farther than a 32nd of a pixel from it.
func (r *raster) QuadTo(cx, cy, x, y lettering.Length) {
	x0, y0, x1, y1, x2, y2 := r.x, r.y, int(cx), int(cy), int(x), int(y)
	bend := max(magnitude(x0-2*x1+x2), magnitude(y0-2*y1+y2))
	n := 1
	for 8*n*n < bend {
		n++
	}
	for i := 1; i <= n; i++ {
		a, b, c := (n-i)*(n-i), 2*i*(n-i), i*i
		r.LineTo(lettering.Length((a*x0+b*x1+c*x2)/(n*n)), lettering.Length((a*y0+b*y1+c*y2)/(n*n)))
	}
}

// edge leaves an edge in the cells that it crosses.
func (r *raster) edge(x0, y0, x1, y1 int) {
	const one = int(lettering.One)
	right, top, bottom := r.width*one, r.top*one, (r.top+r.rows)*one
	x0, x1 = min(max(x0, 0), right), min(max(x1, 0), right)
	y0, y1 = min(max(y0, top), bottom)-top, min(max(y1, top), bottom)-top
	sign := 1
	if y0 > y1 {
		x0, y0, x1, y1, sign = x1, y1, x0, y0, -1
	}
	if y0 == y1 {
		return
	}
	at := func(y int) int { return x0 + (x1-x0)*(y-y0)/(y1-y0) }
	for row := y0 / one; row*one < y1; row++ {
		from, to := max(y0, row*one), min(y1, (row+1)*one)
		r.cross(r.cells[row*(r.width+1):(row+1)*(r.width+1)], at(from), at(to), to-from, sign)
	}
}

// cross leaves the part of an edge that is in one row: from x to x, over a height.
func (r *raster) cross(row []cell, from, to, height, sign int) {
	const one = int(lettering.One)
	if from > to {
		from, to = to, from
	}
	done := 0 // of the height
	for column := from / one; ; column++ {
		left, end := max(from, column*one), min(to, (column+1)*one)
		part := height - done
		if end < to {
			part = height*(end-from)/(to-from) - done
		}
		row[column].height += int32(sign * part)
		row[column].area += int32(sign * part * (left + end - 2*column*one))
		if done += part; end == to {
			return
		}
	}
}

// fill gives the pixels that are inside a shade of a ramp: how much of them is.
// What is outside stays as it is.
func (r *raster) fill(pixels []uint8, ramp []uint8) {
	r.close()
	steps := len(ramp) - 1
	for y := range r.rows {
		inside := 0
		row := r.cells[y*(r.width+1) : (y+1)*(r.width+1)]
		out := pixels[(r.top+y)*r.width : (r.top+y+1)*r.width]
		for x := range out {
			c := row[x]
			inside += int(c.height) * 2 * int(lettering.One)
			if c.area == 0 && inside == 0 {
				continue
			}
			covered := min(magnitude(inside-int(c.area)), full)
			if shade := (covered*steps + full/2) / full; shade > 0 {
				out[x] = ramp[shade]
			}
		}
	}
}

func magnitude(n int) int { return max(n, -n) }
