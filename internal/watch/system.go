package watch

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fsnotify/fsnotify"
)

// opener begins to listen to the system.
type opener func() (*fsnotify.Watcher, error)

// system is what tells of changes. All methods may be called on nil, which tells of
// none.
type system struct {
	open  opener
	dir   string
	inner *fsnotify.Watcher
	added map[string]bool // the folders that are watched, or cannot be
	lost  bool            // what is watched may not be what has these names
}

func (s *system) events() <-chan fsnotify.Event {
	if s == nil || s.inner == nil {
		return nil
	}
	return s.inner.Events
}

func (s *system) errors() <-chan error {
	if s == nil || s.inner == nil {
		return nil
	}
	return s.inner.Errors
}

func (s *system) close() error {
	if s == nil || s.inner == nil {
		return nil
	}
	inner := s.inner
	s.inner = nil
	return inner.Close()
}

// lose makes us listen anew.
func (s *system) lose() {
	if s != nil {
		s.lost = true
	}
}

// heed listens anew after a watched folder was moved or removed: its watch is gone or
// has gone with it, and those of the folders in it still give the old names.
func (s *system) heed(e fsnotify.Event, name string) {
	if s.added[name] && e.Has(fsnotify.Remove|fsnotify.Rename) {
		s.lost = true
	}
}

// renew forgets all folders and listens anew. There is no watch that could be kept
// safely: the library knows them by name, the system by what they are.
func (s *system) renew() error {
	if err := s.close(); err != nil {
		return err
	}
	inner, err := s.open()
	if err != nil {
		return err
	}
	s.inner, s.added, s.lost = inner, map[string]bool{}, false
	return s.add(".")
}

// add watches a folder, unless it cannot be read or has gone.
func (s *system) add(name string) error {
	s.added[name] = true
	err := s.inner.Add(filepath.Join(s.dir, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return err
}

// follow watches all folders that there are now, and looks again at those that were
// not watched so far.
func (w *Watcher) follow() {
	for {
		added := w.add()
		if len(added) == 0 {
			return
		}
		w.seen, _ = w.seen.Update(added)
	}
}

// add watches the folders that are not watched, and gives their names.
func (w *Watcher) add() []string {
	if w.system == nil {
		return nil
	}
	if w.system.lost {
		if err := w.system.renew(); err != nil {
			w.silent(err)
			return nil
		}
	}
	var added []string
	for f := range w.seen.Folders() {
		if w.system.added[f] {
			continue
		}
		if err := w.system.add(f); err != nil {
			w.silent(err)
			return nil
		}
		added = append(added, f)
	}
	return added
}

// name gives the path of something in our folders, by what the system calls it.
func (w *Watcher) name(full string) (string, bool) {
	name, ok := strings.CutPrefix(filepath.ToSlash(full), strings.TrimSuffix(filepath.ToSlash(w.dir), "/")+"/")
	first, _, _ := strings.Cut(name, "/")
	return name, ok && slices.Contains(w.folders, first)
}
