package importer

import (
	"encoding/json"
	"path"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/filename"
	"tract/internal/promise"
	"tract/internal/yaml"
)

// TestP8ImportedTitles imports texts under names that YAML, Markdown or a path may read as
// something else: each is the title that is read back, without what nobody sees, in a
// file of its own in the content, and none is written over.
func TestP8ImportedTitles(t *testing.T) {
	titles := []string{
		`Say "no"`, `It's`, `«Non»`, `a "b" 'c'`, `"`, `'`, `\`, `\n`, `\u0041`, `C:\Users\x`, "---", "...", "--- a", "+++", "a: b", "a : b #c", "#a", "# a", "- a", "-", "? a", ": a", "a:", "[a]", "[a](b)", "{a: b}",
		"*a", "&a", "!a", "!!binary x", "|", ">", "%a", "@a", "`a`", "~", "null", "true", "no", "yes", "1", "01234", "1e5", "0x10", ".inf", "2026-01-01", "1:30", "../x", "../../etc/passwd", "/etc/passwd", "..", ".", "con", "NUL",
		"a/b", `a\b`, "<script>alert(1)</script>", "<b>a</b>", "a & b", "&lt;", "$(id)", "${HOME}", "حملتنا", "\u00e9", "a", "A", "a.", "aux.fr", strings.Repeat("a", 190),
	}
	tried := 0
	files := []txtar.File{{Name: "content/site.yaml", Data: []byte("title: Site\nlanguages: [en]\n")}, {Name: "content/pages/a.en.md", Data: []byte("---\ntitle: A\n---\nOurs.\n")}}
	for i, title := range titles {
		quoted, err := json.Marshal(title)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, txtar.File{Name: "old/content/" + strings.Repeat("x", i+1) + ".md", Data: []byte("---\ntitle: " + string(quoted) + "\nslug: " + string(quoted) + "\n---\nText " + strings.Repeat("x", i+1) + ".\n")})
	}
	seen, given := map[string]bool{"content/pages/a.en.md": true}, map[string]int{}
	for _, f := range importArchive(t, "hugo", files).Files {
		tried++
		if path.Dir(path.Dir(f.Path)) != "content" || filename.CheckPath(f.Path) != "" || seen[filename.Fold(f.Path)] {
			t.Errorf("a text was put into %q", f.Path)
		}
		seen[filename.Fold(f.Path)] = true
		front, _, ok := strings.Cut(strings.TrimPrefix(string(f.Data), "---\n"), "\n---\n")
		node, faults := yaml.Parse(f.Path, []byte(front), 2)
		if !ok || faults.HasErrors() {
			t.Errorf("%s: %v\n%s", f.Path, faults, f.Data)
			continue
		}
		if title := node.Field("title"); title != nil {
			given[title.Value.Value]++
		}
	}
	for _, title := range titles {
		if given[title] != 1 {
			t.Errorf("%q is the title of %d texts", title, given[title])
		}
	}
	if len(seen) != len(titles)+1 {
		t.Errorf("%d texts came of %d", len(seen)-1, len(titles))
	}
	promise.Held(t, tried)
}
