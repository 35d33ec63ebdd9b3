package diag

import "unicode/utf8"

// Nearest gives the candidate that word was most likely meant to be. A candidate
// counts when no more than a third of its letters differ.
func Nearest(word string, candidates []string) (string, bool) {
	best, distance := "", -1
	letters := []rune(word)
	var room alignment
	for _, c := range candidates {
		n := utf8.RuneCountInString(c)
		most := max(1, n/3)
		if distance >= 0 {
			most = min(most, distance-1)
		}
		if max(n-len(letters), len(letters)-n) > most {
			continue // whatever its letters are
		}
		if d := room.distance(letters, []rune(c), most); d <= most {
			best, distance = c, d
		}
	}
	return best, distance >= 0
}

// alignment is the three rows that a distance is worked out in: there may be thousands
// of candidates.
type alignment struct{ before, last, row []int }

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours. One that is over most is given up.
func (a *alignment) distance(x, y []rune, most int) int {
	if len(a.row) <= len(y) {
		*a = alignment{make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)}
	}
	for j := range len(y) + 1 {
		a.last[j] = j
	}
	least := 0 // of the last row
	for i := 1; i <= len(x); i++ {
		a.row[0] = i
		now := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d := min(a.last[j]+1, a.row[j-1]+1, a.last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, a.before[j-2]+1)
			}
			a.row[j] = d
			now = min(now, d)
		}
		if now > most && least >= most {
			return most + 1 // of two rows, from which all others come
		}
		least = now
		a.before, a.last, a.row = a.last, a.row, a.before
	}
	return a.last[len(y)]
}
