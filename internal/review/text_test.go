package review

import (
	"strings"
	"testing"

	"tract/internal/content"
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
