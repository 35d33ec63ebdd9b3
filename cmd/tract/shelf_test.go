package main

import (
	"bytes"
	"testing"

	"tract/internal/memory"
)

// TestShelf forgets what was used the longest ago, and takes no more room than it has.
func TestShelf(t *testing.T) {
	s := newShelf(memory.Open(nil, ""))
	s.most = 100
	has := func(key string) bool {
		content, ok := s.Made(key)
		return ok && bytes.Equal(content, bytes.Repeat([]byte(key), 40))
	}
	keep := func(key string) {
		if err := s.Keep(key, bytes.Repeat([]byte(key), 40)); err != nil {
			t.Fatal(err)
		}
	}
	keep("a")
	keep("b")
	if !has("a") || !has("b") {
		t.Error("there is room for two")
	}
	has("a")
	keep("c")
	if !has("a") || has("b") || !has("c") || s.size != 80 || len(s.order) != 2 {
		t.Errorf("%d bytes, %v", s.size, s.order)
	}
	keep("c")
	if err := s.Keep("d", make([]byte, 101)); err != nil || has("d") || s.size != 80 {
		t.Errorf("%v, %d bytes", err, s.size)
	}
}
