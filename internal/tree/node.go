package tree

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"tract/internal/limit"
)

// maxKept is the size of the largest file whose bytes are kept.
const maxKept = 1 << 20

var (
	errLarge = errors.New("larger than what is kept")
	errHuge  = fmt.Errorf("larger than %d MB", limit.AnyBytes>>20)
)

// node is a file or a folder. Trees share nodes; only what is below mu changes, once.
type node struct {
	name    string
	mode    fs.FileMode
	stamp   stamp
	entries []*node // of a folder, sorted by name
	err     error   // why a folder has no entries

	mu      sync.Mutex
	src     []byte // nil: not read yet
	settled bool   // no other version can have the same stamp, without its mark
}

// stamp is what a version of a file is known by.
type stamp struct {
	mode    fs.FileMode
	size    int64
	written int64 // when its bytes last changed, in nanoseconds
	changed int64 // when anything about it last changed, where the system says so
	inode   uint64
	mark    int64 // when it was looked at, if another version could have all else
}

// String packs the stamp.
func (s stamp) String() string {
	b := make([]byte, 0, 44)
	b = binary.LittleEndian.AppendUint32(b, uint32(s.mode))
	for _, v := range []uint64{uint64(s.size), uint64(s.written), uint64(s.changed), s.inode, uint64(s.mark)} {
		b = binary.LittleEndian.AppendUint64(b, v)
	}
	return string(b)
}

func stampOf(info fs.FileInfo) stamp {
	s := stamp{mode: info.Mode(), size: info.Size(), written: info.ModTime().UnixNano()}
	s.changed, s.inode = system(info)
	return s
}

// unmarked is the stamp as the system gives it.
func (s stamp) unmarked() stamp {
	s.mark = 0
	return s
}

// tick is the time in which a file may change again without another stamp: 10 ms on
// Linux, 16 ms on Windows; up to 2 s where only whole seconds are kept.
func (s stamp) tick() time.Duration {
	if s.written%1e9 == 0 && s.changed%1e9 == 0 {
		return 2100 * time.Millisecond
	}
	return 50 * time.Millisecond
}

// young says whether the file could still change without another stamp.
func (s stamp) young(now int64) bool {
	return s.mode.IsRegular() && now-max(s.written, s.changed) < int64(s.tick())
}

// hidden says whether a folder of that name is not looked into. One hidden name is
// that of a folder of the web.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." && name != ".well-known"
}

// A node is its own FileInfo and DirEntry.

func (n *node) Name() string               { return n.name }
func (n *node) Size() int64                { return n.stamp.size }
func (n *node) Mode() fs.FileMode          { return n.mode }
func (n *node) ModTime() time.Time         { return time.Unix(0, n.stamp.written) }
func (n *node) IsDir() bool                { return n.mode.IsDir() }
func (n *node) Type() fs.FileMode          { return n.mode.Type() }
func (n *node) Info() (fs.FileInfo, error) { return n, nil }
func (n *node) String() string             { return fs.FormatFileInfo(n) }

// Sys gives the stamp of a file, and an empty string for a folder.
func (n *node) Sys() any {
	if n.IsDir() {
		return ""
	}
	return n.stamp.String()
}

// list gives the entries of a folder, or why there are none.
func (n *node) list() ([]*node, error) {
	if !n.IsDir() {
		return nil, n.odd()
	}
	return n.entries, n.err
}

// odd says what is wrong with taking something for a folder.
func (n *node) odd() error {
	if n.err != nil {
		return n.err
	}
	return odd(n)
}

// entry gives the entry of that name.
func (n *node) entry(name string) (*node, error) {
	switch {
	case n.mode&fs.ModeSymlink != 0:
		return nil, errLink
	case n.err != nil:
		return nil, n.err
	}
	if i, ok := position(n.entries, name); ok {
		return n.entries[i], nil
	}
	return nil, fs.ErrNotExist
}

// walk calls visit for everything below a folder, in order.
func (n *node) walk(dir string, visit func(string, *node) bool) bool {
	for _, e := range n.entries {
		p := dir + e.name
		if !visit(p, e) || e.IsDir() && !e.walk(p+"/", visit) {
			return false
		}
	}
	return true
}

// folders calls visit for every folder below one that is not hidden, in order.
func (n *node) folders(dir string, visit func(string) bool) bool {
	for _, e := range n.entries {
		if e.IsDir() && !hidden(e.name) && !(visit(dir+e.name) && e.folders(dir+e.name+"/", visit)) {
			return false
		}
	}
	return true
}

// content gives the bytes of a regular file, which nobody may change.
func (n *node) content(root *os.Root, name string) ([]byte, error) {
	if !n.mode.IsRegular() {
		return nil, n.odd()
	}
	switch {
	case n.stamp.size > limit.AnyBytes:
		return nil, errHuge
	case n.stamp.size > maxKept:
		return nil, errLarge
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.src != nil {
		return n.src, nil
	}
	src, err := n.read(root, name)
	if err == nil {
		n.src = src
	}
	return src, err
}

// read gives the bytes that the disk has.
func (n *node) read(root *os.Root, name string) ([]byte, error) {
	f, err := n.open(root, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	// One byte more than it has, so that the end is seen in the same call.
	src := make([]byte, n.stamp.size+1)
	size, err := io.ReadFull(f, src)
	switch {
	case err == io.EOF, err == io.ErrUnexpectedEOF:
		return src[:size], nil
	case err != nil:
		return nil, bare(err)
	}
	rest, err := io.ReadAll(io.LimitReader(f, maxKept)) // it has grown meanwhile
	if err != nil {
		return nil, bare(err)
	}
	if src = append(src, rest...); len(src) > maxKept {
		return nil, errLarge
	}
	return src, nil
}

// open opens a regular file on the disk, and nothing that took its place.
func (n *node) open(root *os.Root, name string) (*os.File, error) {
	at, err := Folder(root, path.Dir(name))
	if err != nil {
		return nil, bare(err)
	}
	defer at.Close()
	return n.openIn(at)
}

// openIn opens the file in its folder. If it is the very file that was listed, nothing
// more has to be asked; and else what an editor has put into its place may be read too.
func (n *node) openIn(at *os.Root) (*os.File, error) {
	if n.stamp.inode == 0 || !n.mode.IsRegular() {
		return openPlain(at, n.name)
	}
	f, err := at.OpenFile(n.name, os.O_RDONLY|unblocked, 0)
	if err != nil {
		return nil, bare(err)
	}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() && stampOf(info).inode == n.stamp.inode {
		return f, nil
	}
	f.Close()
	return openPlain(at, n.name)
}

// bare takes the name from an error, since ours will be put around it.
func bare(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

// current says whether the node is still the file that it was, given the stamp that
// it has now. A file that was marked may have changed all the same.
func (n *node) current(root *os.Root, name string, s stamp, now int64) bool {
	if n.stamp.unmarked() != s {
		return false
	}
	if n.stamp.mark == 0 || n.IsDir() {
		return true
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.settled {
		return true
	}
	if n.src != nil {
		src, err := n.read(root, name)
		if err != nil || !bytes.Equal(src, n.src) {
			return false
		}
	}
	// The bytes were compared, or will be read, when its time can no longer come again.
	n.settled = now-n.stamp.mark > int64(s.tick())
	return true
}
