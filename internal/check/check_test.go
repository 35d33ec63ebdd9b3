package check

import (
	"cmp"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/forms"
)

// guard begins the head of every page.
const guard = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types tract"><meta name="referrer" content="no-referrer">`

// wrap puts a body into a page that no rule objects to.
func wrap(body string) string {
	return `<!doctype html><html lang="fr"><head>` + guard + `<title>x</title><link rel="stylesheet" href="../assets/main.css"><script src="../assets/main.js" defer></script></head><body><h1>x</h1>` + body + `</body></html>`
}

// files gives a small site around a page at fr/a.html.
func files(src string) map[string][]byte {
	return map[string][]byte{
		"fr/a.html": []byte(src), "fr/b.html": []byte(wrap(`<h2 id="there">b</h2>`)), "fr/index.html": []byte(wrap("")),
		"assets/main.css": nil, "assets/main.js": nil, "images/a b.png": nil, "data/x.json": nil,
	}
}

// TestRules breaks each rule with a page, and holds it back from pages that are
// right. want is the diagnostic in English, "" for none.
func TestRules(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{wrap(""), ""},
		// links
		{wrap(`<a href="b.html">b</a> <a href="b.html#there">b</a> <a href="./">home</a> <a href="../fr/">home</a> <a href="#x" id="x">x</a> <a href="../images/a%20b.png">i</a> <a href="../data/x.json#y">d</a>`), ""},
		{wrap(`<a href="https://example.org/x" rel="noopener noreferrer">x</a> <a href="mailto:a@example.org">m</a> <a href="tel:123">t</a> <a href="sms:?body=x">s</a>`), ""},
		{wrap(`<a href="c.html">c</a>`), `the link "c.html" leads to no file of the site`},
		{wrap(`<a href="../../../etc/passwd">c</a>`), `the link "../../../etc/passwd" leads to no file of the site`},
		{wrap(`<a href="../guides/">c</a>`), `the link "../guides/" leads to no file of the site`},
		{wrap(`<img alt="" src="c.png">`), `the link "c.png" leads to no file of the site`},
		{wrap(`<img alt="" src="../images/a%20b.png" srcset="../images/a%20b.png 480w, c.png 960w">`), `the link "c.png" leads to no file of the site`},
		{wrap(`<a href="b.html#here">b</a>`), `the link "b.html#here" leads to a place that its page does not have`},
		{wrap(`<a href="#nowhere">b</a>`), `the link "#nowhere" leads to a place that its page does not have`},
		{wrap(`<a href="/fr/b.html">b</a>`), `the link "/fr/b.html" counts from the root of the server, so it is broken where the site lies in a folder`},
		{wrap(`<a href="b.html%zz">b</a>`), `"b.html%zz" is not an address`},
		// identifiers
		{wrap(`<h2 id="a">a</h2><section aria-labelledby="a"><label for="b">l</label><input id="b"></section>`), ""},
		{wrap(`<h2 id="a">a</h2><p id="a">a</p>`), `the id "a" stands twice`},
		{wrap(`<section aria-labelledby="a"></section>`), `a label names the id "a", which the page does not have`},
		{wrap(`<label for="b">l</label>`), `a label names the id "b", which the page does not have`},
		// active
		{wrap(`<script type="application/ld+json">{"a":"b"}</script>`), ""},
		{wrap(`<script>alert(1)</script>`), `the page has a script of its own instead of a file`},
		{wrap(`<script type="module">alert(1)</script>`), `the page has a script of its own instead of a file`},
		{wrap(`<iframe></iframe>`), `the page has an element "iframe", which no page of ours may have`},
		{wrap(`<style>a{}</style>`), `the page has an element "style", which no page of ours may have`},
		{wrap(`<form></form>`), `the page has an element "form", which no page of ours may have`},
		{wrap(`<p onclick="x()">a</p>`), `the page has an attribute "onclick", which no page of ours may have`},
		{wrap(`<p style="color:red">a</p>`), `the page has an attribute "style", which no page of ours may have`},
		{wrap(`<a href="javascript:alert(1)">a</a>`), `"javascript:alert(1)" is not a kind of address that pages may have`},
		{wrap(`<a href=" JaVaScRiPt:alert(1)">a</a>`), `" JaVaScRiPt:alert(1)" is not a kind of address that pages may have`},
		{wrap("<a href=\"java\nscript:alert(1)\">a</a>"), `"java\nscript:alert(1)" is not a kind of address that pages may have`},
		{wrap(`<a href="data:text/html,x">a</a>`), `"data:text/html,x" is not a kind of address that pages may have`},
		{wrap(`<p title="</noscript><script></title><!--" data-x="url(//x)">a</p>`), ""},
		{wrap(`<p title="what ZgotmplZ means">a</p>`), ""},
		{wrap(`<p title="#ZgotmplZ">a</p>`), `a template put a value into "title" that could be dangerous there`},
		// hidden
		{wrap("<p title=\"\u2067ש\u2069 👩\u200d🏭 می\u200cخواهم ❤\ufe0f in\u00adter\">\u200eGST 10\u206020 \u2068a\u2069 👨🏽\u200d🔧 ℹ\ufe0f 1\ufe0f\u20e3 ᠠ\u180b 葛\U000e0100 ⠓⠑ e\u0301 a&#13;</p>"), ""},
		{wrap("<p>a\u202eb</p>"), `the page has the sign "U+202E" where nobody sees it, or where it turns text around or covers it`},
		{wrap("<p>a&#x202e;b&#x200b;</p>"), `the page has the sign "U+202E" where nobody sees it, or where it turns text around or covers it`},
		{wrap("<p title=\"a\U000e0041\">b</p>"), `the page has the sign "U+E0041" where nobody sees it, or where it turns text around or covers it`},
		{wrap("<p>de&zwj;sj</p>"), `the page has the sign "U+200D" where nobody sees it, or where it turns text around or covers it`},
		{wrap("<p>a&lrm;<i></i>b</p>"), `the page has the sign "U+200E" where nobody sees it, or where it turns text around or covers it`},
		{wrap("<p>&#xfe0f;a</p>"), `the page has the sign "U+FE0F" where nobody sees it, or where it turns text around or covers it`},
		{wrap("<p>1&#xe0101;2&#xe0102;</p>"), `the page has the sign "U+E0101" where nobody sees it, or where it turns text around or covers it`},
		{wrap(`<p title="a.&#xfe00;">a</p>`), `the page has the sign "U+FE00" where nobody sees it, or where it turns text around or covers it`},
		// offsite
		{wrap(`<svg viewBox="0 0 1 1"><use href="#a"/><path id="a" fill="url(#a)" transform="rotate(1)"/></svg> <a href="sms:?&amp;body=a%0D%0Ab">m</a> <a href="mailto:a@example.org?subject=a&amp;body=b%0D%0Ac">m</a>`), ""},
		{strings.Replace(wrap(""), "</head>", `<meta http-equiv="refresh" content="0; url=b.html"></head>`, 1), ""},
		{strings.Replace(wrap(""), "</head>", `<link rel="canonical" href="https://example.org/"><link rel="alternate" hreflang="en" href="https://example.org/en/"></head>`, 1), ""},
		{wrap(`<img alt="" src="https://example.org/a.png">`), `a browser would ask another site for "https://example.org/a.png" by itself`},
		{wrap(`<img alt="" src="//example.org/a.png">`), `a browser would ask another site for "//example.org/a.png" by itself`},
		{wrap(`<img alt="" src="../images/a%20b.png" srcset="https://example.org/a.png 2x">`), `a browser would ask another site for "https://example.org/a.png" by itself`},
		{wrap(`<img alt="" src="../images/a%20b.png" srcset="../images/a%20b.png 1x, https://example.org/a.png 2x">`), `a browser would ask another site for "https://example.org/a.png" by itself`},
		{strings.Replace(wrap(""), "</head>", `<link rel="stylesheet" href="https://example.org/a.css"></head>`, 1), `a browser would ask another site for "https://example.org/a.css" by itself`},
		{strings.Replace(wrap(""), "</head>", `<link rel="preconnect" href="https://example.org/"></head>`, 1), `a browser would ask another site for "https://example.org/" by itself`},
		// outline
		{wrap(`<h2>a</h2><h3>b</h3><h2>c</h2><img alt="" src="../images/a%20b.png">`), ""},
		{wrap(`<h3>a</h3>`), `a level is skipped before a heading h3`},
		{wrap(`<h1>a</h1>`), `the page has 2 main titles instead of one`},
		{`<!doctype html><html lang="fr"><head>` + guard + `</head><p>x</p></html>`, `the page has 0 main titles instead of one`},
		{strings.Replace(wrap(""), ` lang="fr"`, "", 1), `the page does not say what language it is in`},
		{wrap(`<img src="../images/a%20b.png">`), `an image has no words for those who cannot see it`},
	} {
		var got []string
		for _, d := range Outputs(files(c.src), nil) {
			if d.Position != (diag.Position{File: "fr/a.html"}) || d.Severity != diag.Error {
				t.Errorf("%s: %+v", c.src, d)
			}
			got = append(got, diag.In("en").Sentence(d.Message))
			if french := diag.In("fr").Sentence(d.Message); french == "" || french == got[0] {
				t.Errorf("%s has no words in French: %q", d.Message.Code, french)
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.src, strings.Join(got, "; "), c.want)
		}
	}
}

