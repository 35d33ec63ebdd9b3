package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"tract/internal/disk"
	"tract/internal/filename"
)

// change is what a build does to the published files.
type change struct {
	*target
	next   manifest
	staged []string   // written aside
	stale  []string   // what an earlier build wrote and this one did not
	place  disk.Place // of the directory
}

func newChange(t *target, files []File, results []result) change {
	c := change{target: t, next: make(manifest, len(files))}
	for i, f := range files {
		c.next[f.Path] = results[i].entry
		if results[i].staged {
			c.staged = append(c.staged, f.Path)
		}
	}
	for p := range t.listed {
		if _, stays := c.next[p]; !stays {
			c.stale = append(c.stale, p)
		}
	}
	slices.Sort(c.stale)
	return c
}

// make publishes what is staged, and says how many files were removed. All that wants
// room on the disk is written before anything that is published changes.
func (c *change) make() (removed int, err error) {
	steps, next := len(c.staged)+len(c.stale), c.next.encode()
	if steps == 0 && bytes.Equal(next, c.written) {
		return 0, nil
	}
	c.written = next
	if err := c.stageManifest(manifestName, next); err != nil {
		return 0, err
	}
	if done, err := c.makeFirst(); done || err != nil {
		return 0, err
	}
	claim := maps.Clone(c.listed)
	maps.Copy(claim, c.next)
	claims := len(claim) > len(c.listed)
	if claims {
		if err := c.stageManifest(claimName, claim.encode()); err != nil {
			return 0, err
		}
	}
	if steps > 1 {
		if err := c.checkRights(); err != nil {
			return 0, err
		}
		if done, removed, err := c.makeVeiled(); done || err != nil {
			return removed, err
		}
	}
	// The manifest lists what is about to come as well as what is there, so that a killed
	// build leaves nothing that the next one does not know.
	if claims {
		if err := c.placeManifest(claimName); err != nil {
			return 0, err
		}
	}
	return c.move()
}

// move moves what is staged to its place, file by file, and removes what is stale.
func (c *change) move() (removed int, err error) {
	if err := c.commit(); err != nil {
		return 0, err
	}
	if removed, err = c.removeStale(); err != nil {
		return removed, err
	}
	return removed, c.placeManifest(manifestName)
}

// commit moves what is staged to its place, what pages show before the pages.
// Where a whole directory is new it is moved as one.
func (t *change) commit() error {
	c := committer{target: t.target, mixed: map[string]bool{}}
	for _, p := range t.staged {
		if isShown(p) {
			continue
		}
		for dir := path.Dir(p); dir != "." && !c.mixed[dir]; dir = path.Dir(dir) {
			c.mixed[dir] = true
		}
	}
	if t.staged == nil {
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
	entries, err := c.root.ReadDir(path.Join(stagingName, dir))
	if err != nil {
		return disk.Named("read", path.Join(stagingName, dir), err)
	}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if strings.HasPrefix(p, ownPrefix) || !e.IsDir() && shown && !isShown(p) {
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
				return disk.Named("rename", p, err)
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
		return false, disk.Named("stat", p, err)
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

// removeStale removes what is stale, and then the directories that are left empty.
func (t *change) removeStale() (removed int, err error) {
	if t.stale == nil {
		return 0, nil
	}
	folded := make(map[string]string, len(t.next))
	for p := range t.next {
		folded[filename.Fold(p)] = p
	}
	w := worker{target: t.target}
	defer w.close()
	dirs := map[string]bool{}
	for _, p := range t.stale {
		var refused *PathError
		if err := w.enter(path.Dir(p)); errors.As(err, &refused) {
			continue // a link or a file stands on the way: what is there is not ours
		} else if err != nil {
			return removed, err
		}
		gone, err := w.removeOne(p, folded[filename.Fold(p)])
		if err != nil {
			return removed, disk.Named("remove", p, err)
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
