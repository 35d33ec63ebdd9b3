package markdown_test

import (
	"fmt"
	"html"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2/lexers"

	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/markdown"
	"tract/internal/payload"
	"tract/internal/promise"
)

// cost is what converting a text takes and gives.
type cost struct {
	took      time.Duration
	allocated int // MB
	out       int // bytes
}

// bounded converts a text within a time, 256 MB and the size of a page.
func bounded(t testing.TB, within time.Duration, what string, src []byte) (d *markdown.Document, c cost) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c.took = golden.Soon(t, within, what, func() {
		d, _ = new(markdown.Converter).ConvertGuide("a.md", src, 1, silent{})
		if after.TotalAlloc == 0 {
			runtime.ReadMemStats(&after) // of the first try
		}
	})
	c.allocated, c.out = int((after.TotalAlloc-before.TotalAlloc)>>20), len(d.HTML)
	if c.allocated > 256 && !golden.Raced() || c.out > limit.PageBytes { // the race detector has pools forget
		t.Errorf("%s: %d MB, %d bytes out", what, c.allocated, c.out)
	}
	return d, c
}

// TestD1Pathological converts every shape at four sizes, or refuses it, within the time
// that a page has, within 256 MB, and to no more than a page may be.
func TestD1Pathological(t *testing.T) {
	sizes := []int{1 << 10, 10 << 10, 100 << 10, 1 << 20}
	if golden.Raced() {
		sizes = sizes[:2]
	}
	tried := 0
	for i, s := range payload.MarkdownShapes() {
		for j, size := range sizes {
			if !promise.Whole() && (i+j)%3 != 0 {
				continue
			}
			src := []byte(s.Make(size))
			_, c := bounded(t, limit.PageTime, fmt.Sprintf("%s of %d bytes", s.Name, size), src[:min(len(src), limit.FileBytes)])
			t.Logf("%-24s %7d %8.1f ms %4d MB allocated %8d out", s.Name, size, c.took.Seconds()*1000, c.allocated, c.out)
			tried++
		}
	}
	d, c := bounded(t, time.Second, "a well-formed text of a megabyte", []byte(payload.WellFormed(limit.FileBytes)))
	if t.Logf("well-formed: %+v", c); len(d.HTML) < limit.FileBytes {
		t.Errorf("a well-formed text of a megabyte gives %d bytes", len(d.HTML))
	}
	if tried++; !golden.Raced() {
		promise.Held(t, tried)
	}
}

// TestD2Amplification gives what a short text may try to make a long page of. None
// makes more than 50 times its length, beyond what a page of a few kilobytes has anyway.
func TestD2Amplification(t *testing.T) {
	tried := 0
	for _, s := range payload.MarkdownShapes() {
		for _, size := range []int{10 << 10, 100 << 10} {
			src := []byte(s.Make(size))
			d, _ := new(markdown.Converter).ConvertGuide("a.md", src, 1, silent{})
			if out := len(fill(d)); out > 50*len(src) {
				t.Errorf("%s: %d bytes of %d", s.Name, out, len(src))
			} else if out > 15*len(src) {
				t.Logf("%s: %d bytes of %d", s.Name, out, len(src))
			}
			tried++
		}
	}
	promise.Held(t, tried)
}

// TestTables makes tables that are as large as they may be, and one that is a little larger:
// no cell of that is on the page.
func TestTables(t *testing.T) {
	const head = "|a|\n|-|\n"
	long := head + strings.Repeat("|"+strings.Repeat("x", 4090)+"|\n", limit.TableBytes/4093)
	wide := func(n int) string { return strings.Repeat("|a", n) + "|\n" + strings.Repeat("|-", n) + "|\n" }
	for _, c := range []struct{ name, fits, more, code string }{
		{"bytes", long, long + "|" + strings.Repeat("x", limit.TableBytes-len(long)) + "|\n", "markdown.block-size"},
		{"columns", wide(limit.TableColumns), wide(limit.TableColumns + 1), "markdown.table-columns"},
		{"cells", head + strings.Repeat("|x|\n", limit.TableCells-1), head + strings.Repeat("|x|\n", limit.TableCells), "markdown.table-cells"},
		{"a row", head + "|" + strings.Repeat("x", limit.BlockBytes-3) + "|\n", head + "|" + strings.Repeat("x", limit.BlockBytes) + "|\n", "markdown.block-size"},
		{"pipes", head + strings.Repeat("|\\||\n", limit.TablePipes), head + strings.Repeat("|\\||\n", limit.TablePipes+1), "markdown.table-cells"},
	} {
		if d, faults := new(markdown.Converter).ConvertGuide("a.md", []byte(c.fits), 1, silent{}); len(faults) > 0 || !strings.Contains(string(fill(d)), "<td") && c.name != "columns" {
			t.Errorf("%s: one that fits: %v", c.name, faults)
		}
		d, faults := new(markdown.Converter).ConvertGuide("a.md", []byte(c.more), 1, silent{})
		if len(faults) != 1 || faults[0].Message.Code != c.code || strings.Contains(string(fill(d)), "<table") {
			t.Errorf("%s: one that is larger: %v", c.name, faults)
		}
	}
}

// coloured are the languages that get colours.
var coloured = strings.Fields("bash c css diff go html ini java javascript json php powershell python rust sql toml typescript xml yaml")

// TestD4Lexers gives every lexer that we have what costs it most. A block may take a
// fraction of a second and no longer, and its text is there with or without colours.
func TestD4Lexers(t *testing.T) {
	size := 10 << 10
	if golden.Raced() {
		size = 1 << 10
	}
	tried := 0
	for i, name := range coloured {
		for j, unit := range payload.CodeUnits() {
			if !promise.Whole() && (7*i+j)%19 != 0 {
				continue
			}
			for _, code := range []string{strings.Repeat(unit, size/len(unit)), strings.Repeat(strings.Repeat(unit, 300/len(unit)+1)+"\n", size/300)} {
				code = code[:min(len(code), size)]
				fenced(t, limit.PageCodeTime, name, code)
				tried++
			}
		}
	}
	if !golden.Raced() {
		promise.Held(t, tried)
	}
}

// TestD4Names names each of chroma's lexers on a fence, most of which we do not trust:
// it is a name that we do not know, and the code is there as it was written.
func TestD4Names(t *testing.T) {
	tried := 0
	known := lexers.Names(true)
	if len(known) < 500 {
		t.Fatalf("chroma has only %d names", len(known))
	}
	units := payload.CodeUnits()
	for i, name := range known {
		for j := range 20 {
			unit := units[(i+3*j)%len(units)]
			fenced(t, limit.PageTime, name, strings.Repeat(unit, 1000/len(unit)))
			tried++
		}
	}
	if !golden.Raced() {
		promise.Held(t, tried)
	}
}

// fenced converts a page that is one block of code, and holds what stands on it to the
// code.
func fenced(t *testing.T, within time.Duration, name, code string) {
	t.Helper()
	code = strings.TrimRight(strings.ToValidUTF8(code, ""), "\n") + "\n"
	fence := strings.Repeat("`", 12)
	if strings.Contains(code, "`") {
		fence = strings.Repeat("~", 12)
	}
	d, _ := bounded(t, within, fmt.Sprintf("%s of %.10q", name, code), []byte(fence+name+"\n"+code+fence+"\n"))
	if shown := html.UnescapeString(tag.ReplaceAllString(string(d.HTML), "")); shown != code+"\n" {
		t.Errorf("%s of %.10q shows another text:\n%.300q\n%.300q", name, code, shown, code)
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)
