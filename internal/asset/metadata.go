package asset

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/gif"
	"image/png"
	"slices"
	"strings"

	"tract/internal/limit"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngEnd is the last chunk of a PNG, which holds nothing.
const pngEnd = "\x00\x00\x00\x00IEND\xae\x42\x60\x82"

// draws says whether a chunk of a PNG is one that draws the picture, and as long as such
// a chunk is: what is longer holds something else too.
func draws(kind string, n int, colour byte) bool {
	switch kind {
	case "IDAT":
		return true
	case "PLTE":
		return colour == 3 && n <= 3*256
	case "tRNS":
		return n == map[byte]int{0: 2, 2: 6}[colour] || colour == 3 && n <= 256
	}
	size, known := map[string]int{"IHDR": 13, "pHYs": 9, "gAMA": 4, "cHRM": 32, "sRGB": 1}[kind]
	return known && n == size
}

// cleanPNG keeps the chunks that draw the picture and drops every other: text,
// times, EXIF, and whatever follows the end.
func cleanPNG(src []byte) (cleaned, error) {
	config, err := png.DecodeConfig(bytes.NewReader(src))
	if err != nil {
		return cleaned{}, errImageDamaged
	}
	if err := checkSize(config.Width, config.Height, limit.WholePixels); err != nil {
		return cleaned{}, err
	}
	c := cleaned{width: config.Width, height: config.Height, content: append(make([]byte, 0, len(src)), pngSignature...)}
	if config.Width > widths(config.Width, true)[0] {
		c.memory = 8 * config.Width * config.Height
	}
	seen := map[string]bool{"IDAT": false} // alone it may come again; each profile would be unpacked
	for rest := src[len(pngSignature):]; len(rest) >= 12; {
		n := uint64(binary.BigEndian.Uint32(rest)) + 12
		if n > uint64(len(rest)) || crc32.ChecksumIEEE(rest[4:n-4]) != binary.BigEndian.Uint32(rest[n-4:]) {
			return cleaned{}, errImageDamaged
		}
		kind, payload := string(rest[4:8]), rest[8:n-4]
		again := seen[kind]
		seen[kind] = kind != "IDAT"
		switch kind {
		case "eXIf":
			if c.add(readEXIF(payload)); c.lies() {
				return cleaned{}, errImageOrientation
			}
		case "iTXt", "tEXt":
			c.add(readXMP(payload))
		case "iCCP":
			if !again {
				c.keep(kind, profileChunk(payload))
			}
		case "IEND":
			c.content = append(c.content, pngEnd...)
			return c, nil
		default:
			if !again && draws(kind, len(payload), src[25]) {
				c.keep(kind, rest[:n])
			}
		}
		rest = rest[n:]
	}
	return cleaned{}, errImageDamaged
}

// keep adds a chunk of a PNG to what is published.
func (c *cleaned) keep(kind string, chunk []byte) {
	c.content = append(c.content, chunk...)
	if slices.Contains([]string{"gAMA", "cHRM", "sRGB", "iCCP"}, kind) {
		c.profile = append(c.profile, chunk...)
	}
}

// encodePNG encodes a picture, with the chunks that say how its colours are meant.
func encodePNG(m image.Image, profile []byte) ([]byte, error) {
	var encoded bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&encoded, m); err != nil {
		return nil, errImageDamaged
	}
	const head = len(pngSignature) + 25 // with the header
	return slices.Concat(encoded.Bytes()[:head], profile, encoded.Bytes()[head:]), nil
}

