package content

import (
	"maps"
	"slices"

	"tract/internal/diag"
	"tract/internal/markdown"
	"tract/internal/schema"
	"tract/internal/search"
	"tract/internal/wire"
)

// Written gives what the memory holds of documents, without the markup of their
// bodies: it is for a run that makes few pages again. Data files are few, and are
// read again. It comes in parts, made on all cores.
func (m *Memory) Written() [][]byte {
	var w wire.Writer
	w.Text(m.forms.languages)
	w.Text(m.forms.optional)
	w.Bool(m.forms.words)
	w.Count(len(m.forms.locales))
	for _, code := range slices.Sorted(maps.Keys(m.forms.locales)) {
		w.Text(code)
		w.Sum(m.forms.locales[code])
	}
	m.vocabularyOf().Append(&w)
	w.Count(len(m.order))
	const batch = 256
	n := (len(m.order) + batch - 1) / batch
	parts := make([][]byte, 1+n)
	parts[0] = w
	parallel(n, func() func(i int) {
		var own wire.Writer
		return func(i int) {
			pairs := m.order[i*batch : min((i+1)*batch, len(m.order))]
			room := 0
			for _, p := range pairs {
				room += len(p.written) + len(p.files[0].key) + 8
			}
			w := make(wire.Writer, 0, room)
			for _, p := range pairs {
				own = p.appendTo(&w, own[:0])
			}
			parts[1+i] = w
		}
	})
	return parts
}

// appendTo writes a pair under its kind and key. own is room for that.
func (p *pair) appendTo(w *wire.Writer, own wire.Writer) wire.Writer {
	w.Uint(uint64(p.files[0].kind))
	w.Text(p.files[0].key)
	if p.written != "" {
		w.Text(p.written)
		return own
	}
	p.append(&own)
	w.Bytes(own)
	return own
}

// ReadMemory reads what [Memory.Written] wrote. Each pair is read when it is asked
// for, by the worker that does.
func ReadMemory(r *wire.Reader) Memory {
	m := Memory{forms: forms{languages: r.Text(), optional: r.Text(), words: r.Bool(), locales: map[string][32]byte{}}, written: map[pairID]string{}}
	for range r.Count(33) {
		code := r.Text()
		m.forms.locales[code] = r.Sum()
	}
	m.words = search.ReadVocabulary(r)
	n := r.Count(3)
	m.written = make(map[pairID]string, n)
	for range n {
		id := pairID{kind: Kind(r.Uint())}
		id.key = r.Text()
		m.written[id] = r.Text()
	}
	return m
}

// append writes the files of a pair. Those that say what cannot be written are left
// out, and read again.
func (p *pair) append(w *wire.Writer) {
	for _, f := range p.files {
		if f.stamp == "" {
			continue
		}
		var own wire.Writer
		if !f.list.Append(&own) || !f.record.Append(&own, f.kind.Describe().Fields, f.path) {
			continue
		}
		w.Text(f.path)
		w.Text(f.language)
		w.Text(f.stamp)
		w.Sum(f.source)
		w.Sum(f.top)
		w.Bool(f.whole)
		w.Uint(uint64(f.bodyLine))
		w.Uint(uint64(f.size))
		w.Text(string(f.words))
		appendSections(w, f.sections)
		*w = append(*w, own...)
		appendBody(w, f.body)
	}
}

// readPair reads what append wrote, or gives nil. The pair is not joined.
func readPair(id pairID, written string) *pair {
	if written == "" || int(id.kind) >= len(kinds) {
		return nil
	}
	p := &pair{written: written}
	r := wire.NewReader(written)
	for !r.Done() {
		f := &parsed{file: file{kind: id.kind, key: id.key, path: r.Text(), language: r.Text(), stamp: r.Text()}, markup: new(markup)}
		f.source, f.top, f.whole, f.bodyLine, f.size = r.Sum(), r.Sum(), r.Bool(), int(r.Uint()), int(r.Uint())
		f.words, f.sections = search.Words(r.Text()), readSections(r)
		f.list = diag.ReadList(r)
		f.record = schema.ReadRecord(r, id.kind.Describe().Fields, f.path)
		f.body = readBody(r, f.path)
		if r.Failed() {
			return nil
		}
		p.files = append(p.files, f)
	}
	return p
}

// appendBody writes of a body what others may ask of it.
func appendBody(w *wire.Writer, d *markdown.Document) {
	w.Count(len(d.Headings))
	for _, h := range d.Headings {
		w.Uint(uint64(h.Level))
		w.Text(h.ID)
		w.Text(h.Text)
		appendPlace(w, h.Pos)
	}
	w.Count(len(d.IDs))
	for _, id := range d.IDs {
		w.Text(id)
	}
	w.Count(len(d.Refs))
	for _, ref := range d.Refs {
		w.Uint(uint64(ref.Kind))
		for _, s := range []string{ref.Scheme, ref.Target, ref.Fragment, ref.Text, ref.Title} {
			w.Text(s)
		}
		appendPlace(w, ref.Pos)
	}
}

func readBody(r *wire.Reader, file string) *markdown.Document {
	d := &markdown.Document{}
	d.Headings = make([]markdown.Heading, r.Count(5))
	for i := range d.Headings {
		d.Headings[i] = markdown.Heading{Level: int(r.Uint()), ID: r.Text(), Text: r.Text(), Pos: readPlace(r, file)}
	}
	d.IDs = make([]string, r.Count(1))
	for i := range d.IDs {
		d.IDs[i] = r.Text()
	}
	d.Refs = make([]markdown.Ref, r.Count(8))
	for i := range d.Refs {
		d.Refs[i] = markdown.Ref{Kind: markdown.RefKind(r.Uint()), Scheme: r.Text(), Target: r.Text(), Fragment: r.Text(), Text: r.Text(), Title: r.Text(), Pos: readPlace(r, file)}
	}
	return d
}

// appendPlace writes a place in the document's own file.
func appendPlace(w *wire.Writer, p diag.Position) {
	w.Uint(uint64(p.Line))
	w.Uint(uint64(p.Column))
}

func readPlace(r *wire.Reader, file string) diag.Position {
	return diag.Position{File: file, Line: int(r.Uint()), Column: int(r.Uint())}
}
