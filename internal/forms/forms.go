// Package forms describes what people fill in to the programs that they write with: an
// editor on their computer, and one in a browser.
//
// [All] gives the files of a site as the field registry has them: the settings, each
// data file, and the front matter of each kind. [Form.Schema] describes one by JSON Schema,
// draft 7, which editors of YAML understand best. Titles, descriptions and advice are in
// French and in English, one after the other, since people of both languages edit one file.
//
// [Admin] and [AdminPage] describe the same to the editor in a browser, and give nothing for
// a site whose repository is not known.
//
// A schema never refuses what the program takes, but for two things that nobody writes:
// a value that is left empty in another form than its own ([] for a text), and space around
// what an empty space means nothing to. It takes some of what the program refuses: what
// depends on another value, on another file, on the calendar, or on whether a name exists.
package forms

import (
	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/schema"
)

// Form is a file that people fill in, or the front matter of all files of a kind.
type Form struct {
	Name  string      // site, figures, guide
	File  string      // content/site.yaml, content/guides/KEY.LANG.md
	Label locale.Text // what people call it
	field schema.Field
	empty bool // the file may be empty
}

// All gives every form, in the order that a site is filled in.
func All() []Form {
	settings := schema.Label("Réglages du site", "Settings of the site")
	all := []Form{{Name: "site", File: config.File, Label: settings, field: schema.Field{Type: schema.Group, Fields: config.Fields()}}}
	for _, f := range content.DataFiles() {
		all = append(all, Form{Name: f.Name, File: "content/data/" + f.Name + ".yaml", Label: f.Label, field: f, empty: true})
	}
	for _, k := range content.Kinds() {
		all = append(all, Form{
			Name: k.Name, File: "content/" + k.Folder + "/KEY.LANG.md", Label: k.Label, field: schema.Field{Type: schema.Group, Fields: k.Fields},
		})
	}
	return all
}

// Named gives the form of a name, or nil.
func Named(name string) *Form {
	for _, f := range All() {
		if f.Name == name {
			return &f
		}
	}
	return nil
}

// both gives a text in French and in English, once where they are the same.
func both(t locale.Text, between string) string {
	if t["fr"] == t["en"] {
		return t["fr"]
	}
	return t["fr"] + between + t["en"]
}

// advice is what the program says of a value that is not as it should be.
func advice(code string) string {
	text := diag.Text{Code: code}
	return both(locale.Text{"fr": diag.In("fr").Sentence(text), "en": diag.In("en").Sentence(text)}, "\n")
}
