package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/payload"
	"tract/internal/promise"
)

// carrier is a place of a site where a text may stand: a document, or a line of a file of
// data. %s stands for the text, and %q for it in quotation marks.
type carrier struct{ name, file, front, body string }

var carriers = []carrier{
	{name: "text", body: "%s"},
	{name: "beside a tag", body: "a <b>%s</b> %s"},
	{name: "link", body: "[x](%s)"},
	{name: "link in angles", body: "[x](<%s>)"},
	{name: "address", body: "[x](https://example.org/%s)"},
	{name: "host", body: "[x](https://%s/)"},
	{name: "mail", body: "[x](mailto:a@example.org?subject=%s)"},
	{name: "title of a link", body: "[x](page:base \"%s\")"},
	{name: "text of a link", body: "[%s](page:base)"},
	{name: "image", body: "![x](%s)"},
	{name: "description", body: "![%s](../images/p.png)"},
	{name: "title of an image", body: "x ![x](../images/p.png \"%s\")"},
	{name: "caption", body: "![x](../images/p.png '%s')"},
	{name: "autolink", body: "<%s>"},
	{name: "definition", body: "[a]: %s\n\n[a]"},
	{name: "title of a definition", body: "[a]: <https://example.org> \"%s\"\n\n[a]"},
	{name: "label", body: "[%s]: https://example.org\n\n[x][%s]"},
	{name: "bare address", body: "https://example.org/%s www.example.org?%s a@b.%s"},
	{name: "heading", body: "## %s\n\n[x](#%s)"},
	{name: "heading below", body: "%s\n---"},
	{name: "items", body: "- %s\n- [ ] %s"},
	{name: "steps", file: "guides", front: "risk: legal\nrisk_note: %q\nmaterials: [%q]", body: "1. %s\n2. %s"},
	{name: "quotation", body: "> %s"},
	{name: "alert", body: "> [!NOTE]\n> %s"},
	{name: "kind of alert", body: "> [!%s]\n> x"},
	{name: "table", body: "| %s | b |\n|---|--:|\n| %s | c |"},
	{name: "footnote", body: "a[^1]\n\n[^1]: %s"},
	{name: "name of a footnote", body: "a[^%s]\n\n[^%s]: x"},
	{name: "code", body: "`%s` ``%s``"},
	{name: "emphasis", body: "**%s** *%s* ~~%s~~"},
	{name: "code by spaces", body: "    %s"},
	{name: "language of a fence", body: "```%s\nx\n```"},
	{name: "fence", body: "~~~html\n%s\n~~~"},
	{name: "attributes of a kit", body: "```letter to=\"%s\" subject=\"%s\"\nx\n```"},
	{name: "kit", file: "guides", body: "```post\n%s [[%s]]\n```"},
	{name: "figure", body: "[%s](figure:jobs) %s"},
	{name: "title", front: "title: %q", body: "x"},
	{name: "summary", front: "summary: %q", body: "x"},
	{name: "source", front: "source: {title: %q, publication: %q, authors: [%q], note: %q}", body: "x"},
	{name: "address of a source", front: "source: {title: x, url: %q}\nsources: [{title: x, url: %q}]", body: "x"},
	{name: "points", front: "key_points: [%q]\nmethod: %q\nimage: images/p.png\nimage_alt: %q\nimage_credit: %q", body: "x"},
	{name: "slug and old address", front: "slug: %q\naliases: [%q]", body: "x"},
	{name: "event", file: "events", front: "start: 2027-03-01 18:00\nplace: %q\naddress: %q", body: "%s"},
	{name: "address of an event", file: "events", front: "start: 2025-03-01 18:00\nurl: %q", body: "x"},
	{name: "demand", file: "demands", front: "by: group\ndemands: [{id: only, text: %q, evidence: %q}]", body: "x"},
	{name: "term", file: "data/glossary.yaml", body: "k%d: {term: {en: %q, fr: %q}, definition: {en: %q, fr: %q}}"},
	{name: "organization", file: "data/organizations.yaml", body: "k%d: {name: %q, type: union, short: %q, role: {en: %q, fr: %q}}"},
	{name: "link of an organization", file: "data/organizations.yaml", body: "k%d: {name: x, type: union, link: %q}"},
	{name: "value", file: "data/figures.yaml", body: "k%d: {label: {en: %q, fr: %q}, format: text, note: {en: %q, fr: %q}, values: [{text: {en: %q, fr: %q}, source: {title: %q}}]}"},
	{name: "moment", file: "data/timeline.yaml", body: "- {id: k%d, date: 2025-01-22, text: {en: %q, fr: %q}}"},
	{name: "objection", file: "data/alternatives.yaml", body: "- {say: {en: %q, fr: %q}, answer: {en: %q, fr: %q}}"},
}

// place says where the n-th document is, or the file of data that it is a line of.
func (c *carrier) place(n int) string {
	if strings.HasSuffix(c.file, ".yaml") {
		return "content/" + c.file
	}
	folder := c.file
	if folder == "" {
		folder = "articles"
	}
	return fmt.Sprintf("content/%s/k%d.%s.md", folder, n, []string{"en", "fr"}[n%2])
}

