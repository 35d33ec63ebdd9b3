package check

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"tract/internal/diag"
)

// style finds addresses elsewhere that a style sheet has browsers ask for.
func style(path string, src []byte, list *diag.List) {
	charset, declared := bytes.CutPrefix(src, []byte(`@charset "`))
	if !isText(src) || declared && !strings.HasPrefix(strings.ToLower(string(charset)), `utf-8"`) {
		list.Errorf(diag.Position{File: path}, "check.unreadable")
	}
	for _, address := range sheetAddresses(string(src)) {
		lower := strings.ToLower(address)
		if !within(address) && !strings.HasPrefix(lower, "data:image/") && !strings.HasPrefix(lower, "data:font/") {
			list.Errorf(diag.Position{File: path}, "check.offsite", address)
		}
	}
}

// loading are the functions of CSS in which a text is an address.
var loading = []string{
	"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "filter", "-webkit-filter", "@import",
}

// elsewhere are those that stand for what is written somewhere else; so do all whose
// names begin with two hyphens.
var elsewhere = []string{"var", "env", "attr", "inherit"}

// sheet is a style sheet that is being read, as CSS Syntax has it: a name may be written
// with backslashes, and white space and comments may stand around an address.
type sheet struct {
	src   string
	at    int
	open  []block // around this place
	found []string
	texts []string // in no function that loads anything
	whole bool     // one that does has its address from elsewhere
}

// block is what ends with a sign, and the function that it is, if any.
type block struct {
	name string
	end  byte
}

// ends are the signs that end what others begin.
var ends = map[byte]byte{'(': ')', '[': ']', '{': '}'}

// breaks are the ways to end a line, which are one to CSS.
var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n")

// sheetAddresses gives the addresses that a style sheet loads: all texts that could be,
// where it does not say which.
func sheetAddresses(src string) []string {
	s := &sheet{src: breaks.Replace(src)}
	for s.at < len(s.src) {
		switch c := s.src[s.at]; {
		case strings.HasPrefix(s.src[s.at:], "/*"):
			s.skipComment()
		case c == '"' || c == '\'':
			if text := s.text(c); s.loads() {
				s.found = append(s.found, text)
			} else {
				s.texts = append(s.texts, text)
			}
		case c == '@' || c == '#' || s.inName():
			s.name()
		case ends[c] != 0:
			s.open = append(s.open, block{end: ends[c]})
			s.at++
		case len(s.open) > 0 && c == s.open[len(s.open)-1].end: // any other ends nothing
			s.open = s.open[:len(s.open)-1]
			s.at++
		default:
			s.at++
		}
	}
	if s.whole {
		return append(s.found, s.texts...)
	}
	return s.found
}

// loads says whether a text would be an address here.
func (s *sheet) loads() bool {
	return slices.ContainsFunc(s.open, func(b block) bool { return slices.Contains(loading, b.name) })
}

func (s *sheet) skipComment() {
	_, after, ok := strings.Cut(s.src[s.at+2:], "*/")
	if s.at = len(s.src); ok {
		s.at -= len(after)
	}
}

func isName(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '\\' || c >= 0x80
}

// inName says whether the next sign is part of a name.
func (s *sheet) inName() bool {
	return s.at < len(s.src) && isName(s.src[s.at]) && !strings.HasPrefix(s.src[s.at:], "\\\n")
}

// name reads a name, and what it opens.
func (s *sheet) name() {
	var b strings.Builder
	if c := s.src[s.at]; c == '@' || c == '#' {
		b.WriteByte(c)
		s.at++
	}
	for s.inName() {
		s.sign(&b)
	}
	name := strings.ToLower(b.String())
	switch {
	case name == "@import":
		s.open = append(s.open, block{name, ';'})
	case s.at < len(s.src) && s.src[s.at] == '(':
		s.at++
		s.whole = s.whole || s.loads() && (slices.Contains(elsewhere, name) || strings.HasPrefix(name, "--"))
		s.open = append(s.open, block{name, ')'})
		if name == "url" {
			s.bare()
		}
	}
}

// bare reads an address that stands in url() without quotation marks, if one does.
func (s *sheet) bare() {
	s.at += len(s.src[s.at:]) - len(strings.TrimLeft(s.src[s.at:], " \t\n"))
	if s.at < len(s.src) && (s.src[s.at] == '"' || s.src[s.at] == '\'') {
		return
	}
	var b strings.Builder
	for s.at < len(s.src) && s.src[s.at] != ')' {
		s.sign(&b)
	}
	s.found = append(s.found, strings.TrimSpace(b.String()))
}

// text reads a text in quotation marks.
func (s *sheet) text(quote byte) string {
	var b strings.Builder
	for s.at++; s.at < len(s.src) && s.src[s.at] != quote && s.src[s.at] != '\n'; {
		s.sign(&b)
	}
	s.at = min(s.at+1, len(s.src))
	return b.String()
}

// sign reads one sign, which may be written as a backslash and its number.
func (s *sheet) sign(b *strings.Builder) {
	if s.src[s.at] != '\\' || s.at+1 == len(s.src) {
		b.WriteByte(s.src[s.at])
		s.at++
		return
	}
	s.at++
	digits := 0
	for digits < 6 && s.at+digits < len(s.src) && strings.IndexByte("0123456789abcdefABCDEF", s.src[s.at+digits]) >= 0 {
		digits++
	}
	if digits == 0 {
		if s.src[s.at] != '\n' { // a line that goes on
			b.WriteByte(s.src[s.at])
		}
		s.at++
		return
	}
	number, err := strconv.ParseUint(s.src[s.at:s.at+digits], 16, 32)
	if err == nil {
		b.WriteRune(rune(number))
	}
	if s.at += digits; s.at < len(s.src) && strings.IndexByte(" \t\n", s.src[s.at]) >= 0 {
		s.at++
	}
}
