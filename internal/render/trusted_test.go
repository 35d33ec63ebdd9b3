package render

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/net/html"

	"tract/internal/asset"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/promise"
	"tract/internal/site"
	"tract/layouts"
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

// TestTrustedTexts has texts pass all that gives markup, and reads it as browsers do: no
// element is there but the function's own, and the text is whole.
func TestTrustedTexts(t *testing.T) {
	c := common(t, "https://example.org/")
	w := &words{c.Languages[0], c.Languages, plain{}}
	v := renderer(t, c, fstest.MapFS{}).view(w.l, "fr/a.html")
	for _, text := range slices.Concat(ending, hostile, []string{"<img src=x onerror=alert(1)>", `" onclick="alert(1)`}) {
		v.Page = plainPage(c, "fr/a.html", text)
		v.Page.Image = &site.Picture{Sizes: []site.Size{{Address: "images/a.png", Width: 3, Height: 2}}}
		v.Page.Document.Image.Alt = text
		for name, made := range map[string]struct {
			markup template.HTML
			want   string // its elements, and the text
		}{
			"foreign":                   {w.foreign(site.Words{Text: text, Language: "en"}), "span " + letters(text)},
			"foreign by its language":   {w.foreign(site.Words{Text: "x", Language: text}), "span x"},
			"quoted":                    {w.quoted(site.Words{Text: text}), letters(text)},
			"quoted of another":         {w.quoted(site.Words{Text: text, Language: "en"}), "span " + letters(text)},
			"bold":                      {bold(text+"\n7\n"+text, "\n7\n"), "b " + letters(text+"7"+text)},
			"bold of what is not":       {bold(text, "no such number"), letters(text)},
			"words in bold":             {boldWords(text), "b " + letters(text)},
			"a picture":                 {v.Photo(), "img " + letters(text)},
			"a partial":                 {markup(v.part("source", &site.Source{Title: site.Words{Text: text}})), "bdi " + letters(text)},
			"a sentence of the theme's": {w.around("quote", "text", string(markup(markdown.AppendText(nil, text)))), letters(text)},
		} {
			elements, says := "", ""
			for n := range parsed(t, []byte("<!doctype html><title></title><body>"+made.markup)).Descendants() {
				switch {
				case n.Type == html.TextNode:
					says += letters(n.Data)
				case n.Type == html.ElementNode && !slices.Contains([]string{"html", "head", "title", "body"}, n.Data):
					elements += n.Data + " "
					for _, a := range n.Attr {
						switch {
						case a.Key == "alt":
							says += letters(a.Val)
						case strings.HasPrefix(a.Key, "on"):
							t.Errorf("%s of %q has %s", name, text, a.Key)
						}
					}
				}
			}
			if got := elements + says; got != made.want {
				t.Errorf("%s of %q: %q, want %q: %s", name, text, got, made.want, made.markup)
			}
		}
	}
}

// TestTrustedDates writes dates in their markup, the day in bold where there is one, into
// sentences whose own signs are no markup.
func TestTrustedDates(t *testing.T) {
	c := common(t, "")
	w := &words{c.Languages[0], c.Languages, plain{}}
	day, month := locale.Date{Year: 2025, Month: 3, Day: 15}, locale.Date{Year: 2025, Month: 3}
	const own = `<time datetime="2025-03-15">15 mars 2025</time>`
	for _, made := range []struct{ got, want string }{
		{string(w.when(day)), own},
		{string(w.when(month)), `<time datetime="2025-03">mars 2025</time>`},
		{string(w.dated("data.checked", day)), "Textes relus d’après leurs sources le " + own},
		{string(w.leaf(day)), "<b>15</b> <span>mars</span> <span>2025</span>"},
		{string(w.leaf(month)), "<span>mars 2025</span>"},
	} {
		if got := strings.ReplaceAll(made.got, "\u00a0", " "); got != made.want {
			t.Errorf("%s, want %s", got, made.want)
		}
	}
	src, err := fs.ReadFile(layouts.FS, "strings/fr.yaml")
	if err != nil {
		t.Fatal(err)
	}
	odd := strings.Replace(string(src), "  quote: « {text} »", "  quote: '<i>{text}&'", 1)
	l, list := locale.Load("fr", "fr.yaml", []byte(odd), nil)
	if list.HasErrors() || odd == string(src) {
		t.Fatal(list)
	}
	w.l = &site.Language{Locale: l}
	if got := string(w.quoted(site.Words{Text: "x"})); got != "&lt;i&gt;x&amp;" {
		t.Errorf("a sentence with signs of its own: %s", got)
	}
}

// undrawn is a theme without drawings.
type undrawn struct{ plain }

func (undrawn) Icon(string) (string, bool) { return "", false }

// TestTrustedFaults tells of a drawing that is not there, and of a partial that fails
// where a text has it, and makes no page without them.
func TestTrustedFaults(t *testing.T) {
	c := common(t, "")
	p := plainPage(c, "fr/a.html", "x")
	p.Document.Body.Holes = []markdown.Hole{{Kind: markdown.KitBlock}}
	p.Document.Body.Kits = []markdown.Kit{{Name: "letter", Parts: []markdown.KitPart{{Text: "x"}}}}
	for _, made := range []struct {
		assets    Assets
		own, says string
		at        diag.Position
	}{
		{undrawn{}, `{{define "main"}}{{icon "none"}}{{end}}`, "there is no drawing \"none\"", diag.Position{File: "layouts/page.html", Line: 1, Column: 20}},
		{plain{}, `{{define "main"}}{{.Body}}{{end}}{{define "kit"}}{{index .It.Parts 9}}{{end}}`, "the list has fewer items", diag.Position{File: "layouts/page.html", Line: 1, Column: 52}},
	} {
		templates, list := Parse(asset.Overlay(fstest.MapFS{"page.html": {Data: []byte(made.own)}}, layouts.FS), layouts.FS)
		if list.HasErrors() {
			t.Fatal(list)
		}
		list = templates.Renderer(c, made.assets).Page(&bytes.Buffer{}, p)
		if len(list) != 1 || list[0].Position != made.at || !strings.Contains(diag.In("en").Sentence(list[0].Message), made.says) {
			t.Errorf("%s: %s", made.own, golden.Printed(t, "en", list))
		}
	}
}

// letters gives what no typography changes in a text.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("<>&=/", r) {
			return r
		}
		return -1
	}, text)
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
