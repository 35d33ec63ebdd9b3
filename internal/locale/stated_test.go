package locale

import (
	"fmt"
	"strings"
	"testing"
)

// TestStatedDates reads dates in the forms that people write.
func TestStatedDates(t *testing.T) {
	for _, c := range []struct{ code, text, want string }{
		{"fr", "le 22 janvier 2025", "2025-1-22"},
		{"fr", "Le 1er mars, puis le 3 avril 2025.", "0-3-1 2025-4-3"},
		{"fr", "le samedi 1er mars 2025", "2025-3-1"},
		{"fr", "en janvier 2025, et en mai", "2025-1-0"},
		{"fr", "Janvier 2025", "2025-1-0"},
		{"fr", "du 1er au 3 mars 2025", "2025-3-3 2025-3-1"},
		{"fr", "les 1er, 2 et 3 mars", "0-3-3 0-3-2 0-3-1"},
		{"fr", "15-17 févr. 2025", "2025-2-17 2025-2-15"},
		{"fr", "du 28 février au 2 mars 2025", "0-2-28 2025-3-2"},
		{"fr", "le 15 février\n2025", "2025-2-15"},
		{"fr", "2025-01-22 et 2024-2025, ref-2024-01-02x", "2025-1-22"},
		{"fr", "4 500 mars, le 1,5 mars, l’aoûté, les 2 marsouins", ""},
		{"en", "January 22, 2025", "2025-1-22"},
		{"en", "on March 1, then on April 3rd, 2025", "0-3-1 2025-4-3"},
		{"en", "in January 2025 and in May", "2025-1-0"},
		{"en", "You may 3 times; May 3 is another day.", "0-5-3"},
		{"en", "March 1 to 3, 2025", "2025-3-1 2025-3-3"},
		{"en", "March 1–3, 2025", "2025-3-1 2025-3-3"},
		{"en", "March 1st, 2 and 3", "0-3-1 0-3-2 0-3-3"},
		{"en", "March 1 with 20 people, March 20% of them, March 4:30", "0-3-1"},
		{"en", "22 January 2025, the 3rd of May", "2025-1-22 0-5-3"},
		{"en", "Feb. 15, 2025", "2025-2-15"},
		{"en", "from February 28 to March 2, 2025", "0-2-28 2025-3-2"},
		{"es", "del 1 al 3 de marzo de 2025, en enero de 2025", "2025-3-3 2025-3-1 2025-1-0"},
		{"ht", "1ye mas 2025", "2025-3-1"},
		{"ar", "٢٢ يناير ٢٠٢٥", "2025-1-22"},
	} {
		var got []string
		for _, d := range languages()[c.code].StatedDates(c.text) {
			got = append(got, fmt.Sprintf("%d-%d-%d", d.Date.Year, d.Date.Month, d.Date.Day))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %q: %q, want %q", c.code, c.text, s, c.want)
		}
	}
}

// TestStatedAsWritten reads what each language prints, where it stands.
func TestStatedAsWritten(t *testing.T) {
	for code, l := range languages() {
		for month := 1; month <= 12; month++ {
			for _, d := range []Date{{2025, month, 1}, {2025, month, 2}, {2024, month, 28}, {2019, month, 0}} {
				printed := l.Date(d)
				text := "٣ « " + printed + " »."
				got := l.StatedDates(text)
				if len(got) != 1 || got[0].Date != d || text[got[0].Start:got[0].End] != printed {
					t.Errorf("%s %q: %v", code, text, got)
				}
			}
		}
		for _, v := range []float64{0, 7, 999, 4500, 37.6, 1234567.25} {
			printed := l.Number(v, -1)
			text := "— é ٣; " + printed + " ;"
			got := l.StatedNumbers(text)
			if len(got) != 2 || got[1].Value != v || text[got[1].Start:got[1].End] != printed || got[1].Spelled {
				t.Errorf("%s %q: %v", code, text, got)
			}
		}
	}
	got := languages()["en"].StatedNumbers("all seven of 27")
	if len(got) != 2 || !got[0].Spelled || got[0].Start != len("all ") || got[0].End != len("all seven") || got[1].Spelled {
		t.Errorf("%v", got)
	}
}
