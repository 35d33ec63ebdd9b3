package site

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
)

// TestHostileReferences has texts and data that refer to thousands of things, which are
// there or not, among thousands. Resolving them takes a moment, and few are told.
func TestHostileReferences(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	const n = 10_000
	organizations := many(n, "o%05d: {name: {en: O}, type: union, role: {en: R.}}\n")
	for name, c := range map[string]struct{ body, organizations string }{
		"anchors that are there":     {body: many(n, "# h%05d\n") + many(n, "[a](#h%05d)\n\n")},
		"anchors that are not there": {body: many(n, "# h%05d\n") + many(n, "[a](#x%05d)\n\n")},
		"organizations":              {body: many(n, "[a](org:x%05d)\n\n"), organizations: organizations},
		"organizations that endorse": {organizations: many(n, "o%05d: {name: {en: O}, type: union, role: {en: R.}, endorses: [x]}\n")},
		"files":                      {body: many(n, "[a](x%05d.en.md)\n\n")},
		"images":                     {body: many(n, "![a](../images/x%05d.png)\n\n")},
	} {
		files := fstest.MapFS{
			"content/site.yaml":     {Data: []byte("title: T\nlanguages: [en]\n")},
			"content/pages/a.en.md": {Data: []byte("---\ntitle: A\n---\n" + c.body)},
		}
		if c.organizations != "" {
			files["content/data/organizations.yaml"] = &fstest.MapFile{Data: []byte(c.organizations)}
		}
		for i := range 1000 {
			files[fmt.Sprintf("content/images/y%05d.png", i)] = &fstest.MapFile{}
			files[fmt.Sprintf("content/pages/y%05d.en.md", i)] = &fstest.MapFile{Data: []byte("---\ntitle: A\n---\n")}
		}
		var list diag.List
		golden.Soon(t, 4*time.Second, name, func() { _, list = load(t, files, nil) })
		if len(list) > 3*limit.Faults {
			t.Errorf("%s: %d faults are told", name, len(list))
		}
		t.Log(name, len(list), list.Count(diag.Error), list[:min(len(list), 1)])
	}
}

// TestCutLists has more topics, and more in a file of organizations, than there may be: what
// refers to the last ones is no fault beside the one that says so.
func TestCutLists(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	files := fstest.MapFS{
		"content/site.yaml":               {Data: []byte("title: T\nlanguages: [en]\ntopics:\n" + many(limit.Topics, "  t%d: T\n") + "  last: L\n")},
		"content/data/organizations.yaml": {Data: []byte(many(limit.FileEntries/4, "o%d: {name: {en: O}, type: union, role: {en: R.}, sources: [{title: A}, {title: B}, {title: C}]}\n") + "last: {name: {en: L}, type: union, role: {en: R.}}\n")},
		"content/pages/a.en.md":           {Data: []byte("---\ntitle: A\ntopics: [last]\n---\n[](topic:last), [](topic:none), [](org:last), [](org:none).\n")},
	}
	_, list := load(t, files, nil)
	for _, d := range list {
		if d.Severity == diag.Error && d.Message.Code != "schema.many" && d.Message.Code != "schema.all-entries" {
			t.Error(d.Position, d.Message)
		}
	}
	if n := list.Count(diag.Error); n != 2 {
		t.Errorf("%d errors are told, of two files", n)
	}
}
