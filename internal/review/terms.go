package review

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tract/internal/diag"
	"tract/internal/locale"
)

// termDiffers finds words of the glossary that one language says while the other says
// none of the glossary's words for the same, nor anything that begins like one.
var termDiffers = rule{"review.term-differs", func(c *campaign, t *text) {
	c.both(t, func(has, lacks *text) {
		roots, linked, judged := c.factsOf(lacks).roots, termsLinked(lacks), map[*term]bool{}
		for _, s := range c.factsOf(has).terms {
			if judged[s.term] {
				continue
			}
			judged[s.term] = true
			own := s.term.forms[lacks.document.Language]
			if len(own) == 0 || s.term.soundsIn(roots, lacks.document.Language) || linked[s.term.key] || t.more(has.file) {
				continue
			}
			l := c.languageOf(lacks)
			t.tell(has.at(s.start), words(string(has.src[s.start:s.end])), own[0].written, diag.Language{Code: l.Code, Name: l.Name}, c.across(has, lacks, s.start))
		}
	})
}}

// termsLinked gives the terms that a text has links to, whatever it calls them.
func termsLinked(t *text) map[string]bool {
	linked := map[string]bool{}
	for _, ref := range t.document.Body.Refs {
		if ref.Scheme == "term" {
			linked[ref.Target] = true
		}
	}
	return linked
}

// term is an entry of the glossary, with what each language calls it.
type term struct {
	key   string
	forms map[string][]form
}

// form is one way to say a term: «noyautage (salting)» is two.
type form struct {
	*term
	written string
	words   []string // folded
}

// saidTerm is a term where a text says it.
type saidTerm struct {
	span
	term *term
}

// rootLetters are as many as two forms of a word have in common.
const rootLetters = 5

// roots gives how the words begin that tell the form from others: those of four letters
// and more, or all if it has none.
func (f form) roots() []string {
	telling := slices.DeleteFunc(slices.Clone(f.words), func(w string) bool { return len([]rune(w)) < 4 })
	if len(telling) == 0 {
		telling = f.words
	}
	roots := make([]string, len(telling))
	for i, w := range telling {
		roots[i] = beginningOf(w, rootLetters)
	}
	return roots
}

func beginningOf(word string, letters int) string {
	for i := range word {
		if letters--; letters < 0 {
			return word[:i]
		}
	}
	return word
}

// soundsIn says whether a word of a text begins as one of the term does.
func (t *term) soundsIn(roots map[string]bool, language string) bool {
	return slices.ContainsFunc(t.forms[language], func(f form) bool {
		return slices.ContainsFunc(f.roots(), func(root string) bool { return roots[root] })
	})
}

// eachWord gives the words that forms consist of: «card-check» has two.
func eachWord(text []byte) iter.Seq2[int, int] {
	return func(yield func(from, end int) bool) {
		from := -1
		for i, size := 0, 0; i <= len(text); i += size {
			c := rune(-1)
			if size = 1; i < len(text) {
				if c = rune(text[i]); c >= utf8.RuneSelf {
					c, size = utf8.DecodeRune(text[i:])
				}
			}
			part := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsNumber(c))
			switch {
			case part && from < 0:
				from = i
			case !part && from >= 0:
				if !yield(from, i) {
					return
				}
				from = -1
			}
		}
	}
}

// folded gives a word as it compares: without capitals and accents, and without the ending
// of many in French, English and Spanish.
func folded(word string) string {
	word = locale.Fold(word)
	if one := strings.TrimRight(word, "sx"); len(one) > 2 && len(one) == len(word)-1 {
		return one
	}
	return word
}
