package tree

import (
	"io/fs"
	"syscall"
)

// unblocked keeps a pipe from holding up who opens it. There are none in folders here.
const unblocked = 0

// system gives what only this system knows of a file: when it was made. Its number
// would have to be asked for, file by file.
func system(info fs.FileInfo) (changed int64, inode uint64) {
	if s, ok := info.Sys().(*syscall.Win32FileAttributeData); ok {
		return s.CreationTime.Nanoseconds(), 0
	}
	return 0, 0
}

// known gives how many names a file has, and whose it is, which is not known here.
func known(fs.FileInfo) (n int, owner uint32) { return 1, 0 }
