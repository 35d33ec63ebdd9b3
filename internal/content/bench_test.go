package content

import (
	"os"
	"testing"

	"tract/internal/config"
)

// BenchmarkLoad reads the repository's own content: from nothing, and again when no text
// has changed but every stamp may have.
func BenchmarkLoad(b *testing.B) {
	site := os.DirFS("../..")
	settings, _ := config.Load(site)
	for _, again := range []bool{false, true} {
		b.Run(map[bool]string{false: "fresh", true: "again"}[again], func(b *testing.B) {
			b.ReportAllocs()
			var m Memory
			for b.Loop() {
				if !again {
					m = Memory{}
				}
				if c, _ := Load(site, settings, locales(b), Options{Memory: &m}); len(c.Documents) == 0 {
					b.Fatal("there is nothing")
				}
			}
		})
	}
}
