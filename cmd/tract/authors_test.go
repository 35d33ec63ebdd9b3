package main

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tract/internal/promise"
)

// TestX19Authors builds a site whose repository names people: who wrote, who committed, in
// messages, branches, tags, and in where others have copies. The build asks it what files
// said before, and of nobody is a word in what is published.
func TestX19Authors(t *testing.T) {
	dir, write, git := repositoryOf(t, "Zqxcommitter", "zqxcommitter@example.org")
	tract := func(args ...string) {
		t.Helper()
		var said bytes.Buffer
		if code := run(t.Context(), append(args, "--source", dir), func(string) string { return "" }, &said, &said); code != 0 {
			t.Fatalf("%q: %d\n%s", args, code, said.String())
		}
	}
	write("content/site.yaml", "title: x\nlanguages: [fr, en]\nbase_url: https://example.org/\nwithout: [cards, leaflets]\n")
	write("content/pages/about.fr.md", "---\ntitle: Un\n---\nVenez demain. Partez lundi.\n")
	write("content/pages/about.en.md", "---\ntitle: One\n---\nCome tomorrow. Leave on Monday.\n")
	tract("sync", "about")
	git("init", "-q", "-b", "zqxbranch")
	git("remote", "add", "origin", "https://zqxremote@example.org/zqxremote.git")
	git("add", "-A")
	git("commit", "-q", "--author=Zqxauthor <zqxauthor@example.org>", "-m", "zqxmessage")
	git("tag", "-a", "zqxtag", "-m", "zqxtag")
	write("content/pages/about.fr.md", "---\ntitle: Un\n---\nVenez demain. Partez mardi.\n")
	git("commit", "-q", "-a", "--author=Zqxauthor <zqxauthor@example.org>", "-m", "zqxmessage\n\nCo-authored-by: Zqxother <zqxother@example.org>")
	git("notes", "add", "-m", "zqxnote")
	out := filepath.Join(t.TempDir(), "out")
	tract("build", "--output", out)
	asked, tried := false, 0
	look := func(name string, content []byte) {
		tried++
		asked = asked || bytes.Contains(content, []byte("Partez mardi")) && strings.HasSuffix(name, "translations.html")
		if at := bytes.Index(bytes.ToLower(content), []byte("zqx")); at >= 0 {
			t.Errorf("%s has %q", name, content[max(0, at-40):min(len(content), at+40)])
		}
	}
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		look(name, content)
		z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return nil // no archive
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				return err
			}
			content, err := io.ReadAll(r)
			if err != nil {
				return err
			}
			look(name+": "+f.Name, content)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !asked || tried < 30 {
		t.Errorf("%d files were looked at, and the repository was asked: %v", tried, asked)
	}
	promise.Held(t, 8) // kinds of names
}
