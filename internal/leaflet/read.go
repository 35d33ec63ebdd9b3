package leaflet

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tract/internal/markdown"
	"tract/internal/site"
)

// Body gives the text of a page. body is the page's with its markup: the program's
// own, so what is not known here needs no care, and its text is taken.
func Body(p *site.Page, body *markdown.Document) []Block {
	r := &reader{page: p, body: body}
	markup := body.Append(nil, r.fill)
	nodes, err := html.ParseFragment(bytes.NewReader(markup), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		panic("internal error: " + err.Error()) // a text in memory can be read
	}
	root := &html.Node{Type: html.ElementNode, Data: "body"}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return r.blocks(root)
}

// reader turns a page's markup into blocks.
type reader struct {
	page *site.Page
	body *markdown.Document
}

// kitElement stands for a kit in the markup that is read here.
const kitElement = "tract-kit"

// fill writes what belongs into a hole. Paper has no links within the site, and no
// pictures.
func (r *reader) fill(dst []byte, h markdown.Hole) []byte {
	switch h.Kind {
	case markdown.RefAttributes:
		return markdown.AppendAttribute(dst, "href", r.page.Targets[h.Index].URL)
	case markdown.RefText:
		return markdown.AppendProse(dst, r.page.Language, r.page.Targets[h.Index].Text)
	case markdown.KitBlock:
		dst = markdown.AppendAttribute(append(dst, "<"+kitElement...), "id", strconv.Itoa(h.Index))
		return append(dst, "></"+kitElement+">"...)
	}
	return dst
}

// blocks reads what an element holds.
func (r *reader) blocks(parent *html.Node) []Block {
	var list []Block
	var loose []Span // text that no paragraph holds, as in the items of a list
	flush := func() {
		if loose = trimmed(loose); len(loose) > 0 {
			list = append(list, Block{Kind: Paragraph, Text: loose})
		}
		loose = nil
	}
	for n := range parent.ChildNodes() {
		if n.Type != html.ElementNode {
			loose = r.spans(loose, n, 0)
			continue
		}
		blocks, ok := r.element(n)
		if !ok {
			loose = r.spans(loose, n, 0)
			continue
		}
		flush()
		list = append(list, blocks...)
	}
	flush()
	return list
}

// element reads an element that is a block; ok says whether it is one.
func (r *reader) element(n *html.Node) (blocks []Block, ok bool) {
	text := func(kind Kind) []Block {
		if spans := trimmed(r.spans(nil, n, 0)); len(spans) > 0 {
			return []Block{{Kind: kind, Text: spans}}
		}
		return nil
	}
	switch n.Data {
	case "p":
		return text(Paragraph), true
	case "h2":
		return text(Heading), true
	case "h3", "h4", "h5", "h6":
		return text(Minor), true
	case "ul", "ol":
		return r.items(n), true
	case "blockquote":
		return []Block{{Kind: Quote, Within: r.blocks(n)}}, true
	case "aside":
		return []Block{r.alert(n)}, true
	case "section":
		return append([]Block{{Kind: Rule}}, r.blocks(n)...), true
	case "table":
		return r.rows(n), true
	case "pre":
		return []Block{{Kind: Quote, Within: []Block{{Kind: Paragraph, Text: trimmed(lines(textOf(n)))}}}}, true
	case "hr":
		return []Block{{Kind: Rule}}, true
	case "figure":
		return nil, true
	case "div":
		return r.blocks(n), true
	case kitElement:
		return []Block{r.kit(n)}, true
	}
	return nil, false
}

// items reads a list.
func (r *reader) items(list *html.Node) []Block {
	kind := Item
	if attribute(list, "class") == "steps" {
		kind = Step
	}
	number := 1
	if start, err := strconv.Atoi(attribute(list, "start")); err == nil {
		number = start
	}
	var items []Block
	for n := range list.ChildNodes() {
		if n.Data != "li" {
			continue
		}
		b := Block{Kind: kind, Mark: "•", Within: r.blocks(n)}
		if list.Data == "ol" {
			b.Mark = strconv.Itoa(number)
			if kind == Item {
				b.Mark += "."
			}
			number++
		} else if attribute(n, "class") == "task" {
			b.Mark = boxMark
			if checked(n) {
				b.Mark = tickedMark
			}
		}
		items = append(items, b)
	}
	return items
}

