package tree

import (
	"io/fs"
	"slices"
	"strings"
)

// Update looks again at files and folders, at folders with all below them. It gives
// the tree that has what was found, and the paths that differ, as Since does. A tree
// that is still the same comes back itself.
func (t *Tree) Update(paths []string) (*Tree, []string) {
	paths = slices.DeleteFunc(slices.Clone(paths), func(p string) bool {
		first, _, _ := strings.Cut(p, "/")
		_, ours := slices.BinarySearch(t.folders, first)
		return !ours || !fs.ValidPath(p)
	})
	s := newScan(t.root)
	return t.changed(edit(t.top, "", paths, s.again, func(full string, old *node, _ []string) *node {
		return s.again(full, old) // what leads there is new, or gone
	}))
}

// Again looks again at everything, as Update does.
func (t *Tree) Again() (*Tree, []string) {
	return t.changed(newScan(t.root).top(t))
}

func (t *Tree) changed(top *node) (*Tree, []string) {
	if top == t.top {
		return t, nil
	}
	next := &Tree{root: t.root, folders: t.folders, top: top}
	return next, next.Since(t)
}

// Standing gives a tree in which some paths are as they are in another tree of the
// same root: with the other's bytes, as far as it has read them, or absent where the
// other has nothing.
func (t *Tree) Standing(other *Tree, paths []string) *Tree {
	in := func(full string) *node {
		n, err := other.find("stat", full)
		if err != nil {
			return nil
		}
		return n
	}
	var gap func(string, *node, []string) *node
	leaf := func(full string, _ *node) *node { return in(full) }
	gap = func(full string, old *node, rest []string) *node {
		n := in(full)
		if n == nil || !n.IsDir() {
			return old
		}
		empty := &node{name: n.name, mode: n.mode, stamp: n.stamp}
		made := edit(empty, full+"/", rest, leaf, gap)
		if made == empty {
			return old
		}
		return made
	}
	top := edit(t.top, "", slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return !fs.ValidPath(p) || p == "." }), leaf, gap)
	if top == t.top {
		return t
	}
	return &Tree{root: t.root, folders: t.folders, top: top}
}

// edit gives a folder in which paths, which count from it, have been replaced by what
// leaf makes of them: itself, if that is what was there. Where a path leads through
// something that is no folder, gap makes one of the paths that count from there.
func edit(n *node, dir string, paths []string, leaf func(full string, old *node) *node, gap func(full string, old *node, rest []string) *node) *node {
	groups := map[string][]string{}
	for _, p := range paths {
		first, rest, _ := strings.Cut(p, "/")
		groups[first] = append(groups[first], rest)
	}
	names := make([]string, 0, len(groups))
	for name := range groups {
		names = append(names, name)
	}
	slices.Sort(names)
	entries := make([]*node, 0, len(n.entries)+len(names))
	from := 0
	for _, name := range names {
		at, ok := position(n.entries, name)
		entries = append(entries, n.entries[from:at]...)
		from = at
		var old *node
		if ok {
			old = n.entries[at]
			from++
		}
		rest, full := groups[name], dir+name
		switch {
		case slices.Contains(rest, ""):
			entries = append(entries, leaf(full, old))
		case old != nil && old.IsDir() && old.err == nil && !hidden(name):
			entries = append(entries, edit(old, full+"/", rest, leaf, gap))
		default:
			entries = append(entries, gap(full, old, rest))
		}
	}
	return n.with(append(entries, n.entries[from:]...), n.err)
}

// Since gives the paths of what is in one of two trees only, and of what is not the
// same in both, sorted. A folder is the same if it may be read by the same people,
// whatever is in it; with a folder that came or went, all is told that is in it.
func (t *Tree) Since(old *Tree) []string {
	var paths []string
	compare(old.top, t.top, "", &paths)
	slices.Sort(paths)
	return paths
}

func compare(old, now *node, dir string, paths *[]string) {
	all := func(n *node) {
		*paths = append(*paths, dir+n.name)
		n.walk(dir+n.name+"/", func(p string, _ *node) bool {
			*paths = append(*paths, p)
			return true
		})
	}
	a, b := old.entries, now.entries
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].name < b[0].name:
			all(a[0])
			a = a[1:]
		case len(a) == 0 || b[0].name < a[0].name:
			all(b[0])
			b = b[1:]
		default:
			if a[0] != b[0] {
				if !a[0].equals(b[0]) {
					*paths = append(*paths, dir+b[0].name)
				}
				compare(a[0], b[0], dir+b[0].name+"/", paths)
			}
			a, b = a[1:], b[1:]
		}
	}
}

// equals says whether two nodes of one name are the same version, entries aside.
func (n *node) equals(other *node) bool {
	return n.mode == other.mode && same(n.err, other.err) && (n.IsDir() || n.stamp == other.stamp)
}
