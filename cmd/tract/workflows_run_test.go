package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestGitHubPages runs what publishes a site: for somebody's own site, a folder of it, and
// a domain.
func TestGitHubPages(t *testing.T) {
	for _, address := range []string{"https://groupe.github.io", "https://groupe.github.io/site", "https://campagne.example.org"} {
		m := newMachine(t, begin(t, "--program", "groupe/tract"))
		standIn(t, filepath.Join(m.dir, ".program"))
		if strings.HasSuffix(address, "example.org") {
			m.replace("content/site.yaml", `domain: ""`, "domain: campagne.example.org")
		}
		m.given["steps.pages.outputs.base_url"] = address
		m.strange()
		m.must(".github/workflows/pages.yml", "build")
		m.gone()
		m.holds("public/fr/index.html", `"`+address+`/fr/"`)
		if strings.HasSuffix(address, "example.org") {
			m.holds("public/CNAME", "campagne.example.org\n")
		}
		if _, err := os.Stat(filepath.Join(m.env["RUNNER_TEMP"], "program", "tract")); err != nil {
			t.Errorf("the program was not built: %v", err)
		}
		if entries, err := os.ReadDir(filepath.Join(m.dir, ".tract")); err != nil || len(entries) == 0 {
			t.Errorf("nothing is there to keep: %v", err)
		}
	}
}

// TestGitHubWithoutPages holds a repository that may not publish yet to a sentence that
// says so, before anything is built.
func TestGitHubWithoutPages(t *testing.T) {
	m := newMachine(t, begin(t))
	asked := false
	steps := readWorkflow(t, filepath.Join(m.dir, ".github/workflows/pages.yml")).at("jobs", "build", "steps").Items
	for i := range steps {
		step := &steps[i]
		if at(step, "id").Value == "pages" {
			asked = true
		}
		if at(step, "if").Value == withoutPages {
			if err := m.step(step); err != nil || !asked || strings.Count(m.said.String(), "::error title=GitHub Pages::") != 2 {
				t.Errorf("%v: %s", err, m.said.String())
			}
			return
		}
		if local.MatchString(at(step, "uses").Value) {
			break
		}
	}
	t.Error("nothing says what is missing before the program is built")
}

// TestGitHubCheck runs what reads a proposal: one that is well, but for a translation that
// is behind, and one with a fault.
func TestGitHubCheck(t *testing.T) {
	m := newMachine(t, begin(t, "--program", "groupe/tract"))
	standIn(t, filepath.Join(m.dir, ".program"))
	m.git("init -q .")
	m.git("add .")
	m.git("commit -q -m one")
	m.replace("content/guides/example.fr.md", "\n## ", "\nUne phrase de plus.\n\n## ")
	m.git("commit -q -a -m two")
	m.strange()
	m.must(".github/workflows/check.yml", "content")
	m.gone()
	m.holds("status.txt", "guides/example")
	m.holds("public/fr/index.html", "</html>")
	summary, err := os.ReadFile(m.env["GITHUB_STEP_SUMMARY"])
	if err != nil || !strings.Contains(string(summary), "| `guides/example` |") || !strings.Contains(string(summary), "Une phrase de plus.") {
		t.Errorf("the summary: %v\n%s", err, summary)
	}
	m.replace("content/guides/example.fr.md", "slug:", "slog: x\nslug:")
	m.said.Reset()
	err = m.job(readWorkflow(t, filepath.Join(m.dir, ".github/workflows/check.yml")).at("jobs", "content"))
	if err == nil || !strings.Contains(m.said.String(), "::error file=content/guides/example.fr.md,line=") || !strings.Contains(m.said.String(), "champ") {
		t.Errorf("a fault: %v\n%s", err, m.said.String())
	}
}

