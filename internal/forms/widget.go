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
	Languages any      `json:"i18n,omitempty"`     // true, or "duplicate": the same in each
	Required  any      `json:"required,omitempty"` // true, false, or the languages where it is
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
	Default   string   `json:"default,omitempty"`
}

type option struct {
	Label string `json:"label"`
	Value any    `json:"value"`
}

// longText is from how many characters on a text has several lines to be written in.
const longText = 200

// widgets makes those of a site: for the pages of a kind, of which each language has a
// file, or for a file that has all languages in it.
type widgets struct {
	*config.Settings
	pages bool
}

// fields gives what a form shows of fields. What they share is the same in each language.
func (w widgets) fields(fields []schema.Field) []widget {
	var all []widget
	for i := range fields {
		f := &fields[i]
		one := w.field(f)
		one.Name, one.Label, one.Hint = f.Name, both(f.Label, " / "), both(f.Help, " / ")
		one.Required, one.Languages = f.Required, "duplicate"
		switch {
		case w.pages && !f.Shared && !f.ID:
			one.Languages = true
		case !w.pages && f.Type == schema.Localized:
			one.Languages = true
			if f.Required { // what another language lacks, its readers get in the first
				one.Required = w.Languages[:1]
			}
		}
		all = append(all, one)
	}
	return all
}

// field gives what a form shows of a field.
func (w widgets) field(f *schema.Field) widget {
	switch f.Type {
	case schema.Text, schema.Localized:
		return w.text(f)
	case schema.Int, schema.Number:
		return numeric(f)
	case schema.Bool: // three answers: where nothing is said, the program decides
		return widget{Widget: "select", Options: []option{{"–", ""}, {"Oui / Yes", true}, {"Non / No", false}}}
	case schema.Enum:
		if f.Refers == "" {
			return widget{Widget: "select", Options: append([]option{{"–", ""}}, options(f.Name, f.Values)...)}
		}
	case schema.Group:
		if isRules(f) {
			return rules(f)
		}
		return widget{Widget: "object", Collapsed: true, Fields: w.fields(f.Fields)}
	case schema.Source:
		return widget{Widget: "object", Collapsed: true, Summary: sourceSummary, Fields: w.fields(f.Fields)}
	case schema.List:
		return most(w.list(f), f.Max)
	case schema.Map:
		return most(w.entries(f), f.Max)
	}
	return widget{Widget: "string", Pattern: pattern(f.Type)}
}

// text gives what a text is written in. One in several languages has a field for each in
// the form of a page, of which the editor shows a language at a time.
func (w widgets) text(f *schema.Field) widget {
	one := widget{Widget: "string", Most: f.Max, Required: false}
	if f.Max > longText {
		one.Widget = "text"
	}
	if f.Type == schema.Text || !w.pages {
		return one
	}
	in := widget{Widget: "object", Collapsed: true, Summary: "{{fields.all}} {{fields." + w.Languages[0] + "}}"}
	one.Name, one.Label, one.Languages = "all", "Dans toutes les langues / In all languages", "duplicate"
	in.Fields = append(in.Fields, one)
	for _, code := range w.Languages {
		one.Name, one.Label = code, code
		in.Fields = append(in.Fields, one)
	}
	return in
}

const sourceSummary = "{{fields.article}} {{fields.publication}}"

func (w widgets) list(f *schema.Field) widget {
	switch of := f.Of; {
	case of.Type == schema.Group:
		return widget{Widget: "list", Collapsed: true, Summary: saying(of.Fields), Fields: w.fields(of.Fields)}
	case of.Type == schema.Source:
		return widget{Widget: "list", Collapsed: true, Summary: sourceSummary, Fields: w.fields(of.Fields)}
	case of.Type == schema.Enum && of.Refers == "":
		return widget{Widget: "select", Multiple: true, Options: options(f.Name, of.Values)}
	case of.Refers == "topic" && len(w.Topics) > 0:
		var topics []option
		for _, t := range w.Topics {
			topics = append(topics, option{w.inEach(t.Name), t.Key})
		}
		return widget{Widget: "select", Multiple: true, Options: topics}
	}
	return widget{Widget: "list"}
}

// most sets how many entries a list may have.
func most(list widget, n int) widget {
	if n != 0 {
		list.Max = pointer(n)
	}
	return list
}

// saying gives what stands for an item whose fields are not shown: its first words.
func saying(fields []schema.Field) string {
	i := slices.IndexFunc(fields, func(f schema.Field) bool { return f.Required && f.Type <= schema.Localized })
	return "{{fields." + fields[max(i, 0)].Name + "}}"
}

// entries gives a list for what stands under keys.
func (w widgets) entries(f *schema.Field) widget {
	key := widget{Name: "key", Label: "Clé / Key", Widget: "string", Languages: "duplicate", Required: true, Pattern: pattern(schema.Key)}
	one, said := w.field(f.Of), "{{fields.key}}"
	if f.Of.Type == schema.Group {
		said = saying(f.Of.Fields)
	} else {
		one.Name, one.Label, one.Languages, one.Required = "value", both(f.Label, " / "), f.Of.Type == schema.Localized, w.Languages[:1]
		one.Fields = []widget{one}
	}
	return widget{Widget: "list", Collapsed: true, Summary: said, Fields: append([]widget{key}, one.Fields...)}
}

// rules gives a list of those that a site sees otherwise than we do.
func rules(f *schema.Field) widget {
	rule := widget{Name: "key", Label: "Règle / Rule", Widget: "select", Languages: "duplicate", Required: true}
	for _, r := range f.Fields {
		rule.Options = append(rule.Options, option{both(r.Label, " / "), r.Name})
	}
	grave := widget{Name: "value", Label: "Gravité / Severity", Widget: "select", Languages: "duplicate", Required: true, Options: options(f.Name, f.Fields[0].Values)}
	return widget{Widget: "list", Collapsed: true, Summary: "{{fields.key}}", Fields: []widget{rule, grave}}
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

// options gives the values of a field, in words.
func options(name string, values []string) []option {
	var all []option
	for _, v := range values {
		label := v
		if t := valueNamed(name, v); t != nil {
			label = both(t, " / ")
		}
		all = append(all, option{label, v})
	}
	return all
}

// pattern gives what a value must look like, and what is said where it does not.
func pattern(t schema.Type) []string {
	s := shapes[t]
	return []string{`^\s*(` + s.pattern + `)\s*$`, advice(s.advice)}
}
