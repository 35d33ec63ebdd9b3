package forms

import (
	_ "embed"
	"encoding/json"
	"strings"

	"tract/internal/config"
	"tract/internal/schema"
)

//go:embed admin.js
var adminScript string

// opened says how the editor's script opens what a field holds.
type opened struct {
	Is     string            `json:"is"` // texts, list, entries, source, group, word, or as it is
	Of     *opened           `json:"of,omitempty"`
	Fields map[string]opened `json:"fields,omitempty"`
	Shared bool              `json:"shared,omitempty"`
}

// AdminScript gives the script that reads and writes the files of a site for the editor.
func AdminScript(s *config.Settings) []byte {
	type form struct {
		Page  bool   `json:"page"`
		Shape opened `json:"shape"`
	}
	forms := map[string]form{}
	for _, f := range All() {
		forms[f.Name] = form{strings.HasSuffix(f.File, ".md"), openedAs(&f.field)}
	}
	src, err := json.Marshal(map[string]any{"forms": forms, "languages": s.Languages, "partial": append([]string{}, s.Partial...)})
	if err != nil {
		panic("internal error: " + err.Error()) // texts can always be written
	}
	return []byte(strings.Replace(adminScript, "{forms}", string(src), 1))
}

func openedAs(f *schema.Field) opened {
	o := opened{Is: "word", Shared: f.Shared}
	switch f.Type {
	case schema.Localized:
		o.Is = "texts"
	case schema.Int, schema.Number, schema.Bool:
		o.Is = "value"
	case schema.List, schema.Map:
		of := openedAs(f.Of)
		if o.Is, o.Of = "list", &of; f.Type == schema.Map {
			o.Is = "entries"
		}
	case schema.Source:
		o.Is = "source"
	case schema.Group:
		o.Is = "group"
		if isRules(f) {
			o.Is, o.Of = "entries", &opened{Is: "word"}
			return o
		}
	}
	for i := range f.Fields {
		if o.Fields == nil {
			o.Fields = map[string]opened{}
		}
		o.Fields[f.Fields[i].Name] = openedAs(&f.Fields[i])
	}
	return o
}

// isRules says whether the names of a group's fields have points in them, which the editor
// takes for those of groups within.
func isRules(f *schema.Field) bool {
	return f.Type == schema.Group && len(f.Fields) > 0 && strings.Contains(f.Fields[0].Name, ".")
}
