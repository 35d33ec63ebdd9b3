package locale

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/diag"
	"tract/internal/golden"
)

// minimal is a strings file in which the golden's texts replace lines.
const minimal = `tag: fr-CA
name: Français
dir: ltr
dates:
  months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
  months_short: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
  weekdays: [1, 2, 3, 4, 5, 6, 7]
  date: "{day} {month} {year}"
  month: "{month} {year}"
  weekday: "{weekday} {date}"
  at: "{date} {time}"
  hours: "{date} {start} {end}"
  range: "{start} {end}"
  zone: "{time} {place}"
  time: "{h} h {m}"
  hour: "{h} h"
numbers:
  group: " "
  decimal: ","
  percent: "{n} %"
  scales: [{from: 1000000, one: "{n} million", other: "{n} millions"}]
  words: {millions: 1000000}
  money: {CAD: {small: "{n} $", large: "{n} de dollars"}}
lists: {comma: ", ", last: "{a} {word} {b}"}
typography: {rules: french}
sections: {guides: guides, events: evenements}
text:
  home: Accueil
  checked: {on: "Vérifié le {date}"}
  facts: {one: "{n} fait", other: "{n} faits"}
`

// TestLoadFaults reads testdata/strings.txtar: each case is lines «old => new» that
// change the minimal file, and what is then found.
func TestLoadFaults(t *testing.T) {
	reference, list := Load("fr", "fr.yaml", []byte(minimal), nil)
	if len(list) > 0 {
		t.Fatal(list)
	}
	golden.RunCases(t, ".change", ".want", func(t *testing.T, _ *txtar.Archive, base string, change []byte) string {
		src := minimal
		for line := range strings.Lines(string(change)) {
			before, after, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " => ")
			if !ok || !strings.Contains(src, before) {
				t.Fatalf("%s: nothing like %q", base, line)
			}
			src = strings.Replace(src, before, strings.ReplaceAll(after, `\n`, "\n"), 1)
		}
		code := "fr"
		if strings.Contains(src, "tag: ar") {
			code = "ar"
		}
		l, list := Load(code, base, []byte(src), reference)
		useAll(l)
		var b strings.Builder
		for _, language := range diag.Languages() {
			b.WriteString(golden.Printed(t, language, list))
		}
		return b.String()
	})
}

// useAll calls what a site would: a file with faults must not bring it down.
func useAll(l *Locale) {
	for m := range 12 {
		l.longDate(Date{2025, m + 1, 1})
	}
	l.Range(DateTime{Date{2025, 1, 1}, 13, 30}, DateTime{Date{2025, 1, 2}, 0, 0}, true, "Paris")
	for _, v := range []float64{0, -1.5, 1e6, 2.25e9, 1e20} {
		l.Numbers(l.Money(v, "CAD") + l.Percent(v) + l.Number(v, -1))
	}
	l.List([]string{"a", "b"}, "et")
	l.Typography(`"a" : 5 %`)
	l.T("home")
	l.T("sections.guides")
	l.T("checked.on", "date", "")
	l.N("facts", 3)
}

func FuzzLoad(f *testing.F) {
	reference, _ := Load("fr", "fr.yaml", []byte(minimal), nil)
	f.Add([]byte(minimal))
	f.Add([]byte("text: {home: {one: a}}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		l, list := Load("fr", "f", src, reference)
		for _, d := range list {
			_ = diag.In("fr").Sentence(d.Message)
		}
		useAll(l)
	})
}
