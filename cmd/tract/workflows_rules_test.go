package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/promise"
	"tract/internal/yaml"
)

// TestC3Rules spoils the files of each forge, each in a way that a rule is there for.
func TestC3Rules(t *testing.T) {
	roots := map[string]string{".github": "../.."}
	for folder, forge := range map[string]string{".forgejo": "forgejo", ".gitlab-ci.yml": "gitlab"} {
		roots[folder] = begin(t, "--forge", forge, "--program", "groupe/tract")
	}
	tried := 0
	for _, c := range []struct{ file, old, spoiled, want string }{
		{".github/workflows/check.yml", "permissions: {}\n", "permissions: {contents: write}\n", "permissions: {}"},
		{".github/workflows/check.yml", "contents: read", "contents: write", "may not have contents: write"},
		{".github/workflows/check.yml", "  pull_request:", "  pull_request_target:", `"pull_request_target" is not known`},
		{".github/workflows/check.yml", "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7 # v7.0.1", "not pinned"},
		{".github/workflows/check.yml", "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "3d3c42e5aac5ba805825da76410c181273ba90b1", "actions/checkout is"},
		{".github/workflows/check.yml", "          persist-credentials: false\n", "          persist-credentials: true\n", "persist-credentials"},
		{".github/workflows/check.yml", "tract check", "echo ${{ github.event.pull_request.title }}; tract check", "goes through env"},
		{".github/workflows/check.yml", "          name: site\n", "          name: ${{ secrets.KEY }}\n", "names a token"},
		{".github/workflows/check.yml", "    timeout-minutes: 10\n", "", "timeout-minutes"},
		{".github/workflows/check.yml", "    steps:\n", "    strategy: {}\n    steps:\n", `"strategy" is not known`},
		{".github/workflows/pages.yml", `"17 9 * * *"`, `"17 9 * *"`, "no time of cron"},
		{".github/workflows/pages.yml", "  cancel-in-progress: false", "  wait: false", "concurrency"},
		{".github/workflows/links.yml", `"43 10 * * 1"`, `"each week"`, "no time of cron"},
		{".github/workflows/links.yml", "27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5", "5d5ce7f107fe9357f9df03efb73ab90386fccae0 # v5.0.5", "actions/cache is"},
		{".github/workflows/links.yml", "code=0", "code=${{ github.run_id }}", "goes through env"},
		{".github/workflows/comment.yml", "    steps:\n", "    steps:\n      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n", "may fetch no code"},
		{".github/workflows/release.yml", "    steps:\n      - run: |\n          gh", "    steps:\n      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n        with:\n          persist-credentials: false\n      - run: |\n          gh", "runs no code"},
		{".github/workflows/release.yml", "      - uses: actions/upload-artifact", "      - run: make test\n      - uses: actions/upload-artifact", "build: what tests install"},
		{".github/workflows/release.yml", "    needs: [test]", "    needs: []", "build: what tests install"},
		{".github/workflows/release.yml", "needs: [build, test]", "needs: [build]", "it needs the job test"},
		{".github/workflows/release.yml", "needs: [build, test]", "needs: test", "it needs the job build"},
		{".github/workflows/pages.yml", "rm -rf public ", "rm -rf .public ", "what a stranger put"},
		{".github/workflows/check.yml", "rm -rf public ", "# rm -rf .public ", "what a stranger put"},
		{".github/workflows/release.yml", "      contents: read\n", "      contents: write\n", "runs no code"},
		{".github/workflows/release.yml", "    tags: [\"v[0-9]*\"]", "    branches: [main]", "only a tag"},
		{".github/workflows/release.yml", "0f67c3f4856b2e3261c31976d6725780e5e4c373 # v4.1.1", "v4 # v4.1.1", "not pinned"},
		{".github/workflows/release.yml", "make release VERSION=\"$TAG\"", "make release VERSION=${{ github.ref_name }}", "goes through env"},
		{".github/workflows/audit.yml", "permissions: {}\n", "permissions: write-all\n", "permissions: {}"},
		{".github/workflows/audit.yml", "      contents: read", "      issues: write", "runs no code"},
		{".github/actions/tract/action.yml", "924ae3a1cded613372ab5595356fb5720e22ba16 # v6.5.0", "v6 # v6.5.0", "not pinned"},
		{".forgejo/workflows/pages.yml", "@sha256:", "@sha512:", "is not pinned"},
		{".forgejo/workflows/check.yml", "  pull_request:", "  pull_request_target:", `"pull_request_target" is not known`},
		{".forgejo/workflows/check.yml", "        run: |\n          tract", "        env:\n          TOKEN: ${{ github.token }}\n        run: |\n          tract", "names a token"},
		{".forgejo/workflows/check.yml", "tract status", "tract status ${{ github.head_ref }}", "goes through env"},
		{".forgejo/workflows/check.yml", "./.forgejo/actions/tract", "https://code.forgejo.org/actions/checkout@v6", "not pinned"},
		{".forgejo/workflows/links.yml", "    timeout-minutes: 10", "    timeout-minutes: 360", "timeout-minutes"},
		{".forgejo/workflows/links.yml", "concurrency:\n  group: links\n  cancel-in-progress: false\n", "", "concurrency"},
		{".forgejo/workflows/links.yml", `"43 10 * * 1"`, `"@weekly"`, "no time of cron"},
		{".forgejo/workflows/pages.yml", "github.token", "secrets.KEY", "it needs no secret"},
		{".forgejo/actions/tract/action.yml", `"$COMMIT"`, "${{ inputs.commit }}", "goes through env"},
		{".gitlab-ci.yml", "@sha256:", ":", "an image that is pinned"},
		{".forgejo/workflows/pages.yml", "          rm -rf public ", "          # ", "what a stranger put"},
		{".gitlab-ci.yml", "    - rm -rf public #", "    - true #", "pages: what a stranger put"},
		{".gitlab-ci.yml", "    - rm -rf public\n", "", "check: what a stranger put"},
		{".gitlab-ci.yml", "  timeout: 10 minutes\n", "", "a time to end"},
		{".gitlab-ci.yml", "    policy: pull\n", "    policy: pull-push\n", "only what is published is kept"},
		{".gitlab-ci.yml", "    key: links\n", "    key: tract\n", "kept apart"},
		{".gitlab-ci.yml", "tract status", "tract status $CI_JOB_TOKEN", "it needs no token"},
		{".gitlab-ci.yml", "$CI_PIPELINE_SOURCE == \"schedule\" && $LINKS", "$LINKS", "links: it runs when"},
		{".gitlab-ci.yml", "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $LINKS", "$LINKS", "pages: it runs when"},
		{".gitlab-ci.yml", "  resource_group: pages\n", "", "one at a time"},
		{".gitlab-ci.yml", "  interruptible: true\n", "  parallel: 2\n", `"parallel" is not known`},
	} {
		tried++
		top, _, _ := strings.Cut(c.file, "/")
		src, err := os.ReadFile(filepath.Join(roots[top], filepath.FromSlash(c.file)))
		if err != nil || !strings.Contains(string(src), c.old) {
			t.Fatalf("%s has no %q: %v", c.file, c.old, err)
		}
		file := filepath.Join(t.TempDir(), filepath.Base(c.file))
		if err := os.WriteFile(file, []byte(strings.Replace(string(src), c.old, c.spoiled, 1)), 0o666); err != nil {
			t.Fatal(err)
		}
		w := readWorkflow(t, file)
		w.dialect = map[string]dialect{".github": gitHub, ".forgejo": forgejo}[top]
		switch {
		case top == ".gitlab-ci.yml":
			w.gitLab()
		case strings.HasSuffix(c.file, "action.yml"):
			w.steps("runs", w.at("runs"))
		default:
			w.check()
			w.pins(map[string]string{})
		}
		if !strings.Contains(strings.Join(w.faults, "\n"), c.want) {
			t.Errorf("%s with %q in place of %q: %q", c.file, c.spoiled, c.old, w.faults)
		}
	}
	promise.Held(t, tried)
}

// TestGitLabFile holds what GitLab runs to the same: a pinned image, known keys, and
// proposals that write nothing into what is published.
func TestGitLabFile(t *testing.T) {
	w := readWorkflow(t, filepath.Join(begin(t, "--forge", "gitlab"), ".gitlab-ci.yml"))
	w.gitLab()
	w.well()
}

func (w *workflow) gitLab() {
	w.known("the file", &w.root, []string{"variables", "workflow", "default", "pages", "check", "links"})
	w.known("default", w.at("default"), []string{"image", "timeout", "interruptible", "cache", "before_script"})
	if !golang.MatchString(w.at("default", "image").Value) || w.at("default", "timeout").Value == "" {
		w.errorf("an image that is pinned, and a time to end")
	}
	for job, when := range map[string]string{
		"pages": `$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $LINKS != "yes"`,
		"check": `$CI_PIPELINE_SOURCE == "merge_request_event"`,
		"links": `$CI_PIPELINE_SOURCE == "schedule" && $LINKS == "yes"`,
	} {
		w.known(job, w.at(job), []string{"rules", "resource_group", "interruptible", "script", "cache", "artifacts"})
		var script strings.Builder
		for _, line := range at(w.at(job), "script").Items {
			script.WriteString(line.Value + " \n")
		}
		w.builtAnew(job, script.String())
		rules := at(w.at(job), "rules")
		if rules.Kind != yaml.Sequence || len(rules.Items) != 1 || at(&rules.Items[0], "if").Value != when {
			w.errorf("%s: it runs when %s, and at no other time", job, when)
		}
	}
	if w.at("default", "cache", "policy").Value != "pull" || w.at("check").Field("cache") != nil || w.at("pages", "cache", "policy").Value != "pull-push" {
		w.errorf("only what is published is kept for the next run")
	}
	if w.at("links", "cache", "key").Value != "links" || w.at("links", "cache", "when").Value != "always" {
		w.errorf("what is known of links is kept apart, and when one is dead too")
	}
	if w.at("pages", "resource_group").Value == "" || w.at("default", "interruptible").Value != "false" {
		w.errorf("a site is published one at a time, and to the end")
	}
	if mention.MatchString(w.src) || strings.Contains(w.src, "CI_JOB_TOKEN") {
		w.errorf("it needs no token")
	}
}
