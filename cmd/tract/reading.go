package main

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"sync"

	"tract/internal/tree"
)

// reading is a tree whose files are read from the disk each time, since most are
// read once. It must be closed.
type reading struct {
	*tree.Tree
	mu      sync.Mutex
	folders map[string]*os.Root // open, since a path is walked element by element otherwise
}

func newReading(t *tree.Tree) *reading {
	return &reading{Tree: t, folders: map[string]*os.Root{}}
}

// close gives the folders free, so that they can be moved. What is read after it
// opens them again.
func (r *reading) close() {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, folder := range r.folders {
		_ = folder.Close() // it was only read
	}
	clear(r.folders)
}

// Open opens a file on the disk, or a folder of the tree.
func (r *reading) Open(name string) (fs.File, error) {
	if !r.isFile(name) {
		return r.Tree.Open(name)
	}
	folder, err := r.folder(path.Dir(name))
	if err != nil {
		return nil, err
	}
	return r.OpenIn(folder, name)
}

// ReadFile reads a file on the disk.
func (r *reading) ReadFile(name string) ([]byte, error) {
	if !r.isFile(name) {
		return r.Tree.ReadFile(name)
	}
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		b.Grow(int(info.Size()) + bytes.MinRead)
	}
	_, err = b.ReadFrom(f)
	return b.Bytes(), err
}

// isFile says whether a file is read from the disk. The tree itself must have read
// a young one, to see whether it changes once more.
func (r *reading) isFile(name string) bool {
	info, err := r.Lstat(name)
	return err == nil && info.Mode().IsRegular() && !r.Young(name)
}

func (r *reading) folder(dir string) (*os.Root, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if folder, ok := r.folders[dir]; ok {
		return folder, nil
	}
	folder, err := tree.Folder(r.Root(), dir)
	if err == nil {
		r.folders[dir] = folder
	}
	return folder, err
}
