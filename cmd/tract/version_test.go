package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestIdentity tells programs apart that have one version, and asks for nothing
// where the version tells them apart.
func TestIdentity(t *testing.T) {
	dir := t.TempDir()
	built := func(content string) func() (string, error) {
		name := filepath.Join(dir, "program")
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return func() (string, error) { return name, nil }
	}
	for _, version := range []string{"v1.2.3", "v0.0.0-20250101000000-0123456789ab"} {
		unasked := func() (string, error) { t.Error("the executable is asked for"); return "", nil }
		if got := identity(version, unasked); got != version {
			t.Errorf("%s: got %q", version, got)
		}
	}
	for _, version := range []string{"", "unknown", "(devel)", "0123456789abcdef", "v1.2.4-0.20250101000000-0123456789ab+dirty"} {
		first, same, other := identity(version, built("one")), identity(version, built("one")), identity(version, built("two"))
		if first == "" || first != same || first == other {
			t.Errorf("%q: got %q, %q and %q", version, first, same, other)
		}
	}
	marked := func(id, rest string) string {
		return identity("(devel)", built("ELF\xff Go build ID: \""+id+"\"\n \xff"+rest))
	}
	if first, same, other := marked("a", "one"), marked("a", "two"), marked("b", "one"); first != "(devel) a" || first != same || first == other {
		t.Errorf("by the linker's id: got %q, %q and %q", first, same, other)
	}
	for name, executable := range map[string]func() (string, error){
		"unknown":    func() (string, error) { return "", errors.ErrUnsupported },
		"gone":       func() (string, error) { return filepath.Join(dir, "gone"), nil },
		"unreadable": func() (string, error) { return dir, nil },
	} {
		if got := identity("(devel)", executable); got != "" {
			t.Errorf("an executable that is %s: got %q", name, got)
		}
	}
	if first, again := program(), program(); first == "" || first != again {
		t.Errorf("this program is %q, then %q", first, again)
	}
}
