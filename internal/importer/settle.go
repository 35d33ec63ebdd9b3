package importer

import (
	"bytes"
	"slices"
	"strings"

	"tract/internal/diag"
	"tract/internal/markdown"
)

// convert gives every document its new text. It is done twice: whether a link leads to
// a heading is known once all headings are.
func (s *session) convert() {
	for _, d := range s.docs {
		d.before = len(d.notes)
	}
	for range 2 {
		for _, d := range s.docs {
			d.notes = d.notes[:d.before]
			d.waits = nil
			s.transform(d)
		}
	}
	for _, d := range s.docs {
		d.photo = photoOf(d)
	}
	for _, p := range s.pairs {
		for _, d := range p.docs {
			s.compose(d, p.docs[0])
		}
		for _, d := range p.docs {
			s.account(d, p.docs[0])
		}
	}
}

// mute is a language that says nothing and leaves texts as they are: what it is for is
// to find faults.
type mute struct{}

// T gives the key.
func (mute) T(key string, _ ...any) string { return key }

// TypographySpans gives the text.
func (mute) TypographySpans(text string, _ []int) string { return text }

// Ordinal finds none.
func (mute) Ordinal(string) (start, end int, ok bool) { return 0, 0, false }

// LongOrdinal finds none.
func (mute) LongOrdinal(string) (start, end int, short string, ok bool) { return 0, 0, "", false }

// tries is how often what a build would refuse is put between fences, block by block,
// before all of the text is.
const tries = 6

// settle reads the new text as a build will, and puts the blocks between fences that
// it would refuse.
func (b *body) settle() {
	var c markdown.Converter
	for range tries {
		doc, faults := c.Convert(b.doc.target, b.out, 1, mute{})
		b.doc.new = doc
		if !faults.HasErrors() {
			return
		}
		b.boxAll(faults)
	}
	b.whole()
}

// whole puts all of the text between fences.
func (b *body) whole() {
	var c markdown.Converter
	b.hand(0, "", "importer.whole")
	b.out = []byte(boxed("", strings.Trim(b.src, "\n"), "text", words(b.doc.language).todo+" "+b.doc.file))
	b.doc.new, _ = c.Convert(b.doc.target, b.out, 1, mute{})
}

// boxAll puts the blocks that have errors between fences, the last ones first.
func (b *body) boxAll(faults diag.List) {
	lines := bytes.SplitAfter(b.out, []byte("\n"))
	starts := make([]int, len(lines)+1)
	for i, line := range lines {
		starts[i+1] = starts[i] + len(line)
	}
	blank := func(i int) bool { return len(bytes.TrimSpace(lines[i])) == 0 }
	done := len(lines)
	var parts [][]byte // from the last to the first
	for _, fault := range slices.Backward(faults.Sorted()) {
		from := min(max(fault.Line, 1), len(lines)) - 1
		if fault.Severity != diag.Error || from >= done {
			continue
		}
		to := from
		for from > 0 && !blank(from-1) {
			from--
		}
		for to < done && !blank(to) {
			to++
		}
		text := string(bytes.Join(lines[from:to], nil))
		at := b.origin(starts[from])
		note := b.hand(at, text, "importer.unbuildable", fault.Message)
		note.Hint = fault.Hint
		box := boxed("", text, "text", words(b.doc.language).todo+" "+note.Position.String())
		parts = append(parts, bytes.Join(lines[to:done], nil), []byte(box))
		done = from
	}
	parts = append(parts, bytes.Join(lines[:done], nil))
	slices.Reverse(parts)
	b.out = bytes.Join(parts, nil)
}

// origin gives the place of the old body that a place of the new one came of.
func (b *body) origin(out int) int {
	at := 0
	for _, m := range b.marks {
		if m.out <= out {
			at = m.src
		}
	}
	return at
}

// vocabulary is what the importer itself writes into a text.
type vocabulary struct{ proposal, todo, describe string }

// words gives the vocabulary of a language; other than French, the English one.
func words(language string) vocabulary {
	if general, _, _ := strings.Cut(language, "-"); general == "fr" {
		return vocabulary{"proposition : le début du texte; à réécrire", "À refaire après l’importation :", "À décrire"}
	}
	return vocabulary{"a proposal: the beginning of the text; to be rewritten", "To be done again after the import:", "To be described"}
}
