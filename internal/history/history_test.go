package history

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tract/internal/limit"
)

// repository makes a repository whose file had these contents.
func repository(t *testing.T, file string, contents ...string) string {
	t.Helper()
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath="}, args...)...)
		c.Dir = dir
		c.Env = append(c.Environ(), "GIT_CONFIG_NOSYSTEM=1", "HOME="+dir)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q")
	for _, content := range contents {
		if to, renamed := strings.CutPrefix(content, "mv "); renamed { // with its next content, in one commit
			git("mv", "--", file, to)
			file = to
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if content == "" {
			git("rm", "-q", "--", file)
		} else {
			if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
				t.Fatal(err)
			}
			git("add", "--", file)
		}
		git("commit", "-q", "--allow-empty", "-m", "x")
	}
	return dir
}

func versions(t *testing.T, dir, file string) []string {
	t.Helper()
	h, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for content := range h.Versions(t.Context(), file) {
		all = append(all, string(content))
	}
	return all
}

// TestVersions gives what a file said, the latest first, in a folder of the repository
// too, and past a commit that took it out. One that is too large is left out.
func TestVersions(t *testing.T) {
	tooLarge := strings.Repeat("x", limit.HistoryBytes+1)
	dir := repository(t, "site/content/a.fr.md", "one\n", "two\r\n", "", tooLarge, "three\n")
	want := []string{"three\n", "two\r\n", "one\n"}
	if got := versions(t, filepath.Join(dir, "site"), "content/a.fr.md"); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := versions(t, dir, "content/b.fr.md"); len(got) > 0 {
		t.Errorf("of a file that never was: %q", got)
	}
}

// TestRenamed gives what a file said under names that it had before, be it renamed and
// edited at once.
func TestRenamed(t *testing.T) {
	const text = "one\ntwo\nthree\nfour\nfive\n"
	dir := repository(t, "site/a.fr.md", text, "mv site/b.fr.md", text+"six\n", text+"seven\n", "mv site/c.fr.md", text+"eight\n")
	want := []string{text + "eight\n", text + "seven\n", text + "six\n", text}
	if got := versions(t, filepath.Join(dir, "site"), "c.fr.md"); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestUntilNow ends where who asks has enough, and where git can say no more: under what
// name the file was before is then not told, and not guessed.
func TestUntilNow(t *testing.T) {
	const text = "one\ntwo\nthree\nfour\nfive\n"
	dir := repository(t, "a.fr.md", text, "mv b.fr.md", text+"six\n", text+"seven\n")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	h, err := Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	for content := range h.Versions(ctx, "b.fr.md") {
		if string(content) != text+"seven\n" {
			t.Errorf("%q after the first", content)
		}
		break
	}
	var all []string
	for content := range h.Versions(ctx, "b.fr.md") {
		all = append(all, string(content))
		if len(all) == 2 { // those under this name
			cancel()
		}
	}
	if want := []string{text + "seven\n", text + "six\n"}; !slices.Equal(all, want) {
		t.Errorf("%q, want %q", all, want)
	}
}

// TestNone says that nothing is known without a repository, without a commit, and
// without git.
func TestNone(t *testing.T) {
	t.Setenv("GIT_CEILING_DIRECTORIES", os.TempDir())
	empty := repository(t, "a")
	for _, dir := range []string{t.TempDir(), empty} {
		if _, err := Open(t.Context(), dir); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v", dir, err)
		}
	}
	dir := repository(t, "a", "one\n")
	t.Setenv("PATH", t.TempDir())
	if _, err := Open(t.Context(), dir); !errors.Is(err, ErrNone) {
		t.Errorf("without git: %v", err)
	}
}
