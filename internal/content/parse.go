package content

import (
	"crypto/sha256"

	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/schema"
	"tract/internal/search"
	"tract/internal/translation"
	"tract/internal/yaml"
)

// parsed is one document's file, read by itself: a function of its name, its
// bytes and the forms of the languages, and so what a rebuild keeps while these
// stay. It is not changed once read.
type parsed struct {
	file
	record   schema.Record
	body     *markdown.Document
	bodyLine int
	size     int // of the file, in bytes
	source   [32]byte
	top      [32]byte // of the front matter alone
	whole    bool     // the front matter was read without gaps
	list     diag.List
	sections []translation.Section
	words    search.Words // of the body, where they are wanted
	markup   *markup
}

// parse reads the bytes of one document's file. If it says what it said before,
// that is known.
func (w *worker) parse(f file, src []byte, l *locale.Locale, was *parsed) *parsed {
	defer w.guard.ForPage(f.path).End()
	p := unread(f, nil)
	text, faults := plainText(f.path, src)
	if p.list.Add(faults); faults.HasErrors() {
		return p
	}
	p.source, p.size = sha256.Sum256(text), len(text)
	if was != nil && was.source == p.source {
		known := *was
		known.stamp = f.stamp
		return &known
	}
	parts, faults := cut(f.path, text)
	p.list.Add(faults)
	p.top = sha256.Sum256(parts.front)
	var front yaml.Node
	if parts.found {
		front, p.whole = p.front(parts.front, w.context)
	}
	p.sections = w.sections(parts, &front, p.kind.Describe().Fields)
	p.bodyLine = parts.bodyLine
	p.body, faults = convert(&w.converter, f, parts, l)
	p.list.Add(faults)
	if w.words {
		p.words = w.wordsOf(p.body)
	}
	p.markup.move(p.body, w.room)
	return p
}

// wordsOf gathers the words of the body that was just converted.
func (w *worker) wordsOf(body *markdown.Document) search.Words {
	w.tally.AddBytes(w.converter.Text(), search.WeighsBody)
	for _, h := range body.Headings {
		w.tally.Add(h.Text, search.WeighsHeading)
	}
	for _, k := range body.Kits {
		w.tally.Add(k.To+"\n"+k.Subject+"\n"+k.Body, search.WeighsBody)
	}
	return w.tally.Words()
}

func convert(c *markdown.Converter, f file, parts parts, l *locale.Locale) (*markdown.Document, diag.List) {
	if f.kind == KindGuide {
		return c.ConvertGuide(f.path, parts.body, parts.bodyLine, l)
	}
	return c.Convert(f.path, parts.body, parts.bodyLine, l)
}

// unread is what is known of a file before it is read. Without its stamp it is asked
// for again the next time.
func unread(f file, list diag.List) *parsed {
	return &parsed{file: f, body: &markdown.Document{}, bodyLine: 1, list: list, markup: &markup{there: true}}
}

// front decodes the front matter, which begins on the file's second line. What
// is missing in it is reported at the line that opens it.
func (p *parsed) front(src []byte, c schema.Context) (node yaml.Node, whole bool) {
	node, faults := yaml.Parse(p.path, src, 2)
	c.Language, c.Partial = p.language, faults.HasErrors()
	p.list.Add(faults)
	if node.Kind == yaml.Mapping || node.Kind == yaml.Null {
		node.Pos = diag.Position{File: p.path, Line: 1, Column: 1}
	}
	p.record, faults = c.Decode(&node, p.kind.Describe().Fields)
	p.list.Add(faults)
	return node, !c.Partial
}
