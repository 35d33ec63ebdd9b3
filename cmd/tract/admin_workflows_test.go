package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fetching stands in for .ci/admin, which fetches the editor from npm.
const fetching = "#!/bin/bash\nmkdir -p \"$1\" && echo '\"use strict\";' > \"$1/sveltia-cms.js\"\n"

// TestAdminIsTurnedOn changes one word of a site that has begun, as its README says, on each
// forge: what reads a proposal then makes the page that the site is edited in.
func TestAdminIsTurnedOn(t *testing.T) {
	for forge, c := range map[string]struct{ file, off string }{
		"github":  {".github/actions/tract/action.yml", "first.\"\n    default: \"no\""},
		"forgejo": {".forgejo/actions/tract/action.yml", "first.\"\n    default: \"no\""},
		"gitlab":  {".gitlab-ci.yml", "  ADMIN:\n    value: \"no\""},
	} {
		for on, want := range map[string]bool{"no": false, "yes": true} {
			m := newMachine(t, begin(t, "--forge", forge, "--program", "groupe/tract", "--repository", "https://github.com/groupe/site"))
			for _, readme := range []string{"README.md", "README.en.md"} {
				m.holds(readme, "`/admin/`")
				m.holds(readme, "`"+c.file+"`")
			}
			m.replace(c.file, c.off, strings.Replace(c.off, "no", on, 1))
			program := standIn(t, t.TempDir())
			writeExamples(t, program, []example{{".ci/admin", fetching}})
			if err := os.Chmod(filepath.Join(program, ".ci", "admin"), 0o777); err != nil {
				t.Fatal(err)
			}
			share(newMachine(t, program), filepath.Join(m.env["RUNNER_TEMP"], "tract.git"))
			m.adminOn(forge, "file://"+filepath.Join(m.env["RUNNER_TEMP"], "tract.git"))
			if _, err := os.Stat(filepath.Join(m.dir, "public", "admin", "index.html")); (err == nil) != want {
				t.Errorf("%s, %s: %v\n%s", forge, on, err, m.said.String())
			}
		}
	}
}

// adminOn builds the site of a folder as a forge does, with the program at an address.
func (m *machine) adminOn(forge, program string) {
	m.t.Helper()
	if forge == "gitlab" {
		w := readWorkflow(m.t, filepath.Join(m.dir, ".gitlab-ci.yml"))
		m.env["PROGRAM"], m.env["PROGRAM_COMMIT"], m.env["ADMIN"] = program, "HEAD", w.at("variables", "ADMIN", "value").Value
		if err := m.script(w.at("default", "before_script").Items[0].Value, nil, "-eo", "pipefail"); err != nil {
			m.t.Fatalf("%v\n%s", err, m.said.String())
		}
	} else {
		m.git("clone -q " + strings.TrimPrefix(program, "file://") + " .program")
		m.given["inputs.address"] = program
		if forge == "forgejo" {
			if err := os.RemoveAll(filepath.Join(m.dir, ".program")); err != nil {
				m.t.Fatal(err)
			}
		}
		action := readWorkflow(m.t, filepath.Join(m.dir, "."+forge, "actions", "tract", "action.yml"))
		for _, input := range action.at("inputs").Fields {
			if m.given["inputs."+input.Key] == "" {
				m.given["inputs."+input.Key] = at(&input.Value, "default").Value
			}
		}
		if err := m.job(action.at("runs")); err != nil {
			m.t.Fatalf("%v\n%s", err, m.said.String())
		}
	}
	if err := m.script("tract build --base-url https://example.org/", nil, "-e"); err != nil {
		m.t.Fatalf("%v\n%s", err, m.said.String())
	}
}
