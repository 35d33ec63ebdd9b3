package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tract/internal/yaml"
)

var pinned = regexp.MustCompile(`^[a-z0-9-]+/[a-z0-9-]+@[0-9a-f]{40}$`)

// TestWorkflows holds what runs on GitHub's machines to the least that it needs:
// actions that nobody can swap, no right that a job does not ask for by name, no
// run of a stranger's code with our secrets.
func TestWorkflows(t *testing.T) {
	files, err := filepath.Glob("../../.github/workflows/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no workflows: %v", err)
	}
	for _, file := range files {
		root := readYAML(t, file)
		checkWorkflow(t, file, &root)
	}
}

func checkWorkflow(t *testing.T, file string, root *yaml.Node) {
	if p := root.Field("permissions"); p == nil || p.Value.Kind != yaml.Mapping || len(p.Value.Fields) > 0 {
		t.Errorf("%s: the top level must say permissions: {}", file)
	}
	if on := root.Field("on"); on == nil || on.Value.Kind != yaml.Mapping || on.Value.Field("pull_request_target") != nil {
		t.Errorf("%s: on must be a mapping without pull_request_target", file)
	}
	for _, job := range root.Field("jobs").Value.Fields {
		checkJob(t, file+": "+job.Key, &job.Value)
	}
}

func checkJob(t *testing.T, where string, job *yaml.Node) {
	if job.Field("permissions") == nil || job.Field("timeout-minutes") == nil {
		t.Errorf("%s: a job says its permissions and its timeout-minutes", where)
	}
	checkSteps(t, where, job)
}

// ours are the actions of the repository itself, which its own commits pin.
const ours = "./.github/actions/"

func checkSteps(t *testing.T, where string, job *yaml.Node) {
	for _, step := range job.Field("steps").Value.Items {
		uses := step.Field("uses")
		if uses == nil || strings.HasPrefix(uses.Value.Value, ours) {
			continue
		}
		if !pinned.MatchString(uses.Value.Value) {
			t.Errorf("%s: %s is not pinned by a commit of 40 digits", where, uses.Value.Value)
		}
		if strings.HasPrefix(uses.Value.Value, "actions/checkout@") {
			with := step.Field("with")
			if with == nil || with.Value.Field("persist-credentials") == nil || with.Value.Field("persist-credentials").Value.Value != "false" {
				t.Errorf("%s: checkout must say persist-credentials: false", where)
			}
		}
	}
}
