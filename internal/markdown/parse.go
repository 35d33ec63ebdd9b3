package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// guardKey is where a parser finds what belongs to the body at hand: grammar is
// shared by all of them.
var guardKey = parser.NewContextKey()

// grammar and dotted are goldmark's parser with what we add and guard. They are
// built once and are safe for concurrent use. At each sign that may be part of a bare
// address, goldmark stops and begins another piece of text: it does so at full stops
// only in bodies that have a www.
var (
	grammar = sync.OnceValue(func() parser.Parser { return newGrammar(":@") })
	dotted  = sync.OnceValue(func() parser.Parser { return newGrammar(":@.") })
)

func newGrammar(addressSigns string) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(container{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(atxHeading{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(fence{parser.NewFencedCodeBlockParser()}, 700),
			util.Prioritized(container{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(footnoteBlock{container{extension.NewFootnoteBlockParser()}}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(checkBox{extension.NewTaskCheckBoxParser()}, 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(footnoteRef{extension.NewFootnoteParser()}, 101),
			util.Prioritized(newLinks(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(bareAddress{addressSigns}, 999),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(paragraphGuard{}, 0),
			util.Prioritized(definitions{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
			util.Prioritized(brokenTable{}, 300),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

func (c *converter) parse(r text.Reader) ast.Node {
	c.guard.report = &c.report
	pc := parser.NewContext()
	pc.Set(guardKey, &c.guard)
	g := grammar
	if bytes.Contains(c.src, []byte("www.")) {
		g = dotted
	}
	return g().Parse(r, parser.WithContext(pc))
}
