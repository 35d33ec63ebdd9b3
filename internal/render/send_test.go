package render

import (
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"tract/internal/markdown"
	"tract/internal/site"
)

// hostile is text that no link may be broken by.
var hostile = []string{
	"Bonjour, l’été 100 % « là »\n\nMerci.", "a&b=c?d#e%20+f;g", "it's <b>\"bold\"</b> & `x`", "✊🏽 🇨🇦 👩‍👧", "x\nBcc: a@example.org\n\ny", "&body=z&cc=a@example.org", "مستودع", "{{.}} ${x} javascript:alert(1)", "a\u00a0b\u202fc",
}

// TestWays sends texts by every link of a kit, and of a page, and reads them again.
func TestWays(t *testing.T) {
	for _, base := range []string{"https://example.org/repo/", ""} {
		c := common(t, base)
		r := renderer(t, c, fstest.MapFS{})
		for _, text := range hostile {
			p := plainPage(c, "fr/a.html", strings.Join(strings.Fields(text), " "))
			body := p.Document.Body
			for _, name := range []string{"letter", "call", "post", "motion"} {
				body.Holes = append(body.Holes, markdown.Hole{Offset: len(body.HTML), Kind: markdown.KitBlock, Index: len(body.Kits)})
				body.Kits = append(body.Kits, markdown.Kit{Name: name, Subject: text, Body: text, Parts: []markdown.KitPart{{Text: text}}})
			}
			var got []string
			for _, link := range waysOf(t, made(t, r, p)) {
				got = append(got, link.Scheme+":"+link.Host)
				readWay(t, link, text, p, base)
			}
			if want := "mailto: sms: https:wa.me mailto: sms: https:wa.me mailto:"; strings.Join(got, " ") != want {
				t.Errorf("%q: links %q, want %s", text, got, want)
			}
		}
	}
}

// waysOf gives the addresses of a page's links with data-way, as a browser reads them.
func waysOf(t *testing.T, page string) []*url.URL {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var links []*url.URL
	for n := range root.Descendants() {
		attributes := map[string]string{}
		for _, a := range n.Attr {
			attributes[a.Key] = a.Val
		}
		if _, ok := attributes["data-way"]; ok {
			link, err := url.Parse(attributes["href"])
			if err != nil {
				t.Fatal(err)
			}
			links = append(links, link)
		}
	}
	return links
}

// readWay holds what a link sends to the text, or to the page's.
func readWay(t *testing.T, link *url.URL, text string, p *site.Page, base string) {
	t.Helper()
	query := link.Query()
	field, most := map[string]string{"mailto": "body", "sms": "body", "https": "text"}[link.Scheme], 1
	if link.Scheme == "mailto" {
		most = 2
	}
	if query.Del(""); len(query) != most || link.Fragment != "" || strings.Contains(link.RawQuery, "+") {
		t.Errorf("%s has %d fields", link, len(query))
	}
	address := ""
	if base != "" {
		address = base + "fr/a.html"
	}
	clean := func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
	sent := clean(query.Get(field))
	of := []string{clean(text), address, p.Title + "\n" + address, p.Summary + "\n\n" + address}
	for _, s := range of {
		if sent == s {
			return
		}
	}
	t.Errorf("%s sends %q, none of %q", link, sent, of)
}

// TestShare says what a page is sent with.
func TestShare(t *testing.T) {
	c := common(t, "https://example.org/")
	p := plainPage(c, "fr/guides/index.html", "Guides")
	v := renderer(t, c, fstest.MapFS{}).view(p.Language, p.Address)
	v.Page, p.Summary = p, "Tout faire."
	if got, want := v.Share(), (Share{true, "Guides\nhttps://example.org/fr/guides/", "mailto:?subject=Guides&body=Tout%20faire.%0D%0A%0D%0Ahttps%3A%2F%2Fexample.org%2Ffr%2Fguides%2F"}); got != want {
		t.Errorf("%+v", got)
	}
	p.Summary = strings.Repeat("é", 300)
	if got, want := v.Share().Mail, "mailto:?subject=Guides&body=https%3A%2F%2Fexample.org%2Ffr%2Fguides%2F"; got != want {
		t.Errorf("with a long summary %s", got)
	}
}
