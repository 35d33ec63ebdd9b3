package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"tract/internal/content"
	"tract/internal/diag"
)

// marking is a file of the content that is to be written again: the only thing that the
// program writes there.
type marking struct {
	file, source  string
	info          fs.FileInfo // as it was read
	before, after []byte
}

// reader is a site's folder.
type reader interface {
	Lstat(name string) (fs.FileInfo, error)
	ReadFile(name string) ([]byte, error)
}

// idle says whether the file has its mark already.
func (m *marking) idle() bool { return bytes.Equal(m.before, m.after) }

// read gives the bytes of a document's file, if it is the plain file that was read when
// the site was.
func (m *marker) read(d *content.Document) ([]byte, fs.FileInfo, bool) {
	at := diag.Position{File: d.File}
	for dir := path.Dir(d.File); dir != "."; dir = path.Dir(dir) {
		if info, err := m.root.Lstat(dir); err != nil || !info.IsDir() {
			m.list.Errorf(diag.Position{File: dir}, "content.not-regular")
			return nil, nil, false
		}
	}
	info, err := m.root.Lstat(d.File)
	if err != nil {
		content.Unreadable(&m.list, d.File, err)
		return nil, nil, false
	}
	if !info.Mode().IsRegular() {
		m.list.Errorf(at, "content.not-regular")
		return nil, nil, false
	}
	src, err := m.root.ReadFile(d.File)
	switch {
	case err != nil:
		content.Unreadable(&m.list, d.File, err)
	case d.Partial:
		m.list.Errorf(at, "cmd.mark-faulty").WithHint("hint.cmd.mark-faulty")
	case !d.Same(src):
		m.list.Errorf(at, "cmd.mark-changed")
	default:
		return src, info, true
	}
	return nil, nil, false
}

// errMeanwhile says that somebody else wrote the file.
var errMeanwhile = errors.New("it was changed meanwhile")

// write puts what was marked in the file's place, unless somebody wrote it since it was
// read.
func (m *marking) write(root *os.Root) error {
	mode := m.info.Mode().Perm()
	switch {
	case m.idle():
		return nil
	case mode&0o200 == 0: // whose owner wants it so
		return &fs.PathError{Op: "write", Path: m.file, Err: fs.ErrPermission}
	}
	return replace(root, m.file, m.after, mode, func(aside string) error {
		if err := root.Chmod(aside, mode); err != nil { // which the umask may have narrowed
			return err
		}
		now, err := root.Lstat(m.file)
		if err != nil || !os.SameFile(now, m.info) || now.Size() != m.info.Size() || !now.ModTime().Equal(m.info.ModTime()) {
			return &fs.PathError{Op: "write", Path: m.file, Err: errMeanwhile}
		}
		return nil
	})
}

// replace writes a file aside and puts it into its place, once that is ready: what is
// written is whole, or is not there.
func replace(root *os.Root, file string, content []byte, mode fs.FileMode, ready func(aside string) error) (err error) {
	aside, f, err := beside(root, file, mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = root.Remove(aside) // what matters is why it failed
		}
	}()
	_, err = f.Write(content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return &fs.PathError{Op: "write", Path: file, Err: err}
	}
	if err := ready(aside); err != nil {
		return err
	}
	return root.Rename(aside, file)
}

// beside makes a file in the same folder, whose name neither tract nor an editor takes
// for one of the site.
func beside(root *os.Root, file string, mode fs.FileMode) (string, *os.File, error) {
	for n := 0; ; n++ {
		name := path.Join(path.Dir(file), fmt.Sprintf(".%s.%d-%d.tmp", path.Base(file), os.Getpid(), n))
		f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode|0o200)
		if n < 100 && errors.Is(err, fs.ErrExist) {
			continue
		}
		return name, f, err
	}
}
