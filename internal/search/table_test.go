package search

import (
	"strconv"
	"testing"
)

// TestTable numbers more words than there is room for at first, and an empty one.
func TestTable(t *testing.T) {
	var words table
	const n = 5000
	for round := range 2 {
		for i := range n {
			word := strconv.Itoa(i)
			if i == 7 {
				word = ""
			}
			if got, isNew := words.number([]byte(word)); int(got) != i || isNew != (round == 0) {
				t.Fatalf("%q is %d, new: %t", word, got, isNew)
			}
			if got := string(words.word(uint32(i))); got != word {
				t.Fatalf("%d is %q", i, got)
			}
		}
		if words.len() != n {
			t.Fatalf("%d words", words.len())
		}
	}
}