// checked says whether an item of a list of tasks is done.
func checked(item *html.Node) bool {
	for n := range item.Descendants() {
		if n.Data == "input" {
			return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "checked" })
		}
	}
	return false
}

// alert reads a text apart. Its first paragraph is its title.
func (r *reader) alert(n *html.Node) Block {
	within := r.blocks(n)
	if len(within) == 0 {
		return Block{Kind: Notice}
	}
	return Block{Kind: Notice, Text: within[0].Text, Within: within[1:]}
}

// rows reads a table. A column of paper is too narrow for one, so each row is a
// paragraph of its own: the first cell, and the others under the names of theirs.
func (r *reader) rows(table *html.Node) []Block {
	var names [][]Span
	var list []Block
	for row := range table.Descendants() {
		if row.Data != "tr" {
			continue
		}
		var cells [][]Span
		head := false
		for cell := range row.ChildNodes() {
			if cell.Data == "th" || cell.Data == "td" {
				head = head || cell.Data == "th"
				cells = append(cells, trimmed(r.spans(nil, cell, 0)))
			}
		}
		if head {
			names = cells
			continue
		}
		list = append(list, Block{Kind: Item, Mark: "•", Within: []Block{{Kind: Paragraph, Text: joined(names, cells)}}})
	}
	return list
}

// joined sets the cells of a row below one another.
func joined(names, cells [][]Span) []Span {
	var line []Span
	for i, cell := range cells {
		if len(cell) == 0 {
			continue
		}
		if len(line) > 0 {
			line = append(line, Span{Style: Break})
		}
		switch {
		case i == 0:
			cell = embolden(cell)
		case i < len(names) && len(names[i]) > 0:
			line = append(append(line, names[i]...), Span{Text: " – "})
		}
		line = append(line, cell...)
	}
	return line
}

func embolden(spans []Span) []Span {
	spans = slices.Clone(spans)
	for i := range spans {
		spans[i].Style |= Bold
	}
	return spans
}

// kit reads a text to send, say or put to a vote. Its blanks are lines for a pen.
func (r *reader) kit(n *html.Node) Block {
	index, err := strconv.Atoi(attribute(n, "id"))
	if err != nil || index >= len(r.body.Kits) {
		panic("internal error: no such kit")
	}
	k, l := &r.body.Kits[index], r.page.Language
	b := Block{Kind: Frame, Text: plain(l.T("kit." + k.Name))}
	for _, field := range []struct{ label, text string }{{"kit.to", k.To}, {"kit.subject", k.Subject}} {
		if field.text != "" {
			b.Within = append(b.Within, Block{Kind: Paragraph, Text: []Span{{l.T(field.label) + " ", Bold}, {Text: field.text}}})
		}
	}
	paragraph := Block{Kind: Paragraph}
	flush := func() {
		if text := trimmed(paragraph.Text); len(text) > 0 {
			b.Within = append(b.Within, Block{Kind: Paragraph, Text: text})
		}
		paragraph.Text = nil
	}
	for _, part := range k.Parts {
		if part.Blank {
			paragraph.Text = append(paragraph.Text, Span{part.Text, Blank})
			continue
		}
		for i, text := range strings.Split(part.Text, "\n\n") {
			if i > 0 {
				flush()
			}
			paragraph.Text = append(paragraph.Text, lines(text)...)
		}
	}
	flush()
	return b
}

// lines gives a text whose lines end where they are written to end.
func lines(text string) []Span {
	var spans []Span
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			spans = append(spans, Span{Style: Break})
		}
		if line != "" {
			spans = append(spans, Span{Text: line})
		}
	}
	return spans
}
