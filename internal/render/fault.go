package render

import (
	"errors"
	"html/template"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tract/internal/diag"
)

// place finds what text/template and html/template say of where a fault is:
// «template: list.html:3:12: executing …» and «html/template:list.html:3:12: …».
var place = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+):(\d+)(?::(\d+))?: (.*)`)

// templateFault reports an error of a template at its line in layouts/. sources are
// the files, by name; own is the one that the set of templates is named for.
func templateFault(list *diag.List, err error, own string, sources map[string]string) {
	var escape *template.Error
	if errors.As(err, &escape) && escape.Name != "" {
		description, _, _ := strings.Cut(escape.Description, ": {state")
		list.Errorf(diag.Position{File: path.Join("layouts", fileOf(escape.Name, own, sources)), Line: escape.Line}, "render.template", description)
		return
	}
	text := strings.ReplaceAll(err.Error(), "\n", " ")
	m := place.FindStringSubmatch(text)
	if m == nil {
		list.Errorf(diag.Position{File: "layouts"}, "render.template", text)
		return
	}
	at := diag.Position{File: path.Join("layouts", m[1])}
	at.Line, _ = strconv.Atoi(m[2])
	if offset, err := strconv.Atoi(m[3]); err == nil {
		at.Column = column(sources[m[1]], at.Line, offset)
	}
	list.Errorf(at, "render.template", m[4])
}

// fileOf gives the file that defines a template, which html/template may know by
// the template's name alone. Several define «main», each for a set of its own.
func fileOf(name, own string, sources map[string]string) string {
	for _, file := range append([]string{own}, slices.Sorted(maps.Keys(sources))...) {
		if strings.Contains(sources[file], `{{define "`+name+`"}}`) {
			return file
		}
	}
	return name
}

// column counts characters from 1, where templates count bytes from 0.
func column(src string, line, offset int) int {
	lines := strings.Split(src, "\n")
	if line < 1 || line > len(lines) {
		return offset + 1
	}
	return utf8.RuneCountInString(lines[line-1][:min(offset, len(lines[line-1]))]) + 1
}
