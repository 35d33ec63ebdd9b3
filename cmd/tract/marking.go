package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/disk"
)

// marking is a file of the content that is to be written again: the only thing that the
// program writes there.
type marking struct {
	file, source  string
	info          fs.FileInfo // as it was read
	before, after []byte
}

// reader is a site's folder, in which no link is followed.
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
func (m *marking) write(root *disk.Root) error {
	mode := m.info.Mode().Perm()
	switch {
	case m.idle():
		return nil
	case mode&0o200 == 0: // whose owner wants it so
		return &fs.PathError{Op: "write", Path: m.file, Err: fs.ErrPermission}
	}
	return root.Replace(m.file, mode, func(f *disk.File) error {
		if err := errors.Join(f.Chmod(mode), f.Sync()); err != nil { // the umask may have narrowed it
			return err
		}
		now, err := root.Lstat(m.file)
		if err != nil || !os.SameFile(now, m.info) || now.Size() != m.info.Size() || !now.ModTime().Equal(m.info.ModTime()) {
			return errMeanwhile
		}
		return nil
	}, m.after)
}
