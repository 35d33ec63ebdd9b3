//go:build unix

package history

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// settingsOf has every setting of a repository that names a program, or that makes git run
// one where it would not.
func settingsOf(trap string) string {
	return strings.ReplaceAll(`[core]
	fsmonitor = TRAP
	pager = TRAP
	editor = TRAP
	askPass = TRAP
	sshCommand = TRAP
	gitProxy = TRAP
	alternateRefsCommand = TRAP
	hooksPath = hooks
	attributesFile = hooks/attributes
[diff]
	external = TRAP
[diff "x"]
	textconv = TRAP
	command = TRAP
[filter "x"]
	clean = TRAP
	smudge = TRAP
	process = TRAP
	required = true
[merge "x"]
	driver = TRAP
[log]
	showSignature = true
[gpg]
	program = TRAP
[gpg "ssh"]
	defaultKeyCommand = TRAP
[alias]
	rev-parse = !TRAP
	rev-list = !TRAP
	diff-tree = !TRAP
	cat-file = !TRAP
[pager]
	rev-list = TRAP
	diff-tree = TRAP
	cat-file = TRAP
[credential]
	helper = !TRAP
[trace2]
	normalTarget = TRACE
[uploadpack]
	packObjectsHook = TRAP
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[extensions]
	partialClone = origin
[remote "origin"]
	url = ext::TRAP
	promisor = true
	partialclonefilter = blob:none
`, "TRAP", trap)
}

// hooks are the names of all programs that git runs of itself.
var hooks = strings.Fields("applypatch-msg pre-applypatch post-applypatch pre-commit prepare-commit-msg commit-msg post-commit pre-rebase post-checkout post-merge pre-push pre-receive update proc-receive post-receive post-update reference-transaction push-to-checkout pre-auto-gc post-rewrite sendemail-validate fsmonitor-watchman post-index-change")

