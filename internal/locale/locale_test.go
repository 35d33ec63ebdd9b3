package locale

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"tract/internal/diag"
)

// The languages of the program, the first being the reference of the others.
var languages = sync.OnceValue(func() map[string]*Locale {
	loaded := map[string]*Locale{}
	var reference *Locale
	for _, code := range []string{"fr", "en", "es", "ar", "ht"} {
		file := "../../layouts/strings/" + code + ".yaml"
		src, err := os.ReadFile(file)
		if err != nil {
			panic(err)
		}
		l, list := Load(code, file, src, reference)
		if len(list) > 0 {
			var b strings.Builder
			_ = diag.In("en").Print(&b, list)
			panic(b.String())
		}
		if reference == nil {
			reference = l
		}
		loaded[code] = l
	}
	return loaded
})

// plainSpaces makes the spaces of a text visible in messages and easy to type.
func plainSpaces(s string) string {
	return strings.NewReplacer(nbsp, "~", thinSpace, "^").Replace(s)
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ date, fr, en, ar string }{
		{"2025-02-15", "samedi 15 février 2025", "Saturday, February 15, 2025", "السبت 15 فبراير 2025"},
		{"2025-03-01", "samedi 1er mars 2025", "Saturday, March 1, 2025", "السبت 1 مارس 2025"},
		{"2026-11-22", "dimanche 22 novembre 2026", "Sunday, November 22, 2026", "الأحد 22 نوفمبر 2026"},
	} {
		d, ok := ParseDate(c.date)
		if !ok {
			t.Fatal(c.date)
		}
		for code, want := range map[string]string{"fr": c.fr, "en": c.en, "ar": c.ar} {
			if got := languages()[code].longDate(d); got != want {
				t.Errorf("%s %s: %q, want %q", code, c.date, got, want)
			}
		}
	}
	if got := languages()["fr"].Date(Date{}); got != "" {
		t.Errorf("no date: %q", got)
	}
	if got := languages()["fr"].Date(Date{2022, 2, 0}) + languages()["en"].Date(Date{Year: 2013}); got != "février 20222013" {
		t.Errorf("a month and a year: %q", got)
	}
}

func TestLeaf(t *testing.T) {
	for _, c := range []struct{ code, date, want string }{
		{"fr", "2025-03-01", "1er|mars|2025 0"},
		{"fr", "2025-03-15", "15|mars|2025 0"},
		{"en", "2025-03-01", "March|1|2025 1"},
		{"es", "2025-03-01", "1|marzo|2025 0"},
		{"en", "2025-03", "March 2025 -1"},
	} {
		d, _ := ParseDate(c.date)
		parts, day := languages()[c.code].Leaf(d)
		if got := fmt.Sprint(strings.Join(parts, "|"), " ", day); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.code, c.date, got, c.want)
		}
	}
}

func TestTimes(t *testing.T) {
	for _, c := range []struct {
		h, m   int
		fr, en string
	}{
		{13, 30, "13~h~30", "1:30~p.m."},
		{9, 0, "9~h", "9~a.m."},
		{8, 5, "8~h~5", "8:05~a.m."},
		{0, 0, "0~h", "midnight"},
		{12, 0, "12~h", "noon"},
		{24, 0, "24~h", "midnight"},
		{0, 30, "0~h~30", "12:30~a.m."},
		{12, 15, "12~h~15", "12:15~p.m."},
	} {
		if got := plainSpaces(languages()["fr"].Time(c.h, c.m)); got != c.fr {
			t.Errorf("fr %d:%02d: %q, want %q", c.h, c.m, got, c.fr)
		}
		if got := plainSpaces(languages()["en"].Time(c.h, c.m)); got != c.en {
			t.Errorf("en %d:%02d: %q, want %q", c.h, c.m, got, c.en)
		}
	}
}

