package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"tract/internal/promise"
	"tract/internal/tree"
)

// site is a site's folder with a watcher.
type site struct {
	t       *testing.T
	dir     string
	root    *os.Root
	w       *Watcher
	notices int

	cancel context.CancelFunc
	done   chan struct{}
	mu     sync.Mutex
	got    []told
}

// told is what Next gave.
type told struct {
	at      time.Time
	changed []string
}

var folders = []string{"content", "layouts", "assets"}

// newSite makes a site. Its watcher is started by watch.
func newSite(t *testing.T, open opener) *site {
	s := &site{t: t, dir: t.TempDir()}
	s.write(page, "old text")
	s.write("content/guides/b.en.md", "other text")
	s.write("content/guides/sub/c.en.md", "text")
	s.write("content/images/sub/x", "text")
	s.write("assets/css/main.css", "text")
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	s.root = root
	t.Cleanup(func() { root.Close() })
	s.w, err = start(root, folders, Options{Notice: func(error) { s.notices++ }}, open)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.w.Close() })
	return s
}

// watch takes what Next gives until stop, and reads what has changed, as a build does.
func (s *site) watch() {
	s.settleFirst()
	ctx, cancel := context.WithCancel(s.t.Context())
	s.cancel, s.done = cancel, make(chan struct{})
	go func() {
		defer close(s.done)
		for {
			t, changed, err := s.w.Next(ctx)
			if err != nil {
				return
			}
			s.mu.Lock()
			s.got = append(s.got, told{time.Now(), changed})
			s.mu.Unlock()
			for _, p := range changed {
				fs.ReadFile(t, p)
			}
		}
	}()
}

// settleFirst lets Next take what has happened so far.
func (s *site) settleFirst() {
	for {
		ctx, cancel := context.WithTimeout(s.t.Context(), 5*pause)
		_, _, err := s.w.Next(ctx)
		cancel()
		if err != nil && !s.w.batch.open() {
			return
		}
	}
}

// settle waits until the tree is as the disk, and nothing more is said.
func (s *site) settle() {
	for end := time.Now().Add(2 * rarest); time.Now().Before(end); {
		time.Sleep(2 * lull)
		s.mu.Lock()
		quiet := len(s.got) == 0 || time.Since(s.got[len(s.got)-1].at) > 2*lull
		s.mu.Unlock()
		if quiet && versions(s.w.Tree()) == versions(s.read()) {
			return
		}
	}
}

// versions lists what a tree holds, by stamps without the mark of those that are new.
func versions(t *tree.Tree) string {
	var b strings.Builder
	for p, stamp := range t.All() {
		if beside(p) {
			continue
		}
		fmt.Fprintf(&b, "%s %x\n", p, stamp[:max(len(stamp)-8, 0)])
	}
	return b.String()
}

func (s *site) stop() []told {
	s.cancel()
	<-s.done
	return s.got
}

func (s *site) read() *tree.Tree {
	t, err := tree.Read(s.root, folders...)
	s.do(err)
	return t
}

