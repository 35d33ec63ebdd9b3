package locale

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tract/internal/limit"
)

func TestSlug(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"L’été, œuvre de Zoé", "l-ete-oeuvre-de-zoe"},
		{"Égalité", "egalite"},
		{"À l'usine DXT4 !", "a-l-usine-dxt4"},
		{"4\u00a0500 emplois (50 %)", "4-500-emplois-50"},
		{"Amazon’s closure: don't wait", "amazons-closure-dont-wait"},
		{"workers’ rights", "workers-rights"},
		{"don\u02bct, DON\u02bcT", "don\u02bct-don\u02bct"}, // which is a letter
		{"Straße, Ærø, Łódź, Þór, İstanbul ılık", "strasse-aero-lodz-thor-istanbul-ilik"},
		{"e\u0301te\u0301", "ete"},
		{"1ᵉʳ mai", "1er-mai"},
		{"حقوق العمّال", "حقوق-العمال"},
		{"أمازون", "أمازون"},
		{"Права рабочих й", "права-рабочих-й"},
		{"ΆΝΘΡΩΠΟΣ", "άνθρωποσ"},
		{"労働者の権利", "労働者の権利"},
		{"한국어", "한국어"},
		{"हिन्दी भाषा", "हिन्दी-भाषा"},
		{"--a--b--", "a-b"},
		{"soft\u00adware\u200d", "software"},
		{"!?…", ""},
		{"", ""},
		{"\u0301", ""},
		{"🙂", ""},
		{"1\ufe0f\u20e3 Écrivez", "1-ecrivez"},
		{"\xff\xfea", "a"},
		{strings.Repeat("mot ", 40), strings.Repeat("mot-", 19) + "mot"},
		{strings.Repeat("é", 200), strings.Repeat("e", 80)},
	} {
		got := Slug(c.in)
		if got != c.want {
			t.Errorf("Slug(%q) = %q, want %q", c.in, got, c.want)
		}
		if again := Slug(got); again != got {
			t.Errorf("Slug(%q) = %q: not stable", got, again)
		}
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Été", "ete"},
		{"ABC d", "abc d"},
		{"L’œuvre", "l'oeuvre"},
		{"a\u00a0b", "a b"},
		{"أُمّ", "ام"},
		{"Άλφα", "αλφα"},
		{"й", "й"},
		{"", ""},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"L’été", "أُمّ", "\u0301a", "한국어", "a'", "a's'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Slug(s)
		switch {
		case !utf8.ValidString(got), utf8.RuneCountInString(got) > limit.KeyChars:
			t.Errorf("Slug(%q) = %q", s, got)
		case strings.HasPrefix(got, "-"), strings.HasSuffix(got, "-"), strings.ContainsAny(got, " /?#%&\\\"'<>.:"):
			t.Errorf("Slug(%q) = %q", s, got)
		}
		Fold(s)
	})
}
