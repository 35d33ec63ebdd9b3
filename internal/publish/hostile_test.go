package publish_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/publish"
)

// TestHostileManifest has manifests that somebody wrote who wants builds to hang: their
// files were in more folders than any disk has, one in another, of which some or many stand.
func TestHostileManifest(t *testing.T) {
	for _, c := range []struct {
		stand, folders int
		line           string
	}{
		{0, 100, "%064d 5 - a%d/%sx\n"},
		{100, 100, "%064d 5 - %[3]sa%[2]d/x\n"},
		{limit.SiteDepth - 1, limit.SiteDepth - 1, "%064d 5 - %[3]sa%[2]d/x\n"},
	} {
		dir := filepath.Join(t.TempDir(), "public")
		name := filepath.Join(dir, ".tract-manifest")
		publishes := func(pages map[string]string) {
			t.Helper()
			if _, err := publish.Publish(t.Context(), dir, files(pages), publish.Options{}); err != nil {
				t.Fatal(err)
			}
		}
		publishes(site())
		deep := filepath.Join(dir, strings.Repeat("b/", c.stand))
		if err := errors.Join(os.MkdirAll(deep, 0o755), os.WriteFile(filepath.Join(deep, "mine"), nil, 0o644)); err != nil {
			t.Fatal(err)
		}
		var foreign strings.Builder
		for i := 0; foreign.Len() < limit.FileBytes; i++ {
			fmt.Fprintf(&foreign, c.line, 0, i, strings.Repeat("b/", c.folders))
		}
		times := 0
		golden.Soon(t, 2*time.Second, fmt.Sprintf("a manifest of %d folders, of which %d stand", c.folders, c.stand), func() {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, append(text, foreign.String()...), 0o644); err != nil {
				t.Fatal(err)
			}
			times++
			pages := site()
			pages["a.html"], pages["b.html"] = fmt.Sprint(times), fmt.Sprint(times)
			publishes(pages)
		})
		if _, err := os.Stat(filepath.Join(deep, "mine")); err != nil {
			t.Error(err)
		}
	}
}

// TestLargeManifest has one that is larger than that of any site.
func TestLargeManifest(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, site())
	if err := os.Truncate(filepath.Join(dir, ".tract-manifest"), limit.ManifestBytes+1); err != nil {
		t.Fatal(err)
	}
	if _, err := publish.Publish(t.Context(), dir, files(site()), publish.Options{}); !errors.Is(err, publish.ErrManifest) {
		t.Errorf("it is read: %v", err)
	}
}

// TestGoneAlready takes a folder away in which one file was, which the next build would have
// removed.
func TestGoneAlready(t *testing.T) {
	dir, m := t.TempDir(), site()
	m["old/a.html"] = "old"
	put(t, dir, m)
	if err := os.RemoveAll(filepath.Join(dir, "old")); err != nil {
		t.Fatal(err)
	}
	report, err := publish.Publish(t.Context(), dir, files(site()), publish.Options{})
	if err != nil || report.Removed != 0 {
		t.Errorf("%+v, %v", report, err)
	}
	same(t, dir, site())
}
