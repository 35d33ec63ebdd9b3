package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode"

	"tract/internal/golden"
	"tract/internal/locale"
	"tract/internal/payload"
	"tract/internal/promise"
	"tract/internal/site"
)

func card(key, title, summary string, date, checked locale.Date) *site.Card {
	return &site.Card{
		Link: site.Link{Title: title, Address: site.Address("fr/guides/" + key + ".html"), Kind: "guide"}, Key: key, Summary: summary, Date: date, Checked: checked,
	}
}

func news(cards ...*site.Card) *site.News {
	return &site.News{
		Feed:     site.Feed{Title: "Les guides", Folder: "guides", Atom: "fr/guides/feed.xml", JSON: "fr/guides/feed.json", Page: "fr/guides/index.html"},
		Language: french, Cards: cards, Updated: june,
	}
}

var (
	june  = locale.Date{Year: 2025, Month: 6, Day: 1}
	march = locale.Date{Year: 2025, Month: 3}
)

const base = "https://example.org/trousse/"

// read is Atom as a reader takes it.
type read struct {
	XMLName  xml.Name
	Language string `xml:"lang,attr"`
	Title    string `xml:"title"`
	Subtitle string `xml:"subtitle"`
	ID       string `xml:"id"`
	Updated  string `xml:"updated"`
	Author   string `xml:"author>name"`
	Links    []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		Title     string `xml:"title"`
		ID        string `xml:"id"`
		Published string `xml:"published"`
		Updated   string `xml:"updated"`
		Summary   string `xml:"summary"`
		Link      struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

func atom(t *testing.T, n *site.News) read {
	t.Helper()
	src, err := Atom(base, n)
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, src)
	for _, active := range payload.Active(src) {
		t.Errorf("a feed has %s: %s", active, src)
	}
	var out read
	if err := xml.Unmarshal(src, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// wellFormed reads all of an XML document, strictly, and looks for what no
// document may hold.
func wellFormed(t *testing.T, src []byte) {
	t.Helper()
	if !bytes.HasPrefix(src, []byte(`<?xml version="1.0" encoding="UTF-8"?>`)) {
		t.Errorf("begins with %.50q", src)
	}
	if bytes.ContainsFunc(src, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' || r == '\ufffe' || r == '\uffff'
	}) {
		t.Errorf("a control in %q", src)
	}
	d := xml.NewDecoder(bytes.NewReader(src))
	for {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v in %s", err, src)
		}
	}
}

func TestAtom(t *testing.T) {
	f := atom(t, news(card("picket", "Un piquet", "Une heure.", march, june), card("leave", "Partir", "Deux minutes.", locale.Date{}, june), card("undated", "Sans date", "Un mot.", locale.Date{}, locale.Date{})))
	for name, pair := range map[string][2]string{
		"space": {f.XMLName.Space, "http://www.w3.org/2005/Atom"}, "language": {f.Language, "fr-CA"}, "title": {f.Title, "Les guides"}, "subtitle": {f.Subtitle, "Une ligne"},
		"id": {f.ID, "tag:example.org,2025-01-22:trousse/fr/guides/feed"}, "updated": {f.Updated, "2025-06-01T00:00:00Z"}, "author": {f.Author, "Le comité"},
		"self": {f.Links[0].Rel + " " + f.Links[0].Href, "self https://example.org/trousse/fr/guides/feed.xml"},
		"page": {f.Links[1].Rel + " " + f.Links[1].Href, "alternate https://example.org/trousse/fr/guides/"},
		// An entry is known by its key, whatever its address becomes.
		"entry":     {f.Entries[0].ID, "tag:example.org,2025-01-22:trousse/fr/guide/picket"},
		"link":      {f.Entries[0].Link.Href, "https://example.org/trousse/fr/guides/picket.html"},
		"published": {f.Entries[0].Published, "2025-03-01T00:00:00Z"}, "revised": {f.Entries[0].Updated, "2025-06-01T00:00:00Z"},
		"undated": {f.Entries[1].Published, ""}, "checked": {f.Entries[1].Updated, "2025-06-01T00:00:00Z"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %q, want %q", name, pair[0], pair[1])
		}
	}
	if len(f.Entries) != 2 {
		t.Errorf("%d entries, and not those two that have a day", len(f.Entries))
	}
	for _, e := range append(f.Entries, f.Entries[0]) {
		if _, err := time.Parse(time.RFC3339, e.Updated); err != nil {
			t.Error(err)
		}
	}
	if empty := atom(t, news()); empty.Updated != "2025-06-01T00:00:00Z" || len(empty.Entries) != 0 {
		t.Errorf("%+v", empty)
	}
}

