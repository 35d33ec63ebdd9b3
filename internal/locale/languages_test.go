package locale

import "testing"

// The languages that the program has words in beside French and English write
// dates, numbers and plurals in forms of their own.
func TestFurtherLanguages(t *testing.T) {
	es, ht := languages()["es"], languages()["ht"]
	day, start, end := Date{2025, 3, 1}, DateTime{Date{2025, 3, 1}, 13, 5}, DateTime{Date{2025, 3, 1}, 15, 0}
	for _, c := range []struct{ got, want string }{
		{es.longDate(day), "sábado 1 de marzo de 2025"},
		{es.Date(Date{2022, 2, 0}), "febrero de 2022"},
		{es.Range(start, end, true, ""), "sábado, de 13:05 a 15:00"},
		{es.Range(DateTime{Date: day}, DateTime{Date: Date{2025, 3, 2}}, false, ""), "del sábado 1 de marzo de 2025 al domingo 2 de marzo de 2025"},
		{es.Number(4500, 0), "4,500"},
		{es.Percent(37.6), "37.6%"},
		{es.Money(1.5, "CAD"), "$1.50"},
		{es.Money(1e6, "CAD"), "1~millón de dólares"},
		{es.Money(170e6, "CAD"), "170~millones de dólares"},
		{es.Money(220e9, "USD"), "220,000~millones de dólares estadounidenses"},
		{es.Money(2e12, "USD"), "2~billones de dólares estadounidenses"},
		{es.N("timeline.moments", 1), "1 hecho"},
		{es.N("timeline.moments", 0), "0 hechos"},
		{es.Typography(`"¿Cuándo?"`), "“¿Cuándo?”"},
		{ht.longDate(day), "samdi 1ye mas 2025"},
		{ht.Range(start, end, true, ""), "samdi, de 13:05 a 15:00"},
		{ht.Number(4500, 0), "4~500"},
		{ht.Money(170e6, "CAD"), "170~milyon dola"},
		{ht.N("timeline.moments", 1), "1 evènman"},
		{ht.N("timeline.moments", 2), "2 evènman"},
		{ht.Typography(`Li di: "Non!"`), "Li di~: «~Non!~»"},
	} {
		if got := plainSpaces(c.got); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	for text, want := range map[string]float64{"más de 2,000 personas": 2000, "siete almacenes": 7, "dos mil quinientos": 2500, "170 millones": 170e6} {
		if got := es.Numbers(text); len(got) != 1 || got[0] != want {
			t.Errorf("es %q: %v", text, got)
		}
	}
	for text, want := range map[string]float64{"plis pase 4 500 djòb": 4500, "sèt depo": 7, "170 milyon dola": 170e6} {
		if got := ht.Numbers(text); len(got) != 1 || got[0] != want {
			t.Errorf("ht %q: %v", text, got)
		}
	}
	if got := ht.Numbers("san vyolans"); len(got) > 0 {
		t.Errorf("ht: %v in words that mean without", got)
	}
	for text, want := range map[string]float64{"أكثر من 2,000 شخص": 2000, "سبعة مستودعات": 7, "3 ملايين دولار": 3e6} {
		if got := languages()["ar"].Numbers(text); len(got) != 1 || got[0] != want {
			t.Errorf("ar %q: %v", text, got)
		}
	}
}
