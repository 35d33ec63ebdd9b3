package asset

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"testing"
)

// reference is the curve as books write it.
func reference(t float64) float64 {
	t = math.Abs(t)
	switch {
	case t < 1:
		return 1.5*t*t*t - 2.5*t*t + 1
	case t < 2:
		return -.5*t*t*t + 2.5*t*t - 4*t + 2
	}
	return 0
}

// TestSums holds weights to the curve, and to being one in all.
func TestSums(t *testing.T) {
	for _, c := range []struct{ m, n, num, den int }{
		{4000, 1600, 4000, 1600},
		{1600, 960, 1600, 960},
		{960, 480, 960, 480},
		{1601, 1600, 1601, 1600},
		{7, 7, 7, 7},
		{3, 1, 3, 1},
		{1, 1, 1, 1},
		{5, 2, 10, 3},
		{2, 3, 10, 20}, // colours: not spaced evenly, and fewer than are wanted
	} {
		s := newSums(c.m, c.n, c.num, c.den)
		step := float64(c.num) / float64(c.den)
		end := 0
		for i, first := range s.first {
			var all int32
			var want float64
			for j := range c.m {
				want += reference((float64(j) + .5 - (float64(i)+.5)*step) / max(step, 1))
			}
			for k, w := range s.weights[i] {
				all += w
				exact := reference((float64(first+k)+.5-(float64(i)+.5)*step)/max(step, 1)) / want
				if math.Abs(float64(w)/(1<<weightBits)-exact) > .002 {
					t.Errorf("%v: sample %d of %d counts %d, want %.4f", c, first+k, i, w, exact)
				}
			}
			if all != 1<<weightBits || first+len(s.weights[i]) > c.m || first+len(s.weights[i]) < end || len(s.weights[i]) > s.longest {
				t.Errorf("%v: %d samples from %d on count %d", c, len(s.weights[i]), first, all)
			}
			end = first + len(s.weights[i])
		}
	}
}

// drawn gives a picture of one kind after another with the colours that paint gives at
// a place, across and down from 0 to 1.
func drawn(w, h int, paint func(x, y float64) color.RGBA) map[string]image.Image {
	all := map[string]image.Image{}
	box := image.Rect(0, 0, w, h)
	at := func(x, y int) color.RGBA { return paint((float64(x)+.5)/float64(w), (float64(y)+.5)/float64(h)) }
	rgba, deep, grey, inks, palette := image.NewRGBA(box), image.NewNRGBA64(box), image.NewGray(box), image.NewCMYK(box), image.NewPaletted(box, nil)
	for y := range h {
		for x := range w {
			c := at(x, y)
			rgba.SetRGBA(x, y, c)
			deep.Set(x, y, c)
			grey.Set(x, y, c)
			inks.Set(x, y, c)
			if palette.Palette.Index(c) < 0 || len(palette.Palette) < 256 && !slices.Contains(palette.Palette, color.Color(c)) {
				palette.Palette = append(palette.Palette, c)
			}
			palette.Set(x, y, c)
		}
	}
	all["rgb"], all["16 bits"], all["grey"], all["four inks"], all["palette"] = rgba, deep, grey, inks, palette
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		m := image.NewYCbCr(box, ratio)
		sx, sy := spacing(ratio)
		for y := range h {
			for x := range w {
				c := at(x, y)
				m.Y[m.YOffset(x, y)], _, _ = color.RGBToYCbCr(c.R, c.G, c.B)
				// The middle of what one sample of colour stands for.
				c = paint((float64(x/sx*sx)+float64(sx)/2)/float64(w), (float64(y/sy*sy)+float64(sy)/2)/float64(h))
				_, m.Cb[m.COffset(x, y)], m.Cr[m.COffset(x, y)] = color.RGBToYCbCr(c.R, c.G, c.B)
			}
		}
		all[fmt.Sprint(ratio)] = m
	}
	return all
}

