package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/yaml"
)

// pretend gives a machine programs that only note what they are asked, and do what the
// test says.
func (m *machine) pretend(programs map[string]string) (asked func() string) {
	m.t.Helper()
	bin := m.t.TempDir()
	m.env["ASKED"] = filepath.Join(bin, "asked")
	for name, does := range programs {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/bash\necho \""+name+" $*\" >> \"$ASKED\"\n"+does), 0o777); err != nil {
			m.t.Fatal(err)
		}
	}
	m.env["PATH"] = bin + string(filepath.ListSeparator) + m.env["PATH"]
	return func() string {
		src, _ := os.ReadFile(m.env["ASKED"])
		return string(src)
	}
}

// ours gives a job of this repository's own workflows.
func ours(t *testing.T, file, job string) *yaml.Node {
	t.Helper()
	return readWorkflow(t, filepath.Join("../../.github/workflows", file)).at("jobs", job)
}

// TestRelease runs what makes a release: the tag goes into it, nothing is published that
// was not tested, and what arrives otherwise than it was sent is not published.
func TestRelease(t *testing.T) {
	m := newMachine(t, t.TempDir())
	m.given["github.ref_name"], m.given["github.token"], m.given["github.repository"], m.given["github.run_id"] = "v1.2.3", "x", "groupe/tract", "7"
	asked := m.pretend(map[string]string{
		"make": "",
		"gh":   "if [ \"$2\" = download ]; then mkdir release; cd release; echo one > one; sha256sum one > SHA256SUMS; [ ! -e ../spoil ] || echo two > one; fi\n",
	})
	if err := m.job(ours(t, "release.yml", "build")); err != nil || asked() != "make release VERSION=v1.2.3\n" {
		t.Errorf("%v: %q", err, asked())
	}
	if err := m.job(ours(t, "release.yml", "test")); err != nil || !strings.HasSuffix(asked(), "\nmake test\n") {
		t.Errorf("%v: %q", err, asked())
	}
	if err := m.job(ours(t, "release.yml", "publish")); err != nil || !strings.Contains(asked(), "gh run download 7 --repo groupe/tract --name release --dir release\n") ||
		!strings.Contains(asked(), "gh release create v1.2.3 release/SHA256SUMS release/one --repo groupe/tract --draft --verify-tag ") {
		t.Errorf("%v: %q", err, asked())
	}
	for _, name := range []string{"release", "spoil"} {
		if err := os.RemoveAll(filepath.Join(m.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(m.dir, "spoil"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	before := strings.Count(asked(), "gh release create")
	if err := m.job(ours(t, "release.yml", "publish")); err == nil || strings.Count(asked(), "gh release create") != before {
		t.Errorf("a file that was exchanged is published: %q", asked())
	}
}

// TestAudit runs what asks for weaknesses: what is found makes the run fail, and its page
// says it as text.
func TestAudit(t *testing.T) {
	for _, code := range []string{"0", "3"} {
		m := newMachine(t, t.TempDir())
		asked := m.pretend(map[string]string{"make": "echo '<b>Vulnerability #1</b>'; exit " + code + "\n"})
		err := m.job(ours(t, "audit.yml", "weaknesses"))
		summary, _ := os.ReadFile(m.env["GITHUB_STEP_SUMMARY"])
		if (err == nil) != (code == "0") || asked() != "make audit\n" || string(summary) != "    <b>Vulnerability #1</b>\n" {
			t.Errorf("%s: %v, %q\n%s", code, err, asked(), summary)
		}
	}
}