// TestOutlined passes over the headings of a page whose text was told of them, and
// over nothing else.
func TestOutlined(t *testing.T) {
	list := Outputs(files(wrap(`<h4>a</h4><img src="../images/a%20b.png">`)), map[string]bool{"fr/a.html": true})
	list.Add(Outputs(map[string][]byte{"a.zip": []byte(zipped("fr/a.html", wrapped("<h4>a</h4>")))}, map[string]bool{"fr/a.html": true}))
	if len(list) != 1 || list[0].Message.Code != "check.no-alt" {
		t.Errorf("%+v", list)
	}
}

// TestNotFound follows the links of the page for addresses that lead nowhere from the
// root of the site, since it is shown at any depth.
func TestNotFound(t *testing.T) {
	for _, c := range []struct {
		page, address, body string
		broken              int
	}{
		{"", "", `<a href="/fr/">x</a><a href="/fr/../fr/a.html">x</a><a href="#x" id="x">x</a><a href="/fr/b.html#there">x</a><img alt="" src="/images/a%20b.png">`, 0},
		{"", "", `<a href="/nowhere.html">x</a><img alt="" src="/no.png"><a href="/fr">x</a><a href="/fr/b.html#no">x</a><a href="//">x</a>`, 5},
		{"", "", `<a href="fr/b.html">x</a>`, 1}, // which leads elsewhere from another depth
		{"index.html", "https://example.org/x/", `<a href="/x/fr/">x</a><a href="/x/fr/b.html">x</a>`, 0},
		{"index.html", "https://example.org/x/", `<a href="/fr/">x</a><a href="/x/no.html">x</a><a href="/x">x</a>`, 3},
		{"fr/c.html", "https://example.org/x/fr/c.html", `<a href="/x/fr/">x</a>`, 0},
		{"c.html", "https://example.org/x/fr/c.html", `<a href="/fr/">x</a>`, 0},
	} {
		site, base := files(wrap("")), "/"
		if c.page != "" {
			site[c.page] = []byte(strings.Replace(strings.ReplaceAll(wrap(""), "../assets", strings.Repeat("../", strings.Count(c.page, "/"))+"assets"), "</head>", `<link rel="canonical" href="`+c.address+`"></head>`, 1))
		}
		if strings.Contains(c.address, "/x/") && c.page != "c.html" {
			base = "/x/"
		}
		site[notFound] = []byte(strings.ReplaceAll(wrap(c.body), "../assets/", base+"assets/"))
		list := Outputs(site, nil)
		if len(list) != c.broken {
			t.Errorf("%s: %+v", c.body, list)
		}
		for _, d := range list {
			if d.File != notFound {
				t.Errorf("%s: %+v", c.body, d)
			}
		}
	}
}

