package scaffold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tract/internal/diag"
	"tract/internal/schema"
)

// form writes fields as a form to fill in: above each what it is, in one language or
// more, and behind it its value, if there is one.
type form struct {
	catalogs []diag.Catalog
	values   map[string]string // as YAML, by the field's name; what begins with a line's end is a block
	without  func(*schema.Field) bool
	spaced   bool // with an empty line between the outermost
	b        strings.Builder
}

func newForm(languages []string, values map[string]string) *form {
	f := &form{values: values, without: func(*schema.Field) bool { return false }}
	for _, code := range languages {
		f.catalogs = append(f.catalogs, diag.In(code))
	}
	return f
}

// fields writes fields below each other. lead is what stands before each line, and
// before the first one, in place of its end, «- » where the fields are an item's.
func (f *form) fields(fields []schema.Field, lead string, item bool) {
	for i := range fields {
		field := &fields[i]
		if f.without(field) {
			continue
		}
		if f.spaced && lead == "" && f.b.Len() > 0 {
			f.b.WriteString("\n")
		}
		f.explain(field, lead)
		at := lead
		if item {
			at, item = strings.TrimSuffix(lead, "  ")+"- ", false
		}
		f.field(field, at, lead)
	}
}

func (f *form) field(field *schema.Field, at, lead string) {
	value, given := f.values[field.Name]
	switch {
	case given && strings.HasPrefix(value, "\n"):
		f.b.WriteString(at + field.Name + ":" + value + "\n")
	case given:
		f.b.WriteString(at + field.Name + ": " + value + "\n")
	case field.Type == schema.List && field.Required:
		f.b.WriteString(at + field.Name + ":\n")
		f.fields(field.Of.Fields, lead+"    ", true)
	case field.Type == schema.List:
		f.b.WriteString(at + field.Name + ": []\n")
	case field.Type == schema.Map, field.Type == schema.Group && len(field.Fields) > manyFields:
		f.b.WriteString(at + field.Name + ": {}\n")
	case field.Type == schema.Group:
		f.b.WriteString(at + field.Name + ":\n")
		f.fields(field.Fields, lead+"  ", false)
	default:
		f.b.WriteString(at + field.Name + ":\n")
	}
}

// manyFields are more than a form asks for one by one.
const manyFields = 10

// explain writes what a field is for, a line in each language.
func (f *form) explain(field *schema.Field, lead string) {
	for _, c := range f.catalogs {
		line := lead + "# " + field.Label[c.Language]
		if help := field.Help[c.Language]; help != "" {
			line += ". " + help
		}
		for _, more := range shape(field, blank(f.values[field.Name])) {
			line += ". " + upper(c.Sentence(more))
		}
		f.b.WriteString(line + "\n")
	}
}

// blank says whether a value is yet to be given.
func blank(value string) bool {
	return value == "" || value == `""` || value == "[]"
}

// shape says what a field takes: its values, its range, and, of one that is blank, an
// example.
func shape(field *schema.Field, blank bool) []diag.Text {
	f := field
	if f.Type == schema.List && f.Of != nil {
		f = f.Of
	}
	list := field.Type == schema.List
	var out []diag.Text
	switch {
	case len(f.Values) > 0:
		out = append(out, diag.Text{Code: "scaffold.values", Args: []any{strings.Join(f.Values, ", ")}})
	case f.Type == schema.Int && f.Max != 0:
		out = append(out, diag.Text{Code: "scaffold.range", Args: []any{f.Min, f.Max}})
	}
	if example := example(f); blank && example != "" && (list || len(f.Values) == 0) {
		if list {
			example = "[" + example + "]"
		}
		out = append(out, diag.Text{Code: "scaffold.example", Args: []any{example}})
	}
	return out
}

// example gives a value that the field would take, where it has a form that one would not
// guess.
func example(f *schema.Field) string {
	if len(f.Values) > 0 {
		return strings.Join(f.Values[:2], ", ")
	}
	switch f.Type {
	case schema.Int, schema.Number:
		if f.Max > 0 && f.Max < 10 {
			return "1"
		}
		return "10"
	case schema.Bool:
		return "true"
	case schema.Date:
		return "2025-01-22"
	case schema.DateTime:
		return "2025-02-15 13:00"
	case schema.URL:
		return "https://example.org/"
	case schema.Image:
		return "images/photo.jpg"
	case schema.Address:
		return "/fr/example.html"
	case schema.Slug:
		return "example"
	case schema.Language:
		return "fr"
	case schema.Zone:
		return "America/Toronto"
	case schema.Currency:
		return "CAD"
	case schema.Host:
		return "example.org"
	case schema.Colour:
		return "#b5001e"
	case schema.Source:
		return "article:example"
	case schema.Key:
		switch f.Refers {
		case "":
		case "organization":
			return ourGroup
		case "demand":
			return "example-demand"
		default:
			return "example"
		}
	}
	return ""
}

// upper begins a sentence of the catalogue, which has none that begins with a name.
func upper(sentence string) string {
	r, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToUpper(r)) + sentence[size:]
}
