package content

import (
	"bytes"
	"strings"
	"testing"
)

func TestCut(t *testing.T) {
	for _, c := range []struct {
		src, front, body string
		line             int
		code             string
	}{
		{"---\na: b\n---\nx\n", "a: b\n", "x\n", 4, ""},
		{"---\n---\n", "", "", 3, ""},
		{"---\na: b\n---", "a: b\n", "", 4, ""},
		{"---\na: |\n  ---\n---\nx\n---\ny", "a: |\n  ---\n", "x\n---\ny", 5, ""},
		{"---\na: ----\n----\n---\n", "a: ----\n----\n", "", 5, ""},
		{"", "", "", 1, "content.empty"},
		{" \n\n", "", "", 1, "content.empty"},
		{"x\n---\na: b\n---\n", "", "x\n---\na: b\n---\n", 1, "content.no-front"},
		{"\n---\na: b\n---\n", "", "\n---\na: b\n---\n", 1, "content.no-front"},
		{"----\na: b\n----\n", "", "----\na: b\n----\n", 1, "content.no-front"},
		{"---\na: b\n", "", "", 1, "content.open-front"},
		{"---", "", "", 1, "content.open-front"},
	} {
		got, list := cut("f", []byte(c.src))
		code := ""
		if len(list) > 0 {
			code = list[0].Message.Code
		}
		if string(got.front) != c.front || string(got.body) != c.body || got.bodyLine != c.line || code != c.code || got.found != (code == "") {
			t.Errorf("cut(%q) = %q, %q, line %d, %s", c.src, got.front, got.body, got.bodyLine, code)
		}
	}
}

// FuzzCut holds the cut to this: no panic, the halves and what parts them are the
// text, and the body's line is the one it stands on.
func FuzzCut(f *testing.F) {
	for _, seed := range []string{"---\na: b\n---\nx", "\ufeff---\r\na: é\r\n---\r\n", "---", "---\n---", "\xff\xfe", "---\n\x00", "---\nt: \xe9\n---\n", "\n---\n", "---\n--- \n\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		text, list := plainText("f", src)
		if list.HasErrors() {
			if d := list[0]; d.Line < 1 || d.Column < 1 || d.Line > 1+bytes.Count(src, []byte("\n")) {
				t.Errorf("a fault without a place: %+v", d)
			}
			return
		}
		if bytes.ContainsAny(text, "\r\x00") {
			t.Errorf("%q is no plain text", text)
		}
		p, list := cut("f", text)
		if p.found == list.HasErrors() {
			t.Errorf("found: %v, %v", p.found, list)
		}
		if !p.found {
			return
		}
		if !bytes.HasSuffix(text, p.body) || !bytes.Contains(text, p.front) {
			t.Errorf("the halves are not of the text: %q, %q", p.front, p.body)
		}
		before := string(text[:len(text)-len(p.body)])
		if len(p.body) > 0 && strings.Count(before, "\n") != p.bodyLine-1 {
			t.Errorf("the body is on line %d, not on %d", strings.Count(before, "\n")+1, p.bodyLine)
		}
	})
}
