package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"tract/internal/limit"
)

// guard is what the parsers below note about one body while goldmark reads it.
// They keep the limits where goldmark, which cannot be stopped, would take
// seconds, and see what it passes over in silence.
type guard struct {
	report    *report
	deepLine  int // offset of the last line told to be too deep
	closed    map[ast.Node]bool
	cells     int
	pipes     int
	marks     int
	footnotes []*east.Footnote
	refs      int
	bare      int // addresses that are links
}

func guardOf(pc parser.Context) *guard {
	return pc.Get(guardKey).(*guard)
}

// container refuses to nest deeper than the limit. What is left of the line is
// then plain text.
type container struct{ parser.BlockParser }

func (p container) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	opened := pc.OpenedBlocks()
	if len(opened) < limit.ContainerDepth {
		return p.BlockParser.Open(parent, reader, pc)
	}
	depth := 0
	for _, b := range opened {
		switch b.Node.Kind() {
		case ast.KindListItem, ast.KindBlockquote, east.KindFootnote:
			depth++
		}
	}
	if depth < limit.ContainerDepth {
		return p.BlockParser.Open(parent, reader, pc)
	}
	g := guardOf(pc)
	line, segment := reader.Position()
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	reader.SetPosition(line, segment)
	if g.deepLine != line+1 {
		g.deepLine = line + 1
		g.report.errorAt(segment.Start, "markdown.depth", limit.ContainerDepth)
	}
	return nil, parser.NoChildren
}

// fence notes which fences are closed: goldmark takes the end of the file, or of
// the list or quotation, for the end of the code.
type fence struct{ parser.BlockParser }

func (p fence) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	state := p.BlockParser.Continue(node, reader, pc)
	if state == parser.Close {
		g := guardOf(pc)
		if g.closed == nil {
			g.closed = map[ast.Node]bool{}
		}
		g.closed[node] = true
	}
	return state
}

// atxHeading keeps the limit of paragraphs for headings.
type atxHeading struct{ parser.BlockParser }

func (p atxHeading) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if len(line) <= 200 {
		return p.BlockParser.Open(parent, reader, pc)
	}
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil && !guardOf(pc).allows(segment.Start, len(line), countMarks(line)) {
		node.Lines().Clear()
	}
	return node, state
}

// allows tells a block that is too long or too full of marks, and says whether
// goldmark may read it.
func (g *guard) allows(offset, length, marks int) bool {
	if length > limit.BlockBytes {
		g.report.errorAt(offset, "markdown.block-size", limit.BlockBytes>>10).WithHint("hint.markdown.block-size")
		return false
	}
	// A thousand for what every mark costs, however short its paragraph is.
	work := marks * (length + 1000)
	if g.marks+work > limit.Marks {
		g.report.errorAt(offset, "markdown.marks").WithHint("hint.markdown.marks")
		return false
	}
	g.marks += work
	return true
}

// isMark are the signs that make goldmark look ahead or back.
var isMark = [256]bool{'*': true, '_': true, '~': true, '[': true, ']': true, '<': true, '`': true}

func countMarks(line []byte) int {
	n := 0
	for _, b := range line {
		if isMark[b] {
			n++
		}
	}
	return n
}

// paragraphGuard sees each paragraph before anything else does and takes it out
// when it is over a limit.
type paragraphGuard struct{}

func (paragraphGuard) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	g := guardOf(pc)
	lines, source := node.Lines(), reader.Source()
	length, marks, delimiter := 0, 0, 0
	for i := range lines.Len() {
		line := lines.At(i)
		value := source[line.Start:line.Stop]
		length += len(value)
		marks += countMarks(value)
		if i > 0 && delimiter == 0 && bytes.IndexByte(value, '-') >= 0 && isDelimiterRow(value) {
			delimiter = i
		}
	}
	ok := false
	if delimiter > 0 {
		ok = g.allowsTable(node.Pos(), lines, source, delimiter, length)
	} else {
		ok = g.allows(node.Pos(), length, marks)
	}
	if !ok {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

// allowsTable is allows for a paragraph that is or may become a table, in which
// each line is read by itself.
func (g *guard) allowsTable(offset int, lines *text.Segments, source []byte, delimiter, length int) bool {
	row := lines.At(delimiter)
	columns := countColumns(source[row.Start:row.Stop])
	cells := columns * (lines.Len() - delimiter)
	switch {
	case length > limit.TableBytes:
		g.report.errorAt(offset, "markdown.block-size", limit.TableBytes>>10).WithHint("hint.markdown.table-size")
		return false
	case columns > limit.TableColumns:
		g.report.errorAt(offset, "markdown.table-columns", columns, limit.TableColumns).WithHint("hint.markdown.table-size")
		return false
	case g.cells+cells > limit.TableCells:
		g.report.errorAt(offset, "markdown.table-cells", limit.TableCells).WithHint("hint.markdown.table-size")
		return false
	}
	for i := range lines.Len() {
		line := lines.At(i)
		value := source[line.Start:line.Stop]
		g.pipes += bytes.Count(value, []byte(`\|`))
		if !g.allows(line.Start, len(value), countMarks(value)) {
			return false
		}
	}
	if g.pipes > limit.TablePipes {
		g.report.errorAt(offset, "markdown.table-cells", limit.TableCells).WithHint("hint.markdown.table-size")
		return false
	}
	g.cells += cells
	return true
}

// isDelimiterRow says whether goldmark may read the line as the one under a
// table's head. A line of hyphens alone makes a heading.
func isDelimiterRow(line []byte) bool {
	only := true
	for _, b := range line {
		switch {
		case b == '|' || b == ':' || util.IsSpace(b):
			only = only && b == '\n'
		case b != '-':
			return false
		}
	}
	return !only
}

// countColumns gives how many cells a line of a table has.
func countColumns(line []byte) int {
	line = bytes.TrimSpace(line)
	bars := bytes.Count(line, []byte("|")) - bytes.Count(line, []byte(`\|`))
	if bytes.HasPrefix(line, []byte("|")) {
		bars--
	}
	if len(line) > 1 && bytes.HasSuffix(line, []byte("|")) && !bytes.HasSuffix(line, []byte(`\|`)) {
		bars--
	}
	return bars + 1
}

// brokenTable sees each paragraph that has become no table, and tells of one that
// was meant to: the rule under its head has not as many columns as the head.
type brokenTable struct{}

func (brokenTable) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, source := node.Lines(), reader.Source()
	for i := 1; i < lines.Len(); i++ {
		head, rule := lines.At(i-1), lines.At(i)
		above, below := source[head.Start:head.Stop], source[rule.Start:rule.Stop]
		if bytes.IndexByte(above, '|') < 0 || bytes.IndexByte(below, '-') < 0 || !isDelimiterRow(below) {
			continue
		}
		if has, needs := countColumns(below), countColumns(above); has != needs {
			guardOf(pc).report.warnAt(rule.Start, "markdown.table-rule", needs, has).WithHint("hint.markdown.table-rule")
		}
		return
	}
}
