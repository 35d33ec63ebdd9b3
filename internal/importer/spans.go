package importer

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// spans writes the text that an element holds, without the space around it.
func (w *writer) spans(n *html.Node, depth int) (string, bool) {
	text, ok := w.within(n, depth)
	return strings.TrimSpace(text), ok
}

func (w *writer) within(n *html.Node, depth int) (string, bool) {
	out, ok := "", true
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		text, fine := w.span(c, depth+1)
		out, ok = out+text, ok && fine
	}
	return out, ok
}

func (w *writer) span(n *html.Node, depth int) (string, bool) {
	switch {
	case n.Type == html.TextNode:
		return w.text(n.Data), true
	case n.Type == html.CommentNode:
		w.inform(w.at, n.Data, "importer.comment")
		return "", true
	case n.Type != html.ElementNode || depth > nested:
		return "", false
	case n.Data == "br":
		return "\\\n", n.NextSibling != nil
	case n.Data == "img":
		return w.captured(func() { w.image(w.at, attr(n, "alt"), attr(n, "src"), attr(n, "title")) }), true
	case n.Data == "code" || n.Data == "kbd":
		text, ok := plainText(n)
		return w.body.span(text), ok && strings.TrimSpace(text) != ""
	}
	inner, ok := w.within(n, depth)
	switch {
	case !ok:
		return "", false
	case n.Data == "a" && attr(n, "href") != "" && inner != "":
		return w.captured(func() { w.link(w.at, inner, attr(n, "href"), attr(n, "title")) }), true
	case emphasis[n.Data] != "" && n.Data != "summary":
		return emphasized(emphasis[n.Data], inner, lastOf(n.PrevSibling), firstOf(n.NextSibling))
	case n.Data == "sup" || n.Data == "sub":
		return raised(n.Data, inner, lastOf(n.PrevSibling))
	case slices.Contains(wrappers, n.Data) && n.Data != "details":
		return inner, true
	}
	return "", false
}

// lastOf and firstOf give the text beside an element.
func lastOf(n *html.Node) string {
	if n == nil || n.Type != html.TextNode {
		return ""
	}
	return n.Data
}

func firstOf(n *html.Node) string { return lastOf(n) }

// captured gives what a function writes, and takes it out of the new text.
func (w *writer) captured(f func()) string {
	from := len(w.out)
	f()
	text := string(w.out[from:])
	w.out = w.out[:from]
	return text
}

var (
	spaces    = regexp.MustCompile(`[ \t\n]+`)
	special   = regexp.MustCompile("[\\\\`*_\\[\\]<]")
	lineStart = regexp.MustCompile(`^\s*([#>+-]|\d+[.)]|~~~|=)`)
)

// text writes plain text, so that no sign in it means anything.
func (w *writer) text(s string) string {
	s = special.ReplaceAllString(spaces.ReplaceAllString(s, " "), `\$0`)
	if m := lineStart.FindStringSubmatchIndex(s); m != nil && s[m[2]] != '~' {
		s = s[:m[3]-1] + `\` + s[m[3]-1:]
	}
	return s
}

// plainText gives the text of an element that holds nothing else.
func plainText(n *html.Node) (string, bool) {
	out := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			out += c.Data
		case c.Type == html.ElementNode && (c.Data == "code" || c.Data == "span" || c.Data == "em" || c.Data == "strong"):
			text, ok := plainText(c)
			if !ok {
				return "", false
			}
			out += text
		default:
			return "", false
		}
	}
	return out, true
}
