package importer

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tag is one of HTML.
type tag struct {
	name       string
	closes     bool
	attributes map[string]string
	raw        string
}

var (
	tagForm   = regexp.MustCompile("^<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\\s+[^\\s\"'=<>/]+(?:\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"'=<>`]+))?)*)\\s*/?>")
	attribute = regexp.MustCompile("([^\\s\"'=<>/]+)(?:\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s\"'=<>`]+))?")
	autoLink  = regexp.MustCompile(`^<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@/]+@[^\s<>]+)>`)
)

// emphasis says which signs stand for a tag.
var emphasis = map[string]string{"strong": "**", "b": "**", "summary": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "strike": "~~"}

// wrappers are tags that only group or colour what they hold: it stays, and they go.
var wrappers = []string{
	"div", "section", "article", "aside", "header", "footer", "nav", "main", "center", "details", "span", "font", "u", "small", "big", "ins",
	"mark", "abbr", "cite", "time", "address", "figure", "figcaption", "picture", "source", "p", "label", "nobr", "wbr", "q", "tbody", "col", "colgroup",
}

// embedding are tags whose inside is no text of the page.
var embedding = []string{"script", "style", "iframe", "video", "audio", "object", "embed", "form", "svg", "canvas", "noscript", "select", "textarea", "button", "math", "map", "template"}

func (t *tag) wraps() bool { return slices.Contains(wrappers, t.name) }

func readTag(s string) (*tag, bool) {
	m := tagForm.FindStringSubmatch(s)
	if m == nil {
		return nil, false
	}
	t := &tag{name: strings.ToLower(m[2]), closes: m[1] != "", attributes: map[string]string{}, raw: m[0]}
	for _, a := range attribute.FindAllStringSubmatch(m[3], -1) {
		t.attributes[strings.ToLower(a[1])] = html.UnescapeString(strings.Trim(a[2], `"'`))
	}
	return t, true
}

// angle reads what begins with <.
func (b *body) angle(i int) int {
	rest := b.src[i:]
	if strings.HasPrefix(rest, "<!--") {
		if end := b.next("-->", i); end > 0 {
			b.inform(i, rest[:end+3], "importer.comment")
			return i + end + 3
		}
	}
	if m := autoLink.FindString(rest); m != "" {
		b.write(m)
		return i + len(m)
	}
	if t, ok := readTag(rest); ok {
		return b.tag(i, t)
	}
	if len(rest) > 1 && (unicode.IsLetter(rune(rest[1])) || strings.IndexByte("/!?", rest[1]) >= 0) {
		b.write(`\`)
	}
	b.write("<")
	return i + 1
}

// tag writes what stands for a tag, and gives where what it covers ends.
func (b *body) tag(i int, t *tag) int {
	end := i + len(t.raw)
	switch {
	case t.closes:
		b.closeTag(i, t)
	case t.name == "br":
		return b.lineBreak(end)
	case t.name == "img":
		b.image(i, t.attributes["alt"], t.attributes["src"], t.attributes["title"])
	case t.name == "code" || t.name == "kbd" || t.name == "tt" || t.name == "samp":
		inner, after, ok := strings.Cut(b.src[end:], "</"+t.raw[1:1+len(t.name)]+">")
		if !ok || strings.ContainsAny(inner, "<\n") || strings.TrimSpace(inner) == "" {
			b.visible(i, t.raw)
			break
		}
		b.code(html.UnescapeString(inner))
		return len(b.src) - len(after)
	case slices.Contains(embedding, t.name):
		end = b.endOf(i, t.name)
		b.visible(i, b.src[i:end])
		return end
	case emphasis[t.name] != "" || t.name == "a" || t.name == "sup" || t.name == "sub":
		b.open = append(b.open, opened{name: t.name, out: len(b.out), src: i, raw: t.raw, tag: t})
	case t.wraps():
		b.inform(i, t.raw, "importer.wrapper", t.raw)
		if strings.TrimSpace(b.src[strings.LastIndexByte(b.src[:i], '\n')+1:i]) == "" {
			b.wraps++
		}
	default:
		b.visible(i, t.raw)
	}
	return end
}

// visible shows a piece of HTML as code.
func (b *body) visible(i int, raw string) {
	b.hand(i, raw, "importer.html", cut(strings.Join(strings.Fields(raw), " "), 60))
	b.code(raw)
}

// endOf gives where an element ends that begins at i: after its own end tag, or
// after its start tag if it has none.
func (b *body) endOf(i int, name string) int {
	start := i + strings.IndexByte(b.src[i:], '>') + 1
	depth, lower := 1, b.small
	for at := start; ; {
		closing := b.next("</"+name, at)
		if closing < 0 {
			return start
		}
		open := strings.Index(lower[at:at+closing], "<"+name)
		if open >= 0 {
			depth++
			at += open + 1
			continue
		}
		at += closing + 2
		if depth--; depth == 0 {
			if end := strings.IndexByte(b.src[at:], '>'); end >= 0 {
				return at + end + 1
			}
			return start
		}
	}
}

// next finds a text from a place on, or gives -1: at once if there was none before.
func (b *body) next(text string, at int) int {
	if from, ok := b.none[text]; ok && at >= from {
		return -1
	}
	found := strings.Index(b.small[at:], text)
	if found < 0 {
		b.none[text] = at
	}
	return found
}

// lineBreak begins a new line, where there can be one.
func (b *body) lineBreak(end int) int {
	rest := strings.TrimLeft(b.src[end:], " \t")
	switch {
	case b.row || b.head:
		b.inform(end-1, "", "importer.break")
		b.write(" ")
	case rest == "" || strings.HasPrefix(rest, "\n\n") || rest == "\n" || len(b.out) == 0 || b.out[len(b.out)-1] == '\n':
	default:
		b.out = append(bytes.TrimRight(b.out, " "), '\\')
		if rest[0] != '\n' {
			b.write("\n")
			if b.list {
				b.write("  ")
			}
		}
		return len(b.src) - len(rest)
	}
	return end
}

// closeTag ends what a tag began.
func (b *body) closeTag(i int, t *tag) {
	at := len(b.open) - 1
	for at >= 0 && b.open[at].name != t.name {
		at--
	}
	if at < 0 {
		switch {
		case t.wraps():
			b.wraps = max(b.wraps-1, 0)
		default:
			b.visible(i, t.raw)
		}
		return
	}
	for len(b.open)-1 > at {
		if b.open[len(b.open)-1].tag == nil {
			b.open = b.open[:len(b.open)-1] // a bracket that is only one
		} else {
			b.drop()
		}
	}
	o := b.open[at]
	b.open = b.open[:at]
	inner := string(b.out[o.out:])
	b.out = b.out[:o.out]
	written, ok := "", false
	switch t.name {
	case "a":
		if dest := o.tag.attributes["href"]; dest != "" && strings.TrimSpace(inner) != "" {
			b.link(o.src, inner, dest, o.tag.attributes["title"])
			return
		}
		if o.tag.attributes["href"] == "" { // an anchor
			b.inform(o.src, o.raw, "importer.wrapper", o.raw)
			b.write(inner)
			return
		}
	case "sup", "sub":
		written, ok = raised(t.name, inner, b.before())
	default:
		written, ok = emphasized(emphasis[t.name], inner, b.before(), b.src[i+len(t.raw):])
	}
	if !ok {
		b.hand(o.src, o.raw, "importer.html", o.raw)
		written = b.span(o.raw) + inner + b.span(t.raw)
	}
	b.write(written)
}

// before gives the last of what was written.
func (b *body) before() string { return string(b.out[max(0, len(b.out)-utf8.UTFMax):]) }

// emphasized puts signs around a text, unless they would not be read as signs there.
func emphasized(sign, inner, before, after string) (string, bool) {
	text := strings.TrimSpace(inner)
	if text == "" {
		return inner, true
	}
	start := strings.Index(inner, text)
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	first, _ := utf8.DecodeRuneInString(text)
	end, _ := utf8.DecodeLastRuneInString(text)
	if start == 0 && word(last) && !word(first) || start+len(text) == len(inner) && word(next) && !word(end) || strings.Contains(text, "\n\n") || strings.HasPrefix(text, sign[:1]) || strings.HasSuffix(text, sign[:1]) {
		return "", false
	}
	return inner[:start] + sign + text + sign + inner[start+len(text):], true
}

// Small signs that have characters of their own.
var (
	raisedSigns  = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "+", "⁺", "-", "⁻", "n", "ⁿ")
	loweredSigns = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉", "+", "₊", "-", "₋")
	ordinal      = regexp.MustCompile(`^(ers?|res?|es?|nde?s?|st|nd|rd|th)$`)
)

// raised gives a raised or lowered text without a tag: the ending of an ordinal, which
// typography raises by itself, or signs that have characters of their own.
func raised(name, inner, before string) (string, bool) {
	last, _ := utf8.DecodeLastRuneInString(before)
	switch {
	case name == "sup" && ordinal.MatchString(inner) && (unicode.IsDigit(last) || strings.ContainsRune("IVXLCDM", last)):
		return inner, true
	case name == "sup" && strings.Trim(inner, "0123456789+-n") == "":
		return raisedSigns.Replace(inner), true
	case name == "sub" && strings.Trim(inner, "0123456789+-") == "":
		return loweredSigns.Replace(inner), true
	}
	return "", false
}
