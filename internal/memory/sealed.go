package memory

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"slices"

	"tract/internal/wire"
)

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
func (s sealed) read(dir *os.Root, into interface {
	io.Writer
	Grow(n int)
},
) bool {
	// What is no file may keep an open from returning.
	info, err := dir.Lstat(s.name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	f, err := dir.Open(s.name)
	if err != nil {
		return false
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return false
	}
	length := info.Size() - int64(len(s.begin(0))+s.digest.Size())
	if length < 0 || length > Largest {
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

// write replaces the file. aside names files to write it in first.
func (s sealed) write(dir *os.Root, aside func() string, payload ...[]byte) error {
	length := 0
	s.digest.Reset()
	for _, part := range payload {
		length += len(part)
		s.digest.Write(part)
	}
	if length > Largest {
		return fmt.Errorf("it takes more than %d MB", Largest>>20)
	}
	return writeAside(dir, aside, s.name, slices.Concat([][]byte{s.begin(int64(length))}, payload, [][]byte{s.digest.Sum(nil)})...)
}

// writeAside writes a file and gives it its name. It may hold drafts, so it is for
// nobody else to read.
func writeAside(dir *os.Root, next func() string, name string, parts ...[]byte) error {
	f, aside, err := createAside(dir, next)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err == nil {
			_, err = f.Write(part)
		}
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = dir.Rename(aside, name)
	}
	if err != nil {
		return errors.Join(err, dir.Remove(aside))
	}
	return nil
}

// createAside makes a file that is not there. In a container each run may have the
// number of one that was killed, and find what that left.
func createAside(dir *os.Root, next func() string) (f *os.File, aside string, err error) {
	for range 100 {
		aside = next()
		f, err = dir.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return f, aside, err
}
