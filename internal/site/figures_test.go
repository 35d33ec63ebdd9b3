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
