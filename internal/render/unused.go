package render

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
)

// unused warns of what the site has in layouts/ and no page uses: a name that is
// not quite that of the program's file would change nothing, in silence.
func (p *parsing) unused(program fs.FS) {
	ours := names(program, ".")
	for _, name := range names(p.fsys, ".") {
		info, err := fs.Stat(p.fsys, name)
		switch at := (diag.Position{File: path.Join("layouts", name)}); {
		case slices.Contains(ours, name) || err != nil:
		case info.IsDir():
			p.diags.Warnf(at, "render.unused-folder").DidYouMean(name, []string{"partials", "strings"})
		case path.Ext(name) == ".html":
			unusedFile(p.diags.Warnf(at, "render.unused"), name, ours)
		}
	}
	used := p.used()
	ours = names(program, "partials")
	for _, name := range names(p.fsys, "partials") {
		file := path.Join("partials", name)
		if slices.Contains(ours, name) || path.Ext(name) != ".html" || p.refused[file] {
			continue
		}
		if !slices.ContainsFunc(definitionsOf(p.sources[file]), func(template string) bool { return used[template] }) {
			unusedFile(p.diags.Warnf(diag.Position{File: path.Join("layouts", file)}, "render.unused"), name, ours)
		}
	}
}

// unusedFile hints at the file of the program that was meant, by the name before
// its ending.
func unusedFile(fault *diag.Diagnostic, name string, ours []string) {
	var stems []string
	for _, n := range ours {
		if stem, ok := strings.CutSuffix(n, ".html"); ok {
			stems = append(stems, stem)
		}
	}
	if near, ok := diag.Nearest(strings.TrimSuffix(name, ".html"), stems); ok {
		fault.WithHint("hint.did-you-mean", near+".html")
	} else {
		fault.WithHint("hint.render.unused")
	}
}

// names lists a folder. That it cannot be read has been told.
func names(fsys fs.FS, dir string) []string {
	entries, _ := fs.ReadDir(fsys, dir)
	list := make([]string, len(entries))
	for i, e := range entries {
		list[i] = e.Name()
	}
	return list
}
