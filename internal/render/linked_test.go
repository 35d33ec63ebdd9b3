package render

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"tract/internal/content"
	"tract/internal/locale"
	"tract/internal/payload"
	"tract/internal/promise"
	"tract/internal/site"
)

// ending are texts that could end a script, or mean something in one.
var ending = []string{
	"Un titre", "</script><script>alert(1)</script>", "<!--<script>", "]]>", `"},{"@type":"x`, `\u003c/script`, "a\nb\r\nc", "\u2028\u2029", "&lt;", "'`${x}`", "{{.}}", "a\x00b", "\xff", "\u202eabc", "é 🏴‍☠️", "<!--", "</SCRIPT >", "<script", "--!>", "\\", "\\u2028", "</scr\x00ipt>", "<\u200b/script>",
}

// TestX8LinkedData puts texts into every place of a page's linked data, and reads the
// page again as a browser does: its scripts are files, or data that is sound and says
// the texts, and no element more has come of them. A page that moved leads to a path of
// the site, whatever it is called.
func TestX8LinkedData(t *testing.T) {
	each := 8
	if promise.Whole() {
		each = 1
	}
	c := common(t, "https://example.org/")
	r := renderer(t, c, fstest.MapFS{})
	cases := 0
	for _, text := range slices.Concat(ending, payload.Texts(t, each)) {
		p := plainPage(c, "fr/a.html", text)
		work := content.Work{Title: locale.Text{"fr": text}, Publication: text, Authors: []string{text}, Language: "en"}
		p.Kind, p.Document.Article = "article", &content.Article{Source: work}
		p.Sources = []site.Source{{Title: site.Words{Text: text}, Publication: text, Authors: []string{text}}}
		said := linkedTexts(t, text, made(t, r, p))
		want := strings.Map(func(r rune) rune { return r }, text)
		if n := said[want]; n < 5 && want != "" {
			t.Errorf("%q is said %d times: %v", text, n, said)
		}
		cases++
		var b bytes.Buffer
		if list := r.Redirect(&b, site.Redirect{From: "fr/old.html", To: site.Link{Title: text, Address: "fr/a.html"}, Title: text}); len(list) > 0 {
			t.Fatalf("%q: %+v", text, list)
		}
		judgeMoved(t, text, b.Bytes())
		cases++
	}
	promise.Held(t, cases)
}

// linkedTexts gives how often the linked data of a page says each text.
func linkedTexts(t *testing.T, text, page string) map[string]int {
	t.Helper()
	said := map[string]int{}
	files, data := 0, 0
	for n := range parsed(t, []byte(page)).Descendants() {
		if n.Type != html.ElementNode || n.Data != "script" {
			continue
		}
		if n.FirstChild == nil {
			files++
			continue
		}
		data++
		if len(n.Attr) != 1 || n.Attr[0].Val != "application/ld+json" {
			t.Errorf("%q: a script in the page: %s", text, n.FirstChild.Data)
		}
		if strings.ContainsAny(n.FirstChild.Data, "<>&\u2028\u2029") {
			t.Errorf("%q: a sign that means something in a script: %s", text, n.FirstChild.Data)
		}
		var all any
		if err := json.Unmarshal([]byte(n.FirstChild.Data), &all); err != nil {
			t.Fatalf("%q: %v in %s", text, err, n.FirstChild.Data)
		}
		count(all, said)
	}
	if files > 2 || data != 2 {
		t.Errorf("%q makes %d scripts and %d data", text, files, data)
	}
	return said
}

func count(value any, said map[string]int) {
	switch value := value.(type) {
	case string:
		said[value]++
	case []any:
		for _, v := range value {
			count(v, said)
		}
	case map[string]any:
		for _, v := range value {
			count(v, said)
		}
	}
}

// judgeMoved holds a page at an old address to where it leads.
func judgeMoved(t *testing.T, text string, page []byte) {
	t.Helper()
	moves := 0
	for n := range parsed(t, page).Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attributes := map[string]string{}
		for _, a := range n.Attr {
			attributes[a.Key] = a.Val
		}
		if attributes["http-equiv"] == "refresh" {
			moves++
			if attributes["content"] != "0; url=a.html" {
				t.Errorf("%q leads to %q", text, attributes["content"])
			}
		}
		if href := attributes["href"]; n.Data == "a" && href != "a.html" || n.Data == "script" && (n.FirstChild != nil || path.Ext(attributes["src"]) != ".js") {
			t.Errorf("%q: <%s %s>", text, n.Data, attributes)
		}
	}
	if moves != 1 {
		t.Errorf("%q: %d moves", text, moves)
	}
}

func parsed(t *testing.T, page []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}
