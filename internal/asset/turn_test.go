package asset

import (
	"fmt"
	"image"
	"image/color"
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

// TestTurn holds each pixel to its place, whatever the spacing of the colours.
func TestTurn(t *testing.T) {
	const w, h = 16, 8
	pictures := map[string]image.Image{"grey": image.NewGray(image.Rect(0, 0, w, h)), "four inks": image.NewCMYK(image.Rect(0, 0, w, h))}
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		m := image.NewYCbCr(image.Rect(0, 0, w, h), ratio)
		for _, plane := range [][]byte{m.Y, m.Cb, m.Cr} {
			for i := range plane {
				plane[i] = byte(60 + 97*i%120)
			}
		}
		pictures[fmt.Sprint(ratio)] = m
	}
	for i := range w * h {
		pictures["grey"].(*image.Gray).Pix[i] = byte(i)
		pictures["four inks"].(*image.CMYK).SetCMYK(i%w, i/w, color.CMYK{byte(i), byte(2 * i), 9, 30})
	}
	for name, m := range pictures {
		for orientation := 2; orientation <= 8; orientation++ {
			turned := turn(m, orientation)
			for i := range w * h {
				x, y := i%w, i/w
				u, v := seen(x, y, w, h, orientation)
				r, g, b, _ := m.At(x, y).RGBA()
				r2, g2, b2, _ := turned.At(u, v).RGBA()
				if r>>8 != r2>>8 || g>>8 != g2>>8 || b>>8 != b2>>8 {
					t.Fatalf("%s, orientation %d: (%d, %d) is not at (%d, %d)", name, orientation, x, y, u, v)
				}
			}
		}
	}
}

// TestOrientation reads structures that are cut off, lie or say nothing.
func TestOrientation(t *testing.T) {
	const head, entry = "MM\x00\x2a\x00\x00\x00\x08\x00\x01", "\x01\x12\x00\x03\x00\x00\x00\x01"
	for tiff, want := range map[string]int{
		"":                                   1,
		"MM\x00\x2a":                         1,
		"MM\x00\x2a\xff\xff\xff\xff\x00\x01": 1,
		head:                                 1,
		head + entry:                         1,
		head + entry + "\x00\x06\x00\x00":    6,
		head + entry + "\x00\x09\x00\x00":    1,
		head + entry + "\x00\x00\x00\x00":    1,
		"II\x2a\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00": 8,
	} {
		if got := exifOrientation([]byte(tiff)); got != want {
			t.Errorf("%q: %d, want %d", tiff, got, want)
		}
	}
}
