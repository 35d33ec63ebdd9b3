package tree

import (
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// tries is how often something is opened again that was put in the place of another
// at that very moment, as editors do.
const tries = 8

// Plain is a folder of which regular files and folders can be opened, and nothing
// else: no link leads out of it or about in it, and no pipe holds up who opens it,
// even one that takes the place of a file meanwhile.
type Plain struct{ Root *os.Root }

// Open opens a file or a folder.
func (p Plain) Open(name string) (fs.File, error) {
	f, err := p.open(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: bare(err)}
	}
	return f, nil
}

func (p Plain) open(name string) (*os.File, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrInvalid
	}
	at, err := Folder(p.Root, path.Dir(name))
	if err != nil {
		return nil, err
	}
	defer at.Close()
	return openAny(at, path.Base(name))
}

// ReadFile gives the bytes of a file.
func (p Plain) ReadFile(name string) ([]byte, error) {
	f, err := p.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// Stat is Lstat: links are not followed.
func (p Plain) Stat(name string) (fs.FileInfo, error) { return p.Lstat(name) }

// Lstat gives what is known of a file or a folder.
func (p Plain) Lstat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: fs.ErrInvalid}
	}
	at, err := Folder(p.Root, path.Dir(name))
	if err != nil {
		return nil, &fs.PathError{Op: "lstat", Path: name, Err: bare(err)}
	}
	defer at.Close()
	return at.Lstat(path.Base(name))
}

// Folder opens a folder below another, which must be closed. No element of its name may
// be a link.
func Folder(root *os.Root, name string) (*os.Root, error) {
	at, err := root.OpenRoot(".")
	if err != nil || name == "." {
		return at, err
	}
	for element := range strings.SplitSeq(name, "/") {
		sub, err := openBelow(at, element)
		at.Close()
		if err != nil {
			return nil, err
		}
		at = sub
	}
	return at, nil
}

// opener is a folder that is open: an [*os.Root], in which tests put one thing in the
// place of another at the worst moment.
type opener interface {
	Lstat(name string) (fs.FileInfo, error)
	Stat(name string) (fs.FileInfo, error)
	OpenRoot(name string) (*os.Root, error)
	OpenFile(name string, flag int, perm fs.FileMode) (*os.File, error)
}

// openAny opens a regular file or a folder that stands in a folder.
func openAny(at opener, name string) (*os.File, error) {
	if info, err := at.Lstat(name); err != nil || !info.IsDir() {
		return openPlain(at, name)
	}
	sub, err := openBelow(at, name)
	if err != nil {
		return nil, err
	}
	defer sub.Close()
	return sub.Open(".")
}

// openBelow opens a folder that stands in another and is no link.
func openBelow(at opener, name string) (*os.Root, error) {
	for range tries {
		info, err := at.Lstat(name)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			return nil, odd(info)
		}
		sub, err := at.OpenRoot(name + "/.") // as a folder it is found, and as a pipe not waited for
		if err != nil {
			return nil, err
		}
		opened, err := sub.Stat(".")
		if err == nil && os.SameFile(info, opened) {
			return sub, nil
		}
		sub.Close()
		if err != nil {
			return nil, err // as of a folder that may be listed, and in which nothing may be looked at
		}
	}
	return nil, errLink
}

// openPlain opens a regular file that stands in a folder.
func openPlain(at opener, name string) (*os.File, error) {
	for range tries {
		info, err := at.Lstat(name)
		if err != nil {
			return nil, bare(err)
		}
		if !info.Mode().IsRegular() || elsewhere(at, info) {
			return nil, odd(info)
		}
		f, err := at.OpenFile(name, os.O_RDONLY|unblocked, 0)
		if err != nil {
			return nil, bare(err)
		}
		opened, err := f.Stat()
		if err == nil && os.SameFile(info, opened) {
			return f, nil
		}
		f.Close()
	}
	return nil, errLink
}

// odd says what is wrong with taking something for what it is not.
func odd(info fs.FileInfo) error {
	if info.Mode()&fs.ModeSymlink != 0 {
		return errLink
	}
	return errKind
}

// elsewhere says whether a file has another name too, and belongs to somebody else than
// the folder that it is in: a second name for a file of others, which who made it may
// not be allowed to read. With a second name for a file of one's own nothing is
// reached that a copy would not reach.
func elsewhere(at opener, info fs.FileInfo) bool {
	n, owner := known(info)
	if n < 2 {
		return false
	}
	folder, err := at.Stat(".")
	if err != nil {
		return true
	}
	_, ours := known(folder)
	return owner != ours
}
