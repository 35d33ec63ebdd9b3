package forms

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/schema"
)

// sveltia gives the schema that the editor itself brings along.
func sveltia(t *testing.T) *jsonschema.Schema {
	t.Helper()
	if said, err := exec.Command("../../.ci/admin").CombinedOutput(); err != nil {
		t.Fatalf(".ci/admin fetches the editor from npm: %v\n%s", err, said)
	}
	files, err := filepath.Glob("../../.ci/sveltia-cms-*/schema/sveltia-cms.json")
	if err != nil || len(files) != 1 {
		t.Fatalf("%q: %v", files, err)
	}
	src, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sveltia.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("sveltia.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// settings gives those of this repository's site, at a repository.
func settings(t *testing.T, repository string) *config.Settings {
	t.Helper()
	s, list := config.Load(os.DirFS("../.."))
	if list.HasErrors() {
		t.Fatal(list)
	}
	s.Repository = repository
	return s
}

// TestAdminSettings holds what the editor is told to its own schema, and to the registry:
// it is told of each field, and has words for each value.
func TestAdminSettings(t *testing.T) {
	s := sveltia(t)
	for repository, want := range map[string]string{
		"https://github.com/group/site":         `{"name":"github","repo":"group/site","branch":"main","auth_methods":["token"]} editorial_workflow`,
		"https://gitlab.com/group/sub/site.git": `{"name":"gitlab","repo":"group/sub/site","branch":"main","auth_methods":["token"]} editorial_workflow`,
		"https://gitlab.example.org/group/site": `{"name":"gitlab","repo":"group/site","branch":"main","api_root":"https://gitlab.example.org/api/v4","base_url":"https://gitlab.example.org","auth_methods":["token"]} editorial_workflow`,
		"https://codeberg.org/group/site":       `{"name":"gitea","repo":"group/site","branch":"main","api_root":"https://codeberg.org/api/v1","base_url":"https://codeberg.org/","auth_methods":["token"]} simple`,
	} {
		src := Admin(settings(t, repository))
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); err != nil {
			t.Errorf("%s: %v", repository, err)
		}
		var a admin
		if err := json.Unmarshal(src, &a); err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(a.Backend)
		if got := string(b) + " " + a.PublishMode; err != nil || got != want {
			t.Errorf("%s: %s, not %s (%v)", repository, got, want, err)
		}
		var files []file
		for i, c := range a.Collections {
			if files = append(files, c.Files...); i < len(content.Kinds()) {
				told(t, c.Name, content.Kinds()[i].Fields, c.Fields)
			}
		}
		for _, f := range files {
			fields := Named(f.Name).field
			if told(t, f.Name, fields.Fields, f.Fields); fields.Type == schema.Map {
				told(t, f.Name, []schema.Field{{Name: "entries", Type: schema.List, Of: fields.Of}}, f.Fields)
			}
		}
		if len(a.Collections) != len(content.Kinds())+2 || len(files) != len(content.DataFiles())+1 {
			t.Errorf("%d collections, %d files", len(a.Collections), len(files))
		}
	}
	if Admin(settings(t, "https://example.org/group/site")) != nil || Admin(settings(t, "")) != nil {
		t.Error("there is an editor for files that nobody knows")
	}
}

// told compares fields with what the editor is told of them.
func told(t *testing.T, where string, fields []schema.Field, shown []widget) {
	t.Helper()
	for i := range fields {
		f := &fields[i]
		of := f
		if f.Type == schema.List {
			of = f.Of
		}
		w := slices.IndexFunc(shown, func(w widget) bool { return w.Name == f.Name })
		if w < 0 || shown[w].Label == "" {
			t.Errorf("%s: %s is not shown", where, f.Name)
			continue
		}
		if most := shown[w].Max; (f.Type == schema.List || f.Type == schema.Map) && f.Max > 0 && (most == nil || *most != f.Max) {
			t.Errorf("%s: %s may have %d entries, which the editor does not know", where, f.Name, f.Max)
		}
		for _, o := range shown[w].Options {
			if o.Label == o.Value {
				t.Errorf("%s: %s: the value %q has no words", where, f.Name, o.Value)
			}
		}
		if len(of.Fields) > 0 && !isRules(f) {
			told(t, where+"."+f.Name, of.Fields, shown[w].Fields)
		}
	}
}

// TestAdminPolicy reads who the page of the editor may ask.
func TestAdminPolicy(t *testing.T) {
	for repository, want := range map[string]string{
		"https://github.com/group/site":        "https://api.github.com",
		"https://gitlab.com/group/site":        "https://gitlab.com",
		"https://github.example.org/g/s":       "https://github.example.org",
		"https://codeberg.org:8443/group/site": "https://codeberg.org:8443",
	} {
		page := string(AdminPage(settings(t, repository)))
		asked := regexp.MustCompile(`connect-src 'self' data: blob: ([^;]*);`).FindStringSubmatch(page)
		if asked == nil || asked[1] != want {
			t.Errorf("%s: %q, not %s", repository, asked, want)
		}
		if !strings.Contains(page, "default-src 'none'; script-src 'self';") || !strings.Contains(page, `content="noindex"`) || strings.ContainsAny(page, "{}") {
			t.Errorf("%s: the page is\n%s", repository, page)
		}
	}
}
