package asset

import (
	"image"
	"image/draw"
)

// turn gives the picture that [scaled] gave as its orientation says that it should be
// seen.
func turn(m image.Image, orientation int) image.Image {
	if orientation <= 1 {
		return m
	}
	r := m.Bounds()
	w, h := turnedSize(r.Dx(), r.Dy(), orientation)
	box := image.Rect(0, 0, w, h)
	switch m := m.(type) {
	case *image.YCbCr:
		out := image.NewYCbCr(box, image.YCbCrSubsampleRatio420)
		turnPlane(out.Y, out.YStride, m.Y, m.YStride, r.Dx(), r.Dy(), 1, orientation)
		cw, ch := (r.Dx()+1)/2, (r.Dy()+1)/2
		turnPlane(out.Cb, out.CStride, m.Cb, m.CStride, cw, ch, 1, orientation)
		turnPlane(out.Cr, out.CStride, m.Cr, m.CStride, cw, ch, 1, orientation)
		return out
	case *image.Gray:
		out := image.NewGray(box)
		turnPlane(out.Pix, out.Stride, m.Pix, m.Stride, r.Dx(), r.Dy(), 1, orientation)
		return out
	case *image.RGBA:
		out := image.NewRGBA(box)
		turnPlane(out.Pix, out.Stride, m.Pix, m.Stride, r.Dx(), r.Dy(), 4, orientation)
		return out
	}
	panic("internal error: a picture of another kind")
}

// flat gives a picture in red, green and blue.
func flat(m image.Image) *image.RGBA {
	out := image.NewRGBA(m.Bounds())
	draw.Draw(out, out.Bounds(), m, m.Bounds().Min, draw.Src)
	return out
}

func turnedSize(w, h, orientation int) (int, int) {
	if orientation >= 5 {
		return h, w
	}
	return w, h
}

// turnPlane copies w × h samples of size bytes each, turned. The orientations are
// those of EXIF: 2 mirrored, 3 upside down, 4 both, 5 to 8 the same with across
// and down exchanged.
func turnPlane(dst []byte, dstStride int, src []byte, srcStride, w, h, size, orientation int) {
	for y := range h {
		for x := range w {
			u, v := x, y
			switch orientation {
			case 2:
				u = w - 1 - x
			case 3:
				u, v = w-1-x, h-1-y
			case 4:
				v = h - 1 - y
			case 5:
				u, v = y, x
			case 6:
				u, v = h-1-y, x
			case 7:
				u, v = h-1-y, w-1-x
			case 8:
				u, v = y, w-1-x
			}
			copy(dst[v*dstStride+u*size:][:size], src[y*srcStride+x*size:])
		}
	}
}
