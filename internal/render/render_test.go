package render

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"tract/internal/asset"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/site"
	"tract/layouts"
)

// plain is a theme's assets, all of them there.
type plain struct{}

func (plain) Path(name string) string         { return "assets/" + name }
func (plain) Icon(name string) (string, bool) { return `<svg aria-hidden="true"></svg>`, true }

// common makes a site of one language published at base.
func common(t *testing.T, base string) *site.Common {
	t.Helper()
	src, err := fs.ReadFile(layouts.FS, "strings/fr.yaml")
	if err != nil {
		t.Fatal(err)
	}
	l, list := locale.Load("fr", "fr.yaml", src, nil)
	if list.HasErrors() {
		t.Fatal(list)
	}
	language := &site.Language{Locale: l, Title: "Le site", Publisher: "Le comité", Home: site.Link{Title: "Le site", Address: "fr/index.html", Kind: site.KindHome}}
	return &site.Common{Base: base, Languages: []*site.Language{language}}
}

// renderer parses the program's templates under those of a site.
func renderer(t *testing.T, c *site.Common, own fstest.MapFS) *Renderer {
	t.Helper()
	templates, list := Parse(asset.Overlay(own, layouts.FS))
	if list.HasErrors() {
		t.Fatal(list)
	}
	return templates.Renderer(c, plain{})
}

// plainPage makes a page of a document that has a title alone.
func plainPage(c *site.Common, address site.Address, title string) *site.Page {
	d := &content.Document{Common: content.Common{Title: title}, Body: &markdown.Document{HTML: []byte("<p>x</p>")}}
	p := &site.Page{Kind: "page", Language: c.Languages[0], Address: address, Title: title, Summary: title, Document: d}
	p.Breadcrumbs = []site.Link{c.Languages[0].Home}
	return p
}

func made(t *testing.T, r *Renderer, p *site.Page) string {
	t.Helper()
	var b bytes.Buffer
	if list := r.Page(&b, p); len(list) > 0 {
		t.Fatalf("%+v", list)
	}
	return b.String()
}

// TestLinkedData reads the linked data of pages with hostile titles again: no text
// ends the element, and each comes back.
func TestLinkedData(t *testing.T) {
	c := common(t, "https://example.org/")
	r := renderer(t, c, fstest.MapFS{})
	for _, title := range []string{
		"Un titre", "</script><script>alert(1)</script>", "<!--<script>", "]]>", `"},{"@type":"x`, `\u003c/script`, "a\nb\r\nc", "\u2028\u2029", "&lt;", "'`${x}`", "{{.}}", "a\x00b", "\xff", "\u202eabc", "é 🏴‍☠️",
	} {
		page := made(t, r, plainPage(c, "fr/a.html", title))
		found := 0
		for _, rest := range strings.Split(page, `<script type="application/ld+json">`)[1:] {
			src, _, ok := strings.Cut(rest, "</script>")
			var data map[string]any
			if err := json.Unmarshal([]byte(src), &data); !ok || err != nil {
				t.Fatalf("%q: %v in %s", title, err, src)
			}
			if headline, ok := data["headline"]; ok {
				found++
				if want := strings.ToValidUTF8(title, "\ufffd"); headline != want {
					t.Errorf("%q came back as %q", title, headline)
				}
			}
		}
		if found != 1 || strings.Count(page, "<script") != 1+found+1 || strings.Contains(page, "<script>") {
			t.Errorf("%q: %d works in %d scripts", title, found, strings.Count(page, "<script"))
		}
	}
}

