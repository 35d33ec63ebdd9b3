package scaffold

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"tract/internal/disk"
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
		if !slices.Contains(unseen, e.Name()) && e.Name() != asideOf(dir) {
			return ErrNotEmpty
		}
	}
	return nil
}

// Begin writes the files of a site into a folder where one can be begun. They are written
// aside and then moved, so that a machine that fails leaves the place as it was.
func Begin(dir string, site []File) error { return begin(dir, site, nil) }

// asideOf names the folder that a site is written in at first.
func asideOf(dir string) string { return ".tract-init-" + filepath.Base(dir) }

func begin(dir string, site []File, fault disk.Fault) (err error) {
	if err := CanBegin(dir); err != nil {
		return err
	}
	dir = filepath.Clean(dir)
	_, missing := os.Lstat(dir)
	beside := dir // in it if it is there, so that nobody who stands in it finds it gone
	if missing != nil {
		beside = filepath.Dir(dir)
	}
	root, err := disk.Open(beside, fault)
	if err != nil {
		return err
	}
	defer root.Close()
	aside := asideOf(dir)
	if err := errors.Join(root.RemoveAll(aside), root.Mkdir(aside, 0o700)); err != nil { // of a run that was killed
		return err
	}
	defer func() { err = errors.Join(err, root.RemoveAll(aside)) }()
	made := path.Join(aside, "site") // with the rights that new folders have, which the one around it has not
	if err := root.Mkdir(made, 0o777); err != nil {
		return err
	}
	if err := addBelow(root, made, site); err != nil {
		return err
	}
	if missing != nil {
		return root.Rename(made, filepath.Base(dir))
	}
	return moveUp(root, made)
}

// moveUp moves what a folder holds to where the root is, all or nothing.
func moveUp(root *disk.Root, made string) error {
	entries, err := root.ReadDir(made)
	if err != nil {
		return err
	}
	for i, e := range entries {
		if err := root.Rename(path.Join(made, e.Name()), e.Name()); err != nil {
			for _, moved := range entries[:i] {
				err = errors.Join(err, root.RemoveAll(moved.Name()))
			}
			return err
		}
	}
	return nil
}

func addBelow(root *disk.Root, dir string, files []File) error {
	below, err := root.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer below.Close()
	return add(below, files)
}

// Add writes new files into a site's folder: all of them or none, and none over another.
func Add(root *os.Root, files []File) error { return add(disk.On(root, nil), files) }

func add(root *disk.Root, files []File) error {
	all := make([]disk.New, len(files))
	for i, f := range files {
		all[i] = disk.New{Name: f.Path, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.Content)), nil }}
	}
	return root.Add(all)
}
