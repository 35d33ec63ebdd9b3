package importer

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
)

// imported gives what comes of files of an old site.
func imported(t testing.TB, generator string, old fstest.MapFS) *Result {
	t.Helper()
	settings, faults := config.Parse([]byte("title: T\nlanguages: [fr, en]\n"))
	if faults.HasErrors() {
		t.Fatal(faults)
	}
	return Import(old, Options{Generator: generator, Settings: settings})
}

// TestLimits imports a folder of files of which none can be taken as it is: each is told
// in one run, and what can be read is.
func TestLimits(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	utf16 := "\xff\xfe"
	for _, r := range "---\ntitle: Grève\n---\nÉté" {
		utf16 += string([]byte{byte(r), byte(r >> 8)})
	}
	r := imported(t, "hugo", fstest.MapFS{
		"content/big.md":     file(strings.Repeat("a line of text\n", limit.ImportBytes/15+1)),
		"content/long.md":    file(strings.Repeat("\n", limit.ImportLines+1)),
		"content/binary.md":  file("PK\x03\x04\x00\x00"),
		"content/utf16.md":   file(utf16),
		"content/latin.md":   file("---\ntitle: Gr\xe8ve\n---\nL\x92\xe9t\xe9\n"),
		"content/marks.md":   file("\ufeff---\r\ntitle: Mark\r\n---\r\nOne\u200b\r\ntwo\u202e three\r\n"),
		"content/link.md":    {Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink},
		"content/mixed.md":   file("---\ntitle: A\nno colon here\nslug: x\n---\nText\n"),
		"content/x.de.md":    file("---\ntitle: Deutsch\nlang: de\n---\n"),
		"content/broken.png": file("no picture"),
		"content/with.md":    file("---\ntitle: With\n---\n![A](broken.png) ![B](https://example.org/b.png) ![C](none.jpg)\n"),
		"content/lost.txt":   file("left aside"),
		"content/" + strings.Repeat("d/", limit.ImportDepth) + "deep.md": file("deep"),
		"hugo.yaml": file("languages: {fr: {}, en: {}, de: {}}\n"),
	})
	told := golden.Printed(t, "en", r.Faults)
	for _, want := range []string{
		"content/big.md: error: this file is larger than 960 KB",
		"content/long.md: error: this file has more than 29900 lines",
		"content/binary.md:1:5: error: this is not plain text",
		"content/utf16.md:1:1: advice: this file was in UTF-16",
		"content/latin.md:2:10: warning: this file is not in UTF-8",
		"content/marks.md:4:4: advice: there was something invisible here, which is left out: a space without width (U+200B)",
		"content/marks.md:5:4: advice: there was something invisible here, which is left out: a sign that turns the text around (U+202E)",
		"content/link.md: error: this is a link",
		"content/mixed.md:3:1: warning: ",
		`content/x.de.md: error: the language "de"`,
		"content/broken.png: warning: this is not the picture",
		`content/with.md:4:1: warning: no image of the old site that a page can show is "broken.png"`,
		`content/with.md:4:18: warning: no image`,
		"d: error: folders are nested more than 24 levels deep",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("nothing says %q", want)
		}
	}
	texts := map[string]string{}
	for _, f := range r.Files {
		texts[f.Path] = string(f.Data)
	}
	for name, want := range map[string]string{
		"content/pages/utf16.fr.md": "title: Grève\naliases:\n  - /fr/utf16/\n---\n\nÉté\n",
		"content/pages/latin.fr.md": "L’été\n",
		"content/pages/marks.fr.md": "One\ntwo three\n",
		"content/pages/x.fr.md":     "title: A\n",
		"content/pages/with.fr.md":  "A (`broken.png`) B (`https://example.org/b.png`) C (`none.jpg`)\n",
	} {
		if !strings.Contains(texts[name], want) {
			t.Errorf("%s does not hold %q:\n%s", name, want, texts[name])
		}
	}
	if t.Failed() {
		t.Log(told)
	}
	if report := string(r.Report(diag.In("fr"))); !strings.Contains(report, "- `content/lost.txt`\n") {
		t.Error("the report does not say what was left aside")
	}
}

