package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tract/internal/promise"
	"tract/internal/yaml"
)

var (
	pinned   = regexp.MustCompile(`^[a-z0-9-]+/[a-z0-9-]+(/[a-z0-9-]+)?@[0-9a-f]{40}$`)
	used     = regexp.MustCompile(`(?m)^ *(?:- )?uses: (\S+)(?: # (v[0-9]+\.[0-9]+\.[0-9]+))?$`)
	fiveOf   = regexp.MustCompile(`^([0-9*/,-]+ ){4}[0-9*/,-]+$`)
	golang   = regexp.MustCompile(`^docker\.io/library/golang:1\.26\.[0-9]+-bookworm@sha256:[0-9a-f]{64}$`)
	mention  = regexp.MustCompile(`\bsecrets\b|\bgithub\.token\b|\bGITHUB_TOKEN\b`)
	aTimeout = regexp.MustCompile(`^[1-9]$|^[1-3][0-9]$`)
)

// local are the actions of the repository itself, which its own commits pin.
var local = regexp.MustCompile(`^\./\.(github|forgejo)/actions/tract$`)

// dialect is what a forge knows of workflow files, as far as ours use it: the rest is
// taken for a typing error.
type dialect struct {
	events, top, job, step []string
	rights                 bool // it gives a job the rights that are named, and no others
}

var (
	gitHub = dialect{
		events: []string{"push", "pull_request", "schedule", "workflow_dispatch", "workflow_run"},
		top:    []string{"name", "on", "permissions", "concurrency", "jobs"},
		job:    []string{"if", "needs", "runs-on", "timeout-minutes", "permissions", "environment", "steps"},
		step:   []string{"id", "if", "uses", "with", "run", "env", "shell"},
		rights: true,
	}
	forgejo = dialect{
		events: []string{"push", "pull_request", "schedule", "workflow_dispatch"},
		top:    []string{"name", "on", "concurrency", "jobs"},
		job:    []string{"runs-on", "container", "timeout-minutes", "steps"},
		step:   []string{"if", "uses", "run", "env", "shell"},
	}
)

// TestC3Workflows holds what runs on the machines of others, here and for sites that have
// begun, to the least that it needs: actions that nobody can swap, no right that a job
// does not ask for by name, no run of a stranger's code with a right to write.
func TestC3Workflows(t *testing.T) {
	begun := map[string]string{}
	for _, forge := range []string{"github", "forgejo"} {
		begun[forge] = begin(t, "--forge", forge, "--program", "groupe/tract")
	}
	versions := map[string]string{}
	tried := 0
	for _, c := range []struct {
		root, folder string
		files        int
		dialect
	}{{"../..", ".github", 7, gitHub}, {begun["github"], ".github", 4, gitHub}, {begun["forgejo"], ".forgejo", 3, forgejo}} {
		files, err := filepath.Glob(filepath.Join(c.root, c.folder, "workflows", "*"))
		if err != nil || len(files) != c.files {
			t.Fatalf("%s: %d workflows: %v", c.root, len(files), err)
		}
		for _, file := range files {
			w := readWorkflow(t, file)
			w.dialect = c.dialect
			w.check()
			w.pins(versions)
			w.well()
			tried++
		}
		action := readWorkflow(t, filepath.Join(c.root, c.folder, "actions", "tract", "action.yml"))
		action.dialect = c.dialect
		action.steps("runs", action.at("runs"))
		action.pins(versions)
		action.well()
		tried++
	}
	promise.Held(t, tried)
}

