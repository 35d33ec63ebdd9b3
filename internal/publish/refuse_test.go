//go:build unix

package publish_test

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tract/internal/promise"
	"tract/internal/publish"
)

// TestP2PathsOfOutputs publishes nothing under a path that leads elsewhere, or that some
// system cannot hold, and nothing beside it.
func TestP2PathsOfOutputs(t *testing.T) {
	tried := 0
	for _, p := range []string{
		"", ".", "..", "/a", "a/", "a//b", "./a", "a/./b", "../a", "a/../../b", "a/../b", `a\b`, `..\a`, "C:/a", "a:b", "//host/a",
		"con", "CON.html", "fr/aux.html", "nul .txt", "com1", "LPT9.x.html", "com¹", "conin$", "a.", "a ", "fr./a", "fr /a", "a?b", "a*", "a<b", "a|b", `a"b`,
		"a\x00b", "a\nb", "a\x1b[31m", "a\x7f", "a\xff", "e\u0301.html", strings.Repeat("x", 201),
		".tract-manifest", "fr/.TRACT-lock", ".git/config", ".Git", "fr/.git",
	} {
		tried++
		dir := filepath.Join(t.TempDir(), "public")
		_, err := publish.Publish(t.Context(), dir, []publish.File{{Path: "index.html"}, {Path: p}}, publish.Options{})
		var at *publish.PathError
		if !errors.Is(err, publish.ErrName) || !errors.As(err, &at) || at.Path != p {
			t.Errorf("%q: %v", p, err)
		}
		if left := everything(t, filepath.Dir(dir)); len(left) != 1 {
			t.Errorf("%q: something was written: %v", p, left)
		}
	}
	for _, p := range []string{"été.html", "com10.html", "console.html", "a b.html", "مرحبا.html", ".well-known/x", ".nojekyll", strings.Repeat("x", 200)} {
		put(t, t.TempDir(), map[string]string{p: "x"})
	}
	promise.Held(t, tried)
}

func TestP3OutputsApart(t *testing.T) {
	tried := 0
	for _, c := range [][2]string{
		{"a.html", "a.html"},
		{"fr/Case.html", "fr/case.html"},
		{"ÉTÉ.html", "été.html"},
		{"σ", "ς"},
		{"fr", "fr/a.html"},
		{"FR", "fr/x/a.html"},
		{"a/b", "a/b/c/d"},
	} {
		tried++
		_, err := publish.Publish(t.Context(), t.TempDir(), []publish.File{{Path: c[1]}, {Path: c[0]}}, publish.Options{})
		var at *publish.PathError
		if !errors.Is(err, publish.ErrTwice) || !errors.As(err, &at) || at.Other == "" || !strings.Contains(err.Error(), fmt.Sprintf("%q", c[0])) || !strings.Contains(err.Error(), fmt.Sprintf("%q", c[1])) {
			t.Errorf("%v: %v", c, err)
		}
	}
	promise.Held(t, tried)
}

