package markdown_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/markdown"
)

// TestAddressesInKits gives the letters of a page as many addresses as a page may have
// links, and one more. What only looks like an address is none.
func TestAddressesInKits(t *testing.T) {
	const in = 20
	for form, counts := range map[string]bool{
		"https://a%d.ca/x.html": true,
		"(HTTP://www.a%d.ca)":   true,
		"www.a%d.ca":            true,
		"a%d.ca/x,":             true,
		"12/%d/2025":            false,
		"and/or etc./%d":        false,
		"a%d.ca":                false,
	} {
		for _, more := range []int{0, 1} {
			var b strings.Builder
			for i := range limit.Links + more {
				if i%(limit.Links/in) == 0 {
					b.WriteString("```\n\n```letter\n")
				}
				fmt.Fprintf(&b, form+"\n", i)
			}
			_, faults := new(markdown.Converter).Convert("a.md", []byte(strings.TrimPrefix(b.String(), "```\n")+"```\n"), 1, silent{})
			told := slices.ContainsFunc(faults, func(d diag.Diagnostic) bool { return d.Message.Code == "markdown.links" })
			if refused := counts && more > 0; refused != told || refused != (len(faults) > 0) {
				t.Errorf("%d times %q: %v", limit.Links+more, form, faults)
			}
		}
	}
}