// TestGitHubLinks runs what asks other sites: of a new site nobody, since its links are
// examples; then of one whose link is no business of anybody, and that has a fault.
func TestGitHubLinks(t *testing.T) {
	m := newMachine(t, begin(t, "--program", "groupe/tract"))
	standIn(t, filepath.Join(m.dir, ".program"))
	m.must(".github/workflows/links.yml", "external")
	m.replace("content/guides/example.fr.md", "\n## ", "\nVoyez [ici](http://127.0.0.1:9/).\n\n## ")
	err := m.job(readWorkflow(t, filepath.Join(m.dir, ".github/workflows/links.yml")).at("jobs", "external"))
	summary, read := os.ReadFile(m.env["GITHUB_STEP_SUMMARY"])
	if err == nil || read != nil || !strings.Contains(string(summary), "adresses demandées, 0;") || !strings.Contains(string(summary), "réseau privé (vérifié le 22 novembre 2026)") {
		t.Errorf("%v, %v\n%s\n%s", err, read, summary, m.said.String())
	}
	for line := range strings.Lines(string(summary)) {
		if !strings.HasPrefix(line, "    ") {
			t.Errorf("a line is no code: %q", line)
		}
	}
	if entries, err := os.ReadDir(filepath.Join(m.dir, ".tract")); err != nil || len(entries) == 0 {
		t.Errorf("nothing is there to keep: %v", err)
	}
}

// answering is a program gh: it says what the test gives for an address, and notes what
// it is asked to write.
const answering = `#!/bin/bash
for a in "$@"; do case $a in repos/*) address=${a%%\?*}; esac; done
echo "$*" >> "$ANSWERS/asked"
while [ $# -gt 0 ]; do if [ "$1" = --input ]; then cp "$2" "$ANSWERS/written"; fi; shift; done
cat "$ANSWERS/${address//\//_}" 2>/dev/null || echo '{}'
`

