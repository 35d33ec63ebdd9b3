package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// heading writes a heading. The page's title is its h1, so the body's begin at
// h2, whatever was written.
func (c *converter) heading(n *ast.Heading) {
	pos := n.Pos()
	if n.Level == 1 {
		c.warnAt(pos, "markdown.heading-title").WithHint("hint.markdown.heading-title")
	}
	level := max(n.Level, 2)
	if above := max(c.level, 1); level > above+1 {
		c.warnAt(pos, "markdown.heading-skip", level, above).WithHint("hint.markdown.heading-skip", strings.Repeat("#", above+1))
	}
	c.level = level
	if n.FirstChild() == nil {
		c.warnAt(pos, "markdown.heading-empty")
		return
	}
	// The id is made of the words as they were written: typography may change
	// without breaking anybody's link.
	start := len(c.doc.HTML)
	tag := [...]string{"h2", "h3", "h4", "h5", "h6"}[level-2]
	c.flat = c.altText(c.flat[:0], n)
	words := string(c.flat)
	id := c.ids.unique(HeadingID(words))
	c.write("<")
	c.write(tag)
	c.id(id)
	c.write(">")
	inner, from := len(c.doc.HTML), len(c.plain)
	c.inline(n, 0)
	if len(c.doc.HTML) == inner && !c.holeAt(inner) {
		c.doc.HTML = c.doc.HTML[:start]
		c.doc.IDs = c.doc.IDs[:len(c.doc.IDs)-1]
		return
	}
	c.write("</")
	c.write(tag)
	c.write(">\n")
	text := words // also those of an image
	if set := bytes.TrimSuffix(c.plain[from:], []byte("\n")); len(set) > 0 && string(set) != text {
		text = string(set)
	}
	c.doc.Headings = append(c.doc.Headings, Heading{Level: level, ID: id, Text: text, Pos: c.at(pos)})
}
