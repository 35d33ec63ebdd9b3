package check

import (
	"bytes"
	"cmp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"tract/internal/diag"
)

// page is one HTML file, read as browsers read it: what they would put elsewhere, or
// take for the end of something, is where they have it.
type page struct {
	path     string
	src      []byte
	elements []element // in the order of the document
	ids      map[string]bool
	hidden   rune // the first sign of its texts that hides, 0 for none
	list     *diag.List
}

// element is an element with its attributes.
type element struct {
	name       string
	space      string // "svg", "math", or "" for HTML
	attributes []html.Attribute
	text       string // of a script: what is inside
	parent     int    // index of the element around it, -1 for the outermost
}

// get gives an attribute's value.
func (e *element) get(name string) (string, bool) {
	for _, a := range e.attributes {
		if a.Key == name && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

// words gives the words of an attribute, in lower case.
func (e *element) words(name string) []string {
	value, _ := e.get(name)
	return split(strings.ToLower(value))
}

// split gives the words of a text, between what HTML and policies take for white space:
// a space that does not break, for one, is part of a word.
func split(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n\f\r", r) })
}

// report adds a fault of the page.
func (p *page) report(code string, args ...any) *diag.Diagnostic {
	return p.list.Errorf(diag.Position{File: p.path}, code, args...)
}

// isText says whether bytes are what they are read as here, in whatever encoding a file
// says that it is: a mark at its beginning or a word of its own may have browsers read
// another text.
func isText(src []byte) bool {
	return utf8.Valid(src) && bytes.IndexByte(src, 0) < 0
}

// read takes a page apart, as a browser without scripts does, which sees more.
func read(path string, src []byte, list *diag.List) *page {
	p := &page{path: path, src: src, list: list}
	root, err := html.ParseWithOptions(bytes.NewReader(src), html.ParseOptionEnableScripting(false))
	if err != nil || !isText(src) {
		p.report("check.unreadable")
		return p
	}
	at := map[*html.Node]int{root: -1}
	var seen sight
	for n := range root.Descendants() {
		if n.Type == html.TextNode && p.hidden == 0 {
			p.hidden = seen.text(n)
		}
		if n.Type != html.ElementNode {
			continue
		}
		e := element{name: n.Data, space: n.Namespace, attributes: n.Attr, parent: at[n.Parent]}
		if e.name == "script" && n.FirstChild != nil {
			e.text = n.FirstChild.Data
		}
		at[n] = len(p.elements)
		p.elements = append(p.elements, e)
	}
	p.hidden = cmp.Or(p.hidden, seen.end())
	return p
}
