package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes a table within a region that scrolls, which a keyboard must be
// able to reach and a screen reader to name.
func (c *converter) table(n *east.Table) {
	c.tables++
	c.write(`<div class="table" role="region" tabindex="0"`)
	c.attribute("aria-label", c.lang.T("table.label", "n", c.tables))
	c.write(">\n<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		head := row.Kind() == east.KindTableHeader
		if head {
			c.write("<thead>\n")
		} else if row.PreviousSibling().Kind() == east.KindTableHeader {
			c.write("<tbody>\n")
		}
		c.row(row, head)
		if head {
			c.write("</thead>\n")
		} else if row.NextSibling() == nil {
			c.write("</tbody>\n")
		}
	}
	c.write("</table>\n</div>\n")
}

func (c *converter) row(row ast.Node, head bool) {
	c.write("<tr>\n")
	for n := row.FirstChild(); n != nil; n = n.NextSibling() {
		cell := n.(*east.TableCell)
		// A head without words, as over the names of rows, names nothing.
		isHead := head && cell.FirstChild() != nil
		if isHead {
			c.write(`<th scope="col"`)
		} else {
			c.write("<td")
		}
		switch cell.Alignment {
		case east.AlignRight:
			c.write(` data-align="end"`)
		case east.AlignCenter:
			c.write(` data-align="center"`)
		}
		c.write(">")
		c.inline(cell, 0)
		if isHead {
			c.write("</th>\n")
		} else {
			c.write("</td>\n")
		}
	}
	c.write("</tr>\n")
}
