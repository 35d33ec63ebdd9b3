package main

import (
	"cmp"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"tract/internal/promise"
)

// TestR5Surroundings builds the repository's own site in several surroundings. Every
// file must be the same, the list of what was written among them.
func TestR5Surroundings(t *testing.T) {
	source := copySite(t)
	elsewhere := filepath.Join(t.TempDir(), "une autre place", "b")
	r := rand.New(rand.NewPCG(1, 2))
	shuffledCopy(t, source, elsewhere, func() time.Time { return time.Unix(r.Int64N(4e9), 0) })
	past, future := filepath.Join(t.TempDir(), "past"), filepath.Join(t.TempDir(), "future")
	shuffledCopy(t, source, past, func() time.Time { return time.Unix(0, 0) })
	shuffledCopy(t, source, future, func() time.Time { return time.Date(2106, 2, 7, 6, 28, 16, 0, time.UTC) }) // when 32 bits are full
	want := buildIn(t, source, nil, "022")
	if len(want) < 100 {
		t.Fatalf("only %d files were made", len(want))
	}
	surroundings := map[string]struct {
		source      string
		environment []string
		umask       string
	}{
		"again":                        {source: source},
		"time zone":                    {source: source, environment: []string{"TZ=Asia/Kathmandu"}},
		"language":                     {source: source, environment: []string{"LANG=fr_CA.UTF-8", "LC_ALL=ar_EG.UTF-8", "LANGUAGE=fr"}},
		"umask":                        {source: source, umask: "077"},
		"one processor, files of 1970": {source: past, environment: []string{"GOMAXPROCS=1"}},
		"eight, files of 2106":         {source: future, environment: []string{"GOMAXPROCS=8"}},
		"another folder":               {source: elsewhere},
	}
	var tried atomic.Int64
	t.Run("in", func(t *testing.T) {
		for name, v := range surroundings {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				got := buildIn(t, v.source, v.environment, cmp.Or(v.umask, "022"))
				if names := differing(want, got); len(names) > 0 {
					slices.Sort(names)
					t.Errorf("%d files differ: %q", len(names), names[:min(5, len(names))])
				}
				tried.Add(1)
			})
		}
	})
	promise.Held(t, int(tried.Load()))
}

// copySite copies what the repository's site is made of, so that nobody edits it
// meanwhile.
func copySite(t *testing.T) string {
	t.Helper()
	source := t.TempDir()
	if err := os.CopyFS(filepath.Join(source, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	return source
}

// shuffledCopy copies a folder file by file in no order, and gives the files times.
func shuffledCopy(t *testing.T, from, to string, stamp func() time.Time) {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(from), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		src, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, src, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, time.Time{}, stamp()); err != nil {
			t.Fatal(err)
		}
	}
}

// buildIn builds a site in a process of its own, and gives a digest of every file.
func buildIn(t *testing.T, source string, environment []string, umask string) map[string][32]byte {
	t.Helper()
	output := filepath.Join(t.TempDir(), "public")
	// A shell sets the umask, which belongs to a whole process.
	c := exec.Command("sh", "-c", "umask $0; exec tract build \"$@\"", umask, "--source", source, "--output", output, "--base-url", "https://example.org/trousse/", "--now", "2025-03-01")
	c.Env = append(os.Environ(), environment...)
	said, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	tree, err := hashes(output)
	if err != nil {
		t.Fatal(err)
	}
	for name := range tree {
		info, err := os.Stat(filepath.Join(output, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o644 {
			t.Errorf("%s has the mode %v", name, info.Mode().Perm())
		}
	}
	return tree
}
