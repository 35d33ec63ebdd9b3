package publish

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"

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
	var dirs []string
	err := fs.WalkDir(a.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			dirs = append(dirs, p)
		}
		return err
	})
	if err == nil {
		err = each(dirs, workers, a.empty)
	}
	var entries []fs.DirEntry
	if err == nil {
		entries, err = a.root.ReadDir(".")
	}
	for _, e := range entries {
		if err == nil && e.Name() != lockName {
			err = a.root.RemoveAll(e.Name())
		}
	}
	if err == nil {
		err = a.root.Remove(lockName)
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		err = a.parent.Remove(a.name) // which it does not, if somebody's is in it by now
	}
	if err != nil {
		return disk.Named("remove", a.name, err)
	}
	return nil
}

// empty removes the files of a folder, but for the lock and what is given back.
func (a aside) empty(dir string) error {
	at, err := a.root.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer at.Close()
	if info, err := at.Lstat("."); err == nil && info.Mode().Perm()&0o700 != 0o700 {
		if err := at.Chmod(".", 0o700); err != nil {
			return err
		}
	}
	entries, err := at.ReadDir(".")
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if err != nil || e.IsDir() || p == lockName {
			continue
		}
		var given bool
		if given, err = a.giveBack(at, p); err == nil && !given {
			err = at.Remove(e.Name())
		}
	}
	return err
}

// giveBack moves a file to the directory that has no name there, so that it is none of
// those that the veil was filled with.
func (a aside) giveBack(at *disk.Root, p string) (given bool, err error) {
	if a.heir == "" {
		return false, nil
	}
	info, err := at.Lstat(path.Base(p))
	if err != nil || disk.HasSecondName(info) {
		return false, err
	}
	from, to := path.Join(a.name, p), path.Join(a.heir, p)
	if err = a.parent.Rename(from, to); errors.Is(err, fs.ErrNotExist) { // the folder is new, too
		if err = a.parent.MkdirAll(path.Dir(to), 0o755); err == nil {
			err = a.parent.Rename(from, to)
		}
	}
	return err == nil, err
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
