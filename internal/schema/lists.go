package schema

import (
	"slices"

	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/yaml"
)

// items decodes a list.
func (d *decoder) items(v *value, n *yaml.Node) {
	f := v.field
	if n.Kind != yaml.Sequence {
		v.bad = true
		fault := d.list.Errorf(n.Pos, "schema.want-list", f.Name)
		if n.Kind == yaml.Scalar && f.Of.Type < List {
			fault.WithHint("hint.schema-list", n.Value)
		} else {
			fault.WithHint("hint.schema-dashes")
		}
		return
	}
	for i := range n.Items {
		item := &n.Items[i]
		if d.beyond(f, i, item.Pos) {
			break
		}
		if blank(item) {
			d.list.Errorf(item.Pos, "schema.empty-item", f.Name)
			continue
		}
		iv := value{field: f.Of, at: item.Pos}
		d.fill(&iv, item)
		switch {
		case iv.bad:
		case f.Of.Type == Group || f.Of.Type == Source:
			v.records = append(v.records, iv.records...)
		default:
			v.items = append(v.items, iv)
		}
	}
	d.unique(v)
}

// unique refuses two items of a list with one identity, and a key, a value or a
// name that stands twice.
func (d *decoder) unique(v *value) {
	first := make(map[string]diag.Position, len(v.items))
	switch v.field.Of.Type {
	case Key, Enum, Language, Host, Address:
		v.items = slices.DeleteFunc(v.items, func(item value) bool {
			at, twice := first[item.text]
			if twice {
				d.list.Errorf(item.at, "schema.twice", item.text, v.field.Name, at)
			} else {
				first[item.text] = item.at
			}
			return twice
		})
	case Group:
		f := id(v.field.Of.Fields)
		if f == nil {
			return
		}
		for i := range v.records {
			ref := v.records[i].Ref(f.Name)
			if at, twice := first[ref.Key]; twice && ref.Key != "" {
				d.list.Errorf(ref.Pos, "schema.duplicate-id", ref.Key, at)
				continue
			}
			first[ref.Key] = ref.Pos
		}
	}
}

// entries decodes a mapping from keys. An entry that is no Group becomes a record
// with one field.
func (d *decoder) entries(v *value, n *yaml.Node) {
	f := v.field
	if n.Kind != yaml.Mapping {
		v.bad = true
		d.list.Errorf(n.Pos, "schema.want-entries", f.Name).WithHint("hint.schema-entries")
		return
	}
	for i := range n.Fields {
		nf := &n.Fields[i]
		if d.beyond(f, i, nf.KeyPos) {
			break
		}
		if !IsKey(nf.Key) {
			badKey(d.list.Errorf(nf.KeyPos, "schema.bad-key", nf.Key, f.Name), nf.Key)
		}
		if blank(&nf.Value) {
			d.list.Errorf(nf.KeyPos, "schema.empty", nf.Key)
			continue
		}
		var r Record
		if f.Of.Type == Group {
			nf.Value.Pos = nf.KeyPos // what is missing is missing at the key
			r = d.record(&nf.Value, nf.Key, f.Of.Fields)
		} else {
			ev := value{field: f.Of, at: nf.Value.Pos}
			d.fill(&ev, &nf.Value)
			r.values = []value{ev}
		}
		r.Key, r.Start = nf.Key, nf.KeyPos
		v.records = append(v.records, r)
	}
}

// beyond says whether a list, or all those of the file, has as many entries before one as
// it may, and tells it.
func (d *decoder) beyond(f *Field, i int, at diag.Position) bool {
	if d.listed++; d.listed == limit.FileEntries+1 {
		d.list.Errorf(at, "schema.all-entries", limit.FileEntries).WithHint("hint.schema-all-entries")
	}
	if d.listed > limit.FileEntries {
		return true
	}
	if f.Max == 0 || i < f.Max {
		return false
	}
	d.list.Errorf(at, "schema.many", f.Name, f.Max).WithHint("hint.schema-many")
	return true
}

// Cut says whether faults of decoding tell of entries that were left out, so that what
// refers to them leads nowhere.
func Cut(faults diag.List) bool {
	return slices.ContainsFunc(faults, func(d diag.Diagnostic) bool {
		return d.Message.Code == "schema.all-entries"
	})
}

// overdrawn counts a reference by key, in whose place readers see the name of what it
// leads to, and says whether the file has more of them than it may.
func (d *decoder) overdrawn(at diag.Position) bool {
	if d.references++; d.references == limit.References+1 {
		d.list.Errorf(at, "schema.references", limit.References).WithHint("hint.schema-many")
	}
	return d.references > limit.References
}
