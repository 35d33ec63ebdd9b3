package leaflet

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// spans adds the text of a node.
func (r *reader) spans(list []Span, n *html.Node, style Style) []Span {
	if n.Type == html.TextNode {
		return append(list, Span{strings.ReplaceAll(n.Data, "\n", " "), style})
	}
	if n.Type != html.ElementNode {
		return list
	}
	switch n.Data {
	case "strong":
		style |= Bold
	case "sup":
		style |= Raised
	case "del":
		style |= Struck
	case "br":
		return append(list, Span{Style: Break})
	case "a":
		if attribute(n, "class") == "footnote-back" {
			return list
		}
	}
	for child := range n.ChildNodes() {
		list = r.spans(list, child, style)
	}
	if n.Data == "a" {
		list = append(list, address(n, style)...)
	}
	return list
}

// longestAddress is the longest that is worth typing.
const longestAddress = 40

// address gives the address of a link elsewhere, if the link's text does not say it
// and somebody may want to type it.
func address(n *html.Node, style Style) []Span {
	_, rest, ok := strings.Cut(attribute(n, "href"), "://")
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
	if !ok || utf8.RuneCountInString(rest) > longestAddress || strings.Contains(textOf(n), rest) {
		return nil
	}
	return []Span{{" (" + rest + ")", style}}
}

// trimmed takes the space off both ends, and what says nothing.
func trimmed(spans []Span) []Span {
	empty := func(s Span) bool {
		return s.Style == Break || s.Style&Blank == 0 && strings.Trim(s.Text, " \n\t") == ""
	}
	for len(spans) > 0 && empty(spans[0]) {
		spans = spans[1:]
	}
	for len(spans) > 0 && empty(spans[len(spans)-1]) {
		spans = spans[:len(spans)-1]
	}
	if n := len(spans); n > 0 {
		spans[0].Text = strings.TrimLeft(spans[0].Text, " ")
		spans[n-1].Text = strings.TrimRight(spans[n-1].Text, " ")
	}
	return spans
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf gives the text of a node.
func textOf(n *html.Node) string {
	var b strings.Builder
	for child := range n.Descendants() {
		if child.Type == html.TextNode {
			b.WriteString(child.Data)
		}
	}
	return b.String()
}
