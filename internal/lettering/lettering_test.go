package lettering

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/go-text/typesetting/font"
)

// Words that the site says, with the spaces that its typography gives them.
const (
	long     = "Demander à un organisme public de mettre fin à ses contrats avec Amazon"
	quoted   = "« Quebec Against Goliath » : d’où vient la force d’Amazon"
	english  = "“Quebec Against Goliath”: where Amazon’s power comes from"
	arabicOf = "الاحتفاظ بما يثبت من يدير عملكم في التوصيل"
	mixed    = "إغلاق مستودع DXT4 في 22 يناير 2025"
	spanish  = "¿Qué hacer después de un despido colectivo?"
	creole   = "Kenbe prèv ki montre kiyès k ap dirije livrezon ou yo"
)

func styled(f Face, size int, language string) Style {
	return Style{Face: f, Size: Length(size) * One, Language: language, RTL: language == "ar"}
}

func texts(lines []Line) string {
	all := make([]string, len(lines))
	for i, l := range lines {
		all[i] = l.Text
	}
	return strings.Join(all, " / ")
}

// Sizes are in whole units here.
func TestHeadline(t *testing.T) {
	c := New()
	for _, test := range []struct {
		text, language string
		width, height  int
		size           Length
		want           string
	}{
		{long, "fr", 1072, 340, 81, "Demander à un / organisme public / de mettre fin à ses / contrats avec Amazon"},
		{long, "fr", 500, 400, 66, "Demander à / un organisme / public de / mettre fin à / ses contrats / avec Amazon"},
		{quoted, "fr", 1072, 340, 97, "« Quebec Against / Goliath » : d’où vient / la force d’Amazon"},
		{english, "en", 1072, 340, 81, "“Quebec Against / Goliath”: where / Amazon’s power / comes from"},
		{arabicOf, "ar", 1072, 340, 110, "الاحتفاظ بما يثبت / من يدير عملكم / في التوصيل"},
		{mixed, "ar", 1072, 340, 110, "إغلاق مستودع DXT4 / في 22 يناير 2025"},
		{spanish, "es", 1072, 340, 105, "¿Qué hacer / después de un / despido colectivo?"},
		{creole, "ht", 1072, 340, 101, "Kenbe prèv ki / montre kiyès k ap / dirije livrezon ou yo"},
		{"Grève", "fr", 1072, 340, 120, "Grève"},
		{"", "fr", 1072, 340, 120, ""},
		// A word that is too wide at the least size is cracked, and too many are cut short.
		{"Anticonstitutionnellement", "fr", 400, 340, 40, "Anticonstitutionne / llement"},
		{long + " et à ses filiales", "fr", 400, 90, 40, "Demander à un / organisme…"},
		{arabicOf, "ar", 300, 90, 40, "الاحتفاظ بما / يثبت من يدير…"},
		{"Non !", "fr", 10, 10, 40, "N"},
	} {
		style := styled(Display, 120, test.language)
		style.Tracking = -20
		box := Box{Width: Length(test.width) * One, Height: Length(test.height) * One, Leading: 1000, Least: 40 * One}
		lines, size := c.Headline(test.text, style, box)
		if got := texts(lines); got != test.want || size/One != test.size {
			t.Errorf("%q in %d: size %d, want %d\n got %s\nwant %s", test.text, test.width, size/One, test.size, got, test.want)
		}
	}
}

func TestParagraph(t *testing.T) {
	c := New()
	for _, test := range []struct{ text, language, want string }{
		{"On paie «\u00a04\u00a0500\u00a0$\u00a0» pour 37,6\u00a0%\u00a0: c’est non!", "fr", "On paie / «\u00a04\u00a0500\u00a0$\u00a0» / pour 37,6\u00a0%\u00a0: / c’est non!"},
		{"Ils ont dit «\u202fnon\u202f»\u202f!", "fr", "Ils ont dit / «\u202fnon\u202f»\u202f!"},
		{"Ils ont bien dit « non » !", "fr", "Ils ont bien / dit « non » !"}, // nor at plain spaces
		{"Un boycottage-éclair\nle 22", "fr", "Un / boycottage- / éclair / le 22"},
		{"1er\u2011mai\u2011là", "fr", "1er\u2011mai\u2011là"},
		{"  deux  espaces\t! ", "fr", "deux / espaces !"},
		{"demain 👩\u200d👩\u200d👧 à ❤\ufe0f midi", "fr", "demain à / midi"},
		{"Łódź, İzmir, ạ, №\u00a05 → 🎉 привет", "en", "Łódź, İzmir, a, / Nº\u00a05 ›"},
		{"قاطعوا «أمازون» في 22 يناير", "ar", "قاطعوا / «أمازون» في / 22 يناير"},
	} {
		lines := c.Paragraph(test.text, styled(Text, 16, test.language), 100*One)
		if got := texts(lines); got != test.want {
			t.Errorf("%q\n got %s\nwant %s", test.text, got, test.want)
		}
		for _, l := range lines {
			if l.Width > 100*One {
				t.Errorf("%q: %q is wider than it may be", test.text, l.Text)
			}
		}
	}
}

