package main

import (
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestArchitectureImports holds the code to the package table of ARCHITECTURE.md: each
// row names a package, what it gives, which of our packages it imports, and
// which modules it alone imports. An arrow that is not in the table fails, and
// so does one in the table that the code does not have.
func TestArchitectureImports(t *testing.T) {
	table := readTable(t, "../../ARCHITECTURE.md")
	actual := readImports(t, "../..")
	for name, imports := range actual {
		row, ok := table[name]
		if !ok {
			t.Errorf("package %s is not in the table of ARCHITECTURE.md", name)
			continue
		}
		for _, i := range imports {
			if !slices.Contains(row, i) {
				t.Errorf("%s imports %s: the table has no such arrow", name, i)
			}
		}
		for _, i := range row {
			if !slices.Contains(imports, i) {
				t.Errorf("the table says that %s imports %s, and it does not", name, i)
			}
		}
	}
	for name := range table {
		if _, ok := actual[name]; !ok {
			t.Errorf("the table has a package %s that does not exist", name)
		}
	}
}

// readTable gives the third and fourth column of each row whose first cell is a
// package in backquotes.
func readTable(t *testing.T, file string) map[string][]string {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	table := map[string][]string{}
	for line := range strings.Lines(string(src)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if len(cells) != 4 || !strings.HasPrefix(strings.TrimSpace(cells[0]), "`") {
			continue
		}
		row := []string{}
		for _, word := range strings.Split(cells[2]+"`"+cells[3], "`") {
			if word = strings.Trim(word, " ,·"); word != "" && word != "–" {
				row = append(row, word)
			}
		}
		table[strings.Trim(cells[0], " `")] = row
	}
	return table
}

// readImports gives, for each package of ours, what its source (tests aside)
// imports of ours and of others.
func readImports(t *testing.T, root string) map[string][]string {
	imports := map[string][]string{}
	for _, pattern := range []string{"cmd/*/*.go", "internal/*/*.go", "layouts/*.go", "assets/*.go"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimPrefix(path.Base(path.Dir(filepath.ToSlash(file))), "internal/")
			if imports[name] == nil {
				imports[name] = []string{}
			}
			for _, spec := range parsed.Imports {
				if i := short(spec.Path.Value); i != "" && !slices.Contains(imports[name], i) {
					imports[name] = append(imports[name], i)
				}
			}
		}
	}
	return imports
}

// short gives the name that the table uses for an import: our package's last
// element, a module's path, or nothing for the standard library.
func short(quoted string) string {
	name, err := strconv.Unquote(quoted)
	if err != nil {
		return quoted
	}
	if rest, ok := strings.CutPrefix(name, "tract/"); ok {
		return path.Base(rest)
	}
	for _, module := range []string{"github.com/yuin/goldmark", "github.com/alecthomas/chroma/v2", "github.com/tdewolff/minify/v2", "github.com/tdewolff/parse/v2", "golang.org/x/text", "golang.org/x/net", "github.com/google/go-cmp", "github.com/rogpeppe/go-internal"} {
		if strings.HasPrefix(name, module) {
			return path.Base(strings.TrimSuffix(module, "/v2"))
		}
	}
	switch {
	case strings.HasPrefix(name, "go.yaml.in/yaml/"):
		return "yaml/v4"
	case strings.HasPrefix(name, "github.com/spf13/"):
		return path.Base(name)
	case !strings.Contains(strings.SplitN(name, "/", 2)[0], "."):
		return ""
	}
	return name
}
