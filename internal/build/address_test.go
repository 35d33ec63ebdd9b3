package build

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/promise"
	"tract/internal/schema"
)

// anywhere are addresses that stand nowhere, however they are written.
var anywhere = []string{
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)", "&#106;avascript:alert(1)", "java&Tab;script:alert(1)",
	"java&NewLine;script:alert(1)", "javascript://example.org/%0aalert(1)", "%6aavascript:alert(1)", "javascript%3aalert(1)", "\u00a0javascript:alert(1)",
	"\u3000javascript:x", "vbscript:msgbox(1)", "livescript:x", "mocha:x", "data:text/html,x", "data:image/svg+xml;base64,PHN2Zz4=", "DATA:,x", "blob:https://example.org/1",
	"file:///etc/passwd", "filesystem:https://example.org/x", "view-source:https://example.org", "about:blank", "chrome://settings", "intent://x#Intent;end", "ms-settings:x",
	"x-evil:run", "ftp://example.org/x", "ws://example.org", "wss://example.org", "sms:+15145550123", "webcal://example.org/a.ics", "geo:1,2", "signal:x", "tg://x",
	"whatsapp://send?text=x", "magnet:?xt=x", "jar:https://example.org!/x", "res://x", "urn:x:y", "cid:x", "0:0", "0%3a0", ":x", "a.b+c-d:x",
	"//evil.example", "///evil.example", "//evil.example/../", "%2f%2fevil.example", "/%2fevil.example", "/\\\\evil.example", "https:evil.example", "https:/evil.example", "https:///evil.example",
	"http://", "https://", "https://user@evil.example/", "https://user:pw@evil.example/", "https://good.example&commat;evil.example/", "https://good.example%40evil.example",
	"https://evil.example\\\\@good.example", "https://ex%61mple.org", "https://example.org:port/", "https://[::1/", "https://exa\u200bmple.org", "https://example.org/\u202egnp.exe",
	"https://ex!ample.org", "https://ex'ample.org", "https://ex;ample.org", "https://ex,ample.org", "https://(example.org)", "HTTPS:evil.example", "https://.%2e/", "/x%00", "x%0ay",
}

// inText are places of an address in a text, inFront those in front matter and data.
var (
	inText = []carrier{
		{name: "link", body: "x\n\n[x](<%s>)"},
		{name: "link with a title", body: "x [x](<%s> \"t\") x"},
		{name: "definition", body: "[x][a]\n\n[a]: <%s>"},
		{name: "image", body: "![x](<%s>)"},
		{name: "image in a link", body: "[![x](../images/p.png)](<%s>)"},
		{name: "heading", body: "## [x](<%s>)"},
		{name: "cell", body: "| a |\n|---|\n| [x](<%s>) |"},
		{name: "footnote", body: "a[^1]\n\n[^1]: [x](<%s>)"},
		{name: "step", file: "guides", body: "1. [x](<%s>)"},
		{name: "alert", body: "> [!NOTE]\n> [x](<%s>)"},
	}
	inFront = map[string]carrier{
		"articles.source.url":                     {front: "source: {title: x, url: %q}", body: "x"},
		"articles.sources[].url":                  {front: "sources:\n- title: x\n  url: %q", body: "x"},
		"demands.demands[].sources[].url":         {file: "demands", front: "by: group\ndemands:\n- id: only\n  text: x\n  sources: [{title: x, url: %q}]", body: "x"},
		"demands.sources[].url":                   {file: "demands", front: "by: group\nsources: [{title: x, url: %q}]\ndemands: [{id: only, text: x}]", body: "x"},
		"guides.sources[].url":                    {file: "guides", front: "sources: [{title: x, url: %q}]", body: "x"},
		"events.url":                              {file: "events", front: "start: 2025-03-01 18:00\nurl: %q", body: "x"},
		"events.sources[].url":                    {file: "events", front: "start: 2025-03-01 18:00\nsources: [{title: x, url: %q}]", body: "x"},
		"pages.sources[].url":                     {file: "pages", front: "sources: [{title: x, url: %q}]", body: "x"},
		"glossary[].sources[].url":                {file: "data/glossary.yaml", body: "k%d: {term: {en: x, fr: x}, definition: {en: x, fr: x}, sources: [{title: x, url: %q}]}"},
		"organizations[].link":                    {file: "data/organizations.yaml", body: "k%d: {name: x, type: union, link: %q}"},
		"organizations[].sources[].url":           {file: "data/organizations.yaml", body: "k%d: {name: x, type: union, sources: [{title: x, url: %q}]}"},
		"figures[].values[].source.url":           {file: "data/figures.yaml", body: "k%d: {label: {en: x, fr: x}, values: [{value: 1, source: {title: x, url: %q}}]}"},
		"timeline.moments[].sources[].url":        {file: "data/timeline.yaml", body: "- {id: k%d, date: 2025-01-22, text: {en: x, fr: x}, sources: [{title: x, url: %q}]}"},
		"alternatives.needs[].options[].link":     {file: "data/alternatives.yaml", body: "- {id: k%d, need: {en: x, fr: x}, options: [{name: {en: x, fr: x}, link: %q}]}"},
		"alternatives.objections[].sources[].url": {file: "data/alternatives.yaml", body: "- {say: {en: x, fr: x}, answer: {en: x, fr: x}, sources: [{title: x, url: %q}]}"},
		"image":   {front: "image: %q\nimage_alt: x", body: "x"},
		"aliases": {front: "aliases: [%q]", body: "x"},
		"slug":    {front: "slug: %q", body: "x"},
	}
	inSettings = map[string]string{
		"base_url": "base_url: %q", "repository": "repository: %q", "domain": "domain: %q", "quick_hide_url": "quick_hide_url: %q", "quick_hide_url of a language": "quick_hide_url: {en: 'https://example.org/', fr: %q}",
		"contacts": "contacts: [{key: a, label: x, kind: url, value: %q}]", "e-mail": "contacts: [{key: a, label: x, kind: email, value: %q}]", "phone": "contacts: [{key: a, label: x, kind: phone, value: %q}]", "menu": "menu: [%q]", "footer": "footer: [%q]",
	}
)

