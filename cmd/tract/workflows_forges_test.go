package main

import (
	"archive/tar"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/yaml"
)

// TestForgejo runs what publishes and, once, what reads a proposal and asks other sites,
// with bare repositories in the place of Codeberg and a server in that of Codeberg Pages.
func TestForgejo(t *testing.T) {
	for i, c := range []struct{ repository, domain, variable, to, host, address string }{
		{"Groupe/site", "", "", "/site/", "groupe.codeberg.page", "https://groupe.codeberg.page/site/fr/"},
		{"Groupe/pages", "", "", "/", "groupe.codeberg.page", "https://groupe.codeberg.page/fr/"},
		{"Groupe/site", "campagne.example.org", "", "/", "campagne.example.org", "https://campagne.example.org/fr/"},
		{"Groupe/site", "", "https://pages.example.org/x/", "/x/", "pages.example.org", "https://pages.example.org/x/fr/"},
	} {
		m, _ := pushed(t, c.repository, c.domain, "--forge", "forgejo")
		if i == 0 {
			m.env["GITHUB_REF"] = "refs/pull/1/head"
			m.must(".forgejo/workflows/check.yml", "content")
			if !strings.Contains(m.said.String(), "tout est en ordre") {
				t.Errorf("the check says: %s", m.said.String())
			}
			m.dir = t.TempDir()
			m.must(".forgejo/workflows/links.yml", "external")
			if !strings.Contains(m.said.String(), "adresses demandées, 0;") {
				t.Errorf("the check of links says: %s", m.said.String())
			}
			m.dir = t.TempDir()
		}
		got := pagesServer(t, m)
		m.env["GITHUB_REF"], m.given["vars.BASE_URL"] = "refs/heads/main", c.variable
		m.strange()
		m.must(".forgejo/workflows/pages.yml", "pages")
		m.gone()
		page, ok := got.files["./fr/index.html"]
		if got.request != "PUT "+c.host+c.to || !ok || !strings.Contains(page, `"`+c.address+`"`) || strings.Contains(m.said.String(), "the-token") {
			t.Errorf("%s %s: %s, %d files\n%s", c.repository, c.domain, got.request, len(got.files), m.said.String())
		}
		if _, ok := got.files["./.tract-manifest"]; ok {
			t.Error("what is for this program alone was published")
		}
	}
}

// TestForgejoRefused holds a site that was refused to a run that fails and says why.
func TestForgejoRefused(t *testing.T) {
	m, _ := pushed(t, "Groupe/site", "", "--forge", "forgejo")
	pagesServer(t, m)
	m.env["GITHUB_REF"], m.given["github.token"] = "refs/heads/main", "another"
	err := m.job(readWorkflow(t, filepath.Join(m.forge, ".forgejo/workflows/pages.yml")).at("jobs", "pages"))
	if err == nil || !strings.Contains(m.said.String(), "no access") {
		t.Errorf("%v: %s", err, m.said.String())
	}
}

// published is what a server was given.
type published struct {
	request string
	files   map[string]string
}

// pagesServer is a server of pages that every address leads to, for curl on the machine. It
// takes an archive from whoever has the token.
func pagesServer(t *testing.T, m *machine) *published {
	t.Helper()
	m.given["github.token"] = "the-token"
	got := &published{files: map[string]string{}}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Forge-Authorization") != "token the-token" || r.Header.Get("Content-Type") != "application/x-tar+gzip" {
			http.Error(w, "no access", http.StatusUnauthorized)
			return
		}
		got.request = r.Method + " " + r.Host + r.URL.Path
		z, err := gzip.NewReader(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		for files := tar.NewReader(z); ; {
			h, err := files.Next()
			if err != nil {
				return
			}
			text, _ := io.ReadAll(files)
			got.files[h.Name] = string(text)
		}
	}))
	t.Cleanup(server.Close)
	m.env["CURL_HOME"] = t.TempDir()
	settings := "connect-to = \"::" + strings.TrimPrefix(server.URL, "https://") + "\"\ninsecure\nnoproxy = \"*\"\n"
	if err := os.WriteFile(filepath.Join(m.env["CURL_HOME"], ".curlrc"), []byte(settings), 0o666); err != nil {
		t.Fatal(err)
	}
	return got
}

// pushed begins a site and pushes it to a forge that is a folder, beside the program. The
// machine has an empty folder, into which its first step fetches the site.
func pushed(t *testing.T, repository, domain string, options ...string) (m *machine, forge string) {
	t.Helper()
	forge = t.TempDir()
	share(newMachine(t, standIn(t, t.TempDir())), filepath.Join(forge, "groupe/tract"))
	m = newMachine(t, begin(t, options...))
	if domain != "" {
		m.replace("content/site.yaml", `domain: ""`, "domain: "+domain+" # ours")
	}
	share(m, filepath.Join(forge, repository))
	commit, err := os.ReadFile(filepath.Join(forge, repository, "refs/heads/main"))
	if err != nil {
		t.Fatal(err)
	}
	m.dir = t.TempDir()
	m.env["GITHUB_SERVER_URL"], m.env["GITHUB_REPOSITORY"], m.env["GITHUB_SHA"] = "file://"+forge, repository, strings.TrimSpace(string(commit))
	m.given = map[string]string{"vars.BASE_URL": "", "github.token": "t", "inputs.address": "file://" + filepath.Join(forge, "groupe/tract")}
	return m, forge
}

// share makes a bare repository of a folder, with the folder as a proposal too.
func share(m *machine, bare string) {
	m.t.Helper()
	m.git("init -q -b main .")
	m.git("add .")
	m.git("commit -q -m one")
	m.git("init -q --bare -b main " + bare)
	m.git("push -q " + bare + " main main:refs/pull/1/head")
}

// TestGitLab runs the jobs of GitLab, with what comes before each.
func TestGitLab(t *testing.T) {
	m, forge := pushed(t, "groupe/site", "", "--forge", "gitlab")
	w := readWorkflow(t, filepath.Join(m.forge, ".gitlab-ci.yml"))
	m.env["PROGRAM"], m.env["PROGRAM_COMMIT"] = "file://"+filepath.Join(forge, "groupe/tract"), w.at("variables", "PROGRAM_COMMIT", "value").Value
	for job, address := range map[string]string{"pages": "https://groupe.gitlab.io/site", "check": "https://example.org", "links": ""} {
		m.dir = t.TempDir()
		m.git("clone -q " + filepath.Join(forge, "groupe/site") + " .")
		m.strange()
		m.env["CI_PAGES_URL"], m.env["BASE_URL"] = "https://groupe.gitlab.io/site", ""
		var lines []string
		for _, list := range [][]yaml.Node{w.at("default", "before_script").Items, w.at(job, "script").Items} {
			for _, line := range list {
				lines = append(lines, line.Value)
			}
		}
		if err := m.script(strings.Join(lines, "\n"), nil, "-eo", "pipefail"); err != nil {
			t.Fatalf("%s: %v\n%s", job, err, m.said.String())
		}
		if address != "" {
			m.gone()
			m.holds("public/fr/index.html", `"`+address+`/fr/"`)
		} else if !strings.Contains(m.said.String(), "adresses demandées, 0;") {
			t.Errorf("the check of links says: %s", m.said.String())
		}
	}
}
