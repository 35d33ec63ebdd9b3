package main

import (
	"math"
	"runtime/debug"
	"testing"
	"testing/fstest"
)

// TestTuned leaves the collector as the environment has it, and else tunes it to the
// size of the site.
func TestTuned(t *testing.T) {
	t.Cleanup(func() {
		debug.SetGCPercent(collectAt)
		debug.SetMemoryLimit(math.MaxInt64)
	})
	source := fstest.MapFS{"content/pages/about.fr.md": {Data: make([]byte, 1000)}}
	for _, row := range []struct {
		name, value string
		want        int64
	}{
		{"GOMEMLIMIT", "off", math.MaxInt64},
		{"GOGC", "100", math.MaxInt64},
		{"GOGC", "", leastMemory + 4000},
	} {
		t.Setenv("GOGC", "")
		t.Setenv("GOMEMLIMIT", "")
		t.Setenv(row.name, row.value)
		if size := collectSeldom(source); size != 1000 {
			t.Errorf("a site of %d bytes, not 1000", size)
		}
		if got := debug.SetMemoryLimit(-1); got != row.want {
			t.Errorf("%s=%s: at most %d bytes, not %d", row.name, row.value, got, row.want)
		}
	}
}
