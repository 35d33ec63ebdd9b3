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
		closeErr := f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
			return nil, closeErr
		}
		return nil, err
	}
	// The holder removes the file before it lets go, so what we locked may be gone
	// and another process may have locked the file that took its place.
	ours, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if named, err := root.Lstat(lockName); err != nil || !os.SameFile(ours, named) {
		return nil, f.Close()
	}
	return func(root *disk.Root) error {
		err := root.Remove(lockName)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return errors.Join(err, f.Close())
	}, nil
}
