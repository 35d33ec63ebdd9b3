package review_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/build"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/review"
)

// TestManyOrganizations holds the time that is taken where as many sites are trusted as
// there can be, and as many others are led to.
func TestManyOrganizations(t *testing.T) {
	var organizations, figures strings.Builder
	for i := range limit.DataEntries {
		fmt.Fprintf(&organizations, "o%d: {name: O%d, type: union, link: \"https://o%d.example.org/\"}\n", i, i, i)
		fmt.Fprintf(&figures, "f%d: {label: J%d, values: [{value: %d, source: {title: t, url: \"https://a%d.example.org/\"}}]}\n", i, i, i, i)
	}
	source := golden.FS([]txtar.File{
		{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://nous.quebec/\n")},
		{Name: "content/data/organizations.yaml", Data: []byte(organizations.String())},
		{Name: "content/data/figures.yaml", Data: []byte(figures.String())},
		{Name: "content/pages/a.fr.md", Data: []byte("---\ntitle: À propos\n---\n" + strings.Repeat("[le syndicat](https://"+strings.Repeat("a-b.", 60)+"org/)\n\n", limit.Links))},
	})
	result := new(build.Memory).Build(source, build.Options{Now: now})
	if result.Site == nil {
		t.Fatal(golden.Printed(t, "en", result.Faults()))
	}
	golden.Soon(t, 2*time.Second, "many organizations", func() { review.Content(result.Site, source) })
}

// TestLongHosts holds the time that is taken for hosts far longer than DNS can have: in
// links, as their text, and where an address is refused, and behind a value.
func TestLongHosts(t *testing.T) {
	for _, unit := range []string{"a.", "a-", "a1.", "é."} {
		host := strings.Repeat(unit, 10_000/len(unit)) + "org"
		source := golden.FS([]txtar.File{
			{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://nous.quebec/ # https://" + host + "/\n")},
			{Name: "content/data/boycott.yaml", Data: []byte("brands:\n  - {name: Amazon, domains: [amazon.ca, amazon.com], text: a}\n")},
			{Name: "content/pages/a.fr.md", Data: []byte("---\ntitle: À propos\n---\n" + strings.Repeat("[le syndicat, "+strings.Repeat("a.quebec ", 1000)+"](https://"+host+"/)\n\n", 10) + strings.Repeat("["+host+"](https://nous.quebec/)\n\n", 10))},
		})
		result := new(build.Memory).Build(source, build.Options{Now: now})
		if result.Site == nil {
			t.Fatal(golden.Printed(t, "en", result.Faults()))
		}
		golden.Soon(t, 3*time.Second, "hosts of "+unit, func() { review.Content(result.Site, source) })
	}
}

// TestOpenQuotations holds the time that is taken for quotation marks that nothing closes.
func TestOpenQuotations(t *testing.T) {
	for _, marks := range []string{"« ", "«a « ", "“ ", "“« "} {
		source := golden.FS([]txtar.File{
			{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://nous.quebec/\n")},
			{Name: "content/articles/a.fr.md", Data: []byte("---\ntitle: A\nsummary: S\nsource: {title: a, publication: b}\n---\n" + strings.Repeat(strings.Repeat(marks, 30_000/len(marks))+"\n\n", 30))},
		})
		result := new(build.Memory).Build(source, build.Options{Now: now})
		if result.Site == nil {
			t.Fatal(golden.Printed(t, "en", result.Faults()))
		}
		golden.Soon(t, 3*time.Second, "marks "+marks, func() { review.Content(result.Site, source) })
	}
}

// TestEscapedAddresses holds the time that is taken for many addresses where a value has a
// sign by its number, and counts each that stands in no other way once.
func TestEscapedAddresses(t *testing.T) {
	var moments strings.Builder
	for i := range 2000 {
		var addresses strings.Builder
		for n := range 25 {
			fmt.Fprintf(&addresses, "https://%x.a ", i*25+n)
		}
		fmt.Fprintf(&moments, "  - {id: m%d, date: 2020-01-01, text: {fr: \"%s\"}}\n", i, addresses.String())
	}
	last := "  - {id: escaped, date: 2020-01-01, text: {fr: \"\\x68ttps://bit.ly/a et \\x68ttps://bit.ly/a\"}}\n"
	source := golden.FS([]txtar.File{
		{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://nous.quebec/\n")},
		{Name: "content/data/timeline.yaml", Data: []byte("moments:\n" + moments.String() + last)},
	})
	result := new(build.Memory).Build(source, build.Options{Now: now})
	if result.Site == nil || result.Faults().HasErrors() {
		t.Fatal(golden.Printed(t, "en", result.Faults()))
	}
	golden.Soon(t, 4*time.Second, "escaped addresses", func() { review.Content(result.Site, source) })
	found := 0
	for _, l := range review.Links(result.Site, source) {
		if l.Address == "https://bit.ly/a" {
			found++
		}
	}
	if found != 1 {
		t.Errorf("an address that stands in a value twice is found %d times", found)
	}
}

// TestLongWords holds the time that is taken for words that are as long as a paragraph may
// be, in texts and as links, and for lines that begin with as many spaces.
func TestLongWords(t *testing.T) {
	for name, text := range map[string]string{
		"a word":   "[" + strings.Repeat("K", 30_000) + "](https://a.quebec/)",
		"joined":   "[" + strings.Repeat("A.b", 10_000) + "](mailto:a@b.quebec)",
		"indented": "mot\n" + strings.Repeat(" ", 15_000) + strings.Repeat("ami(e)s ", 15_000/len("ami(e)s ")),
	} {
		source := golden.FS([]txtar.File{
			{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://nous.quebec/\n")},
			{Name: "content/pages/a.fr.md", Data: []byte("---\ntitle: À propos\n---\n" + strings.Repeat(text+"\n\n", 33))},
		})
		result := new(build.Memory).Build(source, build.Options{Now: now})
		if result.Site == nil {
			t.Fatal(golden.Printed(t, "en", result.Faults()))
		}
		golden.Soon(t, 2*time.Second, name, func() { review.Content(result.Site, source) })
	}
}

// TestImitationAmongOrganizations has a proposal add the site that imitates another to the
// organizations: that makes it no better.
func TestImitationAmongOrganizations(t *testing.T) {
	for link, want := range map[string]int{"https://desjard1ns.com/": 1, "https://nous.quebec.example.org/": 1, "https://www.desjardins.com/": 0, "https://laval.example.org/": 0} {
		source := golden.FS([]txtar.File{
			{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr]\nbase_url: https://nous.quebec/\n")},
			{Name: "content/data/organizations.yaml", Data: []byte("o: {name: O, type: union, link: \"" + link + "\"}\n")},
		})
		result := new(build.Memory).Build(source, build.Options{Now: now})
		if result.Site == nil {
			t.Fatal(golden.Printed(t, "en", result.Faults()))
		}
		told := 0
		for _, d := range review.Content(result.Site, source) {
			if d.Message.Code == "review.odd-host" {
				told++
			}
		}
		if told != want {
			t.Errorf("%s: told %d times, want %d", link, told, want)
		}
	}
}
