package diag

import (
	"bytes"
	"io/fs"
	"unicode"
)

// widest is how many characters of a line an excerpt holds.
const widest = 100

// Excerpt gives the line of a source that a position is in, to be shown above a
// caret: tabs as spaces, nothing that steers a terminal, cut around the column
// where it is long. caret counts from 1 in characters that take room; 0 is for the
// whole line. A position that the source does not have gives no line, nor does one
// at a line of nothing but hyphens.
func Excerpt(src []byte, at Position) (line string, caret int) {
	for range at.Line - 1 {
		_, after, found := bytes.Cut(src, []byte("\n"))
		if !found {
			return "", 0
		}
		src = after
	}
	src, _, _ = bytes.Cut(src, []byte("\n"))
	if at.Line < 1 || len(bytes.Trim(src, " \t\r-")) == 0 {
		return "", 0
	}
	var shown []rune
	place, column := 0, 0
	for _, r := range string(bytes.TrimRight(src, " \t\r")) {
		if column++; column == at.Column {
			place = len(shown)
		}
		if r == '\t' {
			shown = append(shown, ' ', ' ', ' ')
			r = ' '
		}
		shown = append(shown, Harmless(r))
	}
	if at.Column > column {
		place = len(shown)
	}
	shown, place = cut(shown, place)
	if at.Column > 0 {
		caret = 1 + width(shown[:place])
	}
	return string(shown), caret
}

// cut keeps what is around a place in a long line.
func cut(line []rune, place int) ([]rune, int) {
	if from := place - widest/2; from > 0 && len(line) > widest {
		from = min(from, len(line)-widest)
		line, place = append([]rune{'…'}, line[from+1:]...), place-from
	}
	if len(line) > widest {
		line = append(line[:widest-1:widest-1], '…')
	}
	return line, place
}

// width counts the characters that take room: accents of their own take none.
func width(line []rune) int {
	n := 0
	for _, r := range line {
		if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			n++
		}
	}
	return n
}

// excerptIn gives the excerpt of a file in a site's folder.
func excerptIn(source fs.FS, at Position) (string, int) {
	if source == nil || at.Line == 0 {
		return "", 0
	}
	src, err := fs.ReadFile(source, at.File)
	if err != nil {
		return "", 0 // a file of the program's own, or one that is gone
	}
	return Excerpt(src, at)
}
