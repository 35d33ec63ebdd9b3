package review

import (
	"strings"
	"testing"
	"time"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/markdown"
)

// TestCodeInLists reads on behind code that an entry of a list begins with.
func TestCodeInLists(t *testing.T) {
	for _, entry := range []string{"- ", "1. ", "* - ", "> - ", ""} {
		d := &content.Document{}
		d.BodyLine, d.Body = 1, &markdown.Document{}
		text := &text{document: d}
		text.read([]byte(entry + "```sh\n  code\n  ```\n\nwords\n"))
		if got := strings.TrimSpace(string(text.prose)); got != "words" {
			t.Errorf("%q: %q", entry, got)
		}
	}
}

// TestLongLine holds the time that is taken for a line of nothing but addresses: what
// stands before each is not looked at each time.
func TestLongLine(t *testing.T) {
	const size = 300_000
	line := []byte("o: {name: O} # " + strings.Repeat(" ", size) + strings.Repeat("http://a ", size/len("http://a ")))
	golden.Soon(t, 2*time.Second, "a line of addresses", func() {
		text := &text{file: "content/data/organizations.yaml"}
		if text.read(line); len(text.links) != size/len("http://a ") {
			t.Errorf("%d addresses are found", len(text.links))
		}
	})
}

// TestToldTwice counts what a rule finds beyond the last that is told, though that is found
// twice.
func TestToldTwice(t *testing.T) {
	text := &text{file: "content/pages/a.fr.md", code: "review.vague-link"}
	for i := range 2 * limit.Faults {
		text.tell(diag.Position{File: text.file, Line: i + 1, Column: 1}, "ici")
		text.tell(diag.Position{File: text.file, Line: i + 1, Column: 1}, "ici")
	}
	// Of those that are only counted nobody keeps where they stand.
	if n := text.list.Sorted().Count(diag.Warning); n != 3*limit.Faults {
		t.Errorf("%d are counted", n)
	}
}
