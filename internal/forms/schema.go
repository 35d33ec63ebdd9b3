package forms

import (
	"bytes"
	"encoding/json"

	"tract/internal/limit"
	"tract/internal/schema"
)

// node is a JSON Schema, of which the program needs a part.
type node struct {
	Schema      string     `json:"$schema,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        []string   `json:"type,omitempty"`
	Enum        []string   `json:"enum,omitempty"`
	Pattern     string     `json:"pattern,omitempty"`
	Advice      string     `json:"patternErrorMessage,omitempty"` // which editors show, and checkers overlook
	MaxLength   int        `json:"maxLength,omitempty"`
	Minimum     *int       `json:"minimum,omitempty"`
	Maximum     *int       `json:"maximum,omitempty"`
	Items       *node      `json:"items,omitempty"`
	MinItems    int        `json:"minItems,omitempty"`
	MaxItems    int        `json:"maxItems,omitempty"`
	Unique      bool       `json:"uniqueItems,omitempty"`
	Properties  properties `json:"properties,omitempty"`
	Required    []string   `json:"required,omitempty"`
	Names       *node      `json:"propertyNames,omitempty"`
	Others      any        `json:"additionalProperties,omitempty"` // a *node, or false
	Least       int        `json:"minProperties,omitempty"`
	Most        int        `json:"maxProperties,omitempty"`
	AnyOf       []node     `json:"anyOf,omitempty"`
	Not         *node      `json:"not,omitempty"`
}

// properties are written in the order that the fields have.
type properties []property

type property struct {
	name string
	node *node
}

// MarshalJSON writes an object.
func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, one := range p {
		b.WriteByte("{,"[min(i, 1)])
		for _, part := range []any{one.name, one.node} {
			src, err := json.Marshal(part)
			if err != nil {
				return nil, err
			}
			b.Write(src)
			if part == any(one.name) {
				b.WriteByte(':')
			}
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Schema gives the JSON Schema.
func (f *Form) Schema() []byte {
	n := describe(&f.field, !f.empty)
	n.Schema, n.Title = "http://json-schema.org/draft-07/schema#", both(f.Label, " / ")
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(n); err != nil {
		panic("internal error: " + err.Error()) // texts and numbers can always be written
	}
	return b.Bytes()
}

// describe gives the schema of a field. A value that is wanted may not be left empty.
func describe(f *schema.Field, wanted bool) *node {
	n := form(f, wanted)
	n.Title, n.Description = both(f.Label, " / "), both(f.Help, "\n\n")
	if !wanted && len(n.Type) > 0 {
		n.Type = append(n.Type, "null")
	}
	return n
}

func form(f *schema.Field, wanted bool) *node {
	switch f.Type {
	case schema.Text:
		return text(f.Max, wanted)
	case schema.Localized:
		n := text(f.Max, wanted)
		n.Type = append(n.Type, "object")
		n.Names = word(schema.Language, true)
		others := text(f.Max, false)
		others.Type = append(others.Type, "null")
		n.Others = others
		return n
	case schema.List:
		return list(f, wanted)
	case schema.Group:
		return group(f, wanted)
	case schema.Map:
		n := group(f, false)
		n.Names, n.Others, n.Most = key(0, true), describe(f.Of, true), f.Max
		return n
	case schema.Source:
		return source(f)
	case schema.Enum:
		return enum(f, wanted)
	case schema.Key:
		return key(f.Max, wanted)
	}
	n := word(f.Type, wanted)
	n.MaxLength = f.Max
	switch f.Type {
	case schema.Bool:
		n.Type = append(n.Type, "boolean")
	case schema.Date:
		n.Type, n.Minimum, n.Maximum = append(n.Type, "integer"), pointer(1), pointer(9999)
	case schema.Slug:
		n.Type = append(n.Type, "integer")
	case schema.Int, schema.Number:
		number(n, f)
	}
	return n
}

// number describes a number, which may stand in quotes.
func number(n *node, f *schema.Field) {
	n.MaxLength = 0
	n.Type = append(n.Type, map[bool]string{true: "integer", false: "number"}[f.Type == schema.Int])
	if f.Min != 0 || f.Max != 0 {
		n.Minimum = pointer(f.Min)
	}
	if f.Max != 0 {
		n.Maximum = pointer(f.Max)
	}
}

func pointer(n int) *int {
	return &n
}

// texts are the types of what is written as a text: YAML takes some of them for more.
var texts = []string{"string", "number", "boolean"}

func text(most int, wanted bool) *node {
	n := &node{Type: append([]string{}, texts...), MaxLength: most}
	if wanted {
		n.Pattern = `\S`
	}
	return n
}

func list(f *schema.Field, wanted bool) *node {
	n := &node{Type: []string{"array"}, MaxItems: f.Max, Items: describe(f.Of, true)}
	switch f.Of.Type {
	case schema.Key, schema.Enum, schema.Language, schema.Host, schema.Address:
		n.Unique = true
	}
	if wanted {
		n.MinItems = 1
	}
	return n
}

// group describes a mapping. What the files of a pair share may stand in the other file.
func group(f *schema.Field, wanted bool) *node {
	n := &node{Type: []string{"object"}, Others: false}
	for i := range f.Fields {
		field := &f.Fields[i]
		n.Properties = append(n.Properties, property{field.Name, describe(field, field.Required)})
		if field.Required && !field.Shared {
			n.Required = append(n.Required, field.Name)
		}
	}
	if wanted && len(n.Required) == 0 {
		n.Least = 1
	}
	return n
}

// source describes a source, which is a summary of the site in short, or a work.
func source(f *schema.Field) *node {
	n := group(f, true)
	n.Type = append(n.Type, "string")
	n.Pattern, n.Advice = `^\s*article:`+shapes[schema.Key].pattern+`\s*$`, advice("hint.schema-source")
	n.AnyOf = []node{{Type: []string{"string", "null"}}, {Required: []string{"article"}}, {Required: []string{"title"}}}
	return n
}

func enum(f *schema.Field, wanted bool) *node {
	n := &node{AnyOf: []node{{Enum: f.Values}}}
	if f.Refers != "" {
		n.AnyOf = append(n.AnyOf, node{Type: []string{"string"}, Pattern: `^\s*` + f.Refers + ":" + shapes[schema.Key].pattern + `\s*$`})
	}
	if !wanted {
		n.AnyOf = append(n.AnyOf, node{Type: []string{"string", "null"}, Pattern: `^\s*$`})
	}
	if len(n.AnyOf) == 1 {
		return &node{Enum: f.Values}
	}
	return n
}

// key describes a key, which YAML may take for a number.
func key(most int, wanted bool) *node {
	n := word(schema.Key, wanted)
	n.Type = append(n.Type, "integer")
	if n.MaxLength = most; most == 0 {
		n.MaxLength = limit.KeyChars
	}
	n.Not = &node{Type: []string{"string"}, Pattern: `^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`}
	return n
}