// cleanWebP keeps the chunks that draw the picture, and unsets the flags that
// announce the others.
func cleanWebP(src []byte) (cleaned, error) {
	size := uint64(binary.LittleEndian.Uint32(src[4:])) + 8
	if size > uint64(len(src)) || size < 20 {
		return cleaned{}, errImageDamaged
	}
	out := append(make([]byte, 0, len(src)), src[:12]...)
	w := webp{}
	out, err := w.copyChunks(out, src[12:size], strings.Fields("VP8X VP8 VP8L ALPH ANIM ANMF ICCP"))
	if err == nil {
		err = checkSize(w.width, w.height, limit.ImagePixels)
	}
	if err == nil && w.frames > limit.FramePixels/(w.width*w.height) {
		err = &sizeError{w.width, w.height, limit.ImagePixels}
	}
	if err != nil {
		return cleaned{}, err
	}
	if !w.coloured && string(out[12:16]) == "VP8X" {
		out[20] &^= 0x20 // which announces a profile
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return cleaned{content: out, width: w.width, height: w.height, noted: w.noted}, nil
}

// webp is what a WebP file says of itself: the size is that of its first chunk.
type webp struct {
	noted
	width, height int
	coloured      bool // it has a colour profile
	frames        int
	larger        bool // a part of it than itself, for which a browser may make room
}

// copyChunks appends the chunks of src that are kept. Of each kind but frames there is
// one: what draws nothing could be anything.
func (w *webp) copyChunks(out, src []byte, kept []string) ([]byte, error) {
	seen := map[string]bool{"ANMF": false}
	for len(src) >= 8 {
		n := uint64(binary.LittleEndian.Uint32(src[4:]))
		if n+8 > uint64(len(src)) {
			return nil, errImageDamaged
		}
		kind, payload := strings.TrimRight(string(src[:4]), " "), src[8:8+n]
		if w.measure(kind, payload); w.larger {
			return nil, errImageDamaged
		}
		switch kind {
		case "EXIF":
			if w.add(readEXIF(bytes.TrimPrefix(payload, []byte(exifSignature+"\x00")))); w.lies() {
				return nil, errImageOrientation
			}
		case "XMP":
			w.add(readXMP(payload))
		case "ICCP":
			payload = plainProfile(payload)
			w.coloured = w.coloured || payload != nil
		}
		if slices.Contains(kept, kind) && payload != nil && !seen[kind] {
			seen[kind] = kind != "ANMF"
			start := len(out)
			out = append(out, src[:8]...)
			switch {
			case kind == "VP8X" && n >= 10:
				out = append(out, payload[:10]...)
				out[start+8] &^= 0x08 | 0x04 // EXIF, XMP
			case kind == "ANIM":
				out = append(out, payload[:min(6, n)]...)
			case kind == "ANMF" && n >= 16:
				w.frames++
				var err error
				if out, err = w.copyChunks(append(out, payload[:16]...), payload[16:], strings.Fields("VP8 VP8L ALPH")); err != nil {
					return nil, err
				}
			default:
				out = append(out, payload...)
			}
			binary.LittleEndian.PutUint32(out[start+4:], uint32(len(out)-start-8))
			if (len(out)-start)%2 == 1 {
				out = append(out, 0)
			}
		}
		src = src[min(8+n+n%2, uint64(len(src))):]
	}
	return out, nil
}

// measure reads the picture's size from the first chunk that states it.
func (w *webp) measure(kind string, p []byte) {
	width, height := stated(kind, p)
	if w.width == 0 {
		w.width, w.height = width, height
	}
	w.larger = w.larger || width > w.width || height > w.height
}

// stated gives the size that a chunk states, if it states one.
func stated(kind string, p []byte) (width, height int) {
	switch {
	case kind == "VP8X" && len(p) >= 10:
		width = 1 + (int(p[4]) | int(p[5])<<8 | int(p[6])<<16)
		height = 1 + (int(p[7]) | int(p[8])<<8 | int(p[9])<<16)
	case kind == "VP8" && len(p) >= 10 && string(p[3:6]) == "\x9d\x01\x2a":
		width = int(binary.LittleEndian.Uint16(p[6:])) & 0x3fff
		height = int(binary.LittleEndian.Uint16(p[8:])) & 0x3fff
	case kind == "VP8L" && len(p) >= 5 && p[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(p[1:])
		width, height = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
	}
	return width, height
}

// cleanGIF keeps frames, their timing and the looping, and drops comments, texts
// and the extensions of programs, where XMP lies.
func cleanGIF(src []byte) (cleaned, error) {
	config, err := gif.DecodeConfig(bytes.NewReader(src))
	if err != nil || len(src) < 13 {
		return cleaned{}, errImageDamaged
	}
	if err := checkSize(config.Width, config.Height, limit.ImagePixels); err != nil {
		return cleaned{}, err
	}
	g := gifReader{src: src}
	out := append(make([]byte, 0, len(src)), g.take(13)...)
	out = append(out, g.take(colours(src[10]))...)
	frames := 0
	var control []byte // how the next frame is shown
	looped := false
	for {
		switch start := g.at; g.next() {
		case 0x3b:
			return cleaned{content: append(out, 0x3b), width: config.Width, height: config.Height}, nil
		case 0x21:
			label := g.next()
			first := g.subBlocks()
			switch {
			case g.failed:
			case label == 0xf9 && len(first) == 4 && g.at-start == 8:
				control = src[start:g.at]
			case label == 0xff && string(first) == "NETSCAPE2.0" && !looped:
				looped = true
				out = append(out, loop(src[start:g.at])...)
			}
		case 0x2c:
			if frames++; frames > limit.FramePixels/(config.Width*config.Height) {
				return cleaned{}, &sizeError{config.Width, config.Height, limit.ImagePixels}
			}
			if head := g.take(9); len(head) == 9 {
				// A browser may make room for one that is larger than the picture.
				at := func(i int) int { return int(binary.LittleEndian.Uint16(head[i:])) }
				g.failed = g.failed || at(0)+at(4) > config.Width || at(2)+at(6) > config.Height
				g.take(colours(head[8]))
			}
			g.take(1)
			g.subBlocks()
			out = append(append(out, control...), src[start:g.at]...)
			control = nil
		default:
			return cleaned{}, errImageDamaged
		}
		if g.failed {
			return cleaned{}, errImageDamaged
		}
	}
}

// loop writes the looping extension anew with its count, the one thing in it.
func loop(extension []byte) []byte {
	const head = "\x21\xff\x0bNETSCAPE2.0\x03\x01"
	if len(extension) < len(head)+3 || string(extension[:len(head)]) != head {
		return nil
	}
	return append(slices.Clone(extension[:len(head)+2]), 0)
}

// colours gives how many bytes the colour table takes that the flags announce.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifReader goes through a GIF file.
type gifReader struct {
	src    []byte
	at     int
	failed bool
}

// take gives the next n bytes.
func (g *gifReader) take(n int) []byte {
	if g.failed || g.at+n > len(g.src) {
		g.failed = true
		return nil
	}
	g.at += n
	return g.src[g.at-n : g.at]
}

// next gives the next byte.
func (g *gifReader) next() byte {
	if b := g.take(1); b != nil {
		return b[0]
	}
	return 0
}

// subBlocks goes to the end of the blocks and gives the first.
func (g *gifReader) subBlocks() (first []byte) {
	for n := int(g.next()); n != 0 && !g.failed; n = int(g.next()) {
		if block := g.take(n); first == nil {
			first = block
		}
	}
	return first
}
