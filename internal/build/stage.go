package build

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"tract/internal/diag"
)

// stage is what a stage gave the last time, and what that was made from.
type stage[T any] struct {
	from   string
	value  T
	faults diag.List
}

// get gives the value, made again if it is from something else, or if it is not
// known what it is from.
func (s *stage[T]) get(from string, make func() (T, diag.List)) (T, diag.List) {
	if from == "" || s.from != from {
		s.value, s.faults = make()
		s.from = from
	}
	return s.value, s.faults
}

// stampsOf stands for all files and folders of a folder of the site, and for further
// values: "" where a file has no stamp, or a folder cannot be read.
func stampsOf(source fs.FS, dir string, values ...any) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q\n", values)
	err := fs.WalkDir(sub(source, dir), ".", func(name string, d fs.DirEntry, err error) error {
		if name == "." && errors.Is(err, fs.ErrNotExist) {
			return fs.SkipAll // most sites have no such folder
		}
		if err != nil {
			return err
		}
		if d.IsDir() {
			fmt.Fprintf(&b, "%q\n", name)
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		stamp, ok := info.Sys().(string)
		if !ok || stamp == "" {
			return fs.ErrInvalid
		}
		fmt.Fprintf(&b, "%q %s %q\n", name, d.Type(), stamp)
		return nil
	})
	if err != nil {
		return ""
	}
	return b.String()
}
