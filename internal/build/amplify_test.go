package build

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/limit"
	"tract/internal/payload"
	"tract/internal/promise"
)

// amplifiers make much of a short text by what we add to Markdown: so many bytes of
// content, in files of a site.
var amplifiers = []struct {
	name string
	make func(n int) map[string]string
}{
	{"links without a text", inPage(payload.Numbered("[](guide:leave) "))},
	{"links to terms", inPage(payload.Numbered("[a#](term:salting)\n\n"))},
	{"figures", inPage(payload.Numbered("[](figure:jobs)\n\n"))},
	{"footnotes", inPage(func(n int) string { return payload.Numbered("[^1]\n\n")(n/6*6) + "[^1]: note" })},
	{"headings", inPage(payload.Numbered("## a\n"))},
	{"kits", inPage(func(n int) string { return strings.Repeat("```post\na\n```\n\n", min(n/15, limit.Kits)) })},
	{"blanks", inPage(func(n int) string {
		return strings.Repeat("```letter\n[[a]][[b]][[c]][[d]][[e]][[f]]\n```\n\n", min(n/46, limit.Kits))
	})},
	{"words", inPage(payload.Numbered("a#b# "))},
	{"aliases", func(n int) map[string]string {
		return map[string]string{"content/pages/about.en.md": "---\ntitle: About\naliases:\n" + whole(payload.Numbered("- /a#.html\n")(n)) + "---\n"}
	}},
	{"pages", func(n int) map[string]string {
		files := map[string]string{}
		for i := range n / 60 {
			files[fmt.Sprintf("content/pages/a%d.en.md", i)] = "---\ntitle: a\n---\n"
		}
		return files
	}},
	{"guides", func(n int) map[string]string {
		files := map[string]string{}
		for i := range n / 120 {
			files[fmt.Sprintf("content/guides/a%d.en.md", i)] = "---\ntitle: a\nsummary: b\n---\n1. a\n"
		}
		return files
	}},
	{"articles of all topics", func(n int) map[string]string {
		files := map[string]string{}
		topics := "topics:\n" + whole(payload.Numbered("  t#: {en: T#}\n")(n/4))
		k := strings.Count(topics, "{")
		var list []string
		for i := range k {
			list = append(list, fmt.Sprintf("t%d", i))
		}
		files["content/site.yaml"] = ampSite + topics
		for i := range 3 {
			files[fmt.Sprintf("content/guides/a%d.en.md", i)] = "---\ntitle: a\nsummary: b\ntopics: [" + strings.Join(list, ", ") + "]\n---\n"
		}
		return files
	}},
	{"glossary", inData("glossary", "checked: 2025-05-15\n", "t#: {term: {en: a#}, definition: {en: b}}\n")},
	{"organizations", inData("organizations", "amazon: {name: Amazon, type: company}\n", "o#: {name: a#, type: union, role: {en: A}}\n")},
	{"timeline", inData("timeline", "checked: 2025-05-15\nmoments:\n", "- {id: a#, date: 2025-01-22, inferred: true, text: {en: A}}\n")},
	{"figures of data", inData("figures", "checked: 2025-05-15\n", "f#: {label: {en: a}, format: count, values: [{value: 1, as_of: 2025-03-22, source: {title: A, publication: B}}]}\n")},
	{"values of a figure", inData("figures", "checked: 2025-05-15\njobs:\n  label: {en: a}\n  format: count\n  values:\n", "  - {value: #, as_of: 2025-03-22, source: {title: A, publication: B}}\n")},
}

const ampSite = "title: A\nlanguages: [en]\nbase_url: https://example.org/\ntarget: amazon\n"

func inPage(text func(n int) string) func(n int) map[string]string {
	return func(n int) map[string]string {
		return map[string]string{"content/guides/big.en.md": "---\ntitle: Big\nsummary: S\n---\n" + text(n) + "\n"}
	}
}

func inData(name, head, row string) func(n int) map[string]string {
	return func(n int) map[string]string {
		return map[string]string{"content/data/" + name + ".yaml": head + whole(payload.Numbered(row)(n))}
	}
}

// whole leaves out the last line, if it is a part of one.
func whole(text string) string { return text[:strings.LastIndex(text, "\n")+1] }

func ampBase() fstest.MapFS {
	return fstest.MapFS{
		"content/site.yaml":               {Data: []byte(ampSite)},
		"content/pages/about.en.md":       {Data: []byte("---\ntitle: About\n---\n")},
		"content/guides/leave.en.md":      {Data: []byte("---\ntitle: " + strings.Repeat("Leave ", 33) + "\nsummary: S\n---\nText.\n")},
		"content/data/glossary.yaml":      {Data: []byte("checked: 2025-05-15\nsalting: {term: salting, definition: Getting hired.}\n")},
		"content/data/organizations.yaml": {Data: []byte("amazon: {name: Amazon, type: company}\n")},
		"content/data/figures.yaml":       {Data: []byte("checked: 2025-05-11\njobs: {label: Jobs, format: count, values: [{value: 4500, as_of: 2025-03-22, source: {title: A, publication: B}}]}\n")},
	}
}

// TestD2Site makes sites of which one thing is there as often as so many bytes allow: what
// comes of it grows no faster than the bytes do, and is at most what the same bytes give
// as files of their own, each of which is a page with all that belongs to one.
func TestD2Site(t *testing.T) {
	_, base, refused := ampWeigh(t, nil)
	if refused {
		t.Fatal("the site that the others are compared with is refused")
	}
	tried := 0
	for _, a := range amplifiers {
		var factors [2]float64
		for i, size := range []int{600, 2400} {
			in, out, refused := ampWeigh(t, a.make(size))
			if tried++; !refused {
				factors[i] = float64(out-base) / float64(in)
			}
		}
		t.Logf("%-24s x%.1f, x%.1f", a.name, factors[0], factors[1])
		if factors[0] == 0 || factors[1] > 1.3*factors[0] || factors[1] > 2500 {
			t.Errorf("%s: %.1f times the bytes, and %.1f times with four times as many", a.name, factors[0], factors[1])
		}
	}
	promise.Held(t, tried)
}

// ampWeigh gives the bytes of files, and of the site that they are added to.
func ampWeigh(t *testing.T, files map[string]string) (in, out int, refused bool) {
	t.Helper()
	fsys := ampBase()
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		in += len(text)
	}
	outputs, list := makeSite(t, fsys, Options{})
	for p, o := range outputs {
		if out += len(o.content); strings.HasSuffix(p, ".html") && len(o.content) > limit.PageBytes {
			t.Errorf("%s has %d bytes", p, len(o.content))
		}
	}
	return in, out, list.HasErrors()
}

// TestPageBytes refuses a page that would be larger than a page may be, at its file.
func TestPageBytes(t *testing.T) {
	fsys := ampBase()
	fsys["layouts/guide.html"] = &fstest.MapFile{Data: []byte(`{{define "main"}}<h1>{{.Page.Title}}</h1>{{range 300000}}<p>Forty bytes of text, or nearly forty</p>{{end}}{{end}}`)}
	result := new(Memory).Build(fsys, Options{Guard: new(limit.Guard)})
	o, ok := result.Output("en/guides/leave.html")
	var fault *Fault
	if err := o.Make(new(bytes.Buffer)); !ok || !errors.As(err, &fault) || fault.Error() != "content/guides/leave.en.md: build.page-size" {
		t.Errorf("%v", err)
	}
	if _, ok := result.Output("en/none.html"); ok {
		t.Error("there is a page that is not there")
	}
}