// refusedAll puts addresses into places, and says how many there were. Each is an error with
// its place.
func refusedAll(t *testing.T, places []carrier, addresses []string) (tried int) {
	t.Helper()
	s := newHostileSite(t, "x")
	for _, address := range addresses {
		for i := range places {
			c := &places[i]
			n := len(s.docs)
			s.docs = append(s.docs, placed{at: c.place(n), text: c.with(address, n), tried: fmt.Sprintf("%s: %q", c.name, address)})
		}
	}
	files, of := s.files()
	told := map[*placed]bool{}
	for _, f := range s.memory.Build(files, Options{Now: now}).Faults() {
		d, line := of[diag.Position{File: f.File, Line: f.Line}], 1
		if d == nil {
			d, line = of[diag.Position{File: f.File}], f.Line
		}
		if d == nil || f.Severity != diag.Error {
			continue
		}
		if f.Column > 0 && line > 0 && line <= strings.Count(d.text, "\n")+1 {
			told[d] = true
		}
	}
	for i := range s.docs {
		tried++
		if !told[&s.docs[i]] {
			t.Errorf("%s is not refused, with its place:\n%s", s.docs[i].tried, s.docs[i].text)
		}
	}
	return tried
}

// TestX2Addresses has no address of a text lead where none may.
func TestX2Addresses(t *testing.T) {
	tried := refusedAll(t, inText, slices.Concat(anywhere, []string{
		"mailto:", "mailto:a@b.ca?bcc=evil@example.org", "mailto:a@b.ca?cc=evil@example.org", "mailto:a@b.ca?to=evil@example.org", "mailto:a@b.ca,evil@example.org",
		"mailto:a@b.ca?subject=x%0d%0aBcc:evil@example.org", "mailto:a@b.ca?BCC=x", "mailto:a@b.ca?subject=x&bcc=y", "tel:*#06#", "tel:", "tel:+1;ext=1;phone-context=evil",
		"guide:", "nobody:x",
	}))
	tried += allowed(t)
	promise.Held(t, tried)
}

