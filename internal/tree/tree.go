// Package tree gives a site's folder as it was at one moment.
//
// It takes a folder that is open as an os.Root, and the names of folders in it. It
// gives a Tree: an fs.FS whose names, kinds, sizes and times were read together and
// come from memory. A Tree never changes. Update and Again look at the disk once more
// and give another Tree, which shares with the first all that is still the same.
//
// # Bytes
//
// A file is read when it is first opened, and kept with the Tree (files up to 1 MiB;
// larger ones are opened on the disk each time, huge ones never). So an older Tree gives the older
// bytes of a file that was opened before it changed. One that was not gives what the
// disk has now.
//
// # Stamps
//
// The Sys of a file's FileInfo is a string, its stamp: «a file whose stamp is the
// same string is the same file», in the same process or in another one. It is made
// of the kind, the size, the times of change and the number that the system knows the
// file by. A clock ticks slowly for a computer, so two versions of a file may have all
// of these in common. A file that has changed within the last ticks gets a mark that
// no other version has; where its bytes were read, they are compared the next time. A
// clock of a file server that runs behind ours makes this useless, and nothing else.
//
// # What is refused
//
// Symbolic links, pipes and other odd things are listed with their mode, and neither
// followed nor opened, even where they take the place of a file or a folder meanwhile.
// A second name of a file that belongs to somebody else than its folder does is listed
// as such a thing. Hidden folders, .well-known aside, are listed, and seem empty. A folder that cannot
// be read, that is nested too deep or holds too much is listed; opening it gives the
// reason. Nothing is ever written.
package tree

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"
	"strings"

	"tract/internal/limit"
)

// Tree is some folders below one root, as they were at one moment. It may be used by
// many at once, for as long as its root is open.
type Tree struct {
	root    *os.Root
	folders []string // sorted
	top     *node
}

var (
	errLink = fault{"symbolic links are not followed", limit.ErrKind}
	errKind = limit.ErrKind
)

// fault is an error that is also another one.
type fault struct {
	text string
	is   error
}

func (f fault) Error() string { return f.text }
func (f fault) Unwrap() error { return f.is }

// Root gives the folder that the tree was read from.
func (t *Tree) Root() *os.Root { return t.root }

// find gives the entry of that name.
func (t *Tree) find(op, name string) (*node, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	n := t.top
	for first, rest, more := "", name, name != "."; more; {
		var err error
		first, rest, more = strings.Cut(rest, "/")
		if n, err = n.entry(first); err != nil {
			return nil, &fs.PathError{Op: op, Path: name, Err: err}
		}
	}
	return n, nil
}

// Open opens a file or a folder.
func (t *Tree) Open(name string) (fs.File, error) {
	n, err := t.find("open", name)
	if err != nil {
		return nil, err
	}
	if n.IsDir() {
		entries, err := n.list()
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &openFolder{node: n, name: name, left: entries}, nil
	}
	src, err := n.content(t.root, name)
	if errors.Is(err, errLarge) {
		f, err := n.open(t.root, name)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &largeFile{File: f, node: n}, nil
	}
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &openFile{Reader: bytes.NewReader(src), node: n}, nil
}

// OpenIn opens a file on the disk, whose folder was opened with [Folder].
func (t *Tree) OpenIn(folder *os.Root, name string) (*os.File, error) {
	n, err := t.find("open", name)
	if err != nil {
		return nil, err
	}
	f, err := n.openIn(folder)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f, nil
}

// ReadFile gives a copy of a file's bytes.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	n, err := t.find("read", name)
	if err != nil {
		return nil, err
	}
	src, err := n.content(t.root, name)
	if err == nil {
		return append(make([]byte, 0, len(src)), src...), nil
	}
	if errors.Is(err, errLarge) {
		var f *os.File
		if f, err = n.open(t.root, name); err == nil {
			defer f.Close()
			return io.ReadAll(io.LimitReader(f, limit.AnyBytes)) // it may grow meanwhile, which is seen later
		}
	}
	return nil, &fs.PathError{Op: "read", Path: name, Err: err}
}

// ReadDir gives the entries of a folder, sorted by name.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := t.find("readdir", name)
	if err != nil {
		return nil, err
	}
	entries, err := n.list()
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	list := make([]fs.DirEntry, len(entries))
	for i, e := range entries {
		list[i] = e
	}
	return list, nil
}

// Young says whether a file changed so lately, as its clock counts, that another
// version may have all else in common with it. Only a tree that has read its bytes
// sees whether it changes again.
func (t *Tree) Young(name string) bool {
	n, err := t.find("lstat", name)
	return err == nil && !n.IsDir() && n.stamp.mark != 0
}

// Stat is Lstat: links are not followed.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	return t.info("stat", name)
}

// Lstat gives what is known of a file or a folder.
func (t *Tree) Lstat(name string) (fs.FileInfo, error) {
	return t.info("lstat", name)
}

func (t *Tree) info(op, name string) (fs.FileInfo, error) {
	n, err := t.find(op, name)
	if err != nil {
		return nil, err
	}
	return n, nil
}

// ReadLink gives where a symbolic link leads now.
func (t *Tree) ReadLink(name string) (string, error) {
	n, err := t.find("readlink", name)
	if err != nil {
		return "", err
	}
	if n.mode&fs.ModeSymlink == 0 {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrInvalid}
	}
	return t.root.Readlink(name)
}

// All gives the path and the stamp of every file, in the order of a walk. Whatever is
// no folder is a file here. Folders are among them, with an empty stamp, after which
// their files come.
func (t *Tree) All() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		t.top.walk("", func(p string, n *node) bool {
			if n.IsDir() {
				return yield(p, "")
			}
			return yield(p, n.stamp.String())
		})
	}
}

// Folders gives the path of every folder whose entries the tree has, which leaves out
// the hidden ones.
func (t *Tree) Folders() iter.Seq[string] {
	return func(yield func(string) bool) { t.top.folders("", yield) }
}

// openFile is a file whose bytes are kept.
type openFile struct {
	*bytes.Reader
	node *node
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.node, nil }
func (f *openFile) Close() error               { return nil }

// largeFile is a file that is read from the disk.
type largeFile struct {
	*os.File
	node *node
}

func (f *largeFile) Stat() (fs.FileInfo, error) { return f.node, nil }

// openFolder is a folder that is being listed.
type openFolder struct {
	node *node
	name string
	left []*node
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.node, nil }
func (f *openFolder) Close() error               { return nil }

func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: errKind}
}

func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(f.left) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(f.left) {
		n = len(f.left)
	}
	list := make([]fs.DirEntry, n)
	for i, e := range f.left[:n] {
		list[i] = e
	}
	f.left = f.left[n:]
	return list, nil
}

// position finds a name among sorted entries, or where it would stand.
func position(entries []*node, name string) (int, bool) {
	return slices.BinarySearchFunc(entries, name, func(n *node, name string) int { return strings.Compare(n.name, name) })
}
