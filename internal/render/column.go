package render

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// What text/template finds while it parses has a line and no column, and the line
// is often only that of the end of the file.

// column counts characters from 1, where templates count bytes from 0.
func column(src string, line, offset int) int {
	text := lineOf(src, line)
	return utf8.RuneCountInString(text[:min(offset, len(text))]) + 1
}

// lineOf gives a line, counted from 1, "" where there is none.
func lineOf(src string, line int) string {
	lines := strings.Split(src, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return lines[line-1]
}

// action is one of a template, and named what a fault quotes of it.
var (
	action = regexp.MustCompile(`\{\{.*?(?:\}\}|$)`)
	named  = regexp.MustCompile(`"(.+)"|^missing value for (\w+)|^(\{\{\w+\}\}) outside |constant: (.+)$|^too many declarations in (\w+)$`)
)

// actionColumn gives the column of the line's action that a fault is about, 0
// where that may be any of several.
func actionColumn(src string, line int, says string) int {
	text := lineOf(src, line)
	word := ""
	if m := named.FindStringSubmatch(says); m != nil {
		word = m[1] + m[2] + m[3] + m[4] + m[5]
	}
	var whole, part [][]int
	for _, m := range action.FindAllStringIndex(text, -1) {
		whole = append(whole, m)
		open := !strings.HasSuffix(text[m[0]:m[1]], "}}")
		if open && strings.HasPrefix(says, "unclosed") || word != "" && strings.Contains(text[m[0]:m[1]], word) {
			part = append(part, m)
		}
	}
	switch {
	case len(part) == 1:
		return column(src, line, part[0][0])
	case len(whole) == 1:
		return column(src, line, whole[0][0])
	}
	return 0
}

// locate finds what a fault is about that a whole file must be read for.
func locate(src, says string) (offset int, ok bool) {
	switch {
	case says == "unexpected EOF":
		open, _ := brackets(src)
		return last(open)
	case strings.Contains(says, "{{end}}") && strings.HasPrefix(says, "unexpected"), strings.Contains(says, "{{else}}"):
		_, stray := brackets(src)
		return stray, stray >= 0
	case strings.HasPrefix(says, "unterminated"), strings.HasPrefix(says, "unclosed left paren"), strings.Contains(says, "comment"):
		return openSign(src)
	}
	return 0, false
}

func last(offsets []int) (int, bool) {
	if len(offsets) == 0 {
		return 0, false
	}
	return offsets[len(offsets)-1], true
}

// bracket finds the actions that open a block, those that divide one and those that
// end one.
var bracket = regexp.MustCompile(`(?s)\{\{(?:- )?\s*(?:/\*.*?\*/|(if|range|with|define|block|end|else)\b\s*(\}|-\})?)`)

// brackets finds the blocks that no {{end}} ends, from the outermost in, and the
// first {{end}} or {{else}} that belongs to none, -1 if each does.
func brackets(src string) (open []int, stray int) {
	var divided []bool // whether the block cannot take an {{else}}
	for _, m := range bracket.FindAllStringSubmatchIndex(src, -1) {
		if m[2] < 0 {
			continue // a comment
		}
		word, top := src[m[2]:m[3]], len(open)-1
		switch {
		case word != "end" && word != "else":
			open, divided = append(open, m[0]), append(divided, word == "define" || word == "block")
		case top < 0 || word == "else" && divided[top]:
			return open, m[0]
		case word == "else":
			divided[top] = m[4] >= 0 // {{else if}} leaves room for another
		default:
			open, divided = open[:top], divided[:top]
		}
	}
	return open, -1
}

// openSign finds the first quote, parenthesis or comment that is not closed in its
// action.
func openSign(src string) (offset int, ok bool) {
	for i := 0; ; {
		begin := strings.Index(src[i:], "{{")
		if begin < 0 {
			return 0, false
		}
		begin += i
		i = begin + 2
		if strings.HasPrefix(src[i:], "- ") {
			i += 2
		}
		if strings.HasPrefix(src[i:], "/*") {
			end := commentEnd.FindStringIndex(src[i:])
			if end == nil || strings.Index(src[i:], "*/") != end[0] {
				return begin, true
			}
			i += end[1]
			continue
		}
		if i, offset = closeAction(src, i); offset >= 0 {
			return offset, true
		}
	}
}

var commentEnd = regexp.MustCompile(`\*/(?:\s-)?\}\}`)

// closeAction reads an action to behind its end, or gives the sign in it that is
// open there, else -1.
func closeAction(src string, i int) (end, open int) {
	var parentheses []int
	for ; i < len(src); i++ {
		switch c := src[i]; c {
		case '"', '\'', '`':
			closed := closeQuote(src, i)
			if closed < 0 {
				return i, i
			}
			i = closed
		case '(':
			parentheses = append(parentheses, i)
		case ')':
			parentheses = parentheses[:max(len(parentheses)-1, 0)]
		case '}':
			if strings.HasPrefix(src[i:], "}}") {
				if open, ok := last(parentheses); ok {
					return i, open
				}
				return i + 2, -1
			}
		}
	}
	return i, -1
}

// closeQuote gives the place of the quote that closes the one at i, or -1.
func closeQuote(src string, i int) int {
	for k := i + 1; k < len(src); k++ {
		switch {
		case src[k] == src[i]:
			return k
		case src[i] == '`':
		case src[k] == '\n':
			return -1
		case src[k] == '\\':
			k++
		}
	}
	return -1
}