// TestSameWorkflows holds the workflows of this repository to those of a site in its
// languages, so that what we see of them is true for all.
func TestSameWorkflows(t *testing.T) {
	dir := begin(t)
	for _, name := range []string{"pages.yml", "check.yml", "comment.yml", "links.yml"} {
		name = filepath.Join(".github", "workflows", name)
		ours, err := os.ReadFile(filepath.Join("../..", name))
		theirs, err2 := os.ReadFile(filepath.Join(dir, name))
		if err != nil || err2 != nil || string(ours) != string(theirs) {
			t.Errorf("%s is not what tract init writes (@UI@ is fr here): %v %v", name, err, err2)
		}
	}
	check, comment := readWorkflow(t, "../../.github/workflows/check.yml"), readWorkflow(t, "../../.github/workflows/comment.yml")
	if after := comment.at("on", "workflow_run", "workflows").Items; len(after) != 1 || after[0].Value != check.at("name").Value {
		t.Errorf("comment.yml does not follow check.yml: %v", after)
	}
	links := readWorkflow(t, "../../.github/workflows/links.yml")
	if rights := links.at("jobs", "external", "permissions").Fields; len(rights) != 1 || rights[0].Key != "contents" || rights[0].Value.Value != "read" || strings.Contains(links.src, "key: tract-") {
		t.Error("links.yml reads, and keeps what it knows apart from what is published")
	}
	if !strings.Contains(check.src, "name: status\n          path: status.txt\n") || !strings.Contains(comment.src, "?name=status\"") || !strings.Contains(comment.src, " status.txt ") {
		t.Error("what check.yml leaves is not what comment.yml takes")
	}
}

// workflow is a file that a forge runs.
type workflow struct {
	dialect
	t      *testing.T
	file   string
	src    string
	root   yaml.Node
	faults []string
}

func readWorkflow(t *testing.T, file string) *workflow {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return &workflow{t: t, file: file, src: string(src), root: readYAML(t, file)}
}

func (w *workflow) errorf(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(w.file+": "+format, args...))
}

// well fails the test if something was wrong.
func (w *workflow) well() {
	w.t.Helper()
	for _, fault := range w.faults {
		w.t.Error(fault)
	}
}

// at gives what stands at a path of keys.
func (w *workflow) at(keys ...string) *yaml.Node { return at(&w.root, keys...) }

func at(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		f := n.Field(key)
		if f == nil {
			return &yaml.Node{Kind: yaml.Null}
		}
		n = &f.Value
	}
	return n
}

// known names keys that nobody knows.
func (w *workflow) known(where string, n *yaml.Node, keys []string) {
	for _, f := range n.Fields {
		if !slices.Contains(keys, f.Key) {
			w.errorf("%s: the key %q is not known", where, f.Key)
		}
	}
}

func (w *workflow) check() {
	w.known("the file", &w.root, w.top)
	if w.rights && (w.at("permissions").Kind != yaml.Mapping || len(w.at("permissions").Fields) > 0) {
		w.errorf("the top level must say permissions: {}")
	}
	if at(w.at("concurrency"), "group").Value == "" || at(w.at("concurrency"), "cancel-in-progress").Value == "" {
		w.errorf("concurrency has a group, and says what becomes of a run that is going on")
	}
	w.known("on", w.at("on"), w.events)
	for _, s := range w.at("on", "schedule").Items {
		if !fiveOf.MatchString(at(&s, "cron").Value) {
			w.errorf("%q is no time of cron", at(&s, "cron").Value)
		}
	}
	strangers, after := w.at("on", "pull_request"), w.at("on", "workflow_run")
	if w.root.Field("on") == nil || w.at("on").Kind != yaml.Mapping {
		w.errorf("on must be a mapping")
	}
	if w.at("on").Field("pull_request") != nil && mention.MatchString(w.src) {
		w.errorf("a job that runs a stranger's code names a token (%v)", strangers.Pos)
	}
	if after.Kind == yaml.Mapping && (strings.Contains(w.src, "uses:") || strings.Contains(w.src, "git ")) {
		w.errorf("a job with rights that follows a stranger's may fetch no code")
	}
	for _, job := range w.at("jobs").Fields {
		w.job(job.Key, &job.Value)
		if w.at("on", "push").Field("tags") != nil {
			w.released(job.Key, &job.Value)
		}
	}
}

func (w *workflow) job(name string, job *yaml.Node) {
	w.known(name, job, w.dialect.job)
	if !aTimeout.MatchString(at(job, "timeout-minutes").Value) || at(job, "runs-on").Value == "" {
		w.errorf("%s: a job says where it runs, and its timeout-minutes", name)
	}
	if w.rights && job.Field("permissions") == nil {
		w.errorf("%s: a job says its permissions", name)
	}
	for _, p := range at(job, "permissions").Fields {
		write := p.Value.Value == "write"
		if write && (fetches(job) || p.Key == "contents" && w.at("on", "push").Field("tags") == nil) {
			w.errorf("%s: what may write (%s) runs no code of the repository, and only a tag writes there", name, p.Key)
		}
		if !write && p.Value.Value != "read" || write && w.at("on").Field("pull_request") != nil {
			w.errorf("%s: it may not have %s: %s", name, p.Key, p.Value.Value)
		}
	}
	if c := at(job, "container", "image").Value; !w.rights && !golang.MatchString(c) {
		w.errorf("%s: the image %q is not pinned", name, c)
	}
	w.steps(name, job)
}

