package importer

import (
	"strings"

	"tract/internal/diag"
	"tract/internal/yaml"
)

// fields are those of the front matter, or of settings. What was read from it is
// ticked off, and the rest is told.
type fields struct {
	node yaml.Node
	read map[string]bool
}

// cut parts the front matter from the body: YAML between ---, TOML between +++, or a
// JSON object.
func (d *document) cut() {
	text := d.src.text
	d.front.read = map[string]bool{}
	d.body, d.bodyLine = text, 1
	first, _, _ := strings.Cut(text, "\n")
	switch fence := strings.TrimRight(first, " \t"); {
	case fence == "---" || fence == "+++":
		front, ok := d.fenced(fence)
		if !ok {
			tell(&d.notes, d.src.at(0), diag.Warning, "", "importer.open-front", fence)
			return
		}
		if fence == "+++" {
			d.parse(parseTOML(&d.src, len(first)+1, front))
		} else {
			d.parse(yaml.Parse(d.file, []byte(front), 2))
		}
	case strings.HasPrefix(fence, "{") && !strings.HasPrefix(fence, "{{") && !strings.HasPrefix(fence, "{%") && !strings.HasPrefix(fence, "{:"):
		end := jsonEnd(text)
		if end < 0 {
			tell(&d.notes, d.src.at(0), diag.Warning, "", "importer.open-front", "{")
			return
		}
		rest := strings.TrimLeft(text[end:], "\n")
		d.body, d.bodyLine = rest, 1+strings.Count(text[:len(text)-len(rest)], "\n")
		d.parse(parseJSON(&d.src, text[:end]))
	}
}

// fenced finds the line that closes the front matter.
func (d *document) fenced(fence string) (front string, ok bool) {
	text := d.src.text
	start := strings.IndexByte(text, '\n') + 1
	if start == 0 {
		return "", false
	}
	line := 2
	for at := start; at < len(text); line++ {
		end := strings.IndexByte(text[at:], '\n')
		next := len(text)
		if end >= 0 {
			next = at + end + 1
		}
		if strings.TrimRight(text[at:next], " \t\n") == fence {
			d.body, d.bodyLine = text[next:], line+1
			return text[start:at], true
		}
		at = next
	}
	return "", false
}

// jsonEnd finds the end of the object that a text begins with, or -1.
func jsonEnd(text string) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// parse keeps the front matter and tells what could not be read of it, with the line.
func (d *document) parse(node yaml.Node, faults diag.List) {
	d.front.node = node
	for _, fault := range faults {
		fault.Severity = diag.Warning
		start := d.src.lineStart(fault.Line)
		line, _, _ := strings.Cut(d.src.text[start:], "\n")
		d.notes = append(d.notes, note{fault, line})
	}
	if len(faults) > 0 || node.Kind != yaml.Mapping && node.Kind != yaml.Null {
		front := d.src.text[:len(d.src.text)-len(d.body)]
		tell(&d.notes, d.src.at(0), diag.Warning, front, "importer.bad-front")
	}
}

// get gives the first field of those names that has a value, and ticks it off.
func (f *fields) get(names ...string) *yaml.Field {
	for _, name := range names {
		for i := range f.node.Fields {
			if field := &f.node.Fields[i]; strings.EqualFold(field.Key, name) && field.Value.Kind != yaml.Null && !f.read[field.Key] {
				f.read[field.Key] = true
				return field
			}
		}
	}
	return nil
}

// text gives the text of the first field of those names that has one.
func (f *fields) text(names ...string) string {
	for _, name := range names {
		for i := range f.node.Fields {
			field := &f.node.Fields[i]
			if strings.EqualFold(field.Key, name) && field.Value.Kind == yaml.Scalar && !f.read[field.Key] && strings.TrimSpace(field.Value.Value) != "" {
				f.read[field.Key] = true
				return strings.Join(strings.Fields(field.Value.Value), " ")
			}
		}
	}
	return ""
}

// texts gives the texts of the first field of those names: a list, or one.
func (f *fields) texts(names ...string) []string {
	return textsOf(f.get(names...))
}

func textsOf(field *yaml.Field) []string {
	if field == nil {
		return nil
	}
	if field.Value.Kind == yaml.Scalar {
		return []string{field.Value.Value}
	}
	var out []string
	for _, item := range field.Value.Items {
		if item.Kind == yaml.Scalar {
			out = append(out, item.Value)
		}
	}
	return out
}

// within gives a text within a field that has fields: cover.image.
func (f *fields) within(outer, inner string) string {
	for i := range f.node.Fields {
		field := &f.node.Fields[i]
		if strings.EqualFold(field.Key, outer) && field.Value.Kind == yaml.Mapping {
			if in := field.Value.Field(inner); in != nil && in.Value.Kind == yaml.Scalar {
				f.read[field.Key] = true
				return in.Value.Value
			}
		}
	}
	return ""
}

// section gives the fields within a field of settings.
func (f *fields) section(name string) fields {
	for _, field := range f.node.Fields {
		if strings.EqualFold(field.Key, name) {
			return fields{node: field.Value, read: map[string]bool{}}
		}
	}
	return fields{read: map[string]bool{}}
}
