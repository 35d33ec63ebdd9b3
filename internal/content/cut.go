package content

import (
	"bytes"
	"unicode/utf8"

	"tract/internal/diag"
)

// fence is the line before and after the front matter.
const fence = "---"

// parts are the two halves of a document.
type parts struct {
	front    []byte // begins on the file's second line
	body     []byte
	bodyLine int
	found    bool // the front matter is there and closed
}

// plainText gives the text of a file with line feeds only and without a byte
// order mark. Any other encoding than UTF-8 is refused, at the first place that
// shows it.
func plainText(file string, src []byte) ([]byte, diag.List) {
	var list diag.List
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) {
		list.Errorf(diag.Position{File: file, Line: 1, Column: 1}, "content.utf-16").WithHint("hint.content-utf-8")
		return nil, list
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if i := bytes.IndexByte(src, 0); i >= 0 {
		list.Errorf(diag.At(file, src, i, 1), "content.nul").WithHint("hint.content-nul")
		return nil, list
	}
	if !utf8.Valid(src) {
		i := firstInvalid(src)
		list.Errorf(diag.At(file, src, i, 1), "content.not-utf-8", int(src[i])).WithHint("hint.content-utf-8")
		return nil, list
	}
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	return src, nil
}

func firstInvalid(src []byte) int {
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(src)
}

// cut parts the front matter from the body of a plain text.
func cut(file string, text []byte) (parts, diag.List) {
	var list diag.List
	start := diag.Position{File: file, Line: 1, Column: 1}
	if len(bytes.TrimSpace(text)) == 0 {
		list.Errorf(start, "content.empty").WithHint("hint.content-front")
		return parts{bodyLine: 1}, list
	}
	first, rest := line(text)
	if !isFence(first) {
		fault := list.Errorf(start, "content.no-front")
		if bytes.HasPrefix(bytes.TrimLeft(text, " \t\n"), []byte(fence)) {
			fault.WithHint("hint.content-before-front")
		} else {
			fault.WithHint("hint.content-front")
		}
		return parts{body: text, bodyLine: 1}, list
	}
	front := rest
	for n := 2; len(rest) > 0; n++ {
		length := len(front) - len(rest)
		var l []byte
		l, rest = line(rest)
		if isFence(l) {
			return parts{front: front[:length], body: rest, bodyLine: n + 1, found: true}, nil
		}
	}
	list.Errorf(start, "content.open-front").WithHint("hint.content-open-front")
	return parts{bodyLine: 1}, list
}

// line cuts the first line off a text.
func line(text []byte) (first, rest []byte) {
	i := bytes.IndexByte(text, '\n')
	if i < 0 {
		return text, nil
	}
	return text[:i], text[i+1:]
}

func isFence(line []byte) bool {
	return bytes.HasPrefix(line, []byte(fence)) && len(bytes.TrimRight(line, " \t")) == len(fence)
}
