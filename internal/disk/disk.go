// Package disk is what files are written with.
//
// A [Root] is an os.Root, with the few things that those who write safely need
// beside it: files that are whole or not there ([Root.Replace], [Root.Create]),
// and, where the system can, second names for files and two folders exchanged in
// one step. A test can make any of its operations fail, or be told of it, by a
// [Fault]; nobody else gives one, and then each costs a comparison.
package disk

import (
	"io/fs"
	"os"
	"time"
)

// A Fault is asked before each operation, with its name and that of the file, and
// gives the error that the operation is to fail with.
type Fault func(op, name string) error

// Root is a folder, which nothing done with it leaves. Methods that it has from
// os.Root are for looking.
type Root struct {
	*os.Root
	fault Fault
}

// Place is where a folder is. Files can be moved, and get second names, within one place: a
// disk, or a part of it that is mounted, as far as the system tells.
type Place struct{ mount, device uint64 }

// On gives a folder that is open already. It is closed by whoever opened it.
func On(root *os.Root, fault Fault) *Root { return &Root{root, fault} }

// Open opens a folder.
func Open(dir string, fault Fault) (*Root, error) {
	if err := fault.check("enter", dir); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Root{root, fault}, nil
}

// check gives the error that an operation is to fail with.
func (f Fault) check(op, name string) error {
	if f == nil {
		return nil
	}
	if err := f(op, name); err != nil {
		return &fs.PathError{Op: op, Path: name, Err: err}
	}
	return nil
}

// OpenRoot opens a folder below. Anything else that stands there is not opened, nor waited for:
// a pipe may come in the place of a folder that was just looked at.
func (r *Root) OpenRoot(name string) (*Root, error) {
	if err := r.fault.check("enter", name); err != nil {
		return nil, err
	}
	root, err := r.Root.OpenRoot(name + "/.")
	if err != nil {
		return nil, err
	}
	return &Root{root, r.fault}, nil
}

// OpenFile opens a file, to write it.
func (r *Root) OpenFile(name string, flag int, mode fs.FileMode) (*File, error) {
	if err := r.fault.check("create", name); err != nil {
		return nil, err
	}
	f, err := r.Root.OpenFile(name, flag, mode)
	if err != nil {
		return nil, err
	}
	return &File{f, r.fault}, nil
}

// ReadFile gives the bytes of a file.
func (r *Root) ReadFile(name string) ([]byte, error) {
	if err := r.fault.check("read", name); err != nil {
		return nil, err
	}
	return r.Root.ReadFile(name)
}

// ReadDir gives what a folder holds, sorted by name.
func (r *Root) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := r.fault.check("read", name); err != nil {
		return nil, err
	}
	return fs.ReadDir(r.FS(), name)
}

// Names gives the names of what a folder holds, in no order. It does not look at what they
// are the names of, as [Root.ReadDir] does.
func (r *Root) Names(name string) ([]string, error) {
	if err := r.fault.check("read", name); err != nil {
		return nil, err
	}
	dir, err := r.Root.Open(name + "/.")
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.Readdirnames(-1)
}

// Lstat says what stands under a name.
func (r *Root) Lstat(name string) (fs.FileInfo, error) {
	if err := r.fault.check("look", name); err != nil {
		return nil, err
	}
	return r.Root.Lstat(name)
}

// Mkdir makes a folder.
func (r *Root) Mkdir(name string, mode fs.FileMode) error {
	if err := r.fault.check("mkdir", name); err != nil {
		return err
	}
	return r.Root.Mkdir(name, mode)
}

// MkdirAll makes a folder, and those above it.
func (r *Root) MkdirAll(name string, mode fs.FileMode) error {
	if err := r.fault.check("mkdir", name); err != nil {
		return err
	}
	return r.Root.MkdirAll(name, mode)
}

// Rename gives a file or folder another name.
func (r *Root) Rename(from, to string) error {
	if err := r.fault.check("rename", from); err != nil {
		return err
	}
	return r.Root.Rename(from, to)
}

// Link gives a file a second name.
func (r *Root) Link(from, to string) error {
	if err := r.fault.check("link", from); err != nil {
		return err
	}
	return r.Root.Link(from, to)
}

// Remove removes a file, or a folder that is empty.
func (r *Root) Remove(name string) error {
	if err := r.fault.check("remove", name); err != nil {
		return err
	}
	return r.Root.Remove(name)
}

// RemoveAll removes a file or folder with all that it holds.
func (r *Root) RemoveAll(name string) error {
	if err := r.fault.check("remove", name); err != nil {
		return err
	}
	return r.Root.RemoveAll(name)
}

// Chmod sets a file's mode.
func (r *Root) Chmod(name string, mode fs.FileMode) error {
	if err := r.fault.check("chmod", name); err != nil {
		return err
	}
	return r.Root.Chmod(name, mode)
}

// Lchown sets a file's owner and group.
func (r *Root) Lchown(name string, uid, gid int) error {
	if err := r.fault.check("chown", name); err != nil {
		return err
	}
	return r.Root.Lchown(name, uid, gid)
}

// Chtimes sets a file's times.
func (r *Root) Chtimes(name string, access, change time.Time) error {
	if err := r.fault.check("chtimes", name); err != nil {
		return err
	}
	return r.Root.Chtimes(name, access, change)
}

// File is a file that is written.
type File struct {
	*os.File
	fault Fault
}

// Write writes bytes. One that is made to fail writes half of them, as a full disk
// does.
func (f *File) Write(b []byte) (int, error) {
	if err := f.fault.check("write", f.Name()); err != nil {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, err
	}
	return f.File.Write(b)
}

// Chmod sets the file's mode.
func (f *File) Chmod(mode fs.FileMode) error {
	if err := f.fault.check("chmod", f.Name()); err != nil {
		return err
	}
	return f.File.Chmod(mode)
}

// Sync waits until the disk has the file.
func (f *File) Sync() error {
	if err := f.fault.check("sync", f.Name()); err != nil {
		return err
	}
	return f.File.Sync()
}

// Close closes the file, also where it is made to fail.
func (f *File) Close() error {
	err := f.fault.check("close", f.Name())
	if closeErr := f.File.Close(); err == nil {
		err = closeErr
	}
	return err
}