func TestRanges(t *testing.T) {
	at := func(s string) DateTime {
		m, ok := ParseDateTime(s)
		if !ok {
			m.Date, _ = ParseDate(s)
		}
		return m
	}
	for _, c := range []struct{ a, b, place, fr, en string }{
		{"2025-02-15 13:00", "", "", "samedi à 13~h", "Saturday, 1~p.m."},
		{"2025-02-15 13:00", "2025-02-15 15:30", "", "samedi, de 13~h à 15~h~30", "Saturday, 1~p.m. to 3:30~p.m."},
		{"2025-02-15 22:00", "2025-02-15 24:00", "", "samedi, de 22~h à 24~h", "Saturday, 10~p.m. to midnight"},
		{"2025-02-15 09:00", "", "Vancouver", "samedi à 9~h (heure locale à Vancouver)", "Saturday, 9~a.m. (Vancouver time)"},
		{"2025-02-15 13:00", "2025-02-16 09:00", "", "du samedi 15 février 2025 à 13~h au dimanche 16 février 2025 à 9~h", "Saturday, February 15, 2025, 1~p.m. to Sunday, February 16, 2025, 9~a.m."},
		{"2024-12-07", "2024-12-08", "Vancouver", "du samedi 7 décembre 2024 au dimanche 8 décembre 2024", "Saturday, December 7, 2024 to Sunday, December 8, 2024"},
		{"2024-12-07", "2024-12-07", "", "samedi", "Saturday"},
		{"2024-12-07", "", "", "samedi", "Saturday"},
	} {
		for code, want := range map[string]string{"fr": c.fr, "en": c.en} {
			if got := plainSpaces(languages()[code].Range(at(c.a), at(c.b), len(c.a) > len("2024-12-07"), c.place)); got != want {
				t.Errorf("%s: %q, want %q", code, got, want)
			}
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v        float64
		decimals int
		fr, en   string
	}{
		{4500, 0, "4~500", "4,500"},
		{37.6, -1, "37,6", "37.6"},
		{1.5, 2, "1,50", "1.50"},
		{0, -1, "0", "0"},
		{999, -1, "999", "999"},
		{1234567.891, -1, "1~234~567,891", "1,234,567.891"},
		{-4500, -1, "−4~500", "−4,500"},
		{-0.001, 0, "0", "0"},
		{1e15, 0, "1~000~000~000~000~000", "1,000,000,000,000,000"},
	} {
		if got := plainSpaces(languages()["fr"].Number(c.v, c.decimals)); got != c.fr {
			t.Errorf("fr %v: %q, want %q", c.v, got, c.fr)
		}
		if got := languages()["en"].Number(c.v, c.decimals); got != c.en {
			t.Errorf("en %v: %q, want %q", c.v, got, c.en)
		}
	}
	if got := plainSpaces(languages()["fr"].Percent(37.6)); got != "37,6~%" {
		t.Error(got)
	}
	if got := languages()["en"].Percent(50); got != "50%" {
		t.Error(got)
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		v        float64
		currency string
		fr, en   string
	}{
		{28, "CAD", "28~$", "$28"},
		{1.5, "CAD", "1,50~$", "$1.50"},
		{57000, "USD", "57~000~$~US", "US$57,000"},
		{170e6, "CAD", "170~millions de dollars", "$170~million"},
		{1e6, "USD", "1~million de dollars américains", "US$1~million"},
		{1.7e6, "CAD", "1,7~million de dollars", "$1.7~million"},
		{2e6, "CAD", "2~millions de dollars", "$2~million"},
		{220e9, "USD", "220~milliards de dollars américains", "US$220~billion"},
		{2e12, "USD", "2~000~milliards de dollars américains", "US$2~trillion"},
		{1234567, "CAD", "1~234~567~$", "$1,234,567"},
		{1234567.5, "CAD", "1~234~567,50~$", "$1,234,567.50"},
		{12, "CHF", "12~CHF", "12~CHF"},
		{28, "EUR", "28~€", "€28"},
	} {
		if got := plainSpaces(languages()["fr"].Money(c.v, c.currency)); got != c.fr {
			t.Errorf("fr %v: %q, want %q", c.v, got, c.fr)
		}
		if got := plainSpaces(languages()["en"].Money(c.v, c.currency)); got != c.en {
			t.Errorf("en %v: %q, want %q", c.v, got, c.en)
		}
	}
	if got, want := languages()["ar"].Money(3e6, "CAD"), "3 ملايين دولار كندي"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPlurals(t *testing.T) {
	for _, c := range []struct {
		code string
		n    int
		want string
	}{
		{"fr", 0, "0 fait"},
		{"fr", 1, "1 fait"},
		{"fr", 2, "2 faits"},
		{"fr", 1000000, "1~000~000 faits"},
		{"en", 0, "0 events"},
		{"en", 1, "1 event"},
		{"en", 1200, "1,200 events"},
		{"ar", 0, "لا أحداث"},
		{"ar", 1, "حدث واحد"},
		{"ar", 2, "حدثان"},
		{"ar", 3, "3 أحداث"},
		{"ar", 11, "11 حدثًا"},
		{"ar", 100, "100 حدث"},
		{"ar", 103, "103 أحداث"},
	} {
		if got := plainSpaces(languages()[c.code].N("timeline.moments", c.n)); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.code, c.n, got, c.want)
		}
	}
}

