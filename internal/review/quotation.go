package review

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tract/internal/content"
)

// longest is how many words a quotation may have. Style guides set a longer one apart
// as an excerpt, and a summary is in our own words.
const longest = 40

// longQuotation finds quotations that are longer than the summary of somebody else's
// text should carry.
var longQuotation = rule{"review.long-quotation", func(c *campaign, t *text) {
	if t.document == nil || t.document.Kind != content.KindArticle {
		return
	}
	for _, q := range t.quotations() {
		quoted := words(string(q.words))
		if n := len(strings.Fields(strings.Trim(quoted, "«»“”\" "))); n > longest {
			t.tell(t.at(q.start), n, n-longest, quoted)
		}
	}
}}

type quotation struct {
	start int
	words []byte
}

var (
	blank    = regexp.MustCompile(`\n[ \t>]*\n`)
	quoteBar = regexp.MustCompile(`(?m)^[ \t]*(?:[-+*][ \t]+|[0-9]{1,9}[.)][ \t]+)?> ?`)
	// setApart begins a paragraph that is set apart, in a list too.
	setApart = regexp.MustCompile(`^[ \t]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)?>`)
	alert    = regexp.MustCompile(`^[ \t]*>[ \t]*\[![A-Za-z]+\]`)
)

// quotations gives what an article quotes: between quotation marks, in its front
// matter too, or set apart by > at the beginning of lines.
func (t *text) quotations() []quotation {
	var out []quotation
	for _, m := range between(t.prose[:t.body], curled) {
		out = append(out, quotation{m.start, t.prose[m.start:m.end]})
	}
	for _, p := range t.paragraphs() {
		block := t.prose[p.start:p.end]
		if t.hasKit(p) {
			continue // what somebody else will say
		}
		if setApart.Match(block) && !alert.Match(block) {
			out = append(out, quotation{p.start + len(block) - len(bytes.TrimLeft(block, " \t")), quoteBar.ReplaceAll(block, nil)})
			continue
		}
		for _, m := range between(block, curled+straight) {
			out = append(out, quotation{p.start + m.start, block[m.start:m.end]})
		}
	}
	return out
}

// Quotation marks, an opening one before its closing one. Within front matter the
// straight ones are those of YAML.
const (
	curled   = "«»“”"
	straight = `""`
)

// between finds what stands between a pair of marks, with other pairs in it.
func between(block []byte, marks string) []span {
	var out []span
	pairs := []rune(marks)
	for from := 0; ; {
		i := bytes.IndexAny(block[from:], marks)
		if i < 0 {
			return out
		}
		start := from + i
		mark, size := utf8.DecodeRune(block[start:])
		from = start + size
		open := slices.Index(pairs, mark)
		if open%2 != 0 {
			continue // a closing one alone
		}
		closing := pairs[open+1]
		for depth, at := 1, from; ; {
			end := bytes.IndexAny(block[at:], string(pairs[open:open+2]))
			if end < 0 {
				break
			}
			other, size := utf8.DecodeRune(block[at+end:])
			at += end + size
			if other == closing {
				depth--
			} else {
				depth++
			}
			if depth == 0 {
				out = append(out, span{start, at})
				from = at
				break
			}
		}
	}
}

// paragraphs gives the stretches of the body between empty lines. A quotation that is
// set apart stays whole.
func (t *text) paragraphs() []span {
	var out []span
	from := t.body
	for _, m := range append(blank.FindAllIndex(t.prose[t.body:], -1), []int{len(t.prose) - t.body, len(t.prose) - t.body}) {
		start, end := from, t.body+m[0]
		if from = t.body + m[1]; bytes.IndexByte(t.prose[t.body+m[0]:t.body+m[1]], '>') >= 0 {
			from = start
			continue
		}
		if start < end && len(bytes.TrimSpace(t.prose[start:end])) > 0 {
			for start < end && t.prose[start] == '\n' {
				start++
			}
			out = append(out, span{start, end})
		}
	}
	return out
}
