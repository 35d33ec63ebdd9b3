// Package yaml is the one gate for YAML: front matter, settings, data and strings.
//
// It takes a text and gives a [Node], a plain tree with the position of every key
// and value. Scalars stay as they were written: 010, 12:30, no and 1.10 are texts,
// and the schema that reads the tree decides what they mean.
//
// It refuses all of YAML that surprises people or amplifies: anchors, aliases,
// merge keys, tags, a second document, a key given twice, great depth and size.
// Every fault is a diagnostic in lay words at its true place, and a fault does not
// hide the next: the entry that holds it is left out and the rest is read again.
// After a fault the node holds what could be read, so a caller may use what is
// there (a slug, a date) but must not complain of what is missing.
package yaml

import (
	"bytes"
	"errors"
	"io"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"tract/internal/diag"
	"tract/internal/limit"
)

// Kind is what a node is.
type Kind uint8

// A value that is not there (nothing, ~ or null) is Null.
const (
	Null Kind = iota
	Scalar
	Sequence
	Mapping
)

// Node is a value.
type Node struct {
	Kind   Kind
	Quoted bool          // scalars: written in quotes or as a block, so always a text
	Value  string        // scalars: the text; Null: what was written for it
	Pos    diag.Position // of the value
	Items  []Node        // sequences
	Fields []Field       // mappings, in the order written

	source *reader
}

// Field is a key of a mapping with its value.
type Field struct {
	Key    string
	KeyPos diag.Position
	Value  Node
}

// Field gives the field with a key, or nil.
func (n *Node) Field(key string) *Field {
	for i := range n.Fields {
		if n.Fields[i].Key == key {
			return &n.Fields[i]
		}
	}
	return nil
}

// Find gives the place of a word of a scalar, from a place within it on, or the
// scalar's own where the file has the word in another form, such as an escape.
func (n *Node) Find(word string, from diag.Position) diag.Position {
	first := from.Line - n.source.line
	for i := first; i < len(n.source.text); i++ {
		line, begin := n.source.text[i], 0
		if i == first {
			begin = offset(line, from.Column)
		}
		if at := bytes.Index(line[begin:], []byte(word)); at >= 0 {
			return n.source.at(i+1, column(line, begin+at))
		}
	}
	return n.Pos
}

// limits bound what is read.
type limits struct {
	bytes int
	depth int
}

var (
	frontMatter = limits{bytes: limit.FrontMatterBytes, depth: limit.FrontMatterDepth}
	dataFile    = limits{bytes: limit.FileBytes, depth: limit.DataDepth}
)

// Parse reads front matter. line is the line of the file that src begins with. src
// is not to be changed while the node is in use.
func Parse(file string, src []byte, line int) (Node, diag.List) {
	return parse(file, src, line, frontMatter)
}

// ParseData reads a whole file of settings, data or strings.
func ParseData(file string, src []byte) (Node, diag.List) {
	return parse(file, src, 1, dataFile)
}

func parse(file string, src []byte, line int, max limits) (Node, diag.List) {
	r := reader{file: file, line: line, max: max}
	node := r.read(src)
	return node, r.told()
}

// told gives the faults that are told one by one, which count the others.
func (r *reader) told() diag.List {
	var kept diag.List
	var of, last [diag.Error + 1]int // by severity: how many are kept, and where the last is
	for _, d := range r.list {
		if of[d.Severity] == limit.YAMLTold {
			kept[last[d.Severity]].More += 1 + d.More
			continue
		}
		of[d.Severity]++
		last[d.Severity] = len(kept)
		kept = append(kept, d)
	}
	return kept
}

func (r *reader) read(src []byte) Node {
	if r.line == 1 {
		src = bytes.TrimPrefix(src, []byte("\ufeff"))
	}
	if len(src) > r.max.bytes {
		at := diag.At(r.file, src, r.max.bytes, r.line)
		r.list.Errorf(at, "yaml.too-long", r.max.bytes>>10).WithHint("hint.yaml-too-long")
		return Node{Pos: r.start()}
	}
	begin := 0
	for line := range bytes.Lines(src) {
		if len(line) > limit.DataLine {
			r.list.Errorf(diag.At(r.file, src, begin, r.line), "yaml.long-line", limit.DataLine>>10).WithHint("hint.yaml-long-line")
			return Node{Pos: r.start()}
		}
		begin += len(line)
	}
	src = r.clean(src)
	r.text = bytes.SplitAfter(src, []byte("\n"))
	var documents []*yaml.Node
	var err error
	// After each fault all is read again, a large text fewer times.
	for left := limit.YAMLFaults; left > 0; left -= 1 + len(src)/limit.FrontMatterBytes {
		if documents, err = load(src); err == nil {
			break
		}
		fault := new(yaml.LoadError) // in the first line, if it has no place
		errors.As(err, &fault)
		dropEntry(r.text, r.explain(fault))
		src = bytes.Join(r.text, nil)
		clear(r.widths)
	}
	if err != nil || len(documents) == 0 || len(documents[0].Content) == 0 {
		return Node{Pos: r.start()}
	}
	if len(documents) > 1 {
		r.secondDocument(documents[1].Line)
	}
	root := documents[0].Content[0]
	if root.Kind == yaml.ScalarNode && root.Style == 0 && r.joined() {
		return Node{Pos: r.start()}
	}
	return r.node(root, 1)
}

// reader turns one text into a node and its faults.
type reader struct {
	file string
	line int
	max  limits
	list diag.List
	text [][]byte // the lines; entries with faults are emptied

	// Nodes come in order, but for those that are named beside a later one, and a line
	// may be long: what was counted of one is kept.
	widths []int // of lines, 0 where nobody has counted
	begins struct{ line, column, offset int }
}

func (r *reader) start() diag.Position {
	return r.at(1, 1)
}

// at turns the library's line and column, both from 1, into a position. The
// library also points behind the end of the text.
func (r *reader) at(line, col int) diag.Position {
	if n := len(r.text); n > 0 {
		line = min(max(line, 1), n)
		col = min(col, r.width(line))
	}
	return diag.Position{File: r.file, Line: r.line + max(line, 1) - 1, Column: max(col, 1)}
}

// width gives the last column that a line has.
func (r *reader) width(line int) int {
	if len(r.widths) == 0 {
		r.widths = make([]int, len(r.text))
	}
	if r.widths[line-1] == 0 {
		text := r.text[line-1]
		r.widths[line-1] = column(text, len(bytes.TrimRight(text, "\r\n")))
	}
	return r.widths[line-1]
}

// tooDeep is the library's own limit, far above ours, which only keeps a text of
// brackets from costing memory.
const tooDeep = 200

var errDepth = errors.New("too deep")

func load(text []byte) ([]*yaml.Node, error) {
	depth := loaderlimits.New(loaderlimits.DepthFunc(func(depth int, _ *loaderlimits.DepthContext) error {
		if depth > tooDeep {
			return errDepth
		}
		return nil
	}))
	loader, err := yaml.NewLoader(bytes.NewReader(text), yaml.WithPlugin(depth))
	var documents []*yaml.Node
	for err == nil && len(documents) < 2 {
		document := new(yaml.Node)
		if err = loader.Load(document); err == nil {
			documents = append(documents, document)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return documents, err
}
