package review

import (
	"bytes"
	"iter"
	"regexp"
	"strings"
	"unicode/utf8"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
)

// text is a file of the content with what is found in it.
type text struct {
	file     string
	document *content.Document // nil for the settings and for data
	src      []byte
	body     int    // where the body begins; the length of src where there is none
	prose    []byte // src with what people do not read as words overwritten: addresses, code
	kits     []span // of the body, within their fences
	links    []link
	code     string // of the rule at work
	list     diag.List
}

// span is a stretch of a text.
type span struct{ start, end int }

// tell adds a finding. A baseline knows it by the arguments that are texts.
func (t *text) tell(at diag.Position, args ...any) *diag.Diagnostic {
	t.list = append(t.list, diag.Diagnostic{Position: at, Severity: config.Usually(t.code), Message: diag.Text{Code: t.code, Args: args}})
	d := &t.list[len(t.list)-1]
	d.WithHint("hint.review." + strings.TrimPrefix(t.code, "review."))
	return d
}

// at gives the position of an offset.
func (t *text) at(offset int) diag.Position {
	return diag.At(t.file, t.src, offset, 1)
}

// offset gives the offset of a position in the file.
func (t *text) offset(at diag.Position) int {
	from := 0
	for range at.Line - 1 {
		i := bytes.IndexByte(t.src[from:], '\n')
		if i < 0 {
			return len(t.src)
		}
		from += i + 1
	}
	for range at.Column - 1 {
		_, size := utf8.DecodeRune(t.src[from:])
		from += size
	}
	return min(from, len(t.src))
}

// seek gives where a value stands whose field begins at a position: there, if it is
// written in another way.
func (t *text) seek(at diag.Position, value string) diag.Position {
	from := t.offset(at)
	if i := bytes.Index(t.src[from:], []byte(value)); i >= 0 {
		return t.at(from + i)
	}
	return at
}

// What people do not read as words: the address and the title of a link, the
// definition of one, a bare address, code within a line.
var unread = regexp.MustCompile("\\]\\((?:[^()\\n]|\\([^()\\n]*\\))*\\)|^ {0,3}\\[[^\\]\\n^][^\\]\\n]*\\]: .*$|https?://[^\\s<>\"«»]+|``[^\\n]+?``|`[^`\\n]+`")

// read takes a file apart.
func (t *text) read(src []byte) {
	t.src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	t.src = bytes.TrimPrefix(t.src, []byte("\ufeff"))
	t.body = len(t.src)
	if t.document != nil {
		t.body = t.offset(diag.Position{Line: t.document.BodyLine, Column: 1})
	}
	t.prose = bytes.Clone(t.src)
	t.fences()
	for line := range linesWith(t.prose, func(line []byte) bool { return bytes.Contains(line, slashes) || bytes.ContainsAny(line, "]`") }) {
		for _, m := range unread.FindAllIndex(t.prose[line.start:line.end], -1) {
			from := line.start + m[0]
			if t.prose[from] == ']' {
				from++ // so that the words before it end
			}
			t.overwrite(from, line.start+m[1])
		}
	}
	t.links = t.allLinks()
}

var slashes = []byte("://")

// linesWith gives the lines that hold something: most hold nothing of what an
// expression looks for at length.
func linesWith(src []byte, holds func(line []byte) bool) iter.Seq[span] {
	return func(yield func(span) bool) {
		for from := 0; from < len(src); {
			end := len(src)
			if i := bytes.IndexByte(src[from:], '\n'); i >= 0 {
				end = from + i
			}
			if holds(src[from:end]) && !yield(span{from, end}) {
				return
			}
			from = end + 1
		}
	}
}

// fences overwrites the code of the body, and the lines around kits.
func (t *text) fences() {
	var open []byte // the fence at hand
	kit, inside := false, 0
	for from := t.body; from < len(t.src); {
		end := len(t.src)
		if i := bytes.IndexByte(t.src[from:], '\n'); i >= 0 {
			end = from + i
		}
		line := bytes.TrimLeft(t.src[from:end], " >\t")
		mark := fenceOf(line)
		switch {
		case open == nil && mark != nil:
			open, kit = mark, isKit(string(line[len(mark):]))
			t.overwrite(from, end)
			inside = end
		case open != nil && mark != nil && mark[0] == open[0] && len(mark) >= len(open) && len(bytes.TrimSpace(line[len(mark):])) == 0:
			if kit {
				t.kits = append(t.kits, span{inside, from})
			}
			open = nil
			t.overwrite(from, end)
		case open != nil && !kit:
			t.overwrite(from, end)
		}
		from = end + 1
	}
}

// fenceOf gives the signs that a fence consists of, or nil.
func fenceOf(line []byte) []byte {
	for _, sign := range []string{"`", "~"} {
		if n := len(line) - len(bytes.TrimLeft(line, sign)); n >= 3 {
			return line[:n]
		}
	}
	return nil
}

func isKit(info string) bool {
	name, _, _ := strings.Cut(strings.TrimSpace(info), " ")
	return name == "letter" || name == "call" || name == "post" || name == "motion"
}

// overwrite makes spaces of a stretch, with its lines left as they are.
func (t *text) overwrite(start, end int) {
	for i := start; i < end; i++ {
		if t.prose[i] != '\n' {
			t.prose[i] = ' '
		}
	}
}
