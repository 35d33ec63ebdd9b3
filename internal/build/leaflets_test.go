package build

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/leaflet"
	"tract/internal/site"
)

// printing gives the rich site with leaflets, and without what else takes long.
func printing(t testing.TB, files fstest.MapFS) fstest.MapFS {
	t.Helper()
	settings := string(files["content/site.yaml"].Data)
	return with(files, "content/site.yaml", []byte(strings.Replace(settings, "without: [leaflets]", "without: [search, cards, offline]", 1)))
}

// toPrint gives, of each file to print, its key and all that it is printed from. To print
// it would take long, and adds nothing: the package leaflet takes no other values.
func toPrint(t *testing.T, files fstest.MapFS, o Options) made {
	t.Helper()
	result, list := Build(files, o)
	if list.HasErrors() {
		return nil
	}
	out := made{}
	w := result.works
	w.others()
	for _, p := range w.site.Pages {
		for _, print := range w.site.Prints(p) {
			body, err := p.Document.Whole(files)
			if err != nil {
				t.Fatal(err)
			}
			w.site.Complete(p)
			content := fmt.Sprintf("%#v", *leaflet.PosterOf(w.site.Base, p, w.colours()))
			if print.Kind == site.Leaflet {
				content = fmt.Sprintf("%#v %#v", *leaflet.Of(w.site.Base, p, w.colours()), leaflet.Body(p, body))
			}
			output := w.list[w.index[string(print.Address)]]
			if output.path != print.Address {
				t.Fatalf("nothing is at %s", print.Address)
			}
			out[string(print.Address)] = struct{ key, content string }{output.key(), content}
		}
	}
	return out
}

// unprinted matches edits of what is on no leaflet.
var unprinted = regexp.MustCompile(`content/(articles/.*: (date|checked|topics|stance|image|order|publication|authors|note|method|source|url|language|key_points)|pages/|data/(timeline|alternatives|boycott))`)

// TestPrintKeysAreSound edits a site in every way that there is a field, a file or an
// option for. Whatever is printed otherwise has another key.
func TestPrintKeysAreSound(t *testing.T) {
	files := printing(t, rich(t))
	m := &memory{seen: map[string]memo{}}
	base := toPrint(t, files, Options{Now: now})
	if len(base) < 20 {
		t.Fatalf("%d files to print", len(base))
	}
	m.learn(t, "the site", base)
	for _, e := range slices.Concat(fieldEdits(files), fileEdits(files), namedEdits(t, files), themeEdits(t, files), optionEdits(files)) {
		if unprinted.MatchString(e.name) {
			continue
		}
		if e.options.Now.IsZero() {
			e.options.Now = now
		}
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			m.learn(t, e.name, toPrint(t, e.site, e.options))
		})
	}
}

// TestPrintReach holds edits to the files to print that show what was edited.
func TestPrintReach(t *testing.T) {
	files := printing(t, rich(t))
	base := toPrint(t, files, Options{Now: now})
	for _, c := range []struct{ file, old, new, want string }{
		{"content/guides/picket.fr.md", "Voici comment.", "Voici.", "fr/guides/picket.a4.pdf fr/guides/picket.letter.pdf"},
		{"content/guides/picket.fr.md", "Une heure", "Deux heures", "fr/guides/picket.a4.pdf fr/guides/picket.letter.pdf fr/guides/picket.poster.a4.pdf fr/guides/picket.poster.letter.pdf"},
		{"content/articles/lessons.en.md", "More.", "More and more.", ""},
		{"content/pages/about.fr.md", "Nous.", "Vous.", ""},
		{"content/site.yaml", "menu: [guides, ", "menu: [", ""},
		{"content/data/organizations.yaml", "short: CSN", "short: La CSN", "en/guides/picket.a4.pdf en/guides/picket.letter.pdf fr/guides/leave.a4.pdf fr/guides/leave.letter.pdf fr/guides/picket.a4.pdf fr/guides/picket.letter.pdf"},
	} {
		text := string(files[c.file].Data)
		if !strings.Contains(text, c.old) {
			t.Fatalf("%s has no %q", c.file, c.old)
		}
		var moved []string
		for path, o := range toPrint(t, with(files, c.file, []byte(strings.Replace(text, c.old, c.new, 1))), Options{Now: now}) {
			if o.key != base[path].key {
				moved = append(moved, path)
			}
		}
		slices.Sort(moved)
		if got := strings.Join(moved, " "); got != c.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", c.file, c.new, got, c.want)
		}
	}
	if got := slices.Sorted(maps.Keys(toPrint(t, with(files, "content/site.yaml", []byte(strings.Replace(string(files["content/site.yaml"].Data), "offline]", "offline, leaflets]", 1))), Options{Now: now}))); len(got) > 0 {
		t.Errorf("a site that goes without leaflets has %v", got)
	}
}
