package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"tract/internal/disk"
)

// result is what became of a file: it is staged, or what is published stays.
type result struct {
	entry  entry
	staged bool
	err    error
}

// batch is how many files a worker takes at once. Files are sorted, so that those
// of a batch mostly share a directory.
const batch = 16

// queue gives files out.
type queue struct {
	mu    sync.Mutex
	files []File
	next  int
}

// take gives the indices of some files that nobody has taken: those of one work, or
// some that are quick to make. There are none left if they are the same.
func (q *queue) take() (first, end int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	first = q.next
	for q.next < len(q.files) {
		work := q.files[q.next].Work
		if work != q.files[first].Work || work == "" && q.next-first == batch {
			break
		}
		q.next++
	}
	return first, q.next
}

// stageAll compares every file with what is published and writes aside what
// differs. It gives a result a file, in order, or the first error by path.
func (t *target) stageAll(ctx context.Context, files []File, o Options) ([]result, error) {
	results := make([]result, len(files))
	q := queue{files: files}
	var failed atomic.Bool
	var once sync.Mutex // guards startStaging
	var wg sync.WaitGroup
	for range t.workers {
		wg.Go(func() {
			w := worker{target: t, once: &once}
			defer w.close()
			for first, end := q.take(); first < end; first, end = q.take() {
				for i := first; i < end; i++ {
					if failed.Load() || ctx.Err() != nil {
						return
					}
					if results[i] = w.stage(&files[i]); results[i].err != nil {
						failed.Store(true)
						return
					}
					if o.Done != nil {
						o.Done(len(files))
					}
				}
			}
		})
	}
	wg.Wait()
	for i := range results {
		if results[i].err != nil {
			return nil, results[i].err
		}
	}
	return results, ctx.Err()
}

// worker stages files. It keeps the directory of its last file open, since a
// path is walked element by element otherwise.
type worker struct {
	*target
	once *sync.Mutex
	buf  bytes.Buffer

	dir       string     // of the last file
	opened    bool       // dir is set
	published *disk.Root // the directory as published; nil where it is not there
	aside     *disk.Root // the directory among what is staged; nil until needed
}

func (w *worker) close() {
	for _, r := range []*disk.Root{w.published, w.aside} {
		if r != nil {
			_ = r.Close() // it was only looked at
		}
	}
	w.published, w.aside, w.opened = nil, nil, false
}

// enter opens the directory of a file, as far as it is there.
func (w *worker) enter(dir string) error {
	if w.opened && dir == w.dir {
		return nil
	}
	w.close()
	published, err := w.openPublished(dir)
	if err != nil {
		return err
	}
	w.dir, w.opened, w.published = dir, true, published
	return nil
}

// stage compares one file with what is published, and writes it aside if they
// differ.
func (w *worker) stage(f *File) result {
	if err := w.enter(path.Dir(f.Path)); err != nil {
		return result{err: err}
	}
	info, intact, err := w.look(f.Path)
	if err != nil {
		return result{err: err}
	}
	old, isListed := w.listed[f.Path]
	if intact && f.Key != "" && f.Key == old.key {
		return result{entry: old, err: w.fixMode(f.Path, info)}
	}
	content := f.Content
	if f.Make != nil {
		w.buf.Reset()
		if err := f.Make(&w.buf); err != nil {
			return result{err: fmt.Errorf("make %s: %w", f.Path, err)}
		}
		content = w.buf.Bytes()
	}
	r := result{entry: entry{sha256.Sum256(content), int64(len(content)), f.Key}}
	same := intact && r.entry.sum == old.sum
	if !intact && info != nil && info.Size() == r.entry.size {
		published, err := w.published.ReadFile(path.Base(f.Path))
		if err != nil {
			return result{err: disk.Named("read", f.Path, err)}
		}
		same = bytes.Equal(published, content)
	}
	switch {
	case same:
		r.err = w.fixMode(f.Path, info)
	case info != nil && !isListed:
		r.err = &PathError{Path: f.Path, Err: ErrForeign}
	default:
		r.staged = true
		r.err = w.writeAside(path.Base(f.Path), content, r.entry.sum)
	}
	return r
}

