package markdown_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"tract/internal/golden"
	"tract/internal/markdown"
)

func repeat(unit string) func(n int) string {
	return func(n int) string { return strings.Repeat(unit, n/len(unit)+1)[:n] }
}

// lines repeats a unit within paragraphs of about a kilobyte.
func lines(unit string) func(n int) string {
	return func(n int) string {
		paragraph := strings.Repeat(unit, 1000/len(unit)+1) + "\n\n"
		return strings.Repeat(paragraph, n/len(paragraph)+1)[:n]
	}
}

func numbered(format string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.ReplaceAll(format, "#", fmt.Sprint(i)))
		}
		return b.String()[:n]
	}
}

// generators are the shapes that cost goldmark most, and some of our own.
var generators = map[string]func(n int) string{
	"table columns": func(n int) string {
		k := 1
		for k*k*2+4*k < n {
			k++
		}
		return strings.Repeat("|a", k) + "|\n" + strings.Repeat("|-", k) + "|\n" + strings.Repeat("|\n", (n-4*k)/2)
	},
	"table rows":        func(n int) string { return "|a|b|\n|-|-|\n" + repeat("|x|\n")(n) },
	"table pipes":       func(n int) string { return "|a|b|\n|-|-|\n" + repeat("|`\\|`|\n")(n) },
	"tables":            repeat("|a|b|\n|-|-|\n|`\\|`|\n\n"),
	"reference":         func(n int) string { return "[a]: " + strings.Repeat("u", n/2) + "\n\n" + lines("[a] ")(n/2) },
	"definitions":       numbered("[a#]: b\n"),
	"definitions used":  func(n int) string { return numbered("[a#]: b\n")(n/2) + "\n\n" + lines("[a1] ")(n/2) },
	"thematic list":     repeat("- "),
	"link open":         repeat("[a](b"),
	"link angle":        repeat("[a](<b"),
	"mixed containers":  func(n int) string { return strings.Repeat("> - ", n/8) + "\n" + strings.Repeat("> - ", n/8) },
	"strong":            func(n int) string { return "a**b" + repeat("c* ")(n) },
	"emphasis":          repeat("*a_ "),
	"nested emphasis":   func(n int) string { return strings.Repeat("*a ", n/6) + strings.Repeat("a*", n/6) },
	"quotes":            repeat("> "),
	"quotes on lines":   lines("> > > > > > > > > > > > > > > > > > a\n"),
	"brackets":          func(n int) string { return strings.Repeat("[", n/2) + "a" + strings.Repeat("]", n/2) },
	"short brackets":    lines("["),
	"images":            repeat("![[]()"),
	"footnotes":         func(n int) string { return numbered("[^#]: x\n")(n/2) + "\n" + numbered("[^#] ")(n/2) },
	"footnote one":      func(n int) string { return "[^1]: x\n\n" + lines("[^1] ")(n) },
	"footnotes nested":  repeat("[^a]: "),
	"headings":          repeat("## a\n"),
	"headings numbered": numbered("## a-#\n## a\n"),
	"heading long":      func(n int) string { return "## " + repeat("*a_ ")(n) },
	"setext":            repeat("a\n-\n"),
	"paragraphs":        repeat("a\n\n"),
	"lines":             lines("a\n"),
	"items":             repeat("- a\n"),
	"items deep": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String()
	},
	"backticks":      func(n int) string { return ticks(n) },
	"comments":       repeat("a <!-- "),
	"tags":           repeat("<a "),
	"processing":     repeat("a <? "),
	"entities":       repeat("&lt;"),
	"ampersands":     repeat("&"),
	"backslashes":    repeat("\\"),
	"at signs":       repeat("a@b."),
	"addresses":      repeat("https://a.b"),
	"dots":           repeat("www."),
	"underscores":    func(n int) string { return strings.Repeat("_a", n/2) + "@b.ca" },
	"tildes":         repeat("~a"),
	"hard breaks":    lines("a\\\n"),
	"html blocks":    repeat("<div>\n\n"),
	"fences":         repeat("```\n```\n"),
	"code fences":    repeat("```yaml\na: b\n```\n"),
	"kits":           repeat("```post\na\n```\n"),
	"blanks":         func(n int) string { return "```post\n" + repeat("[[a]]")(n) + "\n```" },
	"one line":       repeat("word "),
	"tabs":           repeat("\t> "),
	"alerts":         repeat("> [!NOTE]\n> a\n\n"),
	"autolinks":      lines("<a:b>"),
	"arabic":         repeat("إغلاق "),
	"invalid":        repeat("\xff"),
	"bidi":           repeat("\u2067a"),
	"tasks":          repeat("- [ ] a\n"),
	"ordered":        repeat("1. a\n"),
	"links":          lines("[a](b) "),
	"spaces":         repeat(" "),
	"empty emphasis": repeat("**"),
}

func ticks(n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString("e" + strings.Repeat("`", i))
	}
	return b.String()
}

// TestPathological holds every shape to two seconds, which is twenty times what they
// take, to 256 MB and to 10 MB of output.
func TestPathological(t *testing.T) {
	sizes := []int{10 << 10, 100 << 10, 1 << 20}
	switch {
	case golden.Raced():
		sizes = sizes[:1]
	case testing.Short():
		sizes = sizes[:2]
	}
	for name, generate := range generators {
		for _, size := range sizes {
			src := []byte(generate(size))
			src = src[:min(len(src), 1<<20)]
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			d, diags := new(markdown.Converter).ConvertGuide("a.md", src, 1, silent{})
			runtime.ReadMemStats(&after)
			took := golden.Soon(t, 2*time.Second, fmt.Sprintf("%s of %d bytes", name, size), func() {
				new(markdown.Converter).ConvertGuide("a.md", src, 1, silent{})
			})
			made := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("%-18s %7d %8.1f ms %4d MB allocated %8d out %d diagnostics", name, size, took.Seconds()*1000, made, len(d.HTML), len(diags))
			if made > 256 && !golden.Raced() || len(d.HTML) > 10<<20 { // the race detector has pools forget
				t.Errorf("%s of %d bytes: %d MB, %d bytes out", name, size, made, len(d.HTML))
			}
		}
	}
}

// TestHostileCode gives every lexer what costs it most. The code of a page may take a
// second, and the text is there with or without colours.
func TestHostileCode(t *testing.T) {
	size := 10 << 10
	if golden.Raced() {
		size = 1 << 10
	}
	for _, name := range strings.Fields("bash c css diff go html ini java javascript json php powershell python rust sql toml typescript xml yaml") {
		for _, unit := range []string{"\n", "a ", "[", "<?", "'''", "- "} {
			code := repeat(strings.Repeat(unit, 300/len(unit)) + "\n")(size)
			var d *markdown.Document
			// The limit, and what one match may add.
			golden.Soon(t, markdown.MaxPageCodeTime+500*time.Millisecond, fmt.Sprintf("%s of %q", name, unit), func() {
				d, _ = new(markdown.Converter).Convert("a.md", []byte("```"+name+"\n"+code+"\n```\n"), 1, silent{})
			})
			if faults := judge(d); len(faults) > 0 {
				t.Error(name, faults)
			}
		}
	}
}
