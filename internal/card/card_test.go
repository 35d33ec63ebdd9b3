package card

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"

	"tract/internal/lettering"
	"tract/internal/payload"
	"tract/internal/promise"
)

var red = Colours{
	Paper: color.NRGBA{0xf8, 0xf1, 0xe2, 255}, Ink: color.NRGBA{0x15, 0x11, 0x0c, 255},
	Campaign: color.NRGBA{0xb5, 0, 0x1e, 255}, On: color.NRGBA{255, 255, 255, 255},
}

func drawn(t *testing.T, letters *lettering.Case, c Card) (*image.Paletted, int) {
	t.Helper()
	src, err := c.PNG(letters)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	p, ok := img.(*image.Paletted)
	if !ok || p.Bounds() != image.Rect(0, 0, Width, Height) {
		t.Fatalf("%T of %v", img, img.Bounds())
	}
	return p, len(src)
}

// The pixels are the same on every machine: no floating point number, no order of a
// map, nothing of the hour is in them. A change of the design changes these digests.
func TestPixels(t *testing.T) {
	letters := lettering.New()
	for _, test := range []struct {
		name string
		card Card
		want string
	}{
		{"guide", Card{Kicker: "Guide d’action", Title: "Quitter Prime", Site: "Sept entrepôts", Facts: "10 min · Sans risque", Language: "fr", Colours: red}, "a7f8f7d0050ad191"},
		{"demands", Card{Kicker: "Revendications", Title: "Les demandes de la CSN au gouvernement", Site: "Sept entrepôts", Facts: "2 gagnées", Tally: []Mark{Won, Partly, Open, Refused, Overtaken}, Language: "fr", Colours: red}, "ff0b67cbf86b1d25"},
		{"arabic", Card{Kicker: "دليل عمل", Title: "الاحتفاظ بما يثبت من يدير عملكم في التوصيل", Site: "سبعة مستودعات", Facts: "10 دقائق", Tally: []Mark{Won, Open}, Language: "ar", RTL: true, Colours: red}, "535ea6804c84eb82"},
	} {
		img, _ := drawn(t, letters, test.card)
		digest := sha256.Sum256(img.Pix)
		if got := hex.EncodeToString(digest[:8]); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestX21Cards puts each text into every place of a card, from either side. Whatever it
// says, the card is drawn, is light enough for networks, and nothing touches its sides;
// and of letters that no face has there is no trace.
func TestX21Cards(t *testing.T) {
	letters := lettering.New()
	long := strings.Repeat("Anticonstitutionnellement, les travailleuses ", 8)
	cards := []Card{
		{},
		{Kicker: long, Title: long, Site: long, Facts: long},
		{Title: strings.Repeat("grève", 60), Site: "Sept", Facts: "1"},
		{Title: "ÅÉÎgjpqy ÅÉÎgjpqy ÅÉÎgjpqy", Site: "g", Facts: "Ég"},
		{Title: "Tout", Site: long, Facts: "0 gagnée", Tally: make([]Mark, 40)},
		{Title: "Tout", Site: long, Facts: "0 gagnée", Tally: make([]Mark, 4000)},
		{Kicker: "مطالب", Title: strings.Repeat("الاحتفاظ بما يثبت ", 20), Site: "سبعة مستودعات", RTL: true, Tally: make([]Mark, 9)},
		{Title: "Забастовка", Site: "☭"},
		{Title: "!", Site: "?", Facts: "\u202e"},
		{Title: strings.Repeat("ا\u0651\u064b", 2000), RTL: true},
		{Title: strings.Repeat("a\u0301\u0302\u0303", 2000)},
		{Title: strings.Repeat("\u202e\u2066x", 2000)},
		{Title: strings.Repeat("🏴‍☠️", 500)},
		{Title: strings.Repeat("W", 100_000)},
	}
	each := 50
	if promise.Whole() {
		each = 4
	}
	for n, text := range payload.Texts(t, each) {
		cards = append(cards, Card{Kicker: text, Title: text, Site: text, Facts: text, RTL: n%2 == 1})
	}
	for _, c := range cards {
		c.Language, c.Colours = map[bool]string{true: "ar", false: "fr"}[c.RTL], red
		img, size := drawn(t, letters, c)
		if size > 300_000 {
			t.Errorf("%.80q: %d bytes", c.Title, size)
		}
		if at, ok := besides(img); ok {
			t.Errorf("%.80q: something is drawn at %v", c.Title, at)
		}
	}
	without, _ := drawn(t, letters, Card{Language: "fr", Colours: red})
	cases := len(cards)
	for _, text := range []string{"Забастовка", "Ёлка Ї", "Е\u0308\u0301", "罷工", "\U0010ffff", "\ue000"} {
		if img, _ := drawn(t, letters, Card{Title: text, Language: "fr", Colours: red}); !bytes.Equal(img.Pix, without.Pix) {
			t.Errorf("%q has no letters, and is drawn", text)
		}
		cases++
	}
	promise.Held(t, cases)
}

// besides gives a place at the sides of a card where something is drawn.
func besides(img *image.Paletted) (image.Point, bool) {
	for i, colour := range img.Pix {
		if colour == ink || colour == on {
			if x, y := i%Width, i/Width; x < margin-8 || x >= Width-margin+8 || y < 40 || y > Height-24 {
				return image.Pt(x, y), true
			}
		}
	}
	return image.Point{}, false
}

// A card in a language that runs from right to left is the other's mirror image in all
// but its letters.
func TestMirrored(t *testing.T) {
	letters := lettering.New()
	ltr, _ := drawn(t, letters, Card{Tally: []Mark{Won, Partly, Open, Refused, Overtaken}, Colours: red})
	rtl, _ := drawn(t, letters, Card{Tally: []Mark{Won, Partly, Open, Refused, Overtaken}, Colours: red, RTL: true})
	for y := range Height {
		for x := range Width {
			a, b := ltr.ColorIndexAt(x, y), rtl.ColorIndexAt(Width-1-x, y)
			if a != b && a < shades && b < shades { // a slanted edge may be a shade off
				t.Fatalf("%d %d: %d, mirrored %d", x, y, a, b)
			}
		}
	}
}

func TestConcurrent(t *testing.T) {
	letters := lettering.New()
	c := Card{Kicker: "Guide", Title: "Quitter Prime", Site: "Sept entrepôts", Facts: "10 min", Language: "fr", Colours: red}
	want, err := c.PNG(letters)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got, err := c.PNG(letters); err != nil || !bytes.Equal(got, want) {
				t.Error("the same card has other bytes", err)
			}
		})
	}
	wg.Wait()
}

