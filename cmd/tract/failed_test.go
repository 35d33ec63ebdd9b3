package main

import (
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"tract/internal/disk"
)

// TestFailed says in the reader's language what failed and why, and quotes the system where
// that is rare.
func TestFailed(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("write aside: %w", &fs.PathError{Op: "write", Path: "public/a.html", Err: syscall.ENOSPC}), "tract: \"public/a.html\" ne peut pas être écrit, déplacé ni retiré (le disque est plein)\n"},
		{fmt.Errorf("read .: %w", &fs.PathError{Op: "open", Path: "content", Err: syscall.EACCES}), "tract: \"content\" ne peut pas être ouvert (permission refusée)\n    piste\u00a0: il est à quelqu’un d’autre, ou ses droits ou ceux de son dossier sont trop restreints; faites-les changer (chmod u+rwX, ou chown), et ne mêlez pas les exécutions avec et sans sudo\n"},
		{&fs.PathError{Op: "open", Path: "content", Err: syscall.ENOENT}, "tract: \"content\" ne peut pas être ouvert (il n’y a ni fichier ni dossier de ce nom)\n"},
		{&fs.PathError{Op: "create", Path: "a.md", Err: fs.ErrExist}, "tract: \"a.md\" ne peut pas être écrit, déplacé ni retiré (il existe déjà)\n"},
		{&fs.PathError{Op: "write", Path: "a.md", Err: errMeanwhile}, "tract: \"a.md\" ne peut pas être écrit, déplacé ni retiré (quelqu’un l’a modifié entre-temps)\n"},
		{&fs.PathError{Op: "mkdir", Path: "a", Err: disk.ErrNoFolder}, "tract: \"a\" ne peut pas être écrit, déplacé ni retiré (quelque chose qui n’est pas un dossier occupe la place)\n"},
		{&fs.PathError{Op: "stat", Path: "a/b", Err: syscall.ENOTDIR}, "tract: \"a/b\" ne peut pas être ouvert (quelque chose qui n’est pas un dossier occupe la place)\n"},
		{syscall.ENOMEM, "tract: l’ordinateur refuse de poursuivre (cannot allocate memory)\n"},
	} {
		var b strings.Builder
		if code := newUI([]string{"--ui=fr"}, func(string) string { return "" }, &b, &b).exitCode(c.err); code != 1 || b.String() != c.want {
			t.Errorf("%d, %q", code, b.String())
		}
	}
}