// with gives the n-th document, with a text in its place.
func (c *carrier) with(text string, n int) string {
	put := strings.NewReplacer("%s", text, "%q", quote(text), "%d", fmt.Sprint(n))
	if strings.HasSuffix(c.file, ".yaml") {
		return put.Replace(c.body)
	}
	front := c.front
	for _, field := range []string{"title", "summary"} {
		if !strings.HasPrefix(c.front, field+":") {
			front += "\n" + field + ": x"
		}
	}
	return "---\n" + put.Replace(strings.TrimPrefix(front, "\n")) + "\n---\n" + put.Replace(c.body) + "\n"
}

// quote gives a text as YAML reads it.
func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(quoted)
}

// placed is a text in a place.
type placed struct {
	at      string // the file
	text    string // of the file, or its line there
	tried   string // what it tries, for messages
	refused bool
}

// hostileSite is a site of many documents, each of which tries something.
type hostileSite struct {
	memory Memory
	docs   []placed
	shared map[string]string // the beginnings of the files of data
	base   fstest.MapFS
}

func newHostileSite(t testing.TB, name string) *hostileSite {
	files := map[string]string{
		"content/site.yaml":           strings.ReplaceAll("title: {en: %q, fr: %q}\ntagline: {en: %q, fr: %q}\ndescription: {en: %q, fr: %q}\npublisher: {en: %q, fr: %q}\nlanguages: [en, fr]\nbase_url: https://example.org/kit/\nmenu: [guides, articles]\nfooter: [page:base]\ncolour: \"#b5001e\"\nsources_until: 2025-03\n", "%q", quote(name)),
		"content/pages/base.en.md":    "---\ntitle: x\n---\nx\n",
		"content/pages/base.fr.md":    "---\ntitle: x\n---\nx\n",
		"content/pages/home.en.md":    "---\ntitle: x\n---\nx\n",
		"content/pages/home.fr.md":    "---\ntitle: x\n---\nx\n",
		"content/articles/base.en.md": "---\ntitle: x\nsummary: x\n---\nx\n",
	}
	s := &hostileSite{base: fstest.MapFS{}, shared: map[string]string{
		"content/data/organizations.yaml": "group: {name: x, type: union}\n",
		"content/data/figures.yaml":       "jobs: {label: {en: x, fr: x}, values: [{value: 12, source: {title: x}}]}\n",
		"content/data/glossary.yaml":      "word: {term: {en: x, fr: x}, definition: {en: x, fr: x}}\n",
		"content/data/timeline.yaml":      "moments:\n- {id: first, date: 2025-01-22, text: {en: x, fr: x}}\n",
		"content/data/alternatives.yaml":  "objections:\n- {say: {en: x, fr: x}, answer: {en: x, fr: x}}\n",
	}}
	for name, text := range files {
		s.base[name] = &fstest.MapFile{Data: []byte(text), Sys: text}
	}
	s.base["content/images/p.png"] = &fstest.MapFile{Data: picture(t, 3, 2, color.Black), Sys: "p"}
	return s
}

// files gives the site without what was refused, and whose each line of a file of data is.
func (s *hostileSite) files() (fstest.MapFS, map[diag.Position]*placed) {
	files, of := fstest.MapFS{}, map[diag.Position]*placed{}
	for name, f := range s.base {
		files[name] = f
	}
	data := map[string]string{}
	for name, head := range s.shared {
		data[name] = head
	}
	for i := range s.docs {
		d := &s.docs[i]
		if d.refused {
			continue
		}
		if head, ok := data[d.at]; ok {
			of[diag.Position{File: d.at, Line: strings.Count(head, "\n") + 1}] = d
			data[d.at] = head + d.text + "\n"
			continue
		}
		of[diag.Position{File: d.at}] = d
		files[d.at] = &fstest.MapFile{Data: []byte(d.text), Sys: d.text}
	}
	for name, text := range data {
		files[name] = &fstest.MapFile{Data: []byte(text), Sys: text}
	}
	return files, of
}

// build builds the site, without what it refuses.
func (s *hostileSite) build(t testing.TB) *Result {
	t.Helper()
	var faults diag.List
	for range 12 {
		files, of := s.files()
		r := s.memory.Build(files, Options{Now: now})
		faults = r.Faults()
		if !faults.HasErrors() {
			return r
		}
		for _, f := range faults {
			if f.Severity != diag.Error {
				continue
			}
			d := of[diag.Position{File: f.File}]
			if d == nil {
				d = of[diag.Position{File: f.File, Line: f.Line}]
			}
			if d == nil {
				t.Fatalf("a fault of nothing that was tried: %s", golden.Printed(t, "en", diag.List{f}))
			}
			d.refused = true
		}
	}
	t.Fatalf("what is left is refused again and again:\n%s", golden.Printed(t, "en", faults))
	return nil
}

