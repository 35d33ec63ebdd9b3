package translation

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"regexp"
)

// Section is a part of a text whose words have a digest of their own.
type Section struct {
	Digest Digest
	Line   int // of the body that it begins on, from 1; 0 for the front matter
}

// Part is a section as it is written.
type Part struct {
	Section
	Heading string   // without its marks; "" where there is none
	Texts   []string // one, or those of the front matter
}

// Cutter cuts texts into sections, one at a time. The zero value is ready.
type Cutter struct {
	room []byte
}

// Sections gives the sections of a text: the words of its front matter are the first,
// what stands above the first heading the second, be they empty.
func (c *Cutter) Sections(front []string, body []byte) []Section {
	sections := []Section{{Digest: c.digest(front...)}}
	eachSection(body, func(line int, text []byte) {
		sections = append(sections, Section{c.digestOf(text), line})
	})
	return sections
}

// Parts is [Cutter.Sections] with what is written in them.
func Parts(front []string, body []byte) []Part {
	var c Cutter
	parts := []Part{{Section: Section{Digest: c.digest(front...)}, Texts: front}}
	eachSection(body, func(line int, text []byte) {
		p := Part{Section: Section{c.digestOf(text), line}, Texts: []string{string(text)}}
		if len(parts) > 1 {
			first, _, _ := bytes.Cut(text, []byte("\n"))
			p.Heading = string(bytes.TrimSpace(bytes.Trim(bytes.TrimSpace(first), "#")))
		}
		parts = append(parts, p)
	})
	return parts
}

// digest takes the digest of texts, which are told apart.
func (c *Cutter) digest(texts ...string) Digest {
	c.room = c.room[:0]
	for _, text := range texts {
		c.room = append(appendWords(c.room, []byte(text)), 0)
	}
	return sum(c.room)
}

func (c *Cutter) digestOf(text []byte) Digest {
	c.room = appendWords(c.room[:0], text)
	return sum(c.room)
}

func sum(words []byte) Digest {
	digest := sha256.Sum256(words)
	return Digest(binary.BigEndian.Uint32(digest[:]))
}

// eachSection calls a function for what is above the first heading of a body, and for
// each heading with what is below it. Only a line that begins with # is a heading
// here, and none in a fenced block: any other belongs to the section around it.
func eachSection(body []byte, found func(line int, text []byte)) {
	begin, beginLine := 0, 1
	var open []byte // the fence of the block at hand
	line := 1
	for at := 0; at < len(body); line++ {
		end := len(body)
		if i := bytes.IndexByte(body[at:], '\n'); i >= 0 {
			end = at + i + 1
		}
		text := body[at:end]
		switch mark := fenceOf(text); {
		case open == nil && mark != nil:
			open = mark
		case mark != nil && mark[0] == open[0] && len(mark) >= len(open) && isBare(text):
			open = nil
		case open == nil && isHeading(text):
			found(beginLine, body[begin:at])
			begin, beginLine = at, line
		}
		at = end
	}
	found(beginLine, body[begin:])
}

// within is what may stand before a fence: the marks of quotations, and of the entries of
// lists.
var within = regexp.MustCompile(`^(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*$`)

// fenceOf gives the marks that begin a line of a fence, in quotations and lists too, or
// nil.
func fenceOf(line []byte) []byte {
	i := bytes.Index(line, []byte("```"))
	if j := bytes.Index(line, []byte("~~~")); i < 0 || j >= 0 && j < i {
		i = j
	}
	if i < 0 || !within.Match(line[:i]) {
		return nil
	}
	line = line[i:]
	n := 3
	for n < len(line) && line[n] == line[0] {
		n++
	}
	if line[0] == '`' && bytes.IndexByte(line[n:], '`') >= 0 {
		return nil
	}
	return line[:n]
}

// isBare says whether a line is a fence and no more, as one that closes a block is.
func isBare(line []byte) bool {
	return len(bytes.Trim(line, " \t\r\n>`~")) == 0
}

func isHeading(line []byte) bool {
	indent := 0
	for indent < len(line) && indent < 4 && line[indent] == ' ' {
		indent++
	}
	marks := indent
	for marks < len(line) && line[marks] == '#' {
		marks++
	}
	if indent == 4 || marks == indent || marks > indent+6 {
		return false
	}
	return marks == len(line) || bytes.IndexByte([]byte(" \t\r\n"), line[marks]) >= 0
}
