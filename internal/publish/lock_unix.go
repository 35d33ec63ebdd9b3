//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"tract/internal/disk"
)

// tryLock locks the directory's lock file. It gives nil, and no error, while
// another process holds it. The system drops the lock when the process ends.
func tryLock(root *disk.Root) (release func(*disk.Root) error, err error) {
	f, err := root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o644)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // the directory has just been removed
	}
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(but(but(err, syscall.EWOULDBLOCK), syscall.EINTR), f.Close())
	}
	// The holder removes the file before it lets go, so what we locked may be gone
	// and another process may have locked the file that took its place.
	ours, err := f.Stat()
	if named, gone := root.Lstat(lockName); err != nil || gone != nil || !os.SameFile(ours, named) {
		return nil, errors.Join(err, f.Close())
	}
	return func(root *disk.Root) error {
		return errors.Join(but(root.Remove(lockName), fs.ErrNotExist), f.Close())
	}, nil
}
