package promise

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var testFunc = regexp.MustCompile(`(?m)^func (Test[XPDRSC][0-9]+[A-Z]\w*)\(t \*testing\.T\) +\{(?:([^\n]+)\}$|\n((?s:.*?))^\})`)

// TestTable holds the table to the tests: each row has one, or says why not; each
// test of a promise is in it and says what it tried; and none is that is not there.
func TestTable(t *testing.T) {
	text, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	results, err := parse(string(text))
	if err != nil {
		t.Fatal(err)
	}
	packages := testsOf(t)
	for test, in := range packages {
		if results[test].Package != in {
			t.Errorf("%s in %s is not in SECURITY.md: make promises", test, in)
		}
	}
	for test := range results {
		if packages[test] == "" {
			if delete(results, test); !*update {
				t.Errorf("SECURITY.md names %s, which does not exist: make promises", test)
			}
		}
	}
	for _, row := range Rows {
		held := false
		for test := range packages {
			held = held || testName.FindStringSubmatch(test)[1] == row.ID
		}
		if !held && row.Not == "" {
			t.Errorf("no test holds %s (%s), and nothing says why", row.ID, row.Promise)
		}
	}
	want, err := replace(string(text), results)
	if err != nil {
		t.Fatal(err)
	}
	if want == string(text) {
		return
	}
	if !*update {
		t.Fatal("the table of SECURITY.md is not as its rows are now: make promises")
	}
	if err := os.WriteFile("../../SECURITY.md", []byte(want), 0o666); err != nil {
		t.Fatal(err)
	}
}

// testsOf gives the folder of each test that is named after a row.
func testsOf(t *testing.T) map[string]string {
	t.Helper()
	packages := map[string]string{}
	root := os.DirFS("../..")
	for _, top := range []string{"cmd", "internal", "layouts", "assets"} {
		err := fs.WalkDir(root, top, func(p string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(p, "_test.go") {
				return err
			}
			src, err := fs.ReadFile(root, p)
			if err != nil {
				return err
			}
			for _, m := range testFunc.FindAllSubmatch(src, -1) {
				name := string(m[1])
				if !bytes.Contains(slices.Concat(m[2], m[3]), []byte("promise.Held(t, ")) {
					t.Errorf("%s: %s does not say what it tried (promise.Held)", p, name)
				}
				if other, twice := packages[name]; twice {
					t.Errorf("%s is in %s and in %s", name, other, p)
				}
				packages[name] = path.Dir(p)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return packages
}

func TestReplace(t *testing.T) {
	text := "before\n" + begin + "old\n" + end + "after\n"
	results := map[string]result{"TestX1Active": {"internal/build", 1690, 64220}, "TestX12Bytes": {"internal/asset", 20, 0}}
	got, err := replace(text, results)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"before\n", "after\n",
		"| X1 | " + Rows[0].Promise + " | `TestX1Active` in `internal/build` | 1,690 | 64,220 | 0 |\n",
		"| `TestX12Bytes` in `internal/asset` | 20 |  | 0 |\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	again, err := parse(got)
	if err != nil || again["TestX1Active"] != results["TestX1Active"] || again["TestX12Bytes"] != results["TestX12Bytes"] || len(again) != 2 {
		t.Errorf("%v %v", again, err)
	}
	if _, err := parse("no place"); err == nil {
		t.Error("a text without a place for the table was read")
	}
}

// TestSoaked holds the one number that make promises leaves out to the command that finds
// it out: it tries all, and writes, and the text above the table says so.
func TestSoaked(t *testing.T) {
	for file, want := range map[string]string{
		"../../Makefile":                 "^Test(R6RandomEdits|R9ManyRebuilds|Burst|Saves|Unquiet)$$' -timeout 1h -v -soak -whole -promises $(SOAK)\n",
		"../../SECURITY.md":              "are in `make soak` alone",
		"../../cmd/tract/random_test.go": "if *sequences == 0 && *soak == promise.Whole() {\n\t\tpromise.Held(",
	} {
		if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s has no %q (%v)", file, want, err)
		}
	}
}
