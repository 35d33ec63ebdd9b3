package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"tract/internal/limit"
)

// The inline content of a block is laid out flat first, because typography wants
// all text of a block at once: a quotation mark may open before a link and close
// after it. Then the pieces are written.

type pieceKind uint8

const (
	pieceText      pieceKind = iota // text
	pieceBreak                      // a line break that the author set
	pieceCode                       // code[start:end]
	pieceLabel                      // an address as text, code[start:end]
	pieceLinkText                   // the place for a link's text; index into Refs
	pieceImage                      // index into Refs
	pieceFootnote                   // node
	pieceLinkOpen                   // index into Refs
	pieceLinkClose                  // index into Refs
	pieceMarkup                     // ready HTML
	pieceBacklink                   // node
	pieceTask                       // node
)

// isSpan says whether typography sees the piece, as text or as something opaque.
func (k pieceKind) isSpan() bool {
	return k <= pieceFootnote
}

type piece struct {
	kind       pieceKind
	start, end int // in code
	index      int
	markup     string
	node       ast.Node
}

// opaque stands for what is not text in what typography sees.
const opaque = "\uFFFC"

// inline writes the content of a block from the source offset skip on, and adds
// its plain text.
func (c *converter) inline(n ast.Node, skip int) {
	c.flat, c.code, c.pieces, c.ends, c.texts = c.flat[:0], c.code[:0], c.pieces[:0], c.ends[:0], c.texts[:0]
	first := n.FirstChild()
	for first != nil && skip > 0 && first.Kind() == ast.KindText && first.Pos() < skip {
		first = first.NextSibling()
	}
	c.flatten(first, 0, false)
	c.clear(c.flat, c.spelling)
	from := len(c.plain)
	c.emit(c.lang.TypographySpans(string(c.flat), c.ends))
	c.plain = append(c.plain[:from], bytes.TrimSpace(c.plain[from:])...)
	c.endLine(from)
}

// flatten appends the pieces of n and its next siblings.
func (c *converter) flatten(n ast.Node, depth int, inLink bool) {
	if depth > limit.InlineDepth {
		if depth == limit.InlineDepth+1 && n != nil {
			c.errorAt(place(n), "markdown.inline-depth", limit.InlineDepth)
		}
		return
	}
	for ; n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			c.flattenText(n)
		case *ast.Emphasis:
			if n.Level == 2 {
				c.wrap(n, "<strong>", "</strong>", depth, inLink)
			} else {
				c.wrap(n, "<em>", "</em>", depth, inLink)
			}
		case *east.Strikethrough:
			c.wrap(n, "<del>", "</del>", depth, inLink)
		case *ast.CodeSpan:
			start := len(c.code)
			c.code = c.appendCode(c.code, n)
			c.add(piece{kind: pieceCode, start: start, end: len(c.code)})
		case *ast.Link:
			c.link(n, depth, inLink)
		case *ast.AutoLink:
			c.autoLink(n, inLink)
		case *ast.Image:
			c.image(n)
		case *ast.RawHTML:
			c.rawHTML(n.Segments.At(0).Start)
		case *east.FootnoteLink:
			c.add(piece{kind: pieceFootnote, node: n, markup: linkless(inLink)})
		case *east.FootnoteBacklink:
			c.add(piece{kind: pieceBacklink, node: n})
		case *east.TaskCheckBox:
			c.add(piece{kind: pieceTask, node: n})
		default:
			panic("internal error: markdown inline " + n.Kind().String())
		}
	}
}

// linkless marks a footnote within a link, which cannot be a link itself.
func linkless(inLink bool) string {
	if inLink {
		return "linkless"
	}
	return ""
}

// add adds a piece. The text of one that has any is there already.
func (c *converter) add(p piece) {
	c.pieces = append(c.pieces, p)
	if !p.kind.isSpan() {
		return
	}
	switch p.kind {
	case pieceText:
	case pieceBreak:
		c.flat = append(c.flat, '\n')
	default:
		c.flat = append(c.flat, opaque...)
	}
	c.ends = append(c.ends, len(c.flat))
}

func (c *converter) markup(s string) {
	c.add(piece{kind: pieceMarkup, markup: s})
}

func (c *converter) wrap(n ast.Node, open, closed string, depth int, inLink bool) {
	c.markup(open)
	c.flatten(n.FirstChild(), depth+1, inLink)
	c.markup(closed)
}

