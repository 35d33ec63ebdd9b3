package markdown_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/markdown"
)

// plainLanguage is a language whose typography is only that straight apostrophes
// and quotation marks are turned and the ending of 1er is raised, so that goldens show where it works.
type plainLanguage struct{}

func (plainLanguage) T(key string, pairs ...any) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		key += fmt.Sprintf(" %v=%v", pairs[i], pairs[i+1])
	}
	return key
}

func (plainLanguage) Ordinal(s string) (start, end int, ok bool) {
	i := strings.Index(s, "1er")
	return i + 1, i + 3, i >= 0
}

func (plainLanguage) LongOrdinal(s string) (start, end int, short string, ok bool) {
	i := strings.Index(s, "2ème")
	return i, i + len("2ème"), "2e", i >= 0
}

func (plainLanguage) TypographySpans(text string, ends []int) string {
	var b strings.Builder
	open, next := false, 0
	for i, r := range text {
		for ; next < len(ends) && ends[next] == i; next++ {
			ends[next] = b.Len()
		}
		switch {
		case r == '\'':
			r = '’'
		case r == '"' && !open:
			r, open = '«', true
		case r == '"':
			r, open = '»', false
		}
		b.WriteRune(r)
	}
	for ; next < len(ends); next++ {
		ends[next] = b.Len()
	}
	return b.String()
}

// TestGolden converts the input of each archive in testdata and compares what
// comes out, diagnostics included. A line «guide» in the comment says that it is a
// guide's.
func TestGolden(t *testing.T) {
	golden.RunCases(t, ".md", ".out", func(_ *testing.T, a *txtar.Archive, name string, src []byte) string {
		return dump(name+".md", src, strings.Contains(string(a.Comment), "\nguide"))
	})
}

// dump shows all that a conversion gives.
func dump(name string, src []byte, guide bool) string {
	convert := new(markdown.Converter).Convert
	if guide {
		convert = new(markdown.Converter).ConvertGuide
	}
	d, diags := convert(name, src, 1, plainLanguage{})
	var b strings.Builder
	b.Write(d.Append(nil, func(dst []byte, h markdown.Hole) []byte {
		kind := [...]string{"ref", "text", "image", "kit", "steps"}[h.Kind]
		return fmt.Appendf(dst, "{%s %d}", kind, h.Index)
	}))
	section := func(title string, n int) {
		if n > 0 {
			fmt.Fprintf(&b, "= %s\n", title)
		}
	}
	section("headings", len(d.Headings))
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "%d:%d: h%d #%s %q\n", h.Pos.Line, h.Pos.Column, h.Level, h.ID, h.Text)
	}
	section("steps", len(d.Steps))
	for _, s := range d.Steps {
		fmt.Fprintf(&b, "%d:%d: #%s %q\n", s.Pos.Line, s.Pos.Column, s.ID, s.Text)
	}
	section("refs", len(d.Refs))
	for i, r := range d.Refs {
		fmt.Fprintf(&b, "%d:%d: %d scheme=%q target=%q fragment=%q text=%q title=%q image=%v\n",
			r.Pos.Line, r.Pos.Column, i, r.Scheme, r.Target, r.Fragment, r.Text, r.Title, r.Kind == markdown.Image)
	}
	section("kits", len(d.Kits))
	for i, k := range d.Kits {
		fmt.Fprintf(&b, "%d:%d: %d %s to=%q subject=%q blanks=%q\n", k.Pos.Line, k.Pos.Column, i, k.Name, k.To, k.Subject, k.Blanks)
		for _, p := range k.Parts {
			fmt.Fprintf(&b, "\t%v %q\n", p.Blank, p.Text)
		}
	}
	section("diagnostics", len(diags))
	if err := diag.In("en").Print(&b, diags); err != nil {
		panic(err)
	}
	return b.String()
}
