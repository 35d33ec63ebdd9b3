// Package check looks at a finished site as a stranger would: it reads every page
// again and judges what stands there, whatever made it.
//
// [Outputs] takes the files of a site by path and gives a diagnostic for each
// thing that no page of ours may have: a link or an anchor that leads nowhere, an
// id that stands twice, a script or a style in the page, an address elsewhere
// that a browser would ask for by itself, an address of a kind that we do not
// allow, an image without words for those who cannot see it, headings that do not
// form an outline. It is the second of two layers: the first refuses such things
// in content, this one also guards a site's own templates.
//
// A rule is one file, and a function in [rules].
package check

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"tract/internal/diag"
)

// page is one HTML file, read.
type page struct {
	path     string
	elements []element
	ids      map[string]bool
	list     *diag.List
}

// element is a start tag with its attributes.
type element struct {
	name       string
	attributes []html.Attribute
	text       string // of a script or style: what is inside
}

// get gives an attribute's value.
func (e *element) get(name string) (string, bool) {
	for _, a := range e.attributes {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// report adds a fault of the page.
func (p *page) report(code string, args ...any) {
	p.list.Errorf(diag.Position{File: p.path}, code, args...)
}

// site is all files, to follow links in.
type site struct {
	files    map[string][]byte
	pages    map[string]*page
	outlined map[string]bool
}

// rules are all there are, in the order they run.
var rules = []func(*site, *page){links, identifiers, active, offsite, outline}

// Outputs judges the files of a site, by path. outlined are the pages whose text has
// been told to skip a level of headings, which is not told again.
func Outputs(files map[string][]byte, outlined map[string]bool) diag.List {
	var list diag.List
	s := &site{files: files, pages: map[string]*page{}, outlined: outlined}
	paths := slices.Sorted(maps.Keys(files))
	for _, path := range paths {
		if strings.HasSuffix(path, ".html") {
			s.pages[path] = read(path, files[path], &list)
		}
	}
	for _, path := range paths {
		if p := s.pages[path]; p != nil {
			for _, rule := range rules {
				rule(s, p)
			}
		}
	}
	return list
}

// read takes a page apart as a browser's tokenizer does.
func read(path string, src []byte, list *diag.List) *page {
	p := &page{path: path, list: list}
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return p
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			p.elements = append(p.elements, element{name: t.Data, attributes: t.Attr})
		case html.TextToken:
			if n := len(p.elements); n > 0 && (p.elements[n-1].name == "script" || p.elements[n-1].name == "style") {
				p.elements[n-1].text += string(z.Text())
			}
		}
	}
}
