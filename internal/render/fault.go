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
		if m := definition(called).FindStringIndex(sources[file]); m != nil && escape.Line == 0 {
			at = diag.At(at.File, []byte(sources[file]), m[0], 1)
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
	} else if open, ok := unclosed(sources[name]); ok && says == "unexpected EOF" {
		at = diag.At(at.File, []byte(sources[name]), open, 1)
	} else {
		at.Column = actionColumn(sources[name], at.Line, says)
	}
	explain(list, at, says, sources)
}

// definition finds where a template of a name is defined.
func definition(name string) *regexp.Regexp {
	return regexp.MustCompile(`\{\{(?:- )?\s*(?:define|block)\s+"` + regexp.QuoteMeta(name) + `"`)
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

// column counts characters from 1, where templates count bytes from 0.
func column(src string, line, offset int) int {
	text := lineOf(src, line)
	return utf8.RuneCountInString(text[:min(offset, len(text))]) + 1
}

// lineOf gives a line, counted from 1, "" where there is none.
func lineOf(src string, line int) string {
	lines := strings.Split(src, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return lines[line-1]
}

// action is one of a template, and named what a fault quotes of it.
var (
	action = regexp.MustCompile(`\{\{.*?(?:\}\}|$)`)
	named  = regexp.MustCompile(`"(.+)"|^missing value for (\w+)|^(\{\{\w+\}\}) outside `)
)

// actionColumn gives the column of the line's action that a fault is about, 0
// where that may be any of several.
func actionColumn(src string, line int, says string) int {
	text := lineOf(src, line)
	word := ""
	if m := named.FindStringSubmatch(says); m != nil {
		word = m[1] + m[2] + m[3]
	}
	var whole, part [][]int
	for _, m := range action.FindAllStringIndex(text, -1) {
		whole = append(whole, m)
		open := !strings.HasSuffix(text[m[0]:m[1]], "}}")
		if open && strings.HasPrefix(says, "unclosed") || word != "" && strings.Contains(text[m[0]:m[1]], word) {
			part = append(part, m)
		}
	}
	switch {
	case len(part) == 1:
		return column(src, line, part[0][0])
	case len(whole) == 1:
		return column(src, line, whole[0][0])
	}
	return 0
}

// bracket finds the actions that open a block and those that end one.
var bracket = regexp.MustCompile(`(?s)\{\{(?:- )?\s*(?:/\*.*?\*/|(if|range|with|define|block|end)\b)`)

// unclosed finds the innermost block that no {{end}} ends.
func unclosed(src string) (offset int, ok bool) {
	var open []int
	for _, m := range bracket.FindAllStringSubmatchIndex(src, -1) {
		switch {
		case m[2] < 0: // a comment
		case src[m[2]:m[3]] != "end":
			open = append(open, m[0])
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return 0, false
	}
	return open[len(open)-1], true
}
