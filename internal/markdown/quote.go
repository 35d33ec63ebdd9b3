package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// alerts are the kinds that GitHub knows.
var alerts = []string{"note", "tip", "important", "warning", "caution"}

// blockquote writes a quotation, or an alert if its first line is [!NOTE] or the
// like.
func (c *converter) blockquote(n *ast.Blockquote) {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		c.quotation(n)
		return
	}
	line := first.Lines().At(0)
	mark := strings.TrimSpace(string(line.Value(c.src)))
	if !strings.HasPrefix(mark, "[!") || !strings.HasSuffix(mark, "]") || strings.Count(mark, "]") != 1 {
		c.quotation(n)
		return
	}
	kind := strings.ToLower(mark[2 : len(mark)-1])
	for _, known := range alerts {
		if kind == known {
			c.alert(n, first, kind, line.Stop)
			return
		}
	}
	c.warnAt(line.Start, "markdown.alert", mark).DidYouMean(kind, alerts)
	c.quotation(n)
}

func (c *converter) quotation(n ast.Node) {
	c.write("<blockquote>\n")
	c.blocks(n)
	c.write("</blockquote>\n")
}

// alert writes an aside; role=note, because a complementary landmark within the
// text would be noise.
func (c *converter) alert(n ast.Node, first *ast.Paragraph, kind string, skip int) {
	title := c.lang.T("alert." + kind)
	c.write(`<aside class="alert" role="note"`)
	c.attribute("data-kind", kind)
	c.write(">\n" + `<p class="alert-title">`)
	c.doc.HTML = AppendText(c.doc.HTML, title)
	c.write("</p>\n")
	if first.Lines().Len() > 1 {
		c.paragraph(first, skip)
	}
	for child := first.NextSibling(); child != nil; child = child.NextSibling() {
		c.block(child)
	}
	c.write("</aside>\n")
}
