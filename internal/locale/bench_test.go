package locale

import "testing"

// BenchmarkTypographySpans sets a paragraph as people type it, with a link and
// emphasis in it.
func BenchmarkTypographySpans(b *testing.B) {
	l := &Locale{rules: newRules(rulesFrench, false)}
	text := `L'entreprise a fermé ses 7 entrepôts le 22 janvier 2025 : 4 500 personnes ont perdu leur emploi. « On n'a rien vu venir », dit M. Tremblay. Le syndicat demande 50 % de plus, et qu'on "respecte la loi" ; l'audience reprend à 13h30.`
	ends := make([]int, 5)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		copy(ends, []int{20, 60, 80, 150, len(text)})
		l.TypographySpans(text, ends)
	}
}

// BenchmarkSlug makes the address of a heading.
func BenchmarkSlug(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Slug("Ce que l’entreprise a répondu, et ce que nous en pensons après une année")
	}
}
