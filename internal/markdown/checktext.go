package markdown

import (
	"unicode/utf8"

	"tract/internal/diag"
)

// CheckText refuses what a reviewer cannot see in a file: bytes that are not
// UTF-8, control characters, characters that turn the direction of text over,
// tags, a byte order mark that is not the first character, direction isolates
// that a paragraph leaves open, and the space without width. The marks that Arabic, Persian and emoji need
// (LRM, RLM, ZWJ, ZWNJ) are fine. The caller has taken a mark at the very start
// of the file away. Ten faults are told, and the others counted.
func CheckText(file string, src []byte, line int) diag.List {
	var l diag.List
	p := places{file: file, src: src, line: line}
	scanText(src, func(offset, size int, code string, r rune) bool {
		if len(l) == 10 {
			l[9].More++
			return true
		}
		d := l.Errorf(p.at(offset), code)
		switch code {
		case "markdown.not-utf8":
			d.WithHint("hint.markdown.not-utf8")
		default:
			d.Message.Args = []any{r}
			d.WithHint("hint.markdown.invisible")
		}
		return true
	})
	return l
}

// blanked gives src with what CheckText refuses overwritten by spaces, so that
// the other faults of the file can still be found at their places.
func blanked(src []byte) []byte {
	out := append([]byte(nil), src...)
	scanText(src, func(offset, size int, code string, r rune) bool {
		for i := range size {
			out[offset+i] = ' '
		}
		return true
	})
	return out
}

// scanText calls fault for each character that is refused, until it says stop.
func scanText(src []byte, fault func(offset, size int, code string, r rune) bool) {
	open, opened := 0, 0 // isolates open in this paragraph, and where the first is
	for i := 0; i < len(src); {
		b := src[i]
		if b >= ' ' && b < 0x7f {
			i++
			continue
		}
		if b == '\n' {
			if open > 0 && (i+1 == len(src) || src[i+1] == '\n') {
				if !fault(opened, 3, "markdown.isolate", '\u2068') {
					return
				}
				open = 0
			}
			i++
			continue
		}
		if b == '\t' || b == '\r' && i+1 < len(src) && src[i+1] == '\n' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(src[i:])
		code := ""
		switch {
		case r == utf8.RuneError && size == 1:
			code = "markdown.not-utf8"
		case refused(r):
			code = "markdown.invisible"
		case r >= 0x2066 && r <= 0x2068:
			if open == 0 {
				opened = i
			}
			open++
		case r == 0x2069 && open > 0:
			open--
		case r == 0x2069:
			code = "markdown.isolate"
		}
		if code != "" && !fault(i, size, code, r) {
			return
		}
		i += size
	}
	if open > 0 {
		fault(opened, 3, "markdown.isolate", '\u2068')
	}
}

// refused says whether a character may stand nowhere in a file.
func refused(r rune) bool {
	switch {
	case r < ' ':
		return r != '\t' && r != '\n'
	case r < 0x7f:
		return false
	case r < 0xa0: // DEL and the C1 controls
		return true
	}
	return r == 0x200b || r >= 0x202a && r <= 0x202e || r == 0xfeff || r >= 0xe0000 && r <= 0xe007f
}