// judge builds the site and judges all its pages.
func (s *hostileSite) judge(t *testing.T) {
	t.Helper()
	r := s.build(t)
	for _, p := range r.Site.Pages {
		var b bytes.Buffer
		if err := r.works.page(p).make(&b); err != nil {
			t.Fatal(p.Address, err)
		}
		for _, fault := range judgePage(b.Bytes()) {
			t.Errorf("%s: %s", s.of(string(p.Address)), fault)
		}
	}
}

// tryPages puts texts into all places, builds sites of them and judges all their pages.
// It gives how many documents there were, and how many of them were refused.
func tryPages(t *testing.T, texts []string, each int) (tried, refused int) {
	s := (*hostileSite)(nil)
	flush := func() {
		if s == nil {
			return
		}
		s.judge(t)
		for _, d := range s.docs {
			if tried++; d.refused {
				refused++
			}
		}
		s = nil
	}
	for i, text := range texts {
		for k := range carriers {
			if s == nil {
				s = newHostileSite(t, settable(texts, i))
			}
			n := i*len(carriers) + k
			c := &carriers[k]
			s.docs = append(s.docs, placed{at: c.place(n), text: c.with(text, n), tried: fmt.Sprintf("%s: %q", c.name, text)})
			if len(s.docs) == each {
				flush()
			}
		}
	}
	flush()
	return tried, refused
}

// settable gives the first text from the i-th on that settings may have as a name.
func settable(texts []string, i int) string {
	for k := range texts {
		name := texts[(i+k)%len(texts)]
		src := strings.ReplaceAll("title: %q\nlanguages: [en, fr]\npublisher: %q\n", "%q", quote(name))
		if _, faults := config.Load(fstest.MapFS{config.File: {Data: []byte(src)}}); !faults.HasErrors() {
			return name
		}
	}
	return "x"
}

// of says what a page tries.
func (s *hostileSite) of(address string) string {
	key, _, _ := strings.Cut(address[strings.LastIndex(address, "/")+1:], ".")
	i := slices.IndexFunc(s.docs, func(d placed) bool { return strings.Contains(d.at, "/"+key+".") })
	if i < 0 {
		return address
	}
	return address + ": " + s.docs[i].tried
}

// TestX1ActiveContent has texts that are meant to break out stand in every place of a
// site, and reads the pages as browsers do.
func TestX1ActiveContent(t *testing.T) {
	part := 70
	if promise.Whole() {
		part = 1
	}
	tried, refused := tryPages(t, payload.Texts(t, part), 1000)
	t.Logf("%d documents, of which %d were refused", tried, refused)
	if refused*4 > tried*3 {
		t.Errorf("%d of %d documents were refused: not enough was judged", refused, tried)
	}
	promise.Held(t, tried)
}

// TestJudge spoils a sound page in ways that the judge must see.
func TestJudge(t *testing.T) {
	r := newHostileSite(t, "x").build(t)
	o, _ := r.Output("en/articles/base.html")
	var b bytes.Buffer
	if err := o.Make(&b); err != nil {
		t.Fatal(err)
	}
	if faults := judgePage(b.Bytes()); len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, spoilt := range []string{
		"<script>x</script>", "<script src=//evil.example/a.js></script>", "<script src=data:,x></script>", "<script src=../../assets/../../x.js></script>", "<style>b{}</style>",
		"<iframe src=x></iframe>", "<object data=x></object>", "<embed src=x>", "<form></form>", "<base href=x>", "<meta http-equiv=refresh content='0; url=//evil.example'>", "<meta http-equiv=refresh content='0; url=javascript:x'>",
		"<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">", "<link rel=stylesheet href=//evil.example>", "<link rel=prerender href=x>", "<svg><script>x</script></svg>", "<svg><a href=x></a><foreignObject><p>x</p></foreignObject></svg>",
		"<svg><use href=x></svg>", "<math></math>", "<template></template>", "<video src=x></video>", "<b onclick=x>", "<b ONCLICK=x>", "<b style=x>", "<b srcdoc=x>", "<!-- x -->", "<b id=main>", "<a href=javascript:x>", "<a href=' java\nscript:x'>",
		"<a href=data:,x>", "<a href=//evil.example>", "<a href=/\\evil.example>", "<a href=https://u@evil.example>", "<a href=https:evil.example>", "<a href='mailto:a@b.ca?bcc=x'>", "<a href=tel:*06>", "<a href=#ZgotmplZ>", "<a ping=x>", "<img src=https://evil.example/x.png>",
		"<img srcset='a.png 1x, //evil.example 2x'>", "<b class='x\" y'>", "<button>x</button>", "<input type=file>", "<script type=application/ld+json>{</script>", "<b>\x00</b>", "<b>\u202e</b>", "<b>\xff</b>", "<select><option onclick=x></select>", "<textarea></textarea>", "<marquee></marquee>", "<applet></applet>", "<frameset></frameset>",
	} {
		page := bytes.Replace(b.Bytes(), []byte("</main>"), []byte(spoilt+"</main>"), 1)
		if spoilt == "<frameset></frameset>" {
			page = append([]byte("<!doctype html><html>"), spoilt...)
		}
		if len(judgePage(page)) == 0 {
			t.Errorf("%q is not seen", spoilt)
		}
	}
}
