package build

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// TestWrite makes a site of every kind of page, in three languages and a partial one, without a
// fault, and writes it to the folder that the environment names, for what reads it
// from outside.
func TestWrite(t *testing.T) {
	dir := cmp.Or(os.Getenv("TRACT_WRITE_SITE"), t.TempDir())
	site := rich(t)
	arabic, err := os.ReadFile("../../layouts/strings/ar.yaml")
	if err != nil {
		t.Fatal(err)
	}
	site["layouts/strings/ar.yaml"] = &fstest.MapFile{Data: arabic}
	settings := site["content/site.yaml"].Data
	site = with(site, "content/site.yaml", bytes.Replace(settings, []byte("languages: [fr, en]\npartial_languages: [ar]"), []byte("languages: [fr, en, ar]\npartial_languages: [es]"), 1))
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
