package publish

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"

	"tract/internal/disk"
)

// makeFirst publishes what is staged in one step, where the directory was made for this
// build and holds nothing: nobody stands in it yet, so that what is staged can be the
// directory, and no file needs a second name.
func (c *change) makeFirst() (done bool, err error) {
	if first, err := c.isFirst(); !first {
		return false, err
	}
	parent, err := disk.Open(filepath.Dir(c.dir), c.fault)
	if err != nil {
		return false, cannot(err)
	}
	defer parent.Close()
	v := &veil{change: c, parent: parent, base: filepath.Base(c.dir), aside: c.asideName()}
	if _, err := parent.Lstat(v.aside); !errors.Is(err, fs.ErrNotExist) {
		return false, nil // something of somebody's has its name
	}
	if err := v.takeStaged(); err != nil {
		return false, cannot(err)
	}
	if err := v.exchange(); err != nil {
		back := v.parent.Rename(v.aside, path.Join(v.base, stagingName))
		return false, errors.Join(cannot(err), back, v.root.Close())
	}
	c.root, v.root = v.root, c.root
	c.staging = false
	return true, v.drop(v.base)
}

// isFirst says whether the directory was made for this build, and holds nothing else.
func (c *change) isFirst() (bool, error) {
	if c.created == "" {
		return false, nil
	}
	names, err := c.root.Names(".")
	for _, name := range names {
		if name != lockName && name != stagingName {
			return false, nil
		}
	}
	return err == nil, disk.Named("read", c.dir, err)
}

// takeStaged makes the veil from what is staged, with the lock, the mode and the owner of
// the directory.
func (v *veil) takeStaged() error {
	like, err := v.change.root.Lstat(".")
	if err != nil {
		return disk.Named("stat", v.dir, err)
	}
	if v.root, err = v.change.root.OpenRoot(stagingName); err != nil {
		return disk.Named("open", stagingName, err)
	}
	err = disk.LinkAll(v.change.root, v.root, []string{lockName})
	if err == nil {
		err = v.root.Like(".", like)
	}
	if err == nil {
		err = v.parent.Rename(path.Join(v.base, stagingName), v.aside)
	}
	if err != nil {
		return errors.Join(disk.Named("write", v.asidePath(), err), v.root.Close())
	}
	return nil
}
