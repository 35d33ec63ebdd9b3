//go:build !windows

package disk

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestPipe opens a pipe that stands where a folder is looked for.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	root, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, err := root.OpenRoot("pipe"); err == nil {
		t.Error("a pipe was taken for a folder")
	}
}
