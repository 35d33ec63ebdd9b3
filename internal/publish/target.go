package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// checkTarget gives the directory's absolute path without links, or says why
// nothing may be published there.
func checkTarget(dir, source string) (string, error) {
	lexical, err := filepath.Abs(dir)
	if err != nil || dir == "" {
		return "", &DirError{dir, errors.Join(ErrName, err)}
	}
	resolved, err := resolve(lexical)
	if err != nil {
		return "", fmt.Errorf("find %s: %w", dir, err)
	}
	if filepath.Dir(resolved) == resolved {
		return "", &DirError{dir, ErrRoot}
	}
	if home, err := os.UserHomeDir(); err == nil {
		if home, err := resolve(home); err == nil && home == resolved {
			return "", &DirError{dir, ErrHome}
		}
	}
	if source != "" {
		if err := checkSource(dir, lexical, resolved, source); err != nil {
			return "", err
		}
	}
	switch info, err := os.Stat(resolved); {
	case err == nil && !info.IsDir():
		return "", &DirError{dir, ErrBlocked}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("look at %s: %w", dir, err)
	}
	if _, err := os.Lstat(filepath.Join(resolved, ".git")); err == nil {
		return "", &DirError{dir, ErrRepository}
	}
	return resolved, nil
}

// checkSource refuses an output that would write over the source, and one below
// the source that a link leads out of it: such a link may come from anybody who
// contributes to the site.
func checkSource(dir, lexical, resolved, source string) error {
	lexicalSource, err := filepath.Abs(source)
	if err != nil {
		return fmt.Errorf("find %s: %w", source, err)
	}
	resolvedSource, err := resolve(lexicalSource)
	if err != nil {
		return fmt.Errorf("find %s: %w", source, err)
	}
	if within(resolvedSource, resolved) {
		return &DirError{dir, ErrSource}
	}
	if within(lexical, lexicalSource) && !within(resolved, resolvedSource) {
		return &DirError{dir, ErrSymlink}
	}
	return nil
}

// within says whether p is dir or lies below it.
func within(p, dir string) bool {
	rel, err := filepath.Rel(dir, p)
	return err == nil && filepath.IsLocal(rel)
}

// resolve follows the links of a path as far as it exists.
func resolve(p string) (string, error) {
	resolved, err := filepath.EvalSymlinks(p)
	if err == nil || !errors.Is(err, fs.ErrNotExist) || filepath.Dir(p) == p {
		return resolved, err
	}
	if info, err := os.Lstat(p); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return "", &DirError{p, ErrSymlink} // it leads nowhere
	}
	parent, err := resolve(filepath.Dir(p))
	return filepath.Join(parent, filepath.Base(p)), err
}

// firstMissing gives the topmost directory on the way to dir that does not exist
// yet, or nothing.
func firstMissing(dir string) string {
	missing := ""
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			return missing
		}
		missing = dir
	}
}

// removeEmpty removes dir and what is above it down from top, as far as they are
// empty: what was created for a build that then failed.
func removeEmpty(dir, top string) {
	for top != "" && strings.HasPrefix(dir, top) && os.Remove(dir) == nil {
		dir = filepath.Dir(dir)
	}
}

// lock creates, opens and locks the directory, or waits until it can.
func (t *target) lock(ctx context.Context, wait time.Duration) error {
	if wait == 0 {
		wait = 30 * time.Second
	}
	const pause = 20 * time.Millisecond
	for deadline := time.Now().Add(wait); ; {
		if err := makeDirs(t.dir); err != nil {
			return fmt.Errorf("make %s: %w", t.dir, err)
		}
		locked, err := t.tryLock()
		if err != nil {
			return fmt.Errorf("lock %s: %w", t.dir, err)
		}
		if locked {
			return nil
		}
		if time.Now().After(deadline) {
			return &DirError{t.dir, ErrLocked}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// tryLock opens the directory and takes its lock, unless another build has it.
func (t *target) tryLock() (bool, error) {
	root, err := os.OpenRoot(t.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // a build that failed has just removed it again
	}
	if err != nil {
		return false, err
	}
	if info, err := root.Lstat(lockName); err == nil && !info.Mode().IsRegular() {
		return false, errors.Join(&PathError{Path: lockName, Err: ErrSymlink}, root.Close())
	}
	release, err := tryLock(root)
	if err != nil || release == nil {
		return false, errors.Join(err, root.Close())
	}
	t.root, t.release = root, release
	return true, nil
}

// makeDirs creates a directory and those above it, with the mode 0755 whatever
// the umask.
func makeDirs(dir string) error {
	missing := firstMissing(dir)
	if missing == "" {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for ; strings.HasPrefix(dir, missing); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
