package schema

import (
	"maps"
	"slices"

	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/wire"
)

// What a record has beside its place.
const (
	isPartial = 1 << iota
	hasKey
	hasValues
)

// What a value has beside its place. A list that is empty is not one that is not
// there: digests tell them apart.
const (
	isBad = 1 << iota
	hasText
	hasTexts
	hasItems
	hasRecords
)

// The fewest bytes of each, by which a count is believed.
const (
	leastRecord = 2
	leastValue  = 2
	leastText   = 2
)

// scope is the fields that values may be of: those of a mapping, or one.
type scope struct {
	list []Field
	one  *Field
}

// inner gives the scope of the records that a value of the field holds.
func (f *Field) inner() scope {
	switch f.Type {
	case List:
		return scope{list: f.Of.Fields}
	case Map:
		if f.Of.Type != Group {
			return scope{one: f.Of}
		}
		return scope{list: f.Of.Fields}
	}
	return scope{list: f.Fields}
}

// Append writes a record whose fields are these, to be read back by [ReadRecord].
// It gives false, and has written nothing, if part of it stands in another file,
// as may be after [Share]: such a record cannot be kept.
func (r *Record) Append(w *wire.Writer, fields []Field, file string) bool {
	before := len(*w)
	values, records := r.size()
	w.Count(values)
	w.Count(records)
	e := encoder{w, file}
	if !e.record(r, scope{list: fields}) {
		*w = (*w)[:before]
		return false
	}
	return true
}

// size counts the values and the records within a record.
func (r *Record) size() (values, records int) {
	for i := range r.values {
		n, m := r.values[i].size()
		values, records = values+n, records+m
	}
	return values, records
}

func (v *value) size() (values, records int) {
	values, records = 1, len(v.records)
	for i := range v.items {
		n, m := v.items[i].size()
		values, records = values+n, records+m
	}
	for i := range v.records {
		n, m := v.records[i].size()
		values, records = values+n, records+m
	}
	return values, records
}

type encoder struct {
	*wire.Writer
	file string
}

func (e *encoder) record(r *Record, s scope) bool {
	has := flag(r.partial, isPartial) | flag(r.Key != "", hasKey) | flag(r.values != nil, hasValues)
	e.Uint(has)
	if !e.position(r.Start) {
		return false
	}
	if has&hasKey != 0 {
		e.Text(r.Key)
	}
	if has&hasValues == 0 {
		return true
	}
	e.Count(len(r.values))
	for i := range r.values {
		v := &r.values[i]
		if s.one == nil {
			n := slices.IndexFunc(s.list, func(f Field) bool { return f.Name == v.field.Name })
			if n < 0 {
				return false
			}
			e.Count(n)
		}
		if !e.value(v) {
			return false
		}
	}
	return true
}

func (e *encoder) value(v *value) bool {
	has := flag(v.bad, isBad) | flag(v.text != "", hasText) | flag(v.texts != nil, hasTexts) |
		flag(v.items != nil, hasItems) | flag(v.records != nil, hasRecords)
	e.Uint(has)
	if !e.position(v.at) {
		return false
	}
	if has&hasText != 0 {
		e.Text(v.text)
	}
	if has&hasTexts != 0 {
		e.Count(len(v.texts))
		for _, code := range slices.Sorted(maps.Keys(v.texts)) {
			e.Text(code)
			e.Text(v.texts[code])
		}
	}
	if has&hasItems != 0 {
		e.Count(len(v.items))
		for i := range v.items {
			if !e.value(&v.items[i]) {
				return false
			}
		}
	}
	if has&hasRecords != 0 {
		e.Count(len(v.records))
		for i := range v.records {
			if !e.record(&v.records[i], v.field.inner()) {
				return false
			}
		}
	}
	return true
}

// position writes a place in the file, or none: 0, which no line has.
func (e *encoder) position(p diag.Position) bool {
	if p == (diag.Position{}) {
		e.Uint(0)
		return true
	}
	e.Uint(uint64(p.Line) + 1)
	e.Uint(uint64(p.Column))
	return p.File == e.file
}

func flag(is bool, bit uint64) uint64 {
	if is {
		return bit
	}
	return 0
}

// ReadRecord reads what [Record.Append] wrote of a record with these fields, as
// one of the file. What cannot be right fails the reader.
func ReadRecord(r *wire.Reader, fields []Field, file string) Record {
	// All values and all records at once: a record has many small lists.
	d := recordReader{Reader: r, file: file}
	d.values = make([]value, r.Count(leastValue))
	d.records = make([]Record, r.Count(leastRecord))
	var out Record
	d.record(&out, scope{list: fields})
	if len(d.values) > 0 || len(d.records) > 0 {
		r.Fail()
	}
	if r.Failed() {
		return Record{}
	}
	return out
}

type recordReader struct {
	*wire.Reader
	file    string
	values  []value  // not used yet
	records []Record // not used yet
}

func (d *recordReader) record(r *Record, s scope) {
	has := d.Uint()
	r.partial = has&isPartial != 0
	r.Start = d.position()
	if has&hasKey != 0 {
		r.Key = d.Text()
	}
	if has&hasValues == 0 {
		return
	}
	r.values = part(d, &d.values, leastValue)
	for i := range r.values {
		f := s.one
		if f == nil {
			n := d.Uint()
			if n >= uint64(len(s.list)) {
				d.Fail()
				return
			}
			f = &s.list[n]
		}
		d.value(&r.values[i], f)
	}
}

func (d *recordReader) value(v *value, f *Field) {
	v.field = f
	has := d.Uint()
	v.bad = has&isBad != 0
	v.at = d.position()
	if has&hasText != 0 {
		v.text = d.Text()
	}
	if has&hasTexts != 0 {
		n := d.Count(leastText)
		v.texts = make(locale.Text, n)
		for range n {
			code := d.Text()
			v.texts[code] = d.Text()
		}
	}
	if has&hasItems != 0 {
		if f.Of == nil {
			d.Fail()
			return
		}
		v.items = part(d, &d.values, leastValue)
		for i := range v.items {
			d.value(&v.items[i], f.Of)
		}
	}
	if has&hasRecords != 0 {
		v.records = part(d, &d.records, leastRecord)
		for i := range v.records {
			d.record(&v.records[i], f.inner())
		}
	}
}

// part counts what follows and takes the room for it from what is left. What is
// added to it later goes elsewhere.
func part[T any](d *recordReader, left *[]T, least int) []T {
	n := d.Count(least)
	if n > len(*left) {
		d.Fail()
		return nil
	}
	taken := (*left)[:n:n]
	*left = (*left)[n:]
	return taken
}

func (d *recordReader) position() diag.Position {
	line := d.Uint()
	if line == 0 {
		return diag.Position{}
	}
	return diag.Position{File: d.file, Line: int(line - 1), Column: int(d.Uint())}
}
