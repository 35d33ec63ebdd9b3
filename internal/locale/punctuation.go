package locale

import (
	"strings"
	"unicode"
)

// high decides on the space before ; ! or ? at i.
func (p *pass) high(i int) {
	if !p.punctuation {
		return
	}
	start := p.spaceBefore(i)
	before, after := p.previous(start), p.next(i+1)
	switch {
	case before == 0 || strings.ContainsRune("([{«“‘¿¡/=&", before):
		return
	case isWord(after) || after != 0 && strings.ContainsRune("=[/(-<{", after):
		// «?page=2», «;-)», «!important» are not punctuation.
		return
	case p.text[i] == ';' && after == ')':
		return
	}
	space := p.highSpace
	if strings.ContainsRune("?!;:…", before) || strings.HasSuffix(p.text[:start], "...") {
		space = ""
	}
	p.claim(start, i, space, false)
}

// colon decides on the space before the colon at i. One that is followed by
// anything but a space belongs to a time, a ratio, an address or a smiley; a ratio
// may have spaces too, which stay.
func (p *pass) colon(i int) int {
	if strings.HasPrefix(p.text[i:], "://") && unicode.IsLetter(p.previous(i)) {
		return p.address(i)
	}
	if !p.punctuation {
		return i + 1
	}
	after := p.next(i + 1)
	if after != 0 && !isSpace(after) && !strings.ContainsRune("\"«“", after) {
		return i + 1
	}
	start := p.spaceBefore(i)
	before := p.previous(start)
	if before == 0 || strings.ContainsRune("([{«“‘:", before) || p.endsCode(i) {
		return i + 1
	}
	if end := p.spaceAfter(i + 1); start < i && isDigit(p.text[start-1]) && end < len(p.text) && isDigit(p.text[end]) {
		return i + 1 // a ratio, 3 : 1
	}
	p.claim(start, i, p.colonSpace, false)
	return i + 1
}

// endsCode says whether the colon at i closes a word that a colon opened, such as
// the name of a picture.
func (p *pass) endsCode(i int) bool {
	j := i
	for j > 0 && (isWord(rune(p.text[j-1])) || p.text[j-1] == '_' || p.text[j-1] == '-' || p.text[j-1] == '+') {
		j--
	}
	return j < i && j > 0 && p.text[j-1] == ':'
}

// address gives the end of the web address whose scheme ends at i.
func (p *pass) address(i int) int {
	for j, c := range p.text[i:] {
		if isSpace(c) || strings.ContainsRune("\n\"<>«»“”\uFFFC", c) {
			return i + j
		}
	}
	return len(p.text)
}

// dot writes an ellipsis for three dots, and keeps an abbreviation with what
// follows it: M. Tremblay, art. 5.
func (p *pass) dot(i int) int {
	end := i
	for end < len(p.text) && p.text[end] == '.' {
		end++
	}
	if end-i == 3 && p.previous(i) != '/' && p.next(end) != '/' && p.next(end) != '\\' {
		p.claim(i, end, "…", false)
	}
	if end-i == 1 && p.titles {
		p.abbreviation(i)
	}
	return end
}

func (p *pass) abbreviation(i int) {
	start := i
	for start > 0 && i-start < 5 && isLetter(p.text[start-1]) {
		start--
	}
	word := p.text[start:i]
	end := p.spaceAfter(i + 1)
	after := p.next(end)
	if end == i+1 || isWord(p.previous(start)) || p.previous(start) == '.' {
		return
	}
	switch word {
	case "M", "MM":
		if unicode.IsUpper(after) {
			p.claim(i+1, end, nbsp, false)
		}
	case "art", "p", "pp", "chap", "al", "vol", "par":
		if after >= '0' && after <= '9' {
			p.claim(i+1, end, nbsp, false)
		}
	}
}

// title keeps Mme, Dre and the like with the name that follows.
func (p *pass) title(i int) {
	if !p.titles || isWord(p.previous(i)) {
		return
	}
	end := i
	for end < len(p.text) && end-i < 6 && isLetter(p.text[end]) {
		end++
	}
	switch p.text[i:end] {
	case "Mme", "Mmes", "Mlle", "Mlles", "Mgr", "Dr", "Dre", "Drs", "Dres":
		if space := p.spaceAfter(end); space > end && unicode.IsUpper(p.next(space)) {
			p.claim(end, space, nbsp, false)
		}
	}
}

// numero keeps n° with its number.
func (p *pass) numero(i int) {
	if !p.titles || i == 0 || p.text[i-1] != 'n' && p.text[i-1] != 'N' || isWord(p.previous(i-1)) {
		return
	}
	const size = len("°")
	if end := p.spaceAfter(i + size); end < len(p.text) && isDigit(p.text[end]) {
		p.claim(i+size, end, nbsp, true)
	}
}

// dash writes – for two hyphens between spaces or between numbers.
func (p *pass) dash(i int) int {
	end := i
	for end < len(p.text) && p.text[end] == '-' {
		end++
	}
	if end-i == 2 {
		before, after := p.previous(i), p.next(end)
		spaced := (before == 0 || isSpace(before)) && (after == 0 || isSpace(after)) && before+after != 0
		if spaced || before >= '0' && before <= '9' && after >= '0' && after <= '9' {
			p.claim(i, end, "–", false)
		}
	}
	return end
}

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
