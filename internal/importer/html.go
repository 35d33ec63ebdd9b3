package importer

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var blockTag = regexp.MustCompile(`^ {0,3}<([A-Za-z][A-Za-z0-9]*)[\s/>]`)

// exact are the elements that Markdown may say as exactly, tried as wholes.
var exact = []string{"table", "ul", "ol", "dl", "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "figure"}

func blockElement(line string) bool {
	name := strings.ToLower(blockTag.FindStringSubmatch(line)[1])
	return slices.Contains(exact, name) || slices.Contains(embedding, name)
}

// htmlBlock writes an element that has lines of its own: as Markdown if that says the
// same, else as code.
func (b *body) htmlBlock(line string) bool {
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	if b.wraps > 0 {
		line = line[indent:] // what is set in within <div> is no code
	}
	if !blockTag.MatchString(line) || !blockElement(line) {
		return false
	}
	start := b.i + indent
	t, ok := readTag(b.src[start:])
	if !ok || t.attributes["markdown"] != "" {
		return false
	}
	end := start + len(t.raw)
	if t.name != "hr" && t.name != "embed" {
		if end = b.endOf(start, t.name); end == start+len(t.raw) { // it has no end
			if blank := strings.Index(b.src[start:], "\n\n"); blank >= 0 {
				end = start + blank
			} else {
				end = len(b.src)
			}
		}
	}
	raw := b.src[start:end]
	b.i = end
	if rest, after := b.line(end); strings.TrimSpace(rest) == "" {
		b.i = after
	}
	if slices.Contains(exact, t.name) {
		w := writer{body: b, at: start}
		if text, ok := w.fragment(raw); ok {
			if len(b.out) > 0 && !b.afterBlank() {
				b.write("\n")
			}
			b.write(text + "\n\n")
			return true
		}
		b.doc.notes = b.doc.notes[:len(b.doc.notes)-w.notes]
	}
	b.fenced(start, raw, "html", "importer.html-block", t.name)
	return true
}

// writer turns parsed HTML into Markdown, and gives up where that would say less.
type writer struct {
	*body
	at    int
	notes int // that were made meanwhile
}

func (w *writer) fragment(raw string) (string, bool) {
	nodes, err := html.ParseFragment(strings.NewReader(raw), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return "", false
	}
	before := len(w.doc.notes)
	var blocks []string
	ok := true
	for _, n := range nodes {
		text, fine := w.block(n, 1)
		ok = ok && fine
		if strings.TrimSpace(text) != "" {
			blocks = append(blocks, text)
		}
	}
	w.notes = len(w.doc.notes) - before
	return strings.Join(blocks, "\n\n"), ok && len(blocks) > 0
}

// nested is how deep elements may stand in one another.
const nested = 12

func (w *writer) block(n *html.Node, depth int) (string, bool) {
	if n.Type == html.TextNode {
		return w.text(n.Data), true
	}
	if n.Type == html.CommentNode {
		w.inform(w.at, n.Data, "importer.comment")
		return "", true
	}
	if n.Type != html.ElementNode || depth > nested {
		return "", false
	}
	switch n.Data {
	case "p":
		return w.spans(n, depth)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		text, ok := w.spans(n, depth)
		return strings.Repeat("#", int(n.Data[1]-'0')) + " " + strings.ReplaceAll(text, "\\\n", " "), ok && text != ""
	case "hr":
		return "---", true
	case "blockquote":
		text, ok := w.blocks(n, depth)
		return "> " + strings.ReplaceAll(text, "\n", "\n> "), ok && text != ""
	case "pre":
		text, ok := plainText(n)
		fence := "```"
		for strings.Contains(text, fence) {
			fence += "`"
		}
		return fence + "\n" + strings.Trim(text, "\n") + "\n" + fence, ok
	case "ul", "ol":
		return w.list(n, depth)
	case "dl":
		return w.terms(n, depth)
	case "table":
		return w.table(n)
	case "figure":
		return w.figure(n, depth)
	}
	return w.span(n, depth)
}

// blocks writes what an element holds: blocks apart by empty lines, or text.
func (w *writer) blocks(n *html.Node, depth int) (string, bool) {
	var out []string
	line, ok := "", true
	flush := func() {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
		line = ""
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		text, fine := w.block(c, depth+1)
		ok = ok && fine
		if c.Type == html.ElementNode && slices.Contains(exact, c.Data) {
			flush()
			out = append(out, text)
		} else {
			line += text
		}
	}
	flush()
	return strings.Join(out, "\n\n"), ok
}

func (w *writer) list(n *html.Node, depth int) (string, bool) {
	var items []string
	number := 1
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" {
			continue
		}
		if c.Type != html.ElementNode || c.Data != "li" {
			return "", false
		}
		text, ok := w.blocks(c, depth+1)
		if !ok {
			return "", false
		}
		sign := "- "
		if n.Data == "ol" {
			sign = itoa(number) + ". "
		}
		text = strings.ReplaceAll(text, "\n\n- ", "\n- ")
		items = append(items, sign+strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", len(sign))))
		number++
	}
	return strings.ReplaceAll(strings.Join(items, "\n"), "\n"+strings.Repeat(" ", 3)+"\n", "\n\n"), len(items) > 0 && attr(n, "start") == ""
}

