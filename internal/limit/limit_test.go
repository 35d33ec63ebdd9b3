package limit_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	_ "tract/internal/golden" // for its flag
	"tract/internal/limit"
)

var pages = map[string]struct{ file, preface, columns string }{
	"en": {"../../docs/limits.md", `# The limits

En français : [limits.fr.md](limits.fr.md).

How much of something a site may have, and what happens to what is over it. They are far from what people write, and
keep a text that was made to do harm from taking the machine of whoever builds the site. How long the texts of fields
may be is in [fields.md](fields.md).

`, "| what | at most | beyond |"},
	"fr": {"../../docs/limits.fr.md", `# Les limites

In English: [limits.md](limits.md).

Combien un site peut contenir de chaque chose, et ce qu’il advient de ce qui dépasse. Ces limites sont bien au-dessus de
ce que les gens écrivent, et empêchent un texte fait pour nuire d’accaparer l’ordinateur de qui produit le site. La
longueur permise aux textes des champs est dans [fields.fr.md](fields.fr.md).

`, "| quoi | au plus | au-delà |"},
}

// TestLimitsAreDocumented holds docs/limits.md and its French twin to the table.
func TestLimitsAreDocumented(t *testing.T) {
	for language, page := range pages {
		var b strings.Builder
		b.WriteString(page.preface)
		for i, s := range limit.Table() {
			if i > 0 {
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "## %s\n\n%s\n|---|---|---|\n", s.Title.In(language), page.columns)
			for _, r := range s.Rows {
				fmt.Fprintf(&b, "| %s | %s | %s |\n", r.What.In(language), r.Quantity(language), r.Beyond.In(language))
			}
		}
		if flag.Lookup("update").Value.String() == "true" {
			if err := os.WriteFile(page.file, []byte(b.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if src, err := os.ReadFile(page.file); err != nil || string(src) != b.String() {
			t.Errorf("%s is not what the table says; go test ./internal/limit -update writes it (%v)", page.file, err)
		}
	}
}

// TestTableIsWhole holds the table to the constants: each has a row with its own value,
// and the package that the row names keeps it.
func TestTableIsWhole(t *testing.T) {
	missing := map[string]bool{}
	for name := range constants(t, "limit.go") {
		missing[name] = true
	}
	src, err := os.ReadFile("table.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range limit.Table() {
		for _, r := range s.Rows {
			if !missing[r.Name] {
				t.Errorf("the table has %s, which is no constant or has a row already", r.Name)
			}
			delete(missing, r.Name)
			if own := regexp.MustCompile(`\{"` + r.Name + `", .*\}, (int64\()?` + r.Name + `\)?, (Count|Bytes|Time|Pixels), `); !own.Match(src) {
				t.Errorf("the row of %s has not its value", r.Name)
			}
			dir := "../" + r.Package
			if r.Package == "tract" {
				dir = "../../cmd/tract"
			}
			if !uses(t, dir, r.Name) {
				t.Errorf("%s does not keep %s", dir, r.Name)
			}
		}
	}
	for name := range missing {
		t.Errorf("the table lacks %s", name)
	}
}

func uses(t *testing.T, dir, name string) bool {
	t.Helper()
	found := false
	word := regexp.MustCompile(`\b` + name + `\b`)
	for file, src := range sources(t, dir) {
		found = found || dir != "../limit" && word.Match(src) || dir == "../limit" && file == "../limit/guard.go" && word.Match(src)
	}
	return found
}

// elsewhere are numbers that look like caps and are none: what an algorithm finds
// worth its while, how large a buffer is, how something looks.
var elsewhere = strings.Fields(`asset.heavyBytes build.shareBytes diag.Most diag.MostErrors
	external.later importer.most importer.longest leaflet.longestAddress leaflet.longestPart lettering.balance locale.longest locale.most
	markdown.most memory.read render.largest render.longestMail render.mega render.size render.step review.longest
	review.longestShort schema.longestReserved search.grow search.longest search.most search.perShard serve.mostDocuments
	site.longest site.mostGuesses site.mostWaiting translation.maxTable tree.maxKept watch.longest
	cmd/tract.collectAt cmd/tract.identity cmd/tract.largeSite cmd/tract.leastMemory cmd/tract.shelfBytes`)

var capName = regexp.MustCompile(`^([Mm]ax|[Ll]argest|[Ll]ongest|[Mm]ost)([A-Z]\w*)?$`)

// TestCapsAreInTheTable finds constants that are called like caps, and sizes in
// kilobytes and megabytes, outside of the table.
func TestCapsAreInTheTable(t *testing.T) {
	found := map[string]bool{}
	for _, dir := range folders(t) {
		for file := range sources(t, dir) {
			for name := range capsOf(t, file) {
				found[strings.TrimPrefix(strings.TrimPrefix(path.Dir(file), "../../"), "../")+"."+name] = true
			}
		}
	}
	for name := range found {
		if !slices.Contains(elsewhere, name) {
			t.Errorf("%s looks like a cap: it belongs into the table, or is none", name)
		}
	}
	for _, name := range elsewhere {
		if !found[name] {
			t.Errorf("there is no %s", name)
		}
	}
}

// capsOf gives what looks like a cap in a file, by name, or by the function that it
// is in.
func capsOf(t *testing.T, file string) map[string]bool {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, d := range parsed.Decls {
		in := "var"
		if f, ok := d.(*ast.FuncDecl); ok {
			in = f.Name.Name
		}
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if in == "var" {
						in = name.Name
					}
					if i < len(n.Values) && capName.MatchString(name.Name) && isNumber(n.Values[i]) || i < len(n.Values) && isSize(n.Values[i]) {
						found[name.Name] = true
					}
				}
			case *ast.BinaryExpr:
				if isSize(n) {
					found[in] = true
				}
			}
			return true
		})
	}
	return found
}

