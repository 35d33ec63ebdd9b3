package memory

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tract/internal/promise"
)

// TestC5FailingMemory has each operation fail, one by one, in each way: what is read is what
// was remembered before or what was to be, or nothing; and the next time it is.
func TestC5FailingMemory(t *testing.T) {
	tried := 0
	for _, fails := range []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES} {
		for _, known := range []bool{false, true} {
			for n, reached := 1, true; reached; n++ {
				root, _ := site(t)
				if known {
					write(t, Open(root, "v1"), "pages", "old")
					keep(t, Open(root, "v1"), key, "old")
				}
				left := n
				m := open(root, "v1", func(string, string) error {
					if left--; left == 0 {
						return fails
					}
					return nil
				})
				err := errors.Join(m.Write("pages", []byte("new")), m.Keep(key, []byte("new")), m.Sweep(func(string) bool { return false }))
				_, _ = m.Read("pages")
				_, _ = m.Made(key)
				if reached = left <= 0; err != nil && !errors.Is(err, fails) {
					t.Errorf("operation %d: %v", n, err)
				}
				now := Open(root, "v1")
				page, _ := now.Read("pages")
				made, _ := now.Made(key)
				for _, got := range []string{page, string(made)} {
					if !strings.Contains(" old new ", got) || got == "old" && err == nil && fails != syscall.EACCES {
						t.Errorf("operation %d, %v: %v, and what is remembered is %q", n, fails, err, got)
					}
				}
				write(t, now, "pages", "next")
				keep(t, now, key, "next")
				if page, ok := now.Read("pages"); !ok || page != "next" {
					t.Errorf("operation %d: the next time: %q", n, page)
				}
				tried++
			}
		}
	}
	promise.Held(t, tried)
}

// TestSweepFails says what could not be swept, and takes for swept what another run has
// swept meanwhile.
func TestSweepFails(t *testing.T) {
	root, dir := site(t)
	keep(t, Open(root, "v1"), key, "x")
	then := time.Now().Add(-2 * Unused)
	if err := os.Chtimes(filepath.Join(dir, madeName, key), then, then); err != nil {
		t.Fatal(err)
	}
	for op, used := range map[string]bool{"remove": false, "chtimes": true} {
		for _, fails := range []error{syscall.EIO, syscall.ENOENT} {
			m := open(root, "v1", func(now, _ string) error {
				if now == op {
					return fails
				}
				return nil
			})
			err := m.Sweep(func(string) bool { return used })
			if want := fails != syscall.ENOENT; errors.Is(err, fails) != want || (err != nil) != want {
				t.Errorf("%s, %v: %v", op, fails, err)
			}
		}
	}
	for _, fails := range []string{Folder, madeName} {
		m := open(root, "v1", func(_, name string) error {
			if name == fails {
				return syscall.EIO
			}
			return nil
		})
		if err := m.Sweep(nil); !errors.Is(err, syscall.EIO) {
			t.Errorf("%s cannot be read: %v", fails, err)
		}
	}
}
