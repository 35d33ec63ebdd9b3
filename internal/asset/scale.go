package asset

import (
	"image"
)

// Pictures are made smaller with whole numbers alone. With floating point some
// processors fuse a multiplication with an addition and round once instead of twice,
// and one site would give other bytes on another machine. The curve is the one that
// golang.org/x/image/draw calls CatmullRom, which takes ten times as long for a phone's
// photo, and 210 MB where this takes 6.
//
// Light is added up as the picture states it, as browsers do, and not in proportion
// to its energy: fine white lines on black come out a little darker than they would
// be seen from afar, and photos do not.

// Fixed points: how much a sample counts, and what is kept between the two passes.
const (
	weightBits = 14
	passBits   = 6
)

// sums says how a line of samples becomes a shorter one: each new sample is made of a
// run of old ones, and each of those counts so much.
type sums struct {
	first   []int
	weights [][]int32 // each run's are 1<<weightBits in all
	longest int
}

// newSums makes n samples of m. A new one is num/den old ones wide; the last may
// reach beyond the line, where the spaces of colours are not even.
func newSums(m, n, num, den int) sums {
	s := sums{first: make([]int, n), weights: make([][]int32, n)}
	wide := int64(max(num, den))
	for i := range n {
		// In parts of 1/(2·den), the old samples lie at 1·den, 3·den, …
		centre := int64(2*i+1) * int64(num)
		from := func(j int) int64 { return int64(2*j+1)*int64(den) - centre }
		first := int(max((centre-4*wide)/int64(2*den)-1, 0))
		for first < m-1 && from(first) <= -4*wide {
			first++
		}
		var run []int64
		for j := first; j < m && from(j) < 4*wide; j++ {
			run = append(run, catmullRom(max(from(j), -from(j)), 2*wide))
		}
		s.first[i], s.weights[i] = first, normalized(run)
		s.longest = max(s.longest, len(run))
	}
	return s
}

// catmullRom gives how much a sample counts that lies num/den away: the cubic curve
// through the samples that is smooth there and keeps edges crisp.
func catmullRom(num, den int64) int64 {
	const one = 1 << 12
	t := num * one / den
	switch {
	case t < one:
		return 3*t*t*t - 5*t*t*one + 2*one*one*one
	case t < 2*one:
		return -t*t*t + 5*t*t*one - 8*t*one*one + 4*one*one*one
	}
	return 0
}

// normalized gives weights that are 1<<weightBits in all, to the last bit, so that
// an even surface stays what it is.
func normalized(run []int64) []int32 {
	var all int64
	for _, w := range run {
		all += w
	}
	weights, left, heaviest := make([]int32, len(run)), int32(1<<weightBits), 0
	for k, w := range run {
		weights[k] = int32((w << weightBits) / all)
		left -= weights[k]
		if weights[k] > weights[heaviest] {
			heaviest = k
		}
	}
	weights[heaviest] += left
	return weights
}

// line makes one line. Samples of several channels stand side by side.
func (s *sums) line(dst []int16, src []byte, channels int) {
	const half = 1 << (weightBits - passBits - 1)
	for x, first := range s.first {
		weights := s.weights[x]
		if channels == 1 {
			sum := int32(half)
			run := src[first:][:len(weights)]
			for k, w := range weights {
				sum += w * int32(run[k])
			}
			dst[x] = int16(sum >> (weightBits - passBits))
			continue
		}
		for c := range channels {
			sum, at := int32(half), first*channels+c
			for _, w := range weights {
				sum += w * int32(src[at])
				at += channels
			}
			dst[x*channels+c] = int16(sum >> (weightBits - passBits))
		}
	}
}

// samples is a picture, or one plane of it: rows of samples of several channels.
type samples struct {
	channels int
	row      func(y int) []byte // until it is called again
}

// plane gives the rows of a plane, or of a picture whose channels stand side by side.
func plane(pix []byte, stride, channels int) samples {
	return samples{channels, func(y int) []byte { return pix[y*stride:] }}
}

// scale makes a smaller one, row by row: of what lies between the passes only the
// rows are kept that the next one is made of.
func (s samples) scale(dst []byte, stride int, across, down sums) {
	n := len(across.first) * s.channels
	ring := make([][]int16, down.longest)
	for i := range ring {
		ring[i] = make([]int16, n)
	}
	all, have := make([]int32, n), 0
	for y, first := range down.first {
		weights := down.weights[y]
		for ; have < first+len(weights); have++ {
			across.line(ring[have%len(ring)], s.row(have), s.channels)
		}
		clear(all)
		for k, w := range weights {
			for x, v := range ring[(first+k)%len(ring)][:len(all)] {
				all[x] += w * int32(v)
			}
		}
		out := dst[y*stride:][:n]
		for x, sum := range all {
			const bits = weightBits + passBits
			out[x] = byte(min(max((sum+1<<(bits-1))>>bits, 0), 255))
		}
	}
}

// scaled gives a picture in another size, which is not larger: colours with half the
// samples of brightness, as [jpeg.Encode] stores them, or grey, or red, green and blue.
func scaled(m image.Image, width, height int) image.Image {
	w, h, box := m.Bounds().Dx(), m.Bounds().Dy(), image.Rect(0, 0, width, height)
	across, down := newSums(w, width, w, width), newSums(h, height, h, height)
	switch m := m.(type) {
	case *image.YCbCr:
		out := image.NewYCbCr(box, image.YCbCrSubsampleRatio420)
		plane(m.Y, m.YStride, 1).scale(out.Y, out.YStride, across, down)
		sx, sy := spacing(m.SubsampleRatio)
		across = newSums((w+sx-1)/sx, (width+1)/2, 2*w, sx*width)
		down = newSums((h+sy-1)/sy, (height+1)/2, 2*h, sy*height)
		plane(m.Cb, m.CStride, 1).scale(out.Cb, out.CStride, across, down)
		plane(m.Cr, m.CStride, 1).scale(out.Cr, out.CStride, across, down)
		return out
	case *image.Gray:
		out := image.NewGray(box)
		plane(m.Pix, m.Stride, 1).scale(out.Pix, out.Stride, across, down)
		return out
	case *image.CMYK:
		out := image.NewCMYK(box)
		plane(m.Pix, m.Stride, 4).scale(out.Pix, out.Stride, across, down)
		return flat(out)
	}
	out := image.NewRGBA(box)
	coloured(m).scale(out.Pix, out.Stride, across, down)
	for i := 0; i < len(out.Pix); i += 4 { // no colour is stronger than what there is of it
		alpha := out.Pix[i+3]
		for c := range 3 {
			out.Pix[i+c] = min(out.Pix[i+c], alpha)
		}
	}
	return out
}

// coloured gives the rows of any picture, in red, green, blue and how much there is of
// them.
func coloured(m image.Image) samples {
	if m, ok := m.(*image.RGBA); ok {
		return plane(m.Pix, m.Stride, 4)
	}
	r := m.Bounds()
	line := make([]byte, 4*r.Dx())
	return samples{4, func(y int) []byte {
		for x := range r.Dx() {
			red, green, blue, alpha := m.At(r.Min.X+x, r.Min.Y+y).RGBA()
			copy(line[4*x:], []byte{byte(red >> 8), byte(green >> 8), byte(blue >> 8), byte(alpha >> 8)})
		}
		return line
	}}
}

// spacing gives how many samples of brightness there are to one of colour, across and
// down.
func spacing(r image.YCbCrSubsampleRatio) (across, down int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}
