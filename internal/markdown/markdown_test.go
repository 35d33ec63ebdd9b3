package markdown_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/markdown"
	"tract/internal/payload"
	"tract/internal/promise"
)

// sentences gives diagnostics as text, without the counting line.
func sentences(t *testing.T, list diag.List) []string {
	t.Helper()
	english, french := diag.In("en"), diag.In("fr")
	var out []string
	for _, d := range list {
		for _, c := range []diag.Catalog{english, french} {
			for _, text := range []diag.Text{d.Message, d.Hint} {
				if s := c.Sentence(text); strings.Contains(s, "%!") {
					t.Errorf("%s in %s: %s", text.Code, c.Language, s)
				}
			}
		}
		out = append(out, fmt.Sprintf("%d:%d %s", d.Line, d.Column, english.Sentence(d.Message)))
	}
	return out
}

// TestCheckText gives places to what diag finds, and counts what is too much to tell.
func TestCheckText(t *testing.T) {
	const invisible = " there is something invisible here: "
	for _, c := range []struct {
		src  string
		want []string
	}{
		{"plain, é, \tإغلاق\r\n\u200f\u200e fine 👩\u200d🏭\n", nil},
		{"é\xffb", []string{"7:2 there is something here that is not text in UTF-8"}},
		{"a\n\xc3", []string{"8:1 there is something here that is not text in UTF-8"}},
		{"é\x1b[31m", []string{"7:2" + invisible + "a control character (U+001B)"}},
		{"\u202aa\u202e", []string{"7:1" + invisible + "a sign that turns the text around (U+202A)", "7:3" + invisible + "a sign that turns the text around (U+202E)"}},
		{"a \u2067b\n\nc", []string{"7:3" + invisible + "a mark that turns the direction of writing, opened or closed alone (U+2067)"}},
	} {
		got := sentences(t, markdown.CheckText("a.md", []byte(c.src), 7))
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", c.src, d)
		}
	}
	if l := markdown.CheckText("a.md", []byte(strings.Repeat("\x00", 1000)+"\n\u202e"), 1); len(l) != 11 || l.Count(diag.Error) != 1001 || l[9].More != 990 || l[10].Line != 2 {
		t.Errorf("%d faults told of a file of zeros, and %d counted", len(l), l.Count(diag.Error))
	}
}

// TestOddBytes has the other faults of a file found at their places, and no odd
// byte in what comes out.
func TestOddBytes(t *testing.T) {
	d, diags := new(markdown.Converter).Convert("a.md", []byte("\u202eé <b>\xff &#x202e; [x](foo:y)\n"), 1, plainLanguage{})
	want := []string{
		"1:1 there is something invisible here: a sign that turns the text around (U+202E)",
		"1:7 there is something here that is not text in UTF-8",
		`1:4 HTML such as "<b>" cannot be used here`,
		`1:9 "&#x202e;" hides something here: a sign that turns the text around (U+202E)`,
		`1:18 an address cannot begin with "foo:"`,
	}
	got := sentences(t, diags)
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got, want := string(d.HTML), "<p>é       x</p>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLineEnds(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d1, list1 := new(markdown.Converter).Convert("a.md", src, 3, plainLanguage{})
		d2, list2 := new(markdown.Converter).Convert("a.md", []byte(strings.ReplaceAll(string(src), "\n", "\r\n")), 3, plainLanguage{})
		if d := cmp.Diff(d1, d2); d != "" {
			t.Errorf("%s: %s", file, d)
		}
		if d := cmp.Diff(list1, list2); d != "" {
			t.Errorf("%s: %s", file, d)
		}
	}
}

// TestConcurrent shares the grammar between goroutines; run it with -race.
func TestConcurrent(t *testing.T) {
	want, _ := new(markdown.Converter).Convert("a.md", []byte(article), 1, plainLanguage{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				got, _ := new(markdown.Converter).Convert("a.md", []byte(article), 1, plainLanguage{})
				if d := cmp.Diff(want, got); d != "" {
					t.Error(d)
				}
			}
		})
	}
	wg.Wait()
}

