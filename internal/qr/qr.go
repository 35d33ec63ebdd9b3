// Package qr makes QR codes, which lead from paper and from terminals to a page.
//
// It takes a text and gives a [Code], a square of modules that are dark or light. It
// draws nothing: a terminal, a PDF and a page have each their own way. It refuses a
// text that is too long for any code. The codes can lose a seventh of themselves
// (level M) and are still read.
package qr

import (
	"fmt"
	"strconv"

	"rsc.io/qr"
)

// Quiet is how many light modules a code needs around it.
const Quiet = 4

// Code is a QR code.
type Code struct {
	Size int // modules in a row, without the quiet ones around
	code *qr.Code
}

// Of gives the code of a text.
func Of(text string) (Code, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return Code{}, fmt.Errorf("make a QR code of %d bytes: %w", len(text), err)
	}
	return Code{code.Size, code}, nil
}

// Dark says whether a module is dark. Those around the code are light.
func (c Code) Dark(x, y int) bool { return c.code.Black(x, y) }

// Runs calls a function for each stretch of dark modules in a row.
func (c Code) Runs(do func(x, y, length int)) {
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			from := x
			for c.Dark(x, y) {
				x++
			}
			if x > from {
				do(from, y, x-from)
			}
		}
	}
}

// SVG draws the code, dark on white, with its quiet modules: each row as strokes.
func (c Code) SVG() []byte {
	side := strconv.Itoa(c.Size + 2*Quiet)
	b := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + side + ` ` + side + `" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h` + side + `v` + side + `H0z"/><path stroke="#000" d="`)
	row, end := -1, 0
	c.Runs(func(x, y, length int) {
		if y == row {
			b = fmt.Appendf(b, "m%d 0", x-end)
		} else {
			b = fmt.Appendf(b, "M%d %d.5", x+Quiet, y+Quiet)
		}
		b = fmt.Appendf(b, "h%d", length)
		row, end = y, x+length
	})
	return append(b, `"/></svg>`...)
}
