package disk

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
)

// ErrNoFolder says that something else stands where a folder should be.
var ErrNoFolder = errors.New("not a folder")

// New is a file that is not there yet.
type New struct {
	Name string // slash-separated
	Open func() (io.ReadCloser, error)
}

// Add writes files that are not there yet, and the folders that they are in: all of them
// or none, none over another, and none through a link.
func (r *Root) Add(files []New) (err error) {
	var made []string
	defer func() {
		if err == nil {
			return
		}
		for _, name := range slices.Backward(made) {
			// A folder may hold by now what somebody else put there.
			if info, missing := r.Root.Lstat(name); missing == nil {
				if gone := r.Remove(name); !info.IsDir() {
					err = errors.Join(err, gone)
				}
			}
		}
	}()
	for _, f := range files {
		folders, err := r.folder(path.Dir(f.Name))
		made = append(made, folders...)
		if err == nil {
			err = r.add(f)
		}
		if err != nil {
			return err
		}
		made = append(made, f.Name)
	}
	return nil
}

func (r *Root) add(f New) error {
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	return r.Create(f.Name, 0o666, from)
}

// folder makes a folder and those above it, where no link stands in the way, and says
// which it has made.
func (r *Root) folder(name string) (made []string, err error) {
	if name == "." {
		return nil, nil
	}
	if made, err = r.folder(path.Dir(name)); err != nil {
		return made, err
	}
	info, err := r.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err = r.Mkdir(name, 0o777); err == nil {
			made = append(made, name)
		}
	case err == nil && !info.IsDir():
		err = &fs.PathError{Op: "mkdir", Path: name, Err: ErrNoFolder}
	}
	return made, err
}
