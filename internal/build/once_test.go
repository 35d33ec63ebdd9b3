package build

import (
	"io/fs"

	"tract/internal/diag"
)

// Build reads a site's folder once, and says what is wrong with it.
func Build(source fs.FS, o Options) (*Result, diag.List) {
	r := new(Memory).Build(source, o)
	return r, r.Faults()
}
