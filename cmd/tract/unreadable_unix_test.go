//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestUnreadable builds a site of which the content, or its settings, may not be read:
// one fault is told, and no hint that leads elsewhere. Who may read everything runs it
// as somebody who may not.
func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		asNobody(t)
		return
	}
	const readable = "    hint: ask its owner to let you read it (chmod u+r, a folder u+rx, if that is you; a+r or a+rx if it is somebody else)\n"
	for _, c := range []struct {
		name string
		mode os.FileMode
		want string
	}{
		{"content", 0, "content: error: this cannot be read, for want of permission\n" + readable + "1 error\n"},
		{"content", 0o400, "content: error: this cannot be read, for want of permission\n" + readable + "1 error\n"},
		{"content/site.yaml", 0, "content/site.yaml: error: this cannot be read, for want of permission\n" + readable + "1 error\n"},
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{
			"content/site.yaml":         "title: Le site\nlanguages: [fr]\n",
			"content/guides/a.fr.md":    "---\ntitle: Un\nsummary: Un.\n---\nTexte.\n",
			"content/data/figures.yaml": "checked: 2025-01-01\n",
		} {
			file := filepath.Join(dir, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(filepath.Join(dir, c.name), c.mode); err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), []string{"build", "--source", dir, "--output", filepath.Join(dir, "public")}, func(string) string { return "" }, &stdout, &stderr)
		if code != 1 || stderr.String() != c.want {
			t.Errorf("%s with the mode %v: %d %s", c.name, c.mode, code, stderr.String())
		}
		if err := os.Chmod(filepath.Join(dir, c.name), 0o755); err != nil { // so that it can be removed
			t.Fatal(err)
		}
	}
}

// asNobody runs the test again, in a copy of this program that others may reach.
func asNobody(t *testing.T) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "tract-nobody-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	copied := filepath.Join(dir, "tract.test")
	src, err := os.ReadFile(program)
	if err := errors.Join(err, os.WriteFile(copied, src, 0o755), os.Chmod(copied, 0o755), os.Chmod(dir, 0o777)); err != nil {
		t.Fatal(err)
	}
	const nobody = 65534
	command := exec.Command(copied, "-test.run=^"+t.Name()+"$", "-test.v")
	command.Dir, command.Env = dir, append(os.Environ(), "TMPDIR="+dir)
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestLockOfOthers names what keeps a build out with its folder, and says what a lock is,
// where there is one.
func TestLockOfOthers(t *testing.T) {
	if os.Getuid() == 0 {
		asNobody(t)
		return
	}
	dir := t.TempDir()
	lock := filepath.Join(dir, "public", ".tract-lock")
	settings := filepath.Join(dir, "content", "site.yaml")
	for file, mode := range map[string]os.FileMode{lock: 0, settings: 0o644} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte("title: x\nlanguages: [fr]\n")[:len("title: x\nlanguages: [fr]\n")*int(mode/0o644)], mode)); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(name, hint string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), []string{"build", "--source", dir, "--output", filepath.Dir(lock)}, func(string) string { return "" }, &stdout, &stderr)
		if said := stderr.String(); code != 1 || !strings.Contains(said, `"`+name+`" cannot be `) || !strings.Contains(said, "hint: "+hint) {
			t.Errorf("%d: %s", code, said)
		}
	}
	refused(lock, "by this file, runs of tract wait")
	if err := errors.Join(os.Remove(lock), os.Chmod(filepath.Dir(lock), 0o555)); err != nil {
		t.Fatal(err)
	}
	refused(filepath.Dir(lock), "you run as another user than its owner")
	manifest := filepath.Join(filepath.Dir(lock), ".tract-manifest")
	if err := errors.Join(os.Chmod(filepath.Dir(lock), 0o755), os.WriteFile(manifest, nil, 0)); err != nil {
		t.Fatal(err)
	}
	refused(manifest, "you run as another user than its owner")
}
