package serve

import (
	"io/fs"
	"slices"
	"strings"

	"tract/internal/diag"
)

// view is what all answers of a moment are given from.
type view struct {
	state  State // nil until the first build
	good   State // the last build without errors, if state has some
	source fs.FS
	faults diag.List
	met    diag.List // what only making a page of the state has shown

	// The numbers of the newest of each kind of event. They count on from the clock,
	// so that those of a server that is started again are greater.
	reload, css, problems int64

	next chan struct{} // closed when there is a newer view
}

// version is the number of the newest event.
func (v view) version() int64 {
	return max(v.reload, v.css, v.problems)
}

// show sets the state. Pages need not be made again if only styles changed.
func (v *view) show(state State, paths []string) {
	styles := func(path string) bool { return strings.HasPrefix(path, "assets/css/") }
	number := v.version() + 1
	if onlyStyles := len(paths) > 0 && !slices.ContainsFunc(paths, func(path string) bool { return !styles(path) }); onlyStyles && v.state != nil {
		v.css = number
	} else {
		v.reload = number
	}
	v.state, v.met = state, nil
}

// tell sets the faults.
func (v *view) tell(faults diag.List, source fs.FS) {
	if len(faults) > 0 || len(v.faults) > 0 {
		v.problems = v.version() + 1
	}
	v.faults, v.source = faults, source
}

// all gives every fault that is known.
func (v view) all() diag.List {
	return append(slices.Clone(v.faults), v.met...).Sorted()
}