func TestTexts(t *testing.T) {
	fr, en := languages()["fr"], languages()["en"]
	for _, c := range []struct{ got, want string }{
		{fr.T("published.by", "publisher", "Le comité"), "Publication~: Le comité"},
		{fr.T("quote", "text", "Non"), "«~Non~»"},
		{en.T("quote", "text", "No"), "“No”"},
		{fr.T("footnotes.ref", "n", 1200), "Note 1~200"},
		{fr.T("feed.of", "site", "A", "section", "B"), "A~: B"},
		{fr.T("sections.demands"), "revendications"},
		{languages()["ar"].T("sections.timeline"), "تسلسل-زمني"},
		{fr.List([]string{"a", "b", "c"}, fr.T("and")), "a, b et c"},
		{fr.List([]string{"a", "b"}, fr.T("and")), "a et b"},
		{fr.List([]string{"a"}, fr.T("and")), "a"},
		{fr.List(nil, fr.T("and")), ""},
		{en.List([]string{"{b}", "b", "c"}, en.T("and")), "{b}, b and c"},
		{languages()["ar"].List([]string{"أ", "ب", "ج"}, languages()["ar"].T("and")), "أ، ب وج"},
	} {
		if got := plainSpaces(c.got); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if fr.Has("nothing") || !fr.Has("home") {
		t.Error("Has")
	}
	for key, want := range map[string]string{"sections.demands": "revendications", "quote": "", "timeline.moments": "", "nothing": ""} {
		if got, ok := fr.Fixed(key); got != want || ok != (want != "") {
			t.Errorf("Fixed(%s) = %q, %v", key, got, ok)
		}
	}
	if fr.Comma() != ", " || languages()["ar"].Comma() != "، " {
		t.Errorf("%q, %q", fr.Comma(), languages()["ar"].Comma())
	}
}

func TestMistakesOfOursPanic(t *testing.T) {
	fr := languages()["fr"]
	for name, f := range map[string]func(){
		"unknown key":   func() { fr.T("no.such") },
		"no value":      func() { fr.T("published.by") },
		"counted by T":  func() { fr.T("timeline.moments") },
		"uncounted N":   func() { fr.N("home", 2) },
		"unknown for N": func() { fr.N("no.such", 2) },
	} {
		func() {
			defer func() {
				if r, _ := recover().(string); !strings.HasPrefix(r, "internal error: ") {
					t.Errorf("%s: %q", name, r)
				}
			}()
			f()
		}()
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		code, text string
		want       []float64
	}{
		{"fr", "4 500 emplois", []float64{4500}},
		{"fr", "4\u00a0500 emplois et 3\u202f200", []float64{4500, 3200}},
		{"fr", "37,6 % des achats", []float64{37.6}},
		{"fr", "170 millions de dollars", []float64{170e6}},
		{"fr", "1,7 million d’emplois", []float64{1.7e6}},
		{"fr", "145 M$ et 2 G$", []float64{145e6, 2e9}},
		{"fr", "220 milliards", []float64{220e9}},
		{"fr", "Sept entrepôts, et une personne sur trois", []float64{7, 3}},
		{"fr", "septembre, dixième", nil},
		{"fr", "vingt-sept entrepôts", []float64{27}},
		{"fr", "sept mille", []float64{7000}},
		{"fr", "sept cents", []float64{700}},
		{"fr", "Cent sept", []float64{107}},
		{"fr", "quatre mille cinq cents emplois", []float64{4500}},
		{"fr", "quatre-mille-cinq-cents", []float64{4500}},
		{"fr", "quatre-vingts, quatre-vingt-dix, quatre vingt dix-sept, quatre‑vingt‑onze", []float64{80, 90, 97, 91}},
		{"fr", "vingt et un, trente et une, soixante et onze", []float64{21, 31, 71}},
		{"fr", "soixante-dix, soixante-dix-sept, septante-sept, nonante-neuf", []float64{70, 77, 77, 99}},
		{"fr", "deux cents", []float64{200}},
		{"fr", "cent soixante-dix millions de dollars", []float64{170e6}},
		{"fr", "un million deux cent mille", []float64{1.2e6}},
		{"fr", "vingt et un mille", []float64{21000}},
		{"fr", "dix-neuf cent quatre-vingt, mille neuf cents", []float64{1980, 1900}},
		{"fr", "quatre\nmille", []float64{4000}},
		{"fr", "400 mille, un million", []float64{400e3, 1e6}},
		{"fr", "un syndicat, une usine, l’un et l’autre", nil},
		{"fr", "entre trente et quarante, entre cent et deux cents, sept et une", []float64{30, 40, 100, 200, 7}},
		{"fr", "entre cent et mille, de vingt et un à trente", []float64{100, 1000, 21, 30}},
		{"fr", "entre deux cents et cinq mille, entre vingt et un et trente, entre vingt et trente et un", []float64{200, 5000, 21, 30, 20, 31}},
		{"fr", "Entre environ deux cents et cinq mille personnes, puis deux cents et une autres", []float64{200, 5000, 201}},
		{"fr", "sept et demi, sept, huit, sept -- huit", []float64{7, 7, 8, 7, 8}},
		{"fr", "sept huit, vingt trente, cent cent, cinquante cents, mille millions", nil},
		{"en", "twenty-seven warehouses", []float64{27}},
		{"en", "seven thousand", []float64{7000}},
		{"en", "Four thousand five hundred, four thousand, five hundred", []float64{4500, 4000, 500}},
		{"en", "eighty, ninety-nine, seventeen", []float64{80, 99, 17}},
		{"en", "two hundred and five, one thousand and one, a hundred", []float64{205, 1001, 100}},
		{"en", "one hundred and seventy million dollars", []float64{170e6}},
		{"en", "between twenty and thirty, twenty-five hundred", []float64{20, 30, 2500}},
		{"en", "between two hundred and five thousand, two hundred and five thousand", []float64{200, 5000, 205e3}},
		{"en", "between two hundred and two hundred and fifty, between two hundred and five and six hundred", []float64{200, 250, 205, 600}},
		{"en", "between two hundred and five, between 100 and two hundred and five thousand", []float64{200, 5, 100, 205e3}},
		{"en", "twenty twenty-five, ten seven-hour shifts, one of them", nil},
		{"en", "all seven warehouses", []float64{7}},
		{"fr", "DXT4, YUL2 et H2X 1Y4", []float64{1}},
		{"fr", "le 22 janvier 2025, 1 700 personnes", []float64{22, 2025, 1700}},
		{"fr", "de 3 200 à 3 300", []float64{3200, 3300}},
		{"fr", "en 2025 100 personnes", []float64{2025, 100}},
		{"fr", "zéro", nil},
		{"en", "4,500 jobs", []float64{4500}},
		{"en", "37.6% of purchases", []float64{37.6}},
		{"en", "$145 million and $1.50", []float64{145e6, 1.5}},
		{"en", "US$220 billion, $2 trillion, $1M", []float64{220e9, 2e12, 1e6}},
		{"en", "In 2025, 100 people", []float64{2025, 100}},
		{"en", "17,600 patents, 829 for, 2,447 against.", []float64{17600, 829, 2447}},
		{"ar", "٤٬٥٠٠ وظيفة و 170 مليون و 37.6%", []float64{4500, 170e6, 37.6}},
	} {
		got := languages()[c.code].Numbers(c.text)
		if len(got) != len(c.want) {
			t.Errorf("%s %q: %v, want %v", c.code, c.text, got, c.want)
			continue
		}
		for i := range got {
			if got[i]-c.want[i] > 1e-6*c.want[i] || c.want[i]-got[i] > 1e-6*c.want[i] {
				t.Errorf("%s %q: %v, want %v", c.code, c.text, got, c.want)
			}
		}
	}
	for code, l := range languages() {
		for _, v := range []float64{0, 7, 999, 1000, 4500, 37.6, 1234567.25, 17600} {
			if got := l.Numbers(l.Number(v, -1)); len(got) != 1 || got[0] != v {
				t.Errorf("%s: %v read back as %v", code, v, got)
			}
		}
		for _, v := range []float64{3e6, 1.7e6, 28, 1.5} {
			if got := l.Numbers(l.Money(v, "CAD")); len(got) != 1 || got[0] != v {
				t.Errorf("%s: money %v, %q, read back as %v", code, v, l.Money(v, "CAD"), got)
			}
		}
	}
}
