package content

import (
	"crypto/sha256"
	"iter"

	"tract/internal/schema"
	"tract/internal/translation"
	"tract/internal/wire"
	"tract/internal/yaml"
)

// Sections gives the sections of the document by the lines of its file: what
// translations of it are held against.
func (d *Document) Sections() []translation.Section { return d.parsed.sections }

// Same says whether a file's bytes say what was read.
func (d *Document) Same(src []byte) bool {
	text, faults := plainText(d.File, src)
	return !faults.HasErrors() && sha256.Sum256(text) == d.parsed.source
}

// Parts gives the sections of a document's file with what they say, and its mark as it
// is written: of a version of it that is no part of the site, too. It gives false for a
// file that has no front matter, or one with faults.
func Parts(kind Kind, file string, src []byte) (parts []translation.Part, mark string, ok bool) {
	text, faults := plainText(file, src)
	halves, more := cut(file, text)
	if faults.HasErrors() || more.HasErrors() {
		return nil, "", false
	}
	node, faults := yaml.Parse(file, halves.front, 2)
	if f := node.Field(translation.Field); f != nil {
		mark = f.Value.Value
	}
	parts = translation.Parts(ownWords(&node, kind.Describe().Fields), halves.body)
	for i := range parts {
		parts[i].Section = within(halves, parts[i].Section)
	}
	return parts, mark, !faults.HasErrors()
}

// Before finds what a file said when a translation with a mark was made from it, among
// what it said before. It gives false if none of that fits.
func Before(kind Kind, file string, mark translation.Mark, versions iter.Seq[[]byte]) ([]translation.Part, bool) {
	for src := range versions {
		parts, _, ok := Parts(kind, file, src)
		if !ok {
			continue
		}
		sections := make([]translation.Section, len(parts))
		for i, p := range parts {
			sections[i] = p.Section
		}
		if changed, gone := mark.Compare(sections); len(changed)+gone == 0 {
			return parts, true
		}
	}
	return nil, false
}

// within gives a section by the line of the file.
func within(p parts, s translation.Section) translation.Section {
	if s.Line > 0 {
		s.Line += p.bodyLine - 1
	} else {
		s.Line = 1
	}
	return s
}

// sections takes the digests of a document's words.
func (w *worker) sections(p parts, front *yaml.Node, fields []schema.Field) []translation.Section {
	sections := w.cutter.Sections(ownWords(front, fields), p.body)
	for i := range sections {
		sections[i] = within(p, sections[i])
	}
	return sections
}

// ownWords gives the texts of a front matter that each language has of its own, in the
// order of the fields: as they are written, so that no rule of typography is a change.
func ownWords(node *yaml.Node, fields []schema.Field) []string {
	var words []string
	for i := range fields {
		f := &fields[i]
		given := node.Field(f.Name)
		if given == nil || f.Shared {
			continue
		}
		of, values := f, []yaml.Node{given.Value}
		if f.Type == schema.List {
			of, values = f.Of, given.Value.Items
		}
		for j := range values {
			switch {
			case of.Type == schema.Group:
				words = append(words, ownWords(&values[j], of.Fields)...)
			case of.Type == schema.Text && !of.Verbatim && values[j].Kind == yaml.Scalar:
				words = append(words, values[j].Value)
			}
		}
	}
	return words
}

// from reads what a translation was made from.
func (r *reader) from(p *parsed, record schema.Record) translation.Mark {
	text, at := record.Text(translation.Field), record.Pos(translation.Field)
	if text == "" {
		return translation.Mark{}
	}
	m, ok := translation.ParseMark(text)
	switch {
	case !ok:
		r.list.Errorf(at, "content.bad-mark").WithHint("hint.content-bad-mark", p.key)
	case m.Language == p.language:
		r.list.Errorf(at, "content.own-mark", p.language).WithHint("hint.content-bad-mark", p.key)
	case m.Given() && r.locales[m.Language] == nil:
		r.list.Errorf(at, "content.unknown-mark", m.Language).WithHint("hint.content-bad-mark", p.key)
	default:
		return m
	}
	return translation.Mark{}
}

func appendSections(w *wire.Writer, sections []translation.Section) {
	w.Count(len(sections))
	for _, s := range sections {
		w.Uint(uint64(s.Line))
		w.Uint(uint64(s.Digest))
	}
}

func readSections(r *wire.Reader) []translation.Section {
	sections := make([]translation.Section, r.Count(2))
	for i := range sections {
		sections[i] = translation.Section{Line: int(r.Uint()), Digest: translation.Digest(r.Uint())}
	}
	return sections
}
