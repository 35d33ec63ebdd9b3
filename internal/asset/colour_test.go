package asset

import (
	"math"
	"strings"
	"testing"

	"tract/internal/diag"
)

// The ratios that WCAG's own examples and the usual contrast checkers give.
func TestContrast(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want float64
	}{
		{"#000", "#fff", 21},
		{"#fff", "#ffffff", 1},
		{"#767676", "#fff", 4.54},
		{"#595959", "#fff", 7.00},
		{"#f00", "#fff", 4.00},
		{"#c8102e", "#fff", 5.88},
		{"#b5001e", "#fff", 7.04},
		{"#15110c", "#f8f1e2", 16.71},
	} {
		got := contrast(mustColour(test.a), mustColour(test.b))
		if back := contrast(mustColour(test.b), mustColour(test.a)); back != got {
			t.Errorf("contrast(%s, %s) = %v one way and %v the other", test.a, test.b, got, back)
		}
		if math.Abs(got-test.want) > 0.005 {
			t.Errorf("contrast(%s, %s) = %.2f, want %.2f", test.a, test.b, got, test.want)
		}
	}
}

func TestCampaign(t *testing.T) {
	for _, test := range []struct{ colour, want string }{
		{"#b5001e", "#b5001e #fff #b5001e"},
		{"#000", "#000 #fff #000"},
		{"#fff", "#fff #15110c #15110c"},
		{"#ffd400", "#ffd400 #15110c #15110c"},
		{"#003da5", "#003da5 #fff #003da5"},
		{"#f58220", "#f58220 #15110c #15110c"},
		{"#c8102e", "site.yaml:3:9: error: no text can be read on the colour \"#c8102e\": neither white nor black reaches a contrast of 7 to 1\nhint: the nearest colour that can carry text is #b20e29"},
		{"#808080", "site.yaml:3:9: error: no text can be read on the colour \"#808080\": neither white nor black reaches a contrast of 7 to 1\nhint: the nearest colour that can carry text is #9e9e9e"},
		{"red", "site.yaml:3:9: error: \"red\" is not a colour\nhint: write it as # and six digits, for instance #b5001e"},
		{"#b5001e;}", "site.yaml:3:9: error: \"#b5001e;}\" is not a colour\nhint: write it as # and six digits, for instance #b5001e"},
	} {
		properties, list := Campaign(test.colour, diag.Position{File: "site.yaml", Line: 3, Column: 9})
		var got []string
		for _, p := range properties {
			got = append(got, p.Value)
		}
		text := strings.Join(got, " ")
		for _, d := range list {
			text += d.Position.String() + ": error: " + diag.In("en").Sentence(d.Message) + "\nhint: " + diag.In("en").Sentence(d.Hint)
		}
		if text != test.want {
			t.Errorf("Campaign(%q)\n got %s\nwant %s", test.colour, text, test.want)
		}
	}
}

// A colour that is offered must be one that passes, whatever was asked for.
func TestNearestReadable(t *testing.T) {
	for r := 0; r < 256; r += 15 {
		for g := 0; g < 256; g += 15 {
			for b := 0; b < 256; b += 15 {
				c := rgb{uint8(r), uint8(g), uint8(b)}
				if readableOn(c) != "" {
					continue
				}
				if near := nearestReadable(c); readableOn(near) == "" {
					t.Errorf("%s is offered for %s", near, c)
				}
			}
		}
	}
}