// TestScaled makes a slope of colours smaller, which must be the same slope, in every
// way that a picture is stored.
func TestScaled(t *testing.T) {
	slope := func(x, y float64) color.RGBA {
		return color.RGBA{byte(40 + 160*min(x, 1)), byte(40 + 160*min(y, 1)), byte(200 - 80*min(x, 1) - 80*min(y, 1)), 255}
	}
	for _, size := range [][4]int{{61, 45, 20, 15}, {64, 48, 63, 47}, {61, 45, 61, 45}, {64, 48, 1, 1}, {3, 2, 3, 2}} {
		for name, m := range drawn(size[0], size[1], slope) {
			if name == "palette" {
				continue // 256 colours are no slope
			}
			w, h := size[2], size[3]
			got := scaled(m, w, h)
			if got.Bounds() != image.Rect(0, 0, w, h) {
				t.Fatalf("%s, %v: %v", name, size, got.Bounds())
			}
			want := drawn(w, h, slope)["rgb"].(*image.RGBA)
			for y := range h {
				for x := range w {
					c := want.RGBAAt(x, y)
					if name == "grey" {
						grey := color.GrayModel.Convert(c).(color.Gray).Y
						c = color.RGBA{grey, grey, grey, 255}
					}
					r, g, b, a := got.At(x, y).RGBA()
					// At the edge there is nothing beyond, so that a slope ends flatter.
					off := max(far(r, c.R), far(g, c.G), far(b, c.B))
					if limit := 5 + 500/size[0]; off > limit || a != 0xffff {
						t.Fatalf("%s, %v: (%d, %d) is %d %d %d, want %v", name, size, x, y, r>>8, g>>8, b>>8, c)
					}
				}
			}
		}
	}
}

func far(a uint32, b byte) int { return max(int(a>>8)-int(b), int(b)-int(a>>8)) }

// TestScaledEven keeps an even surface as it is, to the last bit.
func TestScaledEven(t *testing.T) {
	for _, c := range []color.RGBA{{0, 0, 0, 255}, {255, 255, 255, 255}, {1, 2, 3, 255}, {181, 0, 30, 255}, {90, 0, 15, 128}, {}} {
		for name, m := range drawn(50, 40, func(_, _ float64) color.RGBA { return c }) {
			if c.A != 255 && name != "rgb" && name != "16 bits" && name != "palette" {
				continue
			}
			want := m.At(0, 0)
			if name == "four inks" {
				want = flat(m).At(0, 0)
			}
			got := scaled(m, 17, 13)
			for y := range 13 {
				for x := range 17 {
					r, g, b, a := got.At(x, y).RGBA()
					wr, wg, wb, wa := want.RGBA()
					if r>>8 != wr>>8 || g>>8 != wg>>8 || b>>8 != wb>>8 || a>>8 != wa>>8 {
						t.Fatalf("%s: %v became %v", name, want, got.At(x, y))
					}
				}
			}
		}
	}
}

// TestScaledEdge holds what is beside an edge to being no stronger than there is of
// it, which an encoder would take for another colour.
func TestScaledEdge(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 40, 40))
	for y := range 40 {
		for x := range 20 {
			m.SetNRGBA(x, y, color.NRGBA{255, 128, 0, byte(255 - 6*y)})
		}
	}
	got := scaled(m, 15, 15).(*image.RGBA)
	for i := 0; i < len(got.Pix); i += 4 {
		if p := got.Pix[i : i+4]; max(p[0], p[1], p[2]) > p[3] {
			t.Fatalf("pixel %d is %v", i/4, p)
		}
	}
}

// BenchmarkScale makes the three widths of a photo of 12 megapixels.
func BenchmarkScale(b *testing.B) {
	photo := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	for i := range photo.Y {
		photo.Y[i] = byte(i * i >> 7)
	}
	b.ReportAllocs()
	for b.Loop() {
		var m image.Image = photo
		for _, w := range []int{1600, 960, 480} {
			m = scaled(m, w, w*3/4)
		}
	}
}
