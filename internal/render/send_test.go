package render

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/net/html"

	"tract/internal/markdown"
	"tract/internal/payload"
	"tract/internal/promise"
	"tract/internal/site"
)

// hostile is text that no link may be broken by.
var hostile = []string{
	"Bonjour, l’été 100 % « là »\n\nMerci.", "a&b=c?d#e%20+f;g", "it's <b>\"bold\"</b> & `x`", "✊🏽 🇨🇦 👩‍👧", "x\nBcc: a@example.org\n\ny", "&body=z&cc=a@example.org", "مستودع", "{{.}} ${x} javascript:alert(1)", "a\u00a0b\u202fc",
}

// TestX18Ways sends texts by every link of a kit, and of a page, to what they name, and
// reads the links again: each begins a message to one person at most, with a subject of
// one line and a text, and with nothing else.
func TestX18Ways(t *testing.T) {
	each := 24
	if promise.Whole() {
		each = 4
	}
	texts := slices.Concat(hostile, recipients, payload.Texts(t, each))
	cases := 0
	for _, base := range []string{"https://example.org/repo/", ""} {
		c := common(t, base)
		r := renderer(t, c, fstest.MapFS{})
		for _, text := range texts {
			text = strings.ToValidUTF8(text, "")
			p := plainPage(c, "fr/a.html", strings.Join(strings.Fields(text), " "))
			body := p.Document.Body
			for _, name := range []string{"letter", "call", "post", "motion"} {
				body.Holes = append(body.Holes, markdown.Hole{Offset: len(body.HTML), Kind: markdown.KitBlock, Index: len(body.Kits)})
				body.Kits = append(body.Kits, markdown.Kit{Name: name, To: text, Subject: text, Body: text, Parts: []markdown.KitPart{{Text: text}}})
			}
			for _, link := range waysOf(t, made(t, r, p)) {
				readWay(t, link, text, p, base)
				cases++
			}
		}
	}
	for _, refused := range mails {
		if ref, fault := markdown.CheckAddress(refused); fault == nil {
			t.Errorf("content may have %q: %+v", refused, ref)
		}
		cases++
	}
	promise.Held(t, cases)
}

// recipients name more than one person, or something else.
var recipients = []string{
	"a@example.org", "a@example.org,b@example.org", "a@example.org?bcc=b@example.org", "a@example.org&cc=b@example.org", "A <a@example.org>", "a@example.org\r\nBcc: b@example.org", "a%0d%0aBcc:b@example.org", "a@example.org;b@example.org", "\"a?cc=b\"@example.org", "a@[127.0.0.1]", "a@example.org#x", "javascript:alert(1)", "//example.org", "a b@example.org", "&bcc=b@example.org",
}

// mails are addresses that no text of content may have.
var mails = []string{
	"mailto:a@example.org?bcc=b@example.org", "mailto:a@example.org?cc=b@example.org", "mailto:?to=a@example.org", "mailto:a@example.org?BCC=b@example.org", "mailto:a@example.org?%62cc=b@example.org", "mailto:a@example.org?subject=x&bcc=b@example.org", "mailto:a@example.org?body=x&amp;bcc=b@example.org", "mailto:a@example.org?subject=x%0d%0aBcc:b@example.org",
	"mailto:a@example.org?subject=x%0A", "mailto:a@example.org?body=x%0D%0Ay", "mailto:a@example.org?subject=x%c2%85y", "mailto:a@example.org?subject=x%E2%80%A8y", "mailto:a@example.org,b@example.org", "mailto:a@example.org;b@example.org", "mailto:a@example.org%2cb@example.org", "mailto:a@example.org%0d%0a", "mailto:a@example.org?in-reply-to=x", "mailto:a@example.org?attach=/etc/passwd", "mailto:a@example.org?attachment=x", "mailto:a@example.org?from=b@example.org", "mailto:a@example.org?x",
	"mailto:a@example.org?=x", "mailto:a@example.org?subject=%zz", "mailto:a@example.org#?bcc=b", "mailto://a@example.org", "mailto:", "mailto:?", "MAILTO:a@example.org?Bcc=b@example.org", "mailto:a@example.org?subject=x;bcc=b@example.org\n", "sms:+15145550000", "sms:?body=x", "smsto:1", "mms:1", "tel:*21*1%23", "tel:1;phone-context=x", "tel:1,2", "callto:x", "facetime:x", "whatsapp://send?text=x", "skype:x?call",
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
	if to, err := url.PathUnescape(link.Opaque + link.Host + link.Path); err != nil || link.Scheme == "sms" && to != "" || link.Scheme == "https" && to != "wa.me/" || link.Scheme == "mailto" && to != "" && (to != text || strings.ContainsAny(to, ",;?&%#\r\n<> ")) {
		t.Errorf("%s goes to %q", link, to)
	}
	if subject := query.Get("subject"); strings.ContainsFunc(subject, unicode.IsControl) {
		t.Errorf("%s has the subject %q", link, subject)
	}
	clean := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace
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
