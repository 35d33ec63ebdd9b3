package schema

import (
	"testing"

	"tract/internal/diag"
	"tract/internal/yaml"
)

// FuzzDecode holds decoding to this: whatever the text, no panic, every fault has
// a place in the file and a sentence, and what is given is in its form.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"title: x", "name: {fr: a, en: b}", "items:\n- id: a\n  text: b\n  sources: [article:x]", "entries: {a: b}", "source: {title: x}",
		"start: 2025-02-15 13:00\nurl: https://example.org\nalias: /a/b.html", "topics: [[a], {b: c}, '']", "{}", "- - -", "weight: -0.1",
	} {
		f.Add(seed)
	}
	catalog := diag.In("fr")
	f.Fuzz(func(t *testing.T, src string) {
		node, list := yaml.Parse("f", []byte(src), 2)
		c := Context{Language: "fr", Languages: []string{"fr", "en"}, Partial: len(list) > 0}
		r, list := c.Decode(&node, every)
		for _, d := range list {
			if d.File != "f" || d.Line < 1 || d.Column < 1 {
				t.Errorf("a fault without a place: %+v", d)
			}
			_ = catalog.Sentence(d.Message) // panics where there is no sentence
		}
		for _, name := range Names(every) {
			r.Int(name)
			r.Date(name)
			r.Items(name)
			r.Group(name)
		}
		if u := r.Text("url"); u != "" && u[:4] != "http" {
			t.Errorf("url %q", u)
		}
		shared, list := Share([]Record{r, r}, every)
		if len(list) > 0 || string(shared[0].AppendShared(nil, every)) != string(r.AppendShared(nil, every)) {
			t.Errorf("a record differs from itself: %v", list)
		}
	})
}
