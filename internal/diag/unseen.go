package diag

import (
	"unicode"
	"unicode/utf8"

	"tract/internal/limit"
)

// Hides says whether a character may stand nowhere in a text, because nobody sees
// it, or because it turns what stands around it: controls, overrides of the
// direction, tags, spaces without width, letters without a shape, what each font draws
// as it likes.
//
// What only harms in the wrong place is none of these: see [Unseen].
func Hides(r rune) bool {
	return r != '\t' && r != '\n' && hides(r) != ""
}

// Unseen calls fault for each character of a text that a reviewer cannot see, until
// it says stop: those that hide anywhere, bytes that are no text (with a size of 1
// and no name), and those that need their place. Isolates of direction are closed in
// their paragraph; joiners and marks of direction, which Arabic, Persian and emoji
// need, stand neither in crowds nor within a word of letters that never join; a
// selector varies the sign before it; so many accents stand on a letter as some language
// writes, and not a tower that covers the lines around it.
func Unseen(text []byte, fault func(at, size int, what Text) bool) {
	u := newUnseen()
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		switch {
		case r >= utf8.RuneSelf:
			r, size = utf8.DecodeRune(text[i:])
		case r >= ' ' && r < 0x7f && u.marks == 0: // as nearly all
			u.before, u.blank, u.accents = r, u.blank && r == ' ', 0
			i++
			continue
		}
		at, what := u.see(i, size, r, i+1 < len(text) && text[i+1] == '\n')
		if what.Code != "" && !fault(at.offset, at.size, what) {
			return
		}
		i += size
	}
	if at, what := u.end(); what.Code != "" {
		fault(at.offset, at.size, what)
	}
}

// UnseenIn gives the first character of a value that a reviewer cannot see.
func UnseenIn(value string) (what Text, found bool) {
	u := newUnseen()
	for i := 0; i < len(value); {
		r, size := utf8.DecodeRuneInString(value[i:])
		_, what := u.see(i, size, r, i+1 < len(value) && value[i+1] == '\n')
		if what.Code != "" {
			return what, true
		}
		i += size
	}
	_, what = u.end()
	return what, what.Code != ""
}

// NotText is the code of what stands where bytes are no text.
const NotText = "unseen.not-text"

// unseen is what has been seen of a text.
type unseen struct {
	before  rune    // the last character that has a shape, or a space
	mark    located // the joiner or mark of direction behind it
	marks   int     // how many in a row
	accents int     // and signs that are drawn on a letter
	open    int     // isolates of this paragraph that are not closed
	opened  located // the first of them
	blank   bool    // nothing stands on this line so far
}

type located struct {
	offset, size int
	r            rune
}

func newUnseen() unseen {
	return unseen{blank: true}
}

// see takes the next character. feed says that the next byte is a line feed.
func (u *unseen) see(offset, size int, r rune, feed bool) (located, Text) {
	here := located{offset, size, r}
	if r >= ' ' && r < 0x7f {
		return u.shape(here, r != ' ')
	}
	switch {
	case r == utf8.RuneError && size == 1:
		return here, Text{Code: NotText}
	case r == '\n':
		ends := u.blank
		u.blank, u.before, u.marks, u.accents = true, r, 0, 0
		if ends {
			return u.end()
		}
		return here, Text{}
	case r == '\t', r == '\r' && feed:
		u.before, u.marks = r, 0
		return here, Text{}
	case r == 0xad || r == 0x2060:
		u.blank = false // but what stands around it is side by side
		return here, Text{}
	case isSelector(r):
		fits := varies(u.before, r) && u.marks == 0
		if u.before = r; !fits {
			return here, named("unseen.selector", r)
		}
		return here, Text{}
	case isMark(r):
		if u.marks >= 2 {
			return here, named("unseen.marks", r)
		}
		u.mark = here
		u.marks++
		return here, Text{}
	case r >= 0x2066 && r <= 0x2068:
		if u.open == 0 {
			u.opened = here
		}
		u.open++
		return here, Text{}
	case r == 0x2069:
		if u.open == 0 {
			return here, named("unseen.isolate", r)
		}
		u.open--
		return here, Text{}
	}
	if code := hides(r); code != "" {
		return here, named(code, r)
	}
	if u.stacks(r) {
		return here, named("unseen.accents", r)
	}
	if r >= 0x300 && unicode.Is(unicode.M, r) {
		u.blank = false // of the letter before it
		return here, Text{}
	}
	return u.shape(here, !unicode.IsSpace(r))
}

