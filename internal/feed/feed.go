// Package feed makes what other programs read: Atom and JSON Feed, calendars in
// iCalendar, and the sitemap with the languages of each page.
//
// Each function takes a part of the model and gives a file's bytes. The formats
// are written by encoding/xml, which of the sitemap only escapes the texts, by
// encoding/json and, for iCalendar, by a writer that escapes and folds every line,
// so that text from content cannot become a tag, a property or a header. No function asks the clock: a feed's date is that of its
// latest entry, or of the site's latest page where no entry has one.
package feed

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"path"
	"strings"
	"unicode"

	"tract/internal/locale"
	"tract/internal/site"
)

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	ID       string      `xml:"id"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Author   atomAuthor  `xml:"author"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	Title     string   `xml:"title"`
	ID        string   `xml:"id"`
	Published string   `xml:"published,omitempty"`
	Updated   string   `xml:"updated"`
	Link      atomLink `xml:"link"`
	Summary   string   `xml:"summary"`
}

// Atom writes a feed as RFC 4287 has it. base is the address of the site.
func Atom(base string, n *site.News) ([]byte, error) {
	l := n.Language
	out := atomFeed{
		Language: l.Tag, Title: plain(n.Title), Subtitle: plain(l.Tagline), ID: tag(base, l.Code, n.Folder, "feed"), Updated: instant(n.Updated),
		Author: atomAuthor{plain(l.Publisher)},
		Links: []atomLink{
			{"self", "application/atom+xml", n.Atom.On(base)},
			{"alternate", "text/html", n.Page.On(base)},
		},
	}
	for _, c := range dated(n.Cards) {
		out.Entries = append(out.Entries, atomEntry{
			Title: plain(c.Title), ID: tag(base, l.Code, c.Kind, c.Key), Published: instant(c.Date), Updated: instant(c.Updated()), Summary: plain(c.Summary),
			Link: atomLink{"alternate", "text/html", c.Address.On(base)},
		})
	}
	b, err := xml.MarshalIndent(out, "", " ")
	return append([]byte(xml.Header), append(b, '\n')...), err
}

type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	Description string     `json:"description,omitempty"`
	HomePage    string     `json:"home_page_url"`
	FeedURL     string     `json:"feed_url"`
	Language    string     `json:"language"`
	Authors     []author   `json:"authors"`
	Items       []jsonItem `json:"items"`
}

type author struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Text      string `json:"content_text"`
	Published string `json:"date_published,omitempty"`
	Modified  string `json:"date_modified"`
}

// JSON writes a feed as JSON Feed 1.1 has it. base is the address of the site.
func JSON(base string, n *site.News) ([]byte, error) {
	l := n.Language
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: plain(n.Title), Description: plain(l.Tagline), HomePage: n.Page.On(base), FeedURL: n.JSON.On(base),
		Language: l.Tag, Authors: []author{{plain(l.Publisher)}}, Items: []jsonItem{},
	}
	for _, c := range dated(n.Cards) {
		out.Items = append(out.Items, jsonItem{
			ID: tag(base, l.Code, c.Kind, c.Key), URL: c.Address.On(base), Title: plain(c.Title), Text: plain(c.Summary),
			Published: instant(c.Date), Modified: instant(c.Updated()),
		})
	}
	b, err := json.MarshalIndent(out, "", " ")
	return append(b, '\n'), err
}

// plain leaves out what no reader shows and some obey: controls, and the marks of
// Unicode for the end of a line, which some programs split lines at.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) {
			return -1
		}
		return r
	}, s)
}

// tag names an entry for ever, as RFC 4151 has it: by the site's host and by its
// key, which a new slug or title does not change. The day is that on which the
// campaign began, since the authority over a tag must have a date.
func tag(base string, parts ...string) string {
	host := "localhost"
	if u, err := url.Parse(base); err == nil && u.Hostname() != "" {
		host = u.Hostname() + strings.TrimSuffix(u.Path, "/")
	}
	name, below, _ := strings.Cut(host, "/")
	return "tag:" + name + ",2025-01-22:" + path.Join(append([]string{below}, parts...)...)
}

// dated leaves out the cards of pages with no day of publication or checking. An
// entry must say when it was last changed. To say 1970 is untrue, and to say the
// day of the latest entry would make the page look new whenever another comes.
func dated(cards []*site.Card) []*site.Card {
	var out []*site.Card
	for _, c := range cards {
		if !c.Updated().IsZero() {
			out = append(out, c)
		}
	}
	return out
}

// instant writes the beginning of a day, in UTC, as RFC 3339 does, "" for no day.
// What is not known of the date is taken as the first.
func instant(d locale.Date) string {
	if d.IsZero() {
		return ""
	}
	full := locale.Date{Year: d.Year, Month: max(d.Month, 1), Day: max(d.Day, 1)}
	return full.String() + "T00:00:00Z"
}
