package build

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/golden"
	"tract/internal/site"
)

// large gives the rich site with many more guides, in both languages.
func large(b *testing.B) fstest.MapFS {
	site := rich(b)
	for _, language := range []string{"fr", "en"} {
		guide := string(site["content/guides/picket."+language+".md"].Data)
		body := strings.Repeat("\nUn paragraphe de plus, avec [](figure:jobs) et **des mots**.\n", 10)
		for n := range 300 {
			site[fmt.Sprintf("content/guides/guide-%d.%s.md", n, language)] = &fstest.MapFile{Data: []byte(guide + body)}
		}
	}
	return site
}

func BenchmarkBuild(b *testing.B) {
	site := large(b)
	for b.Loop() {
		Build(site, Options{Now: now})
	}
}

// BenchmarkKeys takes the digest of every page of a model again.
func BenchmarkKeys(b *testing.B) {
	result, _ := Build(large(b), Options{Now: now})
	for b.Loop() {
		for _, p := range result.Site.Pages {
			site.DigestOf(*p, result.Site.Key)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(result.Site.Pages)), "ns/page")
}

func BenchmarkPage(b *testing.B) {
	result, list := Build(large(b), Options{Now: now})
	if list.HasErrors() {
		b.Fatal(golden.Printed(b, "en", list))
	}
	for _, o := range result.Outputs {
		if o.Path != "fr/guides/guide-1.html" {
			continue
		}
		var out bytes.Buffer
		for b.Loop() {
			out.Reset()
			if err := o.Make(&out); err != nil {
				b.Fatal(err)
			}
		}
		return
	}
	b.Fatal("no such page")
}
