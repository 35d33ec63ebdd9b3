package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spaces that typography works with.
const (
	nbsp      = "\u00a0" // the space that does not break
	thinSpace = "\u202f" // the same, narrow
)

// Typography puts one text into the typographic form of the language: quotation
// marks, apostrophes, spaces around punctuation, numbers with their units. A text
// that is right already is returned as it is; applied twice it changes nothing.
func (l *Locale) Typography(s string) string {
	ends := [1]int{len(s)}
	return l.TypographySpans(s, ends[:])
}

// TypographySpans does the same for the text nodes of one block, one behind the
// other in text, so that a quotation may begin in one and end in another. ends are
// where they end, each at or behind the one before, the last at the end of text; they
// become the ends in what is returned. What is not text (code, an image) stands
// between them as a span of "\uFFFC", which stays as it is, and so does every line
// break.
func (l *Locale) TypographySpans(text string, ends []int) string {
	if !l.rules.concerns(text) {
		return text
	}
	return l.rules.apply(text, ends)
}

// concerns says whether a text has a character that a rule looks at.
func (r *rules) concerns(s string) bool {
	for i := 0; i < len(s); i++ {
		if r.trigger[s[i]] {
			return true
		}
	}
	return false
}

// apply makes passes until the text is stable. One is enough where only spaces and
// apostrophes changed their kind; what else changes, other rules have looked at.
func (r *rules) apply(text string, ends []int) string {
	const most = 6
	p, ok := r.passes.Get().(*pass)
	if !ok {
		p = &pass{rules: r}
	}
	defer r.passes.Put(p)
	for range most {
		p.begin(text)
		p.run()
		if len(p.edits) == 0 {
			break
		}
		text = p.write(ends)
		if !p.moved {
			break
		}
	}
	p.begin("")
	return text
}

// edit replaces a range of the text. An edit of nothing, which only inserts, goes
// to the span that ends there if it belongs to the left.
type edit struct {
	start, end int
	with       string
	left       bool
}

// pass looks at a text once, from the left. Each rule claims the range it decides
// on, changed or not, so that no two rules fight over one space: the first wins.
type pass struct {
	*rules
	text   string
	edits  []edit
	done   int     // what is claimed ends here
	quotes []quote // those that are paired, in order
	moved  bool    // an edit changed what other rules look at
}

// begin makes the pass ready for a text. What it holds is forgotten, its room kept.
func (p *pass) begin(text string) {
	*p = pass{rules: p.rules, text: text, edits: p.edits[:0]}
}

func (p *pass) claim(start, end int, with string, left bool) {
	if start < p.done {
		return
	}
	if n := len(p.edits); start == end && n > 0 && p.edits[n-1].end == start && p.edits[n-1].with != "" && p.edits[n-1].start == start {
		return
	}
	p.done = end
	if p.text[start:end] != with {
		p.edits = append(p.edits, edit{start, end, with, left})
		p.moved = p.moved || start == end || with == "" || with != "’" && !isSpace(p.next(start))
	}
}

func (p *pass) run() {
	p.pairQuotes()
	for i := 0; i < len(p.text); {
		if !p.trigger[p.text[i]] {
			i++
			continue
		}
		i = max(p.at(i), i+1)
	}
}

// at applies the rule for the character at i and gives the place to go on from.
func (p *pass) at(i int) int {
	rest := p.text[i:]
	switch c := rest[0]; {
	case c >= '0' && c <= '9':
		return p.number(i)
	case c == '\'':
		p.apostrophe(i)
		p.joinVowel(i + 1)
	case c == '"':
		p.quote(i, 1)
	case c == ':':
		return p.colon(i)
	case c == ';' || c == '!' || c == '?':
		p.high(i)
	case c == '.':
		return p.dot(i)
	case c == '-':
		return p.dash(i)
	case c == 'M' || c == 'D':
		p.title(i)
	case strings.HasPrefix(rest, "«"), strings.HasPrefix(rest, "»"):
		p.guillemet(i, len("«"))
	case strings.HasPrefix(rest, "’"):
		p.joinVowel(i + len("’"))
	case strings.HasPrefix(rest, "“"), strings.HasPrefix(rest, "”"):
		p.quote(i, len("“"))
	case strings.HasPrefix(rest, "°"), strings.HasPrefix(rest, "º"):
		p.numero(i)
	}
	return i + 1
}

// write makes the text with its edits and moves the ends of its spans.
func (p *pass) write(ends []int) string {
	size := len(p.text)
	for _, e := range p.edits {
		size += len(e.with) - (e.end - e.start)
	}
	var b strings.Builder
	b.Grow(size)
	start, from, edits := 0, 0, p.edits
	for i, end := range ends {
		for len(edits) > 0 && edits[0].within(start, end) {
			e := edits[0]
			b.WriteString(p.text[from:e.start])
			b.WriteString(e.with)
			from, edits = e.end, edits[1:]
		}
		if from < end { // else the edit reaches into the next span
			b.WriteString(p.text[from:end])
			from = end
		}
		start, ends[i] = end, b.Len()
	}
	return b.String()
}

// within says whether an edit is to be written in the span from start to end.
func (e edit) within(start, end int) bool {
	return e.start < end || e.left && e.start == e.end && e.start == end && start < end
}

// previous gives the character before i; 0 at the beginning and after a line break.
func (p *pass) previous(i int) rune {
	if i == 0 || p.text[i-1] == '\n' {
		return 0
	}
	c, _ := utf8.DecodeLastRuneInString(p.text[:i])
	return c
}

// next gives the character at i; 0 at the end and at a line break.
func (p *pass) next(i int) rune {
	if i >= len(p.text) || p.text[i] == '\n' {
		return 0
	}
	c, _ := utf8.DecodeRuneInString(p.text[i:])
	return c
}

// spaceBefore gives the place where the spaces that end at i begin.
func (p *pass) spaceBefore(i int) int {
	for i > 0 {
		c, size := utf8.DecodeLastRuneInString(p.text[:i])
		if !isSpace(c) {
			break
		}
		i -= size
	}
	return i
}

// spaceAfter gives the place where the spaces that begin at i end.
func (p *pass) spaceAfter(i int) int {
	for i < len(p.text) {
		c, size := utf8.DecodeRuneInString(p.text[i:])
		if !isSpace(c) {
			break
		}
		i += size
	}
	return i
}

// isSpace leaves out line breaks, which stay where they are.
func isSpace(c rune) bool {
	return c == ' ' || c == '\t' || c == 0xa0 || c == 0x202f || c == 0x2009
}

func isWord(c rune) bool {
	if c < utf8.RuneSelf {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}

func isDigit(c byte) bool {
	return c >= '0' && c <= '9'
}
