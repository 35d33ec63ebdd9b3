package forms

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/schema"
	"tract/internal/yaml"
)

// compiled gives each form's schema as a checker reads it, which holds it to its draft.
func compiled(t testing.TB) map[string]*jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	all := map[string]*jsonschema.Schema{}
	for _, f := range All() {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.Schema()))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(f.Name+".json", doc); err != nil {
			t.Fatal(err)
		}
		s, err := c.Compile(f.Name + ".json")
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if s.DraftVersion != 7 {
			t.Errorf("%s is of draft %d", f.Name, s.DraftVersion)
		}
		all[f.Name] = s
	}
	return all
}

// read gives what an editor takes a text of YAML for, which knows numbers and truth.
func read(t testing.TB, file, src string) any {
	t.Helper()
	node, list := yaml.ParseData(file, []byte(src))
	if list.HasErrors() {
		t.Fatal(golden.Printed(t, "en", list))
	}
	return value(&node)
}

func value(n *yaml.Node) any {
	switch n.Kind {
	case yaml.Mapping:
		m := map[string]any{}
		for i := range n.Fields {
			m[n.Fields[i].Key] = value(&n.Fields[i].Value)
		}
		return m
	case yaml.Sequence:
		items := []any{}
		for i := range n.Items {
			items = append(items, value(&n.Items[i]))
		}
		return items
	case yaml.Scalar:
		if n.Quoted {
			return n.Value
		}
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil && regexp.MustCompile(`^[-+.0-9]`).MatchString(n.Value) {
			return f
		}
		if n.Value == "true" || n.Value == "false" {
			return n.Value == "true"
		}
		return n.Value
	}
	return nil
}

// front gives what a form describes of a file.
func front(file, src string) string {
	if strings.HasSuffix(file, ".md") {
		src, _, _ = strings.Cut(strings.TrimPrefix(src, "---\n"), "\n---")
	}
	return src
}

// of gives the form of a file, or nil.
func of(file string) *Form {
	for _, f := range All() {
		if f.File == file || path.Dir(f.File) == path.Dir(file) && strings.HasSuffix(file, ".md") {
			return &f
		}
	}
	return nil
}

