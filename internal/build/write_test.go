package build

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// TestWrite writes a site of every kind of page, in three languages, into the
// folder that the environment names, for what reads it from outside.
func TestWrite(t *testing.T) {
	dir := os.Getenv("TRACT_WRITE_SITE")
	if dir == "" {
		t.Skip("TRACT_WRITE_SITE names no folder")
	}
	site := rich(t)
	arabic, err := os.ReadFile("../locale/testdata/ar.yaml")
	if err != nil {
		t.Fatal(err)
	}
	site["layouts/strings/ar.yaml"] = &fstest.MapFile{Data: arabic}
	settings := site["content/site.yaml"].Data
	site = with(site, "content/site.yaml", bytes.Replace(settings, []byte("languages: [fr, en]"), []byte("languages: [fr, en, ar]"), 1))
	for path, o := range mustMake(t, site, Options{Now: now, Drafts: true}) {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(o.content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
