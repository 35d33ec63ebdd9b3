package check

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"tract/internal/browser"
	"tract/internal/diag"
)

// tags are what pages are put together from: what parsers close, move, leave out or read
// as text, by pieces too.
var tags = strings.Split(strings.TrimSpace(`
<p>|</p>|<b>|</b>|<a href="#">|</a>|<em>|</em>|<i>|</i>|<pre>|<br>|</br>|<hr>|<nav>|</nav>|<details>|<summary>|<dialog>|<ruby>|<rt>|<rp>|<dl>|<dt>|<dd>|<ul>|<li>|</li>|<h2>|</h2>
<table>|</table>|<caption>|<colgroup>|<col>|<tbody>|<tr>|<td>|</td>|<select>|</select>|<option>|<optgroup label=x>|<button>|</button>|<fieldset>|<legend>|<input>|<picture>|<source srcset=x>
<svg>|</svg>|<svg/>|<title>|</title>|<desc>|<g>|</g>|<path d=M0>|<use href="#a"/>|<math>|<mtext>|<textarea>|</textarea>|<script src=x>|<script>|</script>|<noscript>|</noscript>|<style>|</style>|<iframe>|<template>
<img alt=x src=x onerror=alert(1)>|<div onclick=x>|<span/onclick=x>|<P CLASS="a" class="b">|<p a"b=c>|<p =x>|<p a="b"c=d>|<p title=a/>|<g title=x/>|<a|<p title="|<p title='|<p title=|">|'>|onclick=alert(1)
<html lang=x>|<head>|<body>|</body>|</html>|<form>|<frameset>|<meta charset=x>|<link rel=canonical href=x>|<|>|/|</|/>|<!--|-->|--!>|<!|<?|<![CDATA[|]]>|"|'|=| |&|&#|&lt;|&#60;|&quot|-|x`), "|")

// shapes are what most pages are made of, which judge none of them.
var shapes = []string{
	`<p class="a">x</p>`, `<table><tbody><tr><td>x</td></tr></tbody></table>`, `<svg viewBox="0 0 1 1"><title>x</title><path d="M0"/></svg>`, `<ul><li>x</li></ul>`, `<select><option>x</option></select>`,
	`<a href="#">x</a>`, `<textarea>x</textarea>`, `<div><b>x</b></div>`, `<script type="application/ld+json">{"a":"b"}</script>`,
}

// TestAsChromium has Chromium read pages that are taken for harmless: it finds the elements
// and attributes that were judged, and no other.
func TestAsChromium(t *testing.T) {
	tab := browser.Start(t).Open(t, 400, 400)
	random := rand.New(rand.NewPCG(1, 2))
	var pages []string
	var judged [][]string
	for len(pages) < 4000 {
		var b strings.Builder
		for range 1 + random.IntN(4) {
			b.WriteString(pick(random, shapes))
			for range random.IntN(3) {
				b.WriteString(pick(random, tags))
			}
		}
		var list diag.List
		p := read("a.html", []byte(wrapped(b.String())), &list)
		for _, rule := range []func(*site, *page){written, elements, active} {
			rule(nil, p)
		}
		if len(list) == 0 {
			pages, judged = append(pages, wrapped(b.String())), append(judged, p.described())
		}
	}
	const look = `(pages => pages.map(page => [...new DOMParser().parseFromString(page, "text/html").querySelectorAll("*")]
		.map(e => [e.localName, ...[...e.attributes].map(a => a.name + "=" + a.value).sort()].join(" "))))(%s)`
	seen := browser.Eval[[][]string](tab, fmt.Sprintf(look, literal(t, pages)))
	for i := range pages {
		if !slices.Equal(seen[i], judged[i]) {
			t.Errorf("%s\nis to Chromium %q\nand was judged %q", pages[i], seen[i], judged[i])
		}
	}
}

// described gives the elements of a page with their attributes, as Chromium is asked for them.
func (p *page) described() (all []string) {
	for i := range p.elements {
		e := &p.elements[i]
		var attributes []string
		for _, a := range e.attributes {
			name := a.Key
			if a.Namespace != "" {
				name = a.Namespace + ":" + a.Key
			}
			attributes = append(attributes, name+"="+a.Val)
		}
		slices.Sort(attributes)
		all = append(all, strings.Join(append([]string{e.name}, attributes...), " "))
	}
	return all
}

