package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tract/internal/promise"
)

// goMod is go.mod, as Go reads it.
type goMod struct {
	Toolchain string
	Require   []struct {
		Path, Version string
		Indirect      bool
	}
	Replace, Exclude []any
}

func readGoMod(t *testing.T, file string) (m goMod) {
	t.Helper()
	out, err := exec.Command("go", "mod", "edit", "-json", file).Output()
	if err == nil {
		err = json.Unmarshal(out, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestC1Modules holds go.mod, and what the program is linked from on each system, to the
// table of SECURITY.md: each module has its reason, and those of tests are none of the
// program's. [linked] refuses one without a digest in go.sum, and any need of a C compiler.
func TestC1Modules(t *testing.T) {
	t.Chdir("../..")
	mod := readGoMod(t, "go.mod")
	if len(mod.Replace)+len(mod.Exclude) > 0 || !strings.HasPrefix(mod.Toolchain, "go1.") {
		t.Errorf("go.mod replaces or excludes something, or does not say which Go a release is made with: %+v", mod)
	}
	modules, err := linked(strings.Split(everywhere, ","))
	if err != nil {
		t.Fatal(err)
	}
	inProgram := map[string]bool{}
	for _, m := range modules {
		inProgram[m.Path] = !m.Main
	}
	src := string(read(t, "SECURITY.md"))
	rows := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z0-9./-]+)` \\| (program|tests) \\| .{20,} \\|$").FindAllStringSubmatch(src, -1) {
		if rows[m[1]] != "" {
			t.Errorf("SECURITY.md has two rows for %s", m[1])
		}
		rows[m[1]] = m[2]
	}
	all, direct := 0, 0
	for _, require := range mod.Require {
		want := "tests"
		if inProgram[require.Path] {
			want = "program"
			all++
			if !require.Indirect {
				direct++
			}
		}
		if rows[require.Path] != want {
			t.Errorf("SECURITY.md must have a row for %s: %s, and says %q", require.Path, want, rows[require.Path])
		}
		delete(rows, require.Path)
		delete(inProgram, require.Path)
	}
	for path := range rows {
		t.Errorf("SECURITY.md has a row for %s, which go.mod does not name", path)
	}
	for path, yes := range inProgram {
		if yes {
			t.Errorf("the program is made from %s, which go.mod does not name", path)
		}
	}
	if said := fmt.Sprintf("from %d modules, %d of which its own code imports", all, direct); !strings.Contains(strings.Join(strings.Fields(src), " "), said) {
		t.Errorf("SECURITY.md does not say %q", said)
	}
	t.Chdir("internal/release")
	promise.Held(t, len(mod.Require))
}

// TestC2Audit holds modules that were mended once to the version in which they were, and
// what asks each week for others to a pinned version of it.
func TestC2Audit(t *testing.T) {
	least := map[string]string{
		"golang.org/x/net":                "v0.62.0", // the parser of HTML, behind what check promises
		"golang.org/x/text":               "v0.43.0", // CVE-2022-32149 and before: time without end
		"golang.org/x/image":              "v0.47.0", // CVE-2024-24792 and others: images that claim to be large
		"github.com/yuin/goldmark":        "v1.8.7",  // addresses of scripts, written with entities or as drawings
		"github.com/alecthomas/chroma/v2": "v2.27.0", // lexers that never end
		"go.yaml.in/yaml/v4":              "v4.0.0",  // bombs of aliases
	}
	tried := 0
	for _, require := range readGoMod(t, "../../go.mod").Require {
		if want, ok := least[require.Path]; ok && older(require.Version, want) {
			t.Errorf("%s %s is older than %s", require.Path, require.Version, want)
		} else if ok {
			delete(least, require.Path)
			tried++
		}
	}
	for path := range least {
		t.Errorf("%s is not in go.mod, or too old", path)
	}
	tools, sums := readGoMod(t, "../../tools.mod"), string(read(t, "../../tools.sum"))
	for _, require := range tools.Require {
		if !strings.Contains(sums, require.Path+" "+require.Version+" h1:") {
			t.Errorf("tools.sum has no digest of %s", require.Path)
		}
		tried++
	}
	for file, wants := range map[string][]string{
		"../../.ci/audit":                   {"go mod verify\n", "go tool -modfile=tools.mod govulncheck ./...\n"},
		"../../tools.mod":                   {"golang.org/x/vuln/cmd/govulncheck\n", "golang.org/x/vuln v1."},
		"../../.github/workflows/audit.yml": {"    - cron: \"29 8 * * 2\"\n", "make audit > audit.txt"},
		"../../.ci/test":                    {"go mod tidy -diff\n", "go mod verify"},
		"../../Makefile":                    {"audit: ; @.ci/audit\n"},
	} {
		for _, want := range wants {
			if !strings.Contains(string(read(t, file)), want) {
				t.Errorf("%s does not say %q", file, want)
			}
			tried++
		}
	}
	promise.Held(t, tried)
}

// older compares two versions by their numbers.
func older(version, than string) bool {
	numbers := func(v string) (n []int) {
		v, _, _ = strings.Cut(strings.TrimPrefix(v, "v"), "-")
		for s := range strings.SplitSeq(v, ".") {
			i, _ := strconv.Atoi(s)
			n = append(n, i)
		}
		return n
	}
	return slices.Compare(numbers(version), numbers(than)) < 0
}

func TestOlder(t *testing.T) {
	for _, c := range [][2]string{{"v0.9.0", "v0.62.0"}, {"v1.8.6", "v1.8.7"}, {"v0.0.0-20260213210345-44df1a37e875", "v0.0.1"}} {
		if !older(c[0], c[1]) || older(c[1], c[0]) || older(c[0], c[0]) {
			t.Errorf("%v", c)
		}
	}
}

// kindsOfInput are those that must each have a fuzz target in every run of the tests, by
// the target and the file that it is in.
var kindsOfInput = map[string]string{
	"front matter":             "internal/yaml FuzzFrontMatter",
	"a page, from Markdown":    "internal/build FuzzPage",
	"an address":               "internal/markdown FuzzAddress",
	"a slug, a path":           "internal/filename FuzzName",
	"a calendar":               "internal/feed FuzzCalendar",
	"a feed":                   "internal/feed FuzzAtom",
	"a table for spreadsheets": "internal/dataset FuzzCSV",
	"a path asked of a server": "internal/serve FuzzPath",
}

// judges are what looks for what is active in the output of a target, where that is markup
// or an address.
var judges = map[string]string{
	"FuzzPage": "judgePage(b.Bytes())", "FuzzAddress": "payload.Active(link)", "FuzzName": "payload.Active(", "FuzzAtom": "payload.Active(src)", "FuzzPath": "payload.Active(",
}

// corpus holds what a target begins with, beside its examples: some texts that an earlier
// run has found to reach more, each small.
func corpus(t *testing.T, dir string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 10 || len(files) > 60 {
		t.Errorf("%s has %d texts: %v", dir, len(files), err)
	}
	for _, file := range files {
		if info, err := file.Info(); err != nil || info.Size() > 4<<10 {
			t.Errorf("%s of %s is not small: %v", file.Name(), dir, err)
		}
	}
}

// TestC5Targets holds the fuzz targets to being there, begun with examples and a corpus,
// held to time and size, and in every run: for seconds in make test (.ci/fuzz quick), for
// half a minute in a job of its own.
func TestC5Targets(t *testing.T) {
	quick := string(read(t, "../../.ci/fuzz"))
	tried := 0
	for kind, target := range kindsOfInput {
		dir, name, _ := strings.Cut(target, " ")
		files, err := filepath.Glob(filepath.Join("../..", dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		found := false // with both oracles
		for _, file := range files {
			src := string(read(t, file))
			if _, body, ok := strings.Cut(src, "\nfunc "+name+"(f *testing.F) {\n"); ok {
				body, _, _ = strings.Cut(body, "\n}\n")
				found = strings.Contains(body, "f.Fuzz(") && strings.Contains(body, "golden.Bounded(") && strings.Contains(src, judges[name]) && (strings.Contains(body, "f.Add(") || strings.Contains(body, "(f"))
			}
		}
		if !found || !strings.Contains(quick, target+"\n") {
			t.Errorf("%s: %s is not there, has no examples, or is not in .ci/fuzz", kind, target)
		}
		corpus(t, filepath.Join("../..", dir, "testdata/fuzz", name))
		tried++
	}
	for file, want := range map[string]string{
		"../../.ci/fuzz":                   "cd \"$(dirname \"$0\")/..\"\n.ci/tools\n", // which targets read
		"../../.ci/promises":               "cd \"$(dirname \"$0\")/..\"\n.ci/tools\n",
		"../../.ci/cover":                  "cd \"$(dirname \"$0\")/..\"\n.ci/tools\n",
		"../../.ci/test":                   "\n.ci/fuzz quick\n",
		"../../.github/workflows/test.yml": "\n      - run: make fuzz\n        env:\n          FUZZTIME: 30s\n",
	} {
		if !strings.Contains(string(read(t, file)), want) {
			t.Errorf("%s has no %q", file, want)
		}
	}
	promise.Held(t, tried)
}

// TestCore holds the list of what guards the rest, whose lines make cover wants all
// reached, to files that exist.
func TestCore(t *testing.T) {
	for line := range strings.Lines(string(read(t, "../../.ci/core"))) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "" || name == "#" {
			continue
		}
		if _, err := os.Stat(filepath.Join("../..", name)); err != nil {
			t.Error(err)
		}
	}
}
