package yaml

import (
	"strings"
	"testing"
)

// BenchmarkParseData reads a data file of 200 entries.
func BenchmarkParseData(b *testing.B) {
	src := []byte(strings.Repeat("- id: closure\n  date: 2025-01-22\n  text: {fr: L’entreprise annonce sa fermeture., en: The company says that it closes.}\n  sources: [article:defeating-amazon]\n", 200))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, list := ParseData("timeline.yaml", src); len(list) > 0 {
			b.Fatal(list)
		}
	}
}
