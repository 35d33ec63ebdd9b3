package main

import (
	"context"
	"os"
	"testing"
	"time"

	"tract/internal/watch"
)

// TestNextWhenTimePasses builds again once an event is over, and once only; and not at
// all where the clock stands still.
func TestNextWhenTimePasses(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	w, err := watch.New(root, folders, watch.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	wait := func(o *opened, most time.Duration) bool {
		t.Helper()
		ctx, stop := context.WithTimeout(t.Context(), most)
		defer stop()
		tree, paths, err := o.next(ctx, w)
		return err == nil && tree == w.Tree() && paths == nil
	}
	for fixed, want := range map[bool]bool{false: true, true: false} {
		o := &opened{root: root, fixed: fixed}
		o.holds(time.Now().Add(-time.Minute))
		if got := wait(o, 3*time.Second); got != want {
			t.Errorf("the clock stands still: %v, and it is time: %v", fixed, got)
		}
		if wait(o, 300*time.Millisecond) {
			t.Error("it is time again, although nothing was built")
		}
	}
}

// TestRoom gives back what was put, and is crowded in time.
func TestRoom(t *testing.T) {
	r := newRoom(6)
	if r == nil {
		t.Fatal("no room")
	}
	defer r.close()
	for _, text := range []string{"abc", "", "defg"} {
		if r.crowded() {
			t.Error("crowded too soon")
		}
		at, err := r.Put([]byte(text))
		got := make([]byte, len(text))
		if err != nil || r.Get(got, at) != nil || string(got) != text {
			t.Errorf("%q, %v: want %q", got, err, text)
		}
	}
	if !r.crowded() || (*room)(nil).crowded() {
		t.Error("never crowded")
	}
}
