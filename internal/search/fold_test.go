package search

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tract/internal/browser"
)

// TestFoldAgrees holds that a reader's words are taken apart as those of the pages are: each
// text of the repository's own content, and some that are hard, in Go and in Chromium.
func TestFoldAgrees(t *testing.T) {
	src, err := os.ReadFile("../../assets/js/modules/fold.js")
	if err != nil {
		t.Fatal(err)
	}
	_, function, ok := strings.Cut(string(src), "export ")
	if !ok {
		t.Fatal("fold.js exports nothing")
	}
	texts := []string{
		"L’ÉTÉ à l'entente, 4 500, 4\u00a0500\u202f000, 12 345, 1.234,5 %, 514 555-1234, YUL2; m² ⑴ ﬁn", "mou\u00adve\u00adment e\u0301te\u0301 ẞ Straße Łódź ΛΌΓΟΣ İstanbul",
		"العُمّال أُجرة مستشفى مدينة ٤٥٠٠ ۱۲ كـتاب", "人工 ไทย 한국어 हिन्दी", "a_b c-d é/è x’y 1’234 12.2025",
	}
	files, err := filepath.Glob("../../content/*/*")
	if err != nil || len(files) < 50 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		if src, err := os.ReadFile(name); err == nil && filepath.Ext(name) != ".jpg" {
			texts = append(texts, strings.Split(string(src), "\n")...)
		}
	}
	p := browser.Start(t).Open(t, 390, 844)
	p.Go("data:text/html,<title>x</title>")
	browser.Eval[any](p, "globalThis.fold = "+function+"; 0")
	for part := range slices.Chunk(texts, 500) {
		got := browser.Eval[[][]string](p, fmt.Sprintf(`%s.map((text) => fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])`, quoted(part)))
		for i, text := range part {
			if want := taken(text); !slices.Equal(got[i], want) {
				t.Errorf("%q: the browser has %q, the index %q", text, got[i], want)
			}
		}
	}
}

// taken gives the words of a text as the index has them.
func taken(text string) []string {
	words := []string{}
	eachWord(nil, text, func(word []byte) {
		if w := fold(string(word)); w != "" {
			words = append(words, w)
		}
	})
	return words
}

// quoted writes texts as a script has them.
func quoted(texts []string) string {
	src := call(texts)
	return string(src[len("tractFound(") : len(src)-len(")\n")])
}
