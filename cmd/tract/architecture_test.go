package main

import (
	"go/parser"
	"go/token"
	"io/fs"
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

// TestArchitectureStandard holds the code to the other table: who may import the
// packages of the standard library that reach the disk, the network, another
// process, raw memory or chance. A permission that nobody uses fails too.
func TestArchitectureStandard(t *testing.T) {
	allowed := map[string][]string{} // by the path of a guarded package
	used := map[string]bool{}        // "row: package of ours"
	rows := map[string]string{}      // the row of a guarded package
	for _, cells := range readRows(t, "../../ARCHITECTURE.md", 3) {
		for _, std := range names(cells[0]) {
			allowed[std], rows[std] = names(cells[1]), cells[0]
			if strings.TrimSpace(cells[1]) == "any" {
				allowed[std] = nil
			}
		}
	}
	if _, ok := allowed["os/exec"]; !ok {
		t.Fatal("ARCHITECTURE.md has no table of the standard library")
	}
	for name, paths := range sourceImports(t, "../..") {
		for _, imported := range paths {
			std := guardedBy(allowed, imported)
			if std == "" {
				continue
			}
			used[rows[std]+": "+name] = true
			if allowed[std] != nil && !slices.Contains(allowed[std], name) {
				t.Errorf("%s imports %s, which the table allows in %q only", name, imported, allowed[std])
			}
		}
	}
	for std, packages := range allowed {
		for _, name := range packages {
			if !used[rows[std]+": "+name] {
				t.Errorf("the table allows %s in %s, which does not use it", std, name)
			}
		}
	}
}

// guardedBy gives the row that a package of the standard library falls under:
// its own, or that of the nearest package above it.
func guardedBy[T any](rows map[string]T, imported string) string {
	for ; imported != "."; imported = path.Dir(imported) {
		if _, ok := rows[imported]; ok {
			return imported
		}
	}
	return ""
}

// readTable gives the third and fourth column of each row of the packages.
func readTable(t *testing.T, file string) map[string][]string {
	table := map[string][]string{}
	for _, cells := range readRows(t, file, 4) {
		table[strings.Trim(cells[0], " `")] = names(cells[2] + cells[3])
	}
	return table
}

// readRows gives the cells of each row of that many columns whose first cell begins
// with a name in backquotes.
func readRows(t *testing.T, file string, columns int) [][]string {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(src)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if len(cells) == columns && strings.HasPrefix(strings.TrimSpace(cells[0]), "`") {
			rows = append(rows, cells)
		}
	}
	return rows
}

// names gives what stands in backquotes in a cell.
func names(cell string) []string {
	found := []string{}
	for i, word := range strings.Split(cell, "`") {
		if i%2 == 1 {
			found = append(found, word)
		}
	}
	return found
}

// readImports gives, for each package of ours, what it imports of ours and of
// others, by the names of the table.
func readImports(t *testing.T, root string) map[string][]string {
	imports := map[string][]string{}
	for name, paths := range sourceImports(t, root) {
		imports[name] = []string{}
		for _, p := range paths {
			if i := short(p); i != "" && !slices.Contains(imports[name], i) {
				imports[name] = append(imports[name], i)
			}
		}
	}
	return imports
}

// sourceImports gives, for each package of ours, the paths that its source (tests
// aside) imports, on any system.
func sourceImports(t *testing.T, root string) map[string][]string {
	imports := map[string][]string{}
	read := func(file string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && entry.Name() == "testdata" {
			return filepath.SkipDir
		}
		if err != nil || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		name := filepath.Base(filepath.Dir(file))
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[name] = append(imports[name], imported)
		}
		return nil
	}
	for _, dir := range []string{"cmd", "internal", "layouts", "assets"} {
		if err := filepath.WalkDir(filepath.Join(root, dir), read); err != nil {
			t.Fatal(err)
		}
	}
	return imports
}

// short gives the name that the table uses for an import: our package's last
// element, a module's path, or nothing for the standard library.
func short(name string) string {
	if rest, ok := strings.CutPrefix(name, "tract/"); ok {
		return path.Base(rest)
	}
	for _, module := range []string{"github.com/fsnotify/fsnotify", "github.com/yuin/goldmark", "github.com/alecthomas/chroma/v2", "github.com/tdewolff/minify/v2", "github.com/tdewolff/parse/v2", "golang.org/x/text", "golang.org/x/net", "golang.org/x/sys", "github.com/google/go-cmp", "github.com/rogpeppe/go-internal", "codeberg.org/go-pdf/fpdf", "github.com/blevesearch/snowballstem", "github.com/go-text/typesetting", "github.com/pelletier/go-toml/v2"} {
		if strings.HasPrefix(name, module) {
			return path.Base(strings.TrimSuffix(module, "/v2"))
		}
	}
	switch {
	case strings.HasPrefix(name, "go.yaml.in/yaml/"):
		return "yaml/v4"
	case strings.HasPrefix(name, "github.com/spf13/"):
		return path.Base(name)
	case strings.HasPrefix(name, "github.com/chromedp/"):
		return "chromedp"
	case !strings.Contains(strings.SplitN(name, "/", 2)[0], "."):
		return ""
	}
	return name
}
