package main

import (
	"os"
	"sync/atomic"
)

// room is a file without a name, for what a large build puts out of its memory
// until it is needed.
type room struct {
	file *os.File
	end  atomic.Int64
	name string // where the system does not let an open file go
}

// newRoom gives a room, or nil where there is no place for one.
func newRoom() *room {
	f, err := os.CreateTemp("", "tract-")
	if err != nil {
		return nil
	}
	r := &room{file: f}
	if os.Remove(f.Name()) != nil {
		r.name = f.Name()
	}
	return r
}

// Put writes bytes and gives where they stand.
func (r *room) Put(b []byte) (at int64, err error) {
	at = r.end.Add(int64(len(b))) - int64(len(b))
	_, err = r.file.WriteAt(b, at)
	return at, err
}

// Get reads bytes back.
func (r *room) Get(b []byte, at int64) error {
	_, err := r.file.ReadAt(b, at)
	return err
}

func (r *room) close() {
	_ = r.file.Close() // nobody reads it any more
	if r.name != "" {
		_ = os.Remove(r.name)
	}
}
