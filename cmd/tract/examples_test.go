package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// example is a file that a document shows: its path stands in backquotes on the
// line that introduces the fenced block.
type example struct{ path, content string }

// TestExamples builds what the documents show. The example of the README's first screen
// is a site by itself; all of those of a language are another. The guides for volunteers
// add pages to this repository's own.
func TestExamples(t *testing.T) {
	for language, suffix := range map[string]string{"en": ".md", "fr": ".fr.md"} {
		site := exampleSite(t, language)
		if len(site) < 15 {
			t.Fatalf("the documents in %q show %d files", language, len(site))
		}
		buildExamples(t, "README"+suffix, t.TempDir(), site[:2], "build.no-base-url")
		buildExamples(t, "the documents in "+language, t.TempDir(), site)
		guide, dir := "CONTRIBUTING"+suffix, t.TempDir()
		files := readExamples(t, guide)
		if len(files) < 2 {
			t.Errorf("%s shows %d files", guide, len(files))
		}
		if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
			t.Fatal(err)
		}
		buildExamples(t, guide, dir, files, "build.no-base-url", "content.checked-later") // our own pages are newer
	}
}

// exampleSite gives the files that the documents of a language show, those of the README
// first, of which the first two are a site. Where a path comes twice, the later file is
// the fuller form.
func exampleSite(t *testing.T, language string) (files []example) {
	t.Helper()
	names, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append([]string{"README.md", "README.fr.md"}, names...) {
		if strings.HasSuffix(name, ".fr.md") == (language == "fr") {
			files = append(files, readExamples(t, strings.TrimPrefix(name, "../../"))...)
		}
	}
	return files
}

// buildExamples adds the files to a site and checks it. Every diagnostic fails, but for
// those of the allowed codes; a page without its twin is no fault of an example.
func buildExamples(t *testing.T, name, dir string, files []example, allowed ...string) {
	t.Helper()
	allowed = append(allowed, "site.untranslated")
	writeExamples(t, dir, files)
	var stdout, stderr bytes.Buffer
	run(t.Context(), []string{"check", "--source", dir, "--now", "2025-02-10", "--format", "json"}, func(string) string { return "" }, &stdout, &stderr)
	var faults []struct {
		File, Code, Message, Hint string
		Line, Column              int
	}
	if err := json.Unmarshal(stdout.Bytes(), &faults); err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, stdout.String(), stderr.String())
	}
	for _, f := range faults {
		if !slices.Contains(allowed, f.Code) {
			t.Errorf("%s: %s:%d:%d: %s (%s)", name, f.File, f.Line, f.Column, f.Message, f.Hint)
		}
	}
}

func writeExamples(t *testing.T, dir string, files []example) {
	t.Helper()
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f.content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFirstBuild builds the first example as a reader would, and compares what the
// program says, all but the time it took, with what the README shows.
func TestFirstBuild(t *testing.T) {
	for name, locale := range map[string]string{"README.md": "en_CA.UTF-8", "README.fr.md": "fr_CA.UTF-8"} {
		_, after, found := strings.Cut(readText(t, "../../"+name), "    $ tract build\n")
		if !found {
			t.Fatalf("%s shows no build", name)
		}
		shown, _, _ := strings.Cut(after, "\n\n")
		shown = strings.ReplaceAll("\n"+shown+"\n", "\n    ", "\n")
		files := readExamples(t, name)[:2]
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			writeExamples(t, dir, files)
			t.Chdir(dir)
			var said bytes.Buffer
			run(t.Context(), []string{"build"}, func(name string) string {
				if name != "LANG" {
					return ""
				}
				return locale
			}, &said, &said)
			took := regexp.MustCompile(`(in|en) [0-9.,]+ m?s`)
			want, got := took.ReplaceAllString(shown, "in TIME"), took.ReplaceAllString("\n"+said.String(), "in TIME")
			if diff := cmp.Diff(got, want); diff != "" {
				t.Errorf("%s and the build differ (-build +%s):\n%s", name, name, diff)
			}
		})
	}
}

// TestFaultsAreSo makes the mistakes whose messages the documents show.
func TestFaultsAreSo(t *testing.T) {
	for _, c := range []struct{ name, ui, file string }{
		{"docs/check.md", "en", "content/guides/write-owner.en.md"},
		{"docs/check.fr.md", "fr", "content/guides/write-owner.fr.md"},
		{"CONTRIBUTING.md", "en", "content/guides/reading-circle.en.md"},
		{"CONTRIBUTING.fr.md", "fr", "content/guides/reading-circle.fr.md"},
	} {
		dir, files := t.TempDir(), append(exampleSite(t, c.ui), readExamples(t, c.name)...)
		for i := range files {
			if files[i].path == c.file {
				files[i].content = strings.NewReplacer("\neffort:", "\nefort:", "demand:keep-depot", "demand:keep-depo").Replace(files[i].content)
			}
		}
		writeExamples(t, dir, files)
		var stdout, stderr bytes.Buffer
		run(t.Context(), []string{"check", "--ui", c.ui, "--source", dir}, func(string) string { return "" }, &stdout, &stderr)
		shown := 0
		for line := range strings.Lines(readText(t, "../../"+c.name)) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, c.file+":") {
				shown++
				if !strings.Contains(stdout.String(), line+"\n") {
					t.Errorf("%s shows %q, and the program says:\n%s", c.name, line, stdout.String())
				}
			}
		}
		if shown == 0 {
			t.Errorf("%s shows no fault", c.name)
		}
	}
}

var (
	introduction = regexp.MustCompile("`(content/[^`]+)`[^`]*:$")
	fence        = regexp.MustCompile("^(```+)[a-z]+$")
)

// readExamples finds the files that a document shows.
func readExamples(t *testing.T, name string) []example {
	t.Helper()
	var files []example
	path, open := "", ""
	for line := range strings.Lines(readText(t, "../../"+name)) {
		text := strings.TrimSuffix(line, "\n")
		switch m := fence.FindStringSubmatch(text); {
		case open != "" && text == open:
			open, path = "", ""
		case open != "" && path != "":
			files[len(files)-1].content += line
		case open == "" && m != nil:
			open = m[1]
			files = append(files, example{path: path})
		case open == "" && introduction.MatchString(text):
			path = introduction.FindStringSubmatch(text)[1]
		}
	}
	return slices.DeleteFunc(files, func(f example) bool { return f.path == "" })
}