func TestLinks(t *testing.T) {
	for _, c := range []struct {
		base, from string
		rooted     bool
		to         site.Link
		want       string
	}{
		{"", "fr/a.html", false, site.Link{Address: "fr/index.html"}, "index.html"},
		{"", "fr/a.html", false, site.Link{Address: "en/guides/b.html", Fragment: "s-x"}, "../en/guides/b.html#s-x"},
		{"", "fr/a.html", false, site.Link{Address: "fr/a.html", Fragment: "s-x"}, "#s-x"},
		{"", "404.html", true, site.Link{Address: "fr/index.html"}, "/fr/"},
		{"https://example.org/", "404.html", true, site.Link{Address: "assets/main.css"}, "/assets/main.css"},
		{"https://example.org/repo/", "404.html", true, site.Link{Address: "fr/index.html"}, "/repo/fr/"},
		{"https://example.org/a/b/", "404.html", true, site.Link{Address: "fr/mon-index.html", Fragment: "s-x"}, "/a/b/fr/mon-index.html#s-x"},
	} {
		v := &View{renderer: &Renderer{site: &site.Common{Base: c.base}}, Address: site.Address(c.from), rooted: c.rooted}
		if got := v.To(c.to); got != c.want {
			t.Errorf("from %s to %+v: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

// TestTemplateFaults points at the file of the site that a fault stands in.
func TestTemplateFaults(t *testing.T) {
	for _, c := range []struct {
		name, file, src string
		line, column    int
		says            string
	}{
		{"no end", "page.html", "{{define \"main\"}}\n{{if .Page}}\n{{end}}", 3, 0, "unexpected EOF"},
		{"an unknown field", "page.html", "{{define \"main\"}}\n<p>{{.Page.Titel}}</p>{{end}}", 2, 11, "can't evaluate field Titel"},
		{"an unknown method", "partials/header.html", "{{define \"header\"}}\n\n{{.Rien}}{{end}}", 3, 3, "can't evaluate field Rien"},
		{"an unknown function", "partials/footer.html", "{{define \"footer\"}}\n{{rien 1}}{{end}}", 2, 0, `function "rien" not defined`},
		{"an unknown string", "page.html", "{{define \"main\"}}{{.T \"rien\"}}{{end}}", 1, 20, "rien"},
		{"an open quote, whose line html/template does not tell", "page.html", "{{define \"main\"}}\n<a href=\"{{.Page.Title}}>{{end}}", 0, 0, "ends in a non-text context"},
		{"characters before it", "page.html", "{{define \"main\"}}é{{.Rien}}{{end}}", 1, 21, "can't evaluate field Rien"},
	} {
		site := common(t, "")
		templates, list := Parse(asset.Overlay(fstest.MapFS{c.file: {Data: []byte(c.src)}}, layouts.FS))
		if !list.HasErrors() {
			list = templates.Renderer(site, plain{}).Page(&bytes.Buffer{}, plainPage(site, "fr/a.html", "x"))
		}
		if len(list) != 1 {
			t.Errorf("%s: %+v", c.name, list)
			continue
		}
		at, says := list[0].Position, diag.In("en").Sentence(list[0].Message)
		if at.File != "layouts/"+c.file || at.Line != c.line || at.Column != c.column || !strings.Contains(says, c.says) {
			t.Errorf("%s: %s: %s", c.name, at, says)
		}
	}
}

// TestMissingTemplate tells of a theme that lacks a file.
func TestMissingTemplate(t *testing.T) {
	_, list := Parse(fstest.MapFS{"base.html": {Data: []byte("x")}})
	if !list.HasErrors() || list[0].File != "layouts/partials" {
		t.Errorf("%+v", list)
	}
}

// TestFrameShowsNoPage makes two pages of a folder under a base that names the
// title: neither may show the other's.
func TestFrameShowsNoPage(t *testing.T) {
	c := common(t, "")
	r := renderer(t, c, fstest.MapFS{"partials/header.html": {Data: []byte(`{{define "header"}}<header>{{.Page.Title}}</header>{{end}}`)}})
	for _, title := range []string{"Premier", "Second"} {
		page := made(t, r, plainPage(c, site.Address("fr/"+strings.ToLower(title)+".html"), title))
		if other := map[string]string{"Premier": "Second", "Second": "Premier"}[title]; strings.Contains(page, other) {
			t.Errorf("the page %s shows %s", title, other)
		}
	}
}

func TestMail(t *testing.T) {
	v := &View{}
	for _, c := range []struct{ name, to, want string }{
		{"letter", "maire@ville.ca", "mailto:maire@ville.ca?subject=&body="},
		{"letter", "a?d=e#f/@ville.ca", "mailto:a%3Fd%3De%23f%2F@ville.ca?subject=&body="},
		{"letter", "a+b&c=d%@ville.ca", "mailto:a%2Bb%26c%3Dd%25@ville.ca?subject=&body="},
		{"letter", "été@ville.ca", "mailto:%C3%A9t%C3%A9@ville.ca?subject=&body="},
		{"letter", `"a b"@ville.ca`, "mailto:?subject=&body="},
		{"letter", "Le maire <maire@ville.ca>", "mailto:?subject=&body="},
		{"letter", "a@ville.ca, b@ville.ca", "mailto:?subject=&body="},
		{"letter", "le maire", "mailto:?subject=&body="},
		{"post", "maire@ville.ca", ""},
	} {
		if got := v.Mail(&markdown.Kit{Name: c.name, To: c.to}); got != c.want {
			t.Errorf("%s to %q: %q, want %q", c.name, c.to, got, c.want)
		}
	}
	for _, c := range []struct{ name, subject, body, want string }{
		{"letter", "Une demande", "Bonjour,\n\nMerci.", "mailto:?subject=Une%20demande&body=Bonjour%2C%0D%0A%0D%0AMerci."},
		{"letter", "a+b & c=d?", "100 %\n#1", "mailto:?subject=a%2Bb%20%26%20c%3Dd%3F&body=100%20%25%0D%0A%231"},
		{"letter", "x\r\nBcc: a@example.org", "x", ""},
		{"call", "x", "x", ""},
		{"letter", "x", strings.Repeat("a", longestMail), ""},
		{"letter", "x", strings.Repeat("é", longestMail/6), ""},
	} {
		got := v.Mail(&markdown.Kit{Name: c.name, Subject: c.subject, Body: c.body})
		if strings.HasPrefix(c.subject, "x\r\n") {
			// Whatever the subject, the link has these two fields and no other.
			link, err := url.Parse(got)
			if err != nil || len(link.Query()) != 2 || link.Opaque != "" && link.Opaque != "?" {
				t.Errorf("%q: %v %v", got, link, err)
			}
			continue
		}
		if got != c.want {
			t.Errorf("%s %q: %q, want %q", c.name, c.subject, got, c.want)
		}
	}
	fits := v.Mail(&markdown.Kit{Name: "letter", Body: strings.Repeat("a", longestMail-len("mailto:?subject=&body="))})
	if utf8.RuneCountInString(fits) != longestMail {
		t.Errorf("a letter of just the length: %d", len(fits))
	}
}

func TestPhone(t *testing.T) {
	for _, c := range []struct{ name, to, want string }{
		{"call", "514 555-0123", "5145550123"},
		{"call", "514\u00a0555\u20110123", "5145550123"},
		{"call", "+1 (514) 555.0123", "+15145550123"},
		{"call", "911", "911"},
		{"call", "12", ""},
		{"call", "1234567890123456", ""},
		{"call", "514+555-0123", ""},
		{"call", "514 555-0123;phone-context=x", ""},
		{"call", "514 555-0123, poste 4", ""},
		{"call", "le bureau", ""},
		{"call", "", ""},
		{"letter", "514 555-0123", ""},
	} {
		if got := (&View{}).Phone(&markdown.Kit{Name: c.name, To: c.to}); got != c.want {
			t.Errorf("%s to %q: %q, want %q", c.name, c.to, got, c.want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	text := func(s string) Piece { return Piece{Text: s} }
	blank := func(s string, i int) Piece { return Piece{Text: s, Blank: true, Index: i} }
	lineBreak := Piece{Break: true}
	for _, c := range []struct {
		parts []markdown.KitPart
		want  [][]Piece
	}{
		{nil, [][]Piece{nil}},
		{[]markdown.KitPart{{Text: "Bonjour,\n\nMerci."}}, [][]Piece{{text("Bonjour,")}, {text("Merci.")}}},
		{[]markdown.KitPart{{Text: "a\nb"}}, [][]Piece{{text("a"), lineBreak, text("b")}}},
		{
			[]markdown.KitPart{{Text: "Je m’appelle "}, {Text: "nom", Blank: true}, {Text: ".\n\nJe suis "}, {Text: "nom", Blank: true}, {Text: " de "}, {Text: "ville", Blank: true}},
			[][]Piece{{text("Je m’appelle "), blank("nom", 0), text(".")}, {text("Je suis "), blank("nom", 0), text(" de "), blank("ville", 1)}},
		},
		{[]markdown.KitPart{{Text: "nom", Blank: true}, {Text: "\n"}, {Text: "ville", Blank: true}}, [][]Piece{{blank("nom", 0), lineBreak, blank("ville", 1)}}},
	} {
		got := (&View{}).Paragraphs(&markdown.Kit{Parts: c.parts, Blanks: []string{"nom", "ville"}})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Error(diff)
		}
	}
}
