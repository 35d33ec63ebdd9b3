package leaflet

import (
	"strconv"
	"sync"

	"codeberg.org/go-pdf/fpdf"

	"tract/internal/lettering"
)

// Press prints. It is safe for concurrent use.
type Press struct {
	letters  *lettering.Case
	files    []func() []byte // the fonts to embed, by their cuts
	latin    [3]int          // the cut of a face's Latin letters
	advances [3]map[rune]int // of these, in thousandths of an em
}

// NewPress makes a press that sets text in the letters of a case.
func NewPress(letters *lettering.Case) *Press {
	p := &Press{letters: letters}
	for cut := range letters.Cuts() {
		p.files = append(p.files, sync.OnceValue(func() []byte { return letters.Numbered(cut) }))
	}
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt"})
	for f := range p.latin {
		sample := letters.Paragraph("a", lettering.Style{Face: lettering.Face(f), Size: pt, Language: "en"}, endless)
		p.latin[f] = sample[0].Glyphs()[0].Cut
		p.embed(pdf, p.latin[f])
		pdf.SetFont(family(p.latin[f]), "", 10)
		p.advances[f] = map[rune]int{}
		for _, r := range western() {
			p.advances[f][r] = pdf.GetStringSymbolWidth(string(r))
		}
	}
	return p
}

// embed adds a font to a PDF. The library writes behind the end of what it is given.
func (p *Press) embed(pdf *fpdf.Fpdf, cut int) {
	pdf.AddUTF8FontFromBytes(family(cut), "", append([]byte(nil), p.files[cut]()...))
}

// family is the name of a font in a PDF.
func family(cut int) string { return "cut" + strconv.Itoa(cut) }

// setter gives what measures the texts of a sheet.
func (p *Press) setter(h *Head) *setter {
	return &setter{press: p, language: h.Language, rtl: h.RTL, measured: map[measure]length{}}
}

// western are the characters that texts are written in as they are; what has any other
// is shaped. A test holds them to the fonts.
func western() []rune {
	list := []rune("Œœı–—‘’‚“”„•…‹›€™−")
	for r := rune(0x20); r < 0x7f; r++ {
		list = append(list, r)
	}
	for r := rune(0xa0); r <= 0xff; r++ {
		if r != 0xad {
			list = append(list, r)
		}
	}
	return list
}
