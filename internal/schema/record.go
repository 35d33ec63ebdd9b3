package schema

import (
	"strconv"

	"tract/internal/diag"
	"tract/internal/locale"
)

// Ref is a reference by key, with the place that it stands at.
type Ref struct {
	Key string
	Pos diag.Position
}

// Record is a decoded mapping. Its accessors take the name of a field and give
// the zero value where the field is not given. The zero Record holds nothing.
type Record struct {
	Key     string        // what an entry of a Map stands under
	Start   diag.Position // where the mapping begins, or the entry's key
	partial bool          // read with gaps: what it lacks may only be unread
	// In the order written, only what is given. Values are kept as texts that
	// decoding has checked: a record takes part in merging far more often than
	// each of its values is read.
	values []value
}

type value struct {
	field   *Field
	at      diag.Position
	bad     bool // given, but refused; a diagnostic says why
	text    string
	texts   locale.Text
	items   []value  // of a List of plain values
	records []Record // of a Group or a Source (one), of a Map, of a List of those
}

// get gives the value of a field, or nil where it is not given or was refused.
func (r *Record) get(name string) *value {
	for i := range r.values {
		if v := &r.values[i]; v.field.Name == name && !v.bad {
			return v
		}
	}
	return nil
}

// Wrote says whether the author wrote the field, be it wrong or under a name that
// is almost right: it is not missing, then.
func (r *Record) Wrote(name string) bool {
	for i := range r.values {
		if r.values[i].field.Name == name {
			return true
		}
	}
	return false
}

// Has says whether the field is given.
func (r *Record) Has(name string) bool {
	return r.get(name) != nil
}

// Pos gives the position of a field's value, or where the record begins. After
// [Share] the position may be in another file than the record's.
func (r *Record) Pos(name string) diag.Position {
	for i := range r.values {
		if v := &r.values[i]; v.field.Name == name {
			return v.at
		}
	}
	return r.Start
}

// Text gives any plain value as it was written, apart from typography.
func (r *Record) Text(name string) string {
	if v := r.get(name); v != nil {
		return v.text
	}
	return ""
}

// Localized gives a text in several languages.
func (r *Record) Localized(name string) locale.Text {
	if v := r.get(name); v != nil {
		return v.texts
	}
	return nil
}

// Int gives a whole number.
func (r *Record) Int(name string) int {
	n, _ := strconv.Atoi(r.Text(name))
	return n
}

// Number gives a number.
func (r *Record) Number(name string) float64 {
	n, _ := strconv.ParseFloat(r.Text(name), 64)
	return n
}

// Bool gives a truth value.
func (r *Record) Bool(name string) bool {
	return r.Text(name) == "true"
}

// Date gives a date.
func (r *Record) Date(name string) locale.Date {
	d, _ := locale.ParseDate(r.Text(name))
	return d
}

// DateTime gives a day with a time, and whether the time is given.
func (r *Record) DateTime(name string) (t locale.DateTime, timed bool) {
	text := r.Text(name)
	if t, ok := locale.ParseDateTime(text); ok {
		return t, true
	}
	t.Date, _ = locale.ParseDate(text)
	return t, false
}

// Ref gives a key with its position.
func (r *Record) Ref(name string) Ref {
	if v := r.get(name); v != nil {
		return Ref{v.text, v.at}
	}
	return Ref{}
}

// Texts gives a list of plain values.
func (r *Record) Texts(name string) []string {
	v := r.get(name)
	if v == nil {
		return nil
	}
	texts := make([]string, len(v.items))
	for i := range v.items {
		texts[i] = v.items[i].text
	}
	return texts
}

// Refs gives a list of plain values with their positions.
func (r *Record) Refs(name string) []Ref {
	v := r.get(name)
	if v == nil {
		return nil
	}
	refs := make([]Ref, len(v.items))
	for i := range v.items {
		refs[i] = Ref{v.items[i].text, v.items[i].at}
	}
	return refs
}

// Group gives the record that a Group or a Source holds.
func (r *Record) Group(name string) Record {
	if v := r.get(name); v != nil && len(v.records) > 0 {
		return v.records[0]
	}
	return Record{}
}

// Items gives the records of a list of Groups or Sources, or of a Map, in the
// order written.
func (r *Record) Items(name string) []Record {
	if v := r.get(name); v != nil {
		return v.records
	}
	return nil
}
