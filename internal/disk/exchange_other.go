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

// Writable is for systems where a right can be taken away and files be left.
func (r *Root) Writable(string) error { return nil }

// Like is for systems that can exchange folders.
func (r *Root) Like(string, fs.FileInfo) error { return errors.ErrUnsupported }

// Cannot says that the system cannot do it.
func Cannot(err error) bool { return errors.Is(err, errors.ErrUnsupported) }
