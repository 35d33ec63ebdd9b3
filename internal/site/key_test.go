package site

import (
	"math"
	"testing"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/schema"
)

// TestDigestOf tells apart what differs, and nothing else.
func TestDigestOf(t *testing.T) {
	type pair struct{ A, B string }
	type hidden struct{ inner []string }
	differ := [][2]any{
		{pair{"ab", ""}, pair{"a", "b"}},
		{[]string{"a", "b"}, []string{"ab"}},
		{[]string{"a"}, []string{"a", ""}},
		{hidden{[]string{"a"}}, hidden{[]string{"b"}}},
		{map[string]string{"a": "b"}, map[string]string{"b": "a"}},
		{locale.Text{"fr": "x"}, locale.Text{"en": "x"}},
		{(*int)(nil), new(int)},
		{0.0, math.Copysign(0, -1)},
		{-1, 1},
		{true, false},
		{[]byte("a"), []byte("b")},
		{Digest{1}, Digest{2}},
		{&Language{Locale: &locale.Locale{Code: "fr"}}, &Language{Locale: &locale.Locale{Code: "en"}}},
		{&content.Document{File: "a"}, &content.Document{File: "b"}},
		{&content.Document{Digest: [32]byte{1}}, &content.Document{}},
		{&Card{digest: &Digest{1}}, &Card{digest: &Digest{}}},
		{&Card{Link: Link{Language: "fr"}, digest: &Digest{}}, &Card{digest: &Digest{}}},
		{&Page{progress: progress{key: Digest{1}}}, &Page{}},
	}
	for _, c := range differ {
		if DigestOf(c[0]) == DigestOf(c[1]) {
			t.Errorf("%+v and %+v have one digest", c[0], c[1])
		}
	}
	equal := [][2]any{
		{[]string(nil), []string{}},
		{map[string]int{"a": 1, "b": 2, "c": 3}, map[string]int{"c": 3, "b": 2, "a": 1}},
		{schema.Ref{Key: "a", Pos: diag.Position{Line: 1}}, schema.Ref{Key: "a", Pos: diag.Position{Line: 2}}},
		// What stands for a value stands for all of it.
		{&Card{Summary: "a", digest: &Digest{}}, &Card{Summary: "b", digest: &Digest{}}},
		{&Page{Title: "a"}, &Page{Title: "b"}},
	}
	for _, c := range equal {
		if DigestOf(c[0]) != DigestOf(c[1]) {
			t.Errorf("%+v and %+v have two digests", c[0], c[1])
		}
	}
	if DigestOf("a", "b") == DigestOf("ab") {
		t.Error("values run into each other")
	}
}

func TestTally(t *testing.T) {
	var a Tally
	for _, status := range append(Statuses(), "", "open") {
		a.count(status)
	}
	if a != (Tally{Won: 1, Partly: 1, Open: 3, Refused: 1, Overtaken: 1}) {
		t.Errorf("%+v", a)
	}
	sum := a.Plus(Tally{Won: 2})
	if sum.Of("won") != 3 || sum.Total() != 9 || sum.Of("lost") != 0 {
		t.Errorf("%+v", sum)
	}
}

// TestMinutes sorts guides into the time that somebody has: a span holds what
// fits into it and not into the one before.
func TestMinutes(t *testing.T) {
	for minute, want := range map[int]string{0: "evening", 1: "2", 2: "2", 3: "10", 10: "10", 11: "hour", 60: "hour", 61: "evening", 10080: "evening"} {
		out := minutes([]*Card{{Guide: &content.Guide{Minutes: minute}}})
		if len(out) != 1 || out[0].Name != want || len(out[0].Guides) != 1 {
			t.Errorf("%d minutes: %+v, want %s", minute, out, want)
		}
	}
	if out := minutes(nil); out != nil {
		t.Errorf("%v", out)
	}
}
