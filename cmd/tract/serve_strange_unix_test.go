//go:build unix

package main

import (
	"bytes"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tract/internal/promise"
)

// TestR8StrangeFiles puts what is no text in the place of files while they are shown. The
// last good site stays up, says what is wrong, and shows nothing of where links lead.
func TestR8StrangeFiles(t *testing.T) {
	s := serveSite(t)
	const page, mark = "/en/guides/write-owner.html", "<article"
	s.get(page)
	s.wait("a look at the whole site", func() bool { return strings.Contains(s.stderr.String(), "tract: shown in ") })
	outside := filepath.Join(t.TempDir(), "outside.md")
	if err := os.WriteFile(outside, []byte("---\ntitle: Stolen\nsummary: root:x:0\n---\nStolen words.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, name := range []string{"content/guides/write-owner.en.md", "content/site.yaml"} {
		file := filepath.Join(s.dir, filepath.FromSlash(name))
		good, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		link := func(to string) func() error { return func() error { return os.Symlink(to, file) } }
		text := func(text []byte) func() error { return func() error { return os.WriteFile(file, text, 0o666) } }
		for _, strange := range []struct {
			name string
			make func() error
		}{
			{"a link to elsewhere", link(outside)},
			{"a link within the site", link("../site.yaml")},
			{"a link to nowhere", link("nowhere")},
			{"a link to itself", link(filepath.Base(name))},
			{"a link to a device without end", link("/dev/zero")},
			{"a pipe", func() error { return syscall.Mkfifo(file, 0o666) }},
			{"a socket", func() error { return socket(t, file) }},
			{"a folder", func() error { return os.MkdirAll(filepath.Join(file, "x"), 0o777) }},
			{"five gigabytes", func() error { return errors.Join(os.WriteFile(file, good, 0o666), os.Truncate(file, 5<<30)) }},
			{"zeros", text(make([]byte, 1000))},
			{"no text", text([]byte{0xff, 0xfe, 'a', 0, '\n', 0})},
			{"brackets", text(bytes.Repeat([]byte("["), 1<<20))},
		} {
			tried++
			said := len(s.stderr.String())
			if err := errors.Join(os.RemoveAll(file), strange.make()); err != nil {
				t.Fatalf("%s: %v", strange.name, err)
			}
			s.wait(strange.name+" for "+name+": an error", func() bool { return strings.Contains(s.stderr.String()[said:], ": error: ") })
			if code, body := s.get(page); code != 200 || !strings.Contains(body, mark) || strings.Contains(body, "Stolen") {
				t.Errorf("%s for %s: %d %.200s", strange.name, name, code, body)
			}
			if _, body := s.get("/_tract/problems"); strings.Contains(body, "Stolen") || len(body) > 1<<20 {
				t.Errorf("%s for %s: %d bytes of problems: %.300s", strange.name, name, len(body), body)
			}
			if err := errors.Join(os.RemoveAll(file), os.WriteFile(file, good, 0o666)); err != nil {
				t.Fatal(err)
			}
			s.wait(strange.name+" for "+name+": no error", func() bool {
				_, body := s.get("/_tract/problems")
				return !strings.Contains(body, `"severity":"error"`)
			})
		}
	}
	promise.Held(t, tried)
}

// socket makes one in the place of a file. Its name is too long for the system from here.
func socket(t *testing.T, file string) error {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "s")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, "s"), Net: "unix"})
	if err != nil {
		return err
	}
	l.SetUnlinkOnClose(false)
	defer l.Close()
	return os.Rename(filepath.Join(dir, "s"), file)
}
