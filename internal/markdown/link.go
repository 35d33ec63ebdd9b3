package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"tract/internal/limit"
)

// referenceUse keeps which definitions of addresses a body has and uses, and how
// much they write: a long definition used a thousand times is a thousand times
// as long.
type referenceUse struct {
	defined []*ast.LinkReferenceDefinition
	used    map[string]bool
	bytes   int
	told    bool
}

// expands notes that a link uses a definition and says whether it still may.
func (c *converter) expands(ref *ast.ReferenceLink, length, pos int) bool {
	if ref == nil {
		return true
	}
	if c.refs.used == nil {
		c.refs.used = map[string]bool{}
	}
	c.refs.used[util.ToLinkReference(ref.Value)] = true
	c.refs.bytes += length
	if c.refs.bytes <= limit.ReferenceBytes {
		return true
	}
	if !c.refs.told {
		c.refs.told = true
		c.errorAt(pos, "markdown.reference-bytes", limit.ReferenceBytes>>10)
	}
	return false
}

// definitions is goldmark's parser of the definitions that a paragraph begins with.
// It would make a reader for each paragraph; most do not begin with a bracket.
type definitions struct{ parser.ParagraphTransformer }

func (d definitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if lines := node.Lines(); lines.Len() > 0 {
		first := lines.At(0)
		if start := util.TrimLeftSpace(first.Value(reader.Source())); len(start) > 0 && start[0] != '[' {
			return
		}
	}
	d.ParagraphTransformer.Transform(node, reader, pc)
}

// unusedReferences tells definitions that no link uses: they show nowhere, so
// they are a mistake, or something hidden.
func (c *converter) unusedReferences() {
	for _, d := range c.refs.defined {
		if !c.refs.used[util.ToLinkReference(d.Label)] {
			c.warnAt(d.Pos(), "markdown.reference-unused", string(d.Label)).WithHint("hint.markdown.reference-unused")
		}
	}
}

func (c *converter) link(n *ast.Link, depth int, inLink bool) {
	pos := n.Pos()
	ok := c.expands(n.Reference, len(n.Destination)+len(n.Title), pos)
	var ref Ref
	if ok {
		ref, ok = c.linkAddress(n.Destination, pos)
	}
	if !ok || inLink {
		c.flatten(n.FirstChild(), depth+1, inLink)
		return
	}
	ref.Title = c.text(n.Title, pos)
	index := c.addRef(ref, pos)
	c.add(piece{kind: pieceLinkOpen, index: index})
	before := len(c.pieces)
	c.flatten(n.FirstChild(), depth+1, true)
	if len(c.pieces) == before {
		if !c.writesText(ref, pos) {
			c.pieces, c.doc.Refs = c.pieces[:before-1], c.doc.Refs[:index]
			return
		}
		c.add(piece{kind: pieceLinkText, index: index})
	}
	c.add(piece{kind: pieceLinkClose, index: index})
}

// writesText says whether a link without text can be given one: our own pages
// have titles, and the rest must say where it leads.
func (c *converter) writesText(ref Ref, pos int) bool {
	switch ref.Scheme {
	case "http", "https", "mailto", "tel":
		c.errorAt(pos, "markdown.link-text", ref.Target).WithHint("hint.markdown.link-text")
		return false
	}
	return true
}

func (c *converter) addRef(ref Ref, pos int) int {
	ref.Pos = c.at(pos)
	c.doc.Refs = append(c.doc.Refs, ref)
	return len(c.doc.Refs) - 1
}

// autoLink is an address written bare or in angle brackets: its text is itself.
func (c *converter) autoLink(n *ast.AutoLink, inLink bool) {
	label, pos := n.Label(c.src), n.Pos()
	start := len(c.code)
	c.code = append(c.code, label...)
	shown := piece{kind: pieceLabel, start: start, end: len(c.code)}
	address := string(n.URL(c.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !hasPrefixFold(address, "mailto:") {
		address = "mailto:" + address
	}
	ref, ok := c.checkLink(address, pos)
	if !ok || inLink {
		c.add(shown)
		return
	}
	index := c.addRef(ref, pos)
	c.add(piece{kind: pieceLinkOpen, index: index})
	c.add(shown)
	c.add(piece{kind: pieceLinkClose, index: index})
}

// text is a title or a description, decoded and set by the language.
func (c *converter) text(s []byte, pos int) string {
	if len(s) == 0 {
		return ""
	}
	text, _ := c.decodeString(s, pos)
	return c.set(text)
}

func (c *converter) set(s string) string {
	return c.lang.TypographySpans(s, []int{len(s)})
}

// apart finds an address in parentheses that a space keeps from the text before it.
var apart = regexp.MustCompile(`^\][ \t]+\((?:[a-zA-Z]+:|www\.|\.\.?/|/|#)[^\s()]+\)`)

// blank finds a blank to fill in, where only a kit has any.
var blank = regexp.MustCompile(`^(\[\[[^\[\]^\n]{1,100}\]\])(?:[^(\[]|$)`)

// links is goldmark's parser of links and images. It leaves [text][name] as text
// when there is no such name, and [text](an address) when there is a space in it or
// before it; we say so.
type links struct{ parser.InlineParser }

func newLinks() links {
	return links{parser.NewLinkParser()}
}

// CloseBlock passes on what goldmark tells its parsers at the end of a block.
func (p links) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

func (p links) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if m := blank.FindSubmatch(line); m != nil {
		guardOf(pc).report.adviseAt(segment.Start, "markdown.blank-outside", string(m[1])).WithHint("hint.markdown.blank-outside")
	}
	if apart.Match(line) && pc.IsInLinkLabel() {
		guardOf(pc).report.warnAt(segment.Start+1, "markdown.link-apart").WithHint("hint.markdown.link-apart")
	}
	if len(line) < 3 || line[0] != ']' || line[1] != '[' && line[1] != '(' || !pc.IsInLinkLabel() {
		return p.InlineParser.Parse(parent, block, pc)
	}
	node := p.InlineParser.Parse(parent, block, pc)
	if node != nil {
		return node
	}
	report := guardOf(pc).report
	if line[1] == '(' {
		if bytes.IndexByte(line, ')') > 0 {
			report.warnAt(segment.Start+1, "markdown.link-unread").WithHint("hint.markdown.link-unread")
		}
		return nil
	}
	// A name may have a thousand characters.
	name, _, closed := bytes.Cut(line[2:min(len(line), 1002)], []byte("]"))
	if !closed || util.IsBlank(name) || name[0] == '^' {
		return nil
	}
	if _, ok := pc.Reference(util.ToLinkReference(name)); !ok {
		report.warnAt(segment.Start+2, "markdown.reference-missing", string(name)).WithHint("hint.markdown.reference-missing", short(string(name)))
	}
	return nil
}
