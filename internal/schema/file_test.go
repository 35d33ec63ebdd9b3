package schema

import (
	"testing"

	"tract/internal/yaml"
)

// TestDecodeFile reads whole data files: entries under keys with fields beside
// them, and fields alone.
func TestDecodeFile(t *testing.T) {
	checked := Field{Name: "checked", Type: Date}
	entries := Field{Name: "figures", Type: Map, Fields: []Field{checked}, Of: &Field{
		Name: "figures", Type: Group, Fields: []Field{{Name: "value", Type: Number, Required: true}},
	}}
	fields := Field{Name: "timeline", Type: Group, Fields: []Field{checked, {Name: "moments", Type: List, Of: &Field{Name: "moments", Type: Key}}}}
	for _, c := range []struct {
		field  *Field
		src    string
		own    string // the date beside the entries
		keys   string
		faults string
	}{
		{&entries, "", "", "", ""},
		{&entries, "checked: 2025-01-22\njobs: {value: 4500}\nsites: {value: 7}\n", "2025-01-22", "jobs sites ", ""},
		{&entries, "jobs:\n  value: 4500\n", "", "jobs ", ""},
		{&entries, "chekced: 2025-01-22\njobs: {value: 7}\n", "", "jobs ", "f:1:1: error: there is no field \"chekced\" here\nhint: did you mean \"checked\"?"},
		{&entries, "jobs: {}\n", "", "", "f:1:1: error: the field \"jobs\" is empty"},
		{&entries, "jobs: {checked: 2025}\n", "", "jobs ", "f:1:1: error: the field \"value\" is missing\nf:1:8: error: there is no field \"checked\" here\nhint: the fields here are: value"},
		{&entries, "- jobs\n", "", "", "f:1:1: error: \"figures\" needs entries, each under a key\nhint: an entry begins with its key and a colon, “severance-pay:”, and its fields follow, indented by two spaces"},
		{&fields, "checked: 2025-01\nmoments: [a, b]\n", "2025-01", "", ""},
		{&fields, "- a\n- b\n", "", "", "f:1:1: error: a list cannot stand alone in this file\nhint: write “moments:” on a line of its own above its first dash"},
	} {
		node, list := yaml.Parse("f", []byte(c.src), 1)
		if len(list) > 0 {
			t.Fatal(list)
		}
		own, found, faults := Context{Languages: []string{"fr", "en"}}.DecodeFile(&node, c.field)
		keys := ""
		for _, r := range found {
			keys += r.Key + " "
		}
		if got := own.Date("checked").String(); got != c.own || keys != c.keys {
			t.Errorf("%s: checked %q, entries %q", c.src, got, keys)
		}
		if got := lines(t, "en", faults); got != c.faults {
			t.Errorf("%s\n got %s\nwant %s", c.src, got, c.faults)
		}
	}
}
