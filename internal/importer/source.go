package importer

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"tract/internal/diag"
)

// source is the text of a file: in UTF-8, with line feeds only, without characters
// that nobody can see.
type source struct {
	file   string
	text   string
	starts []int // of lines
	lost   []int // columns that were taken out, in order, as offsets in text
}

// decode gives the text of a file in any encoding that texts of old sites are in.
func decode(file string, raw []byte, notes *[]note) (source, bool) {
	start := diag.Position{File: file, Line: 1, Column: 1}
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")):
		tell(notes, start, diag.Advice, "", "importer.utf-16")
		raw = fromUTF16(raw)
	case bytes.IndexByte(raw, 0) >= 0:
		tell(notes, diag.At(file, raw, bytes.IndexByte(raw, 0), 1), diag.Error, "", "importer.binary").WithHint("hint.importer.binary")
		return source{}, false
	case !utf8.Valid(raw):
		at := 0
		for r, n := utf8.DecodeRune(raw); r != utf8.RuneError || n != 1; r, n = utf8.DecodeRune(raw[at:]) {
			at += n
		}
		tell(notes, diag.At(file, raw, at, 1), diag.Warning, "", "importer.latin-1").WithHint("hint.importer.latin-1")
		raw = fromLatin1(raw)
	}
	text := strings.TrimPrefix(string(raw), "\ufeff")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	s := source{file: file, starts: []int{0}}
	var b strings.Builder
	line, column := 1, 1
	unseen := map[int]diag.Text{}
	diag.Unseen([]byte(text), func(at, _ int, what diag.Text) bool {
		unseen[at] = what
		return true
	})
	for at, r := range text {
		if what, found := unseen[at]; found {
			tell(notes, diag.Position{File: file, Line: line, Column: column}, diag.Advice, "", "importer.hidden", what)
			s.lost = append(s.lost, b.Len())
			column++
			continue
		}
		b.WriteRune(r)
		column++
		if r == '\n' {
			line, column = line+1, 1
			s.starts = append(s.starts, b.Len())
		}
	}
	s.text = b.String()
	return s, true
}

func fromUTF16(raw []byte) []byte {
	units := make([]uint16, 0, len(raw)/2)
	little := raw[0] == 0xff
	for i := 2; i+1 < len(raw); i += 2 {
		if little {
			units = append(units, uint16(raw[i])|uint16(raw[i+1])<<8)
		} else {
			units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
		}
	}
	return []byte(string(utf16.Decode(units)))
}

// fromLatin1 reads what is not UTF-8 as what Windows wrote before it.
func fromLatin1(raw []byte) []byte {
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return bytes.ToValidUTF8(raw, []byte("?")) // which every byte has a meaning in
	}
	return text
}

// at gives the place of an offset of the text in the original.
func (s *source) at(offset int) diag.Position {
	offset = min(max(offset, 0), len(s.text))
	line := sort.SearchInts(s.starts, offset+1)
	start := s.starts[line-1]
	taken := sort.SearchInts(s.lost, offset) - sort.SearchInts(s.lost, start)
	return diag.Position{File: s.file, Line: line, Column: utf8.RuneCountInString(s.text[start:offset]) + 1 + taken}
}

// lineStart gives the offset that a line begins at.
func (s *source) lineStart(line int) int {
	return s.starts[min(max(line, 1), len(s.starts))-1]
}
