package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"tract/internal/diag"
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

// TestPolling says in the language of who reads it why changes are not told.
func TestPolling(t *testing.T) {
	for _, c := range []struct {
		err      error
		language string
		want     string
	}{
		{fmt.Errorf("listen: %w", syscall.ENOSPC), "fr", "tract: le système ne surveille pas un dossier de plus, car "},
		{os.NewSyscallError("inotify_init1", syscall.EMFILE), "en", "tract: the system watches no more folders, since "},
		{syscall.ENOSYS, "fr", "tract: le système n’annonce pas les changements; "},
	} {
		var said bytes.Buffer
		u := &ui{catalog: diag.In(c.language), stderr: &said}
		u.polling(c.err)
		if !strings.HasPrefix(said.String(), c.want) || strings.Contains(said.String(), c.err.Error()) {
			t.Errorf("%v: %s", c.err, said.String())
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
