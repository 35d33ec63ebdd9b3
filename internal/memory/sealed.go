package memory

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"runtime"
	"slices"

	"tract/internal/disk"
	"tract/internal/limit"
	"tract/internal/wire"
)

// What we write its owner may read, and nobody may do more; a file with another mode is not
// believed. Git, which brings along whatever strangers commit to a site, makes files that
// their owner may write. What makes them read-only afterwards, as its extension for large
// files does with those that a repository calls lockable, leaves others the right to read.
// An archive that a CI keeps the folder in brings files back as they were.
const ours fs.FileMode = 0o400

// believed says whether a file has the mode that we gave it, as far as the system keeps it.
func believed(info fs.FileInfo) bool {
	mode := info.Mode().Perm()
	return mode == ours || runtime.GOOS == "windows" && mode == 0o444
}

// sealed is a file whose payload is believed only if all of the file is as it was
// written: the head, the payload's length in eight bytes, the payload, and its
// digest.
type sealed struct {
	name   string
	head   []byte // what it is, and for whom: compared byte by byte
	digest hash.Hash
}

// head joins what a file must begin with.
func head(parts ...string) []byte {
	var w wire.Writer
	for _, p := range parts {
		w.Text(p)
	}
	return w
}

// begin gives all that comes before a payload of that many bytes.
func (s sealed) begin(payload int64) []byte {
	return binary.LittleEndian.AppendUint64(bytes.Clone(s.head), uint64(payload))
}

// read gives the payload, if the file is there and whole.
func (s sealed) read(dir *disk.Root, into interface {
	io.Writer
	Grow(n int)
},
) bool {
	// What is no file may keep an open from returning.
	info, err := dir.Lstat(s.name)
	if err != nil || !info.Mode().IsRegular() || !believed(info) {
		return false
	}
	f, err := dir.Open(s.name)
	if err != nil {
		return false
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil || !believed(info) {
		return false
	}
	length := info.Size() - int64(len(s.begin(0))+s.digest.Size())
	if length < 0 || length > limit.MemoryBytes {
		return false
	}
	want := s.begin(length)
	begins := make([]byte, len(want))
	if _, err := io.ReadFull(f, begins); err != nil || !bytes.Equal(begins, want) {
		return false
	}
	into.Grow(int(length))
	s.digest.Reset()
	if n, err := io.CopyBuffer(io.MultiWriter(s.digest, into), io.LimitReader(f, length), make([]byte, 64<<10)); err != nil || n < length {
		return false
	}
	sum := make([]byte, s.digest.Size())
	_, err = io.ReadFull(f, sum)
	return err == nil && bytes.Equal(sum, s.digest.Sum(nil))
}

// write replaces the file. It may hold drafts, so it is for nobody else to read; and
// nobody may write it: by that it is known as ours.
func (s sealed) write(dir *disk.Root, payload ...[]byte) error {
	length := 0
	s.digest.Reset()
	for _, part := range payload {
		length += len(part)
		s.digest.Write(part)
	}
	if length > limit.MemoryBytes {
		return fmt.Errorf("it takes more than %d MB", limit.MemoryBytes>>20)
	}
	parts := slices.Concat([][]byte{s.begin(int64(length))}, payload, [][]byte{s.digest.Sum(nil)})
	err := dir.Replace(s.name, ours, nil, parts...)
	if errors.Is(err, fs.ErrPermission) && dir.Remove(s.name) == nil { // as Windows has it
		err = dir.Replace(s.name, ours, nil, parts...)
	}
	return err
}
