package locale

import (
	"strings"
	"testing"
)

func TestOrdinal(t *testing.T) {
	french, english := &Locale{rules: &rules{ordinals: true}}, &Locale{rules: &rules{}}
	for _, c := range []struct{ text, want string }{
		{"le 1er mars", "le 1^er^ mars"},
		{"la 1re fois, les 1ers jours, la 2e, les 2es", "la 1^re^ fois, les 1^ers^ jours, la 2^e^, les 2^es^"},
		{"au XXIe siècle, sous François Ier, le Ve et le Xe", "au XXI^e^ siècle, sous François I^er^, le V^e^ et le X^e^"},
		{"Le Centre. Ce jour, LE 4e", "Le Centre. Ce jour, LE 4^e^"},
		{"DXT4e, 1e, 2er, 1erE, 3été, é2e, Vie, hier", "DXT4e, 1e, 2er, 1erE, 3été, é2e, Vie, hier"},
		{"", ""},
	} {
		if got := raise(french, c.text); got != c.want {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
		if got := raise(english, c.text); got != c.text {
			t.Errorf("English raises %q", got)
		}
	}
}

func raise(l *Locale, s string) string {
	var b strings.Builder
	for {
		start, end, ok := l.Ordinal(s)
		if !ok {
			return b.String() + s
		}
		b.WriteString(s[:start] + "^" + s[start:end] + "^")
		s = s[end:]
	}
}

func TestLongOrdinal(t *testing.T) {
	for _, c := range []struct{ text, found, short string }{
		{"le 2ème jour", "2ème", "2e"},
		{"les 2èmes, dit-on", "2èmes", "2es"},
		{"la 1ère fois", "1ère", "1re"},
		{"les 1ères", "1ères", "1res"},
		{"la 12ième et la 3ème", "12ième", "12e"},
		{"le XXIème siècle", "XXIème", "XXIe"},
		{"le troisième, la première, le problème, la mère", "", ""},
		{"DXT4ème, 2èmement, 2e, 1re", "", ""},
		{"è", "", ""},
		{"", "", ""},
	} {
		start, end, short, ok := languages()["fr"].LongOrdinal(c.text)
		if !ok {
			start, end = 0, 0
		}
		if c.text[start:end] != c.found || short != c.short && ok || ok != (c.found != "") {
			t.Errorf("%q: %q, %q, %v; want %q, %q", c.text, c.text[start:end], short, ok, c.found, c.short)
		}
	}
	if _, _, _, ok := languages()["en"].LongOrdinal("le 2ème jour"); ok {
		t.Error("found in an English text")
	}
}
