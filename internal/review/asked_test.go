package review

import (
	"cmp"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tract/internal/golden"
)

// TestAskedByHand has texts of the pieces that forms are made of, in any order: what is
// asked by hand before an expression, because it is quicker, hides nothing of what the
// expression finds by itself.
func TestAskedByHand(t *testing.T) {
	french := wordingOf("fr")
	plain := func(form *regexp.Regexp) func([]byte) []span {
		return func(text []byte) (spans []span) {
			for _, m := range form.FindAllIndex(text, -1) {
				spans = append(spans, span{m[0], m[1]})
			}
			return spans
		}
	}
	joined := func(form *regexp.Regexp) func([]byte) []span {
		return func(text []byte) []span { return findJoined(form, text) }
	}
	tests := map[string]struct {
		pieces    string // between spaces; ␣ is a space, ⏎ the end of a line
		hand, all func(text []byte) []span
	}{
		"double forms": {
			pieces: "␣ ␣ ⏎ client étudiant employé act travaill un chacun elle il membre ouvri é e eur euse trice ière ne le s · • . - ( ) [ ] / ␣( E NE EUSE ’ A",
			hand:   joined(french.double), all: plain(french.double),
		},
		"words with a stroke": {
			pieces: "␣ ␣ ⏎ client entente gardien ouvri travaill act é e eur euse trice ière enne ne le s / / / · - ( ’ A",
			hand:   joined(french.joined), all: plain(french.joined),
		},
		"e-mail": {
			pieces: "␣ ␣ ⏎ ana ana B 7 .org .org ana@ [␣at␣] (␣at␣) {␣at␣} <␣At␣> ␣at␣ ␣at␣ x␣dot␣org x␣dot␣org _ + % - . .. org ca @ ＠ [at] (AT) {arobase} <@> at AT aT arobase AROBAS arobas dot DOT point POINT (dot) [.] {point} ( ) [ ] &#64; &#x40; &commat; & #",
			hand:   spansIn(mails), all: spansIn(func(text []byte) []found { return mailsIn(text, span{0, len(text)}) }),
		},
		"hours": {
			pieces: "␣ ␣ ⏎ 13 1 30 h h : :30 am a.m. p.m pm to – - \u00a0 mot . heures",
			hand: func(text []byte) (spans []span) {
				for line := range linesWith(text, mayHoldClock) {
					for _, m := range clock.FindAllIndex(text[line.start:line.end], -1) {
						spans = append(spans, span{line.start + m[0], line.start + m[1]})
					}
				}
				return spans
			}, all: plain(clock),
		},
		"telephones": {
			pieces: "␣ ␣ ␣ ⏎ 514 438 (514) 555 2345 5145552345 1 00 +1 +33 +86 6 12 34 800 - . / ( ) + \u00a0 \u202f \u2011 – — x a $ %",
			hand:   spansIn(telephones), all: spansIn(func(text []byte) []found { return numbersIn(text, span{0, len(text)}) }),
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			askedAlike(t, tt.pieces, tt.hand, tt.all)
		})
	}
}

// askedAlike has texts of pieces, in which two functions must find the same.
func askedAlike(t *testing.T, forms string, hand, all func(text []byte) []span) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	pieces := strings.Split(forms, " ") // some of which are spaces
	texts, found := 50_000, 0
	if golden.Raced() {
		texts = 1_000 // nothing is done at once here
	}
	for range texts {
		var b strings.Builder
		for range 1 + random.IntN(14) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := []byte(strings.NewReplacer("␣", " ", "⏎", "\n").Replace(b.String()))
		byHand, alone := hand(text), all(text)
		if !slices.Equal(byHand, alone) {
			t.Fatalf("%q: by hand %v, by the expression alone %v", text, byHand, alone)
		}
		found += len(alone)
	}
	if found < texts/100 {
		t.Errorf("%d are found in %d texts: they ask little", found, texts)
	}
}

// spansIn gives where the things stand that are found in a text, from its beginning on.
func spansIn(find func([]byte) []found) func([]byte) []span {
	return func(text []byte) (spans []span) {
		for _, f := range find(text) {
			spans = append(spans, span{f.start, f.start + len(f.words)})
		}
		slices.SortFunc(spans, func(a, b span) int { return cmp.Or(a.start-b.start, a.end-b.end) })
		return spans
	}
}

// TestCallsAreReadOnce has words that are those of a text in some lines only: the numbers
// of telephones among them are those that reading them again gives.
func TestCallsAreReadOnce(t *testing.T) {
	pieces := strings.Fields("␣ ␣ ␣ ⏎ ⏎ ⏎ 514␣522-1234 (438)␣522-1234 5145221234 +33␣6␣12␣34␣56␣78 1. - mot no␣ $ x")
	random, found := rand.New(rand.NewPCG(3, 4)), 0
	for range 5_000 {
		var b strings.Builder
		for range 1 + random.IntN(20) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := &text{file: "content/data/timeline.yaml"}
		text.read([]byte(strings.NewReplacer("␣", " ", "⏎", "\n").Replace(b.String())))
		said := slices.Clone(text.prose)
		for range random.IntN(3) {
			from := random.IntN(len(said))
			blankOut(said, span{from, min(len(said), from+random.IntN(20))})
		}
		once, again := text.callsIn(said), telephones(said)
		if !slices.Equal(once, again) {
			t.Fatalf("%q: %v, and read again %v", said, once, again)
		}
		found += len(once)
	}
	if found < 1000 {
		t.Errorf("%d are found: they ask little", found)
	}
}

// TestLongWordsAreNoForms looks for no form in what is far too long to be a word.
func TestLongWordsAreNoForms(t *testing.T) {
	form, word := wordingOf("fr").double, []byte(strings.Repeat("K", 1<<20)+"(e)")
	golden.Soon(t, 400*time.Millisecond, "a long word", func() {
		if found := findJoined(form, append(word, " ami(e)"...)); len(found) != 1 {
			t.Errorf("%d forms are found", len(found))
		}
	})
}
