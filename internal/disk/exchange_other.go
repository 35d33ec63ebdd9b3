//go:build !darwin && !linux

package disk

import (
	"errors"
	"io/fs"
)

// LinkAll is for systems that can exchange folders.
func LinkAll(_, _ *Root, _ []string) error { return errors.ErrUnsupported }

// RemoveSecond removes none, where files get no second name.
func (r *Root) RemoveSecond(string) (left []string, err error) { return r.Names(".") }

// Exchange needs a system that can.
func (r *Root) Exchange(_, _ string) error { return errors.ErrUnsupported }

// Place is one for all.
func (r *Root) Place() (Place, error) { return Place{}, nil }

// Within says that all folders are in one place.
func (r *Root) Within(Place) error { return nil }

// Writable is for systems where a right can be taken away and files be left.
func (r *Root) Writable(string, Place) error { return nil }

// Like is for systems that can exchange folders.
func (r *Root) Like(string, fs.FileInfo) error { return errors.ErrUnsupported }

// Cannot says that the system cannot do it.
func Cannot(err error) bool { return errors.Is(err, errors.ErrUnsupported) }