// released holds a job of a release to this: what is handed on is made where no test runs,
// after all of them, and what may write waits for all that only reads.
func (w *workflow) released(name string, job *yaml.Node) {
	steps := func(key, value string) bool {
		return slices.ContainsFunc(at(job, "steps").Items, func(step yaml.Node) bool { return strings.Contains(at(&step, key).Value, value) })
	}
	needs := func(other string) bool {
		return slices.ContainsFunc(at(job, "needs").Items, func(n yaml.Node) bool { return n.Value == other })
	}
	sends, writes := steps("uses", "actions/upload-artifact@"), at(job, "permissions", "contents").Value == "write"
	if sends && (steps("run", "make test") || !needs("test")) {
		w.errorf("%s: what tests install and run could change what is published", name)
	}
	for _, other := range w.at("jobs").Fields {
		if writes && other.Key != name && !needs(other.Key) {
			w.errorf("%s: it needs the job %s", name, other.Key)
		}
	}
}

// builtAnew holds a script that builds a site to one that takes away what stood there.
func (w *workflow) builtAnew(where, script string) {
	before, _, builds := strings.Cut(script, "tract build")
	if builds && !strings.Contains(before, "rm -rf public ") {
		w.errorf("%s: what a stranger put into public/ goes out", where)
	}
}

// fetches says whether a job takes code of the repository, which may be a stranger's.
func fetches(job *yaml.Node) bool {
	return slices.ContainsFunc(at(job, "steps").Items, func(step yaml.Node) bool {
		uses, run := at(&step, "uses").Value, at(&step, "run").Value
		return strings.HasPrefix(uses, "actions/checkout@") || local.MatchString(uses) || strings.Contains(run, "git ") || strings.Contains(run, "make ")
	})
}

func (w *workflow) steps(where string, job *yaml.Node) {
	if len(at(job, "steps").Items) == 0 {
		w.errorf("%s: it has no steps", where)
	}
	for i := range at(job, "steps").Items {
		step := &at(job, "steps").Items[i]
		w.known(where, step, w.step)
		run, uses := at(step, "run").Value, at(step, "uses").Value
		if (run == "") == (uses == "") {
			w.errorf("%s: a step runs or uses something", where)
		}
		w.builtAnew(where, run)
		if strings.Contains(run, "${{") {
			w.errorf("%s: what a script is given goes through env, for what it holds is executed: %s", where, run)
		}
		if uses != "" && !local.MatchString(uses) && !pinned.MatchString(uses) {
			w.errorf("%s: %s is not pinned by a commit of 40 digits", where, uses)
		}
		if strings.HasPrefix(uses, "actions/checkout@") && at(step, "with", "persist-credentials").Value != "false" {
			w.errorf("%s: checkout must say persist-credentials: false", where)
		}
	}
	if strings.Contains(w.src, "secrets.") {
		w.errorf("it needs no secret")
	}
}

// pins holds all files to the same version of an action, written behind it.
func (w *workflow) pins(versions map[string]string) {
	found := used.FindAllStringSubmatch(w.src, -1)
	if len(found) != strings.Count(w.src, "uses:") {
		w.errorf("behind an action stands its version: # v1.2.3")
	}
	for _, m := range found {
		if local.MatchString(m[1]) {
			continue
		}
		name, commit, _ := strings.Cut(m[1], "@")
		name = strings.Join(strings.Split(name, "/")[:2], "/")
		pin := commit + " # " + m[2]
		if m[2] == "" || versions[name] != "" && versions[name] != pin {
			w.errorf("%s is %q here and %q elsewhere", name, pin, versions[name])
		}
		versions[name] = pin
	}
}
