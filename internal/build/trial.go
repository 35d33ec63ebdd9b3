package build

import (
	"bytes"
	"io/fs"
	"strings"

	"tract/internal/diag"
)

// trial makes one page of each kind and throws it away, for the faults of the
// site's own templates to be told together with those of its content.
//
// Of a model that has faults, a template may ask what is not there. So the pages
// are those whose file has no fault, and what a template of the program says of
// one counts for nothing; where strings, templates or assets have a fault, and so
// any page may fail, none is made.
func (w *works) trial(source fs.FS, told diag.List) diag.List {
	faulty := map[string]bool{}
	for _, d := range told {
		if d.Severity != diag.Error {
			continue
		}
		if strings.HasPrefix(d.File, "layouts") || strings.HasPrefix(d.File, "assets") {
			return nil
		}
		faulty[d.File] = true
	}
	if !ownTemplates(source) || faulty["content/site.yaml"] && len(w.site.Languages) < len(w.site.Settings.Languages) {
		return nil
	}
	var list diag.List
	try := func(make func(*bytes.Buffer) diag.List) {
		for _, d := range make(new(bytes.Buffer)) {
			if _, err := fs.Stat(source, d.File); err == nil {
				list = append(list, d)
			}
		}
	}
	tried := map[string]bool{}
	for _, p := range w.site.Pages {
		if tried[p.Kind] || p.Document != nil && (p.Document.Partial || faulty[p.Document.File]) {
			continue
		}
		tried[p.Kind] = true
		w.site.Complete(p)
		if p.Document != nil && p.Document.Restore(source) != nil {
			continue // it was changed meanwhile
		}
		try(func(b *bytes.Buffer) diag.List { return w.rendered(b, p) })
	}
	try(w.renderer.Chooser)
	try(w.renderer.NotFound)
	for _, r := range w.site.Redirects[:min(1, len(w.site.Redirects))] {
		try(func(b *bytes.Buffer) diag.List { return w.renderer.Redirect(b, r) })
	}
	return list.Sorted() // a fault of what pages share is met by each kind
}

// ownTemplates says whether the site has templates of its own.
func ownTemplates(source fs.FS) bool {
	for _, pattern := range []string{"layouts/*.html", "layouts/partials/*.html"} {
		if names, err := fs.Glob(source, pattern); err == nil && len(names) > 0 {
			return true
		}
	}
	return false
}
