package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestSweptByTheLastGood ends «build --watch» while the site has an error: what the site
// that is published was made from is kept, however long ago that was made.
func TestSweptByTheLastGood(t *testing.T) {
	s := newSoaked(t, 1)
	defer s.end()
	p := newPublisher(s.ui(s.said), s.open(), s.publics[0])
	run := func(code int) {
		t.Helper()
		tree, err := p.site.list()
		if err != nil {
			t.Fatal(err)
		}
		if got := p.ui.exitCode(p.run(t.Context(), tree)); got != code {
			t.Fatalf("ended with %d: %s", got, s.said)
		}
	}
	run(0)
	kept, err := filepath.Glob(filepath.Join(s.dir, ".tract", "made", "*"))
	if err != nil || len(kept) == 0 {
		t.Fatalf("%q, %v", kept, err)
	}
	for _, name := range kept {
		s.do(os.Chtimes(name, time.Time{}, time.Now().AddDate(0, 0, -30)))
	}
	s.write("content/guides/leave.fr.md", "---\nno: field\n---\n")
	run(1)
	p.remember()
	for _, name := range kept {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	if s.err != nil {
		t.Error(s.err)
	}
}
