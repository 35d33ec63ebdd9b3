package site

import (
	"os"
	"testing"

	"tract/internal/locale"
)

// BenchmarkNew makes the model of the repository's own site, whose content has been
// read: so that a page can be asked for, then so that all faults are known, then with
// the key of every page.
func BenchmarkNew(b *testing.B) {
	was, list := load(b, os.DirFS("../.."), nil)
	if list.HasErrors() {
		b.Fatal(list)
	}
	var locales []*locale.Locale
	for _, l := range was.Languages {
		locales = append(locales, l.Locale)
	}
	for _, c := range []struct {
		name string
		then func(*Site)
	}{
		{"first", func(*Site) {}},
		{"faults", func(s *Site) { s.Faults() }},
		{"keys", func(s *Site) {
			for _, p := range s.Pages {
				s.KeyOf(p)
			}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s, _ := New(was.Settings, locales, was.Content, was.index.pictures, was.Now)
				c.then(s)
			}
		})
	}
}