func (w *writer) terms(n *html.Node, depth int) (string, bool) {
	out := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" {
			continue
		}
		text, ok := w.spans(c, depth)
		switch {
		case !ok || text == "" || c.Type != html.ElementNode:
			return "", false
		case c.Data == "dt":
			out += "\n- **" + strings.Trim(text, "*") + "**"
		case c.Data == "dd" && out != "":
			out += "\\\n  " + strings.ReplaceAll(text, "\n", "\n  ")
		default:
			return "", false
		}
	}
	return strings.TrimSpace(out), out != ""
}

// table writes a table all of whose rows have as many cells, of a line each.
func (w *writer) table(n *html.Node) (string, bool) {
	var rows [][]string
	head, ok := false, true
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
			case c.Type != html.ElementNode:
				ok = false
			case c.Data == "thead" || c.Data == "tbody" || c.Data == "tfoot":
				visit(c)
			case c.Data == "tr":
				var row []string
				heads := 0
				for cell := c.FirstChild; cell != nil; cell = cell.NextSibling {
					if cell.Type == html.TextNode && strings.TrimSpace(cell.Data) == "" {
						continue
					}
					text, fine := w.spans(cell, 1)
					ok = ok && fine && (cell.Data == "td" || cell.Data == "th") && attr(cell, "colspan") == "" && attr(cell, "rowspan") == "" && !strings.Contains(text, "\n")
					if cell.Data == "th" {
						heads++
					}
					row = append(row, strings.ReplaceAll(text, "|", `\|`))
				}
				if len(rows) == 0 && heads == len(row) {
					head = true
				}
				rows = append(rows, row)
			default:
				ok = false
			}
		}
	}
	visit(n)
	if !ok || len(rows) == 0 || len(rows[0]) == 0 {
		return "", false
	}
	if !head {
		rows = append([][]string{make([]string, len(rows[0]))}, rows...)
	}
	var lines []string
	for i, row := range rows {
		if len(row) != len(rows[0]) {
			return "", false
		}
		lines = append(lines, "| "+strings.Join(row, " | ")+" |")
		if i == 0 {
			lines = append(lines, "|"+strings.Repeat("---|", len(row)))
		}
	}
	return strings.Join(lines, "\n"), true
}

// figure writes an image with its caption.
func (w *writer) figure(n *html.Node, depth int) (string, bool) {
	var img *html.Node
	caption := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
		case c.Type == html.ElementNode && c.Data == "img" && img == nil:
			img = c
		case c.Type == html.ElementNode && c.Data == "figcaption":
			text, ok := plainText(c)
			if caption = strings.Join(strings.Fields(text), " "); !ok {
				return "", false
			}
		default:
			return "", false
		}
	}
	if img == nil {
		return "", false
	}
	return w.captured(func() { w.image(w.at, attr(img, "alt"), attr(img, "src"), caption) }), true
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
