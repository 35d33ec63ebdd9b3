package render

import (
	"errors"
	"html/template"
	"path"
	"regexp"
	"strconv"
	"strings"

	"tract/internal/diag"
)

// place finds what text/template and html/template say of where a fault is:
// «template: list.html:3:12: executing …» and «html/template:list.html:3:12: …».
var place = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+):(\d+)(?::(\d+))?: (.*)`)

// templateFault reports an error of a template at its line in layouts/. The
// column that templates give counts bytes from 0.
func templateFault(list *diag.List, err error) {
	text := err.Error()
	var escape *template.Error
	if errors.As(err, &escape) && escape.Name != "" && escape.Line > 0 {
		list.Errorf(diag.Position{File: path.Join("layouts", escape.Name), Line: escape.Line}, "render.template", escape.Description)
		return
	}
	m := place.FindStringSubmatch(strings.ReplaceAll(text, "\n", " "))
	if m == nil {
		list.Errorf(diag.Position{File: "layouts"}, "render.template", text)
		return
	}
	at := diag.Position{File: path.Join("layouts", m[1])}
	at.Line, _ = strconv.Atoi(m[2])
	if m[3] != "" {
		at.Column, _ = strconv.Atoi(m[3])
		at.Column++
	}
	list.Errorf(at, "render.template", m[4])
}
