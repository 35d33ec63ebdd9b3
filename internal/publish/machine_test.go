//go:build linux

package publish_test

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"tract/internal/promise"
	"tract/internal/publish"
)

// TestP7Modes gives files and folders the modes that hosts take, whatever the umask.
func TestP7Modes(t *testing.T) {
	tried := 0
	for _, umask := range []int{0, 0o22, 0o27, 0o77, 0o777} {
		dir := filepath.Join(t.TempDir(), "a", "public")
		old := syscall.Umask(umask)
		put(t, dir, site())
		syscall.Umask(old)
		for _, p := range everything(t, filepath.Dir(dir)) {
			info, err := os.Lstat(p)
			if err != nil {
				t.Fatal(err)
			}
			tried++
			if want := map[bool]os.FileMode{true: 0o755, false: 0o644}[info.IsDir()]; info.Mode().Perm() != want {
				t.Errorf("umask %03o: %s has %v, want %v", umask, p, info.Mode().Perm(), want)
			}
		}
	}
	promise.Held(t, tried)
}

// TestR3WithoutRights runs itself as a person without rights, since tests are often run by
// root, whom nothing stops; and with a limit to what a file may hold, which is what a full
// disk looks like: a write that ends half-way. The modes are taken away from what is named.
func TestR3WithoutRights(t *testing.T) {
	if os.Getenv("PUBLISH_TO") != "" {
		publishAsTold(t)
		return
	}
	const denied = "permission denied"
	tried := 0
	for _, c := range []struct {
		name  string
		modes map[string]os.FileMode
		want  string // "" where it is published all the same
		to    string
	}{
		{"the output", map[string]os.FileMode{"public": 0o555}, denied, "public"},
		{"a folder", map[string]os.FileMode{"public/fr": 0o555}, "public/fr: " + denied, "public"},
		{"a folder that is closed", map[string]os.FileMode{"public/fr": 0}, "open fr: " + denied, "public"},
		{"a folder, and no place beside the output", map[string]os.FileMode{".": 0o555, "public/fr": 0o555}, "public/fr: " + denied, "public"},
		{"no place beside the output", map[string]os.FileMode{".": 0o555}, "", "public"},
		{"a folder of somebody's", map[string]os.FileMode{"public/theirs": 0o555}, "", "public"},
		{"a page", map[string]os.FileMode{"public/fr/index.html": 0}, "fr/index.html: " + denied, "public"},
		{"the manifest", map[string]os.FileMode{"public/.tract-manifest": 0}, ".tract-manifest: " + denied, "public"},
		{"a place for the output", map[string]os.FileMode{".": 0o555}, denied, "new/public"},
		{"full", nil, "fr/guides/new.html: file too large", "public"},
	} {
		base, err := os.MkdirTemp("", "publish")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.RemoveAll(base) })
		dir := filepath.Join(base, "public")
		put(t, dir, site())
		if c.name == "a page" {
			write(t, dir, "fr/index.html", "accueil") // its time proves nothing, so it would have to be read
		}
		want := changedSite()
		if _, theirs := c.modes["public/theirs"]; theirs {
			write(t, dir, "theirs/note.txt", "mine")
			want["theirs/note.txt"] = "mine"
		}
		before := everything(t, base)
		was := prepareFor(t, base, c.modes)
		out, err := asNobody(t, filepath.Join(base, c.to), c.name).CombinedOutput()
		if (err == nil) != (c.want == "") || !strings.Contains(string(out), c.want) {
			t.Errorf("%s: %v\n%s", c.name, err, out)
		}
		for p, mode := range was {
			_ = os.Chmod(filepath.Join(base, p), mode)
		}
		tried++
		if c.want == "" {
			same(t, dir, want)
			if beside, err := os.ReadDir(base); len(beside) != 1 {
				t.Errorf("%s: beside the output: %v, %v", c.name, beside, err)
			}
			continue
		}
		same(t, dir, site())
		if after := everything(t, base); len(c.modes) < 2 && !slices.Equal(before, after) {
			t.Errorf("%s: left %v", c.name, after)
		}
	}
	promise.Held(t, tried)
}

// asNobody gives the test itself, run by a person without rights.
func asNobody(t *testing.T, to, name string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-test.run=^TestR3WithoutRights$")
	cmd.Env = append(os.Environ(), "PUBLISH_TO="+to, "PUBLISH_CASE="+name)
	if os.Getuid() == 0 {
		// The test binary lies where only root may look.
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		cmd.Path = copyOfSelf(t)
	}
	return cmd
}

