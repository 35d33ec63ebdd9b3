// Package history asks git what a file said before.
//
// It takes a folder and the name of a file in it, and gives the contents that the file
// had, the latest first. It runs git, and only commands of it that read what is
// committed: none that runs a hook, a filter, a pager or a comparison that the
// repository's settings name, none that fetches, and none that takes a lock. It refuses
// to guess: where there is no git, or no repository, [Open] gives [ErrNone].
package history

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"tract/internal/limit"
)

// ErrNone says that nothing is known of earlier versions.
var ErrNone = errors.New("no history")

// History is what git knows of a folder.
type History struct {
	git, dir string
	patience time.Duration
}

// Open finds git, and the repository that a folder is in.
func Open(ctx context.Context, dir string) (*History, error) {
	git, err := exec.LookPath("git")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	return open(ctx, git, dir, limit.HistoryTime)
}

func open(ctx context.Context, git, dir string, patience time.Duration) (*History, error) {
	h := &History{git, dir, patience}
	if _, err := h.run(ctx, "rev-parse", "--verify", "HEAD"); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	return h, nil
}

// Versions gives the contents that a file had, the latest first, those under an earlier
// name too. It ends where git can say no more; a version that is too large is left out.
func (h *History) Versions(ctx context.Context, file string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		from, left := "HEAD", limit.HistoryLength
		for file != "" && left > 0 {
			out, err := h.run(ctx, "rev-list", "--max-count="+strconv.Itoa(left), from, "--", file)
			commits := strings.Fields(string(out))
			if err != nil || len(commits) == 0 {
				return
			}
			left -= len(commits)
			for _, commit := range commits {
				content, err := h.content(ctx, commit+":./"+file)
				if err != nil || content == nil {
					continue // the commit that took the file out
				}
				if !yield(content) {
					return
				}
			}
			first := commits[len(commits)-1]
			file, from = h.nameBefore(ctx, first, file), first+"^"
		}
	}
}

// nameBefore gives the name that a file had before a commit that gave it another, ""
// where the commit did not. Each is relative to the folder.
func (h *History) nameBefore(ctx context.Context, commit, file string) string {
	out, err := h.run(ctx, "diff-tree", "--no-commit-id", "--relative", "-r", "-z", "--find-renames", "--diff-filter=R", "--name-status", commit)
	if err != nil {
		return ""
	}
	fields := strings.Split(string(out), "\x00") // R100, the old name, the new one
	for i := 2; i < len(fields); i += 3 {
		if fields[i] == file {
			return fields[i-1]
		}
	}
	return ""
}

// content gives what an object of the repository holds, nothing if that is too much.
func (h *History) content(ctx context.Context, object string) ([]byte, error) {
	size, err := h.run(ctx, "cat-file", "-s", object)
	if err != nil {
		return nil, err
	}
	if n, err := strconv.Atoi(strings.TrimSpace(string(size))); err != nil || n > limit.HistoryBytes {
		return nil, err
	}
	return h.run(ctx, "cat-file", "blob", object)
}

// guards keep git from whatever the settings of a repository would have it run, since a
// repository may come from anybody: none of our commands needs a pager, a watcher, a hook
// or the network, no name of a file is a pattern, and a folder that only looks like a
// repository without a working tree, as one in a pull request may, is none.
var guards = []string{
	"--no-pager", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
	"-c", "safe.bareRepository=explicit", "-c", "diff.renameLimit=1000",
}

// settled is the environment to the same end. What is missing is fetched by no protocol.
var settled = []string{"LC_ALL=C", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0"}

// run gives what a command of git prints. One that waits for something, as for a pipe
// that the settings include, is ended.
func (h *History) run(ctx context.Context, args ...string) ([]byte, error) {
	return h.ask(ctx, "", args...)
}

// ask gives it a text to read.
func (h *History) ask(ctx context.Context, text string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, h.patience)
	defer cancel()
	c := exec.CommandContext(ctx, h.git, append(slices.Clone(guards), args...)...)
	c.Dir = h.dir
	c.Stdin = strings.NewReader(text)
	c.Env = append(c.Environ(), settled...)
	c.WaitDelay = time.Second
	return c.Output()
}
