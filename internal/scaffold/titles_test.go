package scaffold

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/filename"
	"tract/internal/promise"
	"tract/internal/yaml"
)

// titles are names that YAML, Markdown, a path or a screen may read as something else.
var titles = []string{
	`Say "no"`, `It's`, `«Non»`, `a "b" 'c'`, `"`, `'`, `"""`, `\`, `\n`, `\u0041`, `C:\Users\x`, "a\nb", "a\r\nb: c", "a\n---\nb", "---", "...", "--- a", "+++", "a: b", "a : b #c", "#a", "# a", "- a", "-", "? a", ": a", "a:",
	"[a]", "[a](b)", "{a: b}", "{{ .Title }}", "{% raw %}", "*a", "&a", "!a", "!!binary x", "|", ">", "|-\n  a", "%a", "@a", "`a`", "~", "null", "true", "no", "yes", "on", "1", "01234", "1e5", "0x10", ".inf", "2026-01-01", "1:30",
	"../x", "../../etc/passwd", "/etc/passwd", "..", ".", "con", "NUL", "a/b", `a\b`, "<script>alert(1)</script>", "<b>a</b>", "a & b", "&lt;", "$(id)", "`id`", "${HOME}", "@TITLE-en@", "@TARGET@", "@TODAY@", "a # first", "first",
	"a\tb", "  a  ", "\u202egnp", "a\u2066b", "a\u2066b\u2069", "a\u200bb", "\ufeffa", "a\x00b", "a\x1b[31mb", "a\u0085b", "a\u2028b", "\U000e0041a", "a\u200db", "👩\u200d🚒", "حملتنا", "e\u0301", "\u00e9", "a\xffb", strings.Repeat("a", 200), strings.Repeat("a", 201), strings.Repeat("🙂", 100), "",
}

// TestP8Titles begins a site under each name. It is refused, or the site's settings and
// data say that name and nothing else, and all files are the site's own.
func TestP8Titles(t *testing.T) {
	tried, kept := 0, 0
	usual := (&Answers{Languages: []string{"en"}}).Files("en", day)
	for _, title := range titles {
		for _, name := range []string{AskName, AskTarget} {
			tried++
			a := &Answers{Languages: []string{"en"}}
			want := strings.TrimSpace(oneLine.Replace(title))
			if p := a.Answer(Question{Name: name, Language: "en"}, title); p != nil {
				continue
			}
			kept++
			files := a.Files("en", day)
			if len(files) != len(usual) {
				t.Errorf("%q: %d files, want %d", title, len(files), len(usual))
			}
			site := fstest.MapFS{}
			for i, f := range files {
				if f.Path != usual[i].Path || filename.CheckPath(f.Path) != "" {
					t.Errorf("%q: the file %q", title, f.Path)
				}
				site[f.Path] = &fstest.MapFile{Data: f.Content}
				switch {
				case strings.HasSuffix(f.Path, ".yaml"):
					_, faults := yaml.ParseData(f.Path, f.Content)
					sound(t, title, faults)
				case strings.HasPrefix(f.Path, "content/") && strings.HasSuffix(f.Path, ".md"):
					if front, _, ok := strings.Cut(strings.TrimPrefix(string(f.Content), "---\n"), "\n---\n"); !ok {
						t.Errorf("%q: %s has no end of its fields", title, f.Path)
					} else {
						_, faults := yaml.Parse(f.Path, []byte(front), 2)
						sound(t, title, faults)
					}
				}
			}
			settings, faults := config.Load(site)
			sound(t, title, faults)
			if got := settings.Title["en"]; name == AskName && want != "" && got != want {
				t.Errorf("%q is called %q", title, got)
			}
			read, faults := content.Load(site, settings, nil, content.Options{})
			sound(t, title, faults)
			if name == AskTarget && want != "" && !slices.ContainsFunc(read.Data.Organizations, func(o content.Organization) bool { return o.Key == a.targetKey() && o.Name["en"] == want }) {
				t.Errorf("%q is no organization", title)
			}
		}
	}
	if kept < tried/2 {
		t.Errorf("only %d of %d were taken", kept, tried)
	}
	promise.Held(t, tried)
}

func sound(t *testing.T, title string, faults diag.List) {
	t.Helper()
	if faults.HasErrors() {
		t.Errorf("%q: %v", title, faults)
	}
}

// TestP8Keys begins a page under each of these names: it is refused, or its files are
// new and stand in the content.
func TestP8Keys(t *testing.T) {
	tried := 0
	for _, key := range append(slices.Clone(titles), "a", "leave-prime", "a.fr", "a/../b", "guides/a", "A", "é", "a_b", "a--b", "-a", "com1") {
		tried++
		dir := t.TempDir()
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		settings := []byte("title: Site\nlanguages: [en, fr]\n")
		if err := errors.Join(root.Mkdir("content", 0o755), root.WriteFile("content/site.yaml", settings, 0o644)); err != nil {
			t.Fatal(err)
		}
		if CheckKey(key) != nil {
			continue
		}
		kind, _ := KindNamed("guide")
		page := Page{Kind: kind, Key: key, UI: "en", Day: day}
		files, problem := page.Files(root.FS())
		if problem != nil {
			t.Errorf("%q: %v", key, problem)
			continue
		}
		for _, f := range files {
			if path := filepath.ToSlash(filepath.Dir(f.Path)); path != "content/guides" || filename.CheckPath(f.Path) != "" {
				t.Errorf("%q: %q", key, f.Path)
			}
		}
		if err := Add(root, files); err != nil {
			t.Errorf("%q: %v", key, err)
		}
		written, _ := fs.ReadFile(root.FS(), files[0].Path)
		if err := Add(root, []File{{files[0].Path, []byte("other")}}); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%q was written over: %v", key, err)
		}
		if now, _ := fs.ReadFile(root.FS(), files[0].Path); string(now) != string(written) || len(now) == 0 {
			t.Errorf("%q is another file now", key)
		}
		if _, problem := page.Files(root.FS()); problem == nil {
			t.Errorf("%q can be begun twice", key)
		}
	}
	promise.Held(t, tried)
}