// TestX15Feeds puts each text into every field of a feed, in both its forms. It is a
// text, escaped once, there are no controls, and every address is absolute.
func TestX15Feeds(t *testing.T) {
	cases := 0
	for _, text := range texts(t) {
		f := news(card("picket", text, text, june, june))
		language := *french
		language.Tagline, language.Publisher = text, text
		f.Title, f.Language = text, &language
		judgeAtom(t, f, text)
		judgeJSON(t, f, text)
		cases += 2
	}
	promise.Held(t, cases)
}

// FuzzAtom does so with any text: what comes back is what went in, in a document that
// is no more than six times as long as its texts (a quotation mark is &#34;).
func FuzzAtom(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := news(card("picket", text, text, june, june))
		golden.Bounded(t, 2*time.Second, 6*2*len(text)+2000, func() int {
			judgeAtom(t, n, text)
			judgeJSON(t, n, text)
			src, _ := Atom(base, n) // judgeAtom knows of the error
			return len(src)
		})
	})
}

func judgeAtom(t *testing.T, n *site.News, text string) {
	t.Helper()
	f, want := atom(t, n), shown(text)
	if len(f.Entries) != 1 || f.Entries[0].Title != want || f.Entries[0].Summary != want || len(f.Links) != 2 {
		t.Fatalf("%q came back as %+v", text, f)
	}
	if n.Title == text && (f.Title != want || f.Subtitle != want || f.Author != want) {
		t.Errorf("%q came back as the feed's %q, %q, %q", text, f.Title, f.Subtitle, f.Author)
	}
	for _, address := range []string{f.Links[0].Href, f.Links[1].Href, f.Entries[0].Link.Href} {
		if !strings.HasPrefix(address, base) {
			t.Errorf("%q: the address %q", text, address)
		}
	}
}

func judgeJSON(t *testing.T, n *site.News, text string) {
	t.Helper()
	src, err := JSON(base, n)
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Title, Description string
		Home               string `json:"home_page_url"`
		Feed               string `json:"feed_url"`
		Items              []map[string]string
	}
	if err := json.Unmarshal(src, &f); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	want := visible(text)
	if len(f.Items) != 1 || f.Items[0]["title"] != want || f.Items[0]["content_text"] != want || n.Title == text && (f.Title != want || f.Description != want) {
		t.Errorf("%q came back as %+v", text, f)
	}
	for _, address := range []string{f.Home, f.Feed, f.Items[0]["url"]} {
		if !strings.HasPrefix(address, base) {
			t.Errorf("%q: the address %q", text, address)
		}
	}
	if bytes.ContainsAny(src, "<>\u2028\u2029") || bytes.ContainsFunc(src, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
		t.Errorf("%q: a sign that ends something in %s", text, src)
	}
}

// visible is a text without the signs that no reader shows, as UTF-8.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || r == 0x2028 || r == 0x2029) {
			return -1
		}
		return r
	}, text)
}

// shown is a visible text as XML can hold it.
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xfffe || r == 0xffff {
			return '\ufffd'
		}
		return r
	}, visible(text))
}

