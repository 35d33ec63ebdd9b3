package golden

import (
	"testing"
	"time"
)

// failing is a test that may fail.
type failing struct {
	testing.TB
	failed int
}

func (f *failing) Errorf(string, ...any) { f.failed++ }

// TestSoon fails for work that is slow each time, and not for what was slow once. The
// race detector judges nothing.
func TestSoon(t *testing.T) {
	const limit = 200 * time.Millisecond
	for _, c := range []struct{ slow, runs, failed int }{{0, 1, 0}, {1, 2, 0}, {9, 3, 1}} {
		if Raced() {
			c.runs, c.failed = 1, 0
		}
		f, runs := &failing{TB: t}, 0
		Soon(f, limit, "a wait", func() {
			if runs++; runs <= c.slow {
				time.Sleep(limit + time.Millisecond)
			}
		})
		if runs != c.runs || f.failed != c.failed {
			t.Errorf("slow %d times: %d runs and %d failures, want %d and %d", c.slow, runs, f.failed, c.runs, c.failed)
		}
	}
}

// TestBounded fails for work that makes too much, or takes too long.
func TestBounded(t *testing.T) {
	for _, c := range []struct {
		made   int
		slow   time.Duration
		failed int
	}{{10, 0, 0}, {11, 0, 1}, {10, 60 * time.Millisecond, 1}} {
		if Raced() && c.slow > 0 {
			c.failed = 0
		}
		f := &failing{TB: t}
		Bounded(f, 50*time.Millisecond, 10, func() int { time.Sleep(c.slow); return c.made })
		if f.failed != c.failed {
			t.Errorf("%d bytes in %v: %d failures, want %d", c.made, c.slow, f.failed, c.failed)
		}
	}
}
