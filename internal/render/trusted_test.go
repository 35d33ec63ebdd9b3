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

	"tract/internal/promise"
)

// How many places turn text into markup, all in trusted.go; and how many hand over
// bytes to it that the functions of escape.go wrote. Whoever adds one changes the number,
// and says in trusted.go why its text is safe.
const (
	conversions = 7
	handed      = 16
)

// trusted are the types by which html/template is told to trust a text.
var trusted = map[string]bool{"HTML": true, "HTMLAttr": true, "URL": true, "JS": true, "JSStr": true, "CSS": true, "Srcset": true}

// TestX4Trusted reads the program. Text is told to be markup in one file alone, and an
// attribute is opened by one function. The bench makes no site.
func TestX4Trusted(t *testing.T) {
	files, opened, given, told := 0, 0, 0, 0
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "bench" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return skipDir(err)
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files++
		name = filepath.ToSlash(strings.TrimPrefix(filepath.Clean(name), filepath.Join("..", "..")+string(filepath.Separator)))
		of := read(t, name, src)
		want := 0
		if name == "internal/render/trusted.go" {
			want = conversions
		}
		n := of.trusts()
		if told += n; n != want {
			t.Errorf("%s tells html/template to trust a text in %d places, not %d", name, n, want)
		}
		if strings.HasPrefix(name, "internal/render/") {
			given += of.calls("markup")
		}
		if strings.HasPrefix(name, "internal/render/") || strings.HasPrefix(name, "internal/markdown/") {
			for _, s := range of.attributes() {
				t.Errorf("%s writes the value of an attribute after %q by itself", name, s)
			}
			opened++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if given != handed {
		t.Errorf("markup is called in %d places, not %d", given, handed)
	}
	if files < 300 || opened < 40 {
		t.Errorf("only %d files were read, %d of those that write pages", files, opened)
	}
	promise.Held(t, told+given)
}

func skipDir(err error) error {
	if err != nil {
		return err
	}
	return filepath.SkipDir
}

// TestReaderOfConversions holds the reader of the other test to what it must find.
func TestReaderOfConversions(t *testing.T) {
	for src, want := range map[string]int{
		`import "html/template"; var a = template.HTML(b)`:                                   1,
		`import h "html/template"; var a = h.JS(b)`:                                          1,
		`import . "html/template"; var a = URL(b)`:                                           1,
		`import "html/template"; type own template.HTMLAttr`:                                 1,
		`import "html/template"; type own = template.CSS`:                                    1,
		`import "html/template"; var a = (template.JSStr)(b)`:                                1,
		`import "html/template"; var a = f[template.Srcset](b)`:                              1,
		`import "html/template"; func f() { var p *template.HTML; _ = (*template.HTML)(p) }`: 1,
		`import "html/template"; func f() template.HTML { return g() }`:                      0,
		`import "html/template"; var a = template.HTMLEscapeString(b)`:                       0,
		`import "html/template"; type view struct { Body template.HTML }`:                    0,
		`import "text/template"; var a = template.New(b)`:                                    0,
		`var a = markup(b)`: 0,
	} {
		if n := read(t, "a.go", []byte("package a\n"+src)).trusts(); n != want {
			t.Errorf("%s: %d, not %d", src, n, want)
		}
	}
	for src, want := range map[string]int{
		"var a = `<a href=\"` + b": 1, "var a = \"<a title='\" + b": 1, "var a = \" data-x=\" + b": 1, "var a = `<a id=\"%s\">`": 1,
		"var a = ` class=\"card\"` + b": 0, "var a = \"x = \" + b": 0, "var a = `<b data-format=\"text\">`": 0,
	} {
		if s := read(t, "a.go", []byte("package a\n"+src)).attributes(); len(s) != want {
			t.Errorf("%s: %q, not %d", src, s, want)
		}
	}
}

// source is a file of Go, and the name by which it knows html/template.
type source struct {
	*ast.File
	template string
}

func read(t *testing.T, name string, src []byte) source {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	of := source{File: file}
	for _, spec := range file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil && path == "html/template" {
			of.template = "template"
			if spec.Name != nil {
				of.template = spec.Name.Name
			}
		}
	}
	return of
}

// names says whether an expression is one of the trusted types, or a pointer to one.
func (s source) names(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return s.names(e.X)
	case *ast.StarExpr:
		return s.names(e.X)
	case *ast.Ident:
		return s.template == "." && trusted[e.Name]
	case *ast.SelectorExpr:
		of, ok := e.X.(*ast.Ident)
		return ok && s.template != "" && of.Name == s.template && trusted[e.Sel.Name]
	}
	return false
}

// trusts counts where a file may make a trusted value of a text: by a conversion, by a
// type of its own that is one of those, or by telling a generic function the type.
func (s source) trusts() (n int) {
	found := func(exprs ...ast.Expr) {
		for _, e := range exprs {
			if s.names(e) {
				n++
			}
		}
	}
	ast.Inspect(s.File, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.CallExpr:
			found(node.Fun)
		case *ast.TypeSpec:
			found(node.Type)
		case *ast.IndexExpr:
			found(node.Index)
		case *ast.IndexListExpr:
			found(node.Indices...)
		}
		return true
	})
	return n
}

// calls counts the calls of a function of the package.
func (s source) calls(name string) (n int) {
	ast.Inspect(s.File, func(node ast.Node) bool {
		if call, ok := node.(*ast.CallExpr); ok {
			if of, ok := call.Fun.(*ast.Ident); ok && of.Name == name {
				n++
			}
		}
		return true
	})
	return n
}

// attributes gives the strings that open an attribute whose value follows.
func (s source) attributes() (opening []string) {
	ast.Inspect(s.File, func(node ast.Node) bool {
		literal, ok := node.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return true
		}
		text, err := strconv.Unquote(literal.Value)
		if err != nil {
			return true
		}
		for _, end := range []string{`="`, `='`, `=`} {
			if before, ok := strings.CutSuffix(text, end); ok && len(before) > 0 && before[len(before)-1] > ' ' && strings.Contains(before, " ") {
				opening = append(opening, text)
				return true
			}
		}
		if strings.Contains(text, `="%`) || strings.Contains(text, `='%`) {
			opening = append(opening, text)
		}
		return true
	})
	return opening
}
