package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/promise"
)

// TestC1Systems type-checks the program as it is on other systems, without C: the tests
// run on one. Of packages of others only what they offer is looked at.
func TestC1Systems(t *testing.T) {
	targets := []string{"windows/amd64", "darwin/arm64"}
	if promise.Whole() {
		targets = strings.Split(everywhere, ",")
	}
	for _, target := range targets {
		checkTypes(t, target)
	}
	promise.Held(t, len(targets))
}

// checkTypes reads what go list names, which is each package after those that it imports.
func checkTypes(t *testing.T, target string) {
	t.Helper()
	c := command(target, "list", "-deps", "-json=ImportPath,Dir,GoFiles,CgoFiles,ImportMap,Standard,Module", "./cmd/tract")
	c.Dir = "../.."
	listed, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	_, processor, _ := strings.Cut(target, "/")
	known := imported{"unsafe": types.Unsafe}
	fset := token.NewFileSet()
	for d := json.NewDecoder(bytes.NewReader(listed)); ; {
		var p struct {
			ImportPath, Dir   string
			GoFiles, CgoFiles []string
			ImportMap         map[string]string
			Standard          bool
			Module            *module
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		ours := p.Module != nil && p.Module.Main
		if p.ImportPath == "unsafe" {
			continue
		}
		if len(p.CgoFiles) > 0 {
			t.Errorf("%s: %s needs a C compiler", target, p.ImportPath)
		}
		var files []*ast.File
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		faults := 0
		conf := types.Config{
			Importer: mapped{known, p.ImportMap}, IgnoreFuncBodies: !ours, Sizes: types.SizesFor("gc", processor), FakeImportC: true,
			Error: func(err error) {
				if faults++; ours && faults < 10 {
					t.Errorf("%s: %v", target, err)
				}
			},
		}
		known[p.ImportPath], _ = conf.Check(p.ImportPath, fset, files, nil) // Error has told
	}
}

// imported are the packages that were checked.
type imported map[string]*types.Package

// mapped finds them for a package, whose names for them may be others.
type mapped struct {
	known imported
	names map[string]string
}

// Import gives a package that was checked before.
func (m mapped) Import(path string) (*types.Package, error) {
	if other := m.names[path]; other != "" {
		path = other
	}
	if p := m.known[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("%s: %w", path, os.ErrNotExist)
}
