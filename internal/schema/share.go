package schema

import (
	"maps"
	"slices"
	"strings"

	"tract/internal/diag"
)

// Share completes the records of one pair with what they share: a field that
// stands in one of them holds for all, and so do the shared fields of list items
// with the same identity. Two that differ are an error. The records that are
// taken stay as they were.
func Share(records []Record, fields []Field) ([]Record, diag.List) {
	if len(records) < 2 {
		return records, nil
	}
	out := make([]*Record, len(records))
	for i := range records {
		r := records[i]
		r.values = slices.Clip(r.values) // what is added goes to a copy
		out[i] = &r
	}
	var list diag.List
	share(out, fields, &list)
	shared := make([]Record, len(out))
	for i, r := range out {
		shared[i] = *r
	}
	return shared, list
}

// Complete reports the required shared fields that none of a pair's files holds.
// Its records are those that [Share] gave, and each file was read whole.
func Complete(records []Record, fields []Field) diag.List {
	var list diag.List
	if len(records) == 0 {
		return nil
	}
	d := decoder{}
	d.missing(&records[0], fields, true)
	list.Add(d.list)
	return list
}

func share(records []*Record, fields []Field, list *diag.List) {
	for i := range fields {
		f := &fields[i]
		switch {
		case f.Shared:
			shareField(records, f, list)
		case f.Type == List && id(f.Of.Fields) != nil:
			shareItems(records, f, list)
		}
	}
}

func shareField(records []*Record, f *Field, list *diag.List) {
	var first *value
	for _, r := range records {
		v := r.get(f.Name)
		switch {
		case v == nil:
		case first == nil:
			first = v
		case !first.equal(v):
			list.Errorf(v.at, "schema.shared-differs", f.Name, first.at).WithHint("hint.schema-shared")
		}
	}
	if first == nil {
		return
	}
	given := *first // the values move when one is added
	for _, r := range records {
		if !r.Wrote(f.Name) {
			r.values = append(r.values, given)
		}
	}
}

// equal says whether two values say the same, wherever they stand.
func (v *value) equal(w *value) bool {
	return v.text == w.text && maps.Equal(v.texts, w.texts) &&
		slices.EqualFunc(v.items, w.items, func(a, b value) bool { return a.equal(&b) }) &&
		slices.EqualFunc(v.records, w.records, func(a, b Record) bool { return a.equal(&b) })
}

func (r *Record) equal(s *Record) bool {
	if r.Key != s.Key || len(r.values) != len(s.values) {
		return false
	}
	for i := range r.values {
		v := s.get(r.values[i].field.Name)
		if v == nil || !v.equal(&r.values[i]) {
			return false
		}
	}
	return true
}

// shareItems completes the items of a list that has an identity. Each file keeps
// its items in its own order.
func shareItems(records []*Record, f *Field, list *diag.List) {
	name := id(f.Of.Fields).Name
	var ids []string
	items := map[string][]*Record{}
	for _, r := range records {
		if !r.Has(f.Name) {
			continue
		}
		r.values = slices.Clone(r.values)
		v := r.get(f.Name)
		v.records = slices.Clone(v.records)
		for i := range v.records {
			item := &v.records[i]
			item.values = slices.Clip(item.values)
			key := item.Text(name)
			if items[key] == nil {
				ids = append(ids, key)
			}
			items[key] = append(items[key], item)
		}
	}
	var alone []Ref
	for _, key := range ids {
		share(items[key], f.Of.Fields, list)
		if len(items[key]) == 1 {
			alone = append(alone, items[key][0].Ref(name))
		}
	}
	if slices.ContainsFunc(records, func(r *Record) bool { return r.partial }) {
		return
	}
	told := misspelt(alone, list)
	for _, key := range ids {
		if !told[key] {
			untranslated(items[key][0].Ref(name), records, f, list)
		}
	}
}

// misspelt warns of an item that no other language has under its name, when a
// name much like it stands alone in another file, and gives the names of both.
func misspelt(alone []Ref, list *diag.List) map[string]bool {
	told := map[string]bool{}
	for i, ref := range alone {
		for _, other := range alone[:i] {
			near, ok := diag.Nearest(ref.Key, []string{other.Key})
			if ok && other.Pos.File != ref.Pos.File {
				list.Warnf(ref.Pos, "schema.item-alone", ref.Key, other.Pos).WithHint("hint.did-you-mean", near)
				told[ref.Key], told[other.Key] = true, true
			}
		}
	}
	return told
}

// untranslated warns of each file whose list has no item of a name. A list with an
// item whose name could not be read may have it after all.
func untranslated(item Ref, records []*Record, f *Field, list *diag.List) {
	name := id(f.Of.Fields).Name
	for _, r := range records {
		has := func(i Record) bool { return !i.Has(name) || i.Text(name) == item.Key }
		if item.Key != "" && r.Has(f.Name) && !slices.ContainsFunc(r.Items(f.Name), has) {
			list.Warnf(item.Pos, "schema.item-missing", item.Key, r.Start.File).WithHint("hint.schema-item-missing")
		}
	}
}

// AppendShared writes what a record shares, in a form that is equal for equal
// values: what to take a digest of.
func (r *Record) AppendShared(dst []byte, fields []Field) []byte {
	for i := range fields {
		f := &fields[i]
		v := r.get(f.Name)
		switch {
		case v == nil:
		case f.Shared:
			dst = v.append(append(append(dst, f.Name...), 0))
		case f.Type == List && id(f.Of.Fields) != nil:
			for j := range v.records {
				item := &v.records[j]
				dst = append(append(dst, item.Text(id(f.Of.Fields).Name)...), 0)
				dst = item.AppendShared(dst, f.Of.Fields)
			}
		}
	}
	return dst
}

// append writes a value so that equal values give equal bytes. Texts hold no
// controls, so these can part them.
func (v *value) append(dst []byte) []byte {
	dst = append(append(dst, v.text...), 1)
	if len(v.texts) > 0 {
		for _, code := range slices.Sorted(maps.Keys(v.texts)) {
			dst = append(append(append(append(dst, code...), 2), v.texts[code]...), 3)
		}
	}
	for i := range v.items {
		dst = append(v.items[i].append(dst), 4)
	}
	for i := range v.records {
		dst = append(v.records[i].append(dst), 5)
	}
	return append(dst, 6)
}

func (r *Record) append(dst []byte) []byte {
	sorted := slices.Clone(r.values)
	slices.SortFunc(sorted, func(a, b value) int { return strings.Compare(a.field.Name, b.field.Name) })
	dst = append(append(dst, r.Key...), 7)
	for i := range sorted {
		dst = sorted[i].append(append(append(dst, sorted[i].field.Name...), 8))
	}
	return dst
}
