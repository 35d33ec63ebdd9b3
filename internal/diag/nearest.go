package diag

// Nearest gives the candidate that word was most likely meant to be. A candidate
// counts when no more than a third of its letters differ.
func Nearest(word string, candidates []string) (string, bool) {
	best, distance := "", -1
	for _, c := range candidates {
		d := editDistance([]rune(word), []rune(c))
		if d <= max(1, len([]rune(c))/3) && (distance < 0 || d < distance) {
			best, distance = c, d
		}
	}
	return best, distance >= 0
}

// editDistance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours.
func editDistance(a, b []rune) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