// prepareFor takes rights away, gives what is left to the one without rights, and gives
// the modes that there were.
func prepareFor(t *testing.T, base string, modes map[string]os.FileMode) map[string]os.FileMode {
	t.Helper()
	if os.Getuid() == 0 {
		for _, p := range everything(t, base) {
			if err := os.Lchown(p, 65534, 65534); err != nil {
				t.Fatal(err)
			}
		}
	}
	was := map[string]os.FileMode{}
	for p, mode := range modes {
		info, err := os.Stat(filepath.Join(base, p))
		if err != nil {
			t.Fatal(err)
		}
		was[p] = info.Mode().Perm()
		if p != "." { // through which one comes to the others
			err = os.Chmod(filepath.Join(base, p), mode)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if mode, ok := modes["."]; ok {
		if err := os.Chmod(base, mode); err != nil {
			t.Fatal(err)
		}
	}
	return was
}

// copyOfSelf gives a copy of the test binary that everybody may run.
func copyOfSelf(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "publish-test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	p := filepath.Join(dir, "self")
	if err := errors.Join(os.WriteFile(p, content, 0o755), os.Chmod(dir, 0o755), os.Chmod(p, 0o755)); err != nil {
		t.Fatal(err)
	}
	return p
}

// publishAsTold is what the test does in the process that it starts.
func publishAsTold(t *testing.T) {
	if os.Getenv("PUBLISH_CASE") == "full" {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 50_000, Max: 50_000}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := publish.Publish(t.Context(), os.Getenv("PUBLISH_TO"), files(changedSite()), publish.Options{}); err != nil {
		t.Fatal(err)
	}
}

// TestNoPlace builds nowhere where no folder can be made, and says which.
func TestNoPlace(t *testing.T) {
	_, err := publish.Publish(t.Context(), "/proc/tract/public", files(site()), publish.Options{})
	var at *os.PathError
	if !errors.Is(err, os.ErrNotExist) || !errors.As(err, &at) || at.Op != "mkdir" || at.Path != "/proc/tract/public" {
		t.Errorf("%v", err)
	}
}

// TestR1Places builds behind a veil however the output is named, and leaves it the same
// folder to those who have it open or stand in it.
func TestR1Places(t *testing.T) {
	tried := 0
	for name, place := range map[string]func(t *testing.T, dir string) string{
		"itself":             func(_ *testing.T, dir string) string { return dir },
		"with a slash":       func(_ *testing.T, dir string) string { return dir + "/" },
		"the current folder": func(t *testing.T, dir string) string { t.Chdir(dir); return "." },
		"below the current":  func(t *testing.T, dir string) string { t.Chdir(filepath.Dir(dir)); return "public" },
		"from a page's":      func(t *testing.T, dir string) string { t.Chdir(filepath.Join(dir, "en")); return "../../public" },
		"through a link": func(t *testing.T, dir string) string {
			link := filepath.Join(t.TempDir(), "link")
			if err := os.Symlink(filepath.Dir(dir), link); err != nil {
				t.Fatal(err)
			}
			return filepath.Join(link, "public")
		},
	} {
		t.Run(name, func(t *testing.T) { publishAt(t, place) })
		tried++
	}
	promise.Held(t, tried)
}

// publishAt publishes in a directory that is there, under one of its names.
func publishAt(t *testing.T, place func(t *testing.T, dir string) string) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, dir, site())
	if err := os.Chmod(dir, 0o775); err != nil {
		t.Fatal(err)
	}
	to := place(t, dir)
	open, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	was, err := open.Stat()
	if err != nil {
		t.Fatal(err)
	}
	exchanged := 0
	o := publish.Options{}.Failing(func(op, _ string) error {
		if op == "exchange" {
			exchanged++
		}
		return nil
	})
	if _, err := publish.Publish(t.Context(), to, files(changedSite()), o); err != nil {
		t.Fatal(err)
	}
	now, err := os.Stat(dir)
	if err != nil || !os.SameFile(was, now) || now.Mode() != was.Mode() || exchanged != 2 {
		t.Errorf("%v, %v, exchanged %d times", now, err, exchanged)
	}
	same(t, dir, changedSite())
}

// TestPutMeanwhile has somebody write by the directory's name while the veil has it:
// nothing of that is lost, and the veil goes all the same.
func TestPutMeanwhile(t *testing.T) {
	dir := published(t, site())
	exchanges := 0
	o := publish.Options{}.Failing(func(op, _ string) error {
		if op != "exchange" {
			return nil
		}
		if exchanges++; exchanges == 2 {
			write(t, dir, "late.txt", "late")
			write(t, dir, "fr/late.txt", "late")
			write(t, dir, "quite/new/late.txt", "late")
			write(t, dir, "theirs/deep/saved", "saved anew")
			if err := os.Rename(filepath.Join(dir, "theirs/deep/saved"), filepath.Join(dir, "theirs/deep/note.txt")); err != nil {
				t.Error(err)
			}
		}
		return nil
	})
	if _, err := publish.Publish(t.Context(), dir, files(changedSite()), o); err != nil {
		t.Fatal(err)
	}
	want := changedSite()
	maps.Copy(want, map[string]string{"late.txt": "late", "fr/late.txt": "late", "quite/new/late.txt": "late"})
	if now := standing(t, dir); !maps.Equal(now, want) {
		t.Errorf("%v", now)
	}
	if note, err := os.ReadFile(filepath.Join(dir, "theirs/deep/note.txt")); string(note) != "saved anew" {
		t.Errorf("a file that was saved meanwhile: %q, %v", note, err)
	}
	if beside, err := os.ReadDir(filepath.Dir(dir)); len(beside) != 1 {
		t.Errorf("beside the directory: %v, %v", beside, err)
	}
}
