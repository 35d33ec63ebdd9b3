//go:build unix

package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tract/internal/promise"
)

// TestD6TooLarge puts a file of 100 MB, and a thousand folders in each other, everywhere
// that a site is read from. Each is refused at once, by its name.
func TestD6TooLarge(t *testing.T) {
	type place struct {
		name string
		size int64 // 0: of folders
	}
	var places []place
	for _, name := range []string{
		"content/site.yaml", "content/guides/a.en.md", "content/pages/a.en.md", "content/data/figures.yaml", "content/data/organizations.yaml", "content/images/a.png", "content/images/a.jpg", "content/images/a.webp",
		"assets/css/main.css", "assets/js/main.js", "layouts/strings/en.yaml", "assets/static/a.txt", "assets/static/a.png", "assets/static/a.svg",
	} {
		places = append(places, place{name, 100 << 20})
	}
	for _, name := range []string{"content/guides", "content/images", "content/data", "layouts", "layouts/strings", "assets/static", "assets/css", "content"} {
		places = append(places, place{name, 0})
	}
	tried := 0
	for _, p := range places {
		dir := t.TempDir()
		file := filepath.Join(dir, p.name)
		settings := filepath.Join(dir, "content", "site.yaml")
		err := errors.Join(os.MkdirAll(filepath.Dir(settings), 0o755), os.WriteFile(settings, []byte("title: Site\nlanguages: [en]\nwithout: [cards, leaflets, search, offline]\n"), 0o644))
		if p.size > 0 {
			err = errors.Join(err, os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, nil, 0o644), os.Truncate(file, p.size))
		} else {
			err = errors.Join(err, os.MkdirAll(filepath.Join(file, strings.Repeat("d/", 1000)), 0o755))
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, command := range []string{"build", "check"} {
			tried++
			args := []string{command, "--source", dir}
			if command == "build" {
				args = append(args, "--output", filepath.Join(dir, "public"))
			}
			began := time.Now()
			code, said := soon(t, args)
			if code != 1 || !strings.Contains(said, p.name) || !strings.Contains(said, ": error: ") {
				t.Errorf("%s: %s ended with %d and says\n%s", p.name, command, code, said)
			}
			if took := time.Since(began); took > 15*time.Second {
				t.Errorf("%s: %s takes %v", p.name, command, took)
			}
		}
	}
	promise.Held(t, tried)
}
