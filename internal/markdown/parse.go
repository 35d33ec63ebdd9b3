package markdown

import (
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

// grammar is goldmark's parser with what we add and guard. It is built once and
// is safe for concurrent use.
var grammar = sync.OnceValue(func() parser.Parser {
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
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(footnoteRef{extension.NewFootnoteParser()}, 101),
			util.Prioritized(newLinks(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(bareAddress{}, 999),
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
})

func (c *converter) parse(r text.Reader) ast.Node {
	c.guard.report = &c.report
	pc := parser.NewContext()
	pc.Set(guardKey, &c.guard)
	return grammar().Parse(r, parser.WithContext(pc))
}
