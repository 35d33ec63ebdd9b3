package check

import (
	"slices"
	"strconv"
	"strings"

	"tract/internal/diag"
)

// style finds addresses elsewhere that a style sheet has browsers ask for.
func style(path string, src []byte, list *diag.List) {
	for _, address := range sheetAddresses(string(src)) {
		lower := strings.ToLower(address)
		if !within(address) && !strings.HasPrefix(lower, "data:image/") && !strings.HasPrefix(lower, "data:font/") {
			list.Errorf(diag.Position{File: path}, "check.offsite", address)
		}
	}
}

// loading are the functions of CSS in which a text is an address.
var loading = []string{"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "@import"}

// sheet is a style sheet that is being read, as CSS Syntax has it: a name may be written
// with backslashes, and white space and comments may stand around an address.
type sheet struct {
	src   string
	at    int
	open  []string // the functions around this place, "" for plain parentheses
	found []string
}

// sheetAddresses gives the addresses that a style sheet loads.
func sheetAddresses(src string) []string {
	s := &sheet{src: src}
	for s.at < len(src) {
		switch c := src[s.at]; {
		case strings.HasPrefix(src[s.at:], "/*"):
			s.skipComment()
		case c == '"' || c == '\'':
			if text := s.text(c); slices.ContainsFunc(s.open, func(f string) bool { return slices.Contains(loading, f) }) {
				s.found = append(s.found, text)
			}
		case c == '@' || isName(c):
			s.name()
		case c == '(':
			s.open = append(s.open, "")
			s.at++
		case c == ')':
			s.open = s.open[:max(0, len(s.open)-1)]
			s.at++
		case c == ';' || c == '{' || c == '}':
			s.open = nil
			s.at++
		default:
			s.at++
		}
	}
	return s.found
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

// name reads a name, and what it opens.
func (s *sheet) name() {
	var b strings.Builder
	if s.src[s.at] == '@' {
		b.WriteByte('@')
		s.at++
	}
	for s.at < len(s.src) && isName(s.src[s.at]) {
		s.sign(&b)
	}
	name := strings.ToLower(b.String())
	switch {
	case name == "@import":
		s.open = []string{name}
	case s.at < len(s.src) && s.src[s.at] == '(':
		s.at++
		s.open = append(s.open, name)
		if name == "url" {
			s.bare()
		}
	}
}

// bare reads an address that stands in url() without quotation marks, if one does.
func (s *sheet) bare() {
	s.at += len(s.src[s.at:]) - len(strings.TrimLeft(s.src[s.at:], " \t\r\n\f"))
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
	if s.at += digits; s.at < len(s.src) && strings.IndexByte(" \t\r\n\f", s.src[s.at]) >= 0 {
		s.at++
	}
}
