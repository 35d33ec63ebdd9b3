package main

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/browser"
	"tract/internal/content"
)

// formats keeps what the script of the editor reads and writes files with.
const formats = `let cms;
window.formats = {};
Object.defineProperty(window, "CMS", {get: () => cms, set: (v) => {
	cms = new Proxy(v, {get: (o, k) => k === "registerCustomFormat" ? (name, ending, format) => o[k](name, ending, window.formats[name] = format) : o[k]});
}});`

// TestAdminFiles has the script of the editor open and close files: those in which nothing
// is edited stay as they are, to the byte, and the others change where they were edited.
func TestAdminFiles(t *testing.T) {
	source, public := adminSite(t)
	h := newHost(t)
	h.publish("/x/", public)
	p := browser.Start(t).Open(t, 400, 800)
	p.Begin(formats)
	p.Go(h.address + "/x/admin/")
	p.Wait("the formats", `Object.keys(window.formats).length === 12`)
	files := siteFiles(t, source)
	rich, err := txtar.ParseFile("../../internal/build/testdata/rich.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rich.Files {
		files["rich/"+f.Name] = string(f.Data)
	}
	for name, text := range files {
		if form := formOf(name); form != "" {
			if got := closed(t, p, form, text, ""); got != strings.TrimSpace(text) {
				t.Errorf("%s (-was +is):\n%s", name, cmp.Diff(strings.TrimSpace(text), got))
			}
		}
	}
	for _, c := range edited {
		if diff := cmp.Diff(strings.TrimSpace(c.want), closed(t, p, c.form, c.text, c.change)); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", c.form, c.change, diff)
		}
	}
}

// formOf names the form of a file, if it has one that a site as ours can hold.
func formOf(name string) string {
	dir, base := path.Split(strings.TrimPrefix(strings.TrimPrefix(name, "rich/"), "content/"))
	switch {
	case base == "site.yaml" && !strings.HasPrefix(name, "rich/"):
		return "site"
	case dir == "data/" && strings.HasSuffix(base, ".yaml") && !strings.HasPrefix(name, "rich/"):
		return strings.TrimSuffix(base, ".yaml")
	}
	for _, k := range content.Kinds() {
		if dir == k.Folder+"/" && strings.HasSuffix(base, ".md") {
			return k.Name
		}
	}
	return ""
}

// closed gives what the editor writes of a text, after a change of what its form holds.
func closed(t *testing.T, p *browser.Page, form, text, change string) string {
	t.Helper()
	src, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(browser.Eval[string](p, fmt.Sprintf(`(() => {
		const v = window.formats[%q].fromFile(%s.trim());
		%s;
		return window.formats[%[1]q].toFile(v);
	})()`, form, src, change)))
}

const (
	top = `# All that we count.
checked: 2026-11 # by two of us
`
	jobs = `
# The first is shown at home.
jobs:
  label: {fr: Emplois, en: Jobs}
  values:
    - {value: 4500, source: article:a}
    # From a newspaper.
    - value: 4700 # newer
      source: {title: Un titre, date: 2025}
`
	terms = `
names:
  label: DXT4
  values: [{value: 1, source: {article: a}}]
`
	commented = top + jobs + terms
)

// edited are files, what is done to them in a form, and what comes of it.
var edited = []struct{ form, text, change, want string }{
	{"figures", commented, `v.fr.entries[0].label = "Postes"`, strings.Replace(commented, "fr: Emplois", "fr: Postes", 1)},
	{"figures", commented, `for (const l of ["fr", "en"]) v[l].entries[0].values.reverse()`, strings.Replace(commented,
		"    - {value: 4500, source: article:a}\n    # From a newspaper.\n    - value: 4700 # newer\n      source: {title: Un titre, date: 2025}\n",
		"    # From a newspaper.\n    - value: 4700 # newer\n      source: {title: Un titre, date: 2025}\n    - {value: 4500, source: article:a}\n", 1)},
	{"figures", commented, `for (const l of ["fr", "en"]) v[l].entries.reverse()`, top + terms + jobs},
	{"figures", commented, `for (const l of ["fr", "en"]) v[l].entries.splice(0, 1)`, top + terms},
	{"figures", commented, `v.en.entries[1].label = "DXT4 site"`, strings.Replace(commented, "label: DXT4", "label:\n    fr: DXT4\n    en: DXT4 site", 1)},
	{
		"figures", commented, `for (const l of ["fr", "en"]) v[l].entries.push({key: "new", label: l, values: [{value: 3, text: "", source: {article: "b"}}]})`,
		commented + "\nnew:\n  label:\n    fr: fr\n    en: en\n  values:\n    - value: 3\n      source: article:b\n",
	},
	{"glossary", "", `v.fr.entries = [{key: "a", term: "T", definition: "D"}]; v.en.entries = [{key: "a", term: "T", definition: "E"}]`, "a:\n  term: T\n  definition:\n    fr: D\n    en: E\n"},
	{
		"site", "title: T\nlanguages: [fr, en]\nrules:\n  review.vague-link: off\n", `for (const l of ["fr", "en"]) v[l].rules.push({key: "external.dead", value: "error"})`,
		"title: T\nlanguages: [fr, en]\nrules:\n  review.vague-link: off\n  external.dead: error\n",
	},
	{"site", "title: T # ours\nlanguages: [fr, en]\ncontacts: []\nbase_url: \"\"\n", `v.fr.title = v.en.title = "U"`, "title: U # ours\nlanguages: [fr, en]\ncontacts: []\nbase_url: \"\"\n"},

	{
		"guide", "---\n# Ours.\ntitle: A # b\nunknown: {x: 1}\nsources: [article:a, {title: T}]\n---\nText.\n", `v.title = "B: C"; v.sources[1].title = {fr: "T", en: "U"}`,
		"---\n# Ours.\ntitle: \"B: C\" # b\nunknown: {x: 1}\nsources: [article:a, {title: {fr: T, en: U}}]\n---\nText.\n",
	},
	{"guide", "---\ntitle: A\n---\nText.\n", `v.tract_language = "en"; v.minutes = 10; v.materials = ["Pen"]`, "---\ntitle: A\nmaterials:\n  - Pen\n---\nText.\n"},
	{"guide", "---\ntitle: A\n---\nText.\n", `v.tract_language = "fr"; v.minutes = 10; v.draft = false`, "---\ntitle: A\nminutes: 10\ndraft: false\n---\nText.\n"},
	{"guide", "---\ntitle: A\nfor: [tech]\n---\n", `delete v.tract_file; v.body = "Text."; v.tract_language = "en"`, "---\ntitle: A\nfor:\n  - tech\n---\n\nText.\n"},
}