// TestCaps imports pages with more old addresses and topics than a page or a site of ours
// may have. What fits is kept, and the rest is told, so that a build takes what is written.
func TestCaps(t *testing.T) {
	addresses, tags := "aliases:\n- /"+strings.Repeat("d/", limit.AddressParts)+"deep.html\n", ""
	for i := range limit.Aliases + 5 {
		addresses += fmt.Sprintf("- /old/%d/\n", i)
	}
	for i := range limit.Topics + 5 {
		tags += fmt.Sprintf("tag %d, ", i)
	}
	known := "title: T\nlanguages: [fr]\ntopics:\n"
	for i := range limit.TopicsOfOne + 1 {
		known += fmt.Sprintf("  tag-%d: A\n", i)
	}
	settings, faults := config.Parse([]byte(known))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	r := Import(fstest.MapFS{
		"content/a.md": {Data: []byte("---\ntitle: A\ntags: [" + tags + "]\n" + addresses + "---\nText\n")},
		"content/b.md": {Data: []byte("---\ntitle: B\ntags: [tag 204]\n---\nText\n")},
	}, Options{Generator: "hugo", Settings: settings})
	told, text := golden.Printed(t, "en", r.Faults), string(r.Files[0].Data)
	for _, want := range []string{"has too many parts", "the old address /old/49/ is not kept: a page may have at most 50", "at most 20 topics; the others are left out", "at most 200 topics; those that the fewest pages want are left out (5)"} {
		if !strings.Contains(told, want) {
			t.Errorf("nothing says %q", want)
		}
	}
	if n := strings.Count(text, "  - /"); n != limit.Aliases || strings.Count(text, "tag-") != limit.TopicsOfOne {
		t.Errorf("%d addresses are kept, and in all:\n%s", n, text)
	}
	report := string(r.Report(diag.In("en")))
	if lines := strings.Count(report, ": {fr: \"tag "); lines != limit.Topics-limit.TopicsOfOne-1 || !strings.Contains(report, "  tag-204: ") {
		t.Errorf("%d topics are proposed", lines)
	}
}

// TestHostile imports texts that are made to cost: none takes long.
func TestHostile(t *testing.T) {
	for _, piece := range []string{
		"<b>", "<b><i>", "</b>", "<b>x</b>", "<table>", "<div>\n", "<svg>", "<!--", "<", "[", "![", "](", "[a](b) ", "[a](#b) ", "{{<", "{{< x >}}", "{{< highlight x >}}\n", "`", "``a`", "<br>",
		"<p>a\n", "<ul><li>", ": a\n", "a\n: b\n", "{: .a}", "&#8203;\n\n", "<script>\n", "\\", "|a|\n|-|\n", "<sup>1</sup>", "[a]: /b\n", "# a {#b}\n", "```\n", "\u200b",
	} {
		text := strings.Repeat(piece, 100_000/len(piece))
		lines := strings.Count(text, "\n")
		if lines > limit.ImportLines-10 {
			text = strings.Repeat(piece, (limit.ImportLines-10)*len(piece)/max(strings.Count(piece, "\n"), 1)/len(piece))
		}
		golden.Soon(t, 2*time.Second, piece, func() {
			imported(t, "hugo", fstest.MapFS{"content/a.md": &fstest.MapFile{Data: []byte(text)}})
		})
	}
}

// TestPairs pairs by translation key, by name and by address, and says where it did not.
func TestPairs(t *testing.T) {
	page := func(front string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: T\n" + front + "---\nText\n")}
	}
	r := imported(t, "hugo", fstest.MapFS{
		"content/un.fr.md":           page("translationKey: one\n"),
		"content/uno.en.md":          page("translationKey: one\n"),
		"content/same.fr.md":         page(""),
		"content/same.en.md":         page(""),
		"content/fr/dossier/deux.md": page("url: /fr/both/\n"),
		"content/en/folder/two.md":   page("url: /en/both/\n"),
		"content/clash.fr.md":        page("translationKey: twice\n"),
		"content/clash2.fr.md":       page("translationKey: twice\n"),
		"content/a/same.fr.md":       page(""),
		"content/alone.en.md":        page(""),
	})
	var names []string
	for _, f := range r.Files {
		names = append(names, strings.TrimPrefix(f.Path, "content/pages/"))
	}
	want := []string{
		"alone.en.md", "clash.fr.md", "clash2.fr.md", "deux.en.md", "deux.fr.md", "same-2.en.md", "same-2.fr.md", "same.fr.md", "un.en.md", "un.fr.md",
	}
	if !slices.Equal(names, want) {
		t.Errorf("got  %q\nwant %q", names, want)
	}
	told := golden.Printed(t, "en", r.Faults)
	for _, want := range []string{`the translation key "twice" stands for this file and for content/clash.fr.md`, `the key "same" is taken, so that this page has the key "same-2"`, "content/alone.en.md: advice: there is no translation in this language: French"} {
		if !strings.Contains(told, want) {
			t.Errorf("nothing says %q:\n%s", want, told)
		}
	}
}

// TestWaits tells the same each time of a text that leads to two drafts.
func TestWaits(t *testing.T) {
	draft := &fstest.MapFile{Data: []byte("---\ntitle: T\ndraft: true\n---\nText\n")}
	for range 20 {
		r := imported(t, "hugo", fstest.MapFS{
			"content/a.fr.md": {Data: []byte("---\ntitle: T\n---\n[c](c.fr.md) [b](b.fr.md) [d](d.fr.md)\n")},
			"content/b.fr.md": draft, "content/c.fr.md": draft, "content/d.fr.md": draft,
		})
		if told := golden.Printed(t, "en", r.Faults); !strings.Contains(told, "content/pages/c.fr.md") || r.Drafts != 4 {
			t.Fatal(told)
		}
	}
}
