package translation

import (
	"bytes"
	"regexp"
)

// key is the line of the front matter that a mark stands on, up to its value, and what
// is behind that.
var (
	key     = regexp.MustCompile(`^(?:` + Field + `|"` + Field + `"|'` + Field + `')[ \t]*:`)
	comment = regexp.MustCompile(`[ \t]+#.*$`)
)

// Put gives a file with another mark in its front matter, and with every other byte as
// it was. A file without a mark gets it as the last line there, which ends as the
// others do. It gives false for a file whose front matter it cannot find.
//
// It knows lines and no YAML: whoever calls it reads the file again to see that the
// mark came out, and nothing else moved.
func Put(file []byte, mark string) ([]byte, bool) {
	at := 0
	if bytes.HasPrefix(file, []byte("\ufeff")) {
		at = len("\ufeff")
	}
	text, end := firstLine(file[at:])
	if !isFence(text) || len(end) == 0 {
		return nil, false
	}
	at += len(text) + len(end)
	newline := end
	for at < len(file) {
		text, end = firstLine(file[at:])
		if isFence(text) {
			line := Field + ": " + mark + string(newline)
			return splice(file, at, at, line), true
		}
		if name := key.Find(text); name != nil {
			line := string(name) + " " + mark + string(comment.Find(text))
			return splice(file, at, at+len(text), line), true
		}
		at += len(text) + len(end)
	}
	return nil, false
}

func splice(file []byte, from, to int, text string) []byte {
	out := make([]byte, 0, len(file)+len(text))
	out = append(append(out, file[:from]...), text...)
	return append(out, file[to:]...)
}

// firstLine gives the first line of a text, and what ends it: \n, \r\n, \r or nothing.
func firstLine(text []byte) (line, end []byte) {
	i := bytes.IndexAny(text, "\r\n")
	switch {
	case i < 0:
		return text, nil
	case bytes.HasPrefix(text[i:], []byte("\r\n")):
		return text[:i], text[i : i+2]
	}
	return text[:i], text[i : i+1]
}

func isFence(line []byte) bool {
	return string(bytes.TrimRight(line, " \t")) == "---"
}
