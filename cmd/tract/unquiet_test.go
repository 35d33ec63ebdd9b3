package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestUnquiet edits a site at random without a pause while «serve» and «build --watch»
// follow it and one «build» after another is made of it. What is published is whole
// at every moment; and once nobody edits any more, all of them have what a clean build
// makes.
func TestUnquiet(t *testing.T) {
	t.Parallel()
	long := 3 * time.Second
	if *soak {
		long = 2 * time.Minute
	}
	f := follows(t, both, richSite(t, "cards, leaflets"))
	until := time.Now().Add(long)
	var others sync.WaitGroup
	others.Go(func() {
		for time.Now().Before(until) {
			if err := f.whole(); err != nil {
				t.Error(err)
				return
			}
		}
	})
	others.Go(func() {
		for time.Now().Before(until) {
			if code, said := f.once(); code != 0 && code != 1 || strings.Contains(said, "internal error") {
				t.Errorf("a build ended with %d and said\n%s", code, said)
				return
			}
		}
	})
	e := &editor{dir: f.dir}
	e.good = e.snapshot(siteFolders...)
	random, edits := rand.New(rand.NewPCG(*firstSeed, 0)), 0
	for ; time.Now().Before(until); edits++ {
		e.edit(random, random.IntN(3) > 0) // mostly mending it, so that it is published
		time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond)
	}
	others.Wait()
	e.seen = e.snapshot(siteFolders...)
	e.restore(e.good)
	if e.err != nil && !strings.Contains(e.err.Error(), ".tract") { // which builds write meanwhile
		t.Fatal(e.err)
	}
	t.Logf("%d edits, %d builds by build --watch", edits, f.builds())
	clean := f.clean()
	f.wait("what is published is right", func() bool {
		got, err := hashes(f.path("public"))
		return err == nil && len(differing(clean, got)) == 0
	})
	f.wait("what is served is right", func() bool { return f.serves(clean) }) // a server may be slower than a build
	if code, said := f.once(); code != 0 {
		t.Errorf("at the end a build ended with %d and said\n%s", code, said)
	}
	if got, err := hashes(f.path("once")); err != nil || len(differing(clean, got)) > 0 {
		t.Errorf("a last build has other files: %v %q", err, differing(clean, got))
	}
	f.right()
}

// once makes a build of the site as it stands.
func (f *followed) once() (int, string) {
	var said spoken
	arguments := []string{"build", "--now", "2025-06-01T12:00:00Z", "--source", f.dir, "--output", f.path("once")}
	code := run(f.Context(), arguments, func(string) string { return "" }, io.Discard, &said)
	return code, said.String()
}

// whole reads all that is published, and asks for it, and gives an error for a file
// that has not all of its text. Files may go meanwhile.
func (f *followed) whole() error {
	return filepath.WalkDir(f.path("public"), func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && (d.IsDir() || strings.HasPrefix(d.Name(), ".tract")) {
			return nil
		} else if err != nil {
			return err
		}
		src, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		} else if err != nil {
			return err
		}
		if !ended(name, src) {
			return fmt.Errorf("%s is published in part: %d bytes", name, len(src))
		}
		code, body, err := f.shown.get(filepath.ToSlash(strings.TrimPrefix(name, f.path("public/"))))
		if err == nil && code == 200 && !ended(name, body) {
			return fmt.Errorf("%s is served in part: %d bytes", name, len(body))
		}
		return err
	})
}

// ended says whether a file ends as its kind does.
func ended(name string, src []byte) bool {
	text := strings.TrimSpace(string(src))
	switch filepath.Ext(name) {
	case ".html":
		return strings.HasSuffix(text, "</html>")
	case ".json":
		return json.Valid(src)
	case ".xml":
		return strings.HasSuffix(text, "</feed>") || strings.HasSuffix(text, "</urlset>")
	case ".ics":
		return strings.HasSuffix(text, "END:VCALENDAR")
	}
	return len(src) > 0 || strings.HasPrefix(filepath.Base(name), ".")
}
