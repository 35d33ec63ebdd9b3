//go:build !windows

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tract/internal/promise"
)

// TestR1Killed kills the program at random moments of a build, half of them while it
// publishes. What stands there is the site as it was or the one that was to come, wholly,
// and the next build leaves nothing else.
func TestR1Killed(t *testing.T) {
	base := temporary(t)
	source, public := filepath.Join(base, "site"), filepath.Join(base, "out", "public")
	random := rand.New(rand.NewPCG(6, 22))
	var sites [2]map[string][32]byte
	for n := range sites {
		writeNumbered(t, source, n)
		buildNumbered(t, source, public)
		sites[n] = publishedFiles(t, public)
	}
	if len(sites[0]) < 100 || maps.Equal(sites[0], sites[1]) {
		t.Fatalf("%d files", len(sites[0]))
	}
	rounds := 20
	if promise.Whole() {
		rounds = 200
	}
	tried, ended, both := 0, 0, [2]int{}
	for round := range rounds {
		n := round % 2 // what stands there is the other one
		writeNumbered(t, source, n)
		if !killBuild(t, source, public, random, round%4 < 2) {
			ended++
		}
		tried++
		got := publishedFiles(t, public)
		switch {
		case maps.Equal(got, sites[n]):
			both[1]++
		case maps.Equal(got, sites[1-n]):
			both[0]++
		default:
			t.Fatalf("round %d: a mixture of %d files", round, len(got))
		}
		buildNumbered(t, source, public)
		if got := publishedFiles(t, public); !maps.Equal(got, sites[n]) {
			t.Fatalf("round %d: the next build left something else", round)
		}
		if entries, err := os.ReadDir(filepath.Dir(public)); err != nil || len(entries) != 1 {
			t.Fatalf("round %d: the next build left %v beside the site (%v)", round, entries, err)
		}
		if _, err := os.Lstat(filepath.Join(public, ".tract-staging")); !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("round %d: the next build left what was staged (%v)", round, err)
		}
	}
	t.Logf("%d kills, %d too late; the old site %d times, the new one %d times", tried, ended, both[0], both[1])
	promise.Held(t, tried)
}

// writeNumbered writes one of two sites, of which no page is the same.
func writeNumbered(t *testing.T, source string, n int) {
	t.Helper()
	files := map[string]string{"content/site.yaml": fmt.Sprintf("title: Essai %d\nlanguages: [fr]\nwithout: [cards, leaflets]\n", n)}
	for i := range 150 {
		if i%10 != n { // and some pages are of one alone
			files[fmt.Sprintf("content/pages/page-%d.fr.md", i)] = fmt.Sprintf("---\ntitle: Page %d\nsummary: Une page, la %d.\n---\nUn texte du site %d.\n", i, i, n)
		}
	}
	if err := os.RemoveAll(filepath.Join(source, "content")); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		file := filepath.Join(source, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
}

func numberedBuild(source, public string) *exec.Cmd {
	return exec.Command("tract", "build", "--source", source, "--output", public, "--now", "2025-03-01")
}

func buildNumbered(t *testing.T, source, public string) {
	t.Helper()
	if out, err := numberedBuild(source, public).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// killBuild kills a build at a random moment, from its begin or from when it publishes, and
// says whether that was before its end.
func killBuild(t *testing.T, source, public string, random *rand.Rand, publishing bool) bool {
	t.Helper()
	c := numberedBuild(source, public)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	moment := time.Duration(random.IntN(250)) * time.Millisecond
	if publishing {
		moment = time.Duration(random.IntN(40_000)) * time.Microsecond
		for begun := time.Now(); time.Since(begun) < 5*time.Second; time.Sleep(100 * time.Microsecond) {
			if _, err := os.Lstat(filepath.Join(public, ".tract-staging")); err == nil {
				break
			}
		}
	}
	select {
	case <-ended:
		return false
	case <-time.After(moment):
	}
	_ = c.Process.Kill() // it may have ended just now
	return (<-ended) != nil
}

// publishedFiles gives the digests of all published files.
func publishedFiles(t *testing.T, public string) map[string][32]byte {
	t.Helper()
	files, err := hashes(public)
	if err != nil {
		t.Fatal(err)
	}
	maps.DeleteFunc(files, func(name string, _ [32]byte) bool { return strings.HasPrefix(name, ".tract-") })
	return files
}
