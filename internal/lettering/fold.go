package lettering

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// instead says what stands for signs that the faces lack.
var instead = map[rune]string{
	'№': "Nº", '→': "›", '⇒': "›", '←': "‹", '⇐': "‹", '‐': "-", '≥': ">", '≤': "<",
}

// The spaces that hold together what they part, and the hyphen that does.
const (
	noBreak       = '\u00a0'
	narrowNoBreak = '\u202f'
	noBreakHyphen = '\u2011'
)

// fold gives a text in characters that a face has: what it lacks in another form of
// itself, or not at all.
func (h *hand) fold(text string, f Face) []rune {
	var out []rune
	lost := false // the letter that a mark may follow
	for _, r := range norm.NFC.String(text) {
		if lost && unicode.Is(unicode.M, r) {
			continue
		}
		folded := h.foldRune(r, f)
		lost = len(folded) == 0
		for _, r := range folded {
			// A space, or a joiner that is left of signs which no face has.
			if (r == ' ' || unicode.Is(unicode.Join_Control, r)) && (len(out) == 0 || out[len(out)-1] == ' ') {
				continue
			}
			out = append(out, r)
		}
	}
	return []rune(strings.TrimFunc(string(out), unicode.IsSpace))
}

func (h *hand) foldRune(r rune, f Face) []rune {
	switch {
	case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp):
		return []rune{' '}
	case r == '\u00ad': // a soft hyphen: no word is hyphenated
		return nil
	case unicode.In(r, unicode.Zs, unicode.Cf), r == noBreakHyphen:
		return []rune{r}
	}
	if _, ok := h.find(f, r); ok {
		return []rune{r}
	}
	var out []rune
	other, ok := instead[r]
	if !ok {
		other = norm.NFKD.String(string(r))
	}
	for _, part := range other { // of a letter with two marks, the letter at least
		if len(out) == 0 && unicode.Is(unicode.M, part) {
			continue
		}
		if _, ok := h.find(f, part); ok {
			out = append(out, part)
		}
	}
	return out
}
