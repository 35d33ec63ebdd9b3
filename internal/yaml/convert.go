package yaml

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v4"

	"tract/internal/diag"
	"tract/internal/limit"
)

// node turns the library's node into ours. depth is 1 for the outermost.
func (r *reader) node(n *yaml.Node, depth int) Node {
	out := Node{Pos: r.at(n.Line, n.Column), source: r}
	if depth > r.max.depth {
		r.list.Errorf(out.Pos, "yaml.depth", r.max.depth).WithHint("hint.yaml-depth")
		return out
	}
	if sign := r.sign(n); sign != "" {
		r.list.Errorf(out.Pos, "yaml.sign", sign).WithHint("hint.yaml-quote")
	}
	if n.Kind == yaml.SequenceNode && len(n.Content) > limit.DataEntries || n.Kind == yaml.MappingNode && len(n.Content) > 2*limit.DataEntries {
		r.list.Errorf(out.Pos, "yaml.entries", limit.DataEntries).WithHint("hint.yaml-entries")
		return out
	}
	switch n.Kind {
	case yaml.MappingNode:
		out.Kind = Mapping
		out.Fields = r.fields(n, depth)
	case yaml.SequenceNode:
		out.Kind = Sequence
		out.Items = make([]Node, 0, len(n.Content))
		for _, item := range n.Content {
			if value := r.node(item, depth+1); !r.refused(item, &value) {
				out.Items = append(out.Items, value)
			}
		}
	case yaml.ScalarNode:
		const quotes = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
		out.Kind = Scalar
		out.Value = n.Value
		out.Quoted = n.Style&quotes != 0
		r.hashtag(n)
		switch what, found := diag.UnseenIn(n.Value); {
		case found: // by an escape, or left open in its value
			r.list.Errorf(out.Pos, "yaml.control", what).WithHint("hint.yaml-control")
			out.Kind, out.Value = Null, ""
		case !out.Quoted && n.Tag == "!!null":
			out.Kind = Null
		}
	}
	return out
}

// sign gives the sign that gives a value a second meaning, if it has one. It is
// told as a sign, since whoever wrote «*important*» never heard of aliases.
func (r *reader) sign(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.AliasNode:
		return "*"
	case n.Anchor != "":
		return "&"
	case n.Style&yaml.TaggedStyle != 0, bytes.HasPrefix(r.from(n), []byte("!")):
		return "!"
	}
	return ""
}

// refused says whether nothing is left of a value beside a sign that was told.
func (r *reader) refused(n *yaml.Node, value *Node) bool {
	return value.Kind <= Scalar && value.Value == "" && r.sign(n) != ""
}

// hashtag warns of «Suivez #grève», which YAML reads as a text and a comment.
func (r *reader) hashtag(n *yaml.Node) {
	c := n.LineComment
	if len(c) < 2 || strings.ContainsAny(c[1:2], " \t#!-=") {
		return
	}
	line := r.from(n)
	if i := bytes.Index(line, []byte(" "+c)); i >= 0 {
		at := r.at(n.Line, n.Column+column(line, i))
		r.list.Warnf(at, "yaml.hashtag", c).WithHint("hint.yaml-quote")
	}
}

// from gives the rest of the line that a node begins on.
func (r *reader) from(n *yaml.Node) []byte {
	if n.Line < 1 || n.Line > len(r.text) {
		return nil
	}
	line, b := r.text[n.Line-1], &r.begins
	if n.Line != b.line || n.Column < b.column {
		b.line, b.column, b.offset = n.Line, 1, 0
	}
	b.offset += offset(line[b.offset:], n.Column-b.column+1)
	b.column = n.Column
	return line[b.offset:]
}

func (r *reader) fields(n *yaml.Node, depth int) []Field {
	fields := make([]Field, 0, len(n.Content)/2)
	seen := make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		at := r.at(key.Line, key.Column)
		if sign := r.sign(key); sign != "" {
			r.list.Errorf(at, "yaml.sign", sign).WithHint("hint.yaml-quote")
		}
		r.hashtag(key)
		value := r.node(n.Content[i+1], depth+1)
		first, twice := seen[key.Value]
		what, hidden := diag.UnseenIn(key.Value)
		switch {
		case key.Kind == yaml.AliasNode:
			continue
		case hidden:
			r.list.Errorf(at, "yaml.control", what).WithHint("hint.yaml-control")
		case key.Kind != yaml.ScalarNode || key.Value == "":
			r.list.Errorf(at, "yaml.key").WithHint("hint.yaml-key")
		case key.Tag == "!!merge":
			r.list.Errorf(at, "yaml.merge", key.Value).WithHint("hint.yaml-merge")
		case r.refused(n.Content[i+1], &value):
			seen[key.Value] = key
		case twice:
			before := r.at(first.Line, first.Column)
			r.list.Errorf(at, "yaml.duplicate", key.Value, before.Line, before.Column).WithHint("hint.yaml-duplicate")
		default:
			seen[key.Value] = key
			fields = append(fields, Field{Key: key.Value, KeyPos: at, Value: value})
		}
	}
	return fields
}
