package config

import (
	"os"
	"testing"
)

func BenchmarkLoad(b *testing.B) {
	site := os.DirFS("../..")
	b.ReportAllocs()
	for b.Loop() {
		if _, list := Load(site); list.HasErrors() {
			b.Fatal(list)
		}
	}
}
