package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/promise"
)

// TestR2SmallDisk builds onto a disk of 8 MB, filled more and more: the site that stands
// there is the new one, or the old one to the last byte. It needs a system on which anybody
// may mount something for themselves, so it is for those who try all cases.
func TestR2SmallDisk(t *testing.T) {
	tried := 0
	if promise.Whole() {
		failed := 0
		for level := range 20 {
			if !fillDisk(t, 3_000+level*150) { // KB
				failed++
			}
			tried++
		}
		if failed == 0 || failed == tried {
			t.Errorf("%d of %d builds found no room", failed, tried)
		}
	}
	promise.Held(t, tried)
}

// onSmallDisk is what is done on the disk; what stands there before and after the second
// build is copied to where it can be compared.
const onSmallDisk = `
mkdir disk && mount -t tmpfs -o size=8m none disk && cd disk
tract build --source ../before --output public --now 2025-03-01 && cp -a public ../was
head -c "$1"k /dev/zero >filler
tract build --source ../after --output public --now 2025-03-01 2>../said && code=0 || code=$?; echo $code >../code
cp -a public ../is; ls -A >../beside`

// fillDisk has so many KB of a disk taken, and says whether there was room for a build.
func fillDisk(t *testing.T, taken int) bool {
	t.Helper()
	base := t.TempDir()
	for n, name := range []string{"before", "after"} {
		writeNumbered(t, filepath.Join(base, name), n)
		text := strings.Repeat(fmt.Sprintf("Des mots pour le site %d. ", n), 400)
		for i := range 20 {
			file := filepath.Join(base, name, fmt.Sprintf("content/pages/long-%d.fr.md", i))
			if err := os.WriteFile(file, fmt.Appendf(nil, "---\ntitle: Longue page %d\nsummary: Une page.\n---\n%s\n", i, text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	c := exec.Command("unshare", "-rm", "sh", "-euc", onSmallDisk, "sh", fmt.Sprint(taken))
	c.Dir = base
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	texts := map[string]string{}
	for _, name := range []string{"code", "said", "beside"} {
		text, err := os.ReadFile(filepath.Join(base, name))
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = strings.TrimSpace(string(text))
	}
	was, is := publishedFiles(t, filepath.Join(base, "was")), publishedFiles(t, filepath.Join(base, "is"))
	_, left := os.Lstat(filepath.Join(base, "is", ".tract-staging"))
	_, locked := os.Lstat(filepath.Join(base, "is", ".tract-lock"))
	full := texts["code"] != "0"
	switch {
	case texts["beside"] != "filler\npublic" || !errors.Is(left, fs.ErrNotExist) || !errors.Is(locked, fs.ErrNotExist):
		t.Errorf("%d KB: left is %q", taken, texts["beside"])
	case full && (!maps.Equal(was, is) || !strings.Contains(texts["said"], "full")):
		t.Errorf("%d KB: %d files differ; %s", taken, len(differing(was, is)), texts["said"])
	case !full && maps.Equal(was, is):
		t.Errorf("%d KB: nothing was published", taken)
	}
	return !full
}
