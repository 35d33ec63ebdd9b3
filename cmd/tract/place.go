package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"tract/internal/disk"
	"tract/internal/importer"
)

// reportName is the file that an import leaves beside content/, or the first free name
// like it.
const reportName = "import-report%s.md"

// place writes the files of an import and its report into a site's folder: all of them
// or none, none over another, and none through a link.
func place(site *disk.Root, old fs.FS, files []importer.File, report []byte) (name string, err error) {
	name = fmt.Sprintf(reportName, "")
	for n := 2; ; n++ {
		if _, err := site.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			break
		} else if err != nil {
			return "", err
		}
		name = fmt.Sprintf(reportName, fmt.Sprintf("-%d", n))
	}
	var all []disk.New
	for _, f := range append(files[:len(files):len(files)], importer.File{Path: name, Data: report}) {
		all = append(all, disk.New{Name: f.Path, Open: func() (io.ReadCloser, error) {
			if f.Copies != "" {
				return old.Open(f.Copies)
			}
			return io.NopCloser(bytes.NewReader(f.Data)), nil
		}})
	}
	return name, site.Add(all)
}
