package build

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/asset"
	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/golden"
	"tract/internal/site"
	"tract/layouts"
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

// BenchmarkRebuild builds again after an edit of one text, up to the moment that a
// page can be asked for, and then until all faults are known.
func BenchmarkRebuild(b *testing.B) {
	for _, whole := range []bool{false, true} {
		b.Run(map[bool]string{false: "first", true: "faults"}[whole], func(b *testing.B) {
			var m Memory
			site := stamped(large(b), "0")
			m.Build(site, Options{Now: now}).Faults()
			const name = "content/guides/guide-1.fr.md"
			text := string(site[name].Data)
			for n := 0; b.Loop(); n++ {
				site[name] = &fstest.MapFile{Data: fmt.Appendf(nil, "%s\n%d\n", text, n), Sys: strconv.Itoa(n)}
				r := m.Build(site, Options{Now: now})
				if whole {
					r.Faults()
				}
			}
		})
	}
}

// BenchmarkStages takes each stage of a first build by itself.
func BenchmarkStages(b *testing.B) {
	source := large(b)
	settings, _ := config.Load(source)
	locales, _ := loadLocales(settings, layouts.FS)
	settings = settings.Typeset(byCode(locales))
	load := func() *content.Content {
		c, _ := content.Load(source, settings, byCode(locales), content.Options{Now: now})
		return c
	}
	b.Run("content", func(b *testing.B) {
		for b.Loop() {
			load()
		}
	})
	read := load()
	images, _ := new(asset.Images).Read(source, "content/images")
	assemble := func() *site.Site {
		model, _ := site.New(settings, locales, read, pictureIndex(images), now)
		return model
	}
	b.Run("model", func(b *testing.B) {
		for b.Loop() {
			assemble()
		}
	})
	b.Run("faults", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			model := assemble()
			b.StartTimer()
			model.Faults()
		}
	})
	result, _ := Build(source, Options{Now: now})
	b.Run("kit", func(b *testing.B) {
		for b.Loop() {
			if _, err := result.works.pack(result.Site.Languages[0]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkKeys takes the key of every output.
func BenchmarkKeys(b *testing.B) {
	site := stamped(large(b), "0")
	var m Memory
	n := 0
	for b.Loop() {
		b.StopTimer()
		r := m.Build(site, Options{Now: now})
		r.Faults()
		b.StartTimer()
		n += len(r.Outputs())
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/output")
}

// stamped gives the files of a site a stamp.
func stamped(site fstest.MapFS, stamp string) fstest.MapFS {
	for _, f := range site {
		f.Sys = stamp
	}
	return site
}

func BenchmarkPage(b *testing.B) {
	result, list := Build(large(b), Options{Now: now})
	if list.HasErrors() {
		b.Fatal(golden.Printed(b, "en", list))
	}
	for _, o := range result.Outputs() {
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
