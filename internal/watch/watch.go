// Package watch waits for changes in a site's folder.
//
// It takes a folder that is open as an os.Root, and the names of folders in it. It
// gives, each time that something in them has really changed, the tree as it is then
// and the paths that differ from the tree that it gave before.
//
// # What is promised
//
// A file that is saved is told of a few milliseconds after the last event of its
// saving, of which editors make many, and once. A file that has just become empty, or
// has gone, gets a moment for its text to come. Many files at once, as another branch
// brings them, are one batch or two. A batch in which nothing differs wakes nobody,
// nor do hidden files, and those that editors put beside the one that they write.
//
// The system tells of events in folders, which are watched from the moment that they
// appear, and again after they were moved or made anew. What it tells is taken as a
// hint where to look, never as the truth: events get lost, some network file systems
// have none, and so everything is looked at every two seconds, or more rarely where
// that takes long, and every ten at the least.
//
// A root that is no longer what has its name, because it was moved or another folder
// put in its place, ends watching: nobody edits there any more.
//
// Where the system's limits are reached, there are no events any more. Everything is
// then looked at twice a second, and Options.Notice is told why.
package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"

	"tract/internal/tree"
)

// What Next may end with, beside the error of its context.
var (
	ErrClosed = errors.New("the watcher is closed")
	ErrMoved  = errors.New("the folder that is watched was moved or replaced")
)

// Options may be left empty.
type Options struct {
	// Notice is called, once at most, with the reason why the system does not tell of
	// changes, so that they are seen later than they could be.
	Notice func(error)
}

const (
	rescan    = 2 * time.Second        // between looks at everything
	poll      = 500 * time.Millisecond // the same, where there are no events
	share     = 100                    // looking takes one part of so many of the time
	pollShare = 40                     // the same, where there are no events
	rarest    = 10 * time.Second       // between looks, however long they take
)

// Watcher waits for changes. It is made by New and must be closed.
type Watcher struct {
	opt     Options
	root    *os.Root
	dir     string // of the root, in the words of the system
	self    fs.FileInfo
	folders []string

	given  atomic.Pointer[tree.Tree]
	closed chan struct{}
	close  sync.Once

	turn   sync.Mutex // held by Next, for all below
	system *system    // nil: there are no events
	seen   *tree.Tree // as the disk was when we last looked
	batch  batch
	before batch // the last one that was given
	next   time.Time
	took   time.Duration // the last look at everything
}

// New lists folders, which stand directly below the root, and begins to watch them.
// The root must stay open until the watcher, and all trees that it gave, are no
// longer used.
func New(root *os.Root, folders []string, opt Options) (*Watcher, error) {
	return start(root, folders, opt, fsnotify.NewWatcher)
}

func start(root *os.Root, folders []string, opt Options, open opener) (*Watcher, error) {
	dir, err := filepath.Abs(root.Name())
	if err != nil {
		return nil, err
	}
	self, err := root.Stat(".")
	if err != nil {
		return nil, err
	}
	t, err := tree.Read(root, folders...)
	if err != nil {
		return nil, err
	}
	w := &Watcher{opt: opt, root: root, dir: dir, self: self, folders: slices.Clone(folders), seen: t, closed: make(chan struct{})}
	w.given.Store(t)
	w.system = &system{open: open, dir: dir, lost: true}
	w.add() // what has changed before is seen by the first Next
	w.batch.note(time.Now(), ".")
	return w, nil
}

// Tree gives the tree that Next gave last, or that New has read.
func (w *Watcher) Tree() *tree.Tree { return w.given.Load() }

// Close ends watching, and Next.
func (w *Watcher) Close() error {
	var err error
	w.close.Do(func() {
		close(w.closed)
		w.turn.Lock()
		defer w.turn.Unlock()
		err = w.system.close()
	})
	return err
}

