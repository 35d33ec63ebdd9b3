package locale

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// number keeps the number at i with its groups, and with the unit behind it.
func (p *pass) number(i int) int {
	if before := p.previous(i); isWord(before) || before == '_' || before == '#' {
		return p.wordEnd(i)
	}
	end := digitsEnd(p.text, i)
	whole := end
	if p.thousands != "" {
		end = p.groups(i, end)
	}
	grouped := end > whole
	for end+1 < len(p.text) && strings.IndexByte(".,:", p.text[end]) >= 0 && isDigit(p.text[end+1]) {
		end = digitsEnd(p.text, end+1)
	}
	if end < len(p.text) && isLetter(p.text[end]) && !p.attaches(end) {
		return p.wordEnd(end)
	}
	if hour := !grouped && end == whole && (whole-i == 1 || whole-i == 2 && p.text[i:whole] <= "24"); hour {
		if last := p.time(i, end); last > 0 {
			return last
		}
	}
	p.unit(end)
	return end
}

func (p *pass) wordEnd(i int) int {
	return skip(p.text, i, func(c rune) bool { return isWord(c) || c == '_' })
}

// telephone is a number of North America, whose groups are not those of a quantity.
var telephone = regexp.MustCompile(`^(1[-. \x{a0}\x{202f}])?[0-9]{3}[-. \x{a0}\x{202f}][0-9]{3}[-. \x{a0}\x{202f}][0-9]{4}([^0-9]|$)`)

// groups claims the spaces of «1 500 000», whose first digits end at end, and
// gives the end of the whole number. A telephone number is not one.
func (p *pass) groups(i, end int) int {
	if end-i > 3 || p.text[i] == '0' {
		return end
	}
	const most = 6 // a longer row of groups is a list
	spaces := make([][2]int, 0, most+1)
	last := end
	for len(spaces) <= most {
		c, size := utf8.DecodeRuneInString(p.text[last:])
		if !isSpace(c) || c == '\t' || digitsEnd(p.text, last+size) != last+size+3 {
			break
		}
		spaces = append(spaces, [2]int{last, last + size})
		last += size + 3
	}
	if last == end || len(spaces) > most || isWord(p.next(last)) && !p.attaches(last) || telephone.MatchString(p.text[i:min(len(p.text), i+24)]) {
		return end
	}
	for _, s := range spaces {
		p.claim(s[0], s[1], p.thousands, false)
	}
	return last
}

// attaches says whether what stands at i, right behind a number, is a unit that
// only lacks its space: 13h30, 145M$.
func (p *pass) attaches(i int) bool {
	switch p.text[i] {
	case 'h':
		return p.hours
	case 'M', 'G', 'k':
		return p.currency && currencySign(p.text[i:]) > 0
	}
	return false
}

// unit claims the space between the number that ends at end and its unit.
func (p *pass) unit(end int) {
	at := p.spaceAfter(end)
	rest := p.text[at:]
	switch {
	case rest == "":
	case rest[0] == '%':
		if p.percent != nil && !isWord(p.next(at+1)) {
			p.claim(end, at, *p.percent, false)
		}
	case p.currency && currencySign(rest) > 0:
		p.amount(end, at, at+currencySign(rest))
	case p.currency && at > end && strings.HasPrefix(rest, "mill"):
		word := p.wordEnd(at)
		sign := p.spaceAfter(word)
		switch size := currencySign(p.text[sign:]); p.text[at:word] {
		case "million", "millions", "milliard", "milliards":
			if size > 0 {
				p.claim(end, at, nbsp, false)
				p.amount(word, sign, sign+size)
			}
		}
	case at > end || p.hours && rest[0] == 'h':
		size := p.unitSize(rest)
		if after := p.next(at + size); p.units[rest[:size]] && !isWord(after) && after != '\'' && after != '’' {
			p.claim(end, at, nbsp, false)
		}
	}
}

