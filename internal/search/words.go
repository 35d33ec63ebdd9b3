package search

import (
	"iter"
	"math"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tract/internal/wire"
)

// Vocabulary is the words of many texts in lower case, each under a number. It is safe
// for concurrent use. Which number a word has depends on who met it first, and nothing
// else may depend on that.
type Vocabulary struct {
	mu    sync.Mutex
	words table
}

// number gives the number of a word.
func (v *Vocabulary) number(word []byte) uint32 {
	v.mu.Lock()
	defer v.mu.Unlock()
	n, _ := v.words.number(word)
	return n
}

// word gives the word of a number, "" where there is none.
func (v *Vocabulary) word(n uint32) string {
	v.mu.Lock()
	defer v.mu.Unlock()
	if int(n) >= v.words.len() {
		return ""
	}
	return string(v.words.word(n))
}

// Append writes the vocabulary.
func (v *Vocabulary) Append(w *wire.Writer) {
	v.mu.Lock()
	defer v.mu.Unlock()
	w.Count(v.words.len())
	for n := range v.words.len() {
		w.Bytes(v.words.word(uint32(n)))
	}
}

// ReadVocabulary reads what [Vocabulary.Append] wrote.
func ReadVocabulary(r *wire.Reader) *Vocabulary {
	v := &Vocabulary{}
	for range r.Count(1) {
		v.words.number([]byte(r.Text()))
	}
	return v
}

// Words is the words of a text: for each its number in a vocabulary, doubled and with 1
// added if it weighs more than 1; then its weight follows.
type Words string

// most is the greatest weight of a word in a text.
const most = 31

// each gives the number of every word, and its weight. What cannot be right ends it.
func (w Words) each() iter.Seq2[uint32, uint32] {
	return func(yield func(number, weight uint32) bool) {
		for r := wire.NewReader(string(w)); !r.Done(); {
			n, weight := r.Uint(), uint64(1)
			if n&1 > 0 {
				weight = r.Uint()
			}
			if r.Failed() || n>>1 > math.MaxUint32 || !yield(uint32(n>>1), uint32(min(weight, most))) {
				return
			}
		}
	}
}

// Tally gathers the words of one text after another, for one at a time.
type Tally struct {
	vocabulary *Vocabulary
	known      table    // words that were met in any text
	numbers    []uint32 // in the vocabulary
	weights    []uint8  // in the text at hand; 0 where it is not
	order      []uint32 // of the words of the text at hand
	room       []byte
}

// NewTally gives a tally whose words are those of a vocabulary.
func NewTally(v *Vocabulary) *Tally {
	return &Tally{vocabulary: v}
}

// plenty is how many words a tally knows before it begins anew.
const plenty = 1 << 16

// Add adds the words of a text. Each counts as many times as its weight says.
func (t *Tally) Add(text string, weight int) { tallied(t, text, weight) }

// AddBytes is Add for a text that others write over.
func (t *Tally) AddBytes(text []byte, weight int) { tallied(t, text, weight) }

func tallied[T string | []byte](t *Tally, text T, weight int) {
	t.room = eachWord(t.room, text, func(word []byte) {
		i, isNew := t.known.number(word)
		if isNew {
			t.numbers, t.weights = append(t.numbers, t.vocabulary.number(word)), append(t.weights, 0)
		}
		if t.weights[i] == 0 {
			t.order = append(t.order, i)
		}
		t.weights[i] = uint8(min(int(t.weights[i])+weight, most))
	})
}

// Words gives the words that were added since the last time, in the order in which they
// were first met.
func (t *Tally) Words() Words {
	w := wire.Writer(t.room[:0])
	for _, i := range t.order {
		n, weight := uint64(t.numbers[i])<<1, t.weights[i]
		if t.weights[i] = 0; weight == 1 {
			w.Uint(n)
			continue
		}
		w.Uint(n | 1)
		w.Uint(uint64(weight))
	}
	t.room, t.order = w, t.order[:0]
	words := Words(w)
	if len(t.numbers) > plenty {
		*t = *NewTally(t.vocabulary)
	}
	return words
}

// longest is how many bytes of a word count: where a language has no spaces, a sentence is
// one word, and is found by its beginning.
const longest = 60

// eachWord gives every word of a text, in lower case, in a room that it shares; it gives
// the room back. A word is letters, marks and digits. A number whose groups are parted,
// as 4 500 or 4,500, is one.
func eachWord[T string | []byte](room []byte, text T, do func(word []byte)) []byte {
	word, grouped := room[:0], false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r < utf8.RuneSelf { // most of most texts
			if lower := text[i] | 0x20; lower >= 'a' && lower <= 'z' || r >= '0' && r <= '9' {
				if len(word) < longest {
					word = append(word, lower) // a digit has the bit
				}
				i++
				continue
			}
		} else {
			r, size = decode(text[i:])
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
		if (grouped || isDigits(word)) && partsGroups(r) && isGroup(text[i:]) {
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
func isDigits[T string | []byte](word T) bool {
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
func isGroup[T string | []byte](text T) bool {
	if len(text) < 3 || !isDigits(text[:3]) {
		return false
	}
	r, _ := decode(text[3:])
	return len(text) == 3 || !isWord(r)
}

// decode gives the first character of a text and its length.
func decode[T string | []byte](text T) (rune, int) {
	var start [utf8.UTFMax]byte
	return utf8.DecodeRune(start[:copy(start[:], text)])
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
