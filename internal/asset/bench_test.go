package asset_test

import (
	"testing"

	"tract/assets"
	"tract/internal/asset"
)

// BenchmarkBuild makes the styles, scripts and static files of the program's theme.
func BenchmarkBuild(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, list := asset.Build(assets.FS, nil, nil); list.HasErrors() {
			b.Fatal(list)
		}
	}
}
