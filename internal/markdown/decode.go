package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"tract/internal/diag"
)

// decode appends s with backslash escapes and entities resolved, once, the way
// CommonMark reads them. Everything that checks an address or writes text works
// on what comes out of here, so there is no second reading to hide behind. pos
// is the offset of s in the source, for what an entity may not spell.
func (c *converter) decode(dst, s []byte, pos int) []byte {
	if bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 {
		return append(dst, s...) // as nearly all text
	}
	from := 0
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			dst = append(dst, s[from:i]...)
			dst = append(dst, s[i+1])
			i += 2
			from = i
		case s[i] == '&':
			value, n := entity(s[i:])
			if n == 0 {
				i++
				continue
			}
			dst = append(dst, s[from:i]...)
			for _, r := range value {
				if diag.Hides(r) || r >= 0x2066 && r <= 0x2069 || r == utf8.RuneError {
					c.errorAt(pos+i, "markdown.entity", string(s[i:i+n])).WithHint("hint.markdown.invisible")
					r = '?'
				}
				dst = utf8.AppendRune(dst, r)
			}
			i += n
			from = i
		default:
			i++
		}
	}
	return append(dst, s[from:]...)
}

func (c *converter) decodeString(s []byte, pos int) string {
	return string(c.decode(nil, s, pos))
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
	if n == 0 || n > utf8.MaxRune {
		n = utf8.RuneError
	}
	return string(rune(n)), end + 1
}