// currencySign gives the size of the sign that s begins with: $, M$, M $, €.
func currencySign(s string) int {
	for _, sign := range []string{"$", "€", "¢", "£"} {
		if strings.HasPrefix(s, sign) {
			return len(sign)
		}
	}
	if s != "" && strings.IndexByte("MGk", s[0]) >= 0 {
		if rest := strings.TrimLeftFunc(s[1:], isSpace); strings.HasPrefix(rest, "$") {
			return len(s) - len(rest) + 1
		}
	}
	return 0
}

// amount claims the space before a currency's sign that stands from at to behind,
// the one within it and the one before its country, in «57 000 $ US».
func (p *pass) amount(end, at, behind int) {
	country := p.spaceAfter(behind)
	size := 0
	for _, name := range []string{"US", "CA", "CAN"} {
		if strings.HasPrefix(p.text[country:], name) && !isWord(p.next(country+len(name))) {
			size = len(name)
		}
	}
	if after := p.next(behind); size == 0 && isWord(after) || after == '{' {
		return
	}
	p.claim(end, at, nbsp, false)
	if p.text[behind-1] == '$' && behind-1 > at {
		p.claim(at+1, behind-1, "", false)
	}
	if size > 0 {
		p.claim(behind, country, nbsp, false)
	}
}

// time writes «13 h 30», «8 h 5» and «9 h», whose hour stands from i to end, and
// gives where it ends, or 0 if it is none. Zeros that only fill two places go.
func (p *pass) time(i, end int) int {
	at := p.spaceAfter(end)
	if !p.hours || !strings.HasPrefix(p.text[at:], "h") {
		return 0
	}
	start := p.spaceAfter(at + 1)
	minutes := digitsEnd(p.text, start)
	if minutes == start {
		if p.previous(i) != '/' && !isWord(p.next(at+1)) && !strings.ContainsRune("/'’", p.next(at+1)) {
			p.fill(i, end)
		}
		return 0
	}
	if n := minutes - start; n > 2 || n == 2 && p.text[start] > '5' || isWord(p.next(minutes)) {
		return 0
	}
	unit := p.spaceAfter(minutes)
	if unit < len(p.text) && p.attaches(unit) {
		return 0
	}
	if p.continues(minutes, unit) {
		p.claim(end, at, nbsp, false)
		p.claim(at+1, start, nbsp, false)
		return minutes
	}
	p.fill(i, end)
	p.claim(end, at, nbsp, false)
	if strings.Trim(p.text[start:minutes], "0") == "" {
		p.claim(at+1, minutes, "", false)
		return minutes
	}
	p.claim(at+1, start, nbsp, false)
	p.fill(start, minutes)
	return minutes
}

// fill takes the zero away that fills the number from i to end to two places.
func (p *pass) fill(i, end int) {
	if end-i == 2 && p.text[i] == '0' {
		p.claim(i, i+1, "", false)
	}
}

// continues says whether more digits or a sign follow the minutes that end at end,
// so that their zeros may belong to another number.
func (p *pass) continues(end, space int) bool {
	if rest := p.text[space:]; strings.HasPrefix(rest, "%") || currencySign(rest) > 0 {
		return true
	}
	if space == end && end < len(p.text) && strings.IndexByte(".,:/", p.text[end]) >= 0 {
		space++
	}
	return space > end && space < len(p.text) && isDigit(p.text[space])
}

// unitSize gives the length of the word that s begins with, as units are written.
// A full stop belongs to p.m. but not to «10 km.», a stroke to km/h but not to
// 24 h/24 or 10 h/semaine.
func (p *pass) unitSize(s string) int {
	size := len(s)
	for i, c := range s {
		if !isLetterOrSign(c) || strings.HasPrefix(s[i:], "..") {
			size = i
			break
		}
	}
	word := s[:size]
	if !p.units[word] {
		word, _, _ = strings.Cut(word, "/")
	}
	if !p.units[word] {
		word = strings.TrimRight(word, ".")
	}
	return len(word)
}

func isLetterOrSign(c rune) bool {
	return c < utf8.RuneSelf && isLetter(byte(c)) || c == '/' || c == '°' || c == '²' || c == '³' || c == '.'
}
