//go:build unix

package main

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestBaselineIsNoFile has something else in the place of a baseline: nobody waits for it,
// and what it is is said in the reader's language.
func TestBaselineIsNoFile(t *testing.T) {
	for _, c := range []struct {
		put    func(at string) error
		en, fr string
	}{
		{func(at string) error { return syscall.Mkfifo(at, 0o644) }, "something that is not a file stands in its place", "quelque chose qui n’est pas un fichier occupe la place"},
		{func(at string) error { return os.Mkdir(at, 0o755) }, "something that is not a file stands in its place", "quelque chose qui n’est pas un fichier occupe la place"},
		{func(at string) error { return os.Symlink("content/site.yaml", at) }, "it is a link, and links are not followed", "c’est un lien, et les liens ne sont pas suivis"},
		{func(at string) error { return os.Symlink("nowhere", at) }, "it is a link, and links are not followed", "c’est un lien, et les liens ne sont pas suivis"},
	} {
		site := t.TempDir()
		settings := filepath.Join(site, "content/site.yaml")
		if err := errors.Join(os.Mkdir(filepath.Dir(settings), 0o755), os.WriteFile(settings, []byte("title: Site\nlanguages: [en]\n"), 0o644), c.put(filepath.Join(site, "check-baseline.txt"))); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"check", "--source", site}, {"check", "--write-baseline", "--source", site}} {
			if code, said := soon(t, args); code != 1 || said != "tract: \"check-baseline.txt\" cannot be opened ("+c.en+")\n" {
				t.Errorf("%q: %d %s", args, code, said)
			}
			if code, said := soon(t, append(args, "--ui", "fr")); code != 1 || said != "tract: \"check-baseline.txt\" ne peut pas être ouvert ("+c.fr+")\n" {
				t.Errorf("%q: %d %s", args, code, said)
			}
		}
	}
}
