package main

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tract/internal/promise"
)

// askers find the names of packages with which one asks another computer, rather than
// answers, starts a program, or reads the environment: who may import these packages may
// not all use them.
var askers = map[string]*regexp.Regexp{
	"net/http":              regexp.MustCompile(`^(Get|Head|Post|PostForm|(Default)?(Client|Transport)|NewRequest|NewRequestWithContext|RoundTripper)$`),
	"net":                   regexp.MustCompile(`^(Dial|Lookup|Resolver|DefaultResolver|ListenUDP|ListenIP|ListenPacket|ListenMulticast)`),
	"os":                    regexp.MustCompile(`^(StartProcess|FindProcess|Getenv|LookupEnv|Environ|ExpandEnv|Setenv)$`),
	"syscall":               regexp.MustCompile(`^(Exec|ForkExec|StartProcess|Getenv|Environ|Socket|Connect|CreateProcess)`),
	"golang.org/x/sys/unix": regexp.MustCompile(`^(Exec|Getenv|Environ|Socket|Connect|Ptrace)`),
}

var lowLevel = regexp.MustCompile(`(?m)^//go:(linkname|cgo_|noescape|nosplit)|^import "C"`)

// TestC1Powers holds the source of each package to having no power that the tables of
// ARCHITECTURE.md do not give it, by ways that imports do not show: asking the network
// with a package that serves, starting a program, reading the environment, assembly, C,
// symbols of others. Beside external, whose matter it is, and bench, which measures a
// server, nobody asks; serve learns its own address, which sends nothing. The command
// reads variables that are for it, and the maker of releases runs Go.
func TestC1Powers(t *testing.T) {
	allowed := map[string]string{"external": ".", "bench": ".", "serve": `^net\.Dial$`, "tract": `^os\.Getenv$`, "release": `^os\.(Getenv|Environ)$`}
	packages := map[string]bool{}
	for _, top := range []string{"cmd", "internal", "layouts", "assets"} {
		err := filepath.WalkDir(filepath.Join("../..", top), func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil || entry.IsDir() && entry.Name() == "testdata":
				return cmp.Or(err, error(filepath.SkipDir))
			case slices.Contains([]string{".s", ".S", ".c", ".h", ".syso"}, filepath.Ext(name)):
				t.Errorf("%s is not Go", name)
			case filepath.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go"):
				of := filepath.Base(filepath.Dir(name))
				packages[filepath.Dir(name)] = true
				asks(t, name, regexp.MustCompile(cmp.Or(allowed[of], "^$")))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	promise.Held(t, len(packages))
}

// asks reads a file.
func asks(t *testing.T, name string, allowed *regexp.Regexp) {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if at := lowLevel.Find(src); at != nil {
		t.Errorf("%s: %s", name, at)
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{} // of packages, as the file calls them
	for _, spec := range parsed.Imports {
		imported := strings.Trim(spec.Path.Value, `"`)
		called := imported[strings.LastIndex(imported, "/")+1:]
		if spec.Name != nil {
			called = spec.Name.Name
		}
		if askers[imported] != nil {
			names[called] = imported
		}
		if called == "." {
			t.Errorf("%s imports %s without its name", name, imported)
		}
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if of, ok := s.X.(*ast.Ident); ok && names[of.Name] != "" && askers[names[of.Name]].MatchString(s.Sel.Name) && !allowed.MatchString(of.Name+"."+s.Sel.Name) {
				t.Errorf("%s has a power that it should not: %s.%s", name, of.Name, s.Sel.Name)
			}
		}
		return true
	})
}
