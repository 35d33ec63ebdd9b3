package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
)

// asideName is how a file is called while it is written: neither tract nor an editor
// takes it for one of the site.
var asideName = regexp.MustCompile(`^\..*\.[0-9]+-[0-9]+\.tmp$`)

// IsAside says whether a name is that of a file which was being written. If nobody
// writes it any more, it is what a run left that was killed.
func IsAside(name string) bool { return asideName.MatchString(name) }

// Replace writes a file beside the one of that name, and puts it in its place once it
// is whole and ready says so, which may be nil. The mode is what the umask leaves of it.
func (r *Root) Replace(name string, mode fs.FileMode, ready func(*File) error, parts ...[]byte) error {
	aside, err := r.write(name, mode, func(f *File) error {
		for _, part := range parts {
			if _, err := f.Write(part); err != nil {
				return err
			}
		}
		if ready == nil {
			return nil
		}
		return ready(f)
	})
	if err != nil {
		return err
	}
	if err = r.Rename(aside, name); err != nil {
		return errors.Join(Named("rename", name, err), r.Remove(aside))
	}
	return nil
}

// Create writes a file that is not there yet: whole, or not at all, and over nothing.
func (r *Root) Create(name string, mode fs.FileMode, from io.Reader) error {
	aside, err := r.write(name, mode, func(f *File) error {
		_, err := io.Copy(struct{ io.Writer }{f}, from)
		return err
	})
	if err != nil {
		return err
	}
	switch err = r.Link(aside, name); {
	case err == nil:
		if err = r.Remove(aside); err != nil {
			return errors.Join(err, r.Remove(name))
		}
		return nil
	case errors.Is(err, fs.ErrExist):
		return errors.Join(Named("create", name, err), r.Remove(aside))
	}
	// A disk that knows no second name for a file, as of most USB sticks.
	if _, missing := r.Lstat(name); !errors.Is(missing, fs.ErrNotExist) {
		err = errors.Join(err, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist})
	} else {
		err = Named("rename", name, r.Rename(aside, name))
	}
	if err != nil {
		return errors.Join(err, r.Remove(aside))
	}
	return nil
}

// write writes a file beside the one of that name, and gives what it is called. One that
// cannot be written whole goes again.
func (r *Root) write(name string, mode fs.FileMode, content func(*File) error) (aside string, err error) {
	f, aside, err := r.aside(name, mode)
	if err != nil {
		return "", Named("create", name, err)
	}
	err = content(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return "", errors.Join(Named("write", name, err), r.Remove(aside))
	}
	return aside, nil
}

// Named gives an error of the machine with the name that people know a file by, in place of
// the one that it had while it was worked on.
func Named(op, name string, err error) error {
	var file *fs.PathError
	var link *os.LinkError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &file):
		err = file.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}

// aside makes a file that is not there. In a container each run may have the number of one
// that was killed, and find what that left.
func (r *Root) aside(name string, mode fs.FileMode) (f *File, aside string, err error) {
	for n := range 100 {
		aside = path.Join(path.Dir(name), fmt.Sprintf(".%s.%d-%d.tmp", path.Base(name), os.Getpid(), n))
		f, err = r.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return f, aside, err
}
