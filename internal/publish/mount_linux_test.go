package publish_test

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"tract/internal/publish"
)

// TestMounts publishes where something is mounted, in a view of the disk that only the process
// has which the test starts: the directory changes without a veil, or not at all, and what is
// mounted stays.
func TestMounts(t *testing.T) {
	if base := os.Getenv("PUBLISH_MOUNTS"); base != "" {
		publishOnMounts(t, base)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestMounts$", "-test.v")
	cmd.Env = append(os.Environ(), "PUBLISH_MOUNTS="+t.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if uid := os.Getuid(); uid != 0 {
		cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: uid, Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("something must be mounted, by root or in a user namespace, which newer Ubuntus forbid (sysctl kernel.apparmor_restrict_unprivileged_userns=0 allows it until the next start): %v\n%s", err, out)
	}
}

func publishOnMounts(t *testing.T, base string) {
	for _, c := range []struct {
		name   string
		on     string // what is mounted on, beside public
		holds  string // a file there
		bind   bool   // from the same disk, and no disk of its own
		fails  bool
		before map[string]string
	}{
		{name: "the directory", on: "public", before: nil},
		{name: "the directory, from the same disk", on: "public", bind: true, before: nil},
		{name: "a folder of somebody's", on: "public/theirs", holds: "note.txt", before: site()},
		{name: "a folder of somebody's, from the same disk", on: "public/theirs", holds: "note.txt", bind: true, before: site()},
		{name: "an empty folder", on: "public/theirs", before: site()},
		{name: "an empty folder, from the same disk", on: "public/theirs", bind: true, before: site()},
		{name: "a folder of ours", on: "public/fr/guides", holds: "note.txt", fails: true, before: site()},
		{name: "an empty folder of ours, from the same disk", on: "public/fr/guides", bind: true, fails: true, before: site()},
	} {
		here, err := os.MkdirTemp(base, "")
		if err != nil {
			t.Fatal(err)
		}
		dir, on := filepath.Join(here, "public"), filepath.Join(here, c.on)
		if c.before != nil {
			put(t, dir, c.before)
		}
		mount(t, on, c.bind)
		if c.holds != "" {
			write(t, on, c.holds, "mine")
		}
		was := everything(t, here)
		exchanged := 0
		o := publish.Options{}.Failing(func(op, _ string) error {
			if op == "exchange" {
				exchanged++
			}
			return nil
		})
		_, err = publish.Publish(t.Context(), dir, files(changedSite()), o)
		want := changedSite()
		if c.holds != "" {
			want[strings.TrimPrefix(c.on, "public/")+"/"+c.holds] = "mine"
		}
		switch {
		case c.fails:
			var at *os.PathError
			if !errors.Is(err, syscall.EXDEV) || !errors.As(err, &at) || at.Path != on || !slices.Equal(was, everything(t, here)) {
				t.Errorf("%s: %v, and there is %v", c.name, err, everything(t, here))
			}
		case err != nil || exchanged > 1 || !maps.Equal(read(t, dir), want): // on a mount it may be tried
			t.Errorf("%s: exchanged %d times, %v, and there is %v", c.name, exchanged, err, everything(t, here))
		}
		if err := syscall.Unmount(on, 0); err != nil {
			t.Errorf("%s: it is not mounted any more: %v", c.name, err)
		}
		if left, err := filepath.Glob(filepath.Join(here, ".tract-*")); left != nil {
			t.Errorf("%s: left %v, %v", c.name, left, err)
		}
	}
}

// mount mounts something on a folder.
func mount(t *testing.T, on string, bind bool) {
	t.Helper()
	from, kind, flags := "none", "tmpfs", uintptr(0)
	if bind {
		from, kind, flags = t.TempDir(), "", syscall.MS_BIND
	}
	if err := os.MkdirAll(on, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount(from, on, kind, flags, ""); err != nil {
		t.Fatal(err)
	}
}
