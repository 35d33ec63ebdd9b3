package forms

import (
	"slices"
	"strings"

	"tract/internal/config"
	"tract/internal/locale"
	"tract/internal/schema"
)

// widget is a field as the editor shows it.
type widget struct {
	Name      string   `json:"name"`
	Label     string   `json:"label"`
	Widget    string   `json:"widget"`
	Hint      string   `json:"hint,omitempty"`
	Languages any      `json:"i18n,omitempty"` // true, or "duplicate": the same in each
	Required  bool     `json:"required"`
	Pattern   []string `json:"pattern,omitempty"`
	Most      int      `json:"maxlength,omitempty"`
	Kind      string   `json:"value_type,omitempty"`
	Min       *int     `json:"min,omitempty"`
	Max       *int     `json:"max,omitempty"`
	Options   []option `json:"options,omitempty"`
	Multiple  bool     `json:"multiple,omitempty"`
	Fields    []widget `json:"fields,omitempty"`
	Collapsed bool     `json:"collapsed,omitempty"`
	Summary   string   `json:"summary,omitempty"`
	Modes     []string `json:"modes,omitempty"`
}

type option struct {
	Label string `json:"label"`
	Value any    `json:"value"`
}

// longText is from how many characters on a text has several lines to be written in.
const longText = 200

// widgets makes those of a site.
type widgets struct {
	*config.Settings
}

// fields gives what a form shows of fields. What they share is the same in each language.
func (w widgets) fields(fields []schema.Field) []widget {
	var all []widget
	for i := range fields {
		f := &fields[i]
		one, ok := w.field(f)
		if !ok {
			continue
		}
		one.Name, one.Label, one.Hint = f.Name, both(f.Label, " / "), both(f.Help, " / ")
		one.Required = f.Required
		if one.Languages = any(true); f.Shared || f.ID {
			one.Languages = "duplicate"
		}
		all = append(all, one)
	}
	return all
}

// field gives what a form shows of a field, if it can show all that may be written there.
func (w widgets) field(f *schema.Field) (widget, bool) {
	switch f.Type {
	case schema.Text:
		if f.Max > longText {
			return widget{Widget: "text", Most: f.Max}, true
		}
		return widget{Widget: "string", Most: f.Max}, true
	case schema.Int, schema.Number:
		return numeric(f), true
	case schema.Bool: // three answers: where nothing is said, the program decides
		return widget{Widget: "select", Options: []option{{"–", ""}, {"Oui / Yes", true}, {"Non / No", false}}}, true
	case schema.Enum:
		return widget{Widget: "select", Options: append([]option{{"–", ""}}, options(f.Values)...)}, f.Refers == ""
	case schema.Group:
		return widget{Widget: "object", Collapsed: true, Fields: w.fields(f.Fields)}, true
	case schema.List:
		return w.list(f)
	case schema.Localized, schema.Map, schema.Source:
		return widget{}, false
	}
	return widget{Widget: "string", Pattern: pattern(f.Type)}, true
}

func (w widgets) list(f *schema.Field) (widget, bool) {
	switch of := f.Of; {
	case of.Type == schema.Group:
		return widget{Widget: "list", Collapsed: true, Summary: "{{fields." + of.Fields[0].Name + "}}", Fields: w.fields(of.Fields)}, true
	case of.Type == schema.Enum && of.Refers == "":
		return widget{Widget: "select", Multiple: true, Options: options(of.Values)}, true
	case of.Refers == "topic":
		var topics []option
		for _, t := range w.Topics {
			topics = append(topics, option{w.inEach(t.Name), t.Key})
		}
		return widget{Widget: "select", Multiple: true, Options: topics}, len(topics) > 0
	case of.Type < schema.List && of.Type != schema.Localized:
		return widget{Widget: "list"}, true
	}
	return widget{}, false
}

// inEach gives a text in each of the site's languages that has it, each wording once.
func (w widgets) inEach(t locale.Text) string {
	var all []string
	for _, code := range w.Languages {
		if text := t[code]; text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return strings.Join(all, " / ")
}

func numeric(f *schema.Field) widget {
	n := widget{Widget: "number", Kind: map[bool]string{true: "int", false: "float"}[f.Type == schema.Int]}
	if f.Min != 0 || f.Max != 0 {
		n.Min = pointer(f.Min)
	}
	if f.Max != 0 {
		n.Max = pointer(f.Max)
	}
	return n
}

func options(values []string) []option {
	var all []option
	for _, v := range values {
		all = append(all, option{v, v})
	}
	return all
}

// pattern gives what a value must look like, and what is said where it does not.
func pattern(t schema.Type) []string {
	s := shapes[t]
	return []string{`^\s*(` + s.pattern + `)\s*$`, advice(s.advice)}
}
