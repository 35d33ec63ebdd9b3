package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io/fs"
	"slices"
	"strings"
)

// pack gives the archive for a system: one folder, its files in the order of their
// names, with the time of the release and the modes that they need.
func (r *release) pack(target string, program file) (file, error) {
	folder := "tract_" + r.version + "_" + strings.ReplaceAll(target, "/", "_")
	files := append(slices.Clone(r.shared), program)
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	pack, end := r.tarball, ".tar.gz"
	if strings.HasPrefix(target, "windows/") {
		pack, end = r.zipped, ".zip"
	}
	content, err := pack(folder, files)
	return file{name: folder + end, content: content}, err
}

func (f file) mode() fs.FileMode {
	if f.program {
		return 0o755
	}
	return 0o644
}

func (r *release) tarball(folder string, files []file) ([]byte, error) {
	var b bytes.Buffer
	packed, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(packed)
	for _, f := range files {
		h := &tar.Header{Name: folder + "/" + f.name, Mode: int64(f.mode()), Size: int64(len(f.content)), ModTime: r.date, Format: tar.FormatUSTAR}
		if err := w.WriteHeader(h); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.content); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	err = packed.Close()
	return b.Bytes(), err
}

func (r *release) zipped(folder string, files []file) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: folder + "/" + f.name, Method: zip.Deflate, Modified: r.date}
		h.SetMode(f.mode())
		out, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := out.Write(f.content); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
