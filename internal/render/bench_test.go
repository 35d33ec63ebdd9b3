package render

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"tract/internal/locale"
	"tract/internal/site"
	"tract/layouts"
)

// BenchmarkParse reads the program's templates.
func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, list := Parse(layouts.FS, layouts.FS); list.HasErrors() {
			b.Fatal(list)
		}
	}
}

// BenchmarkFirstPage makes a page whose frame is not made yet.
func BenchmarkFirstPage(b *testing.B) {
	c := common(b, "https://example.org/")
	templates, list := Parse(layouts.FS, layouts.FS)
	if list.HasErrors() {
		b.Fatal(list)
	}
	benchmarkPage(b, plainPage(c, "fr/page.html", "Une page"), func() *Renderer { return templates.Renderer(c, plain{}) })
}

// BenchmarkPage makes a page like those before it.
func BenchmarkPage(b *testing.B) {
	c := common(b, "https://example.org/")
	p := plainPage(c, "fr/page.html", "Une page")
	p.Document.Body.HTML = []byte(strings.Repeat("<p>La compagnie dit que son choix suit un examen de ses activités dans la province.</p>\n", 60))
	r := renderer(b, c, nil)
	benchmarkPage(b, p, func() *Renderer { return r })
}

// BenchmarkList makes a list of 1,000 cards.
func BenchmarkList(b *testing.B) {
	c := common(b, "https://example.org/")
	p := plainPage(c, "fr/guides/index.html", "Les guides")
	p.Kind, p.Document, p.List = site.KindList, nil, &site.List{}
	for n := range 1000 {
		p.List.Cards = append(p.List.Cards, &site.Card{
			Link: site.Link{Title: "Quitter Amazon Prime", Address: site.Address(fmt.Sprintf("fr/guides/guide-%d.html", n)), Kind: "guide"},
			Key:  fmt.Sprint("guide-", n), Summary: "Comment résilier son abonnement.", Date: locale.Date{Year: 2025, Month: 6, Day: 1},
		})
	}
	r := renderer(b, c, nil)
	benchmarkPage(b, p, func() *Renderer { return r })
}

func benchmarkPage(b *testing.B, p *site.Page, renderer func() *Renderer) {
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if list := renderer().Page(&out, p); len(list) > 0 {
			b.Fatal(list)
		}
	}
	b.SetBytes(int64(out.Len()))
}
