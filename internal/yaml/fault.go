package yaml

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"tract/internal/diag"
)

// explain reports a fault that the library found, in words of ours and at its
// true place, and gives the line of the text that it stands in.
func (r *reader) explain(fault *yaml.LoadError) int {
	f := finder{reader: r, LoadError: fault}
	f.Mark = f.inside(f.Mark)
	f.ContextMark = f.inside(f.ContextMark)
	for _, find := range []func() bool{f.tab, f.depth, f.quote, f.sign, f.colon, f.noColon, f.block, f.escape, f.afterClosing, f.bracket, f.dash, f.indentation} {
		if find() {
			return f.place
		}
	}
	f.report(f.Mark.Line, f.Mark.Column, "yaml.invalid").WithHint("hint.yaml-invalid")
	return f.place
}

// finder looks for the meaning of one fault.
type finder struct {
	*reader
	*yaml.LoadError
	place int // the line that is to blame
}

// inside keeps a mark within the text: the library also points behind its end.
func (f *finder) inside(m yaml.Mark) yaml.Mark {
	m.Line = max(m.Line, 1)
	last := len(f.text)
	for last > 1 && blank(f.text[last-1]) {
		last--
	}
	if m.Line > last {
		m.Line, m.Column = last, column(f.text[last-1], len(bytes.TrimRight(f.text[last-1], "\r\n")))
	}
	m.Column = min(max(m.Column, 1), utf8.RuneCount(bytes.TrimRight(f.text[m.Line-1], "\r\n"))+1)
	return m
}

func (f *finder) report(line, column int, code string, args ...any) *diag.Diagnostic {
	f.place = line
	return f.list.Errorf(f.at(line, column), code, args...)
}

// line gives the text of a line, and the byte offset of a mark in it.
func (f *finder) lineOf(m yaml.Mark) ([]byte, int) {
	line := bytes.TrimRight(f.text[m.Line-1], "\r\n")
	return line, offset(line, m.Column)
}

func (f *finder) says(part string) bool {
	return strings.Contains(f.Message, part) || strings.Contains(f.ContextMsg, part)
}

func (f *finder) tab() bool {
	line, _ := f.lineOf(f.Mark)
	start := indent(line)
	i := bytes.IndexByte(line[:start], '\t')
	if i < 0 && isItem(line) && bytes.HasPrefix(line[start+1:], []byte("\t")) {
		f.report(f.Mark.Line, column(line, start+1), "yaml.tab-dash").WithHint("hint.yaml-tab-dash")
		return true
	}
	if i < 0 {
		return false
	}
	f.report(f.Mark.Line, column(line, i), "yaml.tab").WithHint("hint.yaml-tab")
	return true
}

func (f *finder) depth() bool {
	if !f.says(errDepth.Error()) {
		return false
	}
	f.report(f.Mark.Line, f.Mark.Column, "yaml.depth", f.max.depth).WithHint("hint.yaml-depth")
	return true
}

func (f *finder) quote() bool {
	line, col, ok := unclosed(f.text, f.Mark.Line)
	if !ok && f.says("while scanning a quoted scalar") && (f.says("end of stream") || f.says("document indicator")) {
		line, col, ok = f.ContextMark.Line, f.ContextMark.Column, true
	}
	if ok {
		src, at := f.lineOf(yaml.Mark{Line: line, Column: col})
		f.report(line, col, "yaml.unclosed-quote", string(src[at:min(at+1, len(src))])).WithHint("hint.yaml-unclosed-quote")
	}
	return ok
}

// sign finds a value that begins with a character that means something to YAML.
func (f *finder) sign() bool {
	mark := f.Mark
	switch {
	case f.says("cannot start any token"), f.says("unknown anchor"), f.says("expected node content"), f.says("mapping keys are not allowed"):
	case f.says("an alias"), f.says("an anchor"), f.says("a tag"):
		mark = f.ContextMark
	default:
		return false
	}
	line, at := f.lineOf(mark)
	if at >= len(line) || bytes.IndexByte([]byte("*&!@`%,]}?|>"), line[at]) < 0 {
		return false
	}
	f.report(mark.Line, mark.Column, "yaml.sign", string(line[at])).WithHint("hint.yaml-quote")
	return true
}

