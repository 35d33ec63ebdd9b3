//go:build linux

package publish_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tract/internal/publish"
)

func TestPublishModes(t *testing.T) {
	for _, umask := range []int{0, 0o22, 0o77} {
		dir := filepath.Join(t.TempDir(), "a", "public")
		old := syscall.Umask(umask)
		put(t, dir, site())
		syscall.Umask(old)
		for _, p := range everything(t, filepath.Dir(dir)) {
			info, err := os.Lstat(p)
			if err != nil {
				t.Fatal(err)
			}
			if want := map[bool]os.FileMode{true: 0o755, false: 0o644}[info.IsDir()]; info.Mode().Perm() != want {
				t.Errorf("umask %03o: %s has %v, want %v", umask, p, info.Mode().Perm(), want)
			}
		}
	}
}

// TestPublishMachineFails runs itself as a person without rights, since tests are
// often run by root, whom nothing stops; and with a limit to what a file may
// hold, which is what a full disk looks like: a write that ends half-way.
func TestPublishMachineFails(t *testing.T) {
	if os.Getenv("PUBLISH_TO") != "" {
		publishAsTold(t)
		return
	}
	for _, c := range []struct{ name, want string }{
		{"unwritable", "permission denied"}, {"unwritable page", "permission denied"}, {"unreadable page", "permission denied"}, {"full", "file too large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, err := os.MkdirTemp("", "publish")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				_ = os.Chmod(filepath.Join(dir, "fr"), 0o755)
				_ = os.RemoveAll(dir)
			})
			put(t, dir, site())
			if c.name == "unreadable page" {
				// Its time proves nothing, so it would have to be read.
				write(t, dir, "fr/index.html", "accueil")
			}
			prepareFor(t, dir, c.name)
			before := everything(t, dir)
			cmd := exec.Command(os.Args[0], "-test.run=^TestPublishMachineFails$")
			cmd.Env = append(os.Environ(), "PUBLISH_TO="+dir, "PUBLISH_CASE="+c.name)
			if os.Getuid() == 0 {
				// The test binary lies where only root may look, so it is handed on open.
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
				cmd.Path = copyOfSelf(t)
			}
			out, err := cmd.CombinedOutput()
			if err == nil || !strings.Contains(string(out), c.want) {
				t.Errorf("%v\n%s", err, out)
			}
			if c.name == "unreadable page" {
				_ = os.Chmod(filepath.Join(dir, "fr/index.html"), 0o644)
			}
			same(t, dir, site())
			if after := everything(t, dir); !slices.Equal(before, after) {
				t.Errorf("left %v", after)
			}
		})
	}
}

// prepareFor takes rights away, and gives what is left to the one without rights.
func prepareFor(t *testing.T, dir, name string) {
	t.Helper()
	if os.Getuid() == 0 {
		for _, p := range everything(t, dir) {
			if err := os.Lchown(p, 65534, 65534); err != nil {
				t.Fatal(err)
			}
		}
	}
	mode := map[string]os.FileMode{"unwritable": 0o555, "unwritable page": 0o755, "unreadable page": 0o755, "full": 0o755}[name]
	if err := os.Chmod(dir, mode); err != nil {
		t.Fatal(err)
	}
	if name == "unreadable page" {
		if err := os.Chmod(filepath.Join(dir, "fr/index.html"), 0); err != nil {
			t.Fatal(err)
		}
	}
	if name == "unwritable page" {
		if err := os.Chmod(filepath.Join(dir, "fr"), 0o555); err != nil {
			t.Fatal(err)
		}
	}
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
	m := site()
	m["fr/index.html"] = "ACCUEIL"
	m["fr/guides/new.html"] = strings.Repeat("x", 100_000)
	if os.Getenv("PUBLISH_CASE") == "full" {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 50_000, Max: 50_000}); err != nil {
			t.Fatal(err)
		}
	}
	if os.Getenv("PUBLISH_CASE") == "unwritable page" {
		delete(m, "fr/guides/new.html")
	}
	if _, err := publish.Publish(t.Context(), os.Getenv("PUBLISH_TO"), files(m), publish.Options{}); err != nil {
		t.Fatal(err)
	}
}

// TestPublishKilled kills a process that publishes two sites in turn. Every page
// is then wholly of one or the other with the style that it names there, and the
// next build needs no help.
func TestPublishKilled(t *testing.T) {
	if dir := os.Getenv("PUBLISH_UNTIL_KILLED"); dir != "" {
		for n := 0; ; n++ {
			put(t, dir, numbered(n%2))
		}
	}
	dir := filepath.Join(t.TempDir(), "public")
	put(t, dir, numbered(0))
	for round := range 8 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestPublishKilled$")
		cmd.Env = append(os.Environ(), "PUBLISH_UNTIL_KILLED="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(20+7*round) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		got := read(t, dir)
		for p, content := range got {
			if strings.HasPrefix(p, "fr/") && (len(content) != 60_000 || got["assets/"+content[:1]+".css"] == "" || strings.Trim(content, content[:1]) != "") {
				t.Fatalf("%s is torn, or its style is missing", p)
			}
		}
		put(t, dir, numbered(round%2))
		same(t, dir, numbered(round%2))
	}
}

// numbered gives one of two sites: the same pages, each with another style.
func numbered(n int) map[string]string {
	m := map[string]string{fmt.Sprintf("assets/%d.css", n): "a{}"}
	for i := range 40 {
		m[fmt.Sprintf("fr/%d/%d.html", i%3, i)] = strings.Repeat(fmt.Sprint(n), 60_000)
	}
	return m
}