// held lists what a tree holds, with kinds, times and texts, without what wakes nobody.
func (s *site) held(t *tree.Tree) string {
	var b strings.Builder
	for p := range t.All() {
		if beside(p) {
			continue
		}
		info, err := t.Lstat(p)
		s.do(err)
		fmt.Fprint(&b, p, " ", info.Mode())
		if info.Mode().IsRegular() {
			text, err := t.ReadFile(p)
			fmt.Fprintf(&b, " %v %d %q %v", info.ModTime().UnixNano(), info.Size(), text, err)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// next gives what Next gives, within a time.
func (s *site) next(within time.Duration) []string {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), within)
	defer cancel()
	_, changed, err := s.w.Next(ctx)
	if err != nil {
		s.t.Errorf("Next: %v", err)
	}
	return changed
}

// TestR7Saves saves a file 200 times in a row. Each is told, and soon.
func TestR7Saves(t *testing.T) {
	s := newSite(t, fsnotify.NewWatcher)
	s.settleFirst()
	var took []time.Duration
	for i := range 200 {
		text := fmt.Sprintf("text %03d", i)
		if i%2 == 0 {
			s.write(page, text)
		} else {
			s.write(page+".tmp", text)
			s.rename(page+".tmp", page)
		}
		saved := time.Now()
		if changed := s.next(time.Second); !slices.Contains(changed, page) {
			t.Fatalf("save %d: %q", i, changed)
		}
		took = append(took, time.Since(saved))
		if got, err := s.w.Tree().ReadFile(page); string(got) != text {
			t.Fatalf("save %d: %q, %v", i, got, err)
		}
	}
	slices.Sort(took)
	t.Logf("from saved to told: tenth percentile %v, median %v, 95th percentile %v, longest %v", took[20], took[100], took[190], took[199])
	if took[20] > 20*time.Millisecond { // the others may have waited for other tests
		t.Errorf("nine in ten saves take more than %v", took[20])
	}
	promise.Held(t, len(took))
}

// TestR7Lost changes a file of which no event comes.
func TestR7Lost(t *testing.T) {
	t.Parallel()
	if rescan > 2*time.Second {
		t.Errorf("looks every %s", rescan)
	}
	s := newSite(t, fsnotify.NewWatcher)
	s.settleFirst()
	guides, tried := filepath.Join(s.dir, "content", "guides"), 0
	told := func(what, text string, within time.Duration) {
		t.Helper()
		tried++
		s.write(page, text)
		if changed := s.next(within); !slices.Equal(changed, []string{page}) {
			t.Errorf("%s: %q", what, changed)
		}
	}
	s.do(s.w.system.inner.Remove(guides))
	told("no event", "new text", 5*rescan) // more rarely on a busy machine
	told("watched again", "newer text", 5*rescan)
	for i := range 5 {
		s.do(s.w.system.inner.Remove(guides))
		go fail(s.w.system.inner, fsnotify.ErrEventOverflow)
		told("more events than fit", fmt.Sprint("newest text ", i), 5*rescan)
	}
	if s.notices != 0 {
		t.Errorf("%d notices", s.notices)
	}
	s.do(s.w.system.inner.Remove(guides))
	go fail(s.w.system.inner, errors.New("nobody knows"))
	told("an error of another kind", "text of the end", 5*rescan)
	told("polling", "text after the end", 5*rescan)
	if s.notices != 1 {
		t.Errorf("%d notices", s.notices)
	}
	promise.Held(t, tried)
}

// fail has the system tell of an error, unless nobody listens to it any more.
func fail(w *fsnotify.Watcher, err error) {
	defer func() { _ = recover() }()
	w.Errors <- err
}

// TestR7Limits reaches the limits of the system after a while.
func TestR7Limits(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, limit := range []error{syscall.ENOSPC, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM} {
		opened := 0
		s := newSite(t, func() (*fsnotify.Watcher, error) {
			if opened++; opened > 1 {
				return nil, fmt.Errorf("listen: %w", limit)
			}
			return fsnotify.NewWatcher()
		})
		s.settleFirst()
		s.remove("content/guides/sub")
		s.next(5 * rescan)
		if s.notices != 1 {
			t.Errorf("%v: %d notices", limit, s.notices)
		}
		for _, text := range []string{"new text", "newer text"} {
			tried++
			s.write(page, text)
			if changed := s.next(5 * rescan); !slices.Equal(changed, []string{page}) {
				t.Errorf("%v: %q", limit, changed)
			}
		}
	}
	promise.Held(t, tried)
}

// TestSchedule holds looks to a part of the time, whatever held one of them up.
func TestSchedule(t *testing.T) {
	now := time.Now()
	w := &Watcher{system: &system{}}
	for _, c := range []struct{ took, want time.Duration }{
		{10 * time.Second, rescan}, {time.Millisecond, rescan}, {50 * time.Millisecond, rescan}, {60 * time.Millisecond, 5 * time.Second}, {time.Minute, 6 * time.Second}, {time.Minute, rarest},
	} {
		if w.schedule(now, c.took); w.next.Sub(now) != c.want {
			t.Errorf("after %v again in %v, want %v", c.took, w.next.Sub(now), c.want)
		}
	}
	w.system = nil
	for _, c := range []struct{ took, want time.Duration }{{time.Millisecond, poll}, {time.Minute, poll}, {20 * time.Millisecond, 800 * time.Millisecond}} {
		if w.schedule(now, c.took); w.next.Sub(now) != c.want {
			t.Errorf("polling: after %v again in %v, want %v", c.took, w.next.Sub(now), c.want)
		}
	}
}

// TestR7Moved ends once the root was moved, and once another folder is in its place.
func TestR7Moved(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, replaced := range []bool{false, true} {
		tried++
		s := newSite(t, fsnotify.NewWatcher)
		s.settleFirst()
		s.do(os.Rename(s.dir, s.dir+"-2"))
		if replaced {
			s.do(os.CopyFS(s.dir, os.DirFS(s.dir+"-2")))
		}
		for range 2 {
			ctx, cancel := context.WithTimeout(t.Context(), 5*rescan)
			if now, _, err := s.w.Next(ctx); !errors.Is(err, ErrMoved) || now != nil {
				t.Errorf("replaced %v: %v", replaced, err)
			}
			cancel()
		}
	}
	promise.Held(t, tried)
}

// TestEnd ends Next by its context, and by Close.
func TestEnd(t *testing.T) {
	s := newSite(t, fsnotify.NewWatcher)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(pause, cancel)
	if _, _, err := s.w.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	time.AfterFunc(pause, func() { s.w.Close() })
	begun := time.Now()
	if _, _, err := s.w.Next(t.Context()); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if took := time.Since(begun); took > rescan/2 {
		t.Errorf("ended after %v", took)
	}
	if _, _, err := s.w.Next(t.Context()); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

// TestNothingLeft counts what is open and what runs.
func TestNothingLeft(t *testing.T) {
	count := func() (int, int) {
		open, _ := os.ReadDir("/proc/self/fd")
		return runtime.NumGoroutine(), len(open)
	}
	newSite(t, fsnotify.NewWatcher).w.Close() // what the first use opens for good
	s := newSite(t, fsnotify.NewWatcher)
	s.w.Close()
	running, open := count()
	for range 5 {
		w, err := New(s.root, folders, Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.w = w
		s.settleFirst()
		s.rename("content/guides", "content/articles")
		s.next(time.Second)
		s.rename("content/articles", "content/guides")
		s.next(time.Second)
		w.Close()
	}
	time.Sleep(pause)
	if r, o := count(); r > running || o > open {
		t.Errorf("%d goroutines and %d descriptors, before %d and %d", r, o, running, open)
	}
}
