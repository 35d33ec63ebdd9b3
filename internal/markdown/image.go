package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// image adds an image within text.
func (c *converter) image(n *ast.Image) {
	if ref, ok := c.imageRef(n); ok {
		c.add(piece{kind: pieceImage, index: c.addRef(ref, n.Pos())})
	}
}

// figure is an image that is a paragraph of its own. Its title is its caption.
func (c *converter) figure(n *ast.Image) {
	ref, ok := c.imageRef(n)
	if !ok {
		return
	}
	caption := ref.Title
	ref.Title = ""
	c.write("<figure>")
	c.hole(ImageTag, c.addRef(ref, n.Pos()))
	if caption != "" {
		c.write("<figcaption>")
		c.doc.HTML = AppendText(c.doc.HTML, caption)
		c.write("</figcaption>")
	}
	c.write("</figure>\n")
}

func (c *converter) imageRef(n *ast.Image) (Ref, bool) {
	pos := n.Pos()
	if !c.expands(n.Reference, len(n.Destination)+len(n.Title), pos) {
		return Ref{}, false
	}
	ref, ok := c.imageAddress(n.Destination, pos)
	described := c.altText(nil, n)
	c.clear(described, func(int) (int, string) { return pos, "" })
	alt := strings.TrimSpace(string(described))
	if alt == "" {
		c.errorAt(pos, "markdown.image-alt").WithHint("hint.markdown.image-alt")
		ok = false
	}
	if !ok {
		return Ref{}, false
	}
	ref.Text = c.set(alt)
	ref.Title = c.text(n.Title, pos)
	return ref, true
}

// altText appends the text of what stands in an image's description.
func (c *converter) altText(dst []byte, n ast.Node) []byte {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Text:
			dst = c.appendText(dst, child)
			if child.SoftLineBreak() || child.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.CodeSpan:
			dst = c.appendCode(dst, child)
		case *ast.AutoLink:
			dst = append(dst, child.Label(c.src)...)
		case *ast.RawHTML:
			c.rawHTML(child.Segments.At(0).Start)
		case *east.FootnoteLink:
			c.errorAt(n.Pos(), "markdown.image-footnote")
		default:
			dst = c.altText(dst, child)
		}
	}
	return dst
}
