package build

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"tract/internal/content"
	"tract/internal/diag"
)

// legible is a folder of the site without what in it cannot be read, or may not.
type legible struct {
	fs.FS
	shut []string
}

// legibleIn gives a folder of the site, and tells the folders in it that cannot be
// read, each once and nothing of what it may hold, and what is neither a folder nor a
// regular file.
func legibleIn(source fs.FS, dir string) (legible, diag.List) {
	l := legible{FS: sub(source, dir)}
	var list diag.List
	_ = fs.WalkDir(l.FS, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && !errors.Is(err, fs.ErrNotExist) && (d == nil || d.IsDir()):
			content.Unreadable(&list, path.Join(dir, name), err)
		case err == nil && !d.IsDir() && !d.Type().IsRegular():
			content.Irregular(&list, path.Join(dir, name))
		default:
			return nil
		}
		l.shut = append(l.shut, name)
		return nil
	})
	return l, list
}

// has says whether what is at a name can be known.
func (l legible) has(name string) bool {
	return !slices.ContainsFunc(l.shut, func(dir string) bool {
		return dir == "." || name == dir || strings.HasPrefix(name, dir+"/")
	})
}

// Open opens what can be known to be there.
func (l legible) Open(name string) (fs.File, error) {
	if !l.has(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return l.FS.Open(name)
}

// ReadDir lists what can be known to be there.
func (l legible) ReadDir(name string) ([]fs.DirEntry, error) {
	if !l.has(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	entries, err := fs.ReadDir(l.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !l.has(path.Join(name, e.Name())) }), err
}

// Stat stats what can be known to be there.
func (l legible) Stat(name string) (fs.FileInfo, error) {
	if !l.has(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return fs.Stat(l.FS, name)
}
