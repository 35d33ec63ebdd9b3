package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quote is a mark of quotation with its partner found.
type quote struct {
	at   int
	open bool
	deep bool // inside another quotation
}

// mark is one that might be half of a quotation.
type mark struct {
	at            int
	sign          rune
	opens, closes bool
	partner       int  // index of the other half, -1 if there is none
	deep          bool // inside another quotation
}

// pairQuotes finds which marks belong together. Straight and curly marks may be
// mixed, as texts pasted from Word and from the web are; a mark without a partner
// stays as it is (15" is a size).
func (p *pass) pairQuotes() {
	if p.outer[0] == "" || strings.IndexByte(p.text, '"') < 0 && (!p.curly || !strings.Contains(p.text, "“")) && (!p.guillemets || !nests(p.text)) {
		return
	}
	marks := p.marks()
	pair(marks)
	depth, whole := 0, 0 // the quotations around, and those of them that end
	for i := range marks {
		m := &marks[i]
		guillemet := m.sign == '«' || m.sign == '»'
		switch {
		case m.partner > i:
			m.deep = whole > 0 || depth > 0 && !guillemet
			depth++
			whole++
		case m.partner >= 0:
			m.deep = marks[m.partner].deep
			depth = max(depth-1, 0)
			whole--
		case m.sign == '«':
			depth++
		}
		// Guillemets that are right already are not ours to replace.
		if m.partner >= 0 && (m.deep || !guillemet) {
			p.quotes = append(p.quotes, quote{m.at, m.partner > i, m.deep})
		}
	}
}

// nests says whether a « stands between another and its ».
func nests(s string) bool {
	for {
		_, after, ok := strings.Cut(s, "«")
		if !ok {
			return false
		}
		inside, rest, ok := strings.Cut(after, "»")
		if !ok {
			return false
		}
		if strings.Contains(inside, "«") {
			return true
		}
		s = rest
	}
}

func (p *pass) marks() []mark {
	var marks []mark
	for i, c := range p.text {
		m := mark{at: i, sign: c, partner: -1}
		switch c {
		case '"':
			m.opens, m.closes = p.sides(i)
		case '“', '«':
			m.opens = true
		case '”', '»':
			m.closes = true
		default:
			continue
		}
		guillemet := c == '«' || c == '»'
		if guillemet && !p.guillemets || !guillemet && c != '"' && !p.curly {
			continue
		}
		marks = append(marks, m)
	}
	return marks
}

// sides says whether the straight mark at i may begin or end a quotation.
func (p *pass) sides(i int) (opens, closes bool) {
	before, after := p.previous(i), p.next(i+1)
	gapBefore, gapAfter := before == 0 || isSpace(before), after == 0 || isSpace(after)
	switch {
	case gapBefore && gapAfter:
		// An author who puts the spaces inside writes « " mot " ».
		return after != 0, before != 0
	case gapBefore:
		return true, false
	case gapAfter:
		return false, true
	}
	return !isWord(before) && before != '"' && before != '\uFFFC' || isWord(after) && !isWord(before), !isWord(after) || after == '\uFFFC'
}

// pair finds partners with a stack of the marks that are open.
func pair(marks []mark) {
	var open []int
	guillemets := 0 // how many of them are open
	for i := range marks {
		m := &marks[i]
		top := len(open) - 1
		switch {
		case m.sign == '»':
			if guillemets == 0 {
				continue
			}
			for marks[open[top]].sign != '«' {
				top--
			}
			m.partner, marks[open[top]].partner = open[top], i
			open = open[:top]
			guillemets--
		case m.closes && top >= 0 && marks[open[top]].sign != '«':
			m.partner, marks[open[top]].partner = open[top], i
			open = open[:top]
		case m.opens:
			open = append(open, i)
			if m.sign == '«' {
				guillemets++
			}
		}
	}
}

// quote writes the mark of size bytes at i, if it has a partner, and says whether.
func (p *pass) quote(i, size int) bool {
	for len(p.quotes) > 0 && p.quotes[0].at < i {
		p.quotes = p.quotes[1:]
	}
	if len(p.quotes) == 0 || p.quotes[0].at != i {
		return false
	}
	q := p.quotes[0]
	signs, space := p.outer, p.quoteSpace
	if q.deep {
		signs, space = p.inner, ""
	}
	if q.open {
		p.joinElided(i)
		p.claim(i, i+size, signs[0], true)
		p.claim(i+size, p.spaceAfter(i+size), space, true)
		return true
	}
	p.claim(p.spaceBefore(i), i, space, false)
	p.claim(i, i+size, signs[1], false)
	return true
}

