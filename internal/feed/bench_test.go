package feed

import (
	"fmt"
	"testing"

	"tract/internal/content"
	"tract/internal/site"
)

// full is as much as a feed holds.
func full() *site.News {
	cards := make([]*site.Card, 50)
	for i := range cards {
		cards[i] = card(fmt.Sprint("guide-", i), "Quitter Amazon Prime & cie", "Comment résilier son abonnement en dix minutes, et quoi dire.", june, march)
	}
	return news(cards...)
}

func BenchmarkAtom(b *testing.B) {
	n := full()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Atom(base, n); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJSON(b *testing.B) {
	n := full()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := JSON(base, n); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCalendar(b *testing.B) {
	events := make([]*site.Page, 50)
	for i := range events {
		events[i] = event(fmt.Sprint("marche-", i), "La marche de février", content.Event{Start: at(2025, 2, 15, 13, 0), Place: "Montréal"})
	}
	b.ReportAllocs()
	for b.Loop() {
		Calendar(base, diary(events...))
	}
}

// BenchmarkSitemap lists 10,000 pages in two languages.
func BenchmarkSitemap(b *testing.B) {
	entries := make([]Entry, 10_000)
	for i := range entries {
		fr, en := site.Address(fmt.Sprintf("fr/guides/guide-%d.html", i)), site.Address(fmt.Sprintf("en/guides/guide-%d.html", i))
		entries[i] = Entry{Address: fr, Checked: june, Alternates: []site.Alternate{{Language: french, Address: fr}, {Language: french, Address: en}}}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Sitemap(base, entries); err != nil {
			b.Fatal(err)
		}
	}
}
