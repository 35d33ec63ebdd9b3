//go:build unix

package main

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tract/internal/promise"
)

// astray are values that lead out of the folder that they are put into, on some system,
// or to what is kept there.
var astray = []string{
	"..", "../x", "../../../x", "/../x", "/../../etc/cron.d/x", "a/../../x", "./../x", "..%2f..%2fx", "%2e%2e/x", "%2e%2e%2fx", `..\x`, `..\..\x`, `\\server\share\x`, `C:\x`, "C:/x", "c:x",
	"//evil.example/x", "/x\x00.html", "\x00", "x\n../y", "x\r\nSet-Cookie: a", ".git/config", "/.git/hooks/pre-commit", "/.GIT/config", "/.g\u200cit/config", "/git~1/config",
	"/.tract-manifest", "/.tract-staging/x", "/.tract-lock", "/.nojekyll", "/.htaccess", "$HOME/x", "/con", "/CON.html", "/nul/x", "/com1.html", "/lpt\u00b9", "/a./b", "/a /b", "/a:b", "/a?b", "/a*b",
	"/a|b", "/a<b>", "/e\u0301", "/\u202egnp.html", "/\u2025/x", "/\uff0e\uff0e/x", "/a//b", "/./a", "/a/./b", "file:///etc/passwd", "javascript:alert(1)", "-", "--output=/tmp/x", "x/", "con", "nul", "aux",
}

// addressed puts a value where an address, or a part of one, is made of it.
var addressed = map[string]func(value string) map[string]string{
	"slug":      func(v string) map[string]string { return guideWith("slug: " + v) },
	"aliases":   func(v string) map[string]string { return guideWith("aliases: [" + v + "]") },
	"url":       func(v string) map[string]string { return guideWith("url: " + v) },
	"permalink": func(v string) map[string]string { return guideWith("permalink: " + v) },
	"topics":    func(v string) map[string]string { return guideWith("topics: [" + v + "]") },
	"image":     func(v string) map[string]string { return guideWith("image: " + v + "\nimage_alt: x") },
	"demands":   func(v string) map[string]string { return guideWith("demands: [" + v + "]") },
	"a topic": func(v string) map[string]string {
		return map[string]string{"content/site.yaml": settingsWith("topics:\n  " + v + ":\n    en: Topic")}
	},
	"a language": func(v string) map[string]string {
		return map[string]string{"content/site.yaml": "title: Site\nlanguages: [en, " + v + "]\n"}
	},
	"the domain": func(v string) map[string]string {
		return map[string]string{"content/site.yaml": settingsWith("domain: " + v)}
	},
	"a page of the menu": func(v string) map[string]string {
		return map[string]string{"content/site.yaml": settingsWith("menu: [" + v + "]")}
	},
	"an organization": func(v string) map[string]string {
		return map[string]string{"content/data/organizations.yaml": v + ":\n  name: Somebody\n"}
	},
	"a term": func(v string) map[string]string {
		return map[string]string{"content/data/glossary.yaml": v + ":\n  term: Something\n  text: Else.\n"}
	},
}

func guideWith(field string) map[string]string {
	return map[string]string{"content/guides/g.en.md": "---\ntitle: Guide\nsummary: One.\n" + field + "\n---\nText.\n"}
}

func settingsWith(field string) string {
	return "title: Site\nlanguages: [en]\nwithout: [cards, leaflets, search, offline]\n" + field + "\n"
}

// TestP2NothingLeaves gives hostile values to everything that an address is made of. Each
// is an error, and nothing is written anywhere.
func TestP2NothingLeaves(t *testing.T) {
	base := t.TempDir()
	tried := 0
	for n, field := range slices.Sorted(maps.Keys(addressed)) {
		for i, value := range astray {
			if (i+n)%5 != 0 && !promise.Whole() {
				continue
			}
			tried++
			files := addressed[field](`"` + strings.NewReplacer("\n", `\n`, "\r", `\r`, "\x00", `\0`, `\`, `\\`).Replace(value) + `"`)
			site := map[string]string{"content/site.yaml": settingsWith(""), "content/guides/g.en.md": "---\ntitle: Guide\nsummary: One.\n---\nText.\n"}
			maps.Copy(site, files)
			if err := os.RemoveAll(filepath.Join(base, "a")); err != nil {
				t.Fatal(err)
			}
			for name, text := range site {
				file := filepath.Join(base, "a", "b", "site", name)
				if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
					t.Fatal(err)
				}
			}
			before := listing(t, base)
			code, said := soon(t, []string{"build", "--source", filepath.Join(base, "a", "b", "site"), "--output", filepath.Join(base, "a", "b", "site", "public")})
			after := listing(t, base)
			if code != 1 || !strings.Contains(said, ": error: ") {
				t.Errorf("%s: %q: ended with %d\n%s", field, value, code, said)
			}
			if !maps.Equal(before, after) {
				t.Errorf("%s: %q: something was written: %q", field, value, slices.Sorted(maps.Keys(after)))
			}
		}
	}
	promise.Held(t, tried)
}
