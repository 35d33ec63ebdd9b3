package check

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"tract/internal/diag"
)

// page is one HTML file, read as browsers read it: what they would put elsewhere, or
// take for the end of something, is where they have it.
type page struct {
	path     string
	elements []element // in the order of the document
	ids      map[string]bool
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
	return strings.Fields(strings.ToLower(value))
}

// report adds a fault of the page.
func (p *page) report(code string, args ...any) *diag.Diagnostic {
	return p.list.Errorf(diag.Position{File: p.path}, code, args...)
}

// read takes a page apart.
func read(path string, src []byte, list *diag.List) *page {
	p := &page{path: path, list: list}
	root, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		p.report("check.unreadable")
		return p
	}
	at := map[*html.Node]int{root: -1}
	for n := range root.Descendants() {
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
	return p
}
