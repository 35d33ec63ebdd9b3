package dataset

import "testing"

// BenchmarkSets writes all data of a small site.
func BenchmarkSets(b *testing.B) {
	s := full("Un texte")
	b.ReportAllocs()
	for b.Loop() {
		for _, set := range Sets(s) {
			_, jsonErr := set.JSON()
			_, csvErr := set.CSV()
			if jsonErr != nil || csvErr != nil {
				b.Fatal(jsonErr, csvErr)
			}
		}
	}
}
