package translation

import (
	"strings"
	"testing"
)

// BenchmarkSections takes the digests of a text of a usual length.
func BenchmarkSections(b *testing.B) {
	body := []byte(strings.Repeat("## Les étapes\n\n1. **Venez.** L’assemblée a demandé l’aide du [CTI](org:iwc) : « tout de suite ».\n", 50))
	var c Cutter
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		c.Sections([]string{"Un titre", "Un résumé."}, body)
	}
}
