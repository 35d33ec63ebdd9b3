package yaml

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"

	"tract/internal/diag"
	"tract/internal/limit"
)

// clean gives a text that the library can read. What nobody sees, and what the
// library would refuse or take for a line break, is reported and replaced by as many
// characters, so that positions stay true.
func (r *reader) clean(src []byte) []byte {
	type unseen struct {
		at, size int
		what     diag.Text
	}
	var found []unseen
	diag.Unseen(src, func(at, size int, what diag.Text) bool {
		found = append(found, unseen{at, size, what})
		return true
	})
	// An isolate that is not closed is told where its paragraph ends.
	slices.SortFunc(found, func(a, b unseen) int { return cmp.Compare(a.at, b.at) })
	var out []byte
	line, column, from := 1, 1, 0
	for _, u := range found {
		before := src[from:u.at]
		if i := bytes.LastIndexByte(before, '\n'); i >= 0 {
			line, column = line+bytes.Count(before, []byte("\n")), 1
			before = before[i+1:]
		}
		column += utf8.RuneCount(before)
		switch place := (diag.Position{File: r.file, Line: r.line + line - 1, Column: column}); {
		case len(r.list) == limit.YAMLFaults:
			r.list[limit.YAMLFaults-1].More++
		case u.what.Code == diag.NotText:
			r.list.Errorf(place, "yaml.not-utf8").WithHint("hint.yaml-not-utf8")
		default:
			r.list.Errorf(place, "yaml.control", u.what).WithHint("hint.yaml-control")
		}
		out = append(append(out, src[from:u.at]...), ' ')
		from = u.at + u.size
		column++
	}
	if from == 0 {
		return src
	}
	return append(out, src[from:]...)
}

// indent is the number of spaces and tabs that a line begins with.
func indent(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}

func blank(line []byte) bool {
	return len(bytes.TrimSpace(line)) == 0
}

// begins says whether a line begins an outermost entry.
func begins(line []byte) bool {
	return !blank(line) && indent(line) == 0 && line[0] != '#'
}

func isItem(line []byte) bool {
	rest := line[indent(line):]
	return bytes.HasPrefix(rest, []byte("-")) && (len(rest) == 1 || bytes.IndexByte([]byte(" \t\r\n"), rest[1]) >= 0)
}

// dropEntry empties the outermost entry around a line, which counts from 1.
func dropEntry(text [][]byte, line int) {
	first := min(max(line-1, 0), len(text)-1)
	for first > 0 && !begins(text[first]) {
		first--
	}
	last := first + 1
	for last < len(text) && (!begins(text[last]) || isItem(text[last]) && !isItem(text[first])) {
		last++
	}
	for i := first; i < last; i++ {
		text[i] = lineBreak(text[i])
	}
}

func lineBreak(line []byte) []byte {
	if bytes.HasSuffix(line, []byte("\n")) {
		return []byte("\n")
	}
	return nil
}

// column turns a byte offset in a line into a column.
func column(line []byte, offset int) int {
	return utf8.RuneCount(line[:offset]) + 1
}

// offset turns a column into a byte offset in a line.
func offset(line []byte, column int) int {
	i := 0
	for ; column > 1 && i < len(line); column-- {
		_, size := utf8.DecodeRune(line[i:])
		i += size
	}
	return i
}

// value gives the byte offset where the value of a line begins, behind its dashes
// and its key, and whether there is a key.
func value(line []byte) (start int, key bool) {
	start = indent(line)
	for start < len(line) && isItem(line[start:]) {
		start++
		start += indent(line[start:])
	}
	if colon := separator(line[start:]); colon >= 0 {
		start += colon + 1
		return start + indent(line[start:]), true
	}
	return start, false
}

// separator gives the place of the colon that ends a plain key, or -1.
func separator(s []byte) int {
	for i, c := range s {
		switch c {
		case ':':
			if i+1 == len(s) || bytes.IndexByte([]byte(" \t\r\n"), s[i+1]) >= 0 {
				return i
			}
		case '"', '\'', '[', '{', '#':
			if i == 0 {
				return -1
			}
		}
	}
	return -1
}

// closes gives the place behind the quote that closes the one s begins with, or
// -1 if it does not close in s.
func closes(s []byte) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[0] == '"' && s[i] == '\\':
			i++
		case s[i] == s[0] && s[0] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		case s[i] == s[0]:
			return i + 1
		}
	}
	return -1
}

// unclosed looks for the quote that a person forgot to close, up to a line that
// counts from 1: a value that begins with a quote, does not close it on its line,
// and is followed by a line that is not indented more. The library finds such a
// quote only where the text stops making sense, lines later.
func unclosed(text [][]byte, line int) (int, int, bool) {
	for i := range text[:min(line, len(text))] {
		start, _ := value(text[i])
		rest := bytes.TrimRight(text[i][start:], "\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' || closes(rest) >= 0 {
			continue
		}
		next := i + 1
		for next < len(text) && blank(text[next]) {
			next++
		}
		if next == len(text) || indent(text[next]) <= indent(text[i]) {
			return i + 1, column(text[i], start), true
		}
	}
	return 0, 0, false
}
