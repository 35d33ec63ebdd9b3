package schema

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tract/internal/diag"
	"tract/internal/golden"
)

func pair(t *testing.T, fr, en string) (a, b Record) {
	t.Helper()
	a, list := decode(t, "x.fr.md", fr)
	b, more := decode(t, "x.en.md", en)
	if list.Add(more); len(list) > 0 {
		t.Fatal(golden.Printed(t, "en", list))
	}
	return a, b
}

func TestShare(t *testing.T) {
	fr, en := pair(t,
		"title: t\nminutes: 5\ntopics: [a, b]\nitems:\n- {id: one, text: Un, status: won}\n- {id: two, text: Deux}",
		"title: t\ndraft: true\nminutes: 5\nitems:\n- {id: two, text: Two, status: open, sources: [article:x]}\n- {id: one, text: One}")
	before := cmp.Diff(fr.Refs("topics"), en.Refs("topics"))
	shared, list := Share([]Record{fr, en}, every)
	if len(list) > 0 {
		t.Fatal(golden.Printed(t, "en", list))
	}
	for i, r := range shared {
		if r.Int("minutes") != 5 || !r.Bool("draft") || len(r.Refs("topics")) != 2 {
			t.Errorf("record %d lacks shared fields", i)
		}
		for _, item := range r.Items("items") {
			want := map[string]string{"one": "won", "two": "open"}[item.Text("id")]
			if got := item.Text("status"); got != want {
				t.Errorf("record %d, item %s: status %q, want %q", i, item.Text("id"), got, want)
			}
		}
	}
	if got := shared[0].Items("items")[1]; got.Text("text") != "Deux" || len(got.Items("sources")) != 1 {
		t.Errorf("the French item has lost its text or gained no source")
	}
	if got := shared[1].Pos("topics"); got != (diag.Position{File: "x.fr.md", Line: 3, Column: 9}) {
		t.Errorf("position of a shared value: %v", got)
	}
	if item := fr.Items("items")[1]; item.Has("status") || fr.Has("draft") || cmp.Diff(fr.Refs("topics"), en.Refs("topics")) != before {
		t.Error("sharing has changed the records that it took")
	}
}

func TestShareDiffers(t *testing.T) {
	fr, en := pair(t,
		"title: t\nminutes: 5\ntopics: [a, b]\nitems:\n- {id: one, text: Un, status: won}",
		"title: u\nminutes: 6\ntopics: [b, a]\nitems:\n- {id: one, text: One, status: open}")
	_, list := Share([]Record{fr, en}, every)
	want := `x.en.md:2:10: error: "minutes" is not the same as at x.fr.md:2:10, yet it holds for every language
hint: correct one of the two, or leave the field out of one of the files
x.en.md:3:9: error: "topics" is not the same as at x.fr.md:3:9, yet it holds for every language
hint: correct one of the two, or leave the field out of one of the files
x.en.md:5:32: error: "status" is not the same as at x.fr.md:5:31, yet it holds for every language
hint: correct one of the two, or leave the field out of one of the files`
	if diff := cmp.Diff(want, lines(t, "en", list)); diff != "" {
		t.Error(diff)
	}
}

func TestShareMisspeltItem(t *testing.T) {
	fr, en := pair(t,
		"title: t\nitems:\n- {id: labour-law, text: Un}\n- {id: stay, text: Rester}",
		"title: t\nitems:\n- {id: labor-law, text: One}\n- {id: stay, text: Stay}")
	_, list := Share([]Record{fr, en}, every)
	want := `x.en.md:3:8: avertissement : l’élément "labor-law" n’existe que dans cette langue, et celui qui se trouve à x.fr.md:3:8 que dans l’autre
piste : vouliez-vous dire "labour-law"?`
	if diff := cmp.Diff(strings.ReplaceAll(want, " : ", "\u00a0: "), lines(t, "fr", list)); diff != "" {
		t.Error(diff)
	}
}

func TestShareUntranslatedItem(t *testing.T) {
	fr, en := pair(t,
		"title: t\nitems:\n- {id: un, text: Un}\n- {id: deux, text: Deux}",
		"title: t\nitems:\n- {id: un, text: One}\n- {id: trois, text: Three}")
	_, list := Share([]Record{fr, en}, every)
	want := `x.en.md:4:8: warning: the item "trois" is missing in x.fr.md
hint: translate it there under the same id, or take it out here
x.fr.md:4:8: warning: the item "deux" is missing in x.en.md
hint: translate it there under the same id, or take it out here`
	if diff := cmp.Diff(want, lines(t, "en", list.Sorted())); diff != "" {
		t.Error(diff)
	}
	en.partial = true
	if _, list := Share([]Record{fr, en}, every); len(list) > 0 {
		t.Errorf("a file that was not read whole is said to lack items: %v", list)
	}
}

func TestComplete(t *testing.T) {
	fields := []Field{{Name: "title", Type: Text, Required: true}, {Name: "start", Type: DateTime, Required: true, Shared: true}}
	fr, en := pair(t, "title: t", "title: t\nstart: 2025-02-15")
	if list := Complete([]Record{fr}, fields); lines(t, "en", list) != "x.fr.md:1:1: error: the field \"start\" is missing" {
		t.Error(golden.Printed(t, "en", list))
	}
	shared, _ := Share([]Record{fr, en}, fields)
	if list := Complete(shared, fields); len(list) > 0 {
		t.Error(golden.Printed(t, "en", list))
	}
}

func TestAppendShared(t *testing.T) {
	a, b := pair(t, "title: t\nminutes: 5\ndraft: true\ntopics: [a, b]", "title: other\ndraft: true\ntopics: [a, b]\nminutes: 5")
	c, d := pair(t, "title: t\nminutes: 5\ndraft: true\ntopics: [ab]", "title: t\nitems: [{id: x, text: y, status: won}]")
	if string(a.AppendShared(nil, every)) != string(b.AppendShared(nil, every)) {
		t.Error("the order and the fields of a language count")
	}
	if string(a.AppendShared(nil, every)) == string(c.AppendShared(nil, every)) {
		t.Error("two lists are taken for one")
	}
	if len(d.AppendShared(nil, every)) == 0 {
		t.Error("shared fields of items are left out")
	}
}
