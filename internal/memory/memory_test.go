package memory

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/quick"
	"time"

	"tract/internal/promise"
)

const key = "0123456789abcdef"

// site gives a site's folder, and where it is.
func site(t testing.TB) (*os.Root, string) {
	t.Helper()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root, filepath.Join(dir, Folder)
}

func write(t testing.TB, m *Memory, name, payload string) {
	t.Helper()
	if err := m.Write(name, []byte(payload)); err != nil {
		t.Fatal(err)
	}
}

func keep(t testing.TB, m *Memory, key, content string) {
	t.Helper()
	if err := m.Keep(key, []byte(content)); err != nil {
		t.Fatal(err)
	}
}

func TestRemembers(t *testing.T) {
	root, dir := site(t)
	m := Open(root, "v1")
	if _, ok := m.Read("pages"); ok {
		t.Error("something was read before anything was written")
	}
	if _, ok := m.Made(key); ok {
		t.Error("something was made before anything was kept")
	}
	if err := m.Sweep(nil); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(dir); err == nil {
		t.Error("reading made the folder")
	}
	same := func(payload []byte) bool {
		write(t, m, "pages", string(payload))
		keep(t, m, key, string(payload))
		got, ok := Open(root, "v1").Read("pages")
		made, was := Open(root, "v1").Made(key)
		return ok && was && got == string(payload) && bytes.Equal(made, payload)
	}
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
	if !same(nil) || !same(bytes.Repeat([]byte("long"), 1<<18)) {
		t.Error("nothing, or much, is not read back")
	}
	ignored, err := os.ReadFile(filepath.Join(dir, ".gitignore"))
	if err != nil || string(ignored) != "*\n" {
		t.Errorf(".gitignore: %q, %v", ignored, err)
	}
	wantFiles(t, dir, ".gitignore made made/"+key+" pages")
}