// inside gives how much of a picture an outline covers, in 64ths of pixels, twice.
func inside(draw func(*raster)) (sum int, shades []uint8) {
	const width, height = 40, 30
	pixels := make([]uint8, width*height)
	ramp := make([]uint8, 65)
	for i := range ramp {
		ramp[i] = uint8(i)
	}
	var r raster
	r.begin(width, 0, height)
	draw(&r)
	r.fill(pixels, ramp)
	for _, p := range pixels {
		sum += int(p)
	}
	return sum, pixels
}

func TestRaster(t *testing.T) {
	polygon := func(points ...int) func(*raster) {
		return func(r *raster) {
			r.MoveTo(lettering.Length(points[0]), lettering.Length(points[1]))
			for i := 2; i < len(points); i += 2 {
				r.LineTo(lettering.Length(points[i]), lettering.Length(points[i+1]))
			}
		}
	}
	for _, test := range []struct {
		name  string
		draw  func(*raster)
		want  int // 64ths of a pixel
		close int
	}{
		{"a pixel", polygon(64, 64, 128, 64, 128, 128, 64, 128), 64, 0},
		{"the other way round", polygon(64, 64, 64, 128, 128, 128, 128, 64), 64, 0},
		{"half of four", polygon(96, 96, 160, 96, 160, 160, 96, 160), 64, 0},
		{"a rectangle", polygon(64, 64, 64*30, 64, 64*30, 64*20, 64, 64*20), 29 * 19 * 64, 0},
		{"a triangle", polygon(0, 0, 64*40, 0, 0, 64*30), 40 * 30 / 2 * 64, 40},
		{"beyond every side", polygon(-6400, -6400, 6400, -6400, 6400, 6400, -6400, 6400), 40 * 30 * 64, 0},
		{"beside", polygon(6400, 0, 12800, 0, 12800, 640), 0, 0},
		{"nothing", func(*raster) {}, 0, 0},
		{"twice the same", func(r *raster) {
			polygon(64, 64, 128, 64, 128, 128, 64, 128)(r)
			polygon(64, 64, 128, 64, 128, 128, 64, 128)(r)
		}, 64, 0},
		{"a hole", func(r *raster) {
			polygon(64, 64, 64*11, 64, 64*11, 64*11, 64, 64*11)(r)
			polygon(64*3, 64*3, 64*3, 64*5, 64*5, 64*5, 64*5, 64*3)(r)
		}, 96 * 64, 0},
		{"a disc", func(r *raster) { // of radius 10, in four curves; a parabola is not quite an arc
			r.MoveTo(64*20, 64*5)
			for _, p := range [][4]int{{30, 5, 30, 15}, {30, 25, 20, 25}, {10, 25, 10, 15}, {10, 5, 20, 5}} {
				r.QuadTo(lettering.Length(p[0]*64), lettering.Length(p[1]*64), lettering.Length(p[2]*64), lettering.Length(p[3]*64))
			}
		}, 333 * 64, 100},
	} {
		sum, pixels := inside(test.draw)
		if d := sum - test.want; d < -test.close || d > test.close {
			t.Errorf("%s: %d 64ths are inside, want %d", test.name, sum, test.want)
		}
		for i, p := range pixels {
			if p > 64 {
				t.Errorf("%s: pixel %d is %d 64ths inside", test.name, i, p)
			}
		}
	}
}

// Neighbours that share an edge cover together what is under both, on the edge too.
func TestRasterSharedEdges(t *testing.T) {
	for x := -200; x < 3000; x += 37 {
		left, _ := inside(func(r *raster) {
			r.MoveTo(0, 0)
			r.LineTo(lettering.Length(x), 0)
			r.LineTo(lettering.Length(2600-x), 64*30)
			r.LineTo(0, 64*30)
		})
		right, _ := inside(func(r *raster) {
			r.MoveTo(64*40, 0)
			r.LineTo(lettering.Length(x), 0)
			r.LineTo(lettering.Length(2600-x), 64*30)
			r.LineTo(64*40, 64*30)
		})
		if sum, want := left+right, 40*30*64; sum < want-80 || sum > want+80 {
			t.Errorf("at %d: %d and %d make %d, want %d", x, left, right, sum, want)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	letters := lettering.New()
	c := Card{Kicker: "Guide d’action", Title: "Demander à un organisme public de mettre fin à ses contrats", Site: "Sept entrepôts", Facts: "1 h 30 · Risque juridique", Language: "fr", Colours: red}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.PNG(letters); err != nil {
			b.Fatal(err)
		}
	}
}
