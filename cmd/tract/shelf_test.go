package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/memory"
)

// TestShelf forgets what was used the longest ago, and takes no more room than it has.
func TestShelf(t *testing.T) {
	s := newShelf(memory.Open(nil, ""))
	s.most = 100
	has := func(key string) bool {
		content, ok := s.Made(key)
		return ok && bytes.Equal(content, bytes.Repeat([]byte(key), 40))
	}
	keep := func(key string) {
		if err := s.Keep(key, bytes.Repeat([]byte(key), 40)); err != nil {
			t.Fatal(err)
		}
	}
	keep("a")
	keep("b")
	if !has("a") || !has("b") {
		t.Error("there is room for two")
	}
	has("a")
	keep("c")
	if !has("a") || has("b") || !has("c") || s.size != 80 || len(s.order) != 2 {
		t.Errorf("%d bytes, %v", s.size, s.order)
	}
	keep("c")
	if err := s.Keep("d", make([]byte, 101)); err != nil || has("d") || s.size != 80 {
		t.Errorf("%v, %d bytes", err, s.size)
	}
}

// TestServeMakesPhotosOnce asks the server for a width of a photo, and then for the
// others, which it has no file any more to make from. It writes nothing.
func TestServeMakesPhotosOnce(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "content", "images", "gate.jpg")
	large := append(cameraPhoto(1300, 900, 6), make([]byte, 2<<20)...) // so that it is read each time
	for name, content := range map[string][]byte{filepath.Join(dir, "content", "site.yaml"): []byte("title: A\nlanguages: [en]\n"), file: large} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	u := newUI(nil, os.Getenv, new(bytes.Buffer), new(bytes.Buffer))
	site, err := (&siteFlags{source: dir}).open(u)
	if err != nil {
		t.Fatal(err)
	}
	defer site.close()
	source, err := site.list()
	if err != nil {
		t.Fatal(err)
	}
	s := states(site, "http://127.0.0.1:1/")(source).(*state)
	made := 0
	for _, o := range s.Outputs() {
		if !strings.HasSuffix(o.Path, ".jpg") {
			continue
		}
		var b bytes.Buffer
		if found, faults := s.Make(&b, o.Path); !found || len(faults) > 0 || b.Len() == 0 {
			t.Errorf("%s: %v", o.Path, faults)
		}
		if made++; made == 1 {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, memory.Folder)); made != 2 || err == nil {
		t.Errorf("%d widths, %v", made, err)
	}
}
