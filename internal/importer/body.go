package importer

import (
	"regexp"
	"strings"

	"tract/internal/diag"
)

// body turns the text of a document into Markdown of ours, block after block. What
// it cannot say is put between fences, as it stands there.
type body struct {
	*session
	doc   *document
	src   string
	small string         // src in small letters
	none  map[string]int // from where on there is none of a text
	begin int            // where it begins in the file
	i     int            // what has been read
	out   []byte
	marks []mark
	open  []opened // tags and brackets of the paragraph at hand

	list  bool // the lines at hand may belong to a list
	row   bool // they are a table's
	head  bool // they are a heading
	wraps int  // elements that are open and only group what they hold
}

// mark says which place of the old body a place of the new one came of.
type mark struct{ out, src int }

var (
	fenceLine   = regexp.MustCompile("^([ \\t]*)(`{3,}|~{3,})[ \\t]*([^\\n`]*)$")
	listLine    = regexp.MustCompile(`^ {0,3}([-*+]|\d{1,9}[.)])([ \t]|$)`)
	atxLine     = regexp.MustCompile(`^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*$`)
	headingID   = regexp.MustCompile(`[ \t]*\{:?[ \t]*([#.][^{}\n]*)\}[ \t]*$`)
	underlined  = regexp.MustCompile(`^ {0,3}(\S[^\n]*?)[ \t]*\n {0,3}(=+|--+)[ \t]*(?:\n|$)`)
	attributes  = regexp.MustCompile(`^[ \t]*(\{:[^{}\n]*\}|\{[#.][^{}\n]*\})[ \t]*$`)
	tableRule   = regexp.MustCompile(`(?m)^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	definition  = regexp.MustCompile(`^ {0,3}\[([^\]^][^\]\n]*)\]:[ \t]*(\S+)(.*)$`)
	wrapperLine = regexp.MustCompile(`^[ \t]*(</?(div|section|article|aside|header|footer|nav|main|center|details|address|picture|figure)(\s[^<>]*)?>[ \t]*)+$`)
	meaningLine = regexp.MustCompile(`^ {0,3}:[ \t]+`)
	contents    = regexp.MustCompile(`^[ \t]*(\[TOC\]|\[\[_TOC_\]\]|[-*+1.]+[ \t]+.{0,40}\n[ \t]*\{:[ \t]*toc[^}\n]*\})`)
)

// transform turns the body of a document into ours.
func (s *session) transform(d *document) {
	b := &body{session: s, doc: d, src: d.body, small: small(d.body), none: map[string]int{}, begin: len(d.src.text) - len(d.body)}
	for b.i < len(b.src) && !b.exhausted() {
		b.marks = append(b.marks, mark{len(b.out), b.i})
		b.block()
	}
	if b.exhausted() {
		d.notes = d.notes[:d.before]
		b.whole()
	} else {
		b.settle()
	}
	d.text = string(b.out)
}

// most is how much is told of one text, piece by piece.
const most = 2000

func (b *body) exhausted() bool { return len(b.doc.notes)-b.doc.before > most }

// small gives a text with the small letters of ASCII in the place of its capitals, each
// where it was.
func small(s string) string {
	out := []byte(s)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] += 'a' - 'A'
		}
	}
	return string(out)
}

// at gives the place of an offset of the body in the original.
func (b *body) at(i int) diag.Position { return b.doc.src.at(b.begin + i) }

// hand notes what somebody has to see to.
func (b *body) hand(i int, text, code string, args ...any) *note {
	return tell(&b.doc.notes, b.at(i), diag.Warning, text, code, args...)
}

// inform notes what was changed or left out and wants nobody.
func (b *body) inform(i int, text, code string, args ...any) {
	tell(&b.doc.notes, b.at(i), diag.Advice, text, code, args...)
}

// line gives the line that stands at an offset, without its end, and where the next
// one begins.
func (b *body) line(i int) (line string, next int) {
	if end := strings.IndexByte(b.src[i:], '\n'); end >= 0 {
		return b.src[i : i+end], i + end + 1
	}
	return b.src[i:], len(b.src)
}

func (b *body) write(text string) { b.out = append(b.out, text...) }

// block reads one block.
func (b *body) block() {
	line, next := b.line(b.i)
	blank := strings.TrimSpace(line) == ""
	indented := strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "\t")
	b.list = listLine.MatchString(line) || b.list && (blank || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t"))
	switch {
	case blank:
		if !b.afterBlank() {
			b.write("\n")
		}
		b.i = next
	case fenceLine.MatchString(line):
		b.fence(line, next)
	case indented && !b.list && b.wraps == 0 && b.afterBlank():
		b.write(line + "\n")
		b.i = next
	case contents.MatchString(b.src[b.i:]):
		text := contents.FindString(b.src[b.i:])
		b.inform(b.i, text, "importer.contents")
		b.i += len(text)
	case attributes.MatchString(line):
		b.inform(b.i, strings.TrimSpace(line), "importer.attributes", strings.TrimSpace(line))
		b.i = next
	case b.templateBlock(line, next):
	case b.htmlBlock(line):
	case definition.MatchString(line):
		b.definition(line, next)
	case atxLine.MatchString(line):
		b.heading(line, next)
	case wrapperLine.MatchString(line):
		b.i = max(b.inline(b.i, next), next)
	default:
		b.paragraph(next)
	}
}

// afterBlank says whether what was written ends with an empty line.
func (b *body) afterBlank() bool {
	return len(b.out) == 0 || strings.HasSuffix(string(b.out[max(0, len(b.out)-2):]), "\n\n") || len(b.out) == 1 && b.out[0] == '\n'
}

// fence copies a block of code, and closes it if nobody did.
func (b *body) fence(line string, next int) {
	m := fenceLine.FindStringSubmatch(line)
	info := m[3]
	switch name, _, _ := strings.Cut(info, " "); name {
	case "letter", "call", "post", "motion": // which would be more than code here
		b.inform(b.i, info, "importer.fence-name", name)
		info = "text"
	}
	b.write(m[1] + m[2] + info + "\n")
	start := b.i
	for b.i = next; b.i < len(b.src); {
		line, next := b.line(b.i)
		end := strings.TrimSpace(line)
		b.i = next
		b.write(line + "\n")
		if len(end) >= len(m[2]) && strings.Trim(end, m[2][:1]) == "" {
			return
		}
	}
	b.write(m[1] + m[2] + "\n")
	b.hand(start, "", "importer.fence-open")
}

// heading writes a heading, and notes the id that was given to it: ours are made of
// their words.
func (b *body) heading(line string, next int) {
	m := atxLine.FindStringSubmatchIndex(line)
	b.headed(line[m[2]:m[3]], b.i+m[4], line[m[4]:m[5]], next)
}

// headed writes a heading of the words that stand at a place.
func (b *body) headed(level string, from int, text string, next int) {
	if id := headingID.FindStringSubmatch(text); id != nil {
		text = text[:len(text)-len(id[0])]
		b.name(strings.Trim(strings.Fields(id[1] + " x")[0], ":"), text)
		b.inform(from+len(text), id[0], "importer.attributes", strings.TrimSpace(id[0]))
	}
	text = strings.TrimRight(strings.TrimRight(text, "#"), " \t")
	b.write(level + " ")
	b.head = true
	b.i = max(b.inline(from, from+len(text)), next)
	b.head = false
	b.write("\n")
}

func (b *body) name(id, text string) {
	if b.doc.headings == nil {
		b.doc.headings = map[string]string{}
	}
	if id, ok := strings.CutPrefix(id, "#"); ok {
		b.doc.headings[id] = unmarked(text)
	}
}

// paragraph reads lines up to the end of their block.
func (b *body) paragraph(next int) {
	end := next
	for end < len(b.src) {
		line, after := b.line(end)
		if strings.TrimSpace(line) == "" || fenceLine.MatchString(line) || atxLine.MatchString(line) || attributes.MatchString(line) || wrapperLine.MatchString(line) || b.startsBlock(line) {
			break
		}
		end = after
	}
	text := b.src[b.i:end]
	b.row = strings.Contains(text, "|") && tableRule.MatchString(text)
	if m := underlined.FindStringSubmatchIndex(text); m != nil && !b.row && !b.list {
		level := "#"
		if text[m[4]] == '-' {
			level = "##"
		}
		b.headed(level, b.i+m[2], text[m[2]:m[3]], b.i+m[1])
		return
	}
	if meaning := firstMeaning(text); meaning > 0 && !b.row {
		b.terms(end)
		return
	}
	if from := len(text) - len(strings.TrimLeft(text, " \t")); b.wraps > 0 && from > 3 {
		b.i += from // what is set in within <div> is no code
	}
	b.i = b.inline(b.i, end)
	b.row = false
}

// firstMeaning gives where the first line of a paragraph that explains a term begins,
// or -1.
func firstMeaning(text string) int {
	for i := 0; i < len(text); {
		end := strings.IndexByte(text[i:], '\n')
		if meaningLine.MatchString(text[i:]) {
			return i
		}
		if end < 0 {
			break
		}
		i += end + 1
	}
	return -1
}

// terms writes a list of definitions as a list: the term in bold type, and under it
// what it means.
func (b *body) terms(end int) {
	for first := true; b.i < end; first = false {
		line, next := b.line(b.i)
		if m := meaningLine.FindString(line); m != "" && !first {
			b.write("\\\n  ")
			b.i = b.inline(b.i+len(m), min(b.i+len(line), end))
		} else if first || b.lastMeant() {
			if !first {
				b.write("\n")
			}
			b.write("- **")
			b.i = b.inline(b.i+len(line)-len(strings.TrimLeft(line, " ")), b.i+len(line))
			b.write("**")
		} else {
			b.write(" ")
			b.i = b.inline(b.i, min(b.i+len(line), end))
		}
		b.i = max(b.i, next)
	}
	b.write("\n")
}

// lastMeant says whether the line before explains a term, so that the next one is a
// term unless it is set in.
func (b *body) lastMeant() bool {
	before := strings.LastIndexByte(b.src[:max(b.i-1, 0)], '\n') + 1
	line, _ := b.line(b.i)
	return meaningLine.MatchString(b.src[before:]) && !strings.HasPrefix(line, " ")
}

// fenced puts what cannot be said here between fences, under a note to whoever will
// see to it.
func (b *body) fenced(at int, text, language, code string, args ...any) {
	line, _ := b.line(strings.LastIndexByte(b.src[:at], '\n') + 1)
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	if !b.list || len(indent) > 12 {
		indent = ""
	}
	note := b.hand(at, text, code, args...)
	if len(b.out) > 0 && !b.afterBlank() {
		b.write("\n")
	}
	b.write(boxed(indent, text, language, words(b.doc.language).todo+" "+note.Position.String()))
}

// boxed gives code with a note above it.
func boxed(indent, text, language, about string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	lines := []string{"> [!IMPORTANT]", "> " + about, "", fence + language}
	lines = append(lines, strings.Split(strings.Trim(text, "\n"), "\n")...)
	lines = append(lines, fence, "")
	for i, line := range lines {
		if line != "" {
			lines[i] = indent + line
		}
	}
	return strings.Join(lines, "\n") + "\n"
}
