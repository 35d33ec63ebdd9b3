// Package markdown turns the body of a content file into finished HTML.
//
// It takes CommonMark with tables, strikethrough, task lists, bare addresses,
// footnotes, GitHub's alerts, fenced code with colours, and our own kit blocks
// (a fence named letter, call, post or motion). It gives a [Document]: HTML with
// holes where only the model of the site knows what to write (the attributes of
// links, images, kits), and what the model needs to know of the text: headings,
// anchors, references, steps. The tree is not kept.
//
// Content is untrusted. No raw HTML passes, not even a comment; every address is
// on an allowlist; every attribute goes through [AppendAttribute]; an anchor that
// comes from content begins with «s-», «step-», «fn-» or «fnref-», so that it
// cannot take the name of a property of document or window. What is refused is
// an error with its position and is left out of the HTML. The limits of
// package limit hold for every input.
//
// This is the only package that knows goldmark and chroma.
//
// Classes for the style sheet. Code is <pre class="code">, its tokens are spans
// with one of the classes of tokenClass: k keyword, s string, m number, c
// comment, nf function, nt tag, na attribute or key, nv variable, nb builtin, gd
// deleted, gi inserted, gh heading, gp prompt. No colour is written inline. The
// other classes are alert and alert-title (with data-kind), table (with
// data-align on cells), tasks and task, steps, footnotes, footnote-ref and
// footnote-back, and figure elements around an image that stands alone.
package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/text"

	"tract/internal/diag"
	"tract/internal/limit"
)

// Language is what depends on the language of the text.
type Language interface {
	// T gives a text of the interface, its placeholders filled from pairs.
	T(key string, pairs ...any) string
	// TypographySpans sets the spans of one block, which end at ends in text and
	// then in what it gives. A span "\uFFFC" stands for something that is not text.
	TypographySpans(text string, ends []int) string
	// Ordinal finds the ending of the first ordinal in a text, such as the «er» of
	// 1er, if the language raises it above the line.
	Ordinal(s string) (start, end int, ok bool)
	// LongOrdinal finds the first ordinal whose ending is longer than usage has it,
	// such as 2ème, and gives how it is written.
	LongOrdinal(s string) (start, end int, short string, ok bool)
}

// Document is a converted body.
type Document struct {
	HTML     []byte    // finished markup with holes cut out
	Holes    []Hole    // in order of Offset
	Headings []Heading // in order
	IDs      []string  // every id in HTML: headings, footnotes, steps
	Refs     []Ref     // links, images and figures, in order
	Kits     []Kit     // in order
	Steps    []Step    // items of a guide's first ordered list
}

// HoleKind says what a hole is to be filled with.
type HoleKind uint8

// The kinds of holes. RefAttributes are the attributes of a link, within its
// start tag; RefText is the text of a link that was written without one;
// ImageTag is a whole image element; KitBlock a whole kit; StepsHead what stands
// before a guide's steps, if anything.
const (
	RefAttributes HoleKind = iota
	RefText
	ImageTag
	KitBlock
	StepsHead
)

// Hole is a place in the HTML that the caller fills.
type Hole struct {
	Offset int
	Kind   HoleKind
	Index  int // into Kits for a KitBlock, into Refs for what is about a reference
}

// Heading is a heading of the body; its level is never 1, which is the title's.
type Heading struct {
	Level    int
	ID, Text string
	Pos      diag.Position
}

// RefKind says how a reference is shown.
type RefKind uint8

// The kinds of references.
const (
	Link RefKind = iota
	Image
)

// Ref is a link or an image. Its address is allowed; whether there is something
// there is for the model to say.
type Ref struct {
	Kind RefKind
	// Scheme is http, https, mailto or tel, one of our own (see [Schemes]), or
	// empty for a path or an anchor.
	Scheme string
	// Target is the key for our own schemes, the path with its percent signs
	// decoded where there is no scheme (empty for an anchor in the same page),
	// else the whole address as it goes into an attribute.
	Target string
	// Fragment is what follows # as it was written, for paths and our own schemes.
	Fragment string
	Text     string // the link's plain text, or the image's description
	Title    string
	Pos      diag.Position
}

// Step is an item of a guide's first ordered list.
type Step struct {
	ID, Text string // Text is the item's first block
	Pos      diag.Position
}

// Converter turns bodies into documents, one at a time. The zero value is ready.
type Converter struct {
	converter converter // of the last body, for its room
}

// Convert turns one body into a Document. line is the line of the file that src
// begins with; positions count from there.
func (k *Converter) Convert(file string, src []byte, line int, lang Language) (*Document, diag.List) {
	return k.convert(file, src, line, lang, false)
}

// ConvertGuide is Convert for a guide, whose first ordered list is its steps.
func (k *Converter) ConvertGuide(file string, src []byte, line int, lang Language) (*Document, diag.List) {
	return k.convert(file, src, line, lang, true)
}

func (k *Converter) convert(file string, src []byte, line int, lang Language, steps bool) (*Document, diag.List) {
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	}
	c := &k.converter
	*c = converter{
		report: report{places: places{file: file, src: src, line: line, starts: c.starts[:0]}},
		room:   c.room.empty(),
		lang:   lang,
		steps:  steps,
	}
	if len(src) > limit.FileBytes {
		c.errorAt(0, "markdown.file-size", limit.FileBytes>>10)
		return &Document{}, c.diags
	}
	if n := bytes.Count(src, []byte("\n")); n > limit.FileLines {
		c.errorAt(0, "markdown.file-lines", limit.FileLines)
		return &Document{}, c.diags
	}
	if faults := CheckText(file, src, line); len(faults) > 0 {
		c.diags.Add(faults)
		src = blanked(src)
	}
	c.src = src
	c.blocks(c.parse(text.NewReader(src)))
	c.finish()
	return c.doc.clone(), c.diags
}

// Text gives the plain text of the last body, a line a block, without its code and kits:
// until the next one is converted.
func (k *Converter) Text() []byte { return k.converter.plain }

// clone gives a copy that takes no more room than it needs.
func (d *Document) clone() *Document {
	return &Document{
		HTML: clone(d.HTML), Holes: clone(d.Holes), Headings: clone(d.Headings), IDs: clone(d.IDs),
		Refs: clone(d.Refs), Kits: clone(d.Kits), Steps: clone(d.Steps),
	}
}

// clone is [slices.Clone], which keeps the array of an empty slice alive.
func clone[T any](s []T) []T {
	if len(s) == 0 {
		return nil
	}
	return slices.Clone(s)
}

// Append writes the document's HTML to dst, each hole filled by fill.
func (d *Document) Append(dst []byte, fill func(dst []byte, h Hole) []byte) []byte {
	from := 0
	for _, h := range d.Holes {
		dst = append(dst, d.HTML[from:h.Offset]...)
		dst = fill(dst, h)
		from = h.Offset
	}
	return append(dst, d.HTML[from:]...)
}
