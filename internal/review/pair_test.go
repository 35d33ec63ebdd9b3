package review_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/build"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/review"
)

// pair has a page and its translation, and gives what says what the rules find in them.
func pair(t *testing.T, glossary, french, english string) (judged func() diag.List) {
	t.Helper()
	source := golden.FS([]txtar.File{
		{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr, en]\nbase_url: https://nous.quebec/\n")},
		{Name: "content/data/glossary.yaml", Data: []byte(glossary)},
		{Name: "content/pages/a.fr.md", Data: []byte("---\ntitle: À propos\n---\n" + french)},
		{Name: "content/pages/a.en.md", Data: []byte("---\ntitle: About\n---\n" + english)},
	})
	result := new(build.Memory).Build(source, build.Options{Now: now})
	if result.Site == nil || result.Faults().HasErrors() {
		t.Fatal(golden.Printed(t, "en", result.Faults()))
	}
	return func() diag.List { return review.Content(result.Site, source) }
}

// paragraphs writes as many bytes of words as there may be in a few paragraphs.
func paragraphs(bytes int, word func(i int) string) string {
	var b strings.Builder
	last := 0
	for i := 0; b.Len() < bytes; i++ {
		b.WriteString(word(i) + " ")
		if b.Len()-last > limit.BlockBytes-100 {
			b.WriteString("\n\n")
			last = b.Len()
		}
	}
	return b.String()
}

const glossaryEntry = "example-term: {term: {fr: mot du glossaire, en: glossary word}, definition: {fr: a, en: b}}\n"

// TestTextsThatShareNothing has pages of which each lacks all that the other states: few of
// a kind are told, the others are counted.
func TestTextsThatShareNothing(t *testing.T) {
	const size, least = 300_000, 10_000
	for name, word := range map[string]func(i int) string{
		"figures-differ": func(i int) string { return fmt.Sprintf("%d", 2+i) },
		"phones-differ":  func(i int) string { return fmt.Sprintf("514 %03d-%04d", 200+i/10000, i%10000) },
		"dates-differ":   func(i int) string { return fmt.Sprintf("%d-%02d-%02d", 1000+i/336, i/28%12+1, i%28+1) },
	} {
		other := strings.NewReplacer("514 ", "438 ") // no other number of either has these digits
		judged := pair(t, glossaryEntry, paragraphs(size, word), paragraphs(size, func(i int) string { return other.Replace(word(i + 100_000)) }))
		var list diag.List
		golden.Soon(t, 4*time.Second, name, func() { list = judged() })
		told := map[string]int{}
		for _, d := range list {
			told[d.File+" "+d.Message.Code]++
		}
		for what, n := range told {
			if n > limit.Faults {
				t.Errorf("%s: %s is told %d times", name, what, n)
			}
		}
		if n := counted(list, "review."+name); n < 2*least {
			t.Errorf("%s: %d are counted", name, n)
		}
	}
}

// TestLinksThatAreNotShared does the same with links, of which there are fewer.
func TestLinksThatAreNotShared(t *testing.T) {
	for name, line := range map[string]string{"within": "[un lien](guide:g-%d)\n\n", "sites": "[un lien](https://h%d.quebec/)\n\n"} {
		var b strings.Builder
		for i := range limit.Links {
			fmt.Fprintf(&b, line, i)
		}
		source := golden.FS([]txtar.File{
			{Name: "content/site.yaml", Data: []byte("title: x\nlanguages: [fr, en]\nbase_url: https://nous.quebec/\n")},
			{Name: "content/pages/a.fr.md", Data: []byte("---\ntitle: À propos\n---\n" + b.String())},
			{Name: "content/pages/a.en.md", Data: []byte("---\ntitle: About\n---\nNothing.\n")},
		})
		result := new(build.Memory).Build(source, build.Options{Now: now})
		var list diag.List
		golden.Soon(t, 2*time.Second, name, func() { list = review.Content(result.Site, source) })
		if n := counted(list, "review.links-differ"); n != limit.Links || len(list) > 3*limit.Faults {
			t.Errorf("%s: %d are told, of %d", name, len(list), n)
		}
	}
}

// TestGlossaryOfOneBeginning has as many terms as there may be, which begin with the same
// words, and pages of nothing but these words.
func TestGlossaryOfOneBeginning(t *testing.T) {
	var terms strings.Builder
	for i := range limit.DataEntries {
		fmt.Fprintf(&terms, "t%[1]d: {term: {fr: mot a b c mot%[1]d, en: word a b c word%[1]d}, definition: {fr: a, en: b}}\n", i)
	}
	const size = 300_000
	repeated := func(words string) string { return paragraphs(size, func(int) string { return words }) }
	judged := pair(t, terms.String(), repeated("mot a b c")+"mot a b c mot7", repeated("word a b c"))
	var list diag.List
	golden.Soon(t, 4*time.Second, "the beginning", func() { list = judged() })
	if n := counted(list, "review.term-differs"); n != 0 { // English says how the term begins
		t.Errorf("%d terms are told", n)
	}
	list = pair(t, terms.String(), paragraphs(100_000, func(i int) string { return fmt.Sprintf("mot a b c mot%d.", i%limit.DataEntries) }), "Nothing.\n")()
	if n := counted(list, "review.term-differs"); n != limit.DataEntries {
		t.Errorf("%d terms are counted", n)
	}
}

// counted gives how often a rule found something, told or not.
func counted(list diag.List, code string) (n int) {
	for _, d := range list {
		if d.Message.Code == code {
			n += 1 + d.More
		}
	}
	return n
}
