package main

import (
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

// TestFailed says in the reader's language what failed, and quotes the system.
func TestFailed(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("write aside: %w", &fs.PathError{Op: "write", Path: "public/a.html", Err: syscall.ENOSPC}), "tract: \"public/a.html\" ne peut pas être écrit, déplacé ni retiré (no space left on device)\n"},
		{fmt.Errorf("read .: %w", &fs.PathError{Op: "open", Path: "content", Err: syscall.EACCES}), "tract: \"content\" ne peut pas être ouvert (permission denied)\n"},
		{syscall.ENOMEM, "tract: l’ordinateur refuse de poursuivre (cannot allocate memory)\n"},
	} {
		var b strings.Builder
		if code := newUI([]string{"--ui=fr"}, func(string) string { return "" }, &b, &b).exitCode(c.err); code != 1 || b.String() != c.want {
			t.Errorf("%d, %q", code, b.String())
		}
	}
}
