package review_test

import (
	"slices"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/build"
	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/review"
)

var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// judge gives what the rules say of a site that has no other fault.
func judge(t *testing.T, files []txtar.File) diag.List {
	t.Helper()
	source := golden.FS(files)
	result := new(build.Memory).Build(source, build.Options{Now: now})
	if faults := result.Faults(); len(faults) > 0 {
		t.Fatal(golden.Printed(t, "en", faults))
	}
	return review.Content(result.Site, source)
}

// TestRules judges whole sites: one with an example of each thing that is looked for,
// and one of what only looks like it.
func TestRules(t *testing.T) {
	told := map[string]bool{}
	golden.Run(t, func(t *testing.T, a *txtar.Archive) {
		a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == "wanted.en" || f.Name == "wanted.fr" })
		list := judge(t, a.Files)
		for _, d := range list {
			told[d.Message.Code] = true
		}
		a.Files = append(a.Files, golden.Faults(t, "wanted.", list)...)
	})
	for _, code := range review.Codes() {
		if !told[code] {
			t.Errorf("no site has an example of %s", code)
		}
		if !config.IsRule(code) {
			t.Errorf("%s cannot be set", code)
		}
	}
}
