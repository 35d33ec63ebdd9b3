package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"tract/internal/limit"
)

// footnoteBlock counts the footnotes, each of which goldmark compares with every
// reference, and keeps them: it drops those that nothing refers to.
type footnoteBlock struct{ container }

func (p footnoteBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	g := guardOf(pc)
	if len(g.footnotes) > limit.Footnotes {
		return nil, parser.NoChildren
	}
	_, segment := reader.Position()
	node, state := p.container.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	g.footnotes = append(g.footnotes, node.(*east.Footnote))
	if len(g.footnotes) == limit.Footnotes+1 {
		g.report.errorAt(segment.Start, "markdown.footnotes", limit.Footnotes)
	}
	return node, state
}

// footnoteRef counts the references, and tells those that lead nowhere.
type footnoteRef struct{ parser.InlineParser }

func (p footnoteRef) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	start := 1
	if line[0] == '!' {
		start = 2
	}
	if len(line) <= start+1 || line[start] != '^' || line[start-1] != '[' {
		return nil
	}
	g := guardOf(pc)
	if g.refs++; g.refs > limit.FootnoteRefs {
		if g.refs == limit.FootnoteRefs+1 {
			g.report.errorAt(segment.Start, "markdown.footnote-refs", limit.FootnoteRefs)
		}
		return nil
	}
	node := p.InlineParser.Parse(parent, block, pc)
	if node != nil {
		node.(*east.FootnoteLink).SetPos(segment.Start)
		return node
	}
	name := line[start+1:]
	if end := bytes.IndexByte(name, ']'); end > 0 {
		g.report.warnAt(segment.Start, "markdown.footnote-missing", string(name[:end])).WithHint("hint.markdown.footnote-missing", short(string(name[:end])))
	}
	return nil
}

// unusedFootnotes tells footnotes that nothing refers to: they are not shown.
func (c *converter) unusedFootnotes() {
	for _, f := range c.guard.footnotes {
		if f.Index < 0 {
			c.warnAt(f.Pos(), "markdown.footnote-unused", string(f.Ref)).WithHint("hint.markdown.footnote-unused", short(string(f.Ref)))
		}
	}
}

// footnoteRefID is the id of the n-th reference to a footnote, from 0.
func footnoteRefID(index, n int) string {
	if n == 0 {
		return "fnref-" + itoa(index)
	}
	return "fnref-" + itoa(index) + "-" + itoa(n+1)
}

func (c *converter) footnoteRef(n *east.FootnoteLink, link bool) {
	number := itoa(n.Index)
	c.write(`<sup class="footnote-ref"`)
	c.id(footnoteRefID(n.Index, n.RefIndex))
	c.write(">")
	if link {
		c.write("<a")
		c.attribute("href", "#fn-"+number)
		c.attribute("aria-label", c.lang.T("footnotes.ref", "n", n.Index))
		c.write(">")
	}
	c.write(number)
	if link {
		c.write("</a>")
	}
	c.write("</sup>")
}

func (c *converter) footnoteList(n *east.FootnoteList) {
	c.write(`<section class="footnotes"`)
	c.attribute("aria-label", c.lang.T("footnotes.title"))
	c.write(">\n<ol>\n")
	for f := n.FirstChild(); f != nil; f = f.NextSibling() {
		c.write("<li")
		c.id("fn-" + itoa(f.(*east.Footnote).Index))
		c.write(">\n")
		c.blocks(f)
		c.write("</li>\n")
	}
	c.write("</ol>\n</section>\n")
}

func (c *converter) backlink(n *east.FootnoteBacklink) {
	c.write(` <a class="footnote-back"`)
	c.attribute("href", "#"+footnoteRefID(n.Index, n.RefIndex))
	c.attribute("aria-label", c.lang.T("footnotes.back", "n", n.Index))
	c.write(">↩\ufe0e</a>")
}
