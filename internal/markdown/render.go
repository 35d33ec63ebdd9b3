package markdown

import (
	"strconv"
	"time"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// converter is the work on one body. It writes HTML in one pass over goldmark's
// tree; goldmark's own renderer, and its escaping of addresses, are not used.
type converter struct {
	report
	room
	guard guard
	src   []byte // what goldmark read: offsets are those of places.src
	lang  Language
	steps bool // the first ordered list is the steps

	ids    ids
	tables int
	level  int // of the last heading
	html   int // pieces of raw HTML that were told
	links  int // and images
	refs   referenceUse

	codeBytes int           // of the blocks that were to get colours
	codeTime  time.Duration // that colouring them took
	linkFrom  int           // where the text of the link at hand begins in plain; links do not nest
}

// room is what a body takes that the next can take again.
type room struct {
	doc   Document
	plain []byte // the text of the body, a line a block

	// The inline content at hand; see inline.go.
	flat   []byte // the text that typography sees
	code   []byte // the text that it does not
	pieces []piece
	ends   []int // in flat, of the pieces that are spans
	texts  []flatText
}

// empty gives the room without what is in it.
func (r *room) empty() room {
	d := &r.doc
	return room{
		doc: Document{
			HTML: d.HTML[:0], Holes: d.Holes[:0], Headings: d.Headings[:0], IDs: d.IDs[:0],
			Refs: d.Refs[:0], Kits: d.Kits[:0], Steps: d.Steps[:0],
		},
		plain: r.plain[:0], flat: r.flat[:0], code: r.code[:0], pieces: r.pieces[:0], ends: r.ends[:0], texts: r.texts[:0],
	}
}

func (c *converter) write(s string) {
	c.doc.HTML = append(c.doc.HTML, s...)
}

func (c *converter) attribute(name, value string) {
	c.doc.HTML = AppendAttribute(c.doc.HTML, name, value)
}

func (c *converter) hole(kind HoleKind, index int) {
	c.doc.Holes = append(c.doc.Holes, Hole{len(c.doc.HTML), kind, index})
}

// id writes an id, which the caller has made sure is new.
func (c *converter) id(id string) {
	c.attribute("id", id)
	c.doc.IDs = append(c.doc.IDs, id)
}

// endLine closes a line of the plain text, if the block has written any.
func (c *converter) endLine(from int) {
	if len(c.plain) > from {
		c.plain = append(c.plain, '\n')
	}
}

func (c *converter) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		c.block(n)
	}
}

func (c *converter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		c.paragraph(n, 0)
	case *ast.TextBlock:
		c.inline(n, 0)
		if n.NextSibling() != nil {
			c.write("\n")
		}
	case *ast.Heading:
		c.heading(n)
	case *ast.List:
		c.list(n)
	case *ast.Blockquote:
		c.blockquote(n)
	case *ast.FencedCodeBlock:
		c.fence(n)
	case *ast.CodeBlock:
		c.codeBlock("", c.lines(n), n.Pos())
	case *ast.ThematicBreak:
		c.write("<hr>\n")
	case *ast.HTMLBlock:
		c.rawHTML(n.Pos())
	case *ast.LinkReferenceDefinition:
		c.refs.defined = append(c.refs.defined, n)
	case *east.Table:
		c.table(n)
	case *east.FootnoteList:
		c.footnoteList(n)
	case *east.FootnoteBacklink:
		c.backlink(n)
	default:
		panic("internal error: markdown block " + n.Kind().String())
	}
}

// paragraph writes a paragraph from the source offset skip on.
func (c *converter) paragraph(n *ast.Paragraph, skip int) {
	if image, ok := n.FirstChild().(*ast.Image); ok && n.FirstChild() == n.LastChild() {
		c.figure(image)
		return
	}
	start := len(c.doc.HTML)
	c.write("<p>")
	inner := len(c.doc.HTML)
	c.inline(n, skip)
	if len(c.doc.HTML) == inner && !c.holeAt(inner) {
		c.doc.HTML = c.doc.HTML[:start] // all of it was refused
		return
	}
	c.write("</p>\n")
}

// holeAt says whether a hole stands at the end of the HTML.
func (c *converter) holeAt(offset int) bool {
	n := len(c.doc.Holes)
	return n > 0 && c.doc.Holes[n-1].Offset == offset
}

// lines joins the lines of a block that holds text as it is.
func (c *converter) lines(n ast.Node) string {
	return string(n.Lines().Value(c.src))
}

// finish tells what only the whole body shows.
func (c *converter) finish() {
	c.unusedFootnotes()
	c.unusedReferences()
}

func itoa(n int) string {
	return strconv.Itoa(n)
}