// TestComment runs what comments on a proposal, whose text is hostile, with a gh that
// only says what the test gives.
func TestComment(t *testing.T) {
	hostile := "guides/x  en retard\n\r</code>\n```\n<!-- x -->\u0007 @everybody ![](https://evil.example/p.png)\n" + strings.Repeat("é\n", 90_000)
	for _, c := range []struct {
		name, pulls, artifacts, comments string
		method                           string // of what is written; "" for nothing
	}{
		{"first", `[{"number": 4, "head": {"sha": "other"}}, {"number": 7, "head": {"sha": "abc"}}]`, `{"artifacts": [{"id": 9, "size_in_bytes": 500}]}`, `[]`, "POST repos/groupe/site/issues/7/comments"},
		{"again", `[{"number": 7, "head": {"sha": "abc"}}]`, `{"artifacts": [{"id": 9, "size_in_bytes": 500}]}`, `[{"id": 1, "user": {"login": "x"}, "body": "<!-- tract status -->"}][{"id": 2, "user": {"login": "github-actions[bot]"}, "body": "<!-- tract status -->\nold"}]`, "PATCH repos/groupe/site/issues/comments/2"},
		{"changed since", `[{"number": 7, "head": {"sha": "newer"}}]`, `{"artifacts": [{"id": 9, "size_in_bytes": 500}]}`, `[]`, ""},
		{"too large", `[{"number": 7, "head": {"sha": "abc"}}]`, `{"artifacts": [{"id": 9, "size_in_bytes": 5000000}]}`, `[]`, ""},
		{"larger than it says", `[{"number": 7, "head": {"sha": "abc"}}]`, `{"artifacts": [{"id": 9, "size_in_bytes": 500}]}`, `[]`, ""},
		{"no text", `[{"number": 7, "head": {"sha": "abc"}}]`, `{"artifacts": []}`, `[]`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMachine(t, begin(t))
			bin, answers := t.TempDir(), t.TempDir()
			writeExamples(t, answers, []example{
				{"repos_groupe_site_pulls", c.pulls},
				{"repos_groupe_site_actions_runs_3_artifacts", c.artifacts},
				{"repos_groupe_site_actions_artifacts_9_zip", zipped(t, "status.txt", hostile)},
				{"repos_groupe_site_issues_7_comments", c.comments},
			})
			if err := os.WriteFile(filepath.Join(bin, "gh"), []byte(answering), 0o777); err != nil {
				t.Fatal(err)
			}
			m.env["PATH"], m.env["ANSWERS"] = bin+string(filepath.ListSeparator)+m.env["PATH"], answers
			m.given = map[string]string{
				"github.token": "t", "github.repository": "groupe/site", "github.event.workflow_run.id": "3", "github.event.workflow_run.head_sha": "abc",
				"github.event.workflow_run.head_repository.owner.login": "x", "github.event.workflow_run.head_branch": "$(touch pwned)`touch pwned`",
			}
			if c.name == "larger than it says" {
				large := []byte(zipped(t, "status.txt", hostile) + strings.Repeat("x", 1<<20))
				if err := os.WriteFile(filepath.Join(answers, "repos_groupe_site_actions_artifacts_9_zip"), large, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			err := m.job(readWorkflow(t, filepath.Join(m.dir, ".github/workflows/comment.yml")).at("jobs", "status"))
			if (err != nil) != (c.name == "larger than it says") {
				t.Fatalf("%v\n%s", err, m.said.String())
			}
			asked, err := os.ReadFile(filepath.Join(answers, "asked"))
			if err != nil || c.method != "" && !strings.Contains(string(asked), "--method "+c.method+" ") || c.method == "" && strings.Contains(string(asked), "--input") {
				t.Fatalf("%v\n%s", err, asked)
			}
			if _, err := os.Stat(filepath.Join(m.dir, "pwned")); err == nil {
				t.Error("the name of a branch was executed")
			}
			if c.method != "" {
				harmless(t, filepath.Join(answers, "written"))
			}
		})
	}
}

// harmless reads a comment: below its first lines each is code.
func harmless(t *testing.T, file string) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var comment map[string]string
	if err := json.Unmarshal(src, &comment); err != nil || len(comment) != 1 {
		t.Fatalf("%v: %.200s", err, src)
	}
	head, text, _ := strings.Cut(comment["body"], "\n\n")
	if head != "<!-- tract status -->\n**Nouveaux sites et traductions · New sites and translations** (`tract check --since`, `tract status`)" || !strings.Contains(text, "guides/x  en retard") || len(comment["body"]) > 65_000 {
		t.Errorf("%d bytes: %.300q", len(comment["body"]), comment["body"])
	}
	for line := range strings.Lines(text) {
		if rest := strings.TrimLeft(line, " "); len(line)-len(rest) < 4 && rest != "" || strings.ContainsAny(line, "\r\a") {
			t.Fatalf("a line is no code: %q", line)
		}
	}
}

func zipped(t *testing.T, name, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestOurWorkflows runs the ones of this repository, with its sources and a site that has
// just begun: ours takes long to make, and make test checks it.
func TestOurWorkflows(t *testing.T) {
	m := newMachine(t, begin(t, "--forge", "none"))
	for _, name := range []string{"cmd", "internal", "layouts", "assets", ".github"} {
		if err := os.CopyFS(filepath.Join(m.dir, name), os.DirFS(filepath.Join("../..", name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"Makefile", "go.mod", "go.sum"} {
		src, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil || os.WriteFile(filepath.Join(m.dir, name), src, 0o666) != nil {
			t.Fatal(err)
		}
	}
	m.given["steps.pages.outputs.base_url"] = "https://groupe.github.io/site"
	m.must(".github/workflows/check.yml", "content")
	m.holds("status.txt", "à jour")
	m.must(".github/workflows/pages.yml", "build")
	m.holds("public/fr/index.html", `"https://groupe.github.io/site/fr/"`)
	if path, err := exec.LookPath(filepath.Join(m.dir, "bin", "tract")); err != nil || !strings.HasPrefix(m.env["PATH"], filepath.Dir(path)) {
		t.Errorf("the program was not built, or nobody would find it: %v", err)
	}
}