// flattenText joins neighbouring text nodes: goldmark makes one a line.
func (c *converter) flattenText(n *ast.Text) {
	start := len(c.flat)
	c.texts = append(c.texts, flatText{start, n.Segment})
	c.flat = c.appendText(c.flat, n)
	c.checkOrdinals(n.Segment.Value(c.src), n.Segment.Start)
	if n.SoftLineBreak() && n.NextSibling() != nil {
		c.flat = append(c.flat, '\n')
	}
	switch last := len(c.pieces) - 1; {
	case last >= 0 && c.pieces[last].kind == pieceText:
		c.ends[len(c.ends)-1] = len(c.flat)
	case len(c.flat) > start:
		c.add(piece{kind: pieceText})
	}
	if n.HardLineBreak() && n.NextSibling() != nil {
		c.add(piece{kind: pieceBreak})
	}
}

// checkOrdinals advises on the ordinals of the text at pos that end as 2ème does.
func (c *converter) checkOrdinals(value []byte, pos int) {
	if !behindNumber(value) {
		return
	}
	for s := string(value); ; {
		start, end, short, ok := c.lang.LongOrdinal(s)
		if !ok {
			return
		}
		c.adviseAt(pos+start, "locale.ordinal", s[start:end]).WithHint("hint.locale-ordinal", short)
		s, pos = s[end:], pos+end
	}
}

// behindNumber says whether an è stands behind digits or capitals, as that of 2ème and
// XXIème, and not only in words.
func behindNumber(value []byte) bool {
	for {
		before, after, found := bytes.Cut(value, []byte("è"))
		if !found {
			return false
		}
		before = bytes.TrimSuffix(before, []byte("i"))
		if n := len(before); n > 0 && (before[n-1] >= '0' && before[n-1] <= '9' || before[n-1] >= 'A' && before[n-1] <= 'Z') {
			return true
		}
		value = after
	}
}

func (c *converter) appendText(dst []byte, n *ast.Text) []byte {
	return decode(dst, n.Segment.Value(c.src))
}

func (c *converter) appendCode(dst []byte, n *ast.CodeSpan) []byte {
	for t := n.FirstChild(); t != nil; t = t.NextSibling() {
		value := t.(*ast.Text).Segment.Value(c.src)
		if k := len(value) - 1; k >= 0 && value[k] == '\n' {
			dst = append(dst, value[:k]...)
			dst = append(dst, ' ')
			continue
		}
		dst = append(dst, value...)
	}
	return dst
}

// emit writes the pieces with their text as the language has set it.
func (c *converter) emit(text string) {
	from, ends := 0, c.ends
	for i := range c.pieces {
		p, span := &c.pieces[i], ""
		if p.kind.isSpan() {
			span = text[from:ends[0]]
			from, ends = ends[0], ends[1:]
		}
		switch p.kind {
		case pieceText:
			c.doc.HTML = AppendProse(c.doc.HTML, c.lang, span)
			c.plain = appendLine(c.plain, span)
		case pieceCode:
			c.write("<code>")
			c.verbatim(p)
			c.write("</code>")
		case pieceLabel:
			c.verbatim(p)
		case pieceBreak:
			c.write("<br>\n")
			c.plain = append(c.plain, ' ')
		case pieceMarkup:
			c.write(p.markup)
		case pieceLinkOpen:
			c.write("<a")
			c.hole(RefAttributes, p.index)
			c.write(">")
			c.linkFrom = len(c.plain)
		case pieceLinkClose:
			c.write("</a>")
			ref := &c.doc.Refs[p.index]
			ref.Text = string(c.plain[c.linkFrom:])
			if next := p.index + 1; ref.Text == "" && next < len(c.doc.Refs) && c.pieces[i-1].kind == pieceImage {
				ref.Text = c.doc.Refs[next].Text // an image says where its link leads
			}
		case pieceLinkText:
			c.hole(RefText, p.index)
		case pieceImage:
			c.hole(ImageTag, p.index)
		case pieceFootnote:
			c.footnoteRef(p.node.(*east.FootnoteLink), p.markup == "")
		case pieceBacklink:
			c.backlink(p.node.(*east.FootnoteBacklink))
		case pieceTask:
			c.checkBox(p.node.(*east.TaskCheckBox))
		}
	}
}

// verbatim writes a piece's text as it is.
func (c *converter) verbatim(p *piece) {
	text := string(c.code[p.start:p.end])
	c.doc.HTML = AppendText(c.doc.HTML, text)
	c.plain = append(c.plain, text...)
}

// appendLine appends s with its line ends as spaces.
func appendLine(dst []byte, s string) []byte {
	for {
		line, rest, found := strings.Cut(s, "\n")
		dst = append(dst, line...)
		if !found {
			return dst
		}
		dst, s = append(dst, ' '), rest
	}
}

// place gives the offset of an inline node, or of the first thing in it.
func place(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if raw, ok := n.(*ast.RawHTML); ok {
			return raw.Segments.At(0).Start
		}
		if p := n.Pos(); p >= 0 {
			return p
		}
	}
	return 0
}