// colon finds «title: Grève : tous», and a line that stands too far to the right
// under one that has its value already.
func (f *finder) colon() bool {
	if !f.says("mapping values are not allowed") {
		return false
	}
	line, at := f.lineOf(f.Mark)
	if start, key := value(line); key && at >= start {
		f.report(f.Mark.Line, f.Mark.Column, "yaml.colon").WithHint("hint.yaml-quote")
		return true
	}
	above := f.Mark.Line - 1
	for above > 0 && blank(f.text[above-1]) {
		above--
	}
	if above > 0 {
		if _, key := value(f.text[above-1]); !key && indent(f.text[above-1]) == indent(line) {
			return f.lacksColon(above)
		}
		f.report(f.Mark.Line, column(line, indent(line)), "yaml.indent").WithHint("hint.yaml-indent")
		return true
	}
	return false
}

func (f *finder) noColon() bool {
	return f.says("could not find expected ':'") && f.lacksColon(f.ContextMark.Line)
}

// lacksColon reports a line without «key: value», or with nothing between the
// colon and the value.
func (f *finder) lacksColon(number int) bool {
	line := bytes.TrimRight(f.text[number-1], "\r\n")
	start := indent(line)
	if colon := bytes.IndexByte(line[start:], ':'); colon > 0 && !bytes.ContainsAny(line[start:start+colon], " \t\"'") {
		f.report(number, column(line, start+colon), "yaml.colon-space").WithHint("hint.yaml-colon-space")
		return true
	}
	f.report(number, column(line, start), "yaml.no-colon").WithHint("hint.yaml-no-colon")
	return true
}

func (f *finder) block() bool {
	if !f.says("while scanning a block scalar") {
		return false
	}
	line, at := f.lineOf(f.ContextMark)
	f.report(f.Mark.Line, f.Mark.Column, "yaml.block", string(line[at:min(at+1, len(line))])).WithHint("hint.yaml-block")
	return true
}

func (f *finder) escape() bool {
	if !f.says("escape") && !f.says("hexadecimal") {
		return false
	}
	line, at := f.lineOf(f.Mark)
	at = max(bytes.LastIndexByte(line[:min(at+1, len(line))], '\\'), 0)
	f.report(f.Mark.Line, column(line, at), "yaml.escape", `\`).WithHint("hint.yaml-escape")
	return true
}

// afterClosing finds text behind a closing quote or bracket: 'l'usine', [a](b).
func (f *finder) afterClosing() bool {
	line, at := f.lineOf(f.Mark)
	before := bytes.TrimRight(line[:at], " \t")
	if len(before) == 0 || at == len(line) {
		return false
	}
	switch c := before[len(before)-1]; c {
	case '"', '\'':
		f.report(f.Mark.Line, f.Mark.Column, "yaml.after-quote", string(c)).WithHint("hint.yaml-after-quote")
	case ']', '}':
		f.report(f.Mark.Line, f.Mark.Column, "yaml.after-bracket", string(c)).WithHint("hint.yaml-quote")
	default:
		return false
	}
	return true
}

func (f *finder) bracket() bool {
	if !f.says("while parsing a flow") && !f.says("expected node content") {
		return false
	}
	line, at := f.lineOf(f.ContextMark)
	if at >= len(line) || line[at] != '[' && line[at] != '{' {
		return false
	}
	f.report(f.ContextMark.Line, f.ContextMark.Column, "yaml.bracket", string(line[at])).WithHint("hint.yaml-bracket")
	return true
}

// dash finds a list that begins where no list can.
func (f *finder) dash() bool {
	line, at := f.lineOf(f.Mark)
	if !isItem(line[at:]) {
		return false
	}
	f.report(f.Mark.Line, f.Mark.Column, "yaml.dash", "-").WithHint("hint.yaml-dash")
	return true
}

// indentation finds a line that aligns with nothing above it.
func (f *finder) indentation() bool {
	line, at := f.lineOf(f.Mark)
	if f.Mark.Line == 1 || at != indent(line) {
		return false
	}
	f.report(f.Mark.Line, f.Mark.Column, "yaml.indent").WithHint("hint.yaml-indent")
	return true
}