// pieces are what style sheets are put together from. ELSEWHERE is a host.
var pieces = append(strings.Split("a{|}|{|;|:|(|)|[|]|\"|'|\\| |/*|*/|/|#|@|-|,|1|é|!|--x:|content:|mask-image:|cursor:|filter:|url(|URL(|u\\72l(|u\\72 l(|#url(|1url(|1.url(|-url(|image-set(|-webkit-image-set(|cross-fade(|var(--x)|var(--x,|src(|"+
	"@import |@\\69mport |@import/**/|@media all{|if(media(print):|else:|//ELSEWHERE/x|\"//ELSEWHERE/x\"|url(//ELSEWHERE/x)|///ELSEWHERE/x|\\2f\\2f ELSEWHERE/x|/\\2f ELSEWHERE|\\/\\/ELSEWHERE|http:\\\\ELSEWHERE|x.png|url(x.png)|1x| 1x)|linear-gradient(red,blue)|<!--|-->|\\\"|\\'|\\)|\\(", "|"),
	"\n", "\r", "\f", "\r\n", "ur\\\nl(", "\"\\\n", "\"\\\r\n", "\t//ELSEWHERE", "\x01//ELSEWHERE")

var begins = []string{"", "", "a{background-image:", "a{--x:", "a{content:", "a{cursor:"}

var closes = []string{"", "", "}a{background-image:image-set(var(--x) 1x)}", "}a{background-image:url(//ELSEWHERE/y)}/*\"*/", ";background-image:url(//ELSEWHERE/y)}", "\";background-image:url(//ELSEWHERE/y)}"}

// TestStylesAsChromium has Chromium wear style sheets that are taken for harmless: it asks
// nobody else for anything, which the page tells. One that is not shows that it would.
func TestStylesAsChromium(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", map[string]string{"style": "text/css", "document": "text/html"}[r.Header.Get("Sec-Fetch-Dest")])
		fmt.Fprint(w, "<!doctype html><title>x</title><link rel=icon href=data:,><a>x</a>")
	}))
	defer server.Close()
	tab := browser.Start(t).Open(t, 400, 400)
	tab.Go(server.URL + "/")
	random := rand.New(rand.NewPCG(3, 4))
	var sheets []string
	for len(sheets) < 4000 {
		var b strings.Builder
		b.WriteString(pick(random, begins))
		for range 2 + random.IntN(9) {
			b.WriteString(pick(random, pieces))
		}
		b.WriteString(pick(random, closes))
		var list diag.List
		if style("a.css", []byte(b.String()), &list); len(list) == 0 && strings.Contains(b.String(), "ELSEWHERE") {
			sheets = append(sheets, strings.ReplaceAll(b.String(), "ELSEWHERE", "elsewhere.test"))
		}
	}
	const wear = `(sheets => { for (const sheet of sheets) {
		const e = document.createElement("style");
		e.textContent = sheet;
		document.head.append(e);
		getComputedStyle(document.querySelector("a")).backgroundImage;
		document.body.getBoundingClientRect();
		e.remove();
	} return true; })(%s)`
	browser.Eval[bool](tab, fmt.Sprintf(wear, literal(t, sheets)))
	for _, address := range tab.Requests() {
		if !strings.HasPrefix(address, server.URL) && !strings.HasPrefix(address, "data:") {
			t.Errorf("a sheet asks for %s", address)
		}
	}
	tab.Allow("elsewhere.test")
	browser.Eval[bool](tab, fmt.Sprintf(wear, literal(t, []string{`@import "//elsewhere.test/a";`, `a{background-image:url(//elsewhere.test/b)}`, `a{--x:"//elsewhere.test/c";background-image:image-set(var(--x) 1x)}`})))
	for _, name := range []string{"a", "b", "c"} {
		if !slices.Contains(tab.Requests(), "http://elsewhere.test/"+name) {
			t.Errorf("what should be seen is not: %s", name)
		}
	}
}

func pick(random *rand.Rand, all []string) string { return all[random.IntN(len(all))] }

// literal writes a value as a script has it.
func literal(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
