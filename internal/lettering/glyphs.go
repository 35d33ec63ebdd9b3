package lettering

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-text/typesetting/font"
)

// Glyph is a shape of a line, for a PDF, which shows shapes of a font file by
// characters and not outlines.
type Glyph struct {
	Cut  int    // the font file, for [Case.Numbered]
	Char rune   // that the file has the shape under
	Text string // the letters that it shows, if Char says nothing; "" if another shape shows them
	X, Y Length // from the left end of the line, and above its baseline
}

// Glyphs gives the shapes of a line from left to right. A letter of Latin script is
// there under its own character, so that what a program reads is the text; any other
// shape is under a character of private use.
func (l Line) Glyphs() []Glyph {
	begins := make([]int, len(l.placed))
	for i, p := range l.placed {
		begins[i] = p.at
	}
	begins = append(begins, utf8.RuneCountInString(l.Text))
	slices.Sort(begins)
	text := []rune(l.Text)
	glyphs := make([]Glyph, len(l.placed))
	for i, p := range l.placed {
		glyphs[i] = Glyph{Cut: p.cut, Char: p.char, X: scale(p.x, l.size), Y: scale(p.y, l.size)}
		// Of a letter and its marks, which are before it where Arabic is, the letter.
		other := i - 1
		if p.cut >= arabic {
			other = i + 1
		}
		if p.char < private || other >= 0 && other < len(l.placed) && l.placed[other].at == p.at {
			continue
		}
		next, _ := slices.BinarySearch(begins, p.at+1)
		glyphs[i].Text = strings.TrimSpace(string(text[p.at:begins[next]]))
	}
	return glyphs
}

// private is the character of the first shape of a file.
const private = 0xe000

// charOf gives the character that a glyph has in its numbered file.
func (h *hand) charOf(t *text, r run, g glyph) rune {
	c := t.runes[g.at]
	if nominal, ok := h.faces[r.cut].NominalGlyph(c); ok && nominal == g.id && r.cut < arabic {
		return c
	}
	return private + rune(g.id)
}

// Cuts is the number of font files.
func (c *Case) Cuts() int { return len(c.cuts) }

// Numbered gives a font file as TrueType in which each shape is a character too, of
// private use, whatever text it comes from.
func (c *Case) Numbered(cut int) []byte {
	face := c.cuts[cut].font
	var chars []mapped
	for i := face.Cmap.Iter(); i.Next(); {
		if char, id := i.Char(); char < private {
			chars = append(chars, mapped{char, id})
		}
	}
	for id := range font.GID(shapes(unpack(file(names[cut]), "", nil))) {
		chars = append(chars, mapped{private + rune(id), id})
	}
	slices.SortFunc(chars, func(a, b mapped) int { return int(a.char - b.char) })
	return unpack(file(names[cut]), "cmap", characterMap(chars))
}

// shapes gives how many shapes a font file has.
func shapes(file []byte) int {
	for entry := file[sfntHeader:]; ; entry = entry[sfntEntry:] {
		if string(entry[:4]) == "maxp" { // which every file has
			return int(binary.BigEndian.Uint16(file[binary.BigEndian.Uint32(entry[8:])+4:]))
		}
	}
}

// mapped is a character and its shape.
type mapped struct {
	char rune
	id   font.GID
}

// characterMap writes the table «cmap» of a font file, in format 4.
func characterMap(chars []mapped) []byte {
	type segment struct{ first, last, delta uint16 }
	var segments []segment
	for _, c := range chars {
		char, delta := uint16(c.char), uint16(c.id)-uint16(c.char)
		if n := len(segments); n > 0 && segments[n-1].last+1 == char && segments[n-1].delta == delta {
			segments[n-1].last = char
			continue
		}
		segments = append(segments, segment{char, char, delta})
	}
	segments = append(segments, segment{0xffff, 0xffff, 1}) // as the format wants it
	n := len(segments)
	power := 0
	for 2<<power <= n {
		power++
	}
	var ends, starts, deltas, offsets []byte
	for _, s := range segments {
		ends = binary.BigEndian.AppendUint16(ends, s.last)
		starts = binary.BigEndian.AppendUint16(starts, s.first)
		deltas = binary.BigEndian.AppendUint16(deltas, s.delta)
		offsets = binary.BigEndian.AppendUint16(offsets, 0)
	}
	var out []byte
	for _, v := range []int{0, 1, 3, 1, 0, 12, 4, 16 + 8*n, 0, 2 * n, 2 << power, power, 2*n - 2<<power} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return slices.Concat(out, ends, []byte{0, 0}, starts, deltas, offsets)
}
