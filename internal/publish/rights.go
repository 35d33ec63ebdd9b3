package publish

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"tract/internal/disk"
)

// checkRights refuses to begin what would end half-way: in a folder that we may not write
// in, or that something else is mounted on, where nothing can be moved to. What is stale in
// folders that are gone need not be removed.
func (c *change) checkRights() (err error) {
	if c.place, err = c.root.Place(); err != nil {
		return disk.Named("look", c.dir, err)
	}
	stale := c.stale
	c.stale = nil
	w, asked := way{c.target, map[string]standing{}}, map[string]bool{}
	for i, p := range slices.Concat(c.staged, stale) {
		dir, next, err := w.to(p)
		if err != nil {
			return err
		}
		if i >= len(c.staged) && next != nothing {
			c.stale = append(c.stale, p)
		}
		if asked[dir] {
			continue
		}
		asked[dir] = true
		if err := c.root.Writable(dir, c.place); err != nil {
			return disk.Named("write", path.Join(c.dir, dir), err)
		}
	}
	return nil
}

// way knows what stands on the ways to files of the output. It asks from the top: what an
// earlier build is said to have written may be any path, and nothing is below what is gone.
type way struct {
	*target
	known map[string]standing
}

type standing uint8

const (
	folder  standing = iota
	nothing          // and nothing is below it
	other            // what is no folder and stays, or what nobody may see from above
)

// to gives the last folder that stands on the way to a path, and what stands where the next
// one should.
func (w *way) to(p string) (dir string, next standing, err error) {
	dir = "."
	for i, sign := range p {
		if sign != '/' {
			continue
		}
		if next, err = w.at(p[:i]); next != folder || err != nil {
			return dir, next, err
		}
		dir = p[:i]
	}
	return dir, folder, nil
}

func (w *way) at(dir string) (standing, error) {
	s, known := w.known[dir]
	if known {
		return s, nil
	}
	info, err := w.root.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		s = nothing
	case errors.Is(err, fs.ErrPermission), err == nil && !info.IsDir():
		s = other
	case err != nil:
		return other, disk.Named("stat", dir, err)
	}
	w.known[dir] = s
	return s, nil
}