// marks is a pen that notes where contours begin, and the edges of all.
type marks struct {
	starts                   []Length
	left, right, top, bottom Length
}

func (m *marks) MoveTo(x, y Length) {
	m.starts = append(m.starts, x)
	m.LineTo(x, y)
}

func (m *marks) LineTo(x, y Length) {
	m.left, m.right = min(m.left, x), max(m.right, x)
	m.top, m.bottom = min(m.top, y), max(m.bottom, y)
}

func (m *marks) QuadTo(cx, cy, x, y Length) {
	m.LineTo(cx, cy)
	m.LineTo(x, y)
}

func drawn(l Line, x, y Length) marks {
	m := marks{left: math.MaxInt32, right: math.MinInt32, top: math.MaxInt32, bottom: math.MinInt32}
	l.Draw(&m, x, y)
	return m
}

func TestDraw(t *testing.T) {
	c := New()
	for _, test := range []struct{ text, language string }{{"Grève générale", "fr"}, {mixed, "ar"}, {"(«A» ب)", "ar"}} {
		style := styled(Display, 60, test.language)
		lines := c.Paragraph(test.text, style, 4000*One)
		if len(lines) != 1 {
			t.Fatal(texts(lines))
		}
		l := lines[0]
		m := drawn(l, 10*One, 200*One)
		if m.left < 8*One || m.right > 12*One+l.Width || m.right-m.left < l.Width*9/10 {
			t.Errorf("%q is drawn from %d to %d, and is %d wide", test.text, m.left, m.right, l.Width)
		}
		if m.top != 200*One-l.Ascent || m.bottom != 200*One+l.Descent {
			t.Errorf("%q is drawn from %d down to %d: ascent %d, descent %d", test.text, m.top, m.bottom, l.Ascent, l.Descent)
		}
	}
}

func TestOrder(t *testing.T) {
	c := New()
	at := func(text, language string) Length {
		whole := c.Paragraph(text, styled(Text, 20, language), 4000*One)[0]
		first, _, _ := strings.Cut(text, " ")
		word := c.Paragraph(first, styled(Text, 20, language), 4000*One)[0]
		starts, of := drawn(whole, 0, 0).starts, drawn(word, 0, 0).starts
		if slices.Equal(starts[:len(of)], of) {
			return 0
		}
		return whole.Width
	}
	if at("deux mots", "fr") != 0 || at("مستودع أمازون", "ar") == 0 {
		t.Error("words do not follow each other in the direction of their script")
	}
	// What is Latin within Arabic keeps its own order, at its place.
	lines := c.Paragraph("أ AB ب", styled(Text, 20, "ar"), 4000*One)
	latin := c.Paragraph("AB", styled(Text, 20, "fr"), 4000*One)
	whole, inner := drawn(lines[0], 0, 0).starts, drawn(latin[0], 0, 0).starts
	const before = 2 // contours of what is read after it
	shift := whole[before] - inner[0]
	for i, x := range inner {
		if d := whole[before+i] - x - shift; d < -1 || d > 1 {
			t.Errorf("AB within Arabic starts its contours at %v, by itself at %v", whole, inner)
		}
	}
}

// Letters that join take other shapes than by themselves.
func TestArabicJoins(t *testing.T) {
	c := New()
	h := c.take()
	joined, apart := h.set("بيت", styled(Text, 20, "ar")), h.set("ب ي ت", styled(Text, 20, "ar"))
	for _, g := range joined.runs[0].glyphs {
		if slices.ContainsFunc(apart.runs[0].glyphs, func(o glyph) bool { return o.id == g.id }) {
			t.Errorf("a letter has the same shape within a word as by itself")
		}
	}
}

