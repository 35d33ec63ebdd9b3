package check

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// written holds what was read of a page against its tags, one by one. Where some are left
// out, moved or doubled, browsers of another year do it otherwise, and what one of them
// leaves out another may run. So do not comments, which none of our pages has: they end,
// and begin, in more ways than one.
func written(_ *site, p *page) {
	z := html.NewTokenizer(bytes.NewReader(p.src))
	begun, drawings, at := false, 0, 0
	for {
		kind, raw, fine := z.Next(), z.Raw(), true
		switch kind {
		case html.ErrorToken: // the end
			if at = p.next(at, ""); at < len(p.elements) {
				ambiguous(p, "<"+p.elements[at].name+">")
			}
			return
		case html.DoctypeToken:
			fine = !begun && strings.EqualFold(string(z.Text()), "html")
			begun = true
		case html.TextToken:
			fine = begun || len(split(string(raw))) == 0
		case html.CommentToken:
			fine = false
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "svg" {
				drawings--
			}
		default:
			tag, attributes := named(z)
			at = p.next(at, tag)
			fine = begun && at < len(p.elements) && strings.EqualFold(p.elements[at].name, tag) && len(p.elements[at].attributes) == attributes
			at++
			if tag == "svg" && kind == html.StartTagToken {
				drawings++
			}
			if tag == "noscript" || drawings > 0 {
				z.NextIsNotRawText()
			}
		}
		if !fine {
			ambiguous(p, string(raw))
			return
		}
	}
}

func ambiguous(p *page, from string) {
	p.report("check.ambiguous", from).WithHint("hint.check.ambiguous")
}

// named gives the name of a tag, and how many attributes it has.
func named(z *html.Tokenizer) (name string, attributes int) {
	b, more := z.TagName()
	for more {
		_, _, more = z.TagAttr()
		attributes++
	}
	return string(b), attributes
}

// next gives the place of the first element, from one on, that is of that name or that
// stands where no tag need be written.
func (p *page) next(at int, name string) int {
	for at < len(p.elements) && p.elements[at].name != name && len(p.elements[at].attributes) == 0 && implied[p.elements[at].name] {
		at++
	}
	return at
}

// implied are the elements that every parser adds, and in the same places.
var implied = map[string]bool{"html": true, "head": true, "body": true, "tbody": true, "colgroup": true, "tr": true}
