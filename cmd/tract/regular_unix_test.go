//go:build unix

package main

import (
	"bytes"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tract/internal/promise"
)

// hidden stands in every file that no command may read.
const hidden = "geheim4711"

// outside are files beside the site's folder, and in parts of it that no site is made
// from, each fit to be taken for one of the site.
var outside = map[string]string{
	"outside/site.yaml":            "title: " + hidden + "\nlanguages: [en]\n",
	"outside/content/site.yaml":    "title: " + hidden + "\nlanguages: [en]\n",
	"outside/guides/a.en.md":       "---\ntitle: " + hidden + "\nsummary: " + hidden + ".\n---\n" + hidden + "\n",
	"outside/data/figures.yaml":    hidden + ": 1\n",
	"outside/static/a.txt":         hidden + "\n",
	"outside/strings/en.yaml":      "# " + hidden + "\n",
	"outside/layouts/base.html":    hidden,
	"outside/css/main.css":         "/* " + hidden + " */ a { color: red }\n",
	"outside/picture.png":          hidden,
	"site/.git/config":             "token = " + hidden + "\n",
	"site/.git/a.en.md":            "---\ntitle: " + hidden + "\nsummary: " + hidden + ".\n---\n" + hidden + "\n",
	"site/private/a.en.md":         "---\ntitle: " + hidden + "\nsummary: " + hidden + ".\n---\n" + hidden + "\n",
	"site/content/site.yaml":       "title: Site\nlanguages: [en, fr]\nwithout: [cards, leaflets, search, offline]\n",
	"site/content/guides/g.en.md":  "---\ntitle: Guide\nsummary: One.\n---\nText.\n",
	"site/content/guides/g.fr.md":  "---\ntitle: Guide\nsummary: Un.\n---\nTexte.\n",
	"site/assets/static/robot.txt": "text\n",
	"old/content/post/p.md":        "---\ntitle: Old\ndate: 2020-01-01\n---\nText.\n",
	"old/hugo.toml":                "baseURL = \"https://example.org/\"\n",
}

// oddities are what may stand in a site's folder and is no regular file, by a name and
// what the command says of it; a link leads to what its text names, and what begins
// with a bar is a thing of that kind.
var oddities = []struct{ name, to string }{
	{"content/guides/pw.en.md", "../../../outside/guides/a.en.md"},
	{"content/guides/pw.en.md", "ABS/outside/guides/a.en.md"},
	{"content/guides", "../../outside/guides"},
	{"content/guides", "../private"},
	{"content/guides/sub", "../../../outside/guides"},
	{"content/guides/up", ".."},
	{"content/guides/git", "../../.git"},
	{"content/guides/git.en.md", "../../.git/a.en.md"},
	{"content/guides/in.en.md", "../../private/a.en.md"},
	{"content/guides/self.en.md", "self.en.md"},
	{"content/guides/here", "."},
	{"content/guides/loop.en.md", "loop2.en.md"},
	{"content/guides/gone.en.md", "nowhere"},
	{"content/guides/zero.en.md", "/dev/zero"},
	{"content/guides/tty.en.md", "/dev/tty"},
	{"content/guides/fd.en.md", "/proc/self/environ"},
	{"content/guides/stdin.en.md", "/dev/stdin"},
	{"content/guides/pipe.en.md", "|pipe"},
	{"content/guides/socket.en.md", "|socket"},
	{"content/guides/pipe", "|pipe"},
	{"content", "../outside/content"},
	{"content", "private"},
	{"content", "|pipe"},
	{"content/site.yaml", "../../outside/site.yaml"},
	{"content/site.yaml", "|pipe"},
	{"content/images", "../../outside"},
	{"content/images/a.png", "../../../outside/picture.png"},
	{"content/images/a.png", "|pipe"},
	{"content/data", "../../outside/data"},
	{"content/data/figures.yaml", "../../../outside/data/figures.yaml"},
	{"content/data/figures.yaml", "|pipe"},
	{"content/odd", "/etc"},
	{"layouts", "../outside/layouts"},
	{"layouts", "|pipe"},
	{"layouts/base.html", "../../outside/layouts/base.html"},
	{"layouts/base.html", "|pipe"},
	{"layouts/strings", "../../outside/strings"},
	{"layouts/strings/en.yaml", "../../../outside/strings/en.yaml"},
	{"layouts/strings/en.yaml", "|pipe"},
	{"assets", "../outside"},
	{"assets/static", "../../outside/static"},
	{"assets/static/a.txt", "../../../outside/static/a.txt"},
	{"assets/static/a.txt", "|pipe"},
	{"assets/static/sub", "/etc"},
	{"assets/.well-known", "/etc"},
	{"assets/static/.well-known", "/etc"},
	{"assets/css/main.css", "../../../outside/css/main.css"},
	{"assets/css/pages", "../../../outside/css"},
	{"assets/admin", "../../outside/css"},
	{"assets/fonts", "../../outside/static"},
	{"assets/js", "../../outside"},
}