// shape takes a character that has one, or a space.
func (u *unseen) shape(here located, seen bool) (located, Text) {
	before, marks := u.before, u.marks
	u.before, u.marks, u.blank = here.r, 0, u.blank && !seen
	if here.r < 0x7f {
		u.accents = 0
	}
	if marks > 0 && neverJoins(before) && neverJoins(here.r) {
		return u.mark, named("unseen.marks", u.mark.r)
	}
	return here, Text{}
}

// stacks says whether a character is the first too many of those that are drawn on one
// letter. What nobody sees between them makes no other letter.
func (u *unseen) stacks(r rune) bool {
	switch {
	case r >= 0x300 && unicode.Is(unicode.M, r):
		u.accents++
	case !unicode.Is(unicode.Cf, r):
		u.accents = 0
	}
	return u.accents == limit.Accents+1
}

// end closes a paragraph.
func (u *unseen) end() (located, Text) {
	open := u.open
	if u.open = 0; open > 0 {
		return u.opened, named("unseen.isolate", u.opened.r)
	}
	return located{}, Text{}
}

func named(code string, r rune) Text {
	return Text{code, []any{r}}
}

// isMark says whether a character is a joiner or a mark of direction.
func isMark(r rune) bool {
	return r >= 0x200c && r <= 0x200f || r == 0x061c
}

// neverJoins says whether a character is a letter of those that stand side by side.
func neverJoins(r rune) bool {
	return unicode.IsLetter(r) && unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// isSelector says whether a character chooses a form of the one before it.
func isSelector(r rune) bool {
	return r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef || isMongolian(r)
}

func isMongolian(selector rune) bool {
	return selector >= 0x180b && selector <= 0x180d || selector == 0x180f
}

// varies says whether a character has a form that the selector chooses: signs and
// digits have two, as text and as emoji, and so has ℹ, which Unicode counts among the
// letters; signs of Chinese have many, letters of Mongolian some.
func varies(before, selector rune) bool {
	switch {
	case selector == 0xfe0e || selector == 0xfe0f:
		return before == 'ℹ' || unicode.In(before, unicode.S, unicode.P, unicode.N)
	case isMongolian(selector):
		return unicode.Is(unicode.Mongolian, before) && unicode.IsLetter(before)
	}
	return unicode.Is(unicode.Han, before)
}

// hides gives the name of a character that may stand nowhere, or nothing.
func hides(r rune) string {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0:
		return "unseen.control"
	case r < 0x034f, r == 0x061c, r == 0x2060:
		return "" // a soft hyphen among them, which says where a word may be divided, as U+2060 where not
	case r >= 0x200c && r <= 0x200f, r >= 0x2066 && r <= 0x2069, isSelector(r):
		return "" // in their place
	case r == 0x200b:
		return "unseen.width"
	case r == 0xfeff:
		return "unseen.order"
	case r >= 0x202a && r <= 0x202e:
		return "unseen.override"
	case r == 0x2028, r == 0x2029:
		return "unseen.line"
	case r >= 0xe0000 && r <= 0xe007f:
		return "unseen.tag"
	case r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return "unseen.none"
	case unicode.Is(unicode.Co, r):
		return "unseen.private"
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), r == 0x2800: // of Braille
		return "unseen.shape"
	case unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return "unseen.format"
	}
	return ""
}
