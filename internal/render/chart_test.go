package render

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/locale"
	"tract/internal/site"
)

// TestBars draws values on the scale of their figure, and leaves open what they
// are only known to exceed or not to reach.
func TestBars(t *testing.T) {
	for _, c := range []struct {
		value site.FigureValue
		want  string // solid and open lengths
	}{
		{site.FigureValue{}, ""},
		{site.FigureValue{Share: 1000}, "94%"},
		{site.FigureValue{Share: 500, Qualifier: "about"}, "47%"},
		{site.FigureValue{Share: 500, Qualifier: "over"}, "47% then 5%"},
		{site.FigureValue{Share: 500, Qualifier: "nearly"}, "42% then 5%"},
		{site.FigureValue{Share: 10, Qualifier: "under"}, "0% then 0.9%"},
		{site.FigureValue{Share: 500, Upto: 1000, Qualifier: "over"}, "47% then 47%"},
	} {
		var widths []string
		for _, m := range regexp.MustCompile(`<rect[^>]* width="([^"]+)"`).FindAllStringSubmatch(string(bar(c.value)), -1) {
			widths = append(widths, m[1])
		}
		if got := strings.Join(widths, " then "); got != c.want {
			t.Errorf("%+v: %q, want %q", c.value, got, c.want)
		}
	}
}

// TestArrange puts moments where they stand in their year, and none on another.
func TestArrange(t *testing.T) {
	moment := func(date string, inferred bool) site.Moment {
		d, ok := locale.ParseDate(date)
		if !ok {
			t.Fatal(date)
		}
		return site.Moment{Date: d, Inferred: inferred}
	}
	placed, lanes := arrange([]site.Moment{
		moment("2025-01-22", false), moment("2025-01-22", true), moment("2025-12-31", false), moment("2025", false), moment("2025-01", false), moment("2025-07-01", false),
	})
	var got []string
	for _, e := range placed {
		got = append(got, fmt.Sprintf("%d+%d lane %d inferred %t", e.from, e.width, e.lane, e.inferred))
	}
	want := []string{
		"0+1000 lane 0 inferred false", "0+81 lane 1 inferred false", "57+30 lane 2 inferred false", "57+30 lane 3 inferred true",
		"497+30 lane 1 inferred false", "970+30 lane 1 inferred false",
	}
	if lanes != 4 || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("on %d lanes:\n%s", lanes, strings.Join(got, "\n"))
	}
}

// TestYears shows the years between those that have moments, or that there are many.
func TestYears(t *testing.T) {
	c := common(t, "")
	p := &site.Page{Kind: site.KindTimeline, Language: c.Languages[0], Address: "fr/chronologie.html"}
	for _, number := range []int{1990, 2013, 2016, 2017} {
		p.Timeline = append(p.Timeline, site.Year{Number: number, Moments: []site.Moment{{Date: locale.Date{Year: number}}}})
	}
	v := renderer(t, c, fstest.MapFS{}).view(c.Languages[0], p.Address)
	v.Page = p
	var rows []string
	for _, m := range regexp.MustCompile(`<li( data-gap="\w+")?[^>]*>(?:<a href="([^"]+)">)?(\d*)`).FindAllStringSubmatch(string(v.Years()), -1) {
		rows = append(rows, strings.TrimSpace(m[2]+m[1]+" "+m[3]))
	}
	want := `#y1990 1990|data-gap="long"|#y2013 2013|data-gap="year" 2014|data-gap="year" 2015|#y2016 2016|#y2017 2017`
	if got := strings.Join(rows, "|"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestScale sets headlines as large as a phone takes them.
func TestScale(t *testing.T) {
	in := func(direction string) *words {
		return &words{l: &site.Language{Locale: &locale.Locale{Dir: direction}}}
	}
	for _, c := range []struct {
		headline string
		want     int
	}{
		{"", largest},
		{"Guides", largest},
		{"Revendications", 11},
		{"La fermeture", 13},          // 17 with «La» alone
		{"Solutions de rechange", 13}, // 16 in three lines
		{"Le syndicat\u00a0: les chiffres", 13},
		{"Le " + strings.Repeat("n", 15), 9}, // no size has room for both
		{"Amazon a fermé ses sept entrepôts du Québec", 11},
		{"Demander à un organisme public de mettre fin à ses contrats", 10},
		{"Anticonstitutionnellement", smallest},
		{strings.Repeat("mot ", 60), smallest},
	} {
		if got := in("ltr").scale(c.headline); got != c.want {
			t.Errorf("%q: %d, want %d", c.headline, got, c.want)
		}
	}
	if wide, tight := in("rtl").scale("fermeture"), in("ltr").scale("fermeture"); wide >= tight {
		t.Errorf("a word is set in %d from right to left, where its letters are further apart, and in %d", wide, tight)
	}
}
