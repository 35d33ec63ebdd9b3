package asset

import (
	"image/color"
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
		{"#b5001e", "#b5001e #fff #b5001e #cf2d34"},
		{"#000", "#000 #fff #000 #6d6d6d"},
		{"#fff", "#fff #15110c #15110c #fff"},
		{"#ffd400", "#ffd400 #15110c #15110c #ffd400"},
		{"#003da5", "#003da5 #fff #003da5 #2e69d4"},
		{"#f58220", "#f58220 #15110c #15110c #f58220"},
		{"#c8102e", "site.yaml:3:9: error: no text can be read on the colour \"#c8102e\": white reaches a contrast of 5.8 to 1, black 3.1, and 7 is needed\nhint: the nearest colours of the same hue that can carry text are #b50025 and #ff7272"},
		{"#808080", "site.yaml:3:9: error: no text can be read on the colour \"#808080\": white reaches a contrast of 3.9 to 1, black 4.7, and 7 is needed\nhint: the nearest colours of the same hue that can carry text are #9e9e9e and #595959"},
		{"#595959", "#595959 #fff #595959 #6d6d6d"}, // 7.004 to 1
		{"#5a5a5a", "site.yaml:3:9: error: no text can be read on the colour \"#5a5a5a\": white reaches a contrast of 6.8 to 1, black 2.7, and 7 is needed\nhint: the nearest colours of the same hue that can carry text are #595959 and #9e9e9e"},
		{"#ff0000", "site.yaml:3:9: error: no text can be read on the colour \"#ff0000\": white reaches a contrast of 3.9 to 1, black 4.7, and 7 is needed\nhint: the nearest colours of the same hue that can carry text are #ff7261 and #b60000"},
		{"#00f", "#00f #fff #00f #215dff"},
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

// A colour that is offered must be one that passes, whatever was asked for, and none
// passes whose lightness is between the two.
func TestNearest(t *testing.T) {
	readable := func(c rgb) bool { return readableOn(c) != "" }
	for r := 0; r < 256; r += 15 {
		for g := 0; g < 256; g += 15 {
			for b := 0; b < 256; b += 15 {
				c := rgb{uint8(r), uint8(g), uint8(b)}
				if readable(c) {
					continue
				}
				near := nearest(c, readable)[0]
				if !readable(near) {
					t.Errorf("%s is offered for %s", near, c)
				}
				from, redness, blueness := c.oklab()
				to, _, _ := near.oklab()
				if math.Abs(to-from) < 8.0/512 {
					continue // too near for another
				}
				for _, share := range []float64{.25, .5, .75} {
					if d := oklab(from+(to-from)*share, redness, blueness); readable(d) {
						t.Errorf("%s is offered for %s, and %s is nearer", near, c, d)
					}
				}
			}
		}
	}
}

// There and back again, a colour is the same.
func TestOklab(t *testing.T) {
	for r := 0; r < 256; r += 17 {
		for g := 0; g < 256; g += 17 {
			for b := 0; b < 256; b += 17 {
				c := rgb{uint8(r), uint8(g), uint8(b)}
				if back := oklab(c.oklab()); back != c {
					t.Errorf("%s comes back as %s", c, back)
				}
			}
		}
	}
}

func TestPaletteOf(t *testing.T) {
	p, ok := PaletteOf("#ffd400")
	if want := (Palette{color.NRGBA{0xf8, 0xf1, 0xe2, 255}, color.NRGBA{0x15, 0x11, 0x0c, 255}, color.NRGBA{0xff, 0xd4, 0, 255}, color.NRGBA{0x15, 0x11, 0x0c, 255}}); !ok || p != want {
		t.Errorf("%v %v", p, ok)
	}
	for _, colour := range []string{"", "red", "#c8102e"} {
		if p, ok := PaletteOf(colour); ok {
			t.Errorf("%s gives %v", colour, p)
		}
	}
}
