package build

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tract/internal/browser"
	"tract/internal/locale"
	"tract/internal/promise"
	"tract/internal/schema"
)

// browserNames gives the names of all that window, document, forms and bodies have.
const browserNames = `(() => {
	const names = new Set();
	for (const start of [window, document, document.createElement("form"), document.body]) {
		for (let o = start; o; o = Object.getPrototypeOf(o)) Object.getOwnPropertyNames(o).forEach((n) => names.add(n));
	}
	return [...names];
})()`

// clobbered gives the names whose meaning elements with ids and names change.
const clobbered = `((names, ids) => {
	const read = (o, n) => { try { return o[n]; } catch { return undefined; } };
	const before = names.map((n) => [read(window, n), read(document, n)]);
	for (const id of ids) for (const tag of ["form", "img"]) { // these stand in for names of both
		const e = document.createElement(tag);
		e.id = id;
		document.body.append(e);
	}
	const element = (v) => v instanceof Element || v instanceof HTMLCollection && v !== document.all;
	const changed = names.filter((n, i) => [read(window, n), read(document, n)].some((v, k) => v !== before[i][k] && element(v) && !element(before[i][k])));
	document.body.replaceChildren();
	return changed;
})`

// TestX5Clobbering calls headings, footnotes and entries of data after all that a browser
// has names for. No id on the pages is one of these names, and in a browser none stands in
// for what has it.
func TestX5Clobbering(t *testing.T) {
	page := browser.Start(t).Open(t, 800, 600)
	names := browser.Eval[[]string](page, browserNames)
	for _, want := range []string{"location", "cookie", "forms", "body", "getElementById", "__proto__", "constructor", "action", "innerHTML"} {
		if !slices.Contains(names, want) {
			t.Errorf("the browser has no name %s, of %d", want, len(names))
		}
	}
	ids := idsOf(t, names)
	for _, id := range ids {
		if slices.Contains(names, id) {
			t.Errorf("the id %q is a name that the browser has", id)
		}
	}
	if found := browser.Eval[[]string](page, fmt.Sprintf("%s(%s, %s)", clobbered, list(names), list(ids))); len(found) > 0 {
		t.Errorf("%q are clobbered", found)
	}
	if found := browser.Eval[[]string](page, fmt.Sprintf("%s(%s, %s)", clobbered, list(names), list([]string{"cookie", "tract"}))); !slices.Contains(found, "cookie") {
		t.Errorf("the test does not see what is clobbered, only %q", found)
	}
	t.Logf("%d names, %d ids", len(names), len(ids))
	promise.Held(t, len(names)/500*500) // browsers have some more each year
}

func list(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = quote(n)
	}
	return "[" + strings.Join(quoted, ",") + "]"
}

// idsOf gives the ids of all pages of a site that has the names wherever names become ids.
func idsOf(t *testing.T, names []string) (ids []string) {
	t.Helper()
	s := newHostileSite(t, "x")
	add := func(c carrier, n int, text string) {
		s.docs = append(s.docs, placed{at: c.place(n), text: c.with(text, n), tried: text})
	}
	var text strings.Builder
	for i, name := range names {
		fmt.Fprintf(&text, "## %s\n\n", name)
		if i < 400 {
			fmt.Fprintf(&text, "a[^%s]\n\n[^%s]: b\n\n", name, name)
		}
	}
	add(carrier{body: "%s"}, 0, text.String())
	add(carrier{file: "guides", body: "%s\n\n1. a\n2. b"}, 2, text.String())
	var items []string
	keys := map[string]bool{"group": true, "jobs": true, "word": true, "first": true}
	for _, name := range names {
		key := locale.Slug(name)
		if !schema.IsKey(key) || len(key) > 40 || keys[key] {
			continue
		}
		keys[key] = true
		for _, c := range carriers {
			if strings.HasSuffix(c.file, ".yaml") && strings.Contains(c.body, "k%d") && c.name != "link of an organization" {
				c.body = strings.ReplaceAll(c.body, "k%d", key)
				add(c, 0, "x")
			}
		}
		if items = append(items, "{id: "+key+", text: x}"); len(items) == 100 {
			add(carrier{file: "demands", front: "by: group\ndemands: [" + strings.Join(items, ", ") + "]", body: "x"}, 2*len(keys), "")
			items = nil
		}
	}
	r := s.build(t)
	for _, d := range s.docs {
		if d.refused {
			t.Errorf("%s: %q is refused", d.at, d.tried)
		}
	}
	for _, p := range r.Site.Pages {
		var b bytes.Buffer
		if err := r.works.page(p).make(&b); err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(&b)
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if name := attribute(n, "name"); name != "" && n.Data != "meta" {
				t.Errorf("%s: <%s> has the name %q", p.Address, n.Data, name)
			}
			ids = append(ids, attribute(n, "id"))
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return ids[1:] // without that of what has none
}
