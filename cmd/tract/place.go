package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"tract/internal/importer"
)

// reportName is the file that an import leaves beside content/, or the first free name
// like it.
const reportName = "import-report%s.md"

// place writes the files of an import and its report into a site's folder: all of them
// or none, none over another, and none through a link. A file is written aside, so that
// one that is there is whole.
func place(site *os.Root, old fs.FS, files []importer.File, report []byte) (name string, err error) {
	var written []string
	defer func() {
		if err != nil {
			for _, name := range written {
				err = errors.Join(err, site.Remove(filepath.FromSlash(name)))
			}
		}
	}()
	for _, f := range files {
		if err := put(site, f.Path, func() (io.ReadCloser, error) {
			if f.Copies != "" {
				return old.Open(f.Copies)
			}
			return io.NopCloser(bytes.NewReader(f.Data)), nil
		}); err != nil {
			return "", err
		}
		written = append(written, f.Path)
	}
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = fmt.Sprintf("-%d", n)
		}
		name = fmt.Sprintf(reportName, suffix)
		err = put(site, name, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(report)), nil })
		if !errors.Is(err, fs.ErrExist) {
			return name, err
		}
	}
}

// put writes a file that is not there yet.
func put(site *os.Root, name string, open func() (io.ReadCloser, error)) (err error) {
	if err := folder(site, path.Dir(name)); err != nil {
		return err
	}
	file := filepath.FromSlash(name)
	aside := filepath.Join(filepath.Dir(file), ".tract-import")
	if err := site.Remove(aside); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a run that was cut off
		return err
	}
	from, err := open()
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := site.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if gone := site.Remove(aside); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}()
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Close()); err != nil {
		return err
	}
	if err := site.Link(aside, file); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	// A disk that knows no second name for a file, as of most USB sticks.
	if _, err := site.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist})
	}
	return site.Rename(aside, file)
}

// errNoFolder says that something else stands where a folder should be.
var errNoFolder = errors.New("not a folder")

// folder makes a folder and those above it, where no link stands in the way.
func folder(site *os.Root, name string) error {
	if name == "." {
		return nil
	}
	if err := folder(site, path.Dir(name)); err != nil {
		return err
	}
	file := filepath.FromSlash(name)
	info, err := site.Lstat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return site.Mkdir(file, 0o777)
	case err == nil && !info.IsDir():
		return &fs.PathError{Op: "mkdir", Path: name, Err: errNoFolder}
	}
	return err
}
