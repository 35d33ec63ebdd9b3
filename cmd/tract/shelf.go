package main

import (
	"slices"
	"sync"

	"tract/internal/memory"
)

// shelf keeps what took long to make for as long as the program runs, so that a server
// makes it once. What was kept on the disk is taken from there; nothing is written. It
// is safe for concurrent use.
type shelf struct {
	disk *memory.Memory
	most int // bytes

	mu    sync.Mutex
	size  int
	made  map[string][]byte
	order []string // what was used the longest ago comes first
}

// shelfBytes is what a server spends on photos, cards and leaflets: all those of most
// sites, and of a large one what somebody looks at.
const shelfBytes = 64 << 20

func newShelf(disk *memory.Memory) *shelf {
	return &shelf{disk: disk, most: shelfBytes, made: map[string][]byte{}}
}

// Made gives what is kept under a key.
func (s *shelf) Made(key string) ([]byte, bool) {
	s.mu.Lock()
	content, ok := s.made[key]
	if ok {
		s.order = append(slices.DeleteFunc(s.order, func(k string) bool { return k == key }), key)
	}
	s.mu.Unlock()
	if ok {
		return content, true
	}
	return s.disk.Made(key)
}

// Keep keeps something, and forgets what was used the longest ago if there is no room
// for it. What is larger than all the room is not kept.
func (s *shelf) Keep(key string, content []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.made[key]; ok || len(content) > s.most {
		return nil
	}
	for s.size+len(content) > s.most {
		s.size -= len(s.made[s.order[0]])
		delete(s.made, s.order[0])
		s.order = s.order[1:]
	}
	s.made[key] = content
	s.order = append(s.order, key)
	s.size += len(content)
	return nil
}
