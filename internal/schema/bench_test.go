package schema_test

import (
	"testing"

	"tract/internal/content"
	"tract/internal/schema"
	"tract/internal/yaml"
)

// BenchmarkDecode decodes the front matter of a guide, which YAML has read.
func BenchmarkDecode(b *testing.B) {
	src := []byte("title: Quitter Amazon Prime\nsummary: Comment résilier son abonnement en dix minutes, et quoi dire.\ndate: 2025-02-01\nminutes: 10\neffort: 1\ncost: free\nrisk: none\nfor: [everyone]\nplace: [home]\ndemands: [boycott-at-home]\nsources: [article:defeating-amazon]\n")
	node, list := yaml.Parse("guide.fr.md", src, 2)
	if len(list) > 0 {
		b.Fatal(list)
	}
	context, fields := schema.Context{Language: "fr", Languages: []string{"fr", "en"}}, content.KindGuide.Describe().Fields
	b.ReportAllocs()
	for b.Loop() {
		if _, list := context.Decode(&node, fields); len(list) > 0 {
			b.Fatal(list)
		}
	}
}
