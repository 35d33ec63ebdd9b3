package render

import (
	"bytes"
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
func common(t testing.TB, base string) *site.Common {
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
func renderer(t testing.TB, c *site.Common, own fstest.MapFS) *Renderer {
	t.Helper()
	templates, list := Parse(asset.Overlay(own, layouts.FS), layouts.FS)
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

// TestOriginal names the work that an article sums up, if there is a name for it.
func TestOriginal(t *testing.T) {
	c := common(t, "")
	r := renderer(t, c, fstest.MapFS{})
	for _, of := range []struct {
		work content.Work
		want bool
	}{
		{content.Work{Title: locale.Text{"fr": "Un titre"}}, true},
		{content.Work{URL: "https://example.org/"}, true},
		{content.Work{Language: "en"}, false},
	} {
		p := plainPage(c, "fr/a.html", "x")
		p.Kind, p.Document.Article = "article", &content.Article{Source: of.work}
		if got := strings.Contains(made(t, r, p), `"isBasedOn"`); got != of.want {
			t.Errorf("%+v: %v", of.work, got)
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
		v := &View{renderer: &Renderer{site: &site.Common{Base: c.base}}, address: site.Address(c.from), rooted: c.rooted}
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
		{"no end", "page.html", "{{define \"main\"}}\n é{{if .Page}}\n", 2, 3, "what begins here has no {{end}}"},
		{"no end of an action", "page.html", "{{define \"main\"}}\né {{.T\n\n", 2, 3, "what begins here has no }}"},
		{"no main", "page.html", "<p>x</p>", 1, 1, `the template does not define "main", which pages are made of`},
		{"no footer", "partials/footer.html", "<footer></footer>", 1, 1, `the template does not define "footer", which pages are made of`},
		{"an unknown field", "page.html", "{{define \"main\"}}\n<p>{{.Page.Titel}}</p>{{end}}", 2, 11, `there is no "Titel" here; did you mean "Title"?`},
		{"a value that has no fields", "page.html", "{{define \"main\"}}{{.Page.Title.Rien}}{{end}}", 1, 25, `there is no "Rien" here`},
		{"an unknown method", "partials/header.html", "{{define \"header\"}}\n\n{{.Lnguages}}{{end}}", 3, 3, `there is no "Lnguages" here; did you mean "Languages"?`},
		{"of what a method gives", "page.html", "{{define \"main\"}}{{.Settings.Bas}}{{end}}", 1, 29, `there is no "Bas" here; did you mean "Base"?`},
		{"an unknown function", "page.html", "{{define \"main\"}}\n{{t \"x\"}}{{prnt 1}}{{end}}", 2, 10, `there is no function "prnt"; did you mean "print"?`},
		{"an unknown template", "page.html", "{{define \"main\"}}{{template \"sorce\" .}}{{end}}", 1, 29, `there is no template "sorce"; did you mean "source"?`},
		{"an unknown variable", "page.html", "{{define \"main\"}}{{$x}}{{end}}", 1, 18, `there is no variable "$x" here`},
		{"an unknown string", "page.html", "{{define \"main\"}}{{t \"rien\"}}{{end}}", 1, 20, `the interface has no text "rien"`},
		{"what the page lacks", "page.html", "{{define \"main\"}}{{.Page.Home.Tally}}{{end}}", 1, 25, `"Tally" is asked of something that this page does not have; put it between {{with …}} and {{end}}, which leave out what is not there`},
		{"what is each page’s own", "partials/header.html", "{{define \"header\"}}<p>{{.Absolute .Address}}</p>{{end}}", 1, 35, `"Address" is each page’s own, and this part is shared by all pages of a folder; define a template that shows it, and put {{.Place "NAME"}} here, with the name of that template`},
		{"no condition", "page.html", "{{define \"main\"}}\n{{if}}{{end}}{{end}}", 2, 1, "{{if}} needs a value"},
		{"an end too many", "page.html", "{{define \"main\"}}{{end}}\n\n{{end}}", 3, 1, `"{{end}}" cannot stand here; look for a {{ or }} too many, a {{end}} too many, or a quote that is missing`},
		{"an open string", "page.html", "{{define \"main\"}}\n{{t \"x}}{{end}}", 2, 5, "a quote is opened and not closed"},
		{"a list that is none", "page.html", "{{define \"main\"}}{{range .Page.Title}}{{end}}{{end}}", 1, 31, "{{range}} goes through lists, and this is none"},
		{"too few values", "page.html", "{{define \"main\"}}{{.Href}}{{end}}", 1, 20, "Href takes 1 values and gets 0"},
		{"a value of another form", "page.html", "{{define \"main\"}}{{.Href .Page}}{{end}}", 1, 26, "the value is not of the form that is needed here"},
		{"an open quote", "page.html", "x {{define \"main\"}}\n<a href=\"{{.Page.Title}}>{{end}}", 1, 3, "a tag, or the quote of an attribute, is still open where the template ends"},
		{"a quote that one branch opens", "page.html", "{{define \"main\"}}<a {{if .Page}}href=\"{{end}}>{{end}}", 1, 26, "a tag, or the quote of an attribute, is open after one branch of {{if}} and closed after the other"},
		{"characters before it", "page.html", "{{define \"main\"}}é{{.Rien}}{{end}}", 1, 21, `there is no "Rien" here`},
		{"a stray end among others", "page.html", "{{if .}}\n{{end}} {{/* {{end}} */}}{{if .}}{{end}} é{{end}}", 2, 43, `"{{end}}" cannot stand here; look for a {{ or }} too many, a {{end}} too many, or a quote that is missing`},
		{"a stray else", "page.html", "{{define \"main\"}}\n {{if .}}{{else if .}}{{else}}{{end}}{{else}}{{end}}", 2, 38, `"{{else}}" cannot stand here; look for a {{ or }} too many, a {{end}} too many, or a quote that is missing`},
		{"a second else", "page.html", "{{define \"main\"}}{{if .}}{{- else -}}{{else}}{{end}}{{end}}", 1, 38, `"{{else}}" cannot stand here; look for a {{ or }} too many, a {{end}} too many, or a quote that is missing`},
		{"an open string after others", "page.html", "{{print `a\n{{` 'a' (\"b\\\"\")}}{{t `x}}", 2, 22, "a quote is opened and not closed"},
		{"an open parenthesis", "page.html", "é {{print (1)}}{{print ((len .)}}", 1, 24, "a parenthesis is opened and not closed"},
		{"an open comment", "page.html", "{{/* a */}}{{- /* b\n*/ -}}\n {{/* c }}{{print 1}}", 3, 2, "a comment is opened and not closed"},
		{"a comment in an action", "page.html", "{{print 1}}{{/* a */ print}}", 1, 12, "a comment is opened and not closed"},
		{"a number", "page.html", "{{print 1}} {{print 1x}}", 1, 13, `"1x" is not a number`},
		{"a text in apostrophes", "page.html", "{{print 1}} {{print 'ab'}}", 1, 13, `'ab' is not a text: texts stand between straight double quotes, "…"`},
		{"a value after a bar", "page.html", "{{1 | 2}}", 1, 1, "after a |, and where something is to be done, there must be a function"},
		{"an escaper", "page.html", "{{define \"main\"}}{{html . | print}}{{end}}", 1, 20, `"html" has no place here: what a template shows is made safe by itself`},
		{"a break in no range", "page.html", "{{define \"main\"}}{{break}}{{end}}", 1, 18, "{{break}} can only stand between {{range …}} and its {{end}}"},
		{"an item too far", "page.html", "{{define \"main\"}}{{index .Page.Breadcrumbs 9}}{{end}}", 1, 20, "the list has fewer items than that"},
		{"an index that is none", "page.html", "{{define \"main\"}}{{index .Page.Breadcrumbs \"a\"}}{{end}}", 1, 20, `the function "index" cannot use these values`},
		{"a template in itself", "page.html", "{{define \"main\"}}{{template \"main\" .}}{{end}}", 1, 29, "the template executes itself, without end"},
		{"a value that is given one", "page.html", "{{define \"main\"}}{{true 3}}{{end}}", 1, 20, `"true" takes no values`},
		{"three variables", "page.html", "{{range $a, $b, $c := .}}{{end}}", 1, 1, "{{range}} gives two variables at most"},
		{"a stray backslash", "page.html", `{{print "\q"}}`, 1, 1, "a \\ in a text has a meaning of its own: write \\\\, or put the text between ` and `"},
		{"a definition twice", "page.html", "{{define \"main\"}}a{{end}}\n{{define \"main\"}}b{{end}}", 2, 1, `the template "main" is defined twice in this file`},
		{"an address in parts", "page.html", "{{define \"main\"}}<a href=\"{{if .Page}}a?{{end}}{{.Page.Title}}\">{{end}}", 1, 50, "it cannot be known which part of an address this is: put the whole address into one value"},
		{"no form of ours", "page.html", "{{define \"main\"}}<script>{{if .Page}}1{{end}}/5/</script>{{end}}", 1, 1, "the template has a fault here; the template engine says: “'/' could start a division or regexp: \"/5/\"”; its language is described at https://pkg.go.dev/text/template"},
		{"bytes that are not text", "page.html", "{{define \"main\"}}\né\xff{{end}}", 2, 2, "this character is not in UTF-8, the encoding of the web (byte 0xFF); save the file again with the encoding “UTF-8”"},
	} {
		site := common(t, "")
		templates, list := Parse(asset.Overlay(fstest.MapFS{c.file: {Data: []byte(c.src)}}, layouts.FS), layouts.FS)
		if !list.HasErrors() {
			list = templates.Renderer(site, plain{}).Page(&bytes.Buffer{}, plainPage(site, "fr/a.html", "x"))
		}
		if len(list) != 1 {
			t.Errorf("%s: %+v", c.name, list)
			continue
		}
		at, says := list[0].Position, diag.In("en").Sentence(list[0].Message)
		if hint := list[0].Hint; hint.Code != "" && hint.Code != "hint.render.undefined" {
			says += "; " + diag.In("en").Sentence(hint)
		}
		if at.File != "layouts/"+c.file || at.Line != c.line || at.Column != c.column || says != c.says {
			t.Errorf("%s: %s: %s", c.name, at, says)
		}
	}
}

// TestUnusedTemplates warns of a file of the site's own that nothing uses.
func TestUnusedTemplates(t *testing.T) {
	own := fstest.MapFS{}
	for name, src := range map[string]string{
		"pge.html": "x", "Page.html": "x", "partials/nope.html": `{{define "nope"}}{{end}}`, "partials/hedaer.html": `{{define "hedaer"}}x{{end}}`,
		"partials/ours.html": `{{define "ours"}}{{end}}`, "topics.html": `{{define "main"}}{{template "ours"}}{{end}}`, "partial/footer.html": "x", "notes.txt": "x",
	} {
		own[name] = &fstest.MapFile{Data: []byte(src)}
	}
	_, list := Parse(asset.Overlay(own, layouts.FS), layouts.FS)
	var got []string
	for _, d := range list.Sorted() {
		got = append(got, d.Position.String()+": "+d.Severity.String()+": "+diag.In("en").Sentence(d.Message)+"; "+diag.In("en").Sentence(d.Hint))
	}
	want := []string{
		`layouts/Page.html: warning: no page uses this template; did you mean "page.html"?`,
		`layouts/partial: warning: no page uses this folder; did you mean "partials"?`,
		`layouts/partials/hedaer.html: warning: no page uses this template; did you mean "header.html"?`,
		`layouts/partials/nope.html: warning: no page uses this template; name the file as the one of the program that it stands for, or execute, in another file, a template that it defines in layouts/partials`,
		`layouts/pge.html: warning: no page uses this template; did you mean "page.html"?`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestOpenMarkup points at what a whole file leaves open.
func TestOpenMarkup(t *testing.T) {
	for _, c := range []struct {
		src          string
		line, column int
	}{
		{"<p>é</p>\né <a href=\"x", 2, 3},
		{"<p>\n<!-- <p>\n</p>", 2, 1},
		{"<p title='{{.L.Title}}'>\n<!-- x -->\n<em", 3, 1},
	} {
		site := common(t, "")
		r := renderer(t, site, fstest.MapFS{"404.html": {Data: []byte(c.src)}})
		list := r.NotFound(&bytes.Buffer{})
		if len(list) != 1 || list[0].File != "layouts/404.html" || list[0].Line != c.line || list[0].Column != c.column {
			t.Errorf("%q: %+v", c.src, list)
		}
	}
}

// TestMissingTemplate tells of a theme that lacks a file.
func TestMissingTemplate(t *testing.T) {
	_, list := Parse(fstest.MapFS{"base.html": {Data: []byte("x")}}, layouts.FS)
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
	for _, c := range []struct{ name, to, want string }{
		{"letter", "maire@ville.ca", "mailto:maire@ville.ca?subject=&body="},
		{"letter", "a?d=e#f/@ville.ca", "mailto:?subject=&body="},
		{"letter", "a+b&c=d%@ville.ca", "mailto:?subject=&body="},
		{"letter", "a+b=c@ville.ca", "mailto:a%2Bb%3Dc@ville.ca?subject=&body="},
		{"letter", "été@ville.ca", "mailto:%C3%A9t%C3%A9@ville.ca?subject=&body="},
		{"letter", `"a b"@ville.ca`, "mailto:?subject=&body="},
		{"letter", "Le maire <maire@ville.ca>", "mailto:?subject=&body="},
		{"letter", "a@ville.ca, b@ville.ca", "mailto:?subject=&body="},
		{"letter", "le maire", "mailto:?subject=&body="},
		{"post", "maire@ville.ca", ""},
	} {
		if got := mailLink(&markdown.Kit{Name: c.name, To: c.to}); got != c.want {
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
		got := mailLink(&markdown.Kit{Name: c.name, Subject: c.subject, Body: c.body})
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
	fits := mailLink(&markdown.Kit{Name: "letter", Body: strings.Repeat("a", longestMail-len("mailto:?subject=&body="))})
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
		if got := phone(&markdown.Kit{Name: c.name, To: c.to}); got != c.want {
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
		got := paragraphs(&markdown.Kit{Parts: c.parts, Blanks: []string{"nom", "ville"}})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Error(diff)
		}
	}
}

// TestFigureFormat sets figures the smaller, the more words they have.
func TestFigureFormat(t *testing.T) {
	for _, c := range []struct {
		text  string
		plain bool
		want  string
	}{{"4 500", false, ""}, {"37,6 %", false, "long"}, {"4 500", false, ""}, {"170 millions de dollars", false, "phrase"}, {"3 200 à 3 300", false, "phrase"}, {"une partie", true, "text"}} {
		if got := figureFormat(site.FigureValue{Text: site.Words{Text: c.text}, Plain: c.plain}); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestBold sets the number of a text apart, whose words may then stand under it.
func TestBold(t *testing.T) {
	for _, c := range [][3]string{
		{"1\u00a0h\u00a030\u00a0min", "1", "<b>1</b> h 30 min"},
		{"plus de 10\u00a0min", "10", "plus de <b>10</b> min"},
		{"une <heure>", "1", "une &lt;heure&gt;"},
	} {
		if got := string(bold(c[0], c[1])); got != c[2] {
			t.Errorf("%q: %s, want %s", c[0], got, c[2])
		}
	}
}
