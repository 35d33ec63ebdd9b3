package render

import (
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	texttemplate "text/template"
	"text/template/parse"
	"unicode/utf8"

	"tract/internal/diag"
	"tract/internal/site"
)

// Templates is layouts/, parsed.
//
// The templates of partials are known by their names to all files. Those of a
// page's file are its own: they are known to others as file#name.
type Templates struct {
	trees   map[string]*parse.Tree
	sources map[string]string // by name of the file
	Digest  site.Digest       // of every file
}

// Parse reads the templates of a folder such as layouts/. program is the folder of
// the program's own: what those define must still be there where a site has a file
// of its own instead.
func Parse(layouts, program fs.FS) (*Templates, diag.List) {
	p := &parsing{fsys: layouts, sources: map[string]string{}, trees: map[string]*parse.Tree{}, refused: map[string]bool{}}
	maps.Copy(p.trees, p.parse("base.html"))
	for _, name := range p.list("partials") {
		maps.Copy(p.trees, p.parse(name))
	}
	for _, kind := range slices.Sorted(maps.Keys(files)) { // in one order, for the digest
		p.page(files[kind])
		p.require(local(files[kind], "main"), files[kind], "main")
	}
	for _, name := range []string{chooserFile, notFoundFile, redirectFile} {
		p.page(name)
	}
	p.requirePartials(program)
	p.unused(program)
	return &Templates{trees: p.trees, sources: p.sources, Digest: site.DigestOf(p.sources)}, p.diags
}

// local gives the name that a template of a page's file is known by to others.
func local(file, name string) string { return file + "#" + name }

// parsing reads template files.
type parsing struct {
	fsys    fs.FS
	diags   diag.List
	sources map[string]string
	trees   map[string]*parse.Tree
	refused map[string]bool // files that could not be parsed
}

// parse gives the templates of a file, the file itself one of them.
func (p *parsing) parse(name string) map[string]*parse.Tree {
	src, err := fs.ReadFile(p.fsys, name)
	if err != nil {
		p.diags.Errorf(diag.Position{File: path.Join("layouts", name)}, "render.missing")
		p.refused[name] = true
		return nil
	}
	p.sources[name] = string(src)
	if !utf8.Valid(src) {
		p.notText(name)
		return nil
	}
	t, err := texttemplate.New(name).Funcs(new(words).functions()).Parse(string(src))
	if err != nil {
		templateFault(&p.diags, err, name, p.sources)
		p.refused[name] = true
		return nil
	}
	trees := map[string]*parse.Tree{}
	for _, t := range t.Templates() {
		trees[t.Name()] = t.Tree
	}
	return trees
}

// notText reports the first byte of a file that is no UTF-8.
func (p *parsing) notText(name string) {
	p.refused[name] = true
	src := p.sources[name]
	for i, r := range src {
		if r == utf8.RuneError && !strings.HasPrefix(src[i:], string(utf8.RuneError)) {
			at := diag.At(path.Join("layouts", name), []byte(src), i, 1)
			p.diags.Errorf(at, "content.not-utf-8", int(src[i])).WithHint("hint.content-utf-8")
			return
		}
	}
}

// page reads a page's file.
func (p *parsing) page(file string) {
	trees := p.parse(file)
	for name, tree := range trees {
		walk(tree.Root, func(n parse.Node) parse.Node {
			if call, ok := n.(*parse.TemplateNode); ok && trees[call.Name] != nil && call.Name != file {
				call.Name = local(file, call.Name)
			}
			return n
		})
		if name != file {
			name = local(file, name)
		}
		p.trees[name] = tree
	}
}

func (p *parsing) list(dir string) []string {
	entries, err := fs.ReadDir(p.fsys, dir)
	if err != nil {
		p.diags.Errorf(diag.Position{File: path.Join("layouts", dir)}, "render.missing")
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".html") {
			names = append(names, path.Join(dir, e.Name()))
		}
	}
	return names
}

