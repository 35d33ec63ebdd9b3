package publish

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"tract/internal/disk"
)

// aside is a folder of ours beside the directory, which is to go.
type aside struct {
	parent *disk.Root
	name   string
	root   *disk.Root
	heir   string // the folder beside it that gets what somebody put into it; "" for none
}

// drop removes what is beside the directory. heir is the directory, if it is the veil that
// goes: what somebody wrote by the directory's name meanwhile is in the veil.
func (v *veil) drop(heir string) error {
	if v.root == nil {
		return nil
	}
	err := aside{v.parent, v.aside, v.root, heir}.clear(v.workers)
	if closeErr := v.root.Close(); err == nil {
		err = closeErr
	}
	return err
}

// clear removes the folder. Its lock, by which it is known as ours, goes last.
func (a aside) clear(workers int) error {
	err := a.emptyAll(workers)
	var names []string
	if err == nil {
		names, err = a.root.Names(".")
	}
	for _, name := range names {
		if err == nil && name != lockName {
			err = a.root.RemoveAll(name)
		}
	}
	if err == nil {
		err = a.remove()
	}
	if err != nil {
		return disk.Named("remove", a.name, err)
	}
	return nil
}

// remove removes the lock and then the folder, which it does not if something of somebody's
// is in it by now. Another build may just have taken the folder for the directory, and made
// the lock anew.
func (a aside) remove() (err error) {
	for range 3 {
		if err = but(a.root.Remove(lockName), fs.ErrNotExist); err == nil {
			err = a.parent.Remove(a.name)
		}
		if !errors.Is(err, fs.ErrExist) { // as Go says that a folder is not empty
			break
		}
	}
	return err
}

// emptyAll empties all folders, those of one depth at once.
func (a aside) emptyAll(workers int) error {
	for dirs := []string{"."}; len(dirs) > 0; {
		below := make([][]string, len(dirs))
		err := each(len(dirs), workers, func(i int) (err error) {
			below[i], err = a.empty(dirs[i])
			return err
		})
		if err != nil {
			return err
		}
		dirs = slices.Concat(below...)
	}
	return nil
}

// empty removes the files of a folder, but for the lock and what is given back, and gives
// the folders in it.
func (a aside) empty(dir string) (below []string, err error) {
	at, err := a.root.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer at.Close()
	if info, err := at.Lstat("."); err == nil && info.Mode().Perm()&0o700 != 0o700 {
		if err := at.Chmod(".", 0o700); err != nil {
			return nil, err
		}
	}
	lock := ""
	if dir == "." {
		lock = lockName
	}
	left, err := at.RemoveSecond(lock)
	if err != nil {
		return nil, err
	}
	for _, name := range left {
		if name == lock {
			continue
		}
		p := path.Join(dir, name)
		info, err := at.Lstat(name)
		switch {
		case err != nil:
		case info.IsDir():
			below = append(below, p)
		case a.heir == "":
			err = at.Remove(name)
		default:
			err = a.giveBack(p)
		}
		if err != nil {
			return nil, err
		}
	}
	return below, nil
}

// giveBack moves a file to the directory.
func (a aside) giveBack(p string) error {
	from, to := path.Join(a.name, p), path.Join(a.heir, p)
	err := a.parent.Rename(from, to)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err = a.parent.MkdirAll(path.Dir(to), 0o755); err == nil { // the folder is new, too
		err = a.parent.Rename(from, to)
	}
	return err
}

// clearVeil removes what a killed build left beside the directory: a folder of that
// name with the lock of a build in it. One that is empty is what a build left that was
// killed before or after that.
func (t *target) clearVeil() error {
	name := t.asideName()
	parent, err := disk.Open(filepath.Dir(t.dir), t.fault)
	if err != nil {
		return nil // nothing was written there
	}
	defer parent.Close()
	if info, err := parent.Lstat(name); err != nil || !info.IsDir() {
		return nil
	}
	left, err := parent.OpenRoot(name)
	if err != nil {
		return nil
	}
	defer left.Close()
	if info, err := left.Lstat(lockName); err != nil || !info.Mode().IsRegular() || info.Size() > 0 {
		_ = parent.Remove(name) // somebody's, if anything is in it
		return nil
	}
	return aside{parent: parent, name: name, root: left}.clear(t.workers)
}
