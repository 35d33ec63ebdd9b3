package search

import "testing"

// BenchmarkTally gathers the words of a page of 500.
func BenchmarkTally(b *testing.B) {
	w := newWriter(b)
	var texts []string
	for range 1000 {
		texts = append(texts, w.sentence(500))
	}
	v := new(Vocabulary)
	tally := NewTally(v)
	n := 0
	for b.Loop() {
		tally.Add(texts[n%len(texts)], WeighsBody)
		tally.Words()
		n++
	}
}

// BenchmarkMake makes the index of 1,000 pages.
func BenchmarkMake(b *testing.B) {
	w := newWriter(b)
	k := Kind{}
	v := new(Vocabulary)
	tally := NewTally(v)
	for range 1000 {
		tally.Add(w.sentence(500), WeighsBody)
		k.Entries = append(k.Entries, Entry{Title: w.sentence(7), Text: w.sentence(25), Body: tally.Words()})
	}
	b.ReportAllocs()
	for b.Loop() {
		Make("fr", v, []Kind{k})
	}
}
