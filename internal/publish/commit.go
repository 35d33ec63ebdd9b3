package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
)

// commit moves what is staged to its place, what pages show before the pages.
// Where a whole directory is new it is moved as one.
func (t *target) commit(files []File, results []result) error {
	c := committer{target: t, mixed: map[string]bool{}}
	staged := false
	for i, f := range files {
		if !results[i].staged {
			continue
		}
		staged = true
		if !isShown(f.Path) {
			for dir := path.Dir(f.Path); dir != "." && !c.mixed[dir]; dir = path.Dir(dir) {
				c.mixed[dir] = true
			}
		}
	}
	if !staged {
		return nil
	}
	if err := c.move(".", true); err != nil {
		return err
	}
	return c.move(".", false)
}

// isShown says whether a file is of the kinds that a page shows or loads.
func isShown(p string) bool {
	return slices.Contains([]string{
		".css", ".js", ".woff2", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico", ".pdf",
	}, path.Ext(p))
}

type committer struct {
	*target
	mixed map[string]bool // staged directories that hold more than what pages show
}

// move moves the staged entries of a directory, which is there, and goes down
// where both have a directory. shown leaves out pages, and directories with any.
func (c *committer) move(dir string, shown bool) error {
	entries, err := fs.ReadDir(c.root.FS(), path.Join(stagingName, dir))
	if err != nil {
		return fmt.Errorf("move what was written: %w", err)
	}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if !e.IsDir() && shown && !isShown(p) {
			continue
		}
		down, err := c.clear(p, e.IsDir())
		switch {
		case err != nil:
			return err
		case down:
			if err := c.move(p, shown); err != nil {
				return err
			}
		case shown && c.mixed[p]:
		default:
			if err := c.root.Rename(path.Join(stagingName, p), p); err != nil {
				return fmt.Errorf("move %s to its place: %w", p, err)
			}
		}
	}
	return nil
}

// clear takes out of the way what is published at the path of a staged file or
// directory, if it is of the other kind; staging found that it is all ours. It
// says whether both are directories.
func (c *committer) clear(p string, isDir bool) (down bool, err error) {
	info, err := c.root.Lstat(p)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("look at %s: %w", p, err)
	case info.IsDir() && isDir:
		return true, nil
	case info.IsDir():
		if err = c.checkClears(p); err == nil {
			err = c.root.RemoveAll(p)
		}
	case isDir:
		if err = c.checkFileClears(p, info); err == nil {
			err = c.root.Remove(p)
		}
	}
	if err != nil {
		return false, fmt.Errorf("make room for %s: %w", p, err)
	}
	return false, nil
}

// removeStale removes what an earlier build wrote and this one did not, and then
// the directories that are left empty.
func (t *target) removeStale(next manifest) (removed int, err error) {
	var stale []string
	for p := range t.listed {
		if _, stays := next[p]; !stays {
			stale = append(stale, p)
		}
	}
	if stale == nil {
		return 0, nil
	}
	slices.Sort(stale)
	folded := make(map[string]string, len(next))
	for p := range next {
		folded[fold(p)] = p
	}
	w := worker{target: t}
	defer w.close()
	dirs := map[string]bool{}
	for _, p := range stale {
		var refused *PathError
		if err := w.enter(path.Dir(p)); errors.As(err, &refused) {
			continue // a link or a file stands on the way: what is there is not ours
		} else if err != nil {
			return removed, err
		}
		gone, err := w.removeOne(p, folded[fold(p)])
		if err != nil {
			return removed, fmt.Errorf("remove %s: %w", p, err)
		}
		if gone {
			removed++
			dirs[path.Dir(p)] = true
		}
	}
	w.close()
	for dir := range dirs {
		t.prune(dir)
	}
	return removed, nil
}

// removeOne removes a file of the current directory that is still a file. Where
// case does not count, it may be a new one, under the path that is its twin.
func (w *worker) removeOne(p, twin string) (bool, error) {
	if w.published == nil {
		return false, nil
	}
	name := path.Base(p)
	info, err := w.published.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	if twin != "" {
		if other, err := w.root.Lstat(twin); err != nil || os.SameFile(info, other) {
			return false, nil
		}
	}
	return true, w.published.Remove(name)
}

// prune removes a directory and those above it as far as they are empty.
func (t *target) prune(dir string) {
	for ; dir != "."; dir = path.Dir(dir) {
		if t.root.Remove(dir) != nil {
			return
		}
	}
}
