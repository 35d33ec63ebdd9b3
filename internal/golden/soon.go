package golden

import (
	"runtime/debug"
	"slices"
	"testing"
	"time"
)

// Soon holds work to a time, and gives what it took. What took longer is tried twice
// more, since others may have had the processors; the limit should be several times
// what it takes. Under the race detector nothing is judged: that makes work on texts
// up to thirty times slower, which says nothing of the program.
func Soon(t testing.TB, limit time.Duration, what string, work func()) (took time.Duration) {
	t.Helper()
	for try := range 3 {
		began := time.Now()
		work()
		if now := time.Since(began); try == 0 || now < took {
			took = now
		}
		if took <= limit || Raced() {
			return took
		}
	}
	t.Errorf("%s takes %v, and may take %v", what, took, limit)
	return took
}

// Bounded holds work on a text that a fuzz target tries to what the text may cost: a time,
// as [Soon] does, and a number of bytes that are made of it.
func Bounded(t testing.TB, limit time.Duration, most int, work func() (made int)) {
	t.Helper()
	made := 0
	Soon(t, limit, "a text", func() { made = work() })
	if made > most {
		t.Errorf("%d bytes are made of a text, and may be %d", made, most)
	}
}

// Raced says whether the race detector is in the program.
func Raced() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
