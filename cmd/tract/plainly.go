package main

import (
	"io"
	"sync"
	"unicode"
	"unicode/utf8"

	"tract/internal/diag"
)

// plainly writes what the program says, and what it says of strangers' texts and names,
// so that none of it commands a terminal, or the machines that run workflows: those obey
// a line that begins with two colons, and what follows ##[ anywhere. It stands behind
// everything that is written but for what we alone make of codes to scan and of
// annotations.
type plainly struct {
	mu     sync.Mutex
	out    io.Writer
	line   int // how far the line is: blank, or behind so many colons, or begun
	hashes int // how many # were just written
	rest   []byte
}

// How far a line is.
const (
	lineBlank = iota
	lineColon
	lineBegun
)

// Write writes a text. What is cut within a character waits for its rest.
func (w *plainly) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := make([]byte, 0, len(text)+8)
	in := append(w.rest, text...)
	for len(in) > 0 && utf8.FullRune(in) {
		r, size := utf8.DecodeRune(in)
		in = in[size:]
		out = w.add(out, r)
	}
	w.rest = append([]byte(nil), in...)
	if _, err := w.out.Write(out); err != nil {
		return 0, err
	}
	return len(text), nil
}

// overlooked says whether a character counts for nothing where texts are compared by the
// rules of a language, as runners of workflows do: a soft hyphen, a joiner, an accent
// without its letter.
func overlooked(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me)
}

func (w *plainly) add(out []byte, r rune) []byte {
	if r != '\n' && r != '\t' {
		r = diag.Harmless(r)
	}
	switch {
	case r == ':' && w.line == lineColon, r == '[' && w.hashes >= 2:
		out = utf8.AppendRune(out, utf8.RuneError)
		w.line = lineBegun
	case r == '\n':
		w.line = lineBlank
	case r == ':' && w.line == lineBlank:
		w.line = lineColon
	case !overlooked(r) && !(w.line == lineBlank && unicode.IsSpace(r)):
		w.line = lineBegun
	}
	switch {
	case r == '#':
		w.hashes++
	case !overlooked(r):
		w.hashes = 0
	}
	return utf8.AppendRune(out, r)
}
