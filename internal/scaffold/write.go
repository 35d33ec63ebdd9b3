package scaffold

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// The reasons not to begin a site in a place.
var (
	ErrNotEmpty  = errors.New("the folder is not empty")
	ErrNotFolder = errors.New("it is not a folder")
	ErrLink      = errors.New("it is a link")
	ErrNoParent  = errors.New("the folder that it would be in does not exist")
)

// unseen is what a folder may hold that looks empty: a repository without files, and what
// macOS and Windows leave in each folder that they show.
var unseen = []string{".git", ".DS_Store", "desktop.ini", "Thumbs.db"}

// CanBegin says why no site can be begun in a folder: one of this file's errors, or that
// of the machine. The folder need not exist, but the one that it is in must.
func CanBegin(dir string) error {
	dir = filepath.Clean(dir)
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if parent, err := os.Stat(filepath.Dir(dir)); err != nil || !parent.IsDir() {
			return ErrNoParent
		}
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return ErrLink
	case !info.IsDir():
		return ErrNotFolder
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !slices.Contains(unseen, e.Name()) {
			return ErrNotEmpty
		}
	}
	return nil
}

// Begin writes the files of a site into a folder where one can be begun. They are written
// aside and then moved, so that a machine that fails leaves the place as it was.
func Begin(dir string, site []File) error {
	return begin(dir, site, (*os.Root).WriteFile)
}

// put writes a file; a test gives one that fails.
type put func(root *os.Root, name string, content []byte, mode fs.FileMode) error

func begin(dir string, site []File, write put) (err error) {
	if err := CanBegin(dir); err != nil {
		return err
	}
	dir = filepath.Clean(dir)
	_, missing := os.Lstat(dir)
	beside := dir // in it if it is there, so that nobody who stands in it finds it gone
	if missing != nil {
		beside = filepath.Dir(dir)
	}
	aside, err := os.MkdirTemp(beside, ".tract-init-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(aside)) }()
	made := filepath.Join(aside, "site") // with the rights that new folders have, which the one around it has not
	if err := os.Mkdir(made, 0o777); err != nil {
		return err
	}
	if err := writeAll(made, site, write); err != nil {
		return err
	}
	if missing != nil {
		return os.Rename(made, dir)
	}
	return moveInto(dir, made)
}

// moveInto moves what a folder holds into another on the same disk, all or nothing.
func moveInto(dir, made string) error {
	entries, err := os.ReadDir(made)
	if err != nil {
		return err
	}
	for i, e := range entries {
		if err := os.Rename(filepath.Join(made, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			for _, moved := range entries[:i] {
				err = errors.Join(err, os.RemoveAll(filepath.Join(dir, moved.Name())))
			}
			return err
		}
	}
	return nil
}

func writeAll(dir string, files []File, write put) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, f := range files {
		name := filepath.FromSlash(f.Path)
		if err := root.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := write(root, name, f.Content, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// Add writes new files into a site's folder: all of them or none, and none over another.
func Add(root *os.Root, files []File) error {
	return add(root, files, writeNew)
}

func add(root *os.Root, files []File, write put) error {
	for i, f := range files {
		name := filepath.FromSlash(f.Path)
		err := root.MkdirAll(filepath.Dir(name), 0o777)
		if err == nil {
			err = write(root, name, f.Content, 0o666)
		}
		if err != nil {
			for _, written := range files[:i] {
				err = errors.Join(err, root.Remove(filepath.FromSlash(written.Path)))
			}
			return err
		}
	}
	return nil
}

// writeNew writes a file that is not there yet. One that cannot be written whole goes
// again.
func writeNew(root *os.Root, name string, content []byte, mode fs.FileMode) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err != nil {
		err = errors.Join(err, root.Remove(name))
	}
	return err
}
