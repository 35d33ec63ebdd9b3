package asset

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
)

// maxJPEGScans bounds the work of decoding a progressive picture; encoders write
// about ten.
const maxJPEGScans = 100

const (
	iccSignature   = "ICC_PROFILE\x00"
	exifSignature  = "Exif\x00"
	adobeSignature = "Adobe"
	jfifSignature  = "JFIF\x00"
)

// cleanJPEG copies what is needed to draw the picture: tables, frames, scans, the
// colour profile, and the two short segments that say how colours and pixels are
// meant. All else goes, what follows the end too: phones append a film or a
// second photo there, with a place of its own.
//
// A picture that its metadata turns is turned for good, since the metadata goes.
func cleanJPEG(src []byte) ([]byte, int, int, error) {
	config, err := jpeg.DecodeConfig(bytes.NewReader(src))
	if err != nil {
		return nil, 0, 0, errImageDamaged
	}
	if err := checkSize(config.Width, config.Height); err != nil {
		return nil, config.Width, config.Height, err
	}
	s, err := splitJPEG(src)
	if err != nil {
		return nil, 0, 0, err
	}
	if s.orientation <= 1 {
		return s.kept, config.Width, config.Height, nil
	}
	decoded, err := jpeg.Decode(bytes.NewReader(s.kept))
	if err != nil {
		return nil, 0, 0, errImageDamaged
	}
	upright := turn(decoded, s.orientation)
	content, err := encodeJPEG(upright, s.profile)
	return content, upright.Bounds().Dx(), upright.Bounds().Dy(), err
}

// jpegParts is a JPEG file taken apart.
type jpegParts struct {
	kept        []byte // the file without metadata
	profile     []byte // its APP2 segments with the colour profile, whole
	orientation int    // 1 to 8, or 0 where it is not stated
}

func splitJPEG(src []byte) (jpegParts, error) {
	p := jpegParts{kept: append(make([]byte, 0, len(src)), src[:2]...)}
	scans := 0
	for i := 2; i+1 < len(src); {
		if src[i] != 0xff {
			return p, errImageDamaged
		}
		marker := src[i+1]
		switch {
		case marker == 0xff: // filling
			i++
			continue
		case marker == 0xd9:
			p.kept = append(p.kept, 0xff, 0xd9)
			return p, nil
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd8:
			return p, errImageDamaged // markers without a length stand nowhere else
		}
		if i+4 > len(src) {
			break
		}
		end := i + 2 + int(binary.BigEndian.Uint16(src[i+2:]))
		if end < i+4 || end > len(src) {
			return p, errImageDamaged
		}
		segment := src[i:end]
		if marker == 0xda {
			if scans++; scans > maxJPEGScans {
				return p, errImageDamaged
			}
			end = endOfScan(src, end)
			segment = src[i:end]
		}
		p.keep(marker, segment)
		i = end
	}
	return p, errImageDamaged // no end
}

// keep adds a segment to what is published, if it may be.
func (p *jpegParts) keep(marker byte, segment []byte) {
	payload := segment[4:]
	switch {
	case marker == 0xe0 && bytes.HasPrefix(payload, []byte(jfifSignature)) && len(payload) >= 14:
		// The last two bytes say that no thumbnail follows.
		p.kept = append(p.kept, 0xff, 0xe0, 0, 16)
		p.kept = append(append(p.kept, payload[:12]...), 0, 0)
	case marker == 0xe1 && bytes.HasPrefix(payload, []byte(exifSignature)):
		if p.orientation == 0 && len(payload) > 6 {
			p.orientation = exifOrientation(payload[6:])
		}
	case marker == 0xe2 && bytes.HasPrefix(payload, []byte(iccSignature)):
		p.kept = append(p.kept, segment...)
		p.profile = append(p.profile, segment...)
	case marker == 0xee && bytes.HasPrefix(payload, []byte(adobeSignature)) && len(payload) == 12:
		p.kept = append(p.kept, segment...) // without it the colours are others
	case marker >= 0xc0 && marker <= 0xcf || marker >= 0xda && marker <= 0xdd:
		p.kept = append(p.kept, segment...) // frames, tables, scans, restarts
	}
}

