package check

import (
	"fmt"
	"strings"
	"unicode"
)

// hidden finds signs that nobody sees or that turn text around, in texts and in values of
// attributes. Joiners, marks and isolates of direction, selectors and soft hyphens are
// none of them: languages need those, and here nobody wrote them by hand.
func hidden(_ *site, p *page) {
	tell := func(r rune, found bool) {
		if found {
			p.report("check.hidden", fmt.Sprintf("%U", r)).WithHint("hint.check.hidden")
		}
	}
	tell(p.hidden, p.hidden != 0)
	for i := range p.elements {
		for _, a := range p.elements[i].attributes {
			tell(hides(a.Val))
		}
	}
}

// hides gives the first sign of a text that hides.
func hides(text string) (r rune, found bool) {
	i := strings.IndexFunc(text, func(r rune) bool { return (r < ' ' || r >= 0x7f) && unicode.Is(hiding, r) })
	if i < 0 {
		return 0, false
	}
	for _, r = range text[i:] {
		break
	}
	return r, true
}

// hiding are the signs that no page has: controls, fillers and spaces without width, those
// that override the direction, separators, invisible operators, tags, what is for private
// use or is no character.
var hiding = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0001, 0x0008, 1},
		{0x000b, 0x000c, 1},
		{0x000e, 0x001f, 1},
		{0x007f, 0x009f, 1},
		{0x034f, 0x034f, 1},
		{0x115f, 0x1160, 1},
		{0x17b4, 0x17b5, 1},
		{0x180e, 0x180e, 1},
		{0x200b, 0x200b, 1},
		{0x2028, 0x202e, 1},
		{0x2061, 0x2065, 1},
		{0x206a, 0x206f, 1},
		{0x2800, 0x2800, 1},
		{0x3164, 0x3164, 1},
		{0xe000, 0xf8ff, 1},
		{0xfdd0, 0xfdef, 1},
		{0xfeff, 0xfeff, 1},
		{0xffa0, 0xffa0, 1},
		{0xfff0, 0xfffb, 1},
		{0xfffe, 0xffff, 1},
	},
	R32: []unicode.Range32{
		{0x13430, 0x1343f, 1}, {0x1bca0, 0x1bca3, 1}, {0x1d173, 0x1d17a, 1}, {0x1fffe, 0x1ffff, 1}, {0x2fffe, 0x2ffff, 1}, {0x3fffe, 0x3ffff, 1}, {0x4fffe, 0x4ffff, 1}, {0x5fffe, 0x5ffff, 1}, {0x6fffe, 0x6ffff, 1}, {0x7fffe, 0x7ffff, 1}, {0x8fffe, 0x8ffff, 1}, {0x9fffe, 0x9ffff, 1}, {0xafffe, 0xaffff, 1}, {0xbfffe, 0xbffff, 1}, {0xcfffe, 0xcffff, 1}, {0xdfffe, 0xdffff, 1}, {0xe0000, 0xe00ff, 1}, {0xe01f0, 0xe0fff, 1}, {0xefffe, 0x10ffff, 1},
	},
}