func TestAnchor(t *testing.T) {
	d, _ := new(markdown.Converter).ConvertGuide("a.md", []byte("## L’été, c’est «l’égalité»!\n## S été\n1. a\n\nx[^1]\n\n[^1]: y\n"), 1, plainLanguage{})
	for fragment, want := range map[string]string{
		"l-ete-c-est-l-egalite":                     "s-l-ete-c-est-l-egalite",
		"L’été, c’est l’égalité":                    "s-l-ete-c-est-l-egalite",
		"s-l-ete-c-est-l-egalite":                   "s-l-ete-c-est-l-egalite",
		"l-%C3%A9t%C3%A9-c-est-l-%C3%A9galit%C3%A9": "s-l-ete-c-est-l-egalite",
		"s-ete": "s-s-ete", "step-1": "step-1", "fn-1": "fn-1", "fnref-1": "fnref-1", "step-2": "", "nothing": "",
	} {
		got, ok := d.Anchor(fragment)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", fragment, got, want)
		}
	}
}

// scripts are a few words in each.
var scripts = map[string]string{
	"Latin": "Über uns", "Arabic": "الإغلاق الآن", "Hebrew": "סגירה עכשיו", "Han": "閉鎖", "Kana": "しめる キロ", "Hangul": "폐쇄 지금", "Cyrillic": "Закрытие",
	"Greek": "Κλείσιμο", "Devanagari": "बंद करो", "Bengali": "বন্ধ", "Tamil": "மூடு", "Telugu": "మూసివేయి", "Thai": "ปิดแล้ว", "Khmer": "បិទ", "Georgian": "დახურვა",
	"Armenian": "փակում", "Ethiopic": "ተዘግቷል", "Meetei Mayek": "ꯃꯅꯤꯄꯨꯔ", "Tifinagh": "ⵎⵔⴳ", "Syllabics": "ᐃᓄᒃᑎᑐᑦ", "Cherokee": "ᏣᎳᎩ", "Sinhala": "වසන්න", "Myanmar": "ပိတ်", "Tibetan": "སྒོ་རྒྱག",
}

// TestX6HeadingIDs has headings in every script, and ten thousand that are equal. An id
// has letters of its heading, is normal, and is the same however the file was written.
func TestX6HeadingIDs(t *testing.T) {
	tried := 0
	for name, words := range scripts {
		src := "## " + words + "\n"
		d, _ := new(markdown.Converter).Convert("a.md", []byte(src), 1, plainLanguage{})
		apart, _ := new(markdown.Converter).Convert("a.md", []byte("before\n\n"+norm.NFD.String(src)), 1, plainLanguage{})
		id := d.Headings[0].ID
		if rest := strings.TrimPrefix(id, "s-"); rest == id || rest == "" || strings.HasPrefix(rest, "section") {
			t.Errorf("%s: %q has the id %q", name, words, id)
		}
		if !norm.NFC.IsNormalString(id) || strings.ContainsFunc(id, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
			t.Errorf("%s: the id %q is no plain word", name, id)
		}
		if other := apart.Headings[0].ID; other != id {
			t.Errorf("%s: %q has the id %q, and %q where its letters are taken apart", name, words, id, other)
		}
		if got, ok := d.Anchor(words); !ok || got != id {
			t.Errorf("%s: #%s leads to %q, not to %q", name, words, got, id)
		}
		tried++
	}
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, "## a-%d\n", i)
	}
	b.WriteString(strings.Repeat("## a\n", 10_000))
	for _, s := range []string{"☭", "…", "🙂", "ﬁn", "İ", "e\u0301", "!?"} {
		b.WriteString("## " + s + "\n## " + s + "\n")
	}
	var d *markdown.Document
	golden.Soon(t, time.Second, "a text of headings", func() {
		d, _ = new(markdown.Converter).Convert("a.md", []byte(b.String()), 1, silent{})
	})
	if len(d.Headings) != 11_014 {
		t.Fatal(len(d.Headings))
	}
	for _, fault := range judge(d) { // none is empty, or there twice
		t.Error(fault)
	}
	promise.Held(t, tried+len(d.Headings))
}

