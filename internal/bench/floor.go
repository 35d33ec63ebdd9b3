package main

import (
	"bytes"
	"html/template"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
	"go.yaml.in/yaml/v4"
)

const skeleton = `<!doctype html>
<html lang="{{.Lang}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}}</title>
<meta name="description" content="{{.Summary}}"><link rel="stylesheet" href="../../assets/main.css"></head>
<body><header><a href="../">{{.Site}}</a><nav><ul>{{range .Menu}}<li><a href="../{{.}}/">{{.}}</a></li>{{end}}</ul></nav>
<a href="../../{{.Other}}/{{.Path}}">{{.Other}}</a></header>
<main><h1>{{.Title}}</h1><p>{{.Summary}}</p><p>{{.Date}}</p>{{.Body}}</main><footer><p>{{.Site}}</p></footer></body></html>
`

type floorPage struct {
	Lang, Other, Site, Path, Title, Summary, Date string
	Menu                                          []string
	Body                                          template.HTML
}

// floor converts every Markdown file below source/content to a page in output.
func floor(source, output string) error {
	var names []string
	root := filepath.Join(source, "content")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".md") {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	md := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(fences{html.New(html.WithClasses(true))}, 100))),
	)
	page := template.Must(template.New("page").Parse(skeleton))
	var group sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for w := range errs {
		group.Go(func() {
			for i := w; i < len(names) && errs[w] == nil; i += len(errs) {
				errs[w] = floorFile(md, page, root, names[i], output)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func floorFile(md goldmark.Markdown, page *template.Template, root, name, output string) error {
	src, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	front, body, _ := bytes.Cut(bytes.TrimPrefix(src, []byte("---\n")), []byte("\n---\n"))
	var fields map[string]any
	if err := yaml.Unmarshal(front, &fields); err != nil {
		return err
	}
	var converted, out bytes.Buffer
	if err := md.Convert(body, &converted); err != nil {
		return err
	}
	relative, err := filepath.Rel(root, name)
	if err != nil {
		return err
	}
	key, language, _ := strings.Cut(strings.TrimSuffix(filepath.ToSlash(relative), ".md"), ".")
	p := floorPage{Lang: language, Other: "en", Site: "A corpus", Path: key, Menu: []string{"articles", "demands", "guides"}, Body: template.HTML(converted.String())}
	p.Title, _ = fields["title"].(string)
	p.Summary, _ = fields["summary"].(string)
	if err := page.Execute(&out, p); err != nil {
		return err
	}
	target := filepath.Join(output, language, filepath.FromSlash(key)+".html")
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	return os.WriteFile(target, out.Bytes(), 0o644)
}

// fences highlights fenced code with chroma.
type fences struct{ formatter *html.Formatter }

func (f fences) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, f.render)
}

func (f fences) render(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	var code bytes.Buffer
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		code.Write(segment.Value(src))
	}
	lexer := lexers.Get(string(n.(*ast.FencedCodeBlock).Language(src)))
	if lexer == nil {
		lexer = lexers.Fallback
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, code.String())
	if err != nil {
		return ast.WalkStop, err
	}
	return ast.WalkSkipChildren, f.formatter.Format(io.Writer(w), styles.Fallback, tokens)
}