func TestJSON(t *testing.T) {
	for _, text := range []string{"Un piquet", "</script>"} {
		src, err := JSON(base, news(card("picket", text, text, march, june)))
		if err != nil {
			t.Fatal(err)
		}
		var f struct {
			Version, Title, Language string
			Home                     string `json:"home_page_url"`
			Feed                     string `json:"feed_url"`
			Items                    []map[string]string
		}
		if err := json.Unmarshal(src, &f); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		want := map[string]string{
			"id": "tag:example.org,2025-01-22:trousse/fr/guide/picket", "url": base + "fr/guides/picket.html", "title": text, "content_text": text,
			"date_published": "2025-03-01T00:00:00Z", "date_modified": "2025-06-01T00:00:00Z",
		}
		for name, value := range want {
			if got := f.Items[0][name]; got != value {
				t.Errorf("%s: %q, want %q", name, got, value)
			}
		}
		if f.Version != "https://jsonfeed.org/version/1.1" || f.Home != base+"fr/guides/" || f.Feed != base+"fr/guides/feed.json" || f.Language != "fr-CA" {
			t.Errorf("%+v", f)
		}
		if bytes.Contains(src, []byte("</script")) {
			t.Errorf("%s could end a script", src)
		}
	}
	src, err := JSON(base, news(card("undated", "Sans date", "Un mot.", locale.Date{}, locale.Date{})))
	if err != nil || !strings.Contains(string(src), `"items": []`) {
		t.Errorf("an empty feed: %s %v", src, err)
	}
}

func TestTag(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/":        "tag:example.org,2025-01-22:fr/guide/a",
		"https://example.org:8080/x/": "tag:example.org,2025-01-22:x/fr/guide/a",
		"https://example.org/a/b/":    "tag:example.org,2025-01-22:a/b/fr/guide/a",
		"":                            "tag:localhost,2025-01-22:fr/guide/a",
	} {
		if got := tag(address, "fr", "guide", "a"); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

func TestSitemap(t *testing.T) {
	english := &site.Language{Locale: &locale.Locale{Code: "en", Tag: "en-CA"}}
	entries := []Entry{
		{"fr/guides/picket.html", june, []site.Alternate{{Language: french, Address: "fr/guides/picket.html", Exact: true, Self: true}, {Language: english, Address: "en/guides/picket.html", Exact: true}}},
		{"fr/index.html", locale.Date{}, []site.Alternate{{Language: french, Address: "fr/index.html", Exact: true, Self: true}, {Language: english, Address: "en/index.html"}}},
		{"ar/أدلة/a&b.html", march, nil},
	}
	src, err := Sitemap(base, entries)
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, src)
	var set struct {
		URLs []struct {
			Location string `xml:"loc"`
			Modified string `xml:"lastmod"`
			Links    []struct {
				Rel      string `xml:"rel,attr"`
				Language string `xml:"hreflang,attr"`
				Href     string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(src, &set); err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, u := range set.URLs {
		got.WriteString(u.Location + " " + u.Modified + "\n")
		for _, l := range u.Links {
			if parsed, err := url.Parse(l.Href); err != nil || !parsed.IsAbs() || l.Rel != "alternate" {
				t.Errorf("%+v", l)
			}
			got.WriteString("  " + l.Language + " " + l.Href + "\n")
		}
	}
	want := `https://example.org/trousse/ 
https://example.org/trousse/fr/guides/picket.html 2025-06-01
  fr-CA https://example.org/trousse/fr/guides/picket.html
  en-CA https://example.org/trousse/en/guides/picket.html
  x-default https://example.org/trousse/
https://example.org/trousse/fr/ 
  fr-CA https://example.org/trousse/fr/
  x-default https://example.org/trousse/
https://example.org/trousse/ar/%D8%A3%D8%AF%D9%84%D8%A9/a&b.html 2025-03
  x-default https://example.org/trousse/
`
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}
