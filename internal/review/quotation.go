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
	var pairs []span         // by where they open; those that nothing closes have no end
	open := map[rune][]int{} // those that are open, by what closes them
	signs := []rune(marks)
	for from := 0; ; {
		i := bytes.IndexAny(block[from:], marks)
		if i < 0 {
			break
		}
		start := from + i
		mark, size := utf8.DecodeRune(block[start:])
		from = start + size
		if last := len(open[mark]) - 1; last >= 0 {
			pairs[open[mark][last]].end = from
			open[mark] = open[mark][:last]
		}
		if i := slices.Index(signs, mark); i%2 == 0 {
			open[signs[i+1]] = append(open[signs[i+1]], len(pairs))
			pairs = append(pairs, span{start, 0})
		}
	}
	from := 0
	return slices.DeleteFunc(pairs, func(s span) bool {
		outer := s.end > 0 && s.start >= from
		if outer {
			from = s.end
		}
		return !outer
	})
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
