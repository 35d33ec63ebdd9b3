package asset_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"tract/assets"
	"tract/internal/asset"
)

// BenchmarkBuild joins and minifies the theme's own styles and scripts.
func BenchmarkBuild(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, faults := asset.Build(assets.FS, nil, []asset.Property{{Name: "--campaign", Value: "#b5001e"}}); len(faults) > 0 {
			b.Fatal(faults)
		}
	}
}

// BenchmarkReadImage takes the metadata out of a photo of two megapixels.
func BenchmarkReadImage(b *testing.B) {
	m := image.NewRGBA(image.Rect(0, 0, 1600, 1200))
	for y := range 1200 {
		for x := range 1600 {
			m.Set(x, y, color.RGBA{uint8(x), uint8(y), uint8(x * y), 255})
		}
	}
	var src bytes.Buffer
	if err := jpeg.Encode(&src, m, nil); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(src.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, faults := asset.ReadImage("content/images/photo.jpg", src.Bytes()); len(faults) > 0 {
			b.Fatal(faults)
		}
	}
}