// require reports a file that does not define a template which pages need. name is
// what the author calls it.
func (p *parsing) require(template, file, name string) {
	if p.trees[template] == nil && !p.refused[file] {
		at := diag.Position{File: path.Join("layouts", file), Line: 1, Column: 1}
		p.diags.Errorf(at, "render.undefined", name).WithHint("hint.render.undefined", name)
	}
}

// uses finds the templates that a file has executed.
var uses = regexp.MustCompile(`\{\{(?:- )?\s*(?:template|\$?\.Place)\s+"([^"]+)"`)

// used gives the templates that any file has executed.
func (p *parsing) used() map[string]bool {
	used := map[string]bool{"kit": true, "checklist": true} // by the text of pages
	for _, src := range p.sources {
		for _, m := range uses.FindAllStringSubmatch(src, -1) {
			used[m[1]] = true
		}
	}
	return used
}

// requirePartials holds the site's own partials to what the program's define, as
// far as anything still uses it.
func (p *parsing) requirePartials(program fs.FS) {
	used := p.used()
	for _, file := range slices.Sorted(maps.Keys(p.sources)) {
		src, err := fs.ReadFile(program, file)
		if err != nil || path.Dir(file) != "partials" {
			continue // a file that only the site has, or that serves one kind of page
		}
		for _, m := range defined.FindAllStringSubmatch(string(src), -1) {
			if used[m[1]] {
				p.require(m[1], file, m[1])
			}
		}
	}
}

// in makes the templates of a language. What they say in it whatever the page is,
// {{t "share.copy"}} and {{icon "mail"}}, becomes text here: the interpreter would
// take a sixth of its time for it.
func (t *Templates) in(w *words) *template.Template {
	set := template.New("layouts").Funcs(w.functions())
	for _, name := range slices.Sorted(maps.Keys(t.trees)) {
		tree := t.trees[name].Copy()
		walk(tree.Root, func(n parse.Node) parse.Node {
			if text, ok := w.constant(n); ok {
				return &parse.TextNode{NodeType: parse.NodeText, Pos: n.Position(), Text: text}
			}
			return n
		})
		if _, err := set.AddParseTree(name, tree); err != nil {
			panic("internal error: " + err.Error()) // only for a set that was executed
		}
	}
	return set
}

// constant gives the markup of an action that says the same on every page.
func (w *words) constant(n parse.Node) ([]byte, bool) {
	action, ok := n.(*parse.ActionNode)
	if !ok || len(action.Pipe.Decl) > 0 || len(action.Pipe.Cmds) != 1 || len(action.Pipe.Cmds[0].Args) != 2 {
		return nil, false
	}
	function, ok := action.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	if !ok {
		return nil, false
	}
	argument, ok := action.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !ok {
		return nil, false
	}
	switch function.Ident {
	case "t":
		if w.l.Has(argument.Text) {
			return []byte(template.HTMLEscapeString(w.l.T(argument.Text))), true
		}
	case "icon":
		if markup, ok := w.assets.Icon(argument.Text); ok {
			return []byte(markup), true
		}
	}
	return nil, false // what is not there is the interpreter's to report
}

// walk goes through all nodes of a list and puts what replace gives in their place.
func walk(list *parse.ListNode, replace func(parse.Node) parse.Node) {
	if list == nil {
		return
	}
	for i, n := range list.Nodes {
		list.Nodes[i] = replace(n)
		switch n := n.(type) {
		case *parse.IfNode:
			walkBranches(&n.BranchNode, replace)
		case *parse.WithNode:
			walkBranches(&n.BranchNode, replace)
		case *parse.RangeNode:
			walkBranches(&n.BranchNode, replace)
		}
	}
}

func walkBranches(n *parse.BranchNode, replace func(parse.Node) parse.Node) {
	walk(n.List, replace)
	walk(n.ElseList, replace)
}
