package asset

import (
	"fmt"
	"image"
	"testing"
)

// seen gives where a sample of a picture of w × h is seen in an orientation of
// EXIF, as its table says it: which side the first row and the first column are.
func seen(x, y, w, h, orientation int) (int, int) {
	row := [...]string{1: "top", "top", "bottom", "bottom", "left", "right", "right", "left"}[orientation]
	column := [...]string{1: "left", "right", "right", "left", "top", "top", "bottom", "bottom"}[orientation]
	var u, v int
	for side, n := range map[string]struct{ along, size int }{row: {y, h}, column: {x, w}} {
		switch side {
		case "top":
			v = n.along
		case "bottom":
			v = n.size - 1 - n.along
		case "left":
			u = n.along
		case "right":
			u = n.size - 1 - n.along
		}
	}
	return u, v
}

// TestTurn holds each pixel to its place, in all that [scaled] gives.
func TestTurn(t *testing.T) {
	const w, h = 16, 8
	box := image.Rect(0, 0, w, h)
	grey, rgba, colours := image.NewGray(box), image.NewRGBA(box), image.NewYCbCr(box, image.YCbCrSubsampleRatio420)
	for _, pix := range [][]byte{grey.Pix, rgba.Pix, colours.Y, colours.Cb, colours.Cr} {
		for i := range pix {
			pix[i] = byte(60 + 97*i%120)
		}
	}
	for _, m := range []image.Image{grey, rgba, colours} {
		for orientation := range 9 {
			turned := turn(m, orientation)
			for i := range w * h {
				x, y := i%w, i/w
				u, v := seen(x, y, w, h, max(orientation, 1))
				if fmt.Sprint(m.At(x, y)) != fmt.Sprint(turned.At(u, v)) {
					t.Fatalf("%T, orientation %d: (%d, %d) is not at (%d, %d)", m, orientation, x, y, u, v)
				}
			}
		}
	}
}

// TestReadEXIF reads structures that are cut off, lie or say nothing.
func TestReadEXIF(t *testing.T) {
	const (
		head, entry = "MM\x00\x2a\x00\x00\x00\x08\x00\x01", "\x01\x12\x00\x03\x00\x00\x00\x01"
		gps         = head + "\x88\x25\x00\x04\x00\x00\x00\x01"
		latitude    = "\x00\x02\x00\x05\x00\x00\x00\x03\x00\x00\x00\x00"
	)
	for tiff, want := range map[string]noted{
		"":                                   {},
		"MM\x00\x2a":                         {},
		"MM\x00\x2a\xff\xff\xff\xff\x00\x01": {},
		head:                                 {},
		head + entry:                         {},
		head + entry + "\x00\x06\x00\x00":    {orientation: 6},
		head + entry + "\x00\x09\x00\x00":    {},
		head + entry + "\x00\x00\x00\x00":    {},
		"II\x2a\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00": {orientation: 8},
		gps + "\x00\x00\x00\x16\x00\x01" + latitude:                                          {placed: true},
		gps + "\x00\x00\x00\x16\x00\x01\x00\x00" + latitude[2:]:                              {},
		gps + "\x00\x00\x00\x16\x00\x09":                                                     {},
		gps + "\x00\x00\x00\x08\x00\x09":                                                     {}, // itself
		gps + "\xff\xff\xff\xff":                                                             {},
	} {
		if got := readEXIF([]byte(tiff)); got != want {
			t.Errorf("%q: %+v, want %+v", tiff, got, want)
		}
	}
}