// TestSchemasTakeSites tries the schemas on the files of sites that have no fault.
func TestSchemasTakeSites(t *testing.T) {
	schemas, tried := compiled(t), map[string]bool{}
	archive, err := txtar.ParseFile("../build/testdata/rich.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for name, site := range map[string]fs.FS{"this site": os.DirFS("../.."), "rich.txtar": golden.FS(archive.Files)} {
		err := fs.WalkDir(site, "content", func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || of(file) == nil {
				return err
			}
			src, err := fs.ReadFile(site, file)
			if err != nil {
				return err
			}
			tried[of(file).Name] = true
			if err := schemas[of(file).Name].Validate(read(t, file, front(file, string(src)))); err != nil {
				t.Errorf("%s: %s: %v", name, file, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(tried) != len(All()) {
		t.Errorf("only %d of %d forms are tried", len(tried), len(All()))
	}
}

// said gives the codes of what the program says of a text.
func said(t testing.TB, f *Form, src string) []string {
	t.Helper()
	node, list := yaml.ParseData(f.File, []byte(src))
	c := schema.Context{}
	if f.field.Type == schema.Group && !f.empty {
		_, faults := c.Decode(&node, f.field.Fields)
		list.Add(faults)
	} else {
		_, _, faults := c.DecodeFile(&node, &f.field)
		list.Add(faults)
	}
	var codes []string
	for _, d := range list {
		if d.Severity == diag.Error {
			codes = append(codes, d.Message.Code)
		}
	}
	return codes
}

const page = "title: T\nsummary: S\n"

// faulty are texts that the program refuses, with what it says, and the schema too.
var faulty = []struct{ form, text, code string }{
	{"site", "title: T", "schema.missing"},
	{"site", "title: ''\nlanguages: [fr]", "schema.empty"},
	{"site", "title: T\nlanguages: []", "schema.empty"},
	{"site", "title: T\nlanguages: fr", "schema.want-list"},
	{"site", "title: T\nlanguages: [french]", "schema.bad-language"},
	{"site", "title: T\nlanguages: [fr, fr]", "schema.twice"},
	{"site", "title: T\nlanguages: [fr]\ncolor: '#b5001e'", "schema.unknown-field"},
	{"site", "title: T\nlanguages: [fr]\ncolour: red", "schema.bad-colour"},
	{"site", "title: T\nlanguages: [fr]\nbase_url: example.org", "schema.url-scheme"},
	{"site", "title: T\nlanguages: [fr]\nbase_url: 'https://me@example.org/'", "schema.bad-url"},
	{"site", "title: T\nlanguages: [fr]\ndomain: https://example.org", "schema.bad-host"},
	{"site", "title: T\nlanguages: [fr]\ntarget: Amazon", "schema.bad-key"},
	{"site", "title: T\nlanguages: [fr]\ntarget: con", "schema.bad-key"},
	{"site", "title: T\nlanguages: [fr]\ncurrency: dollar", "schema.bad-currency"},
	{"site", "title: T\nlanguages: [fr]\nmenu: [guide]", "schema.bad-value"},
	{"site", "title: T\nlanguages: [fr]\nmenu: ['page:A B']", "schema.bad-value"},
	{"site", "title: T\nlanguages: [fr]\ntopics: [closure]", "schema.want-entries"},
	{"site", "title: T\nlanguages: [fr]\ntopics: {The closure: T}", "schema.bad-key"},
	{"site", "title: T\nlanguages: [fr]\ntopics: {closure: ''}", "schema.empty"},
	{"site", "title: {french: T}\nlanguages: [fr]", "schema.unknown-language"},
	{"site", "title: [T]\nlanguages: [fr]", "schema.want-texts"},
	{"site", "title: T\nlanguages: [fr]\ncontacts: [{key: a, kind: email}]", "schema.missing"},
	{"site", "title: T\nlanguages: [fr]\ncontacts: [{key: a, label: A, kind: mail}]", "schema.bad-value"},
	{"site", "title: T\nlanguages: [fr]\ncontacts: [{}]", "schema.empty-item"},
	{"site", "title: " + strings.Repeat("x", 81) + "\nlanguages: [fr]", "schema.too-long"},
	{"figures", "jobs: {label: L, values: [{value: 4500}]}", "schema.missing"},
	{"figures", "jobs: {label: L, values: [{value: '4 500', source: article:a}]}", "schema.bad-number"},
	{"figures", "jobs: {label: L, values: [{value: 1, source: {url: 'https://example.org/'}}]}", "schema.source-title"},
	{"figures", "jobs: {label: L, values: [{value: 1, source: lessons}]}", "schema.bad-source"},
	{"figures", "Jobs: {label: L, values: [{value: 1, source: article:a}]}", "schema.bad-key"},
	{"figures", "- jobs", "schema.want-entries"},
	{"timeline", "- {id: a}", "schema.bare-list"},
	{"timeline", "moments: [{id: a, date: January 2025, text: T}]", "schema.bad-date"},
	{"timeline", "moments: [{id: a, date: 2025-01-22, text: T, inferred: perhaps}]", "schema.bad-bool"},
	{"boycott", "brands: [{name: A, domains: ['https://a.example']}]", "schema.bad-host"},
	{"organizations", "csn: union", "schema.want-mapping"},
	{"article", "title: T", "schema.missing"},
	{"article", page + "tittle: T", "schema.unknown-field"},
	{"article", page + "source: {language: francais}", "schema.bad-language"},
	{"article", page + "image: photo.jpg", "schema.bad-image"},
	{"article", page + "image: images/x.heic", "schema.bad-image"},
	{"article", page + "aliases: [old]", "schema.bad-address"},
	{"article", page + "slug: Deux mots", "schema.bad-slug"},
	{"article", page + "key_points: [a, '']", "schema.empty-item"},
	{"demands", page, "schema.missing"},
	{"demands", page + "demands: [{id: a, text: T, status: done}]", "schema.bad-value"},
	{"guide", page + "effort: 4", "schema.out-of-range"},
	{"guide", page + "minutes: dix", "schema.bad-int"},
	{"guide", page + "minutes: 1.5", "schema.bad-int"},
	{"guide", page + "for: [everybody]", "schema.bad-value"},
	{"guide", page + "risk: {level: low}", "schema.want-plain"},
	{"event", page + "start: 2025-02", "schema.bad-date"},
	{"event", page + "start: 15 février", "schema.bad-date"},
	{"page", "summary: S", "schema.missing"},
	{"page", "Titre", "schema.want-fields"},
}

// beyond is what a schema cannot say.
var beyond = []struct{ form, text, code string }{
	{"site", "title: T\nlanguages: [fr]\ntime_zone: America/Montreux", "schema.bad-zone"},
	{"site", "title: T\nlanguages: [fr]\ncurrency: ZZZ", "schema.bad-currency"},
	{"site", "title: T\nlanguages: [fr]\nbase_url: https://example.org/%zz", "schema.bad-url"},
	{"site", "title: T\nlanguages: [fr]\ncontacts: [{key: a, label: A, kind: url}, {key: a, label: B, kind: url}]", "schema.duplicate-id"},
	{"page", "title: T\ndate: 2025-02-30", "schema.no-such-date"},
	{"page", "title: T\naliases: [/../x.html]", "schema.bad-address"},
	{"page", "title: T\naliases: [/con.html]", "schema.address-name"},
	{"page", "title: T\nslug: été", "schema.bad-slug"},
	{"page", "title: T\norder: '99999999999999999999'", "schema.bad-int"},
	{"guide", page + "minutes: '20000'", "schema.out-of-range"}, // in quotes it is no number to an editor
}

// TestSchemasRefuse tries them on what the program refuses.
func TestSchemasRefuse(t *testing.T) {
	schemas := compiled(t)
	for _, c := range faulty {
		f := Named(c.form)
		if codes := said(t, f, c.text); !slices.Contains(codes, c.code) {
			t.Errorf("%s: %q: the program says %q and not %s", c.form, c.text, codes, c.code)
		}
		if schemas[c.form].Validate(read(t, f.File, c.text)) == nil {
			t.Errorf("%s: %q: the schema takes what is %s", c.form, c.text, c.code)
		}
	}
	for _, c := range beyond {
		f := Named(c.form)
		if codes := said(t, f, c.text); !slices.Contains(codes, c.code) {
			t.Errorf("%s: %q: the program says %q and not %s", c.form, c.text, codes, c.code)
		}
		if err := schemas[c.form].Validate(read(t, f.File, c.text)); err != nil {
			t.Errorf("%s: %q can be refused after all: %v", c.form, c.text, err)
		}
	}
}

// TestSchemasTake tries them on what the program takes, however it is written.
func TestSchemasTake(t *testing.T) {
	schemas := compiled(t)
	for form, texts := range map[string][]string{
		"site": {
			"title: 2025\nlanguages: [fr]\nbase_url: ''\ntarget:\ncontacts: []\ntopics: {}\nmenu: ['page:about', guides]\nwithout:\n",
			"title: {fr: T, en: }\nlanguages: [fr, pt-BR]\ncolour: ''\ntopics: {a: T, b-2: {fr: T}}\ncontacts: [{key: 1, label: true, kind: url, value: }]",
			"title: T\nlanguages: [fr]\nbase_url: HTTP://example.org:8080/x?y\nrepository: 'https://[::1]/x'\ntime_zone: Etc/GMT+5",
		},
		"timeline": {"", "checked: 2025-01", "moments: [{id: a, date: 2013, text: T, inferred: 'true', sources: [article:a, {title: T}, {article: b}]}]"},
		"figures":  {"", "checked: 2025", "2025: {label: L, values: [{value: '4500', upper: 37.6, source: {title: {fr: T}}}]}"},
		"event":    {page + "draft: true\nend: 2025-02-15T20:00", page + "start: 2025-02-15\ncancelled: 'false'\norder: -3"},
		"guide":    {page + "minutes: '10'\nslug: 2025\nrisk: ''\nimage: images/a/b.JPG\naliases: [/, /fr/x.html]", page + "slug: دليل-2\nfor: [everyone]\ndemands: [a-b]"},
	} {
		for _, text := range texts {
			f := Named(form)
			if codes := said(t, f, text); len(codes) > 0 {
				t.Errorf("%s: %q: the program says %q", form, text, codes)
			}
			if err := schemas[form].Validate(read(t, f.File, text)); err != nil {
				t.Errorf("%s: %q: %v", form, text, err)
			}
		}
	}
}

// TestSchemaFiles holds the files of docs/schema to the registry, and the data files of
// this site to naming them.
func TestSchemaFiles(t *testing.T) {
	const dir = "../../docs/schema"
	want := map[string][]byte{}
	for _, f := range All() {
		want[f.Name+".json"] = f.Schema()
	}
	if flag.Lookup("update").Value.String() == "true" { // the flag is golden's
		for name, src := range want {
			if err := os.WriteFile(filepath.Join(dir, name), src, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if src, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.Equal(src, want[name]) {
			t.Errorf("docs/schema/%s is not what the fields say; go test ./internal/forms -update writes it (%v)", name, err)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != len(want) {
		t.Errorf("docs/schema has %d files for %d forms (%v)", len(entries), len(want), err)
	}
	for _, f := range All() {
		if strings.HasSuffix(f.File, ".md") {
			continue
		}
		src, err := os.ReadFile("../../" + f.File)
		if err != nil {
			t.Fatal(err)
		}
		up := strings.Repeat("../", strings.Count(f.File, "/"))
		if line := "# yaml-language-server: $schema=" + up + "docs/schema/" + f.Name + ".json\n"; !strings.HasPrefix(string(src), line) {
			t.Errorf("%s does not begin with %s", f.File, line)
		}
	}
}
