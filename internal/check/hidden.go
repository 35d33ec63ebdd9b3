package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// hidden finds signs that nobody sees or that turn text around, in texts and in values of
// attributes. Joiners, marks and isolates of direction, selectors, accents and soft
// hyphens are none of them where languages need those.
func hidden(_ *site, p *page) {
	tell := func(r rune) {
		if r != 0 {
			p.report("check.hidden", fmt.Sprintf("%U", r)).WithHint("hint.check.hidden")
		}
	}
	tell(p.hidden)
	for i := range p.elements {
		for _, a := range p.elements[i].attributes {
			var s sight
			tell(cmp.Or(s.read(a.Val), s.end()))
		}
	}
}

// sight is what has been read of a value, or of the text of a block, which is drawn as one
// whatever elements stand within its lines.
type sight struct {
	of      *html.Node // the block
	before  rune       // what the next sign stands beside: a letter, or a selector behind one
	joiner  rune       // the last one between that and the next sign
	joiners int        // and how many there are
	accents int        // on one letter
	open    int        // isolates
	opened  rune       // the last of them
}

// tall is how many accents stand on one letter: a syllable of Tibetan has as many.
const tall = 8

// text reads the next text of a page, and gives the first sign that hides.
func (s *sight) text(n *html.Node) rune {
	block := n.Parent
	for block != nil && slices.Contains(withinLines, block.Data) {
		block = block.Parent
	}
	var left rune
	if s.of != block {
		left = s.end()
		*s = sight{of: block}
	}
	return cmp.Or(left, s.read(n.Data))
}

// withinLines are the elements that do not end a block.
var withinLines = strings.Fields(`a abbr b bdi bdo cite code data del dfn em i ins kbd label mark q rp rt ruby s samp small span strong sub sup time u var`)

// read gives the first sign of a text that hides, or stands where it does.
func (s *sight) read(text string) rune {
	for _, r := range text {
		if r >= ' ' && r < 0x7f && s.joiners == 0 {
			s.before, s.accents = r, 0
		} else if hiding := s.next(r); hiding != 0 {
			return hiding
		}
	}
	return 0
}

// end gives an isolate that nothing closes.
func (s *sight) end() rune {
	if s.open > 0 {
		return s.opened
	}
	return 0
}

// next takes the next sign, and gives the one that hides, or that stands where it does:
// this one, or a joiner before it.
func (s *sight) next(r rune) rune {
	fits := true
	switch {
	case hides(r):
		fits = false
	case r == 0xad, r == 0x2060:
	case r >= 0x2066 && r <= 0x2068:
		s.open, s.opened = s.open+1, r
	case r == 0x2069:
		s.open--
		fits = s.open >= 0
	case r >= 0x200c && r <= 0x200f, r == 0x061c:
		s.joiner, s.joiners = r, s.joiners+1
		fits = s.joiners <= 2
	case unicode.Is(unicode.Variation_Selector, r):
		fits = s.joiners == 0 && varies(s.before, r)
		s.before = r
	case r >= 0x300 && unicode.Is(unicode.M, r):
		s.accents++
		fits = s.accents <= tall
	default:
		beside := s.joiners > 0 && standsAlone(s.before) && standsAlone(r)
		s.before, s.joiners, s.accents = r, 0, 0
		if beside {
			return s.joiner
		}
	}
	if !fits {
		return r
	}
	return 0
}

// varies says whether a sign is one that a selector chooses a form of: emoji and what has
// such a form, letters of Mongolian, signs of Chinese.
func varies(before, selector rune) bool {
	switch {
	case selector == 0xfe0e, selector == 0xfe0f:
		return before == 'ℹ' || unicode.In(before, unicode.S, unicode.P, unicode.N)
	case selector < 0xfe00:
		return unicode.Is(unicode.Mongolian, before) && unicode.IsLetter(before)
	}
	return unicode.Is(unicode.Han, before)
}

// standsAlone says whether a sign is a letter of those that never join.
func standsAlone(r rune) bool {
	return unicode.IsLetter(r) && unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// hides says whether a sign may stand nowhere.
func hides(r rune) bool {
	return (r < ' ' || r >= 0x7f) && unicode.Is(hiding, r)
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
