package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tract/internal/limit"
)

// Slug turns a title into a part of an address: «L’été, œuvre de Zoé» gives
// l-ete-oeuvre-de-zoe. Latin letters lose their accents; other scripts keep their
// letters, without the form that a selector chooses. A title without a letter or digit gives "".
func Slug(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap, latin := false, false
	text := norm.NFKD.String(strings.ToValidUTF8(s, " ")) // what stands behind bytes that are no text would stay as it is
	for i, c := range text {
		c = unicode.ToLower(c)
		if c < utf8.RuneSelf && c != '\'' { // most of most titles, and the tables below are slow
			latin = c >= 'a' && c <= 'z'
			if word := latin || c >= '0' && c <= '9'; !word {
				gap = true
				continue
			}
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteByte(byte(c))
			continue
		}
		accent := c >= 0x0300 && c <= 0x036f // of Latin letters, as nearly all marks
		if accent && latin {
			continue
		}
		mark := accent || unicode.Is(unicode.Mn, c) || unicode.Is(unicode.Mc, c)
		switch {
		case mark && latin, vowelMark(c), c == '\u00ad', unicode.In(c, unicode.Cf, unicode.Variation_Selector), apostrophe(c) && !unicode.IsLetter(c) && possessive(text[i+utf8.RuneLen(c):]):
		case mark && b.Len() > 0 && !gap, unicode.IsLetter(c), unicode.IsDigit(c):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			latin = unicode.Is(unicode.Latin, c)
			writeFolded(&b, c)
		default:
			gap = true
		}
	}
	slug := b.String()
	if !plain(slug) {
		slug = norm.NFC.String(slug)
	}
	return shorten(slug)
}

// shorten cuts a slug, between words where it can.
func shorten(s string) string {
	n, cut := 0, 0 // the characters so far, and the last good place to cut
	for i, c := range s {
		if c == '-' && n > limit.KeyChars/2 {
			cut = i
		}
		if n == limit.KeyChars {
			if cut == 0 {
				cut = i
			}
			return strings.TrimRight(s[:cut], "-")
		}
		n++
	}
	return s
}

// possessive says whether what follows an apostrophe is an English ending, as in
// Amazon’s and don’t.
func possessive(s string) bool {
	if s == "" || s[0] != 's' && s[0] != 't' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[1:])
	return len(s) == 1 || !unicode.IsLetter(next) && !unicode.IsMark(next) && !unicode.IsDigit(next)
}

// Fold gives a text without accents and capitals, for comparing and sorting.
func Fold(s string) string {
	if plain(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	strip := false
	for _, c := range norm.NFKD.String(s) {
		c = unicode.ToLower(c)
		switch {
		case vowelMark(c), strip && unicode.Is(unicode.Mn, c):
		case apostrophe(c):
			b.WriteByte('\'')
		default:
			strip = unicode.In(c, unicode.Latin, unicode.Greek, unicode.Arabic, unicode.Hebrew)
			writeFolded(&b, c)
		}
	}
	return norm.NFC.String(b.String())
}

func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func apostrophe(c rune) bool {
	return c == '\'' || c == '’' || c == '‘' || c == 'ʼ'
}

// vowelMark says whether a character is one of Arabic's optional marks: vowels
// above and below letters, and the stroke that only makes words longer.
func vowelMark(c rune) bool {
	return c >= 0x064b && c <= 0x0652 || c == 0x0670 || c == 0x0640
}

// writeFolded writes a lower-case letter that has no accent apart from itself.
func writeFolded(b *strings.Builder, c rune) {
	switch c {
	case 'œ':
		b.WriteString("oe")
	case 'æ':
		b.WriteString("ae")
	case 'ß':
		b.WriteString("ss")
	case 'þ':
		b.WriteString("th")
	case 'ø':
		b.WriteByte('o')
	case 'đ', 'ð':
		b.WriteByte('d')
	case 'ł':
		b.WriteByte('l')
	case 'ħ':
		b.WriteByte('h')
	case 'ı':
		b.WriteByte('i')
	case 'ŋ':
		b.WriteByte('n')
	default:
		b.WriteRune(c)
	}
}