func TestCheckAddress(t *testing.T) {
	for _, s := range []string{
		"https://www.csn.qc.ca/é?a=b&c#d", "http://xn--bcher-kva.example:8080/", "HTTPS://example.org", "mailto:a.b+c@d.ca?subject=A%20b&body=c", "mailto:?subject=x",
		"tel:+1 (514) 555-0123;ext=12", "guide:leave-prime#step-2", "../guides/x.fr.md#a", "#a", "/fr/", "figure:jobs",
	} {
		if _, fault := markdown.CheckAddress(s); fault != nil {
			t.Errorf("%q: %s", s, diag.In("en").Sentence(fault.Text))
		}
	}
	for _, s := range []string{
		"", " ", "https:", "https://", "https:///a", "https://a..b/", "https://.b.ca/", "https://./", "https://a.ca../x", "https://a b", "https://a@b.ca", "https://a\u200b.ca", "https://a%2eca", "javascript:x", "a:b", "//a.ca", "%2F%2Fa.ca", "/%2fa.ca",
		"\\\\a.ca", "x?y", "x%3fy", "x%23y", "a\nb", "mailto:", "mailto:a", "mailto:a@b", "mailto:a@b..ca", "mailto:a@.ca", "mailto:a@b.ca,c@d.ca", "mailto:a@b.ca?to=x", "mailto:a@b.ca?subject=a%0d", "mailto:a@b.ca?subject=%e2%80%aea", "mailto:?body=a%E2%81%A7", "mailto:a@b.ca?body=%ff", "mailto:%61@b.ca", "tel:", "tel:abc", "tel:1;x=2", "guide:", "guide:#a", "webcal:x", "%6aavascript%3aalert",
	} {
		if r, fault := markdown.CheckAddress(s); fault == nil {
			t.Errorf("%q is allowed: %+v", s, r)
		}
	}
	r, _ := markdown.CheckAddress("HTTPS://Example.org/A")
	if r.Scheme != "https" || r.Target != "https://Example.org/A" {
		t.Errorf("%+v", r)
	}
}

// TestTaskOrLink keeps an item that begins with a link of one letter.
func TestTaskOrLink(t *testing.T) {
	d, diags := new(markdown.Converter).Convert("a.md", []byte("- [x](https://example.org)\n- [x] done\n- [ ]\n"), 1, plainLanguage{})
	if len(diags) > 0 || len(d.Refs) != 1 || strings.Count(string(d.HTML), "checkbox") != 2 {
		t.Errorf("%s\n%v", d.HTML, sentences(t, diags))
	}
}

func TestEscape(t *testing.T) {
	const s = `<a href="x" b='y'>&amp;`
	if got, want := string(markdown.AppendAttribute(nil, "title", s)), ` title="&lt;a href=&#34;x&#34; b=&#39;y&#39;&gt;&amp;amp;"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := string(markdown.AppendText(nil, s)), `&lt;a href="x" b='y'&gt;&amp;amp;`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestCode has every language that gets colours keep the text of the block.
func TestCode(t *testing.T) {
	const code = "# é \"s\" 'x' <a b=\"c\">\nfunc main() { return 1 } // y\n\n- a: 1\n+ b\n\t$X = `z` /* w */ select * from t; {\n"
	for _, name := range strings.Fields("bash c css diff go html ini java javascript json markdown php powershell python rust sql text toml typescript xml yaml sh js md py ts yml console") {
		d, diags := new(markdown.Converter).Convert("a.md", []byte("```"+name+"\n"+code+"```\n"), 1, plainLanguage{})
		if len(diags) > 0 {
			t.Errorf("%s: %q", name, sentences(t, diags))
		}
		root, err := html.Parse(strings.NewReader(string(d.HTML)))
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for n := range root.Descendants() {
			if n.Type == html.TextNode {
				text.WriteString(n.Data)
			}
		}
		if got := strings.TrimSuffix(text.String(), "\n"); got != code {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"file", strings.Repeat("word ", 1<<20/5+1), "1:1 the file is larger than 1024 KB"},
		{"lines", strings.Repeat("\n", 30_001), "1:1 the file has more than 30000 lines"},
		{"depth", "a\n\n" + strings.Repeat("> ", 33) + "a\n", "3:65 lists and quotations stand inside one another more than 32 deep"},
		{"inline depth", strings.Repeat("*a ", 40) + strings.Repeat("a*", 40), "1:98 bold, italics and links stand inside one another more than 32 deep"},
		{"block", "a\n\n" + strings.Repeat("word ", 7000) + "\n", "3:1 this paragraph or table is larger than 32 KB"},
		{"heading", "a\n\n## " + strings.Repeat("word ", 7000) + "\n", "3:1 this paragraph or table is larger than 32 KB"},
		{"marks", "a\n\n" + strings.Repeat("[", 20_000) + "\n", "3:1 this paragraph holds too many signs such as * _ [ ] < to be read"},
		{"columns", "a\n\n" + strings.Repeat("|a", 65) + "|\n" + strings.Repeat("|-", 65) + "|\n", "3:1 the table has 65 columns, and a table may have 64"},
		{"cells", "|a|b|\n|-|-|\n" + strings.Repeat("|\n", 2500), "1:1 the tables of this page hold more than 5000 cells"},
		{"reference", "[a]: " + strings.Repeat("u", 20_000) + "\n\n[a] [a] [a] [a] [a] [a]\n", "3:21 the addresses defined at the foot of the page, put in wherever they are used, take more than 100 KB"},
		{"kits", strings.Repeat("```post\na\n```\n", 101), "301:1 the page has more than 100 letters, calls, posts and motions"},
		{"kit", "```post\n" + strings.Repeat("a", 16<<10+1) + "\n```\n", "1:1 this post is larger than 16 KB, or has more than 100 places to fill in"},
		{"blanks", "a\n\n```letter\n" + payload.Numbered("[[a#]] ")(1200) + "\n```\n", "3:1 this letter is larger than 16 KB, or has more than 100 places to fill in"},
		{"bare links", strings.Repeat(strings.Repeat("www.a.ca ", 1000)+"\n\n", 3), "5:1 the page has more than 2000 links and images"},
		{"bare mail", strings.Repeat(strings.Repeat("a@b.ca ", 1000)+"\n\n", 3), "5:1 the page has more than 2000 links and images"},
		{"links and images", strings.Repeat("[a](b) <https://a.ca> ![a](../images/a.png)\n\n", 667), "1333:23 the page has more than 2000 links and images"},
		{"footnotes", payload.Numbered("x[^#]\n\n[^#]: y\n\n")(14_000), "2003:1 the page has more than 500 footnotes"},
	} {
		d, diags := new(markdown.Converter).Convert("a.md", []byte(c.src), 1, silent{})
		if got := sentences(t, diags); !slices.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got[:min(len(got), 3)], c.want)
		}
		for _, fault := range judge(d) {
			t.Errorf("%s: %s", c.name, fault)
		}
	}
}

