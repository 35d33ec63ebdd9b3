package review

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// doubleForm finds abbreviated forms that join two genders: they cannot be read aloud,
// and screen readers stumble over them. In a table, where there is little room, French
// usage accepts parentheses and brackets.
var doubleForm = rule{"review.double-form", func(c *campaign, t *text) {
	if t.document == nil || c.wordings[t.document.Language].double == nil {
		return
	}
	w, said := c.wordings[t.document.Language], t.words()
	found := findJoined(w.double, said)
	if w.joined != nil {
		found = append(found, slices.DeleteFunc(findJoined(w.joined, said), func(s span) bool { return !oneWord(string(said[s.start:s.end])) })...)
	}
	line, inTable := 0, false
	for _, s := range found {
		next, _ := utf8.DecodeRune(said[s.end:])
		if n := t.line(s.start); n != line {
			line, inTable = n, t.isRow(said, n)
		}
		if unicode.IsLetter(next) || bytes.ContainsAny(said[s.start:s.end], "([") && inTable || t.more(t.file) {
			continue
		}
		t.tell(t.at(s.start), string(t.src[s.start:s.end]))
	}
}}

// isRow says whether what a text says on a line is in a row of a table.
func (t *text) isRow(said []byte, line int) bool {
	return bytes.HasPrefix(bytes.TrimLeft(said[t.lines[line-1]:], " \t"), []byte("|"))
}

// findJoined finds what looks like two genders in one: only what joins words can, and
// most words of a text are joined with none, so that they need not be tried.
func findJoined(form *regexp.Regexp, said []byte) (found []span) {
	for s := range joinedIn(said) {
		for _, m := range form.FindAllIndex(said[s.start:s.end], -1) {
			found = append(found, span{s.start + m[0], s.start + m[1]})
		}
	}
	return found
}

// joinedBytes is how long a stretch is at most that can be words: the expressions would
// take long over more.
const joinedBytes = 1000

// joinedIn gives the stretches between spaces, and with what stands in parentheses behind
// one, that have a sign within that joins words, or a capital behind a small letter.
func joinedIn(said []byte) func(yield func(span) bool) {
	return func(yield func(span) bool) {
		start, joins := 0, false
		for i := 0; i <= len(said); i++ {
			switch {
			case i < len(said) && said[i] != ' ' && said[i] != '\n' && said[i] != '\t':
				joins = joins || joinsWords(said, i)
			case i < len(said) && bytes.HasPrefix(said[i:], []byte(" (")):
			default:
				if joins && i-start <= joinedBytes && !yield(span{start, i}) {
					return
				}
				start, joins = i+1, false
			}
		}
	}
}

// joinsWords says whether a byte may join two words into one form: not the full stop of
// a sentence.
func joinsWords(said []byte, i int) bool {
	next := byte(' ')
	if i+1 < len(said) {
		next = said[i+1]
	}
	switch c := said[i]; {
	case c == '.', c == '/', c == '-', c == '(', c == '[':
		return next >= 'A' || next == '-'
	case c == 0xc2:
		return next == 0xb7 // ·
	case c == 0xe2:
		return !bytes.HasPrefix(said[i:], []byte("’"))
	default:
		return (c >= 'a' || c >= utf8.RuneSelf) && 'A' <= next && next <= 'Z'
	}
}

// oneWord says whether what a stroke joins are two genders of a word, be it by its ending
// alone, and no more than two words: «client/cliente» and not «client/entente».
func oneWord(joined string) bool {
	one, other, _ := strings.Cut(strings.ToLower(joined), "/")
	a, b := []rune(strings.TrimSuffix(one, "s")), []rune(strings.TrimSuffix(other, "s"))
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return endings[string(b)] || same >= max(2, min(len(a), len(b))-3)
}

var endings = map[string]bool{"e": true, "ne": true, "le": true, "euse": true, "trice": true, "rice": true, "ienne": true, "enne": true, "ière": true, "ère": true, "ive": true}
