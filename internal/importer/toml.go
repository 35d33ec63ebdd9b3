package importer

import (
	"errors"

	"github.com/pelletier/go-toml/v2/unstable"

	"tract/internal/diag"
	"tract/internal/yaml"
)

// parseTOML reads TOML into the tree that YAML is read into, with the place of every
// key. begin is where the text stands in the file. What follows a fault is not read.
func parseTOML(s *source, begin int, text string) (yaml.Node, diag.List) {
	var list diag.List
	t := toml{source: s, begin: begin, text: []byte(text)}
	t.parser.Reset(t.text)
	root := yaml.Node{Kind: yaml.Mapping, Pos: s.at(begin)}
	table := &root
	for t.parser.NextExpression() {
		switch e := t.parser.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = t.descend(&root, e.Key(), e.Kind == unstable.ArrayTable)
		case unstable.KeyValue:
			t.set(table, e)
		}
	}
	var fault *unstable.ParserError
	if err := t.parser.Error(); errors.As(err, &fault) {
		at := 0
		if len(fault.Highlight) > 0 {
			at = int(t.parser.Range(fault.Highlight).Offset)
		}
		list.Warnf(s.at(begin+at), "importer.toml").WithHint("hint.importer.toml")
	} else if err != nil {
		list.Warnf(s.at(begin), "importer.toml").WithHint("hint.importer.toml")
	}
	return root, list
}

type toml struct {
	*source
	begin  int
	text   []byte
	parser unstable.Parser
}

func (t *toml) pos(n *unstable.Node) diag.Position {
	return t.at(t.begin + int(n.Raw.Offset))
}

// field gives the field of a key, which is made if it is not there.
func (t *toml) field(in *yaml.Node, key *unstable.Node) *yaml.Node {
	name := string(key.Data)
	if f := in.Field(name); f != nil {
		return &f.Value
	}
	in.Kind = yaml.Mapping
	in.Fields = append(in.Fields, yaml.Field{Key: name, KeyPos: t.pos(key), Value: yaml.Node{Pos: t.pos(key)}})
	return &in.Fields[len(in.Fields)-1].Value
}

// descend gives the table of a dotted key: the last one of a list of tables.
func (t *toml) descend(in *yaml.Node, key unstable.Iterator, list bool) *yaml.Node {
	for key.Next() {
		in = t.field(in, key.Node())
		if list && key.IsLast() {
			in.Kind = yaml.Sequence
			in.Items = append(in.Items, yaml.Node{Kind: yaml.Mapping, Pos: t.pos(key.Node())})
		}
		if in.Kind == yaml.Sequence && len(in.Items) > 0 {
			in = &in.Items[len(in.Items)-1]
		}
	}
	if in.Kind != yaml.Mapping {
		in.Kind = yaml.Mapping
	}
	return in
}

func (t *toml) set(in *yaml.Node, e *unstable.Node) {
	key := e.Key()
	for key.Next() {
		in = t.field(in, key.Node())
	}
	*in = t.value(e.Value(), in.Pos, 1)
}

// deepest is how many lists and tables may stand inside one another.
const deepest = 16

func (t *toml) value(v *unstable.Node, at diag.Position, depth int) yaml.Node {
	out := yaml.Node{Pos: at}
	if depth > deepest {
		return out
	}
	items := v.Children()
	switch v.Kind {
	case unstable.Array:
		out.Kind = yaml.Sequence
		for items.Next() {
			out.Items = append(out.Items, t.value(items.Node(), at, depth+1))
		}
	case unstable.InlineTable:
		out.Kind = yaml.Mapping
		for items.Next() {
			t.set(&out, items.Node())
		}
	case unstable.String:
		out.Kind, out.Quoted, out.Value = yaml.Scalar, true, string(v.Data)
	default:
		out.Kind, out.Value = yaml.Scalar, string(v.Data)
	}
	return out
}
