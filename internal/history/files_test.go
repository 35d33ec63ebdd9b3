package history

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/limit"
)

// TestAt gives what a commit had, and not what stands in the folder now.
func TestAt(t *testing.T) {
	dir := repository(t, "content/pages/a b.fr.md", "one\n", "two", strings.Repeat("x", limit.HistoryBytes+1), "four\n\n")
	if err := os.WriteFile(filepath.Join(dir, "content/pages/a b.fr.md"), []byte("now"), 0o666); err != nil {
		t.Fatal(err)
	}
	h, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for revision, want := range map[string]string{"HEAD": "four\n\n", "HEAD^": "", "HEAD~2": "two", "HEAD~3": "one\n"} {
		files, err := h.At(t.Context(), revision, "content", "layouts")
		if err != nil {
			t.Fatal(revision, err)
		}
		if err := fstest.TestFS(files, "content/pages/a b.fr.md"); err != nil {
			t.Error(revision, err)
		}
		if got, err := fs.ReadFile(files, "content/pages/a b.fr.md"); err != nil || string(got) != want {
			t.Errorf("%s: %.20q %v", revision, got, err)
		}
	}
	for _, revision := range []string{"", "HEAD~9", "-h", "--all", "none", "HEAD:content"} {
		if _, err := h.At(t.Context(), revision, "content"); !errors.Is(err, ErrNoRevision) {
			t.Errorf("%q: %v", revision, err)
		}
	}
	if files, err := h.At(t.Context(), "HEAD", "layouts"); err != nil {
		t.Error(err)
	} else if entries, err := fs.ReadDir(files, "."); err != nil || len(entries) > 0 {
		t.Errorf("%v %v", entries, err)
	}
}
