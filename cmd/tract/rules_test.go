package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"tract/internal/build"
	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/review"
)

// fixed is what is told as a warning or as advice, and yet is not for a site to see
// otherwise, with the reason.
var fixed = map[string]string{
	"asset.image.heavy":          "readers pay for it",
	"asset.image.place":          "the place of somebody's home is in the file",
	"asset.image.places":         "the place of somebody's home is in the file",
	"asset.pdf-author":           "the name of a person is in the file",
	"build.admin-no-repository":  "asked for, and not made",
	"config.domain-differs":      "the site would not be found",
	"content.image-people":       "people can be recognized",
	"locale.unused-form":         "a text that nobody sees",
	"markdown.alert":             "not shown as it was written",
	"markdown.blank-outside":     "not shown as it was written",
	"markdown.code-size":         "a limit of ours",
	"markdown.footnote-missing":  "not shown as it was written",
	"markdown.footnote-unused":   "a text that nobody sees",
	"markdown.heading-empty":     "not shown as it was written",
	"markdown.heading-title":     "not shown as it was written",
	"markdown.link-apart":        "not shown as it was written",
	"markdown.link-unread":       "not shown as it was written",
	"markdown.reference-missing": "not shown as it was written",
	"markdown.reference-unused":  "a text that nobody sees",
	"markdown.table-rule":        "not shown as it was written",
	"render.unused":              "a template that nobody sees",
	"render.unused-folder":       "a template that nobody sees",
	"review.baseline-line":       "a finding would be told again, or never",
	"review.baseline-stale":      "a finding that comes back would not be told",
	"review.new-host":            "asked for, with --since",
	"schema.item-alone":          "one demand would be two",
	"yaml.hashtag":               "not shown as it was written",
}

// TestRulesAreTold holds the rules of the settings to what the program says: each is
// said as gravely as they have it, and what else is a warning is so for a reason.
func TestRulesAreTold(t *testing.T) {
	said := map[string]diag.Severity{}
	form := regexp.MustCompile(`(?:(Warnf|warnAt)|Advisef|adviseAt)\(.*?"([a-z]+\.[a-z.-]+)"`)
	files, err := filepath.Glob("../../internal/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range form.FindAllStringSubmatch(string(src), -1) {
			if !strings.HasSuffix(file, "_test.go") {
				said[m[2]] = map[bool]diag.Severity{true: diag.Warning, false: diag.Advice}[m[1] != ""]
			}
		}
	}
	for _, r := range config.Rules {
		severity, ok := said[r.Code]
		if strings.HasPrefix(r.Code, "review.") {
			severity, ok = r.Usual, true // which that package takes from here; its own test holds it to have the rule
		}
		if !ok || severity != r.Usual {
			t.Errorf("%s is said as %s, the rules have %s (said at all: %v)", r.Code, severity, r.Usual, ok)
		}
		if fixed[r.Code] != "" {
			t.Errorf("%s is a rule, and fixed", r.Code)
		}
	}
	for code := range said {
		if !config.IsRule(code) && fixed[code] == "" && !strings.HasPrefix(code, "importer.") { // of another site, and once
			t.Errorf("%s is neither a rule of config.Rules nor fixed for a reason", code)
		}
	}
}

// TestRulesAreDocumented holds the tables for people to the rules; -update writes them.
func TestRulesAreDocumented(t *testing.T) {
	severities := map[string]map[diag.Severity]string{
		"en": {diag.Warning: "warning", diag.Advice: "advice"}, "fr": {diag.Warning: "avertissement", diag.Advice: "conseil"},
	}
	for name, language := range map[string]string{"docs/check.md": "en", "docs/check.fr.md": "fr"} {
		var want []string
		for _, r := range config.Rules {
			want = append(want, fmt.Sprintf("| `%s` | %s | %s |", r.Code, severities[language][r.Usual], r.Label[language]))
		}
		holdRows(t, name, want)
	}
}

// TestOurContentIsReviewed finds nothing to ask about in this repository's own site, on
// the day that it was last read.
func TestOurContentIsReviewed(t *testing.T) {
	source := os.DirFS("../..")
	result := new(build.Memory).Build(source, build.Options{Now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)})
	if result.Site == nil {
		t.Fatal("the settings cannot be read")
	}
	if list := review.Content(result.Site, source); len(list) > 0 {
		var b strings.Builder
		_ = diag.In("en").Print(&b, list)
		t.Error(b.String())
	}
}

// TestPreviewIsJudged shows in a preview what the settings have of a rule, and of none more
// than a warning.
func TestPreviewIsJudged(t *testing.T) {
	source := fstest.MapFS{
		"content/site.yaml":         {Data: []byte("title: x\nlanguages: [fr, en]\nrules: {site.untranslated: off, markdown.heading-skip: error, locale.ordinal: warning}\n")},
		"content/pages/about.fr.md": {Data: []byte("---\ntitle: À propos\n---\n#### La 2ème\n")},
	}
	s := &state{Result: new(build.Memory).Build(source, build.Options{BaseURL: "http://localhost/"})}
	got := map[string]diag.Severity{}
	for _, d := range s.Faults() {
		got[d.Message.Code] = d.Severity
	}
	want := map[string]diag.Severity{"markdown.heading-skip": diag.Warning, "locale.ordinal": diag.Warning}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