// wantFiles compares the names of all that is in the folder.
func wantFiles(t *testing.T, dir, want string) {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(p string, _ os.DirEntry, err error) error {
		if name, _ := filepath.Rel(dir, p); name != "." {
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if got := strings.Join(names, " "); err != nil || got != want {
		t.Errorf("the folder holds %s, want %s (%v)", got, want, err)
	}
}

// TestBelievesNoOther reads nothing that another program wrote, and nothing under
// another name than its own. Outputs are of any program that knows their key.
func TestBelievesNoOther(t *testing.T) {
	root, dir := site(t)
	m := Open(root, "v1")
	write(t, m, "pages", "x")
	keep(t, m, key, "y")
	other := Open(root, "v2")
	if _, ok := other.Read("pages"); ok {
		t.Error("another program's memory is believed")
	}
	if _, ok := other.Made(key); !ok {
		t.Error("an output is not found by its key")
	}
	for from, to := range map[string]string{"pages": "posts", "made/" + key: "made/" + key + "00"} {
		if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := m.Read("posts"); ok {
		t.Error("a file is believed under another name")
	}
	if _, ok := m.Made(key + "00"); ok {
		t.Error("an output is believed under another key")
	}
	write(t, other, "figures", "z")
	wantFiles(t, dir, ".gitignore figures made made/"+key+"00")
	if got, ok := other.Read("figures"); got != "z" || !ok {
		t.Error("what the new program wrote is not there")
	}
}

// TestC5DamagedMemory cuts the files at every byte, flips every bit and adds to
// their ends.
func TestC5DamagedMemory(t *testing.T) {
	tried := 0
	root, dir := site(t)
	m := Open(root, "v1")
	write(t, m, "pages", "what is remembered")
	keep(t, m, key, "what was made")
	for name, believed := range map[string]func() bool{
		"pages":       func() bool { _, ok := m.Read("pages"); return ok },
		"made/" + key: func() bool { _, ok := m.Made(key); return ok },
	} {
		file := filepath.Join(dir, name)
		whole, err := os.ReadFile(file)
		if err != nil || !believed() {
			t.Fatal(name, err)
		}
		try := func(what string, content []byte) {
			tried++
			spoil(t, file, content)
			if believed() {
				t.Errorf("%s is believed: %s", name, what)
			}
		}
		for n := range whole {
			try(fmt.Sprint("cut at ", n), whole[:n])
			for bit := range 8 {
				flipped := bytes.Clone(whole)
				flipped[n] ^= 1 << bit
				try(fmt.Sprint("bit ", bit, " of byte ", n), flipped)
			}
		}
		try("more at the end", append(bytes.Clone(whole), 0))
		try("twice", append(bytes.Clone(whole), whole...))
		if spoil(t, file, whole); !believed() {
			t.Errorf("%s: not believed when mended", name)
		}
	}
	promise.Held(t, tried)
}

// spoil puts other bytes into a file of ours.
func spoil(t testing.TB, file string, content []byte) {
	t.Helper()
	if err := errors.Join(os.Chmod(file, 0o600), os.WriteFile(file, content, 0), os.Chmod(file, 0o400)); err != nil {
		t.Fatal(err)
	}
}

// TestForgetsItself takes the folder away in the midst of a run.
func TestForgetsItself(t *testing.T) {
	root, dir := site(t)
	m := Open(root, "v1")
	for range 3 {
		write(t, m, "pages", "x")
		keep(t, m, key, "y")
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		if _, ok := m.Read("pages"); ok {
			t.Error("what is gone is read")
		}
		keep(t, m, key, "y")
		if got, ok := m.Made(key); string(got) != "y" || !ok {
			t.Error("what was kept anew is not there")
		}
	}
}

// TestTidies removes what killed runs left, and nothing of others.
func TestTidies(t *testing.T) {
	root, dir := site(t)
	m := Open(root, "v1")
	write(t, m, "pages", "x")
	for name, age := range map[string]time.Duration{".pages.7-1.tmp": 2 * time.Hour, ".pages.7-2.tmp": 0, "notes": 48 * time.Hour, "notes.txt": 48 * time.Hour} {
		file, then := filepath.Join(dir, name), time.Now().Add(-age)
		if err := errors.Join(os.WriteFile(file, []byte("theirs"), 0o600), os.Chtimes(file, then, then)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, m, "pages", "y")
	wantFiles(t, dir, ".gitignore .pages.7-2.tmp notes notes.txt pages")
}

// TestAsideOfAnother finds the name for writing aside taken, as a run in a
// container may, whose number another one had.
func TestAsideOfAnother(t *testing.T) {
	root, dir := site(t)
	write(t, Open(root, "v1"), "pages", "x")
	for n := range 5 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf(".pages.%d-%d.tmp", os.Getpid(), n)), []byte("theirs"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m := Open(root, "v1")
	write(t, m, "pages", "y")
	if got, ok := m.Read("pages"); got != "y" || !ok {
		t.Errorf("got %q, %t", got, ok)
	}
}

func TestSweep(t *testing.T) {
	root, dir := site(t)
	m := Open(root, "v1")
	if err := m.Sweep(nil); err != nil {
		t.Error(err)
	}
	days := func(n time.Duration) time.Duration { return n * 24 * time.Hour }
	for _, c := range []struct {
		key         string
		age         time.Duration
		used, stays bool
	}{
		{key + "00", 0, false, true},
		{key + "01", days(6), false, true},
		{key + "02", days(8), false, false},
		{key + "03", days(8), true, true},
		{key + "04", -days(30), false, false},
		{key + "05", -days(30), true, true},
		{"notes", days(30), false, true},
		{"." + key + ".7-1.tmp", days(1), false, false},
		{"." + key + ".7-1.tmp", 0, false, true},
	} {
		file, then := filepath.Join(dir, "made", c.key), time.Now().Add(-c.age)
		keep(t, m, key, "")
		if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Chtimes(file, then, then)); err != nil {
			t.Fatal(err)
		}
		if err := m.Sweep(func(key string) bool { return key == c.key && c.used }); err != nil {
			t.Error(err)
		}
		info, err := os.Stat(file)
		if (err == nil) != c.stays {
			t.Errorf("%+v: %v", c, err)
		}
		if c.used && err == nil && time.Since(info.ModTime()).Abs() > time.Hour {
			t.Errorf("%+v: it was used and is as old as before", c)
		}
	}
}

// TestTwoAtOnce has two runs write while others read: each reads one of the
// two, whole.
func TestTwoAtOnce(t *testing.T) {
	root, _ := site(t)
	payloads := [2]string{strings.Repeat("a", 300_000), strings.Repeat("b", 200_000)}
	write(t, Open(root, "v1"), "pages", payloads[0])
	keep(t, Open(root, "v1"), key, payloads[0])
	var wg sync.WaitGroup
	for _, payload := range payloads {
		wg.Go(func() {
			m := Open(root, "v1")
			for range 40 {
				if err := errors.Join(m.Write("pages", []byte(payload)), m.Keep(key, []byte(payload))); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			m := Open(root, "v1")
			for range 80 {
				read, ok := m.Read("pages")
				made, was := m.Made(key)
				if !ok || read != payloads[0] && read != payloads[1] || !was || string(made) != payloads[0] && string(made) != payloads[1] {
					t.Errorf("read %d bytes, %t; made %d bytes, %t", len(read), ok, len(made), was)
				}
			}
		})
	}
	wg.Wait()
}

// TestNotes keeps what is true for every program, next to what is of one.
func TestNotes(t *testing.T) {
	root, dir := site(t)
	one, two := Open(root, "v1"), Open(root, "v2")
	write(t, one, "pages", "of one")
	if err := one.Note("links", []byte("alive")); err != nil {
		t.Fatal(err)
	}
	write(t, two, "pages", "of two") // and removes what it cannot read
	if got, ok := two.Noted("links"); !ok || got != "alive" {
		t.Errorf("the note is %q, %v", got, ok)
	}
	if _, ok := two.Read("links"); ok {
		t.Error("a note was read as what a run remembers")
	}
	if _, ok := two.Noted("pages"); ok {
		t.Error("what a run remembers was read as a note")
	}
	if err := two.Note("made", nil); err == nil {
		t.Error("a note took the place of outputs")
	}
	file := filepath.Join(dir, "links")
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range src {
		damaged := bytes.Clone(src)
		damaged[i] ^= 1
		spoil(t, file, damaged)
		if _, ok := one.Noted("links"); ok {
			t.Fatalf("a note was believed with byte %d changed", i)
		}
	}
}
