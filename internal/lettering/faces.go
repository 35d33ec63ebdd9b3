package lettering

import (
	"bytes"
	"embed"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
)

// files holds the faces in WOFF, as Fontsource publishes them: each in a few files
// for parts of Unicode.
//
//go:embed fonts/*.woff
var files embed.FS

// cut is one file of a face.
type cut struct {
	font   *font.Font
	unit   int64 // of the face, in parts of an em
	script language.Script
}

// The cuts, by their places in these lists.
var (
	names = []string{
		"archivo-black-latin", "archivo-black-latin-ext",
		"atkinson-400-latin", "atkinson-400-latin-ext",
		"atkinson-700-latin", "atkinson-700-latin-ext",
		"tajawal-400-arabic", "tajawal-800-arabic",
	}
	// orders says where a letter is looked for, by face.
	orders = [][]int{
		Display: {0, 1, 7, 4, 5},
		Text:    {2, 3, 6},
		Bold:    {4, 5, 7},
	}
)

// arabic is the first of the cuts for Arabic.
const arabic = 6

// New reads the faces.
func New() *Case {
	c := new(Case)
	for i, name := range names {
		face, err := font.ParseTTF(bytes.NewReader(file(name)))
		if err != nil {
			panic("internal error: " + name + ": " + err.Error())
		}
		script := language.Latin
		if i >= arabic {
			script = language.Arabic
		}
		c.cuts = append(c.cuts, cut{face.Font, em / int64(face.Upem()), script})
	}
	c.hands.New = func() any { return newHand(c.cuts) }
	return c
}

func file(name string) []byte {
	src, err := files.ReadFile("fonts/" + name + ".woff")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return src
}

// hand is what one text at a time is set with: what the libraries keep between two
// texts, which they do not share.
type hand struct {
	cuts   []cut
	faces  []*font.Face
	fonts  []*harfbuzz.Font
	buffer *harfbuzz.Buffer
	bidi   bidi.Paragraph
	breaks segmenter.Segmenter
}

func newHand(cuts []cut) *hand {
	h := &hand{cuts: cuts, buffer: harfbuzz.NewBuffer()}
	for _, c := range cuts {
		face := font.NewFace(c.font)
		h.faces = append(h.faces, face)
		h.fonts = append(h.fonts, harfbuzz.NewFont(face))
	}
	return h
}

func (c *Case) take() *hand { return c.hands.Get().(*hand) }

// has says whether a cut can show a character.
func (h *hand) has(cut int, r rune) bool {
	_, ok := h.faces[cut].NominalGlyph(r)
	return ok
}

// find gives the first cut of a face that can show a character.
func (h *hand) find(f Face, r rune) (cut int, ok bool) {
	for _, c := range orders[f] {
		if h.has(c, r) {
			return c, true
		}
	}
	return orders[f][0], false
}
