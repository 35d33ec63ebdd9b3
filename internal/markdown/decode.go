package markdown

import (
	"bytes"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"tract/internal/diag"
)

// decode appends s with backslash escapes and entities resolved, once, the way
// CommonMark reads them. Everything that checks an address or writes text works
// on what comes out of here, so there is no second reading to hide behind. What
// nobody sees in it is for clear to find.
func decode(dst, s []byte) []byte {
	for {
		i := bytes.IndexAny(s, `\&`)
		if i < 0 {
			return append(dst, s...) // as nearly all text
		}
		value, n := spelt(s[i:])
		dst = append(append(dst, s[:i]...), value...)
		s = s[i+n:]
	}
}

// spelt reads the escape or the reference that s may begin with, and gives what it
// stands for and its length: a sign that is none of both stands for itself.
func spelt(s []byte) (value string, length int) {
	if s[0] == '\\' && len(s) > 1 && util.IsPunct(s[1]) {
		return string(s[1]), 2
	}
	if value, n := entity(s); s[0] == '&' && n > 0 {
		return value, n
	}
	return string(s[0]), 1
}

// spelling gives the place in s of what stands at a place of what it decodes to, and
// its length there.
func spelling(s []byte, at int) (offset, length int) {
	for {
		i := bytes.IndexAny(s[offset:], `\&`)
		if i < 0 || at < i {
			return offset + at, 1
		}
		value, n := spelt(s[offset+i:])
		if at < i+len(value) {
			return offset + i, n
		}
		at, offset = at-i-len(value), offset+i+n
	}
}

// decodeString decodes a text that stands by itself, and refuses what nobody sees in
// it, and says whether there was nothing of that. pos is the offset in the source of what
// it belongs to.
func (c *converter) decodeString(s []byte, pos int) (decoded string, ok bool) {
	text := decode(nil, s)
	ok = c.clear(text, func(at int) (int, string) {
		offset, length := spelling(s, at)
		return pos, string(s[offset : offset+length])
	})
	return string(text), ok
}

// flatText is a text that is flattened, and where.
type flatText struct {
	start   int
	segment text.Segment
}

// spelling gives the offset in the source of a place of the flat text, and how it is
// written there.
func (c *converter) spelling(at int) (pos int, written string) {
	i := sort.Search(len(c.texts), func(i int) bool { return c.texts[i].start > at }) - 1
	t := c.texts[i]
	value := t.segment.Value(c.src)
	offset, length := spelling(value, at-t.start)
	return t.segment.Start + offset, string(value[offset : offset+length])
}

// clear refuses what a reviewer cannot see in a text, overwrites it by spaces, and says
// whether there was nothing of that. Of the file [CheckText] has judged each byte: here are
// the signs that references stand for, beside those that stand around them, and what comes
// together where markup is left out. spelling gives the offset in the source of a place of
// the text, and how it is written there.
func (c *converter) clear(text []byte, spelling func(at int) (int, string)) (ok bool) {
	const code = "markdown.entity"
	ok = true
	diag.Unseen(text, func(at, size int, what diag.Text) bool {
		pos, written := 0, ""
		if !c.full(code) {
			pos, written = spelling(at)
		}
		if !strings.HasPrefix(written, "&") {
			written = fmt.Sprintf("%U", what.Args...)
		}
		c.errorAt(pos, code, written, what).WithHint("hint.markdown.invisible")
		for i := range size {
			text[at+i] = ' '
		}
		ok = false
		return true
	})
	return ok
}

// entity reads the character reference that s begins with and gives what it
// stands for and its length, or 0 if it is none.
func entity(s []byte) (string, int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "", 0
	}
	name := string(s[1:end])
	if name[0] != '#' {
		e, ok := util.LookUpHTML5EntityByName(name)
		if !ok {
			return "", 0
		}
		return string(e.Characters), end + 1
	}
	digits, base := name[1:], 10
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > 7 {
		return "", 0
	}
	r := rune(n)
	if !utf8.ValidRune(r) {
		r = utf8.MaxRune // which is no character either, and is refused
	}
	return string(r), end + 1
}
