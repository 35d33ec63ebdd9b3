package watch

import (
	"slices"
	"time"
)

const (
	quiet   = 3 * time.Millisecond   // ends the events of one save
	grace   = 100 * time.Millisecond // in which a file that lost its text may get it back
	lull    = 200 * time.Millisecond // ends a batch of many
	recent  = 100 * time.Millisecond // after a batch, in which more may belong to it
	few     = 8                      // paths that one save may touch
	longest = 2 * time.Second        // a batch takes, whatever goes on
)

// batch gathers what happens until it is told.
type batch struct {
	first, last time.Time       // signs of life; the last is when it was told, afterwards
	paths       map[string]bool // that something was said of
	fresh       []string        // those of them that nobody has looked at since
	changed     []string        // what differs from the batch before, sorted
	pause       time.Duration   // how long to wait after the last sign, if more than usual
}

func (b *batch) open() bool { return !b.first.IsZero() }

// note takes a path that something was said of; "." stands for everything.
func (b *batch) note(now time.Time, name string) {
	b.see(now, nil)
	if b.paths == nil {
		b.paths = map[string]bool{}
	}
	b.paths[name] = true
	if len(b.fresh) == 0 || b.fresh[len(b.fresh)-1] != name {
		b.fresh = append(b.fresh, name)
	}
}

// see takes paths that were found to have changed.
func (b *batch) see(now time.Time, names []string) {
	if !b.open() {
		b.first = now
	}
	b.last, b.pause = now, 0
	for _, name := range names {
		if b.paths == nil {
			b.paths = map[string]bool{}
		}
		b.paths[name] = true
	}
}

// takes says whether a path is to be looked at.
func (b *batch) takes(name string) bool { return slices.Contains(b.fresh, name) }

// due says when to look, if nothing more happens.
func (b *batch) due() time.Time {
	pause := max(quiet, b.pause)
	if len(b.paths) > few {
		pause = max(lull, b.pause)
	}
	due, end := b.last.Add(pause), b.first.Add(longest)
	if due.After(end) {
		return end
	}
	return due
}

// continues says whether the batch may be the rest of many: it comes right after
// another one, and is not just the same files once more.
func (b *batch) continues(before *batch) bool {
	return b.first.Sub(before.last) < recent && slices.ContainsFunc(b.changed, func(p string) bool {
		_, ok := slices.BinarySearch(before.changed, p)
		return !ok
	})
}
