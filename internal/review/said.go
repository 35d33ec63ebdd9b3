package review

import (
	"bytes"
	"regexp"
	"slices"

	"tract/internal/content"
	"tract/internal/schema"
)

var (
	// yamlKey begins a line of front matter: its indent, and the name of the field.
	yamlKey = regexp.MustCompile(`^([ -]*)([a-z_]+):(?:\s|$)`)
	// unsaid is what a body has beside words: the numbers of a list, the marks of
	// footnotes and alerts.
	unsaid = regexp.MustCompile(`^[ \t>]*[0-9]{1,3}[.)][ \t]|\[\^[^\]\n]*\]:?|\[![A-Za-z]+\]`)
)

// words gives what say does, for rules that change nothing of it.
func (t *text) words() []byte {
	if t.said == nil {
		t.said = t.say()
	}
	return t.said
}

// say gives the words that a document says in its own language, each where it stands
// in the file, with spaces in place of all else: of the front matter the fields that
// no other language shares, the body and its kits, no code and no address.
func (t *text) say() []byte {
	said := bytes.Clone(t.prose)
	own := fieldsOf(t.document)
	field, shown := "", false
	for l := range linesFrom(t.src[:t.body], 0) {
		line := t.src[l.start:l.end]
		if m := yamlKey.FindSubmatchIndex(line); m != nil {
			name := string(line[m[4]:m[5]])
			if m[3] == m[2] {
				field, shown = name, own[name] != nil && len(own[name]) == 0
			} else {
				shown = slices.Contains(own[field], name)
			}
			blankOut(said, span{l.start, l.start + m[5] + 1})
		}
		if bytes.HasPrefix(line, []byte("---")) {
			shown = false // the end of the front matter
		}
		if !shown || bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("#")) {
			blankOut(said, l)
		}
	}
	for line := range linesFrom(said, t.body) {
		if !bytes.ContainsAny(said[line.start:line.end], "[.)") {
			continue
		}
		for _, m := range unsaid.FindAllIndex(said[line.start:line.end], -1) {
			blankOut(said, span{line.start + m[0], line.start + m[1]})
		}
	}
	return said
}

// fieldsOf gives the fields of a document's front matter that are words of its
// language, with those within them.
func fieldsOf(d *content.Document) map[string][]string {
	own := map[string][]string{}
	for _, f := range d.Kind.Describe().Fields {
		of := &f
		if f.Type == schema.List {
			of = f.Of
		}
		switch {
		case f.Shared:
		case of.Type == schema.Text && !of.Verbatim:
			own[f.Name] = []string{}
		case of.Type == schema.Group:
			for _, within := range of.Fields {
				if within.Type == schema.Text && !within.Shared && !within.Verbatim {
					own[f.Name] = append(own[f.Name], within.Name)
				}
			}
		}
	}
	return own
}
