package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// program is one of those that are measured, with a site of its own to edit.
type program struct {
	name   string
	source string
	build  func(output string) []string
	serve  []string
	events bool                     // tells at eventsPath
	page   func(stem string) string // the address of content/STEM.LANG.md, after the language
	style  string                   // the style sheet that is edited
	layout string                   // the base layout that is edited
	memory string                   // what a build keeps for the next one
}

const (
	tractName = "tract"
	floorName = "floor"
	hugoName  = "Hugo"
)

// programs makes the site of each program that is there, in folders below dir.
func programs(o options, dir string, pairs int) ([]*program, error) {
	all := []*program{
		{
			name: tractName, source: filepath.Join(dir, "tract"), serve: []string{o.tract, "serve", "--source"}, events: true,
			page: addressOfFile, style: "assets/css/base.css", layout: "layouts/base.html", memory: ".tract",
		},
		{
			name: floorName, source: filepath.Join(dir, "floor"), serve: []string{o.self, "floor-serve"}, events: true,
			page: addressOfFile, style: "assets/main.css", layout: "layouts/base.html",
		},
		{
			name: hugoName, source: filepath.Join(dir, "hugo"), serve: []string{o.hugo, "server", "--source"},
			page: addressOfFolder, style: "assets/css/main.css", layout: "layouts/_default/baseof.html",
		},
	}
	all[0].build = func(output string) []string {
		return []string{o.tract, "build", "--source", all[0].source, "--output", output}
	}
	all[1].build = func(output string) []string { return []string{o.self, "floor", all[1].source, output} }
	all[2].build = func(output string) []string {
		return []string{o.hugo, "--quiet", "--source", all[2].source, "--destination", output}
	}
	if o.hugo == "" {
		all = all[:2]
	}
	for _, p := range all {
		p.serve = append(p.serve, p.source)
		if err := p.makeSite(o, pairs, all[0].source); err != nil {
			return nil, fmt.Errorf("make the site of %s: %w", p.name, err)
		}
	}
	return all, nil
}

// makeSite writes the program's copy of the corpus. It does so in other processes:
// this one stays small.
func (p *program) makeSite(o options, pairs int, corpus string) error {
	if p.name == hugoName {
		_, err := itself("hugo", corpus, p.source)
		return err
	}
	if _, err := itself("corpus", "-pairs", fmt.Sprint(pairs), p.source); err != nil {
		return err
	}
	layout, style := []byte(skeleton), []byte("body { margin: 0 }\n")
	if p.name == tractName { // copies of the theme's own, as a site has that changes them
		var err error
		if layout, err = os.ReadFile(filepath.Join(o.theme, p.layout)); err != nil {
			return err
		}
		if style, err = os.ReadFile(filepath.Join(o.theme, p.style)); err != nil {
			return err
		}
	}
	if err := writeFile(filepath.Join(p.source, p.layout), layout); err != nil {
		return err
	}
	return writeFile(filepath.Join(p.source, p.style), style)
}

// forget removes what earlier builds keep for the next one.
func (p *program) forget() error {
	if p.memory == "" {
		return nil
	}
	return os.RemoveAll(filepath.Join(p.source, p.memory))
}

func addressOfFile(stem string) string { return stem + ".html" }

// addressOfFolder is Hugo's: a page is the index of a folder.
func addressOfFolder(stem string) string { return strings.TrimSuffix(stem+"/", "index/") }

// What is edited, in the words of the table.
const (
	editBody   = "body of a page"
	editTitle  = "title: the page"
	editList   = "title: its list"
	editLayout = "base layout"
	editStyle  = "style sheet"
)

// edit is a file with its new text, and where the marker in it is to be seen.
type edit struct {
	file, marker string
	text         []byte
	address      string // from the root of the site
	sheet        bool   // not in the page, but in a style sheet that it links
}

// edit gives the n-th edit of a run, which is of another page than the last.
func (p *program) edit(what string, n, pairs int) (edit, error) {
	kind, key := kindOf(n * 35 % pairs / 5 * 5) // an article, the first of some five pairs
	language := voices[n%2].code
	e := edit{
		file: "content/" + kind.folder + "/" + key + "." + language + ".md", marker: fmt.Sprintf("zq%dx", n),
		address: language + "/" + p.page(kind.folder+"/"+key), sheet: what == editStyle,
	}
	switch what {
	case editList:
		e.address = language + "/" + p.page(kind.folder+"/index")
	case editLayout:
		e.file = p.layout
	case editStyle:
		e.file = p.style
	}
	text, err := os.ReadFile(filepath.Join(p.source, filepath.FromSlash(e.file)))
	if err != nil {
		return e, err
	}
	e.text = edited(text, what, e.marker)
	e.file = filepath.Join(p.source, filepath.FromSlash(e.file))
	return e, nil
}

// edited gives a file's text with a marker that will be in the page, or in the
// style sheet.
func edited(text []byte, what, marker string) []byte {
	switch what {
	case editBody:
		return fmt.Appendf(text, "\n%s\n", marker)
	case editTitle, editList:
		return bytes.Replace(text, []byte(`title: "`), []byte(`title: "`+marker+" "), 1)
	case editLayout:
		return bytes.Replace(text, []byte("<body"), []byte(`<body data-edit-`+marker), 1)
	}
	return fmt.Appendf(text, "\n.%s { color: red }\n", marker)
}
