package markdown

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"tract/internal/diag"
	"tract/internal/limit"
)

// Kit is a text to send, say or put to a vote: a fence named letter, call, post
// or motion.
type Kit struct {
	Name        string // letter, call, post, motion
	To, Subject string
	Body        string    // the whole text, a blank as [its label]
	Parts       []KitPart // the same, in parts
	Blanks      []string  // labels of the blanks, each once, in order
	Pos         diag.Position
}

// KitPart is a stretch of a kit's text, or a blank that the reader fills in.
// Paragraphs are apart by an empty line.
type KitPart struct {
	Text  string // the label, for a blank
	Blank bool
}

var (
	kitNames      = []string{"letter", "call", "post", "motion"}
	kitAttributes = []string{"to", "subject"}

	// addressInText finds what programs that show a message make links of: an address, with
	// its beginning or without, if it has a path or a www.
	addressInText = regexp.MustCompile(`(?i)(?:https?://|\bwww\.)[a-z0-9.-]*|\b[a-z0-9][a-z0-9.-]*\.[a-z]{2,}/`)
)

func (c *converter) kit(n *ast.FencedCodeBlock, name, info string, infoPos int) {
	if len(c.doc.Kits) == limit.Kits {
		c.errorAt(n.Pos(), "markdown.kits", limit.Kits)
		return
	}
	k := Kit{Name: name, Pos: c.at(n.Pos())}
	c.kitInfo(&k, info, infoPos)
	body := strings.TrimRight(c.lines(n), "\n ")
	if len(body) > limit.KitBytes || strings.Count(body, "[[") > limit.KitBlanks {
		c.errorAt(n.Pos(), "markdown.kit-size", name, limit.KitBytes>>10, limit.KitBlanks)
		return
	}
	if strings.TrimSpace(body) == "" {
		c.errorAt(n.Pos(), "markdown.kit-empty", name)
	}
	for range addressInText.FindAllStringIndex(body, limit.Links+1) {
		c.countLink(n.Pos())
	}
	k.Parts = c.kitParts(body, n)
	c.setParts(k.Parts)
	var b strings.Builder
	for _, p := range k.Parts {
		if !p.Blank {
			b.WriteString(p.Text)
			continue
		}
		b.WriteString("[" + p.Text + "]")
		if !slices.Contains(k.Blanks, p.Text) {
			k.Blanks = append(k.Blanks, p.Text)
		}
	}
	k.Body = b.String()
	c.doc.Kits = append(c.doc.Kits, k)
	c.hole(KitBlock, len(c.doc.Kits)-1)
	c.write("\n")
}

// kitInfo reads the attributes of the fence: name="value", and nothing else.
func (c *converter) kitInfo(k *Kit, info string, pos int) {
	seen := map[string]bool{}
	for i := len(k.Name); ; {
		for i < len(info) && (info[i] == ' ' || info[i] == '\t') {
			i++
		}
		if i == len(info) {
			return
		}
		rest, at := info[i:], pos+i
		name, value, ok := strings.Cut(rest, "=")
		if !ok || strings.ContainsAny(name, " \t\"") {
			word, _, _ := strings.Cut(rest, " ")
			c.errorAt(at, "markdown.kit-attribute-form", word).WithHint("hint.markdown.kit-attribute")
			return
		}
		if !slices.Contains(kitAttributes, name) {
			c.errorAt(at, "markdown.kit-attribute", name, k.Name).DidYouMean(name, kitAttributes)
		} else if seen[name] {
			c.errorAt(at, "markdown.kit-attribute-twice", name)
		}
		seen[name] = true
		at += len(name) + 1
		if !strings.HasPrefix(value, `"`) {
			c.errorAt(at, "markdown.kit-quote", name).WithHint("hint.markdown.kit-attribute")
			return
		}
		value, _, ok = strings.Cut(value[1:], `"`)
		if !ok {
			c.errorAt(at, "markdown.kit-quote-open", name).WithHint("hint.markdown.kit-attribute")
			return
		}
		text, _ := c.decodeString([]byte(value), at+1)
		text = c.set(strings.TrimSpace(text))
		switch name {
		case "to":
			k.To = text
		case "subject":
			k.Subject = text
		}
		i = at - pos + len(value) + 2
		if i < len(info) && info[i] != ' ' && info[i] != '\t' {
			c.errorAt(pos+i, "markdown.kit-attribute-form", info[i:]).WithHint("hint.markdown.kit-attribute")
			return
		}
	}
}

// kitParts cuts a kit's text at its blanks.
func (c *converter) kitParts(body string, n ast.Node) []KitPart {
	var parts []KitPart
	from := 0
	for {
		open := strings.Index(body[from:], "[[")
		if open < 0 {
			break
		}
		open += from
		end := strings.Index(body[open:], "]]")
		if end < 0 || strings.ContainsAny(body[open+2:open+end], "\n[") {
			c.errorAt(c.codeOffset(n, open), "markdown.blank-open").WithHint("hint.markdown.blank")
			break
		}
		label := strings.TrimSpace(body[open+2 : open+end])
		if label == "" {
			c.errorAt(c.codeOffset(n, open), "markdown.blank-empty").WithHint("hint.markdown.blank")
		}
		if open > from {
			parts = append(parts, KitPart{Text: body[from:open]})
		}
		parts = append(parts, KitPart{Text: label, Blank: true})
		from = open + end + 2
	}
	if from < len(body) {
		parts = append(parts, KitPart{Text: body[from:]})
	}
	return parts
}

// codeOffset gives the offset in the source of the i-th byte of a fence's text.
func (c *converter) codeOffset(n ast.Node, i int) int {
	for k := range n.Lines().Len() {
		line := n.Lines().At(k)
		value := line.Value(c.src)
		if i < len(value) {
			return line.Start + max(i-line.Padding, 0)
		}
		i -= len(value)
	}
	return n.Pos()
}

// setParts sets the text and the labels of a kit.
func (c *converter) setParts(parts []KitPart) {
	var b strings.Builder
	ends := make([]int, len(parts))
	for i, p := range parts {
		if p.Blank {
			b.WriteString(opaque)
		} else {
			b.WriteString(p.Text)
		}
		ends[i] = b.Len()
	}
	text, from := c.lang.TypographySpans(b.String(), ends), 0
	for i := range parts {
		if parts[i].Blank {
			parts[i].Text = c.set(parts[i].Text)
		} else {
			parts[i].Text = text[from:ends[i]]
		}
		from = ends[i]
	}
}