// endOfScan gives where the compressed data that begins at i ends: at a marker
// that is neither a stuffed byte nor a restart.
func endOfScan(src []byte, i int) int {
	for ; i+1 < len(src); i++ {
		if m := src[i+1]; src[i] == 0xff && m != 0 && m != 0xff && (m < 0xd0 || m > 0xd7) {
			return i
		}
	}
	return len(src)
}

// encodeJPEG encodes a picture, with the profile if it is one for red, green and
// blue or for grey as the picture is.
func encodeJPEG(m image.Image, profile []byte) ([]byte, error) {
	var encoded bytes.Buffer
	if err := jpeg.Encode(&encoded, m, &jpeg.Options{Quality: 85}); err != nil {
		return nil, errImageDamaged
	}
	space := "RGB "
	if _, grey := m.(*image.Gray); grey {
		space = "GRAY"
	}
	// The first segment: 4 bytes of marker and length, the signature, two counts,
	// then the profile, whose bytes 16 to 19 name its colours.
	if at := 4 + len(iccSignature) + 2 + 16; len(profile) < at+4 || string(profile[at:at+4]) != space {
		return encoded.Bytes(), nil
	}
	out := append(make([]byte, 0, encoded.Len()+len(profile)), encoded.Bytes()[:2]...)
	return append(append(out, profile...), encoded.Bytes()[2:]...), nil
}

// turn gives the picture as its orientation says that it should be seen. Where it
// can it moves the planes as they are, which spares both memory and quality.
func turn(m image.Image, orientation int) image.Image {
	r := m.Bounds()
	switch m := m.(type) {
	case *image.YCbCr:
		ratio, ok := turnedRatio(m.SubsampleRatio, orientation)
		if !ok {
			break
		}
		w, h := turnedSize(r.Dx(), r.Dy(), orientation)
		out := image.NewYCbCr(image.Rect(0, 0, w, h), ratio)
		turnPlane(out.Y, out.YStride, m.Y, m.YStride, r.Dx(), r.Dy(), 1, orientation)
		cw, ch := chromaSize(m.SubsampleRatio, r.Dx(), r.Dy())
		turnPlane(out.Cb, out.CStride, m.Cb, m.CStride, cw, ch, 1, orientation)
		turnPlane(out.Cr, out.CStride, m.Cr, m.CStride, cw, ch, 1, orientation)
		return out
	case *image.Gray:
		w, h := turnedSize(r.Dx(), r.Dy(), orientation)
		out := image.NewGray(image.Rect(0, 0, w, h))
		turnPlane(out.Pix, out.Stride, m.Pix, m.Stride, r.Dx(), r.Dy(), 1, orientation)
		return out
	}
	flat := image.NewRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), m, r.Min, draw.Over)
	w, h := turnedSize(r.Dx(), r.Dy(), orientation)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	turnPlane(out.Pix, out.Stride, flat.Pix, flat.Stride, r.Dx(), r.Dy(), 4, orientation)
	return out
}

func turnedSize(w, h, orientation int) (int, int) {
	if orientation >= 5 {
		return h, w
	}
	return w, h
}

// turnedRatio gives how the colours of a turned picture are spaced: what was
// halved across is then halved down.
func turnedRatio(r image.YCbCrSubsampleRatio, orientation int) (image.YCbCrSubsampleRatio, bool) {
	if orientation >= 5 {
		switch r {
		case image.YCbCrSubsampleRatio422:
			return image.YCbCrSubsampleRatio440, true
		case image.YCbCrSubsampleRatio440:
			return image.YCbCrSubsampleRatio422, true
		case image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410:
			return r, false // there is no name for a quarter down
		}
	}
	return r, true
}

func chromaSize(r image.YCbCrSubsampleRatio, w, h int) (int, int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return (w + 1) / 2, h
	case image.YCbCrSubsampleRatio420:
		return (w + 1) / 2, (h + 1) / 2
	case image.YCbCrSubsampleRatio440:
		return w, (h + 1) / 2
	case image.YCbCrSubsampleRatio411:
		return (w + 3) / 4, h
	case image.YCbCrSubsampleRatio410:
		return (w + 3) / 4, (h + 1) / 2
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
