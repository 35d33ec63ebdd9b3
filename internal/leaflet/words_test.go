package leaflet

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tract/internal/golden"
)

// TestLongTexts sets what a hostile page may hold, in time that grows with its length and
// no faster, and loses nothing of it.
func TestLongTexts(t *testing.T) {
	s := press().setter(&Head{Language: "en"})
	for name, text := range map[string]string{
		"a word":     strings.Repeat("a", 200_000),
		"an accent":  strings.Repeat("é", 100_000),
		"an address": strings.Repeat("www.", 50_000),
		"words":      strings.Repeat("a ", 100_000),
		"signs":      strings.Repeat("\u2067a ", 20_000),
	} {
		var lines []line
		golden.Soon(t, 2*time.Second, name, func() {
			lines = s.lines(s.words([]Span{{Text: text}}), 100*pt, 10*pt)
		})
		var b strings.Builder
		for _, l := range lines {
			for _, w := range l.words {
				b.WriteString(w.text)
			}
		}
		if b.String() != strings.ReplaceAll(legible(text), " ", "") {
			t.Errorf("%s: %d bytes in %d lines, of %d", name, b.Len(), len(lines), len(text))
		}
	}
}

// TestLongLeaflets prints a text that is much too long for a sheet: it is not set in each
// of the many sizes that a shorter one may have.
func TestLongLeaflets(t *testing.T) {
	body := slices.Repeat([]Block{{Kind: Heading, Text: plain("a b c")}}, 10_000)
	once := golden.Soon(t, 10*time.Second, "setting it once", func() {
		press().setter(&Head{Language: "en"}).compose(body, 250*pt, smallest, [2]colour{})
	})
	s := &Sheet{Head: Head{Language: "en", Title: "Long", Colours: red}, After: body[:1000]}
	golden.Soon(t, 10*once, "printing it", func() {
		if _, err := press().Leaflet(s, body, A4); err != nil {
			t.Error(err)
		}
	})
}
