//go:build !windows

package memory

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"tract/internal/promise"
)

// TestC5MemoryOfStrangers commits the memory of a site, as somebody could who has the
// program and wants other bytes published than those that the content makes. Nothing that
// git brings along is believed, whatever the modes are that it was committed with and the
// umask that it is checked out under.
func TestC5MemoryOfStrangers(t *testing.T) {
	tried := 0
	const locked = os.FileMode(0o444) // as git-lfs leaves what a repository calls lockable
	for _, mode := range []os.FileMode{0o400, 0o644, 0o755, 0o500, locked} {
		theirs := t.TempDir()
		root, err := os.OpenRoot(theirs)
		if err != nil {
			t.Fatal(err)
		}
		m := Open(root, "v1")
		write(t, m, "pages", "<script>")
		keep(t, m, key, "another picture")
		if err := m.Note("links", []byte("alive")); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"pages", "links", "made/" + key} {
			if err := os.Chmod(filepath.Join(theirs, Folder, name), mode); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(theirs, Folder, ignoreName), []byte("!*\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		git(t, theirs, "init", "-q")
		git(t, theirs, "add", "--force", Folder)
		git(t, theirs, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "help")
		umasks := []int{0, 0o002, 0o022, 0o027, 0o077}
		if mode == locked {
			umasks = umasks[:4] // under the last it is the mode of ours, as SECURITY.md says
		}
		for _, umask := range umasks {
			ours := filepath.Join(t.TempDir(), "site")
			old := syscall.Umask(umask)
			git(t, theirs, "clone", "-q", ".", ours)
			syscall.Umask(old)
			checkout, err := os.OpenRoot(ours)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := checkout.Lstat(Folder + "/made/" + key); err != nil {
				t.Fatal(err)
			}
			if mode == locked {
				for _, name := range []string{"pages", "links", "made/" + key} {
					if err := checkout.Chmod(Folder+"/"+name, locked&^os.FileMode(umask)); err != nil {
						t.Fatal(err)
					}
				}
			}
			m := Open(checkout, "v1")
			_, read := m.Read("pages")
			_, noted := m.Noted("links")
			_, made := m.Made(key)
			if read || noted || made {
				t.Errorf("mode %v, umask %03o: believed are %v, %v and %v", mode, umask, read, noted, made)
			}
			write(t, m, "pages", "ours")
			keep(t, m, key, "our picture")
			page, _ := m.Read("pages")
			if picture, _ := m.Made(key); page != "ours" || string(picture) != "our picture" {
				t.Errorf("mode %v, umask %03o: what is remembered is %q and %q", mode, umask, page, picture)
			}
			if text, err := checkout.ReadFile(Folder + "/" + ignoreName); string(text) != "*\n" {
				t.Errorf("what is remembered may be committed: %q, %v", text, err)
			}
			if err := checkout.Close(); err != nil {
				t.Fatal(err)
			}
			tried += 3
		}
		if err := root.Close(); err != nil {
			t.Fatal(err)
		}
	}
	promise.Held(t, tried)
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}
