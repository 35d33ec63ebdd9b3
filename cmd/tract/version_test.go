package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestIdentity tells programs apart that have one version, and does not look at the
// executable where the version and the compiler tell them apart.
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
		if got := identity(version, unasked); got != version+" "+runtime.Version() {
			t.Errorf("%s: got %q", version, got)
		}
	}
	for _, version := range []string{"", "unknown", "(devel)", "0123456789abcdef", "v1.2.4-0.20250101000000-0123456789ab+dirty"} {
		first, same, other := identity(version, built("one")), identity(version, built("one")), identity(version, built("two"))
		if first == "" || first != same || first == other {
			t.Errorf("%q: got %q, %q and %q", version, first, same, other)
		}
	}
	for name, mark := range map[string]func(id string) string{
		"text": func(id string) string { return "MZ\xff Go build ID: \"" + id + "\"\n \xff" },
		"note": func(id string) string {
			return "ELF\x04\x00\x00\x00" + string(rune(len(id))) + "\x00\x00\x00\x04\x00\x00\x00Go\x00\x00" + id
		},
	} {
		marked := func(id, rest string) string { return identity("(devel)", built(mark(id)+rest)) }
		if first, same, other := marked("a", "one"), marked("a", "two"), marked("b", "one"); first != "(devel) a" || first != same || first == other {
			t.Errorf("by the linker's id in a %s: got %q, %q and %q", name, first, same, other)
		}
	}
	if got := identity("", built("ELF\xff\xff\xff\xff\x04\x00\x00\x00Go\x00\x00a")); got == "" || strings.HasSuffix(got, " a") {
		t.Errorf("by a note that is cut: got %q", got)
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
	// Test programs have an id, whatever the system. A digest would be 64 digits.
	if _, id, _ := strings.Cut(identity("(devel)", os.Executable), " "); !strings.Contains(id, "/") {
		t.Errorf("the linker's id of this program was not found: %q", id)
	}
}

// TestNameless publishes by a program that cannot be told from another: what stands in
// the output may be the other's, so nothing there is known by its key.
func TestNameless(t *testing.T) {
	s := newSoaked(t, 1)
	defer s.end()
	s.version = ""
	tree, err := s.open().list()
	if err != nil {
		t.Fatal(err)
	}
	if ran, err := s.publish(newPublisher(s.ui(s.said), s.open(), s.publics[0]), tree, s.said); err != nil || ran.code != 0 {
		t.Fatal(ran.said, err)
	}
	manifest, err := os.ReadFile(filepath.Join(s.publics[0], ".tract-manifest"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(manifest)) {
		if fields := strings.Fields(line); len(fields) == 4 && fields[2] != "-" {
			t.Fatalf("published under a key: %s", line)
		}
	}
}
