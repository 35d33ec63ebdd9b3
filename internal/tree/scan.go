package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tract/internal/limit"
)

const (
	chunk = 256 // how many entries of a folder are looked at together
)

// ErrMany says that a site has more files and folders than one can have.
var ErrMany = fmt.Errorf("more than %d files", limit.SiteEntries)

// Read lists folders, which stand directly below the root, with everything in them.
// One that does not exist is not in the tree. The error is for a site that is too
// large; what cannot be read gives its own error when it is opened.
func Read(root *os.Root, folders ...string) (*Tree, error) {
	for _, f := range folders {
		if !fs.ValidPath(f) || f == "." || strings.Contains(f, "/") {
			return nil, fmt.Errorf("read %s: %w", f, fs.ErrInvalid)
		}
	}
	t := &Tree{root: root, folders: slices.Compact(slices.Sorted(slices.Values(folders))), top: &node{name: ".", mode: fs.ModeDir | 0o755}}
	s := newScan(root)
	t.top = s.top(t)
	if s.left.Load() < 0 {
		return nil, fmt.Errorf("read %s: %w", root.Name(), ErrMany)
	}
	return t, nil
}

// scan looks at the disk.
type scan struct {
	root  *os.Root
	now   int64         // by the clock that files are stamped with
	left  atomic.Int64  // how many entries may still come
	spare chan struct{} // holds one for each processor at work besides ours
}

func newScan(root *os.Root) *scan {
	s := &scan{root: root, now: time.Now().UnixNano(), spare: make(chan struct{}, runtime.GOMAXPROCS(0)-1)}
	s.left.Store(limit.SiteEntries)
	return s
}

// parallel does work for each part of n things, on processors that are free.
func (s *scan) parallel(n, part int, work func(from, to int)) {
	var wg sync.WaitGroup
	for from := 0; from < n; from += part {
		to := min(from+part, n)
		select {
		case s.spare <- struct{}{}:
			wg.Go(func() {
				defer func() { <-s.spare }()
				work(from, to)
			})
		default:
			work(from, to)
		}
	}
	wg.Wait()
}

// top lists all folders of a tree again.
func (s *scan) top(t *Tree) *node {
	entries := make([]*node, len(t.folders))
	s.parallel(len(entries), 1, func(i, _ int) {
		old, _ := t.top.entry(t.folders[i])
		entries[i] = s.again(t.folders[i], old)
	})
	return t.top.with(entries, nil)
}

// look gives a file or folder as it is now, nil if there is none, and the old node if
// it is the same. Its name counts from at, its path from the site's root. A folder has
// the entries that it had before.
func (s *scan) look(at *os.Root, name, full string, old *node) *node {
	info, err := at.Lstat(name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		n := &node{name: path.Base(full), mode: fs.ModeIrregular, err: bare(err)}
		if old != nil && old.equals(n) {
			return old
		}
		return n
	}
	st := stampOf(info)
	if info.Mode().IsRegular() && elsewhere(at, info) {
		return &node{name: path.Base(full), mode: fs.ModeIrregular, stamp: st}
	}
	switch {
	case info.IsDir() && (old == nil || !old.IsDir()):
		return &node{name: path.Base(full), mode: info.Mode(), stamp: st}
	case info.IsDir() && old.mode != info.Mode():
		return &node{name: old.name, mode: info.Mode(), stamp: st, entries: old.entries, err: old.err}
	case info.IsDir(), old != nil && old.current(s.root, full, st, s.now):
		return old // a folder's times say only that there is something new in it
	}
	if st.young(s.now) {
		st.mark = s.now
		if old != nil && old.stamp == st {
			st.mark++ // two versions in one tick of our own clock
		}
	}
	return &node{name: path.Base(full), mode: info.Mode(), stamp: st}
}

// again gives a file or folder as it is now, with all below it.
func (s *scan) again(full string, old *node) *node {
	n := s.look(s.root, full, full, old)
	if n != nil && n.IsDir() {
		n = s.folder(full, n)
	}
	return n
}

// folder lists a folder again, with all below it.
func (s *scan) folder(full string, old *node) *node {
	if hidden(old.name) {
		return old
	}
	if strings.Count(full, "/") >= limit.SiteDepth {
		return old.with(nil, limit.ErrDepth)
	}
	at, names, err := s.names(full)
	if err != nil {
		return old.with(nil, bare(err))
	}
	defer at.Close()
	if s.left.Add(-int64(len(names))) < 0 {
		return old.with(nil, ErrMany)
	}
	slices.Sort(names)
	entries := make([]*node, len(names))
	s.parallel(len(names), chunk, func(from, to int) {
		for i := from; i < to; i++ {
			known, _ := old.entry(names[i])
			entries[i] = s.look(at, names[i], full+"/"+names[i], known)
		}
	})
	var folders []int
	for i, e := range entries {
		switch {
		case e == nil:
		case e.IsDir():
			folders = append(folders, i)
		case e.err != nil:
			return old.with(nil, e.err)
		}
	}
	s.parallel(len(folders), 1, func(i, _ int) {
		e := &entries[folders[i]]
		*e = s.folder(full+"/"+(*e).name, *e)
	})
	return old.with(entries, nil)
}

// names opens a folder and lists it.
func (s *scan) names(full string) (*os.Root, []string, error) {
	at, err := Folder(s.root, full)
	if err != nil {
		return nil, nil, err
	}
	f, err := at.Open(".")
	if err != nil {
		at.Close()
		return nil, nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	if err != nil {
		at.Close()
		return nil, nil, err
	}
	return at, names, nil
}

// with gives a folder that has these entries, of which some may be nil: itself, if it
// has them already.
func (n *node) with(entries []*node, err error) *node {
	entries = slices.DeleteFunc(entries, func(e *node) bool { return e == nil })
	if slices.Equal(entries, n.entries) && same(err, n.err) {
		return n
	}
	return &node{name: n.name, mode: n.mode, stamp: n.stamp, entries: entries, err: err}
}

func same(a, b error) bool {
	return a == b || a != nil && b != nil && a.Error() == b.Error()
}
