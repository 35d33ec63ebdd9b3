package tree

import (
	"io/fs"
	"syscall"
)

// unblocked keeps a pipe from holding up who opens it.
const unblocked = syscall.O_NONBLOCK

// system gives what only this system knows of a file: when anything about it last
// changed, and its number.
func system(info fs.FileInfo) (changed int64, inode uint64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ctimespec.Nano(), s.Ino
	}
	return 0, 0
}

// known gives how many names a file has, and whose it is.
func known(info fs.FileInfo) (n int, owner uint32) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(s.Nlink), s.Uid
	}
	return 1, 0
}
