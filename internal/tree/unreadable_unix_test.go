//go:build unix

package tree

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// TestUnreadable lists a folder that may not be read, and one in which nothing may be
// looked at. Who may read everything runs it as somebody who may not.
func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		asNobody(t)
		return
	}
	for _, mode := range []fs.FileMode{0, 0o400} {
		root := site(t)
		check(t, root.Chmod("content/guides", mode))
		tree := read(t, root)
		if _, err := tree.ReadDir("content/guides"); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%v: %v", mode, err)
		}
		check(t, root.Chmod("content/guides", 0o755))
		after, changed := tree.Update([]string{"content/guides/a.md"})
		if _, err := after.ReadFile("content/guides/a.md"); err != nil || len(changed) != 3 {
			t.Errorf("%v: %q, %v", mode, changed, err)
		}
	}
}

// asNobody runs the test again, in a copy of this program that others may reach.
func asNobody(t *testing.T) {
	t.Helper()
	program, err := os.Executable()
	check(t, err)
	src, err := os.ReadFile(program)
	check(t, err)
	dir, err := os.MkdirTemp("", "tract-nobody-")
	check(t, err)
	defer os.RemoveAll(dir)
	copied := filepath.Join(dir, "tree.test")
	check(t, errors.Join(os.WriteFile(copied, src, 0o755), os.Chmod(copied, 0o755), os.Chmod(dir, 0o777)))
	const nobody = 65534
	command := exec.Command(copied, "-test.run=^"+t.Name()+"$", "-test.v")
	command.Dir, command.Env = dir, append(os.Environ(), "TMPDIR="+dir)
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
