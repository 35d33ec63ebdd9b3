package review_test

import (
	"testing"
	"testing/fstest"

	"tract/internal/diag"
	"tract/internal/review"
)

// TestBaselineOfMany has a baseline know findings of which the last stands for others: one
// more of these is told, since nobody has seen its words.
func TestBaselineOfMany(t *testing.T) {
	found := func(more int) diag.List {
		var list diag.List
		at := diag.Position{File: "content/pages/a.fr.md", Line: 4, Column: 1}
		list.Warnf(at, "review.private-phone", "514 522-1234")
		at.Line++
		list.Warnf(at, "review.private-phone", "514 522-1235").More = more
		return list
	}
	source, seen := fstest.MapFS{}, func(string, string) bool { return false }
	src, n := review.WriteBaseline(found(50), source, &review.Baseline{}, seen)
	b, faults := review.ParseBaseline(src)
	if n != 52 || len(faults) > 0 {
		t.Fatalf("%d are known: %s (%v)", n, src, faults)
	}
	if rest, known := b.Hide(found(50), source, seen); known != 52 || len(rest) > 0 {
		t.Errorf("%d are hidden, and not %v", known, rest)
	}
	rest, known := b.Hide(found(51), source, seen)
	if known != 1 || rest.Count(diag.Warning) != 52 {
		t.Errorf("%d are hidden, and not %v", known, rest)
	}
}
