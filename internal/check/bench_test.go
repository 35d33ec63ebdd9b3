package check

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkOutputs reads 100 pages that lead to each other.
func BenchmarkOutputs(b *testing.B) {
	site := files(wrap(""))
	for i := range 100 {
		body := strings.Repeat(fmt.Sprintf("<p>Voir <a href=\"p%d.html\">la suite</a> et <a href=\"https://example.org/%d\" rel=\"noopener noreferrer\">ailleurs</a>.</p>\n", (i+1)%100, i), 100)
		site[fmt.Sprintf("fr/p%d.html", i)] = []byte(wrap(body))
	}
	b.ReportAllocs()
	for b.Loop() {
		if list := Outputs(site, nil); len(list) > 0 {
			b.Fatal(list[0])
		}
	}
}