// guillemet puts the space inside a mark that was written as « or », or writes the
// mark of a quotation within another.
func (p *pass) guillemet(i, size int) {
	if !p.guillemets || p.quote(i, size) {
		return
	}
	if strings.HasPrefix(p.text[i:], "«") {
		p.joinElided(i)
		if end := p.spaceAfter(i + size); p.next(end) != 0 {
			p.claim(i+size, end, p.quoteSpace, true)
		}
		return
	}
	if start := p.spaceBefore(i); p.previous(start) != 0 {
		p.claim(start, i, p.quoteSpace, false)
	}
}

// joinElided takes the space away that stands before the mark at i, behind «l’».
func (p *pass) joinElided(i int) {
	if start := p.spaceBefore(i); p.guillemets && start < i && p.elided(start) {
		p.claim(start, i, "", false)
	}
}

// joinVowel takes the space away behind the apostrophe that ends at i, in «l’ été».
func (p *pass) joinVowel(i int) {
	if end := p.spaceAfter(i); p.guillemets && end > i && strings.ContainsRune("aàâeéèêëhiîïoôœuùûy", unicode.ToLower(p.next(end))) && p.elided(i) {
		p.claim(i, end, "", false)
	}
}

// elided says whether a word ends at i that has lost its vowel: l’, qu’, jusqu’.
func (p *pass) elided(i int) bool {
	before := strings.TrimSuffix(strings.TrimSuffix(p.text[:i], "'"), "’")
	if len(before) == i {
		return false
	}
	start := len(before)
	for start > 0 && isLetter(before[start-1]) && len(before)-start < 10 {
		start--
	}
	switch strings.ToLower(before[start:]) {
	case "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "aujourd":
		return !isWord(p.previous(start)) && !strings.ContainsRune("'‘’", p.previous(start))
	}
	return false
}

// apostrophe writes the straight single mark at i.
func (p *pass) apostrophe(i int) {
	if !p.apostrophes {
		return
	}
	before, after := p.previous(i), p.next(i+1)
	switch {
	case before == '\'' || after == '\'' || p.inAddress(i):
	case isWord(before) && (before > '9' || before < '0' || unicode.IsLetter(after)):
		p.claim(i, i+1, "’", false)
	case isWord(before), after == 0, isSpace(after):
		// A size or a minute (5'), a mark on its own.
		if !isWord(before) && before != 0 && !isSpace(before) {
			p.claim(i, i+1, "’", false)
		}
	case (isWord(after) || strings.ContainsRune("\"“«", after)) && p.quotesWord(i+1):
		p.claim(i, i+1, "‘", false)
	default:
		p.claim(i, i+1, "’", false)
	}
}

// inAddress says whether the mark at i is part of an e-mail address.
func (p *pass) inAddress(i int) bool {
	for j := i + 1; j < len(p.text); j++ {
		switch c := p.text[j]; {
		case c == '@':
			return j > i+1
		case (c == '.' || c == '-') && p.text[j-1] == c:
			return false
		case !isWord(rune(c)) && c != '.' && c != '_' && c != '-' && c != '+':
			return false
		}
	}
	return false
}

// quotesWord says whether the single mark before i begins a quotation: one that
// ends nearby. 'Tis, '90s and rock 'n' roll do not.
func (p *pass) quotesWord(i int) bool {
	if isDigit(p.text[i]) {
		return false
	}
	switch strings.ToLower(p.text[i:p.wordEnd(i)]) {
	case "n", "em", "til", "tis", "twas", "cause":
		return false
	}
	const far = 300
	for j, c := range p.text[i:min(len(p.text), i+far)] {
		if c == '\n' {
			return false
		}
		if c != '\'' && c != '’' {
			continue
		}
		before, after := p.previous(i+j), p.next(i+j+utf8.RuneLen(c))
		if before != 0 && !isSpace(before) && !isWord(after) {
			return true
		}
	}
	return false
}
