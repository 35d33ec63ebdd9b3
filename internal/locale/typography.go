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
	if !l.rules.concerns(s) {
		return s
	}
	spans := [1]string{s}
	return l.rules.apply(spans[:])[0]
}

// TypographySpans does the same for the text nodes of one block, in order, so that
// a quotation may begin in one and end in another. What is not text (code, an
// image) stands between them as a span of "\uFFFC", which stays as it is, and so
// does every line break. The result has as many spans; spans itself is not changed,
// and is what is returned when there is nothing to do.
func (l *Locale) TypographySpans(spans []string) []string {
	for _, s := range spans {
		if l.rules.concerns(s) {
			return l.rules.apply(spans)
		}
	}
	return spans
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
func (r *rules) apply(spans []string) []string {
	const most = 6
	for range most {
		p := pass{rules: r, text: spans[0]}
		if len(spans) > 1 {
			p.text = strings.Join(spans, "")
		}
		p.run()
		if len(p.edits) == 0 {
			return spans
		}
		spans = p.write(spans)
		if !p.moved {
			return spans
		}
	}
	return spans
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

// write makes the spans with their edits.
func (p *pass) write(spans []string) []string {
	out := make([]string, len(spans))
	start, from, edits := 0, 0, p.edits
	for i, s := range spans {
		end := start + len(s)
		var b strings.Builder
		changed := from > start // an edit reaches into this span
		from = max(from, start)
		for len(edits) > 0 && edits[0].within(start, end) {
			e := edits[0]
			b.WriteString(p.text[from:e.start])
			b.WriteString(e.with)
			from, edits, changed = e.end, edits[1:], true
		}
		if from < end {
			if changed {
				b.WriteString(p.text[from:end])
			}
			from = end
		}
		out[i] = s
		if changed {
			out[i] = b.String()
		}
		start = end
	}
	return out
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