// TestManyFaults bounds how many faults of a kind are told, counts the others and
// hides no fault of another kind behind them.
func TestManyFaults(t *testing.T) {
	src := strings.Repeat("a <b>\n\n", limit.Faults+50) + "![](../images/a.png)\n"
	_, diags := new(markdown.Converter).Convert("a.md", []byte(src), 1, silent{})
	if len(diags) != limit.Faults+1 || diags.Count(diag.Error) != limit.Faults+51 {
		t.Errorf("%d faults told, and %d counted", len(diags), diags.Count(diag.Error))
	}
	if last := diags[len(diags)-1]; last.Message.Code != "markdown.image-alt" {
		t.Errorf("the last fault told is %+v", last)
	}
}

// TestMessages has a message for every code in the sources, and none too many.
func TestMessages(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	code := regexp.MustCompile(`"((?:hint\.)?markdown\.[a-z0-9-]+)"`)
	for _, file := range sources {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(src), -1) {
			used[m[1]] = true
		}
	}
	for _, language := range diag.Languages() {
		src, err := os.ReadFile("../diag/messages/markdown." + language + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		has := map[string]bool{}
		for line := range strings.Lines(string(src)) {
			name, _, _ := strings.Cut(line, ": ")
			if has[name] {
				t.Errorf("%s: %s stands twice", language, name)
			}
			has[name] = true
			if !strings.HasPrefix(name, "#") && !used[name] && !strings.HasPrefix(name, "hint.markdown.html-") {
				t.Errorf("%s: nothing uses %s", language, name)
			}
		}
		for name := range used {
			if !has[name] && !strings.HasSuffix(name, "-") {
				t.Errorf("%s: no %s", language, name)
			}
		}
	}
}

// TestManySteps gives a guide more steps than anybody takes, each of which would be set
// as one on paper.
func TestManySteps(t *testing.T) {
	d, diags := new(markdown.Converter).ConvertGuide("a.md", []byte(strings.Repeat("1. a\n", 300)), 1, silent{})
	if got := sentences(t, diags); len(d.Steps) != 200 || !slices.Equal(got, []string{"201:1 the guide has more than 200 steps"}) {
		t.Errorf("%d steps, %q", len(d.Steps), got)
	}
}