// TestEditor lets the page that content is edited on be as its program makes it, and
// nothing more than that: it may ask a forge, and has no script but its own.
func TestEditor(t *testing.T) {
	made := string(forms.AdminPage(&config.Settings{Languages: []string{"fr"}, Repository: "https://github.com/us/site"}))
	judged := func(page string) diag.List {
		return Outputs(map[string][]byte{editor: []byte(page), "admin/forms.js": nil, "admin/sveltia-cms.js": nil, "admin/config.json": nil, "favicon.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)}, nil)
	}
	if list := judged(made); len(list) > 0 {
		t.Errorf("%+v", list)
	}
	for _, c := range [][2]string{
		{"</body>", "<script>alert(1)</script></body>"},
		{"<noscript>", `<noscript onclick="alert(1)">`},
		{"<noscript>", `<noscript><img alt="" src="//example.org/x.png">`},
		{"<noscript>", `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`},
		{"default-src 'none'; ", ""},
		{"base-uri 'none'; ", ""},
		{"script-src 'self'", "script-src 'self' https://example.org"},
		{"https://api.github.com", "https://example.org; script-src *"},
		{`content="same-origin"`, `content="unsafe-url"`},
		{"Content-Security-Policy", "Content-Security-Policy-Report-Only"},
	} {
		if list := judged(strings.Replace(made, c[0], c[1], 1)); len(list) == 0 || !strings.Contains(made, c[0]) {
			t.Errorf("%q for %q: %+v", c[1], c[0], list)
		}
	}
	if list := Outputs(files(strings.Replace(wrap(""), "'none'; form-action", "'none'; connect-src https://example.org; form-action", 1)), nil); len(list) != 1 {
		t.Errorf("another page with the policy of the editor: %+v", list)
	}
}

// TestHiddenAsContent agrees with the first layer on which signs may stand nowhere.
func TestHiddenAsContent(t *testing.T) {
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if r != '\r' && hides(r) != diag.Hides(r) {
			t.Errorf("%U: %v in a page, and %v in content", r, hides(r), diag.Hides(r))
		}
	}
}

// TestSeenAsContent agrees with the first layer on texts that signs make by chance, but
// for selectors of signs that have no form to choose.
func TestSeenAsContent(t *testing.T) {
	signs := []rune("aé葛ن👩\u0301\u0336\u0336\u0336\u0651\u200c\u200d\u200f\u2067\u2069\u00ad\u00a0\u2060 ᠠ\U000e0100\ufe0f\u180b1.ℹ")
	random := rand.New(rand.NewPCG(1, 2))
	hidden := 0
	for range 50_000 {
		text := ""
		for range 1 + random.IntN(16) {
			text += string(signs[random.IntN(len(signs))])
		}
		var s sight
		found := cmp.Or(s.read(text), s.end()) != 0
		what, unseen := diag.UnseenIn(text)
		if found != unseen {
			t.Fatalf("%+q: %v in a page, and %v in content (%v)", text, found, unseen, what)
		}
		if found {
			hidden++
		}
	}
	if hidden < 10_000 || hidden > 45_000 {
		t.Errorf("%d hide something", hidden)
	}
}
