package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"tract/internal/disk"
	"tract/internal/filename"
	"tract/internal/limit"
)

// checkTarget gives the directory's absolute path without links, or says why
// nothing may be published there.
func checkTarget(dir string, o Options) (string, error) {
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
	if isHome(resolved) {
		return "", &DirError{dir, ErrHome}
	}
	if o.Source != "" {
		if err := checkSource(dir, lexical, resolved, o); err != nil {
			return "", err
		}
	}
	if info, err := os.Stat(resolved); err == nil && !info.IsDir() {
		return "", &DirError{dir, ErrBlocked}
	}
	if _, err := os.Lstat(filepath.Join(resolved, ".git")); err == nil || inRepository(resolved) {
		return "", &DirError{dir, ErrRepository}
	}
	// Once more when it is locked, but a lock is something that is written there.
	if _, err := os.Lstat(filepath.Join(resolved, manifestName)); errors.Is(err, fs.ErrNotExist) {
		if entries, err := os.ReadDir(resolved); err == nil && foreign(entries) != "" {
			return "", &DirError{dir, fmt.Errorf("it holds %q: %w", foreign(entries), ErrForeign)}
		}
	}
	return resolved, nil
}

// isHome says whether a directory is the home of whom the program runs for: what the
// environment says, and what the system knows.
func isHome(dir string) bool {
	var homes []string
	if home, err := os.UserHomeDir(); err == nil {
		homes = append(homes, home)
	}
	if u, err := user.Current(); err == nil {
		homes = append(homes, u.HomeDir)
	}
	return slices.ContainsFunc(homes, func(home string) bool {
		home, err := resolve(home)
		return err == nil && home == dir
	})
}

// placeholders are files that keep an empty directory in a repository, tell a host of
// pages to leave it alone, or come to be by looking at it.
var placeholders = []string{".gitignore", ".gitkeep", ".keep", ".gitattributes", ".nojekyll", ".DS_Store"}

// foreign names something among what a directory without a manifest holds that is more
// than placeholders, as all is that people have in their homes, or nothing.
func foreign(entries []fs.DirEntry) string {
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ownPrefix) && (!slices.Contains(placeholders, name) || !e.Type().IsRegular()) {
			return name
		}
	}
	return ""
}

// inRepository says whether a directory lies in what git keeps.
func inRepository(dir string) bool {
	return slices.ContainsFunc(strings.Split(dir, string(filepath.Separator)), func(name string) bool { return filename.Fold(name) == ".git" })
}

// checkSource refuses an output that would write over the source, one in a folder of
// it that the site is made from, and one below it that a link leads out of it: such a
// link may come from anybody who contributes to the site.
func checkSource(dir, lexical, resolved string, o Options) error {
	source := o.Source
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
	rel, below := under(resolved, resolvedSource)
	if within(lexical, lexicalSource) && !below {
		return &DirError{dir, ErrSymlink}
	}
	if !below {
		return nil
	}
	first, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	if strings.HasPrefix(first, ".") || slices.ContainsFunc(o.Inputs, func(in string) bool { return filename.Fold(in) == filename.Fold(first) }) {
		return &DirError{dir, ErrInside}
	}
	return nil
}

// within says whether p is dir or lies below it.
func within(p, dir string) bool {
	_, below := under(p, dir)
	return below
}

// under gives the way from dir to p, if p is dir or lies below it.
func under(p, dir string) (rel string, below bool) {
	rel, err := filepath.Rel(dir, p)
	return rel, err == nil && filepath.IsLocal(rel)
}

// resolve follows the links of a path as far as it exists.
func resolve(p string) (string, error) {
	resolved, err := filepath.EvalSymlinks(p)
	if err == nil || !errors.Is(err, fs.ErrNotExist) && !leadsInCircle(p) || filepath.Dir(p) == p {
		return resolved, err
	}
	if info, err := os.Lstat(p); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return "", &DirError{p, ErrSymlink} // it leads nowhere
	}
	parent, err := resolve(filepath.Dir(p))
	return filepath.Join(parent, filepath.Base(p)), err
}

// leadsInCircle says whether a link of a path leads to itself.
func leadsInCircle(p string) bool {
	_, err := os.Stat(p)
	return errors.Is(err, syscall.ELOOP)
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
		wait = limit.LockTime
	}
	const pause = 20 * time.Millisecond
	for deadline, vanished := time.Now().Add(wait), 0; ; {
		locked, err := false, makeDirs(t.dir)
		switch {
		case err == nil:
			if locked, err = t.tryLock(); err != nil {
				return fmt.Errorf("lock %s: %w", t.dir, err)
			}
		case errors.Is(err, fs.ErrNotExist) && vanished < 10: // another build has just removed one of them
			vanished++
		default:
			return disk.Named("mkdir", t.dir, err)
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
	root, err := disk.Open(t.dir, t.fault)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // a build that failed has just removed it again
	}
	if err != nil {
		return false, err
	}
	info, err := ownFile(root, lockName)
	if info != nil && info.Size() > 0 { // by one that is empty, what a killed build left is known
		err = &PathError{Path: lockName, Err: ErrForeign}
	}
	if err != nil {
		return false, errors.Join(err, root.Close())
	}
	release, err := tryLock(root)
	if err != nil || release == nil {
		return false, errors.Join(err, root.Close())
	}
	// While another build made its change, this may have been what stood in for the
	// directory, which is none any more.
	opened, err := root.Lstat(".")
	if named, other := os.Lstat(t.dir); err != nil || other != nil || !os.SameFile(opened, named) {
		return false, errors.Join(err, release(root), root.Close())
	}
	t.root, t.release = root, release
	return true, nil
}

// ownFile looks at a file of our own, nil if it cannot be seen, and refuses anything else in
// its place: a link would be followed, and a pipe waited for.
func ownFile(root *disk.Root, name string) (fs.FileInfo, error) {
	info, err := root.Lstat(name)
	switch {
	case err != nil:
		return nil, nil // whoever opens it is told; on Windows it may be about to go
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, &PathError{Path: name, Err: ErrSymlink}
	case !info.Mode().IsRegular():
		return nil, &PathError{Path: name, Err: ErrBlocked}
	}
	return info, nil
}

// makeDirs makes a directory and those above it that are missing, with the mode 0755
// whatever the umask. Another build may make it too, or may just have failed and remove it.
func makeDirs(dir string) error {
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := makeDirs(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := but(os.Mkdir(dir, 0o755), fs.ErrExist); err != nil {
		return err
	}
	return but(os.Chmod(dir, 0o755), fs.ErrNotExist)
}

// but gives an error, unless it is that one.
func but(err, that error) error {
	if errors.Is(err, that) {
		return nil
	}
	return err
}
