package asset

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
)

// Overlay lays one file system over another: where both have a file, top's is
// read, and a folder lists what either has.
func Overlay(top, bottom fs.FS) fs.FS {
	return overlay{top, bottom}
}

type overlay struct{ top, bottom fs.FS }

// Open opens top's file, else bottom's.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.top.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.bottom.Open(name)
	}
	return f, err
}

// Stat stats top's file, else bottom's.
func (o overlay) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(o.top, name)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.Stat(o.bottom, name)
	}
	return info, err
}

// ReadDir lists a folder of either, sorted, none twice.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	upper, err := fs.ReadDir(o.top, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	lower, lowerErr := fs.ReadDir(o.bottom, name)
	if lowerErr != nil && (err != nil || !errors.Is(lowerErr, fs.ErrNotExist)) {
		return nil, lowerErr
	}
	// The stable sort keeps top's entry first of two, and that is the one kept.
	entries := slices.Concat(upper, lower)
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(entries, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}
