package content

import (
	"maps"
	"path"
	"strings"

	"tract/internal/search"
)

// Memory is what one [Load] leaves for the next, of this run or of another. It holds
// nothing that cannot be read again, and gives nothing for a file that has changed.
// The zero value is ready; a nil one remembers nothing. It serves one Load at a time.
type Memory struct {
	forms   forms
	order   []*pair
	pairs   map[pairID]*pair
	data    map[string]*dataFile // by path
	words   *search.Vocabulary   // of all bodies
	written map[pairID]string    // of pairs that were read back and not yet looked at
}

type pairID struct {
	kind Kind
	key  string
}

// forms is what files are read with: a file that stays the same is read differently
// where these differ.
type forms struct {
	languages, optional string
	words               bool
	locales             map[string][32]byte
}

func (w *worker) forms() forms {
	c := w.context
	f := forms{languages: strings.Join(c.Languages, " "), optional: strings.Join(c.Optional, " "), words: w.words, locales: map[string][32]byte{}}
	for code, l := range c.Locales {
		f.locales[code] = l.Digest()
	}
	return f
}

func (f forms) equal(g forms) bool {
	return f.languages == g.languages && f.optional == g.optional && f.words == g.words && maps.Equal(f.locales, g.locales)
}

// of gives the memory, empty if it is of files that were read with other forms.
func (m *Memory) of(f forms) *Memory {
	if m != nil && !m.forms.equal(f) {
		*m = Memory{}
	}
	return m
}

// pair gives what is known of the pair that a file belongs to, or nil.
func (m *Memory) pair(f file) *pair {
	if m == nil {
		return nil
	}
	id := pairID{f.kind, f.key}
	if p := m.pairs[id]; p != nil {
		return p
	}
	return readPair(id, m.written[id])
}

func (m *Memory) dataFile(f file) *dataFile {
	if m == nil {
		return nil
	}
	return m.data[f.path]
}

// vocabularyOf gives the vocabulary that what is remembered was written with.
func (m *Memory) vocabularyOf() *search.Vocabulary {
	if m == nil || m.words == nil {
		return new(search.Vocabulary)
	}
	return m.words
}

// keep remembers what was read, and that alone.
func (m *Memory) keep(f forms, words *search.Vocabulary, pairs []*pair, data []*dataFile) {
	if m == nil {
		return
	}
	*m = Memory{forms: f, words: words, order: pairs, pairs: make(map[pairID]*pair, len(pairs)), data: make(map[string]*dataFile, len(data))}
	for _, p := range pairs {
		m.pairs[pairID{p.files[0].kind, p.files[0].key}] = p
	}
	for _, d := range data {
		m.data[path.Join(root, dataFolder, d.name)] = d
	}
}
