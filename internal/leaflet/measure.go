package leaflet

import (
	"strings"

	"tract/internal/lettering"
)

// setter measures texts in the letters of a language.
type setter struct {
	press    *Press
	language string
	rtl      bool
	measured map[measure]length // of words that are shaped
}

type measure struct {
	text string
	face lettering.Face
}

// face gives the letters of a style.
func face(style Style) lettering.Face {
	if style&Bold != 0 {
		return lettering.Bold
	}
	return lettering.Text
}

// em is the size that widths are measured at.
const em = 1000

// wide gives the width of a text in thousandths of its size.
func (s *setter) wide(text string, style Style) length {
	f := face(style)
	var wide length
	if s.shapes(text) {
		wide = s.shapedWide(text, f)
	} else {
		for _, r := range text {
			wide += length(s.press.advances[f][r])
		}
	}
	if style&Raised != 0 {
		wide = wide * raised / 1000
	}
	return wide
}

func (s *setter) spaceWide(style Style) length {
	return s.wide(" ", style&^Raised)
}

// shapes says whether a text must be shaped: all of a language that is written from
// right to left, whose letters join, and what has other letters than the western ones.
func (s *setter) shapes(text string) bool {
	if s.rtl {
		return true
	}
	for _, r := range text {
		if _, ok := s.press.advances[lettering.Text][r]; !ok {
			return true
		}
	}
	return false
}

// shapedWide measures a text that is shaped.
func (s *setter) shapedWide(text string, f lettering.Face) length {
	if text == " " { // which is as wide as that of the letters around it, if these are not of two scripts
		return max(s.shapedWide("ا ا", f)-s.shapedWide("اا", f), length(s.press.advances[f][' ']))
	}
	m := measure{text, f}
	if wide, ok := s.measured[m]; ok {
		return wide
	}
	var wide length
	for _, l := range s.shaped(text, f, em) {
		wide += l.Width
	}
	s.measured[m] = wide
	return wide
}

// endless is a width that no line is broken at.
const endless = 1 << 28

// shaped gives the shapes of a text that is not broken.
func (s *setter) shaped(text string, f lettering.Face, size length) []lettering.Line {
	style := lettering.Style{Face: f, Size: size, Language: s.language, RTL: s.rtl}
	return s.press.letters.Paragraph(text, style, endless)
}

// legible gives a text without what no letters have, as what stands for it.
func legible(text string) string {
	return replaced.Replace(strings.ToValidUTF8(text, ""))
}

var replaced = strings.NewReplacer("\u202f", "\u00a0", "\u2011", "-", "\u00ad", "", "\u200b", "", "№", "nº", "→", "›", "\t", " ", "\n", " ", "\u2028", " ", "\u2029", " ")
