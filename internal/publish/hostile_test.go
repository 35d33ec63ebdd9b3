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

// TestHostileManifest has a manifest that somebody wrote who wants builds to hang: its files
// were in more folders than any disk has, one in another.
func TestHostileManifest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	name := filepath.Join(dir, ".tract-manifest")
	var foreign strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&foreign, "%064d 5 - a%d/%sx\n", 0, i, strings.Repeat("b/", 100))
	}
	publishes := func(pages map[string]string) {
		t.Helper()
		if _, err := publish.Publish(t.Context(), dir, files(pages), publish.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	publishes(site())
	times := 0
	golden.Soon(t, 2*time.Second, "a manifest of folders", func() {
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
	if err := os.Truncate(name, limit.ManifestBytes+1); err != nil {
		t.Fatal(err)
	}
	if _, err := publish.Publish(t.Context(), dir, files(site()), publish.Options{}); !errors.Is(err, publish.ErrManifest) {
		t.Errorf("a manifest larger than any is read: %v", err)
	}
}
