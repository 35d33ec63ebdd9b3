package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"tract/internal/limit"
	"tract/internal/payload"
	"tract/internal/promise"
)

// TestD1Program builds sites of which one file costs as much as a file can, each in a
// process of its own: it is rendered or refused within two seconds of the processor and
// 256 MB, leaflets and cards and all, and nothing that is said is about the program's
// inside.
func TestD1Program(t *testing.T) {
	const guide, data = "content/guides/leave.en.md", "content/data/organizations.yaml"
	type page struct{ file, name, text string }
	var pages []page
	for _, s := range payload.MarkdownShapes() {
		for _, n := range []int{1 << 10, 10 << 10, 100 << 10, 1 << 20} {
			text := "---\ntitle: Big\nsummary: S\n---\n" + s.Make(n)
			pages = append(pages, page{guide, fmt.Sprintf("Markdown, %s, %d", s.Name, n), text[:min(len(text), limit.FileBytes)]})
		}
	}
	for _, s := range payload.YAMLShapes() {
		for _, n := range []int{10 << 10, limit.FrontMatterBytes - 100, 100 << 10} {
			pages = append(pages, page{guide, fmt.Sprintf("YAML, %s, %d", s.Name, n), "---\ntitle: Big\n" + s.Make(n) + "\n---\nText.\n"})
		}
	}
	for _, unit := range payload.CodeUnits() {
		var b strings.Builder
		for _, name := range []string{"yaml", "json", "bash", "python", "html", "php"} {
			code := strings.Repeat(unit, limit.CodeBytes/2/len(unit))
			fmt.Fprintf(&b, "~~~~~~~~%s\n%s\n~~~~~~~~\n\n", name, code)
		}
		pages = append(pages, page{guide, fmt.Sprintf("code of %q", unit), "---\ntitle: Big\nsummary: S\n---\n" + b.String()})
	}
	for _, s := range payload.YAMLShapes() {
		text := s.Make(limit.FileBytes)
		pages = append(pages, page{data, "data, " + s.Name, text[:min(len(text), limit.FileBytes)]})
	}
	dir := publishedSite(t)
	putFile(t, filepath.Join(dir, "content/site.yaml"), "title: Big\nlanguages: [en]\nbase_url: \"https://example.org/\"\n")
	tried := 0
	for i, p := range pages {
		if !promise.Whole() && i%29 != 0 {
			continue
		}
		putFile(t, filepath.Join(dir, guide), "---\ntitle: Big\nsummary: S\n---\n")
		putFile(t, filepath.Join(dir, p.file), p.text)
		said, state, held := watchTract(t, dir, "build", "--page-timeout", "30s", "--output", "other")
		took := state.UserTime() + state.SystemTime()
		if code := state.ExitCode(); code > 1 || strings.Contains(said, "internal error") || strings.Contains(said, "goroutine") {
			t.Errorf("%s: ended with %d, and said %.1000s", p.name, code, said)
		}
		if took > limit.PageTime || held > 256 {
			t.Errorf("%s takes %v and %d MB", p.name, took, held)
		} else if took > time.Second || held > 150 {
			t.Logf("%s takes %v and %d MB", p.name, took, held)
		}
		tried++
	}
	promise.Held(t, tried)
}

// watchTract runs the program and gives how many megabytes it held at most. On a busy
// machine it may have ended before it was looked at; then it runs again.
func watchTract(t *testing.T, dir string, args ...string) (said string, state *os.ProcessState, held int) {
	t.Helper()
	for range 5 {
		if said, state, held = watchOnce(t, dir, args...); held > 0 {
			return said, state, held
		}
	}
	t.Fatal("nothing is known of what the program held")
	return said, state, held
}

func watchOnce(t *testing.T, dir string, args ...string) (said string, state *os.ProcessState, held int) {
	t.Helper()
	var out bytes.Buffer
	c := exec.CommandContext(t.Context(), "tract", args...)
	c.Dir, c.Env, c.Stdout, c.Stderr = dir, append(os.Environ(), "LC_ALL=C"), &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = c.Wait() // how it ended is in its state
		close(ended)
	}()
	status := fmt.Sprintf("/proc/%d/status", c.Process.Pid)
	for {
		if src, err := os.ReadFile(status); err == nil {
			if m := most.FindSubmatch(src); m != nil {
				kilobytes, _ := strconv.Atoi(string(m[1]))
				held = max(held, kilobytes>>10)
			}
		}
		select {
		case <-ended:
			return out.String(), c.ProcessState, held
		case <-time.After(5 * time.Millisecond):
		}
	}
}

var most = regexp.MustCompile(`(?m)^VmHWM:\s*(\d+) kB$`)