// Next waits until something has changed. It gives the new tree and the paths, sorted,
// of the files and folders that have changed, are new or are gone.
func (w *Watcher) Next(ctx context.Context) (*tree.Tree, []string, error) {
	w.turn.Lock()
	defer w.turn.Unlock()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		if err := w.ended(ctx); err != nil {
			return nil, nil, err
		}
		timer.Reset(time.Until(w.due()))
		select {
		case <-ctx.Done():
		case <-w.closed:
		case e := <-w.system.events():
			if name, ok := w.name(e.Name); ok {
				w.batch.note(time.Now(), name)
				w.system.heed(e, name)
			}
		case err := <-w.system.errors():
			w.trouble(err)
		case <-timer.C:
			if w.moved() {
				return nil, nil, ErrMoved
			}
			if changed := w.look(); len(changed) > 0 {
				return w.Tree(), changed, nil
			}
		}
	}
}

func (w *Watcher) ended(ctx context.Context) error {
	select {
	case <-w.closed:
		return ErrClosed
	default:
		return ctx.Err()
	}
}

// moved says whether the root is no longer what has its name. What the system does
// not tell is asked again at the next look.
func (w *Watcher) moved() bool {
	info, err := os.Stat(w.dir)
	return errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(info, w.self)
}

// due says when to look next, unless something happens before.
func (w *Watcher) due() time.Time {
	if !w.batch.open() {
		return w.next
	}
	return w.batch.due()
}

// trouble deals with an error of the system's. If it only had more to say than fits,
// we look for ourselves; else it may have gone silent.
func (w *Watcher) trouble(err error) {
	if !errors.Is(err, fsnotify.ErrEventOverflow) {
		w.silent(err)
	}
	w.batch.note(time.Now(), ".")
	w.system.lose()
}

// silent does without events from now on.
func (w *Watcher) silent(err error) {
	w.system.close()
	w.system = nil
	if w.opt.Notice != nil {
		w.opt.Notice(err)
	}
}

// look looks at what may have changed. It gives the paths that did, if it is time to
// tell of them.
func (w *Watcher) look() []string {
	now := time.Now()
	was := w.seen
	if !w.batch.open() || w.system == nil || w.batch.takes(".") {
		w.seen, _ = w.seen.Again()
		w.schedule(now, time.Since(now))
	} else {
		w.seen, _ = w.seen.Update(w.batch.fresh)
	}
	if !w.batch.open() && w.seen != was {
		w.system.lose() // it ought to have told
	}
	w.batch.fresh = nil
	w.follow()

	old := w.given.Load()
	w.batch.changed = slices.DeleteFunc(w.seen.Since(old), beside)
	switch {
	case len(w.batch.changed) == 0:
		w.batch = batch{}
		return nil
	case !w.batch.open(), w.system == nil && w.seen != was:
		w.batch.see(time.Now(), w.batch.changed) // is it over?
	case hasty(old, w.seen, w.batch.changed):
		w.batch.pause = grace
	case w.batch.continues(&w.before):
		w.batch.pause = lull
	}
	if time.Now().Before(w.batch.due()) {
		return nil
	}
	w.batch.last = time.Now()
	w.before, w.batch = w.batch, batch{}
	w.given.Store(w.seen)
	return w.before.changed
}

// schedule says when to look at everything again. The quicker of two looks counts: one
// that the machine held up says nothing of how long they take.
func (w *Watcher) schedule(now time.Time, took time.Duration) {
	least, part := rescan, time.Duration(share)
	if w.system == nil {
		least, part = poll, pollShare
	}
	w.next = now.Add(min(max(least, part*min(took, w.took)), rarest))
	w.took = took
}

// beside says whether a file is hidden, or one that an editor puts beside another: a
// lock, a copy of the old version, what is not saved yet. No stage reads them.
func beside(name string) bool {
	name = path.Base(name)
	return strings.HasPrefix(name, ".") && name != ".well-known" ||
		strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// hasty says whether a file has gone or lost its text, which editors do before they
// write it.
func hasty(old, now *tree.Tree, changed []string) bool {
	return slices.ContainsFunc(changed, func(p string) bool {
		was, err := old.Lstat(p)
		held := err == nil && was.Mode().IsRegular() && was.Size() > 0
		is, err := now.Lstat(p)
		if err != nil {
			return held
		}
		empty := is.Mode().IsRegular() && is.Size() == 0
		return empty && (held || was == nil)
	})
}
