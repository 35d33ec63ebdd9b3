package schema

import (
	"tract/internal/diag"
	"tract/internal/limit"
)

// beyond says whether a list, or all those of the file, has as many entries before one as
// it may, and tells it.
func (d *decoder) beyond(f *Field, i int, at diag.Position) bool {
	if d.listed++; d.listed == limit.FileEntries+1 {
		d.list.Errorf(at, "schema.all-entries", limit.FileEntries).WithHint("hint.schema-many")
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

// overdrawn counts a reference by key, in whose place readers see the name of what it
// leads to, and says whether the file has more of them than it may.
func (d *decoder) overdrawn(at diag.Position) bool {
	if d.references++; d.references == limit.References+1 {
		d.list.Errorf(at, "schema.references", limit.References).WithHint("hint.schema-many")
	}
	return d.references > limit.References
}
