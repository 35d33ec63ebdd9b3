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

	"tract/internal/diag"
)

// place finds what text/template and html/template say of where a fault is:
// «template: list.html:3:12: executing …» and «html/template:list.html:3:12: …».
var place = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+):(\d+)(?::(\d+))?: (?:executing "[^"]*" at <.*?>: )?(.*)`)

// begun finds the line that an action begins on whose end is missing.
var begun = regexp.MustCompile(` started at [^:\s]+:(\d+)`)

// templateFault reports an error of a template at its place in layouts/. sources
// are the files, by name; own is the one that the page is made from.
func templateFault(list *diag.List, err error, own string, sources map[string]string) {
	var escape *template.Error
	if errors.As(err, &escape) && escape.Name != "" && escape.Node == nil {
		file, called := fileOf(escape.Name, sources)
		at := diag.Position{File: path.Join("layouts", file), Line: escape.Line}
		if escape.Line == 0 {
			begin := openMarkup(sources[file])
			if m := definition(called).FindStringIndex(sources[file]); m != nil {
				begin = m[0]
			}
			at = diag.At(at.File, []byte(sources[file]), begin, 1)
		}
		explain(list, at, escape.Description, sources)
		return
	}
	text := strings.ReplaceAll(err.Error(), "\n", " ")
	m := place.FindStringSubmatch(text)
	if m == nil {
		explain(list, diag.Position{File: path.Join("layouts", own)}, text, sources)
		return
	}
	name, says := m[1], m[4]
	at := diag.Position{File: path.Join("layouts", name)}
	at.Line, _ = strconv.Atoi(m[2])
	if b := begun.FindStringSubmatch(says); b != nil {
		at.Line, _ = strconv.Atoi(b[1])
	}
	if offset, err := strconv.Atoi(m[3]); err == nil {
		at.Column = column(sources[name], at.Line, offset)
	} else if offset, ok := locate(sources[name], says); ok {
		at = diag.At(at.File, []byte(sources[name]), offset, 1)
	} else {
		at.Column = actionColumn(sources[name], at.Line, says)
	}
	explain(list, at, says, sources)
}

// definition finds where a template of a name is defined.
func definition(name string) *regexp.Regexp {
	return regexp.MustCompile(`\{\{(?:- )?\s*(?:define|block)\s+"` + regexp.QuoteMeta(name) + `"`)
}

// openMarkup gives the offset of the tag or comment that is still open where a text
// ends, 0 where none is seen to be.
func openMarkup(src string) int {
	tag, quote := -1, byte(0)
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case tag < 0 && strings.HasPrefix(src[i:], "<!--"):
			end := strings.Index(src[i:], "-->")
			if end < 0 {
				return i
			}
			i += end
		case tag < 0 && c == '<':
			tag = i
		case tag >= 0 && c == '>':
			tag = -1
		case tag >= 0 && (c == '"' || c == '\''):
			quote = c
		}
	}
	return max(tag, 0)
}

// fileOf gives the file that defines a template, which html/template may know by
// the template's name alone, and what the file calls it.
func fileOf(name string, sources map[string]string) (file, called string) {
	if file, called, own := strings.Cut(name, "#"); own {
		return file, called
	}
	form := definition(name)
	for _, file := range slices.Sorted(maps.Keys(sources)) {
		if form.MatchString(sources[file]) {
			return file, name
		}
	}
	return name, name
}
