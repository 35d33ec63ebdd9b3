package schema

import (
	"slices"
	"strings"

	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/yaml"
)

// Context is what decoding knows beside the fields.
type Context struct {
	// Language is the one that the file is written in, or "" where every text
	// stands in several.
	Language string
	// Languages are those of the site: a text in several languages should have
	// each of them. Empty: whatever is written.
	Languages []string
	// Optional are those of them that a text may lack.
	Optional []string
	// Locales are the forms of languages that texts are put into. Those of a
	// language that it lacks stay as written.
	Locales map[string]*locale.Locale
	// Partial says that the node lacks what could not be read, so that nothing
	// may be reported as missing.
	Partial bool
}

// Decode checks a mapping against the fields.
func (c Context) Decode(node *yaml.Node, fields []Field) (Record, diag.List) {
	d := decoder{Context: c}
	r := d.record(node, "", fields)
	return r, d.list
}

// DecodeFile checks a whole data file, which is a Group, or a Map: the fields that
// the Group has, or that stand beside the entries of the Map, and these entries.
func (c Context) DecodeFile(node *yaml.Node, field *Field) (own Record, entries []Record, _ diag.List) {
	d := decoder{Context: c}
	fields := *node
	switch {
	case field.Type == Map && node.Kind != yaml.Null:
		v, rest := value{field: field}, *node
		fields.Fields, rest.Fields = besideEntries(node.Fields, field)
		d.entries(&v, &rest)
		if entries = v.records; v.bad {
			return Record{}, nil, d.list
		}
	case node.Kind == yaml.Sequence:
		d.bareList(node, field.Fields)
		return Record{}, nil, d.list
	}
	own = d.record(&fields, "", field.Fields)
	return own, entries, d.list
}

// besideEntries parts the fields of a Map from its entries. What has one value
// where entries have fields can only be a field, be its name misspelt.
func besideEntries(all []yaml.Field, f *Field) (beside, entries []yaml.Field) {
	for _, nf := range all {
		_, near := diag.Nearest(nf.Key, Names(f.Fields))
		if Find(f.Fields, nf.Key) != nil || near && f.Of.Type == Group && nf.Value.Kind == yaml.Scalar {
			beside = append(beside, nf)
		} else {
			entries = append(entries, nf)
		}
	}
	return beside, entries
}

// bareList refuses a list in the place of the fields of a file, which is what a
// list of theirs looks like without its name.
func (d *decoder) bareList(n *yaml.Node, fields []Field) {
	fault := d.list.Errorf(n.Pos, "schema.bare-list")
	if i := slices.IndexFunc(fields, func(f Field) bool { return f.Type == List }); i >= 0 {
		fault.WithHint("hint.schema-bare-list", fields[i].Name)
	}
}

type decoder struct {
	Context
	list diag.List
	// Inside a shared field the text is in no language in particular.
	shared     bool
	listed     int // entries of all lists
	references int // by key, to what the site has elsewhere
	// ordinals are those that were found, and ordinal is where the last one stands in
	// the list that was told by itself: to look for the place of one is to read on.
	ordinals, ordinal int
}

// record decodes a mapping. name is the field that holds it, "" for the outermost.
func (d *decoder) record(n *yaml.Node, name string, fields []Field) Record {
	r := Record{Start: n.Pos, partial: d.Partial}
	switch n.Kind {
	case yaml.Mapping:
		r.values = make([]value, 0, len(n.Fields))
		for i := range n.Fields {
			d.field(&r, &n.Fields[i], fields)
		}
	case yaml.Null:
	default:
		d.wantMapping(n, name, fields)
		return r
	}
	d.missing(&r, fields, false)
	return r
}

func (d *decoder) wantMapping(n *yaml.Node, name string, fields []Field) {
	if name == "" {
		d.list.Errorf(n.Pos, "schema.want-fields").WithHint("hint.schema-fields")
		return
	}
	d.list.Errorf(n.Pos, "schema.want-mapping", name).WithHint("hint.schema-mapping", strings.Join(Names(fields), ", "))
}

// field decodes one field into r.
func (d *decoder) field(r *Record, nf *yaml.Field, fields []Field) {
	f := Find(fields, nf.Key)
	if f == nil {
		if meant := d.unknown(nf, fields); meant != nil && !r.Wrote(meant.Name) {
			r.values = append(r.values, value{field: meant, at: nf.Value.Pos, bad: true})
		}
		return
	}
	if blank(&nf.Value) {
		if f.Required {
			d.list.Errorf(nf.KeyPos, "schema.empty", f.Name)
			r.values = append(r.values, value{field: f, at: nf.KeyPos, bad: true})
		}
		return
	}
	outer := d.shared
	d.shared = outer || f.Shared
	v := value{field: f, at: nf.Value.Pos}
	d.fill(&v, &nf.Value)
	d.shared = outer
	r.values = append(r.values, v)
}

