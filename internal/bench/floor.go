package main

import (
	"bytes"
	"errors"
	"fmt"
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

// address gives where a page is, from the root of the site.
func (p *floorPage) address() string { return p.Lang + "/" + p.Path + ".html" }

// floorSite reads the Markdown files below a folder content.
type floorSite struct {
	content string
	md      goldmark.Markdown
}

func newFloorSite(source string) *floorSite {
	return &floorSite{filepath.Join(source, "content"), goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(fences{html.New(html.WithClasses(true))}, 100))),
	)}
}

// floor converts every Markdown file below source/content to a page in output.
func floor(source, output string) error {
	page := template.Must(template.New("page").Parse(skeleton))
	return newFloorSite(source).each(func(p *floorPage) error {
		var out bytes.Buffer
		if err := page.Execute(&out, p); err != nil {
			return err
		}
		return writeFile(filepath.Join(output, filepath.FromSlash(p.address())), out.Bytes())
	})
}

// each reads the files on all cores; use is called from several goroutines.
func (s *floorSite) each(use func(*floorPage) error) error {
	var names []string
	err := filepath.WalkDir(s.content, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".md") {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	var group sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for w := range errs {
		group.Go(func() {
			for i := w; i < len(names) && errs[w] == nil; i += len(errs) {
				p, err := s.read(names[i])
				if err == nil {
					err = use(p)
				}
				errs[w] = err
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

func (s *floorSite) read(name string) (*floorPage, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	front, body, whole := bytes.Cut(bytes.TrimPrefix(src, []byte("---\n")), []byte("\n---\n"))
	if !whole {
		return nil, fmt.Errorf("%s: no end of the front matter", name)
	}
	var fields map[string]any
	if err := yaml.Unmarshal(front, &fields); err != nil {
		return nil, err
	}
	var converted bytes.Buffer
	if err := s.md.Convert(body, &converted); err != nil {
		return nil, err
	}
	relative, err := filepath.Rel(s.content, name)
	if err != nil {
		return nil, err
	}
	key, language, _ := strings.Cut(strings.TrimSuffix(filepath.ToSlash(relative), ".md"), ".")
	p := &floorPage{Lang: language, Other: "en", Site: "A corpus", Path: key, Menu: []string{"articles", "demands", "guides"}, Body: template.HTML(converted.String())}
	p.Title, _ = fields["title"].(string)
	p.Summary, _ = fields["summary"].(string)
	return p, nil
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
