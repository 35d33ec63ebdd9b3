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
	most int64  // bytes, from which on it is crowded
	name string // where the system does not let an open file go
}

// crowd is how many times the documents of a site a room takes before it is left
// for another: markup is about as long as its text, and what is read again is put
// behind what it replaces.
const crowd = 4

// newRoom gives a room, or nil where there is no place for one.
func newRoom(most int64) *room {
	f, err := os.CreateTemp("", "tract-")
	if err != nil {
		return nil
	}
	r := &room{file: f, most: most}
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

// crowded says whether it is time for another one.
func (r *room) crowded() bool { return r != nil && r.end.Load() > r.most }

func (r *room) close() {
	_ = r.file.Close() // nobody reads it any more
	if r.name != "" {
		_ = os.Remove(r.name)
	}
}
