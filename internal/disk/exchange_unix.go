//go:build darwin || linux

package disk

import (
	"errors"
	"io/fs"
	"syscall"

	"golang.org/x/sys/unix"
)

// LinkAll gives files of one folder, whatever they are but folders, the same names in
// another one.
func LinkAll(from, to *Root, names []string) error {
	old, err := from.Root.Open(".")
	if err != nil {
		return err
	}
	defer old.Close()
	made, err := to.Root.Open(".")
	if err != nil {
		return err
	}
	defer made.Close()
	oldDir, madeDir := int(old.Fd()), int(made.Fd())
	for _, name := range names {
		if err := from.fault.check("link", name); err != nil {
			return err
		}
		if err := unix.Linkat(oldDir, name, madeDir, name, 0); err != nil {
			return &fs.PathError{Op: "link", Path: name, Err: err}
		}
	}
	return nil
}

// RemoveSecond removes those files of the folder that have another name, as after [LinkAll],
// but for one, and gives the names of all that is left, in no order.
func (r *Root) RemoveSecond(but string) (left []string, err error) {
	if err := r.fault.check("read", "."); err != nil {
		return nil, err
	}
	dir, err := r.Root.Open(".")
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	names, unread := dir.Readdirnames(-1)
	for _, name := range names {
		if err := r.fault.check("remove", name); err != nil {
			return left, err
		}
		var info unix.Stat_t
		err := unix.Fstatat(int(dir.Fd()), name, &info, unix.AT_SYMLINK_NOFOLLOW)
		if err == nil && (info.Mode&unix.S_IFMT == unix.S_IFDIR || info.Nlink < 2 || name == but) {
			left = append(left, name)
			continue
		}
		if err == nil {
			err = unix.Unlinkat(int(dir.Fd()), name, 0)
		}
		if err != nil {
			return left, &fs.PathError{Op: "remove", Path: name, Err: err}
		}
	}
	return left, unread
}

// Exchange gives each of two entries of the folder the other one's name, in one step.
func (r *Root) Exchange(a, b string) error {
	if err := r.fault.check("exchange", a); err != nil {
		return err
	}
	dir, err := r.Root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := exchange(int(dir.Fd()), a, b); err != nil {
		return &fs.PathError{Op: "exchange", Path: a, Err: err}
	}
	return nil
}

// Place says where the folder is.
func (r *Root) Place() (Place, error) {
	if err := r.fault.check("look", "."); err != nil {
		return Place{}, err
	}
	dir, err := r.Root.Open(".")
	if err != nil {
		return Place{}, err
	}
	defer dir.Close()
	return placeOf(int(dir.Fd())), nil
}

// Within fails if the folder is in another place.
func (r *Root) Within(place Place) error {
	here, err := r.Place()
	if err == nil && here != place {
		err = &fs.PathError{Op: "look", Path: ".", Err: syscall.EXDEV}
	}
	return err
}

// Writable says whether files may be made in a folder, and removed, and moved to it from a
// place.
func (r *Root) Writable(name string, from Place) error {
	if err := r.fault.check("access", name); err != nil {
		return err
	}
	dir, err := r.Root.Open(name + "/.") // which no pipe is
	if err != nil {
		return err
	}
	defer dir.Close()
	err = unix.Faccessat(int(dir.Fd()), ".", unix.W_OK|unix.X_OK, unix.AT_EACCESS)
	if err == nil && placeOf(int(dir.Fd())) != from {
		err = syscall.EXDEV
	}
	if err != nil {
		return &fs.PathError{Op: "access", Path: name, Err: err}
	}
	return nil
}

// Like gives a folder the mode of another, and its owner where that is allowed.
func (r *Root) Like(name string, other fs.FileInfo) error {
	now, err := r.Lstat(name)
	if err != nil {
		return err
	}
	want, is := other.Sys().(*syscall.Stat_t), now.Sys().(*syscall.Stat_t)
	if want.Uid != is.Uid || want.Gid != is.Gid {
		if err := r.Lchown(name, int(want.Uid), int(want.Gid)); err != nil && !errors.Is(err, fs.ErrPermission) {
			return err
		}
	}
	const kept = fs.ModePerm | fs.ModeSetgid | fs.ModeSticky
	if other.Mode()&kept == now.Mode()&kept {
		return nil
	}
	return r.Chmod(name, other.Mode()&kept)
}

// Cannot says whether an error of [LinkAll], [Root.Exchange] or [Root.Mkdir] is the system's
// way to say that such a thing cannot be done there, today or tomorrow.
func Cannot(err error) bool {
	for _, is := range []error{
		errors.ErrUnsupported, fs.ErrPermission, fs.ErrExist, syscall.EINVAL, syscall.EXDEV, syscall.EBUSY, syscall.EMLINK,
		syscall.ENAMETOOLONG, syscall.EROFS,
	} {
		if errors.Is(err, is) {
			return true
		}
	}
	return false
}