// TestP6OutputsRefused publishes into nothing that may be somebody's, and touches nothing
// there.
func TestP6OutputsRefused(t *testing.T) {
	base := t.TempDir()
	for _, d := range []string{"site/content/guides", "site/assets", "site/.github", "site/.tract", "repo/.git/refs", "repo/docs", "full/sub", "home", "dotted", "dotdir/.ssh", "bare/refs", "modules/.GIT/x", "piped", "linkman"} {
		if err := os.MkdirAll(filepath.Join(base, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range map[string]string{
		"foreign/x.html": "x", "dotted/.gitignore": "*", "file": "x", "worktree/.git": "gitdir: x", "later/.tract-manifest": "tract manifest 9\n",
		"bare/HEAD": "ref: refs/heads/main\n", "forged/.tract-manifest": "tract manifest 1\n../home/letter 0 0 -\n", "home/letter": "x", "binary/.tract-manifest": "\x00\xff", "profile/.bashrc.d/x": "x", "alice/.bashrc": "x", "alice/.profile": "x", "bob/.profile": "x", "ignored/.gitignore/x": "x",
	} {
		write(t, base, name, content)
	}
	t.Setenv("HOME", filepath.Join(base, "home"))
	known, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(base, "piped/.tract-manifest"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, l := range [][2]string{
		{"elsewhere", "site/linked"}, {"nowhere", "dangling"}, {"home", "tohome"}, {"site/content", "site/into"}, {"repo/.git", "togit"}, {"home/letter", "linkman/.tract-manifest"}, {"loop", "loop"}, {"bell", "ring"}, {"ring", "bell"},
	} {
		if l[0] == "elsewhere" {
			_ = os.MkdirAll(filepath.Join(base, l[0]), 0o755)
		}
		if err := os.Symlink(filepath.Join(base, l[0]), filepath.Join(base, l[1])); err != nil {
			t.Fatal(err)
		}
	}
	tried := 0
	for _, c := range []struct {
		dir  string
		want error
	}{
		{"/", publish.ErrRoot},
		{os.TempDir(), publish.ErrSource},
		{"/etc", publish.ErrForeign},
		{"/proc", publish.ErrForeign},
		{"/dev/null", publish.ErrBlocked},
		{"home/", publish.ErrHome},
		{"site/../home/.", publish.ErrHome},
		{"site/content", publish.ErrInside},
		{"site/content/guides", publish.ErrInside},
		{"site/content/new/public", publish.ErrInside},
		{"site/Content/public", publish.ErrInside},
		{"site/layouts", publish.ErrInside},
		{"site/assets/static", publish.ErrInside},
		{"site/.tract", publish.ErrInside},
		{"site/.github/pages", publish.ErrInside},
		{"site/.git", publish.ErrInside},
		{"site/into", publish.ErrInside},
		{"site/into/public", publish.ErrInside},
		{"repo/.git", publish.ErrRepository},
		{"repo/.git/refs", publish.ErrRepository},
		{"repo/.git/new/deep", publish.ErrRepository},
		{"togit", publish.ErrRepository},
		{"modules/.GIT/x", publish.ErrRepository},
		{"bare", publish.ErrForeign},
		{"forged", nil},
		{"binary", publish.ErrManifest},
		{"profile", publish.ErrForeign},
		{"alice", publish.ErrForeign},
		{"bob", publish.ErrForeign},
		{"ignored", publish.ErrForeign},
		{known.HomeDir, publish.ErrHome},
		{"piped", publish.ErrBlocked},
		{"linkman", publish.ErrSymlink},
		{"file/below", syscall.ENOTDIR},
		{"loop", publish.ErrSymlink},
		{"loop/below", publish.ErrSymlink},
		{"loop/below/.", publish.ErrSymlink},
		{"ring", publish.ErrSymlink},
		{"home", publish.ErrHome},
		{"tohome", publish.ErrHome},
		{"site", publish.ErrSource},
		{".", publish.ErrSource},
		{"repo", publish.ErrRepository},
		{"worktree", publish.ErrRepository},
		{"foreign", publish.ErrForeign},
		{"full", publish.ErrForeign},
		{"dotdir", publish.ErrForeign},
		{"file", publish.ErrBlocked},
		{"site/linked", publish.ErrSymlink},
		{"site/linked/deeper", publish.ErrSymlink},
		{"dangling", publish.ErrSymlink},
		{"later", publish.ErrManifest},
		{"dotted", nil},
		{"site/public", nil},
		{"elsewhere", nil},
		{"new/deep", nil},
		{"repo/docs", nil},
	} {
		dir := c.dir
		if !filepath.IsAbs(dir) {
			dir = base + "/" + dir
		}
		before := everything(t, base)
		tried++
		_, err := publish.Publish(t.Context(), dir, files(site()), publish.Options{Source: filepath.Join(base, "site"), Inputs: []string{"content", "layouts", "assets"}})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.dir, err, c.want)
		}
		if after := everything(t, base); c.want != nil && !slices.Equal(before, after) {
			t.Errorf("%s: something was written: %v, before %v", c.dir, after, before)
		}
	}
	if _, err := publish.Publish(t.Context(), "", files(site()), publish.Options{}); !errors.Is(err, publish.ErrName) {
		t.Errorf("no directory: %v", err)
	}
	if content, _ := os.ReadFile(filepath.Join(base, "dotted/.gitignore")); string(content) != "*" {
		t.Error(".gitignore was touched")
	}
	promise.Held(t, tried)
}

// TestP6NothingOverOthers checks that nothing is written over that an earlier
// build did not write, be it where a new page would stand, and that a refusal changes nothing.
func TestP6NothingOverOthers(t *testing.T) {
	tried := 0
	for name, prepare := range map[string]func(dir string) error{
		"file": func(d string) error { return os.WriteFile(filepath.Join(d, "new.html"), []byte("mine"), 0o644) },
		"directory": func(d string) error {
			return errors.Join(os.Mkdir(filepath.Join(d, "new.html"), 0o755), os.WriteFile(filepath.Join(d, "new.html/x"), []byte("mine"), 0o644))
		},
		"pipe for dir": func(d string) error { return syscall.Mkfifo(filepath.Join(d, "deep"), 0o644) },
		"pipe in directory": func(d string) error {
			return errors.Join(os.Mkdir(filepath.Join(d, "new.html"), 0o755), syscall.Mkfifo(filepath.Join(d, "new.html/x"), 0o644))
		},
		"file for dir":  func(d string) error { return os.WriteFile(filepath.Join(d, "deep"), []byte("mine"), 0o644) },
		"link to file":  func(d string) error { return os.Symlink("index.html", filepath.Join(d, "new.html")) },
		"link to dir":   func(d string) error { return os.Symlink("fr", filepath.Join(d, "deep")) },
		"link outside":  func(d string) error { return os.Symlink(filepath.Dir(d), filepath.Join(d, "deep")) },
		"dangling link": func(d string) error { return os.Symlink("nowhere", filepath.Join(d, "new.html")) },
		"link for ours": func(d string) error {
			return errors.Join(os.Remove(filepath.Join(d, "index.html")), os.Symlink("fr/index.html", filepath.Join(d, "index.html")))
		},
		"link for our dir": func(d string) error {
			return errors.Join(os.Rename(filepath.Join(d, "fr"), filepath.Join(d, "moved")), os.Symlink("moved", filepath.Join(d, "fr")))
		},
		"link for the lock": func(d string) error { return os.Symlink("index.html", filepath.Join(d, ".tract-lock")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, m := filepath.Join(t.TempDir(), "public"), site()
			put(t, dir, m)
			if err := prepare(dir); err != nil {
				t.Fatal(err)
			}
			before := everything(t, dir)
			m["new.html"], m["deep/er/x.html"], m["fr/index.html"] = "new", "x", "changed"
			_, err := publish.Publish(t.Context(), dir, files(m), publish.Options{Wait: time.Millisecond})
			var at *publish.PathError
			want := publish.ErrForeign
			switch {
			case strings.Contains(name, "link"):
				want = publish.ErrSymlink
			case strings.Contains(name, "pipe"):
				want = publish.ErrBlocked
			}
			if !errors.As(err, &at) || !errors.Is(err, want) {
				t.Errorf("%v", err)
			}
			if after := everything(t, dir); !slices.Equal(before, after) {
				t.Errorf("changed\n%v\n%v", before, after)
			}
			if name != "link for our dir" {
				if content, _ := os.ReadFile(filepath.Join(dir, "fr/index.html")); string(content) != "accueil" {
					t.Errorf("a page was changed: %q", content)
				}
			}
		})
		tried++
	}
	promise.Held(t, tried)
}
