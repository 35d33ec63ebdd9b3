package markdown_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"tract/internal/markdown"
)

// article is about 700 words, marked up as the summaries of the site are.
var article = func() string {
	sentence := "The company said that its choice followed a review of operations in the province; the union answered that no worker believes it. "
	var b strings.Builder
	for i, title := range []string{"What happened", "What the union says", "Égalité et salaires", "What comes next"} {
		b.WriteString("## " + title + "\n\n")
		b.WriteString(strings.Repeat(sentence, 2) + "On [January 22](https://example.org/news/" + title[:4] + "?a=1&b=2) **seven sites** closed[^n" + string(rune('1'+i)) + "].\n\n")
		b.WriteString("> We will not *give up*, said a worker who had been there for 3 years.\n\n")
		b.WriteString("- first, " + sentence + "\n- second, see [the demand](demand:severance)\n- third with `code` and [4,500 jobs](figure:jobs-lost)\n\n")
		b.WriteString(strings.Repeat(sentence, 3) + "\n\n")
	}
	b.WriteString("| Site | Workers |\n|---|---:|\n| DXT4 | 300 |\n| YUL2 | 1,200 |\n\n")
	for i := range 4 {
		b.WriteString("[^n" + string(rune('1'+i)) + "]: Said in the [report](article:x), page 4.\n")
	}
	return b.String()
}()

// silent is a language that changes nothing, so that only our work is measured.
type silent struct{ plainLanguage }

func (silent) TypographySpans(text string, _ []int) string { return text }

func (silent) Ordinal(string) (start, end int, ok bool) { return 0, 0, false }

func BenchmarkConvert(b *testing.B) {
	src := []byte(article)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	var k markdown.Converter
	for b.Loop() {
		if _, diags := k.Convert("a.md", src, 1, silent{}); len(diags) > 0 {
			b.Fatal(diags)
		}
	}
}

func BenchmarkGoldmarkAlone(b *testing.B) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	src := []byte(article)
	var out bytes.Buffer
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := md.Convert(src, &out); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkConvertCode(b *testing.B) {
	src := []byte("```bash\n" + strings.Repeat("for f in *.md; do echo \"$f\" | sed 's/a/b/'; done # all\n", 10) + "```\n")
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	var k markdown.Converter
	for b.Loop() {
		k.Convert("a.md", src, 1, silent{})
	}
}
