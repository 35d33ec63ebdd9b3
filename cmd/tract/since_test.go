package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/promise"
)

// TestX14NewHosts lists the sites that a change leads to, wherever it does, and none that
// the content led to before, in another way or on another page.
func TestX14NewHosts(t *testing.T) {
	dir, write, git := repositoryOf(t, "A", "a@example.org")
	check := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		var out, said bytes.Buffer
		if code := run(t.Context(), append([]string{"check", "--source", dir, "--now", "2026-01-01"}, args...), func(string) string { return "" }, &out, &said); code != want {
			t.Errorf("%q: %d, %s", args, code, said.String())
		}
		return out.String(), said.String()
	}
	if _, said := check(2, "--since", "HEAD"); !strings.Contains(said, "no git repository") {
		t.Error(said)
	}
	page := func(body string) string { return "---\ntitle: Un\n---\n" + body + "\n" }
	write("content/site.yaml", "title: x\nlanguages: [fr]\nbase_url: https://nous.example.org/\n")
	write("content/pages/un.fr.md", page("[a](https://connu.example/a) et `https://code.example/`, https://www.autre.example/"))
	write("content/guides/vieux.fr.md", "---\ntitle: Vieux\nsummary: x\n---\n1. [b](https://VIEUX.example)\n")
	git("init", "-q")
	git("add", "-A")
	git("commit", "-q", "-m", "x")
	if out, said := check(0, "--since", "HEAD"); out != "" || !strings.Contains(said, "no site that nothing led to before") {
		t.Errorf("%q %q", out, said)
	}
	for _, bad := range []string{"none", "--all", "HEAD~5", "-h", "HEAD:content", ""} {
		if _, said := check(2, "--since="+bad); !strings.Contains(said, "git knows no commit") {
			t.Errorf("%q: %s", bad, said)
		}
	}
	if err := os.Remove(filepath.Join(dir, "content/guides/vieux.fr.md")); err != nil {
		t.Fatal(err)
	}
	// Each line of these leads somewhere; those with «neuf» in it are to be told.
	write("content/site.yaml", "title: x\nlanguages: [fr]\nbase_url: https://nous.example.org/\nrepository: https://neuf0.example/x\n")
	write("content/pages/deux.fr.md", "---\ntitle: Deux\nsources:\n  - {title: A, url: \"https://neuf1.example/\"}\n  - {title: B, url: HTTPS://neuf10.example/}\n  - {title: C, url: \"\\x68ttps:\\/\\/neuf11.example/\"}\n---\n"+`
[a](https://connu.example/b?c) et [b](https://vieux.example), https://autre.example

[c](https://neuf2.example/), <https://neuf3.example>, https://neuf4.example/a. [d][r], ![x](../images/x.png)

[e](https://code.example/) [f](https://sub.connu.example/neuf) [g](https://connu.example:8443/) [h](https://neuf2.example/b) [i](//neuf9.example)

[r]: <https://&#110;euf5.example>

`+"```post\nVoir neuf6.example/a et https://neuf7.example, HTTP://NEUF12.example ou www.neuf13.example.\n```\n")
	write("content/data/alternatives.yaml", "needs:\n  - id: a\n    need: Livres\n    options:\n      - name: B\n        link: https://neuf8.example/\n        checked: 2025-11-21\n      - name: C\n        link: \"https:\\u002f\\u002fneuf14.example/\"\n        checked: 2025-11-21\n")
	git("add", "-A")
	git("commit", "-q", "-m", "y")
	wanted := []string{"neuf0", "neuf1.", "neuf2", "neuf3", "neuf4", "neuf5", "neuf6", "neuf7", "neuf8.", "neuf10", "neuf11", "neuf12", "neuf13", "neuf14", "code", "sub.connu", "connu.example:8443"}
	tried := 0
	for _, format := range []string{"text", "json", "github"} {
		for _, language := range []string{"en", "fr"} {
			out, _ := check(0, "--since", "HEAD^1", "--format", format, "--ui", language)
			for _, host := range wanted {
				if !strings.Contains(out, host) {
					t.Errorf("%s is not in\n%s", host, out)
				}
				tried++
			}
			if n := strings.Count(out, "review.new-host"); format != "text" && n != len(wanted) || strings.Contains(out, "vieux") || strings.Contains(out, "autre.example") || strings.Contains(out, "neuf9") {
				t.Errorf("%d are told:\n%s", n, out)
			}
			if place := map[string]string{"text": "content/pages/deux.fr.md:4:", "github": "::notice file=content/pages/deux.fr.md,line=4,", "json": `"line": 4`}[format]; !strings.Contains(out, place) {
				t.Errorf("%s is not in\n%s", place, out)
			}
		}
	}
	promise.Held(t, tried)
}

// repositoryOf begins a site in a folder, and gives what writes a file there, and what runs
// git there as somebody.
func repositoryOf(t *testing.T, name, mail string) (dir string, write func(name, text string), git func(args ...string)) {
	t.Helper()
	dir = t.TempDir()
	write = func(name, text string) {
		t.Helper()
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	git = func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=" + name, "-c", "user.email=" + mail, "-c", "commit.gpgsign=false", "-c", "core.hooksPath="}, args...)...)
		c.Dir, c.Env = dir, append(c.Environ(), "GIT_CONFIG_NOSYSTEM=1", "HOME="+dir)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	return dir, write, git
}
