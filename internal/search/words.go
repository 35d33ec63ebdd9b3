package search

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words is words in lower case, each followed by one byte that says how much it weighs
// in its text, from 1 to [most].
type Words string

// most is the greatest weight. No word has a byte as small.
const most = 31

// Each gives every word with its weight.
func (w Words) Each() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		from := 0
		for i := range len(w) {
			if w[i] > most {
				continue
			}
			if !yield(string(w[from:i]), int(w[i])) {
				return
			}
			from = i + 1
		}
	}
}

// Tally gathers the words of one text after another. The zero value is ready; it serves
// one at a time.
type Tally struct {
	known  map[string]int32 // every word that was met in any text, so that it is kept once
	words  []string
	weight []uint8 // in the text at hand; 0 where it is not
	order  []int32 // of the words of the text at hand
	room   []byte
}

// plenty is how many words a tally knows before it begins anew.
const plenty = 1 << 16

// Add adds the words of a text. Each counts as many times as its weight says.
func (t *Tally) Add(text string, weight int) {
	if t.known == nil {
		t.known = map[string]int32{}
	}
	t.room = eachWord(t.room, text, func(word []byte) {
		id, ok := t.known[string(word)]
		if !ok {
			id = int32(len(t.words))
			t.words, t.weight = append(t.words, string(word)), append(t.weight, 0)
			t.known[t.words[id]] = id
		}
		if t.weight[id] == 0 {
			t.order = append(t.order, id)
		}
		t.weight[id] = uint8(min(int(t.weight[id])+weight, most))
	})
}

// Words gives the words that were added since the last time, in the order in which they
// were first met.
func (t *Tally) Words() Words {
	size := 0
	for _, id := range t.order {
		size += len(t.words[id]) + 1
	}
	out := make([]byte, 0, size)
	for _, id := range t.order {
		out = append(append(out, t.words[id]...), t.weight[id])
		t.weight[id] = 0
	}
	t.order = t.order[:0]
	if len(t.words) > plenty {
		*t = Tally{room: t.room}
	}
	return Words(out)
}

// longest is how many bytes of a word count: where a language has no spaces, a sentence is
// one word, and is found by its beginning.
const longest = 60

// eachWord gives every word of a text, in lower case, in a room that it shares; it gives
// the room back. A word is letters, marks and digits. A number whose groups are parted,
// as 4 500 or 4,500, is one.
func eachWord(room []byte, text string, do func(word []byte)) []byte {
	word, grouped := room[:0], false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if isWord(r) {
			if len(word) < longest {
				word = utf8.AppendRune(word, unicode.ToLower(r))
			}
			i += size
			continue
		}
		i += size
		if len(word) == 0 {
			continue
		}
		if (grouped || isDigits(string(word))) && partsGroups(r) && isGroup(text[i:]) {
			word, grouped = append(word, text[i:i+3]...), true
			i += 3
			continue
		}
		do(word)
		word, grouped = word[:0], false
	}
	if len(word) > 0 {
		do(word)
	}
	return word
}

// isWord says whether a character is part of a word. Those that are not seen, such as a
// soft hyphen, do not end one.
func isWord(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	case r >= 'À' && r < 0x250:
		return r != '×' && r != '÷'
	case r >= 0x2010 && r < 0x2028: // dashes and quotation marks, which are many
		return false
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Cf)
}

// isDigits says whether a word is the first group of a number.
func isDigits(word string) bool {
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' {
			return false
		}
	}
	return len(word) <= 3
}

func partsGroups(r rune) bool {
	switch r {
	case ' ', ',', '.', '\'', '’', '\u00a0', '\u2009', '\u202f':
		return true
	}
	return false
}

// isGroup says whether a text begins with three digits and no more.
func isGroup(text string) bool {
	if len(text) < 3 || !isDigits(text[:3]) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[3:])
	return len(text) == 3 || !isWord(r)
}

// fold gives a word without accents: how it is looked up.
func fold(word string) string {
	if isASCII(word) {
		return word
	}
	b := make([]byte, 0, len(word))
	for _, r := range norm.NFKD.String(word) {
		b = appendFolded(b, unicode.ToLower(r))
	}
	return string(b)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// appendFolded writes a letter that stands apart from its accents.
func appendFolded(b []byte, r rune) []byte {
	switch r {
	case 'œ':
		return append(b, "oe"...)
	case 'æ':
		return append(b, "ae"...)
	case 'ß':
		return append(b, "ss"...)
	case 'þ':
		return append(b, "th"...)
	case 'ø':
		return append(b, 'o')
	case 'đ', 'ð':
		return append(b, 'd')
	case 'ł':
		return append(b, 'l')
	case 'ħ':
		return append(b, 'h')
	case 'ı':
		return append(b, 'i')
	case 'ŋ':
		return append(b, 'n')
	case 'ς':
		return append(b, "σ"...)
	case 'ى':
		return append(b, "ي"...)
	case 'ة':
		return append(b, "ه"...)
	case 'ـ': // it only makes a word longer
		return b
	}
	switch {
	case r >= '٠' && r <= '٩':
		return append(b, '0'+byte(r-'٠'))
	case r >= '۰' && r <= '۹':
		return append(b, '0'+byte(r-'۰'))
	case !isWord(r), unicode.In(r, unicode.Mn, unicode.Cf):
		return b
	}
	return utf8.AppendRune(b, r)
}
