package publish

import (
	"errors"
	"path/filepath"
	"syscall"

	"tract/internal/disk"
)

// tryLock opens the directory's lock file for nobody else. It gives nil, and no
// error, while another process has it. The system closes and removes the file
// when the process ends.
func tryLock(root *disk.Root) (release func(*disk.Root) error, err error) {
	const (
		sharingViolation = syscall.Errno(32)
		deletePending    = syscall.Errno(5)
		deleteOnClose    = 0x04000000
	)
	name, err := syscall.UTF16PtrFromString(filepath.Join(root.Name(), lockName))
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL|deleteOnClose, 0)
	if errors.Is(err, sharingViolation) || errors.Is(err, deletePending) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return func(*disk.Root) error { return syscall.CloseHandle(h) }, nil
}