// derived are the functions that reckon with a cap and set none: waits that are part of
// the time of a request, where a key is best cut, keys that are counted with their values.
var derived = strings.Fields("external.dial external.newAsker locale.shorten yaml.node")

// TestNoCapsAreReckoned finds caps that are multiples or parts of those of the table: they
// belong there with a row of their own.
func TestNoCapsAreReckoned(t *testing.T) {
	found := map[string]bool{}
	for _, dir := range folders(t) {
		for file := range sources(t, dir) {
			for name := range reckonedIn(t, file) {
				found[path.Base(dir)+"."+name] = true
			}
		}
	}
	for name := range found {
		if !slices.Contains(derived, name) {
			t.Errorf("%s reckons with a cap: what comes out belongs into the table, or is none", name)
		}
	}
	for _, name := range derived {
		if !found[name] {
			t.Errorf("%s reckons with no cap", name)
		}
	}
}

// reckonedIn gives the functions and variables of a file in which a cap is multiplied or
// divided by a number. To shift it to the right is to tell its kilobytes.
func reckonedIn(t *testing.T, file string) map[string]bool {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, d := range parsed.Decls {
		in := "var"
		if f, ok := d.(*ast.FuncDecl); ok {
			in = f.Name.Name
		}
		ast.Inspect(d, func(n ast.Node) bool {
			b, ok := n.(*ast.BinaryExpr)
			if ok && slices.Contains([]token.Token{token.MUL, token.QUO, token.SHL}, b.Op) && (isCap(b.X) && isLiteral(b.Y) || isLiteral(b.X) && isCap(b.Y)) {
				found[in] = true
			}
			return true
		})
	}
	return found
}

// isCap says whether a value is a cap, or one that is reckoned from it.
func isCap(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return isCap(e.X) || isCap(e.Y)
	case *ast.CallExpr:
		return len(e.Args) == 1 && isCap(e.Args[0])
	case *ast.SelectorExpr:
		x, ok := e.X.(*ast.Ident)
		return ok && x.Name == "limit" && ast.IsExported(e.Sel.Name)
	}
	return false
}

func isLiteral(e ast.Expr) bool {
	_, ok := e.(*ast.BasicLit)
	return ok
}

// isNumber says whether a value is one without names, but for those of time.
func isNumber(e ast.Expr) bool {
	number := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			number = false
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" {
				return false
			}
		case *ast.FuncLit, *ast.CompositeLit:
			number = false
		}
		return number
	})
	return number
}

// isSize says whether a value is a number shifted by ten bits, or more.
func isSize(e ast.Expr) bool {
	b, ok := e.(*ast.BinaryExpr)
	if !ok || b.Op != token.SHL {
		return false
	}
	by, ok := b.Y.(*ast.BasicLit)
	return ok && slices.Contains([]string{"10", "20", "30"}, by.Value)
}

// folders are those of packages, but for tests' and measurements'.
func folders(t *testing.T) []string {
	t.Helper()
	list := []string{"../../cmd/tract"}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains([]string{"limit", "bench", "browser", "golden", "promise"}, e.Name()) && e.IsDir() {
			list = append(list, "../"+e.Name())
		}
	}
	return list
}

// sources gives the files of a package, without tests.
func sources(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	names, err := fs.Glob(os.DirFS(dir), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(path.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files[path.Join(dir, name)] = src
	}
	return files
}

// constants gives the names of a file's constants.
func constants(t *testing.T, file string) map[string]bool {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, d := range parsed.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
			for _, s := range g.Specs {
				for _, name := range s.(*ast.ValueSpec).Names {
					names[name.Name] = true
				}
			}
		}
	}
	return names
}