// allowed has the addresses that may stand in a text be in the page as they are.
func allowed(t *testing.T) (tried int) {
	s := newHostileSite(t, "x")
	good := map[string]string{
		"https://example.org/a?b=c&d=e#f": "", "http://example.org:8080/": "", "HTTPS://Example.org/A": "https://Example.org/A", "https://bücher.example/é": "",
		"https://example.org/?q='x'": "", "mailto:a.b+c@d.ca?subject=A%20b&body=c": "", "mailto:?subject=x": "", "tel:+1-514-555-0123": "", "tel:5145550123;ext=12": "",
		"page:base": "../base.html", "/en/base.html": "../base.html", "#x": "#s-x", "https://[::1]/": "",
	}
	var order []string
	for address := range good {
		order = append(order, address)
		n := 2 * len(s.docs) // in English
		c := carrier{body: "## x\n\n[y](%s)"}
		s.docs = append(s.docs, placed{at: c.place(n), text: c.with(address, n), tried: address}, placed{refused: true})
	}
	files, _ := s.files()
	r := s.memory.Build(files, Options{Now: now})
	if list := r.Faults(); list.HasErrors() {
		t.Error(golden.Printed(t, "en", list))
		return 0
	}
	for i, address := range order {
		want := good[address]
		if want == "" {
			want = address
		}
		o, _ := r.Output(fmt.Sprintf("en/articles/k%d.html", 4*i))
		var b bytes.Buffer
		if err := o.Make(&b); err != nil {
			t.Fatal(err)
		}
		tried++
		if written := strings.NewReplacer("&", "&amp;", "'", "&#39;").Replace(want); !strings.Contains(b.String(), `href="`+written+`"`) {
			t.Errorf("%q is not in its page as %q", address, want)
		}
	}
	return tried
}

// TestX7FrontMatter has no address in front matter, data or settings lead where none may,
// in any field that the registry says holds one.
func TestX7FrontMatter(t *testing.T) {
	var places []carrier
	for name, c := range inFront {
		c.name = name
		places = append(places, c)
	}
	addresses := slices.Concat(anywhere, []string{"mailto:a@b.ca", "tel:5145550123", "guide:x", "https://a b.ca", "https://a.ca/\"onclick=\"x", "https://a.ca/<b>", " https://a\t.ca"})
	tried := refusedAll(t, places, addresses)
	for name, line := range inSettings {
		for _, address := range addresses {
			if name == "e-mail" && address == "mailto:a@b.ca" {
				continue // a colon is refused there too, but by its own sentence
			}
			tried++
			refusedSetting(t, name, strings.ReplaceAll(line, "%q", quote(address)))
		}
	}
	for _, path := range addressFields() {
		name, _ := strings.CutPrefix(path, "site.")
		if _, ok := inFront[path]; !ok && inSettings[name] == "" {
			t.Errorf("%s holds an address, and none was tried there", path)
		}
	}
	promise.Held(t, tried)
}

func refusedSetting(t *testing.T, name, line string) {
	t.Helper()
	files := fstest.MapFS{config.File: {Data: []byte("title: {en: x, fr: x}\nlanguages: [en, fr]\n" + line + "\n")}}
	_, list := config.Load(fs.FS(files))
	if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Line == 3 && d.Column > 0 }) {
		t.Errorf("%s: %s is not refused in its line", name, line)
	}
}

// addressFields gives all fields that hold an address, from the registry.
func addressFields() (paths []string) {
	var look func(path string, fields []schema.Field)
	look = func(path string, fields []schema.Field) {
		for _, f := range fields {
			name := strings.TrimPrefix(path+"."+f.Name, ".")
			if f.Type == schema.URL {
				paths = append(paths, name)
			}
			look(name, f.Fields)
			if f.Of != nil {
				look(name+"[]", f.Of.Fields)
				if f.Of.Type == schema.URL {
					paths = append(paths, name)
				}
			}
		}
	}
	for _, k := range content.Kinds() {
		look(k.Folder, k.Fields)
	}
	look("", content.DataFiles())
	look("site", config.Fields())
	return paths
}

// TestX2Outputs reads all files of sites that have something of everything: no template
// refused an address behind everybody's back.
func TestX2Outputs(t *testing.T) {
	tried := 0
	for path, o := range mustMake(t, rich(t), Options{Now: now, Drafts: true}) {
		tried++
		if strings.Contains(o.content, "ZgotmplZ") {
			t.Errorf("%s has an address that was refused", path)
		}
		if strings.HasSuffix(path, ".html") {
			for _, fault := range judgePage([]byte(o.content)) {
				t.Errorf("%s: %s", path, fault)
			}
		}
	}
	promise.Held(t, tried)
}