// siteReaders are the commands that read a site. Each says whether it tells of everything
// that is wrong with one.
var siteReaders = []struct {
	args  []string
	tells bool
}{
	{[]string{"build", "--output", "DIR/public"}, true},
	{[]string{"check"}, true},
	{[]string{"status"}, false},
	{[]string{"sync", "g"}, false},
	{[]string{"new", "guide", "another"}, false},
	{[]string{"import", "hugo", "ABS/old"}, false},
}

// TestP1OnlyRegularFiles puts what is no regular file everywhere that a site is read
// from. No command follows it or waits for it, and build and check say where it is.
func TestP1OnlyRegularFiles(t *testing.T) {
	tried := 0
	for _, odd := range oddities {
		base := t.TempDir()
		put := func(name, text string) {
			t.Helper()
			file := filepath.Join(base, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		for name, text := range outside {
			put(name, text)
		}
		plant(t, base, odd.name, odd.to)
		before := listing(t, base)
		for _, r := range siteReaders {
			tried++
			args := append(r.args[:len(r.args):len(r.args)], "--source", filepath.Join(base, "site"))
			for i, a := range args {
				args[i] = strings.NewReplacer("ABS", base, "DIR", base).Replace(a)
			}
			code, said := soon(t, args)
			if r.tells && (code != 1 || !strings.Contains(said, odd.name+": error: ")) {
				t.Errorf("%s %s: %s ended with %d and says\n%s", odd.name, odd.to, r.args[0], code, said)
			}
			if strings.Contains(said, hidden) || strings.Contains(said, "root:") {
				t.Errorf("%s %s: %s tells what it holds:\n%s", odd.name, odd.to, r.args[0], said)
			}
		}
		for name, text := range listing(t, base) {
			if _, there := before[name]; !there && strings.Contains(text, hidden) {
				t.Errorf("%s %s: %s was written, and holds what it should not", odd.name, odd.to, name)
			}
		}
		if _, err := os.Lstat(filepath.Join(base, "public")); err == nil {
			t.Errorf("%s %s: a site was published", odd.name, odd.to)
		}
	}
	promise.Held(t, tried)
}

// plant puts an oddity into the site, and in the place of what is there.
func plant(t *testing.T, base, name, to string) {
	t.Helper()
	file := filepath.Join(base, "site", name)
	err := errors.Join(os.RemoveAll(file), os.MkdirAll(filepath.Dir(file), 0o755))
	switch to = strings.Replace(to, "ABS", base, 1); to {
	case "|pipe":
		err = errors.Join(err, syscall.Mkfifo(file, 0o644))
	case "|socket":
		l, listening := net.ListenUnix("unix", &net.UnixAddr{Name: file, Net: "unix"})
		if err = errors.Join(err, listening); err == nil {
			t.Cleanup(func() { l.Close() })
		}
	default:
		err = errors.Join(err, os.Symlink(to, file))
		if to == "loop2.en.md" {
			err = errors.Join(err, os.Symlink(filepath.Base(file), filepath.Join(filepath.Dir(file), to)))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// listing gives the text of every regular file in a folder, and nothing of the rest.
func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		src, err := os.ReadFile(name)
		files[name] = string(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// soon runs a command that must not wait for anybody, and gives all that it says.
func soon(t *testing.T, args []string) (code int, said string) {
	t.Helper()
	var out bytes.Buffer
	done := make(chan int, 1)
	go func() { done <- run(t.Context(), args, func(string) string { return "" }, &out, &out) }()
	select {
	case code = <-done:
		return code, out.String()
	case <-time.After(20 * time.Second):
		t.Fatalf("tract %q does not end", args)
		return 0, ""
	}
}
