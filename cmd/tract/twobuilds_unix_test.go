//go:build !windows

package main

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"tract/internal/limit"
	"tract/internal/promise"
)

// TestR4Programs runs two programs at once that build different sites into one folder. What
// stands there is one of the two, wholly. Every other time one is killed, and the other
// does not mind the lock that it leaves.
func TestR4Programs(t *testing.T) {
	base := temporary(t)
	public := filepath.Join(base, "out", "public")
	var sources [2]string
	var sites [2]map[string][32]byte
	for n := range sources {
		sources[n] = filepath.Join(base, fmt.Sprint("site", n))
		alone := filepath.Join(base, fmt.Sprint("alone", n))
		writeNumbered(t, sources[n], n)
		buildNumbered(t, sources[n], alone)
		sites[n] = publishedFiles(t, alone)
	}
	random := rand.New(rand.NewPCG(4, 50))
	rounds := 6
	if promise.Whole() {
		rounds = 50
	}
	for round := range rounds {
		var all sync.WaitGroup
		all.Go(func() {
			if out, err := numberedBuild(sources[1], public).CombinedOutput(); err != nil {
				t.Errorf("round %d: %v\n%s", round, err, out)
			}
		})
		if round%2 == 1 {
			killBuild(t, sources[0], public, random, round%4 == 1)
		} else if out, err := numberedBuild(sources[0], public).CombinedOutput(); err != nil {
			t.Errorf("round %d: %v\n%s", round, err, out)
		}
		all.Wait()
		if got := publishedFiles(t, public); !maps.Equal(got, sites[0]) && !maps.Equal(got, sites[1]) {
			t.Fatalf("round %d: a mixture of %d files", round, len(got))
		}
	}
	promise.Held(t, rounds)
}

// TestR4GivesUp waits half a minute for a build that does not end, and ends with 3, also
// where there would be nothing to do.
func TestR4GivesUp(t *testing.T) {
	dir := publishedSite(t)
	public := filepath.Join(dir, "public")
	build := func(t *testing.T) (code int, said string) {
		var stdout, stderr bytes.Buffer
		code = run(t.Context(), []string{"build", "--source", dir, "--output", public, "--now", "2025-03-01"}, func(string) string { return "" }, &stdout, &stderr)
		return code, stderr.String()
	}
	later := func() { time.Sleep(100 * 365 * 24 * time.Hour) } // than the files, so that they are believed to be the same
	synctest.Test(t, func(t *testing.T) {
		later()
		if code, said := build(t); code != 0 {
			t.Error(said)
		}
	})
	before := treeOf(t, public)
	lock, err := os.Create(filepath.Join(public, ".tract-lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, text := range []string{"Text.", "Late."} {
		if text == "Late." {
			putFile(t, filepath.Join(dir, "content/guides/leave.en.md"), "---\ntitle: Leave\nsummary: How to leave.\n---\n"+text+"\n")
		}
		synctest.Test(t, func(t *testing.T) {
			later()
			begun := time.Now()
			code, said := build(t)
			if waited := time.Since(begun); code != 3 || waited < limit.LockTime || waited > limit.LockTime+time.Second || !strings.Contains(said, "another build") {
				t.Errorf("%q: %d after %v: %s", text, code, waited, said)
			}
		})
		tried++
	}
	if after := treeOf(t, public); after != before {
		t.Error("what was published is another")
	}
	promise.Held(t, tried)
}
