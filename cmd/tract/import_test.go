package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// unpacked puts a site of the importer's testdata below dir/old, and the site that it
// goes to below dir/site.
func unpacked(t *testing.T, generator string) (dir string) {
	t.Helper()
	archive, err := txtar.ParseFile("../../internal/importer/testdata/" + generator + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for _, f := range archive.Files {
		name, data := f.Name, f.Data
		switch {
		case strings.HasPrefix(name, "content/"):
			name = "site/" + name
		case !strings.HasPrefix(name, "old/"):
			continue
		case strings.HasSuffix(name, ".png"):
			data = pictureBytes(t)
		}
		writeExamples(t, dir, []example{{name, string(data)}})
	}
	return dir
}

// TestImportBuilds imports both sites of testdata: what comes of them builds with its
// drafts and without, every text is in the site in its language, and the old site is
// as it was.
func TestImportBuilds(t *testing.T) {
	for generator, pages := range map[string][]string{
		"hugo": {
			"fr/articles/fermeture-annoncee.html", "en/articles/closing.html", "fr/tenir-le-piquet.html", "en/tenir-le-piquet.html",
			"fr/seul.html", "fr/con-page.html", "fr/fermeture-annoncee.html", "fr/index.html", "en/index.html", "fr/nouvelles/2024/03/fermeture-annoncee/index.html",
		},
		"jekyll": {
			"en/articles/the-closing.html", "fr/articles/la-fermeture.html", "en/articles/the-march.html", "en/articles/later.html", "en/picket.html", "fr/picket.html",
			"en/about-2.html", "fr/about-2.html", "en/about.html", "en/broken.html", "en/open.html", "about.html",
		},
	} {
		t.Run(generator, func(t *testing.T) {
			dir := unpacked(t, generator)
			old, site, out := filepath.Join(dir, "old"), filepath.Join(dir, "site"), filepath.Join(dir, "out")
			before, err := hashes(old)
			if err != nil {
				t.Fatal(err)
			}
			var said bytes.Buffer
			tract := func(args ...string) int {
				return run(t.Context(), args, func(string) string { return "" }, &said, &said)
			}
			tract("import", generator, old, "--source", site)
			if after, err := hashes(old); err != nil || fmt.Sprint(before) != fmt.Sprint(after) {
				t.Errorf("the old site is another one: %v", err)
			}
			for _, drafts := range []bool{true, false} {
				args := []string{"build", "--source", site, "--output", out, fmt.Sprint("--drafts=", drafts), "--base-url", "https://example.org/x/"}
				if code := tract(args...); code != 0 {
					t.Fatalf("drafts %v: the imported site does not build:\n%s", drafts, said.String())
				}
				for _, page := range pages {
					if _, err := os.Stat(filepath.Join(out, filepath.FromSlash(page))); drafts && err != nil {
						t.Error(err)
					}
				}
			}
			if generator == "hugo" {
				holds(t, filepath.Join(site, "import-report.md"), `youtube dQw4w9WgXcQ`)
			}
			if !regexp.MustCompile(`\d+ pages are imported, \d+ of them as drafts`).MatchString(said.String()) {
				t.Errorf("said:\n%s", said.String())
			}
		})
	}
}

// TestImportTwice imports a site twice: the second time every page gets another key,
// and nothing is written over.
func TestImportTwice(t *testing.T) {
	dir := unpacked(t, "jekyll")
	old, site := filepath.Join(dir, "old"), filepath.Join(dir, "site")
	var said bytes.Buffer
	tract := func(args ...string) int {
		said.Reset()
		return run(t.Context(), args, func(string) string { return "" }, &said, &said)
	}
	tract("import", "jekyll", old, "--source", site)
	first, err := hashes(site)
	if err != nil {
		t.Fatal(err)
	}
	tract("import", "jekyll", old, "--source", site)
	second, err := hashes(site)
	if err != nil {
		t.Fatal(err)
	}
	for name := range first {
		if first[name] != second[name] && !strings.HasPrefix(name, ".tract/") {
			t.Errorf("%s was written over", name)
		}
	}
	for _, name := range []string{"import-report-2.md", "content/pages/about-3.en.md", "content/articles/the-closing-2.fr.md"} {
		if _, ok := second[name]; !ok {
			t.Errorf("there is no %s", name)
		}
	}
	for name := range second {
		if strings.HasSuffix(name, ".tmp") {
			t.Errorf("%s was left behind", name)
		}
	}
}

func pictureBytes(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 3))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func holds(t *testing.T, file, text string) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(src), text) {
		t.Errorf("%s does not hold %q (%v)", file, text, err)
	}
}
