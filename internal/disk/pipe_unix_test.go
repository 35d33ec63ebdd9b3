//go:build !windows

package disk

import (
	"errors"
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
	if _, err := root.Names("pipe"); err == nil {
		t.Error("what is in a pipe was asked")
	}
	place, err := root.Place()
	if err != nil {
		t.Fatal(err)
	}
	if err := root.Writable("pipe", place); !errors.Is(err, syscall.ENOTDIR) {
		t.Errorf("files might be made in a pipe: %v", err)
	}
}
