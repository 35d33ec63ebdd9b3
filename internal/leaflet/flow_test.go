package leaflet

import (
	"fmt"
	"strings"
	"testing"
)

// TestSheets fills columns with pieces, each written as its height, and a + where the
// next stands with it.
func TestSheets(t *testing.T) {
	for _, c := range []struct {
		pieces string
		room   length
		want   string
	}{
		{"", 10, "[]"},
		{"3 3 3 3", 10, "[[2 2]]"},        // of like height
		{"3 3 3 3 3", 6, "[[2 2] [1 0]]"}, // on two pages
		{"2 3+ 3+ 2", 8, "[[1 3]]"},       // together
		{"9+ 9+ 9", 10, "[[1 1] [1 0]]"},  // too high to be kept together
		{"30 2", 10, "[[1 1]]"},           // higher than any column
		{"2+ 2+ 2 2", 20, "[[3 1]]"},      // like height does not part what stands together
	} {
		var pieces []piece
		for _, word := range strings.Fields(c.pieces) {
			var p piece
			fmt.Sscanf(word, "%d", &p.height)
			p.height *= pt
			p.keep = word[len(word)-1] == '+'
			pieces = append(pieces, p)
		}
		var got [][]int
		for _, page := range sheets(pieces, 2, func(int) length { return c.room * pt }) {
			var counts []int
			for _, column := range page {
				counts = append(counts, len(column))
			}
			got = append(got, counts)
		}
		if s := fmt.Sprint(got); s != c.want {
			t.Errorf("%s: %s, want %s", c.pieces, s, c.want)
		}
	}
}
