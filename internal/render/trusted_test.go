package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// conversions is how many places of the program turn text into markup. Whoever
// adds one changes this number, and says in trusted.go why its text is safe.
const conversions = 7

// TestConversions counts the places that html/template is told to trust, which are
// in trusted.go alone. What marks a place of a frame is a constant; the bench
// makes no site.
func TestConversions(t *testing.T) {
	found := map[string]int{}
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if n := trusts(t, name, src); n > 0 {
			found[filepath.ToSlash(name)] = n
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]int{"../../internal/render/trusted.go": conversions, "../../internal/render/frame.go": 1, "../../internal/bench/floor.go": 1}
	for name, n := range found {
		if n != allowed[name] {
			t.Errorf("%s turns text into markup in %d places, not %d", name, n, allowed[name])
		}
	}
	if found["../../internal/render/trusted.go"] != conversions {
		t.Errorf("the places were not found: %v", found)
	}
}

// trusts counts the conversions of a file, under whatever name it imports the
// package.
func trusts(t *testing.T, name string, src []byte) int {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
	if err != nil {
		t.Fatal(err)
	}
	imported := ""
	for _, spec := range file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil && path == "html/template" {
			imported = "template"
			if spec.Name != nil {
				imported = spec.Name.Name
			}
		}
	}
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		selector, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		of, ok := selector.X.(*ast.Ident)
		if ok && imported != "" && of.Name == imported && trusted[selector.Sel.Name] {
			n++
		}
		return true
	})
	return n
}

var trusted = map[string]bool{"HTML": true, "HTMLAttr": true, "URL": true, "JS": true, "JSStr": true, "CSS": true, "Srcset": true}
