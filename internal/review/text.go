package review

import (
	"bytes"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/limit"
)

// text is a file of the content with what is found in it.
type text struct {
	file     string
	document *content.Document // nil for the settings and for data
	src      []byte
	lines    []int          // where each begins
	runes    []int          // how many runes stand before each stretch
	body     int            // where the body begins; the length of src where there is none
	prose    []byte         // src with what people do not read as words overwritten: addresses, code
	kits     []span         // of the body, within their fences
	calls    func() []found // the numbers of telephones in prose
	links    []link
	code     string // of the rule at work
	list     diag.List
	told     map[kind]telling
	twins    [][2]voice // of settings and data, once somebody asked
	said     []byte     // what say gives, while the rules are at work
	parts    []block    // of it, so too
}

// span is a stretch of a text.
type span struct{ start, end int }

// kind is what one rule tells of one file: a translation tells of its source too.
type kind struct{ file, code string }

// telling is how often something was told, and where in the list it was last.
type telling struct{ n, last int }

// tell adds a finding: the first ones of a kind, the last of which counts the others. A
// baseline knows it by the arguments that are texts. What is found at a place again, as a
// text and a title show the same, is told once.
func (t *text) tell(at diag.Position, args ...any) {
	k, message := kind{at.File, t.code}, diag.Text{Code: t.code, Args: args}
	if told, before := t.told[k]; before && t.list[told.last].Position == at && t.list[told.last].Message.Equal(message) {
		return
	}
	if t.more(at.File) {
		return
	}
	if t.told == nil {
		t.told = map[kind]telling{}
	}
	t.told[k] = telling{t.told[k].n + 1, len(t.list)}
	d := diag.Diagnostic{Position: at, Severity: config.Usually(t.code), Message: message}
	d.WithHint("hint.review." + strings.TrimPrefix(t.code, "review."))
	t.list = append(t.list, d)
}

// more says whether the rule at work has told enough of a file, and counts what it would
// tell. Who would look for much that is only told asks first.
func (t *text) more(file string) bool {
	told := t.told[kind{file, t.code}]
	if told.n < mostOf(t.code) {
		return false
	}
	t.list[told.last].More++
	return true
}

// stretch is how many bytes are counted again for a column: a line may be all of a text.
const stretch = 256

// mostOf is how often a rule tells something of a file: of links that may deceive people
// each that a page can have.
func mostOf(code string) int {
	if code == "review.misleading-link" || code == "review.odd-host" {
		return limit.Links
	}
	return limit.Faults
}

// at gives the position of an offset.
func (t *text) at(offset int) diag.Position {
	line := t.line(offset)
	return diag.Position{File: t.file, Line: line, Column: t.runesTo(offset) - t.runesTo(t.lines[line-1]) + 1}
}

func (t *text) runesTo(offset int) int {
	i := offset / stretch
	return t.runes[i] + runesIn(t.src[i*stretch:offset])
}

func runesIn(src []byte) (n int) {
	for _, b := range src {
		if utf8.RuneStart(b) {
			n++
		}
	}
	return n
}

// line gives the line of an offset.
func (t *text) line(offset int) int {
	i, begins := slices.BinarySearch(t.lines, offset)
	if begins {
		i++
	}
	return i
}

// offset gives the offset of a position in the file.
func (t *text) offset(at diag.Position) int {
	if at.Line > len(t.lines) {
		return len(t.src)
	}
	from := t.lines[max(at.Line, 1)-1]
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
	t.lines = []int{0}
	for i, b := range t.src {
		if b == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	t.runes = []int{0}
	for part := range slices.Chunk(t.src, stretch) {
		t.runes = append(t.runes, t.runes[len(t.runes)-1]+runesIn(part))
	}
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
			blankOut(t.prose, span{from, line.start + m[1]})
		}
	}
	t.calls = sync.OnceValue(func() []found { return telephones(t.prose) })
	t.links = t.allLinks()
}

var slashes = []byte("://")

// linesWith gives the lines that hold something: most hold nothing of what an
// expression looks for at length.
func linesWith(src []byte, holds func(line []byte) bool) iter.Seq[span] {
	return func(yield func(span) bool) {
		for line := range linesFrom(src, 0) {
			if holds(src[line.start:line.end]) && !yield(line) {
				return
			}
		}
	}
}

// linesFrom gives the lines from an offset on, without what ends them.
func linesFrom(src []byte, from int) iter.Seq[span] {
	return func(yield func(span) bool) {
		for from < len(src) {
			end := len(src)
			if i := bytes.IndexByte(src[from:], '\n'); i >= 0 {
				end = from + i
			}
			if !yield(span{from, end}) {
				return
			}
			from = end + 1
		}
	}
}

// entered is what stands before a fence that an entry of a list begins with.
var entered = regexp.MustCompile(`^(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)+$`)

// fences overwrites the code of the body, and the lines around kits.
func (t *text) fences() {
	var open []byte // the fence at hand
	kit, inside := false, 0
	for l := range linesFrom(t.src, t.body) {
		line := bytes.TrimLeft(t.src[l.start:l.end], " >\t")
		if i := bytes.IndexAny(line, "`~"); open == nil && i > 0 && entered.Match(line[:i]) {
			line = line[i:]
		}
		mark := fenceOf(line)
		switch {
		case open == nil && mark != nil:
			open, kit = mark, isKit(string(line[len(mark):]))
			blankOut(t.prose, l)
			inside = l.end
		case open != nil && mark != nil && mark[0] == open[0] && len(mark) >= len(open) && len(bytes.TrimSpace(line[len(mark):])) == 0:
			if kit {
				t.kits = append(t.kits, span{inside, l.start})
			}
			open = nil
			blankOut(t.prose, l)
		case open != nil && !kit:
			blankOut(t.prose, l)
		}
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

// blankOut makes spaces of a stretch, with its lines left as they are.
func blankOut(words []byte, s span) {
	for i := s.start; i < s.end; i++ {
		if words[i] != '\n' {
			words[i] = ' '
		}
	}
}
