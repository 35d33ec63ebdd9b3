package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tract/internal/yaml"
)

// machine stands in for one of a forge's: it runs what a file says there, as far as that
// needs no forge. What it may not run or know is a fault.
type machine struct {
	t     *testing.T
	forge string            // the repository, as the forge sees it
	dir   string            // the repository, as it was fetched
	env   map[string]string // what the forge sets
	given map[string]string // expressions, by what stands between the braces
	said  strings.Builder
	files int
}

// newMachine gives one on which git knows nobody, and tract is the one that is tested.
func newMachine(t *testing.T, dir string) *machine {
	t.Helper()
	tract, err := exec.LookPath("tract")
	if err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	m := &machine{t: t, forge: dir, dir: dir, given: map[string]string{}, env: map[string]string{
		"PATH": os.Getenv("PATH"), "LC_ALL": "C", "GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0",
		"TRACT_TESTED": tract, "RUNNER_TEMP": temp, "SOURCE_DATE_EPOCH": "1795348800", // 2026-11-22
	}}
	for _, name := range []string{"GITHUB_PATH", "GITHUB_STEP_SUMMARY"} {
		m.env[name] = filepath.Join(temp, strings.ToLower(name))
	}
	return m
}

// withoutPages is the condition of a step that explains a failure.
const withoutPages = "failure() && steps.pages.outcome == 'failure'"

var (
	expression = regexp.MustCompile(`\$\{\{ (.*?) \}\}`)
	// conditions are those that hold if nothing failed, or do not.
	conditions = map[string]bool{
		"": true, "${{ !cancelled() && steps.program.outcome == 'success' }}": true, "inputs.repository == ''": false,
		"github.event.workflow_run.event == 'pull_request'": true, withoutPages: false,
	}
)

// filled puts values in the place of expressions.
func (m *machine) filled(text string) string {
	m.t.Helper()
	return expression.ReplaceAllStringFunc(text, func(e string) string {
		value, ok := m.given[expression.FindStringSubmatch(e)[1]]
		if !ok {
			m.t.Fatalf("nobody gives %s", e)
		}
		return value
	})
}

// job runs the steps of a job up to one that fails. Actions of others are left out.
func (m *machine) job(job *yaml.Node) error {
	m.t.Helper()
	for i := range at(job, "steps").Items {
		step := &at(job, "steps").Items[i]
		condition := at(step, "if").Value
		holds, known := conditions[condition]
		if !known {
			m.t.Fatalf("the condition %q", condition)
		}
		if !holds {
			continue
		}
		if err := m.step(step); err != nil {
			return err
		}
	}
	return nil
}

func (m *machine) step(step *yaml.Node) error {
	m.t.Helper()
	if uses := at(step, "uses").Value; uses != "" {
		if !local.MatchString(uses) {
			return nil
		}
		action := readWorkflow(m.t, filepath.Join(m.dir, filepath.FromSlash(uses), "action.yml"))
		for _, input := range action.at("inputs").Fields {
			if _, ok := m.given["inputs."+input.Key]; !ok {
				m.given["inputs."+input.Key] = at(&input.Value, "default").Value
			}
		}
		return m.job(action.at("runs"))
	}
	env := map[string]string{}
	for _, f := range at(step, "env").Fields {
		env[f.Key] = m.filled(f.Value.Value)
	}
	options := []string{"-e"}
	if at(step, "shell").Value == "bash" {
		options = []string{"--noprofile", "--norc", "-eo", "pipefail"}
	}
	return m.script(at(step, "run").Value, env, options...)
}

// script runs a script, and takes from it where programs are.
func (m *machine) script(src string, env map[string]string, options ...string) error {
	m.t.Helper()
	m.files++
	file := filepath.Join(m.env["RUNNER_TEMP"], fmt.Sprintf("script-%d", m.files))
	if err := os.WriteFile(file, []byte(src), 0o666); err != nil {
		m.t.Fatal(err)
	}
	c := exec.CommandContext(m.t.Context(), "bash", append(options, file)...)
	c.Dir, c.Env, c.Stdout, c.Stderr = m.dir, os.Environ(), &m.said, &m.said
	for _, values := range []map[string]string{m.env, env} {
		for name, value := range values {
			c.Env = append(c.Env, name+"="+value)
		}
	}
	c.WaitDelay = 10 * time.Second // for what a script left running
	err := c.Run()
	paths, _ := os.ReadFile(m.env["GITHUB_PATH"])
	for _, dir := range strings.Fields(string(paths)) {
		m.env["PATH"] = dir + string(filepath.ListSeparator) + m.env["PATH"]
	}
	os.Remove(m.env["GITHUB_PATH"])
	return err
}

// must runs a job that has to succeed.
func (m *machine) must(file, job string) {
	m.t.Helper()
	if err := m.job(readWorkflow(m.t, filepath.Join(m.forge, filepath.FromSlash(file))).at("jobs", job)); err != nil {
		m.t.Fatalf("%s: %v\n%s", file, err, m.said.String())
	}
}

// strange puts a page of somebody's where the site goes.
func (m *machine) strange() {
	m.t.Helper()
	if err := os.Mkdir(filepath.Join(m.dir, "public"), 0o777); err != nil {
		m.t.Fatal(err)
	}
	for name, text := range map[string]string{"evil.html": "<script>", ".tract-manifest": ""} {
		if err := os.WriteFile(filepath.Join(m.dir, "public", name), []byte(text), 0o666); err != nil {
			m.t.Fatal(err)
		}
	}
}

// gone holds a site to have nothing of it.
func (m *machine) gone() {
	m.t.Helper()
	if _, err := os.Lstat(filepath.Join(m.dir, "public", "evil.html")); err == nil {
		m.t.Error("what a stranger put into public/ goes out")
	}
}

// git runs git in the folder of the machine.
func (m *machine) git(arguments string) {
	m.t.Helper()
	if err := m.script("git -c user.name=x -c user.email=x@y.example "+arguments, nil, "-e"); err != nil {
		m.t.Fatalf("git %s: %v\n%s", arguments, err, m.said.String())
	}
}

// holds says that a file has a text.
func (m *machine) holds(file, text string) {
	m.t.Helper()
	src, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(file)))
	if err != nil || !strings.Contains(string(src), text) {
		m.t.Errorf("%s does not hold %q: %v\n%.2000s", file, text, err, src)
	}
}

// replace edits a file.
func (m *machine) replace(file, old, new string) {
	m.t.Helper()
	name := filepath.Join(m.dir, filepath.FromSlash(file))
	src, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(src), old) {
		m.t.Fatalf("%s has no %q: %v", file, old, err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(src), old, new, 1)), 0o666); err != nil {
		m.t.Fatal(err)
	}
}

// standIn puts into a folder the sources of a program that stands in for tract, which
// takes minutes to build from nothing: it hands over to the one that is tested.
func standIn(t *testing.T, dir string) string {
	t.Helper()
	writeExamples(t, dir, []example{{"go.mod", "module stub\n\ngo 1.26.0\n"}, {"cmd/tract/main.go", `package main

import (
	"os"
	"os/exec"
)

func main() {
	c := exec.Command(os.Getenv("TRACT_TESTED"), os.Args[1:]...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		os.Exit(c.ProcessState.ExitCode())
	}
}
`}})
	return dir
}