// unknown reports a field that does not exist, and gives the one that was meant,
// looked for among the names and the labels, or nil.
func (d *decoder) unknown(nf *yaml.Field, fields []Field) *Field {
	fault := d.list.Errorf(nf.KeyPos, "schema.unknown-field", nf.Key)
	if strings.Trim(nf.Key, "0123456789") == "" { // {value: 37,6}
		fault.WithHint("hint.schema-comma")
		return nil
	}
	meant := labelled(nf.Key, fields)
	if meant == nil {
		near, _ := diag.Nearest(nf.Key, Names(fields))
		meant = Find(fields, near)
	}
	if meant == nil {
		fault.WithHint("hint.schema-fields-here", strings.Join(Names(fields), ", "))
		return nil
	}
	fault.WithHint("hint.did-you-mean", meant.Name)
	return meant
}

func labelled(word string, fields []Field) *Field {
	word = locale.Fold(word)
	for i := range fields {
		for _, label := range fields[i].Label {
			if locale.Fold(label) == word {
				return &fields[i]
			}
		}
	}
	return nil
}

// missing reports the required fields that the author did not write: those that
// depend on the language, or the shared ones.
func (d *decoder) missing(r *Record, fields []Field, shared bool) {
	if d.Partial {
		return
	}
	for i := range fields {
		if f := &fields[i]; f.Required && f.Shared == shared && !r.Wrote(f.Name) {
			d.list.Errorf(r.Start, "schema.missing", f.Name)
		}
	}
}

// blank says whether a value is there in name only, as in a form half filled in.
func blank(n *yaml.Node) bool {
	return n.Kind == yaml.Null || n.Kind == yaml.Scalar && strings.TrimSpace(n.Value) == "" ||
		n.Kind == yaml.Sequence && len(n.Items) == 0 || n.Kind == yaml.Mapping && len(n.Fields) == 0
}

// fill decodes a node into a value whose field and place are set.
func (d *decoder) fill(v *value, n *yaml.Node) {
	switch v.field.Type {
	case List:
		d.items(v, n)
	case Map:
		d.entries(v, n)
	case Group:
		v.records = []Record{d.record(n, v.field.Name, v.field.Fields)}
		v.bad = n.Kind != yaml.Mapping
	case Source:
		d.source(v, n)
	case Localized:
		d.localized(v, n)
	default:
		d.plain(v, n)
	}
}

// source decodes a source, which may be written in short: article:KEY.
func (d *decoder) source(v *value, n *yaml.Node) {
	f := v.field
	if n.Kind == yaml.Mapping {
		r := d.record(n, f.Name, f.Fields)
		if len(r.values) > 0 && !r.Wrote("article") && !r.Wrote("title") && !d.Partial {
			d.list.Errorf(r.Start, "schema.source-title")
		}
		v.records = []Record{r}
		return
	}
	key, ok := strings.CutPrefix(n.Value, "article:")
	if n.Kind != yaml.Scalar || !ok || !IsKey(key) {
		v.bad = true
		badSource(d.list.Errorf(n.Pos, "schema.bad-source", n.Value), n.Value)
		return
	}
	if v.bad = d.overdrawn(n.Pos); v.bad {
		return
	}
	article := value{field: Find(f.Fields, "article"), at: n.Pos, text: key}
	v.records = []Record{{Start: n.Pos, values: []value{article}}}
}

// badSource hints at what is wrong with a source that is written in short.
func badSource(fault *diag.Diagnostic, written string) {
	name, key, short := strings.Cut(written, ":")
	key = strings.TrimSpace(key)
	switch {
	case !short || locale.Fold(strings.TrimSpace(name)) != "article":
		fault.WithHint("hint.schema-source")
	case reserved.MatchString(key):
		fault.WithHint("hint.schema-reserved")
	case IsKey(key): // with a space or a capital before it
		fault.WithHint("hint.did-you-mean", "article:"+key)
	case IsKey(locale.Slug(key)):
		fault.WithHint("hint.did-you-mean", "article:"+locale.Slug(key))
	default:
		fault.WithHint("hint.schema-key")
	}
}
