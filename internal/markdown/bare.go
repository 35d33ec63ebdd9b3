package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"tract/internal/limit"
)

// bareAddress makes links of web and e-mail addresses that stand in the text as
// they are. goldmark's own does the same by trying at every space, which takes a
// fifth of the time of a page; this one looks back from a colon, dot or at sign.
type bareAddress struct{ signs string }

func (b bareAddress) Trigger() []byte {
	return []byte(b.signs)
}

func (bareAddress) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	g := guardOf(pc)
	if g.bare > limit.Links { // the page is refused
		return nil
	}
	link := parseBare(parent, block, pc)
	if link != nil {
		g.bare++
	}
	return link
}

func parseBare(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == '.' && (len(line) < 4 || segment.Start < 3) || line[0] == ':' && (len(line) < 6 || line[1] != '/' || line[2] != '/') {
		return nil
	}
	last, ok := parent.LastChild().(*ast.Text)
	if !ok || last.Segment.Stop != segment.Start || pc.IsInLinkLabel() {
		return nil
	}
	source := block.Source()
	before := source[:segment.Start]
	switch line[0] {
	case ':':
		for _, scheme := range []string{"https", "http"} {
			if bytes.HasSuffix(before, []byte(scheme)) {
				return webAddress(parent, block, segment.Start-len(scheme), 3, "")
			}
		}
	case '.':
		if bytes.HasSuffix(before, []byte("www")) {
			return webAddress(parent, block, segment.Start-3, 1, "http")
		}
	case '@':
		return mailAddress(parent, block, pc)
	}
	return nil
}

// webAddress makes a link that begins at an offset in the source before the
// reader's place, and has its host skip bytes after that place.
func webAddress(parent ast.Node, block text.Reader, from, skip int, protocol string) ast.Node {
	if from > 0 && bytes.IndexByte([]byte(" \t\n*_~(|>"), block.Source()[from-1]) < 0 {
		return nil
	}
	line, segment := block.PeekLine()
	end := skip
	for end < len(line) && !util.IsSpace(line[end]) && line[end] != '<' {
		end++
	}
	end = skip + trimAddress(line[skip:end])
	host := line[skip:end]
	if i := bytes.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	if dot := bytes.IndexByte(host, '.'); dot < 1 || dot == len(host)-1 || !takeBack(parent, from) {
		return nil
	}
	block.Advance(end)
	link := ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(text.NewSegment(from, segment.Start+end)))
	if protocol != "" {
		link.Protocol = []byte(protocol)
	}
	link.SetPos(from)
	return link
}

// trimAddress gives the length of an address without what ends the sentence
// around it: signs, and a parenthesis that the address did not open.
func trimAddress(s []byte) int {
	for n := len(s); n > 0; n-- {
		switch s[n-1] {
		case '?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '"':
			continue
		case ')':
			if bytes.Count(s[:n], []byte(")")) > bytes.Count(s[:n], []byte("(")) {
				continue
			}
		}
		return n
	}
	return 0
}

func mailAddress(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	source := block.Source()
	from := segment.Start
	for from > 0 && (util.IsAlphaNumeric(source[from-1]) || bytes.IndexByte([]byte("._+-"), source[from-1]) >= 0) {
		from--
	}
	end, dots := 1, 0
	for end < len(line) && (util.IsAlphaNumeric(line[end]) || line[end] == '-' || line[end] == '_' || line[end] == '.') {
		if line[end] == '.' {
			dots++
		}
		end++
	}
	if line[end-1] == '.' {
		end--
		dots--
	}
	if from > 0 && source[from-1] >= utf8.RuneSelf { // a letter that an address cannot have
		return nil
	}
	if from == segment.Start || dots < 1 || line[end-1] == '-' || line[end-1] == '_' {
		return nil
	}
	// A _ in a name is taken for the sign of emphasis first.
	tail := parent.LastChild().(*ast.Text)
	for {
		d, ok := tail.PreviousSibling().(*parser.Delimiter)
		if !ok || d.Char != '_' || d.Segment.Start < from {
			break
		}
		pc.RemoveDelimiter(d)
		joined := tail.PreviousSibling().(*ast.Text)
		tail.Segment.Start = joined.Segment.Start
		parent.RemoveChild(parent, joined)
	}
	if !takeBack(parent, from) {
		return nil
	}
	block.Advance(end)
	link := ast.NewAutoLink(ast.AutoLinkEmail, ast.NewTextSegment(text.NewSegment(from, segment.Start+end)))
	link.SetPos(from)
	return link
}

// takeBack cuts the text that the parser has added last at an offset.
func takeBack(parent ast.Node, from int) bool {
	last := parent.LastChild().(*ast.Text)
	if last.Segment.Start > from {
		return false
	}
	last.Segment.Stop = from
	if last.Segment.IsEmpty() {
		parent.RemoveChild(parent, last)
	}
	return true
}