// trapped makes a repository of which everything runs a program, and gives what that
// program leaves.
func trapped(t *testing.T) (dir, ran string) {
	t.Helper()
	dir = repository(t, "a.md", "one\n", "two\n", "mv b.md", "two\n")
	ran = filepath.Join(t.TempDir(), "ran")
	trap := filepath.Join(t.TempDir(), "trap")
	must(t, os.WriteFile(trap, []byte("#!/bin/sh\necho \"$0 $*\" >> "+ran+"\n"), 0o755))
	f, err := os.OpenFile(filepath.Join(dir, ".git", "config"), os.O_APPEND|os.O_WRONLY, 0)
	must(t, err)
	_, err = f.WriteString(settingsOf(trap))
	must(t, err, f.Close(), os.WriteFile(filepath.Join(dir, ".gitattributes"), []byte("* diff=x filter=x merge=x\n"), 0o666))
	for _, folder := range []string{"hooks", ".git/hooks"} {
		must(t, os.MkdirAll(filepath.Join(dir, folder), 0o755))
		for _, hook := range hooks {
			must(t, os.WriteFile(filepath.Join(dir, folder, hook), []byte("#!/bin/sh\necho hook "+hook+" >> "+ran+"\n"), 0o755))
		}
	}
	return dir, ran
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// edit replaces a text in a file that has it.
func edit(file, old, now string) error {
	src, err := os.ReadFile(file)
	if err == nil && !strings.Contains(string(src), old) {
		err = errors.New(file + " has no " + old)
	}
	return errors.Join(err, os.WriteFile(file, []byte(strings.Replace(string(src), old, now, 1)), 0o666))
}

// TestRunsNothing holds that a repository which somebody made for it runs no program,
// however it says that one should.
func TestRunsNothing(t *testing.T) {
	t.Setenv("GIT_CEILING_DIRECTORIES", os.TempDir())
	for name, c := range map[string]struct {
		prepare func(dir string) (string, error) // gives the folder that is asked about
		want    int                              // versions; -1: it is no repository
	}{
		"settings": {func(dir string) (string, error) { return dir, nil }, 3},
		"settings that are included": {func(dir string) (string, error) {
			config := filepath.Join(dir, ".git", "config")
			src, err := os.ReadFile(config)
			own := "[core]\n\trepositoryformatversion = 0\n[include]\n\tpath = ../more\n[includeIf \"gitdir:**\"]\n\tpath = ../more\n"
			return dir, errors.Join(err, os.WriteFile(filepath.Join(dir, "more"), src, 0o666), os.WriteFile(config, []byte(own), 0o666))
		}, 3},
		"settings of the working tree": {func(dir string) (string, error) {
			config := filepath.Join(dir, ".git", "config")
			return dir, errors.Join(os.Rename(config, config+".worktree"), os.WriteFile(config, []byte("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tworktreeConfig = true\n"), 0o666))
		}, 3},
		"a file in place of .git": {func(dir string) (string, error) {
			return dir, errors.Join(os.Rename(filepath.Join(dir, ".git"), filepath.Join(dir, "elsewhere")), os.WriteFile(filepath.Join(dir, ".git"), []byte("gitdir: elsewhere\n"), 0o666))
		}, 3},
		"a repository of a pull request": {func(dir string) (string, error) { // which cannot hold .git
			bare := filepath.Join(dir, "site")
			return bare, errors.Join(os.Rename(filepath.Join(dir, ".git"), bare), edit(filepath.Join(bare, "config"), "bare = false", "bare = true"))
		}, -1},
		"a module in a module": {func(dir string) (string, error) {
			inner := filepath.Join(dir, "module")
			err := errors.Join(os.MkdirAll(inner, 0o755), os.MkdirAll(filepath.Join(dir, ".git", "modules"), 0o755), os.Rename(filepath.Join(dir, ".git"), filepath.Join(dir, "git")))
			err = errors.Join(err, os.WriteFile(filepath.Join(dir, ".gitmodules"), []byte("[submodule \"m\"]\n\tpath = module\n\turl = ext::false\n\tupdate = !false\n"), 0o666))
			return inner, errors.Join(err, os.WriteFile(filepath.Join(inner, ".git"), []byte("gitdir: ../git\n"), 0o666))
		}, 3},
		"objects that are missing": {func(dir string) (string, error) {
			out, err := exec.Command("git", "-C", dir, "-c", "alias.x=", "rev-list", "--objects", "HEAD", "--", "a.md").Output()
			for line := range strings.Lines(string(out)) {
				if id, file, ok := strings.Cut(strings.TrimSpace(line), " "); ok && file == "a.md" {
					err = errors.Join(err, os.Remove(filepath.Join(dir, ".git", "objects", id[:2], id[2:])))
				}
			}
			return dir, errors.Join(err, edit(filepath.Join(dir, ".git", "config"), "repositoryformatversion = 0", "repositoryformatversion = 1"))
		}, 0},
	} {
		dir, ran := trapped(t)
		asked, err := c.prepare(dir)
		must(t, err, os.WriteFile(ran, nil, 0o666)) // what preparing ran does not count
		h, err := Open(t.Context(), asked)
		n := -1
		if err == nil {
			n = 0
			for range h.Versions(t.Context(), "b.md") {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%s: %d versions, want %d: %v", name, n, c.want, err)
		}
		if did, err := os.ReadFile(ran); err != nil || len(did) > 0 {
			t.Errorf("%s: git ran %s, %v", name, did, err)
		}
	}
}

// TestWaitsForNobody gives up on a repository that makes git wait.
func TestWaitsForNobody(t *testing.T) {
	dir := repository(t, "a.md", "one\n")
	must(t, os.WriteFile(filepath.Join(dir, ".git", "config"), []byte("[include]\n\tpath = pipe\n"), 0o666), syscall.Mkfifo(filepath.Join(dir, ".git", "pipe"), 0o666))
	began := time.Now()
	if _, err := open(t.Context(), "git", dir, 300*time.Millisecond); !errors.Is(err, ErrNone) || time.Since(began) > 10*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}