// All measures are whole parts of an em, and all points whole units or halves, so that
// no processor can round them otherwise than another. All curves are TrueType's.
func TestMeasuresAreExact(t *testing.T) {
	c := New()
	h := c.take()
	for i, cut := range c.cuts {
		unit := int64(h.faces[i].Upem())
		if unit*cut.unit != em {
			t.Errorf("%s: %d units are no whole parts of an em", names[i], unit)
		}
		for id := range font.GID(2000) {
			outline, _ := h.faces[i].GlyphData(id).(font.GlyphOutline)
			for _, s := range outline.Segments {
				for _, p := range s.Args {
					if x, y := p.X*2, p.Y*2; x != float32(int64(x)) || y != float32(int64(y)) {
						t.Errorf("%s: a point of glyph %d is at %v %v", names[i], id, p.X, p.Y)
					}
				}
				if s.Op > 2 {
					t.Errorf("%s: glyph %d has a cubic curve", names[i], id)
				}
			}
		}
	}
}

// The letters of the site's languages are in the faces.
func TestLetters(t *testing.T) {
	h := New().take()
	for f := range orders {
		for _, r := range "aàâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸñáíóúòÁÍÓÚÑ¿¡«»“”’…–—%$€@&ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئ،؛؟0123456789" {
			if _, ok := h.find(Face(f), r); !ok {
				t.Errorf("face %d has no %q", f, r)
			}
		}
	}
}

func TestConcurrent(t *testing.T) {
	c := New()
	want := drawn(c.Paragraph(mixed, styled(Bold, 30, "ar"), 4000*One)[0], 0, 0).starts
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got := drawn(c.Paragraph(mixed, styled(Bold, 30, "ar"), 4000*One)[0], 0, 0).starts; !slices.Equal(got, want) {
					t.Errorf("drawn at %v, want %v", got, want)
				}
				c.Headline(long, styled(Display, 90, "fr"), Box{300 * One, 300 * One, 1000, 20 * One})
			}
		})
	}
	wg.Wait()
}

// A numbered file has each shape under a character of its own, and Latin letters under
// theirs too.
func TestNumbered(t *testing.T) {
	c := New()
	for cut := range c.Cuts() {
		face, err := font.ParseTTF(bytes.NewReader(c.Numbered(cut)))
		if err != nil {
			t.Fatal(err)
		}
		for id := range font.GID(20) {
			if got, ok := face.NominalGlyph(private + rune(id)); !ok || got != id {
				t.Errorf("%s: shape %d is %d, %v", names[cut], id, got, ok)
			}
		}
		for _, r := range "éÀ«ب،ł" {
			had, ok := c.cuts[cut].font.NominalGlyph(r)
			if got, has := face.NominalGlyph(r); has != ok || got != had {
				t.Errorf("%s: %q is shape %d, was %d", names[cut], r, got, had)
			}
		}
	}
	var said []rune
	for _, g := range c.Paragraph("fin à 5", styled(Text, 20, "fr"), 4000*One)[0].Glyphs() {
		said = append(said, g.Char)
	}
	if got := string(said); got != "finà5" {
		t.Errorf("the shapes are %q", got)
	}
	for _, g := range c.Paragraph("ب", styled(Text, 20, "ar"), 4000*One)[0].Glyphs() {
		if g.Cut < arabic || g.Char < private {
			t.Errorf("an Arabic letter is %+v", g)
		}
	}
}

// Whatever the text, it is set, in lines that together say what it says.
func FuzzHeadline(f *testing.F) {
	for _, s := range []string{long, quoted, english, arabicOf, mixed, spanish, creole, "", " ", "\u202e\u2067x\u200f", "a\u0301\u0301", "\xff", "العربية (a) «ب»\u2029c"} {
		f.Add(s, 300, 200, 40, true)
		f.Add(s, 1, 0, 4000, false)
	}
	c := New()
	f.Fuzz(func(t *testing.T, text string, width, height, size int, rtl bool) {
		if len(text) > 500 || max(width, height, size) > 1<<20 || min(width, height, size) < -(1<<20) {
			return // larger than any page or type
		}
		style := Style{Face: Display, Size: Length(size), Tracking: -20, Language: "fr", RTL: rtl}
		box := Box{Width: Length(width), Height: Length(height), Leading: 1000, Least: Length(size / 2)}
		lines, at := c.Headline(text, style, box)
		if at > max(style.Size, 0) && len(lines) > 0 {
			t.Errorf("set at %d, where %d was wanted", at, size)
		}
		for _, l := range slices.Concat(lines, c.Paragraph(text, style, box.Width)) {
			if !utf8.ValidString(l.Text) {
				t.Errorf("%q is no text", l.Text)
			}
			drawn(l, 0, 0)
		}
	})
}