// look gives what is published at a path, nil for nothing, and whether it is
// certainly what we wrote there.
func (w *worker) look(p string) (info fs.FileInfo, intact bool, err error) {
	if w.published == nil {
		return nil, false, nil
	}
	info, err = w.published.Lstat(path.Base(p))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, nil
	case err != nil:
		return nil, false, disk.Named("stat", p, err)
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, false, &PathError{Path: p, Err: ErrSymlink}
	case info.IsDir():
		return nil, false, w.checkClears(p)
	case !info.Mode().IsRegular():
		return nil, false, &PathError{Path: p, Err: ErrBlocked}
	}
	old, listed := w.listed[p]
	intact = listed && info.Size() == old.size && int64(info.ModTime().Nanosecond()) == stamp(old.sum).Nanoseconds()
	return info, intact, nil
}

// checkClears refuses to put a file in the place of a directory that holds
// anything we did not write. None of it can be among the new files, since no path
// is both a file and a directory.
func (t *target) checkClears(dir string) error {
	entries, err := t.root.ReadDir(dir)
	if err != nil {
		return disk.Named("read", dir, err)
	}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		if e.IsDir() {
			err = t.checkClears(p)
		} else {
			err = t.checkOurs(p, e.Type())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fixMode gives an unchanged file the mode 0644, if somebody gave it another.
func (w *worker) fixMode(p string, info fs.FileInfo) error {
	if info.Mode().Perm() == 0o644 || !modesAreKept {
		return nil
	}
	if err := w.published.Chmod(path.Base(p), 0o644); err != nil {
		return disk.Named("chmod", p, err)
	}
	return nil
}

// writeAside writes a file of the current directory among what is staged.
func (w *worker) writeAside(name string, content []byte, sum [sha256.Size]byte) error {
	if w.aside == nil {
		aside, err := w.openAside()
		if err != nil {
			return err
		}
		w.aside = aside
	}
	if err := writeFile(w.aside, name, content, stamp(sum), w.exact); err != nil {
		return disk.Named("write", path.Join(w.dir, name), err)
	}
	return nil
}

// openAside makes the current directory among what is staged.
func (w *worker) openAside() (*disk.Root, error) {
	w.once.Lock()
	defer w.once.Unlock()
	if err := w.startStaging(); err != nil {
		return nil, err
	}
	made := stagingName
	for element := range strings.SplitSeq(w.dir, "/") {
		if element == "." {
			break
		}
		made += "/" + element
		err := w.root.Mkdir(made, 0o755)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil && !w.exact {
			err = w.root.Chmod(made, 0o755)
		}
		if err != nil {
			return nil, disk.Named("write", w.dir, err)
		}
	}
	aside, err := w.root.OpenRoot(made)
	if err != nil {
		return nil, disk.Named("write", w.dir, err)
	}
	return aside, nil
}

// openPublished opens a published directory, element by element so that a link
// on the way is seen. It gives nil where there is none.
func (t *target) openPublished(dir string) (*disk.Root, error) {
	at, err := t.root.OpenRoot(".")
	if err != nil {
		return nil, disk.Named("open", t.dir, err)
	}
	if dir == "." {
		return at, nil
	}
	walked := ""
	for element := range strings.SplitSeq(dir, "/") {
		walked = path.Join(walked, element)
		info, err := at.Lstat(element)
		var sub *disk.Root
		switch {
		case err == nil && info.IsDir():
			sub, err = at.OpenRoot(element)
			err = disk.Named("open", walked, err)
		case err == nil && info.Mode()&fs.ModeSymlink != 0:
			err = &PathError{Path: walked, Err: ErrSymlink}
		case err == nil:
			err = t.checkFileClears(walked, info)
		case errors.Is(err, fs.ErrNotExist):
			err = nil
		default:
			err = disk.Named("stat", walked, err)
		}
		_ = at.Close() // it was only looked at
		if err != nil || sub == nil {
			return nil, err
		}
		at = sub
	}
	return at, nil
}

// checkFileClears refuses to put a directory in the place of a file that we did
// not write.
func (t *target) checkFileClears(p string, info fs.FileInfo) error {
	return t.checkOurs(p, info.Mode())
}

// checkOurs refuses what is no file, and then a file that we did not write.
func (t *target) checkOurs(p string, mode fs.FileMode) error {
	if !mode.IsRegular() {
		return &PathError{Path: p, Err: ErrBlocked}
	}
	if _, listed := t.listed[p]; !listed {
		return &PathError{Path: p, Err: ErrForeign}
	}
	return nil
}

// workers gives how many goroutines to use.
func (o Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}
