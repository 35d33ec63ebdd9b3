package diag

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("é", 300)
	for _, c := range []struct {
		src          string
		line, column int
		want         string
		caret        int
	}{
		{"title: x\nefort: 2\n", 2, 1, "efort: 2", 1},
		{"été: là", 1, 6, "été: là", 6},
		{"a\r\nb\r\n", 1, 1, "a", 1},
		{"\tx", 1, 2, "    x", 5},
		{"\t\tx", 1, 1, "        x", 1},
		{"e\u0301t", 1, 3, "e\u0301t", 2}, // an accent of its own takes no room
		{"a\x1b[31mb\u202ec\u2066d", 1, 1, "a\uFFFD[31mb\uFFFDc\uFFFDd", 1},
		{"abc", 1, 0, "abc", 0},
		{"abc", 1, 99, "abc", 4},
		{"abc", 2, 1, "", 0},
		{"abc", 0, 0, "", 0},
		{" \t ", 1, 1, "", 0},
		{"---\r\n", 1, 1, "", 0},
		{"", 1, 1, "", 0},
		{long, 1, 1, long[:2*99] + "…", 1},
		{long, 1, 150, "…" + long[:2*98] + "…", 51},
		{long, 1, 300, "…" + long[:2*99], 100},
		{"a\xffb", 1, 3, "a\uFFFDb", 3},
	} {
		line, caret := Excerpt([]byte(c.src), Position{"f", c.line, c.column})
		if line != c.want || caret != c.caret {
			t.Errorf("%.20q at %d:%d: %q, %d, want %q, %d", c.src, c.line, c.column, line, caret, c.want, c.caret)
		}
		if utf8.RuneCountInString(line) > widest {
			t.Errorf("%.20q: %d characters", c.src, utf8.RuneCountInString(line))
		}
	}
}

func TestPrintExcerpts(t *testing.T) {
	var l List
	l.Errorf(Position{"a.md", 2, 3}, "hint.one-of", "x").WithHint("hint.did-you-mean", "y")
	l.Errorf(Position{"gone.md", 1, 1}, "hint.one-of", "x")
	source := fstest.MapFS{"a.md": {Data: []byte("---\nà efort\n")}}
	want := "a.md:2:3: error: it is one of: x\n    | à efort\n    |   ^\n    hint: did you mean \"y\"?\n" +
		"gone.md:1:1: error: it is one of: x\n2 errors\n"
	var b strings.Builder
	if err := In("en").PrintExcerpts(&b, l, source); err != nil || b.String() != want {
		t.Errorf("%v\n got %q\nwant %q", err, b.String(), want)
	}
	if e := In("en").Entries(l, source); e[0].Excerpt != "à efort" || e[0].Caret != 3 || e[1].Excerpt != "" {
		t.Errorf("%+v", e)
	}
}
