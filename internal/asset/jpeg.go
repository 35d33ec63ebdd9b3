package asset

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"slices"

	"tract/internal/limit"
)

const (
	iccSignature   = "ICC_PROFILE\x00"
	exifSignature  = "Exif\x00"
	adobeSignature = "Adobe"
	jfifSignature  = "JFIF\x00"
)

// jpegQuality is that of the encoder of Go. At 1600 pixels across, a street with
// people in it takes 250 KB; from 85 on it takes half as much again, and nobody sees
// why.
const jpegQuality = 77

// cleanJPEG copies what is needed to draw the picture: tables, frames, scans, the
// colour profile without names, and the two short segments that say how colours and pixels are
// meant. All else goes, what follows the end too: phones append a film or a
// second photo there, with a place of its own.
func cleanJPEG(src []byte) (cleaned, error) {
	config, err := jpeg.DecodeConfig(bytes.NewReader(src))
	if err != nil {
		return cleaned{}, errImageDamaged
	}
	if err := checkSize(config.Width, config.Height, limit.ImagePixels); err != nil {
		return cleaned{}, err
	}
	s, err := splitJPEG(src)
	if err != nil {
		return cleaned{}, err
	}
	pixels := config.Width * config.Height
	memory := 3 * pixels
	if s.progressive { // of which all coefficients are kept
		if err := checkSize(config.Width, config.Height, limit.WholePixels); err != nil {
			return cleaned{}, err
		}
		memory = 15 * pixels
	}
	if s.scans > limit.JPEGScans && s.scans > limit.JPEGScans*limit.WholePixels/pixels {
		return cleaned{}, errImageDamaged
	}
	return cleaned{
		content: s.kept, width: config.Width, height: config.Height, noted: s.noted, profile: s.profile, memory: memory,
	}, nil
}

// jpegParts is a JPEG file taken apart.
type jpegParts struct {
	noted
	kept        []byte   // the file without metadata
	profile     []byte   // the APP2 segments with its colour profile
	profileAt   int      // where they stand in kept
	parts       [][]byte // of the profile in the file
	progressive bool
	scans       int
}

func splitJPEG(src []byte) (jpegParts, error) {
	p := jpegParts{kept: append(make([]byte, 0, len(src)), src[:2]...), profileAt: 2}
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
			p.profile = segmented(plainProfile(joined(p.parts)))
			p.kept = append(slices.Insert(p.kept, p.profileAt, p.profile...), 0xff, 0xd9)
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
			p.scans++
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
		p.add(readEXIF(payload[min(6, len(payload)):]))
	case marker == 0xe1:
		p.add(readXMP(payload))
	case marker == 0xe2 && bytes.HasPrefix(payload, []byte(iccSignature)) && len(payload) >= len(iccSignature)+2:
		if p.parts = append(p.parts, payload[len(iccSignature):]); len(p.parts) == 1 {
			p.profileAt = len(p.kept)
		}
	case marker == 0xee && bytes.HasPrefix(payload, []byte(adobeSignature)) && len(payload) == 12:
		p.kept = append(p.kept, segment...) // without it the colours are others
	case marker >= 0xc0 && marker <= 0xcf || marker >= 0xda && marker <= 0xdd:
		p.progressive = p.progressive || marker == 0xc2
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
	if err := jpeg.Encode(&encoded, m, &jpeg.Options{Quality: jpegQuality}); err != nil {
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
