package build

import (
	"bytes"
	"errors"
	"io/fs"
	"sync"

	"tract/internal/diag"
	"tract/internal/site"
)

// Output is one file of the finished site.
type Output struct {
	Path string
	Key  string // hexadecimal; "" where it was not asked for
	// Make writes the bytes. Its error is a [*Fault] if the site is at fault.
	Make func(*bytes.Buffer) error
	// Work is what several outputs that take long to make have in common: the first
	// that is made makes the others quick. "" for what is quick by itself.
	Work string
}

// ErrChanged says that a file of the site is another than when the build began. The
// next build will find what it is now.
var ErrChanged = errors.New("the site was changed while it was built")

// Fault is what an output could not be made for.
type Fault struct{ Diagnostics diag.List }

// Error gives the first diagnostic. The list is for printing.
func (f *Fault) Error() string {
	return f.Diagnostics[0].Position.String() + ": " + f.Diagnostics[0].Message.Code
}

// Result is a site that is ready to be made. It is safe for concurrent use.
type Result struct {
	Site *site.Site // nil where the settings cannot be read

	source fs.FS
	works  *works
	early  diag.List // of single files and of the whole, known without a look at every page

	told    sync.Once
	faults  diag.List
	listed  sync.Once
	outputs []Output
}

// Early gives the faults that are known at once: those of single files, and some
// of the whole.
func (r *Result) Early() diag.List { return r.early }

// Faults gives all that is wrong with the site. The first time it looks at every
// page.
func (r *Result) Faults() diag.List {
	r.told.Do(func() {
		r.faults = append(r.faults, r.early...)
		if r.Site == nil {
			return
		}
		r.faults.Add(r.Site.Faults())
		r.faults.Add(clashes(r.source, r.Site.Redirects, r.works.all()))
		if r.faults.HasErrors() {
			r.faults.Add(r.works.trial(r.source, r.faults))
		}
	})
	return r.faults
}

// Outputs gives every file of the site with its key, by path: none if the site has
// errors.
func (r *Result) Outputs() []Output {
	r.listed.Do(func() {
		if r.Site != nil && !r.Faults().HasErrors() {
			r.outputs = r.works.outputs()
		}
	})
	return r.outputs
}

// Output gives the file at a path, without its key, whatever the faults of others.
func (r *Result) Output(path string) (Output, bool) {
	if r.Site == nil {
		return Output{}, false
	}
	o, ok := r.works.at(path)
	if !ok {
		return Output{Path: path}, false
	}
	return Output{Path: path, Make: r.works.guarded(o), Work: o.work}, true
}

// Uses says whether the site uses what the store of [ReadMemory] has under a key. Before
// its outputs were asked for it uses nothing.
func (r *Result) Uses(key string) bool {
	return r.works != nil && r.works.kept.uses(key)
}
