package main

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"tract/internal/yaml"
)

// joined are the beginnings of keys that the program completes with a value, such
// as the status of a demand, and of marks those that it names without «mark.».
var joined = []string{
	"alert.", "audience.", "cost.", "effort.", "kit.letter", "kit.call", "kit.post", "kit.motion", "languages.", "mark.draft", "mark.over", "mark.review",
	"narrow.for", "narrow.place", "narrow.time", "narrow.topic", "organizations.", "pages.", "place.", "paper.leaflet", "paper.poster", "paper.size.", "qualifier.", "risk.", "span.", "stance.", "status.", "tally.", "translation.missing", "translation.stale", "translation.unmarked",
}

// TestUnused wants every text of the interface, which each translator has to write,
// and every drawing to be used: its name stands in a template, in the program or
// in a script.
func TestUnused(t *testing.T) {
	root := os.DirFS("../..")
	var b strings.Builder
	for _, folder := range []string{"layouts", "internal", "cmd", "assets/js"} {
		err := fs.WalkDir(root, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") {
				return err
			}
			switch path.Ext(name) {
			case ".html", ".go", ".js":
				src, err := fs.ReadFile(root, name)
				b.Write(src)
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	source := b.String()
	src, err := fs.ReadFile(root, "layouts/strings/fr.yaml")
	if err != nil {
		t.Fatal(err)
	}
	words, _ := yaml.ParseData("fr.yaml", src)
	keys := keysOf(nil, &words.Field("text").Value, "")
	if len(keys) < 100 {
		t.Fatalf("only %d texts", len(keys))
	}
	for _, key := range keys {
		if !strings.Contains(source, `"`+key+`"`) && !hasAnyPrefix(key, joined) {
			t.Errorf("nothing uses the text %s: delete it from layouts/strings/*.yaml", key)
		}
	}
	icons, err := fs.ReadDir(root, "assets/icons")
	if err != nil {
		t.Fatal(err)
	}
	for _, icon := range icons {
		name := strings.TrimSuffix(icon.Name(), ".svg")
		if !strings.Contains(source, `icon "`+name+`"`) && !strings.Contains(source, `: "`+name+`"`) { // by kitIcon
			t.Errorf("nothing draws assets/icons/%s: delete it", icon.Name())
		}
	}
}

// keysOf gives the keys of all texts in a mapping, the forms of the plural as one.
func keysOf(keys []string, n *yaml.Node, prefix string) []string {
	for i := range n.Fields {
		key, value := prefix+n.Fields[i].Key, &n.Fields[i].Value
		if value.Kind == yaml.Mapping && value.Field("other") == nil {
			keys = keysOf(keys, value, key+".")
		} else {
			keys = append(keys, key)
		}
	}
	return keys
}

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
