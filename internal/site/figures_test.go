package site

import (
	"testing"

	"tract/internal/content"
)

func TestStates(t *testing.T) {
	count := &content.Figure{Format: "count", Values: []content.FigureValue{{Value: 4500}, {Value: 3200, Upper: 3300}}}
	percent := &content.Figure{Format: "percent", Values: []content.FigureValue{{Value: 37.6}}}
	money := &content.Figure{Format: "money", Values: []content.FigureValue{{Value: 28}}}
	for _, c := range []struct {
		text    string
		numbers []float64
		figure  *content.Figure
		want    bool
	}{
		{"4 500 emplois", []float64{4500}, count, true},
		{"4 400 emplois", []float64{4400}, count, false},
		{"plus de 3 200", []float64{3200}, count, true},
		{"entre 3 200 et 3 300", []float64{3200, 3300}, count, true},
		{"entre 3 200 et 3 400", []float64{3200, 3400}, count, false},
		{"4 500 personnes en 2025", []float64{4500, 2025}, count, true},
		{"4 500 %", []float64{4500}, count, false},
		{"4 500 emplois, soit 10 %", []float64{4500, 10}, count, true},
		{"tous les emplois", nil, count, false},
		{"37,6 %", []float64{37.6}, percent, true},
		{"37,6", []float64{37.6}, percent, true},
		{"37,6 $", []float64{37.6}, percent, false},
		{"28 $", []float64{28}, money, true},
		{"28 %", []float64{28}, money, false},
	} {
		if got := states(c.text, c.numbers, c.figure); got != c.want {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
}

// TestScale draws values where the largest is well over the smallest, and none where
// the numbers say as much.
func TestScale(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []content.FigureValue
		want   [][2]int // share and upper end, in thousandths
	}{
		{"one", []content.FigureValue{{Value: 7}}, [][2]int{{}}},
		{"near", []content.FigureValue{{Value: 4500}, {Value: 4700}}, [][2]int{{}, {}}},
		{"apart", []content.FigureValue{{Value: 2000}, {Value: 1700}}, [][2]int{{1000, 0}, {850, 0}}},
		{"a range", []content.FigureValue{{Value: 100, Upper: 200}, {Value: 150}}, [][2]int{{500, 1000}, {750, 0}}},
		{"nothing", []content.FigureValue{{Value: 0}, {Value: 10}}, [][2]int{{}, {}}},
		{"less than nothing", []content.FigureValue{{Value: -5}, {Value: 10}}, [][2]int{{}, {}}},
	} {
		out := make([]FigureValue, len(c.values))
		scale(out, c.values)
		for i, v := range out {
			if got := [2]int{v.Share, v.Upto}; got != c.want[i] {
				t.Errorf("%s: value %d is %v, want %v", c.name, i, got, c.want[i])
			}
		}
	}
}
