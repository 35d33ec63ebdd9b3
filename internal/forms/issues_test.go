package forms

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tract/internal/config"
	"tract/internal/golden"
	"tract/internal/locale"
	"tract/internal/site"
	"tract/internal/yaml"
)

// given is where the issue forms of this repository are; tract init writes the same ones.
const given = "../../.github/ISSUE_TEMPLATE"

// What GitHub's form schema knows of an element: its attributes, those that it must have,
// and whether somebody fills it in.
var elements = map[string]struct {
	attributes, wanted []string
	asks               bool
}{
	"markdown":   {[]string{"value"}, []string{"value"}, false},
	"input":      {[]string{"label", "description", "placeholder", "value"}, []string{"label"}, true},
	"textarea":   {[]string{"label", "description", "placeholder", "value", "render"}, []string{"label"}, true},
	"dropdown":   {[]string{"label", "description", "multiple", "options", "default"}, []string{"label", "options"}, true},
	"checkboxes": {[]string{"label", "description", "options"}, []string{"label", "options"}, true},
}

// TestIssueForms holds the forms to what GitHub documents, since it shows none that has a
// fault, and a form to its twin.
func TestIssueForms(t *testing.T) {
	files, err := filepath.Glob(given + "/*.yml")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	ids, shown := map[string][]string{}, map[string]string{}
	for _, file := range files {
		node := parse(t, file)
		if filepath.Base(file) == "config.yml" {
			if names := keys(node); !slices.Equal(names, []string{"blank_issues_enabled"}) {
				t.Errorf("%s: has %q", file, names)
			}
			continue
		}
		f := issueForm{T: t, file: filepath.Base(file)}
		ids[f.file] = f.judge(node)
		name := node.Field("name").Value.Value
		if other := shown[name]; other != "" {
			t.Errorf("%s and %s are both called %q", other, f.file, name)
		}
		shown[name] = f.file
	}
	for file, own := range ids {
		twin := strings.NewReplacer(".fr.", ".en.", ".en.", ".fr.").Replace(file)
		if !slices.Equal(own, ids[twin]) {
			t.Errorf("%s asks for %q, %s for %q", file, own, twin, ids[twin])
		}
	}
}

func parse(t *testing.T, file string) *yaml.Node {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	node, list := yaml.ParseData(file, src)
	if len(list) > 0 {
		t.Fatal(golden.Printed(t, "en", list))
	}
	return &node
}

func keys(n *yaml.Node) []string {
	var names []string
	for i := range n.Fields {
		names = append(names, n.Fields[i].Key)
	}
	return names
}

// issueForm is a form that is judged.
type issueForm struct {
	*testing.T
	file   string
	labels []string
}

// only wants the keys of a mapping to be among some, and to have others.
func (f *issueForm) only(where string, n *yaml.Node, known, wanted []string) {
	f.Helper()
	for _, key := range keys(n) {
		if !slices.Contains(known, key) {
			f.Errorf("%s: %s: GitHub knows no %q there", f.file, where, key)
		}
	}
	for _, key := range wanted {
		if field := n.Field(key); field == nil || field.Value.Kind == yaml.Null || field.Value.Kind == yaml.Scalar && strings.TrimSpace(field.Value.Value) == "" {
			f.Errorf("%s: %s: lacks %q", f.file, where, key)
		}
	}
}

// judge gives the ids of what is asked for, and which of it must be answered.
func (f *issueForm) judge(n *yaml.Node) (ids []string) {
	f.only("the form", n, []string{"name", "description", "title", "labels", "assignees", "projects", "type", "body"}, []string{"name", "description", "body"})
	for i := range n.Field("body").Value.Items {
		e := &n.Field("body").Value.Items[i]
		id, ok := f.element(e)
		if !ok {
			continue
		}
		if slices.Contains(ids, id) || !regexp.MustCompile(`^[A-Za-z0-9_-]+$`).MatchString(id) {
			f.Errorf("%s: the id %q stands twice, or has other characters than it may", f.file, id)
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		f.Errorf("%s asks for nothing", f.file)
	}
	return ids
}

func (f *issueForm) element(e *yaml.Node) (id string, asks bool) {
	kind := e.Field("type").Value.Value
	known, ok := elements[kind]
	if !ok {
		f.Fatalf("%s: there is no element %q", f.file, kind)
	}
	attributes := &e.Field("attributes").Value
	f.only(kind, attributes, known.attributes, known.wanted)
	if !known.asks {
		f.only(kind, e, []string{"type", "attributes"}, nil)
		return "", false
	}
	f.only(kind, e, []string{"type", "id", "attributes", "validations"}, []string{"id"})
	if v := e.Field("validations"); v != nil {
		f.only("validations", &v.Value, []string{"required"}, nil)
	}
	label := attributes.Field("label").Value.Value
	if slices.Contains(f.labels, label) {
		f.Errorf("%s: two elements are called %q", f.file, label)
	}
	f.labels = append(f.labels, label)
	if options := attributes.Field("options"); options != nil {
		f.options(kind, &options.Value)
	}
	return e.Field("id").Value.Value, true
}

func (f *issueForm) options(kind string, n *yaml.Node) {
	var all []string
	for i := range n.Items {
		o := &n.Items[i]
		if kind == "checkboxes" {
			f.only("an option", o, []string{"label", "required"}, []string{"label"})
			o = &o.Field("label").Value
		}
		if o.Kind != yaml.Scalar || o.Value == "" || slices.Contains(all, o.Value) || !o.Quoted && regexp.MustCompile(`(?i)^(true|false|yes|no|on|off|[0-9.]+)$`).MatchString(o.Value) {
			f.Errorf("%s: the option %q is empty, stands twice or is no text to GitHub", f.file, o.Value)
		}
		all = append(all, o.Value)
	}
}

// TestLinksLeadToForms follows the links of pages to the forms: the files are there, and
// have the field that a link fills in.
func TestLinksLeadToForms(t *testing.T) {
	c := &site.Common{Repository: "https://github.com/group/site"}
	for _, code := range []string{"fr", "en", "en-CA", "ar"} {
		c.Languages = append(c.Languages, &site.Language{Locale: &locale.Locale{Code: code}})
	}
	link := regexp.MustCompile(`^https://github\.com/group/site/issues/new\?template=([a-z-]+\.(fr|en)\.yml)(?:&([a-z]+)=content/guides/x\.fr\.md)?$`)
	for i, l := range c.Languages {
		for _, address := range []string{c.Report(l, "content/guides/x.fr.md"), c.Propose(l)} {
			m := link.FindStringSubmatch(address)
			if m == nil || m[2] != []string{"fr", "en", "en", "fr"}[i] {
				t.Errorf("%s: %s", l.Code, address)
				continue
			}
			f := issueForm{T: t, file: m[1]}
			if ids := f.judge(parse(t, path.Join(given, m[1]))); m[3] != "" && !slices.Contains(ids, m[3]) {
				t.Errorf("%s has no field %q", m[1], m[3])
			}
		}
	}
	if config.ForgeOf(c.Repository) != config.GitHub {
		t.Error("GitHub is not known")
	}
}
