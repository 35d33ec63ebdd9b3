package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tract/internal/promise"
)

// TestD5Overruns builds, checks and shows sites of which something never ends, or takes
// longer than it may: the program ends with 1, names the file, and what was published
// stays as it was.
func TestD5Overruns(t *testing.T) {
	const never = `{{define "main"}}{{range 1000000000}}{{range 1000000000}}{{end}}{{end}}{{end}}`
	paragraph := strings.Repeat("Some *words* with [a link](https://example.org/) in `them`. ", 8) + "\n\n"
	long := "---\ntitle: Long\n---\n" + strings.Repeat(paragraph, 1_000_000/len(paragraph))
	tried := 0
	for _, c := range []struct {
		name, file, text string
		args             []string
		said             string
	}{
		{"a template", "layouts/guide.html", never, []string{"build", "--page-timeout", "200ms"}, `(?m)^content/guides/leave\.en\.md: error: this takes longer than 200 ms, and nothing was written$`},
		{"a template, checked", "layouts/guide.html", never, []string{"check", "--page-timeout", "200ms", "--ui", "fr"}, `content/guides/leave\.en\.md.*erreur.*ceci prend plus de 200.ms`},
		{"a list", "layouts/list.html", never, []string{"build", "--page-timeout", "200ms"}, `(?m)^en/[a-z/]+\.html: error: this takes longer than 200 ms`},
		{"a text", "content/pages/long.en.md", long, []string{"build", "--page-timeout", "20ms"}, `(?m)^content/pages/long\.en\.md: error: this takes longer than 20 ms`},
		{"a whole build", "layouts/guide.html", never, []string{"build", "--page-timeout", "1m", "--timeout", "300ms"}, `(?m)^tract: it took longer than 300 ms, and nothing was written; it was at "content/guides/leave\.en\.md"$`},
		{"a build again and again", "layouts/guide.html", never, []string{"build", "--watch", "--page-timeout", "200ms"}, `(?m)^content/guides/leave\.en\.md: error: this takes longer than 200 ms`},
	} {
		dir := publishedSite(t)
		before := treeOf(t, filepath.Join(dir, "public"))
		putFile(t, filepath.Join(dir, c.file), c.text)
		said, code := ends(t, dir, c.args...)
		if code != 1 || !regexp.MustCompile(c.said).MatchString(said) || strings.Contains(said, "made ") {
			t.Errorf("%s: ended with %d, and said\n%s", c.name, code, said)
		}
		if after := treeOf(t, filepath.Join(dir, "public")); after != before {
			t.Errorf("%s: what was published is another", c.name)
		}
		if err := os.Remove(filepath.Join(dir, c.file)); err != nil {
			t.Fatal(err)
		}
		if said, code := ends(t, dir, "build", "--page-timeout", "1m", "--timeout", "1h"); code != 0 {
			t.Errorf("%s: what it left is in the way: %s", c.name, said)
		}
		tried++
	}
	tried += servedOverrun(t, never)
	for _, args := range [][]string{{"build", "--timeout", "-1s"}, {"check", "--page-timeout", "-1ms"}, {"build", "--page-timeout", "soon"}} {
		if said, code := ends(t, t.TempDir(), args...); code != 2 {
			t.Errorf("%q: ended with %d, and said %s", args, code, said)
		}
		tried++
	}
	promise.Held(t, tried)
}

// servedOverrun asks a server for a page that never ends.
func servedOverrun(t *testing.T, template string) (tried int) {
	dir := publishedSite(t)
	putFile(t, filepath.Join(dir, "layouts/guide.html"), template)
	server := exec.CommandContext(t.Context(), "tract", "serve", "--source", dir, "--addr", "127.0.0.1:0")
	server.Env = append(os.Environ(), "LC_ALL=C")
	var said bytes.Buffer
	server.Stderr = &said
	out, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	address := regexp.MustCompile(`http://[0-9.:]+/`).FindString(line)
	if err != nil || address == "" {
		t.Fatal(line, err)
	}
	if resp, err := http.Get(address + "en/guides/leave.html"); err == nil {
		resp.Body.Close()
		t.Errorf("a page that never ends was answered with %d", resp.StatusCode)
	}
	err = server.Wait()
	if !strings.Contains(said.String(), "content/guides/leave.en.md: error: this takes longer than 2.0 s") {
		t.Errorf("the server ended with %v, and said %s", err, said.String())
	}
	return 1
}

// publishedSite gives the folder of a small site that has been published.
func publishedSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	putFile(t, filepath.Join(dir, "content/site.yaml"), "title: Slow\nlanguages: [en]\n")
	putFile(t, filepath.Join(dir, "content/pages/about.en.md"), "---\ntitle: About\n---\nText.\n")
	putFile(t, filepath.Join(dir, "content/guides/leave.en.md"), "---\ntitle: Leave\nsummary: How to leave.\n---\nText.\n")
	if said, code := ends(t, dir, "build"); code != 0 {
		t.Fatal(said)
	}
	return dir
}

// ended runs the program in a folder until it ends.
func ends(t *testing.T, dir string, args ...string) (said string, code int) {
	t.Helper()
	said, state := runTract(t, dir, args...)
	return said, state.ExitCode()
}

func runTract(t *testing.T, dir string, args ...string) (said string, state *os.ProcessState) {
	t.Helper()
	c := exec.CommandContext(t.Context(), "tract", args...)
	c.Dir, c.Env = dir, append(os.Environ(), "LC_ALL=C")
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out), c.ProcessState
}

// treeOf gives what is published.
func treeOf(t *testing.T, dir string) string {
	t.Helper()
	tree, err := hashes(dir)
	if err != nil {
		t.Fatal(err)
	}
	maps.DeleteFunc(tree, func(name string, _ [32]byte) bool {
		return name == ".tract-lock" || strings.HasPrefix(name, ".tract-staging/") // as after kill -9; the next build takes them away
	})
	return fmt.Sprint(tree)
}

func putFile(t *testing.T, name, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(name), 0o777)
	if err == nil {
		err = os.WriteFile(name, []byte(text), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}
