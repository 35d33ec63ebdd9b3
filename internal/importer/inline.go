package importer

import (
	"regexp"
	"strings"
)

// opened is a tag or a bracket that waits for its other half.
type opened struct {
	name string // of the tag; [ or ![
	out  int    // where what it holds begins in the new text
	src  int
	raw  string
	tag  *tag
}

var spanAttributes = regexp.MustCompile(`^\{:[^{}\n]*\}`)

// inline writes the text from i to end, which is one paragraph, and gives where it
// stopped reading: what begins in a paragraph may end after it.
func (b *body) inline(i, end int) int {
	b.open = b.open[:0]
	for i < end && !b.exhausted() {
		switch c := b.src[i]; {
		case c == '\\' && i+1 < len(b.src):
			b.write(b.src[i : i+2])
			i += 2
		case c == '`':
			i = b.codeSpan(i, end)
		case c == '{':
			i = b.brace(i, end)
		case c == '<':
			i = b.angle(i)
		case c == '!' && strings.HasPrefix(b.src[i:end], "!["):
			b.open = append(b.open, opened{name: "![", out: len(b.out) + 2, src: i})
			b.write("![")
			i += 2
		case c == '[':
			b.open = append(b.open, opened{name: "[", out: len(b.out) + 1, src: i})
			b.write("[")
			i++
		case c == ']':
			i = b.closeBracket(i)
		default:
			b.out = append(b.out, c)
			i++
		}
	}
	for len(b.open) > 0 {
		b.drop()
	}
	return i
}

// drop gives up on what was opened last: a tag is shown as it is.
func (b *body) drop() {
	o := b.open[len(b.open)-1]
	b.open = b.open[:len(b.open)-1]
	if o.tag != nil && !o.tag.wraps() && !b.exhausted() {
		b.hand(o.src, o.raw, "importer.html", o.raw)
		text := b.span(o.raw)
		if o.out > 0 && b.out[o.out-1] == '`' {
			text = " " + text
		}
		if o.out < len(b.out) && b.out[o.out] == '`' {
			text += " "
		}
		b.out = append(b.out[:o.out], text+string(b.out[o.out:])...)
	}
}

// code writes a text as code within a line, apart from other code.
func (b *body) code(raw string) {
	if len(b.out) > 0 && b.out[len(b.out)-1] == '`' {
		b.write(" ")
	}
	b.write(b.span(raw))
}

// codeSpan copies code, or the backticks if nothing closes it.
func (b *body) codeSpan(i, end int) int {
	n := len(b.src[i:end]) - len(strings.TrimLeft(b.src[i:end], "`"))
	for j := i + n; j < end; {
		k := strings.IndexByte(b.src[j:end], '`')
		if k < 0 {
			break
		}
		j += k
		m := len(b.src[j:end]) - len(strings.TrimLeft(b.src[j:end], "`"))
		if j += m; m == n {
			if len(b.out) > 0 && b.out[len(b.out)-1] == '`' {
				b.write(" ")
			}
			b.write(b.src[i:j])
			return j
		}
	}
	b.write(b.src[i : i+n])
	return i + n
}

// span gives a text as code within a line.
func (b *body) span(raw string) string {
	raw = strings.Join(strings.Fields(raw), " ")
	if b.row {
		raw = strings.ReplaceAll(raw, "|", `\|`)
	}
	tick := "`"
	for strings.Contains(raw, tick) {
		tick += "`"
	}
	if tick != "`" {
		return tick + " " + raw + " " + tick
	}
	return tick + raw + tick
}

// brace reads what begins with a brace: a template, or attributes.
func (b *body) brace(i, end int) int {
	if text := spanAttributes.FindString(b.src[i:end]); text != "" {
		b.inform(i, text, "importer.attributes", text)
		return i + len(text)
	}
	if t, ok := b.template(i); ok {
		b.templateInline(t)
		return t.end
	}
	b.write("{")
	return i + 1
}

// closeBracket reads the end of a link or of an image.
func (b *body) closeBracket(i int) int {
	at := -1
	for j := len(b.open) - 1; j >= 0 && at < 0; j-- {
		if b.open[j].tag == nil {
			at = j
		}
	}
	if at < 0 || !strings.HasPrefix(b.src[i:], "](") {
		if at >= 0 {
			b.open = append(b.open[:at], b.open[at+1:]...)
		}
		b.write("]")
		return i + 1
	}
	dest, title, next, ok := b.destination(i + 2)
	if !ok {
		b.open = append(b.open[:at], b.open[at+1:]...)
		b.write("]")
		return i + 1
	}
	for len(b.open)-1 > at {
		b.drop()
	}
	o := b.open[at]
	b.open = b.open[:at]
	text := string(b.out[o.out:])
	b.out = b.out[:o.out-len(o.name)]
	if o.name == "![" {
		b.image(o.src, text, dest, title)
	} else {
		b.link(o.src, text, dest, title)
	}
	return next
}

// destination reads an address and a title up to the parenthesis that closes them.
func (b *body) destination(i int) (dest, title string, next int, ok bool) {
	s := b.src
	skip := func() {
		for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t') {
			i++
		}
	}
	skip()
	start, depth := i, 0
	if i < len(s) && s[i] == '<' {
		end := strings.IndexAny(s[i:], ">\n")
		if end < 0 || s[i+end] != '>' {
			return "", "", 0, false
		}
		dest, i = s[i+1:i+end], i+end+1
	} else {
		for i < len(s) && s[i] != '\n' && s[i] != ' ' && (s[i] != ')' || depth > 0) {
			if t, ok := b.template(i); ok {
				i = t.end
				continue
			}
			switch s[i] {
			case '\\':
				i++
			case '(':
				depth++
			case ')':
				depth--
			}
			i++
		}
		i = min(i, len(s))
		dest = s[start:i]
	}
	skip()
	if i < len(s) && strings.IndexByte(`"'(`, s[i]) >= 0 {
		quote := s[i]
		if quote == '(' {
			quote = ')'
		}
		end := strings.IndexByte(s[i+1:], quote)
		if end < 0 || strings.Contains(s[i:i+end], "\n\n") {
			return "", "", 0, false
		}
		title, i = s[i+1:i+1+end], i+end+2
		skip()
	}
	if i >= len(s) || s[i] != ')' {
		return "", "", 0, false
	}
	return dest, title, i + 1, true
}
