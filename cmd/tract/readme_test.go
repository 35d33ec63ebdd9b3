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

// TestReadmeExamples builds what the README and the two guides for volunteers
// show. The example of the README's first screen is a site by itself, all of its
// examples together are another. The guides add pages to this repository's own.
func TestReadmeExamples(t *testing.T) {
	readme := readExamples(t, "README.md")
	if len(readme) < 15 {
		t.Fatalf("README.md shows %d files", len(readme))
	}
	buildExamples(t, "the first example", t.TempDir(), readme[:2], "build.no-base-url")
	buildExamples(t, "README.md", t.TempDir(), readme)
	for _, guide := range []string{"CONTRIBUTING.md", "CONTRIBUTING.fr.md"} {
		dir, files := t.TempDir(), readExamples(t, guide)
		if len(files) < 2 {
			t.Errorf("%s shows %d files", guide, len(files))
		}
		if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../../content")); err != nil {
			t.Fatal(err)
		}
		buildExamples(t, guide, dir, files, "build.no-base-url", "content.checked-later") // our own pages are newer
	}
}

// buildExamples adds the files to a site and checks it. Where a path comes twice,
// the later file is the fuller form. Every diagnostic fails, but for those of the
// allowed codes; a page without its twin is no fault of an example.
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

// TestReadmeFirstBuild builds the first example as a reader would, and compares
// what the program says, all but the time it took, with what the README shows.
func TestReadmeFirstBuild(t *testing.T) {
	src, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, found := strings.Cut(string(src), "    $ tract build\n")
	if !found {
		t.Fatal("README.md shows no build")
	}
	shown, _, _ := strings.Cut(after, "\n\n")
	shown = strings.ReplaceAll("\n"+shown+"\n", "\n    ", "\n")
	dir := t.TempDir()
	writeExamples(t, dir, readExamples(t, "README.md")[:2])
	t.Chdir(dir)
	var said bytes.Buffer
	run(t.Context(), []string{"build"}, func(string) string { return "" }, &said, &said)
	took := regexp.MustCompile(`in [0-9.]+m?s`)
	want, got := took.ReplaceAllString(shown, "in TIME"), took.ReplaceAllString("\n"+said.String(), "in TIME")
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("README.md and the build differ (-build +README):\n%s", diff)
	}
}

// TestReadmeFaults makes the mistakes whose messages the documents show.
func TestReadmeFaults(t *testing.T) {
	for _, c := range []struct{ name, ui, file string }{
		{"README.md", "en", "content/guides/write-owner.en.md"},
		{"CONTRIBUTING.md", "en", "content/guides/reading-circle.en.md"},
		{"CONTRIBUTING.fr.md", "fr", "content/guides/reading-circle.fr.md"},
	} {
		dir, files := t.TempDir(), append(readExamples(t, "README.md"), readExamples(t, c.name)...)
		for i := range files {
			if files[i].path == c.file {
				files[i].content = strings.NewReplacer("\neffort:", "\nefort:", "demand:keep-depot", "demand:keep-depo").Replace(files[i].content)
			}
		}
		writeExamples(t, dir, files)
		var stdout, stderr bytes.Buffer
		run(t.Context(), []string{"check", "--ui", c.ui, "--source", dir}, func(string) string { return "" }, &stdout, &stderr)
		src, err := os.ReadFile("../../" + c.name)
		if err != nil {
			t.Fatal(err)
		}
		shown := 0
		for line := range strings.Lines(string(src)) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, c.file+":") && !strings.HasSuffix(line, "`:") {
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
	src, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	var files []example
	path, open := "", ""
	for line := range strings.Lines(string(src)) {
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

// TestReadmeCommands compares the README's tables of commands and options with
// what the commands say of themselves.
func TestReadmeCommands(t *testing.T) {
	src, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows, want []string
	for line := range strings.Lines(string(src)) {
		if strings.HasPrefix(line, "| `tract ") || strings.HasPrefix(line, "| every command |") {
			row := strings.NewReplacer("`", "", `\|`, "|").Replace(strings.Trim(strings.TrimSpace(line), "| "))
			rows = append(rows, row)
		}
	}
	commands, every := helpRows("", rootHelp)
	want = append(append(want, commands...), every...)
	for name, text := range map[string]string{"tract init": initHelp, "tract new": newHelp, "tract import": importHelp, "tract build": buildHelp, "tract serve": serveHelp, "tract check": checkHelp, "tract status": statusHelp, "tract sync": syncHelp, "tract version": versionHelp} {
		_, options := helpRows(name, text)
		want = append(want, options...)
	}
	slices.Sort(rows)
	slices.Sort(want)
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("README.md and the help differ (-help +README):\n%s", diff)
	}
}

// helpRows reads the indented lines of a help text as rows of the README: those
// of commands, and those of options.
func helpRows(name, text string) (commands, options []string) {
	columns := regexp.MustCompile(`^    (\S.*?) {2,}(\S.*)$`)
	more := regexp.MustCompile(`^ {8,}(\S.*)$`)
	text, _, _ = strings.Cut(text, "\nExample:")
	var last *string
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if m := columns.FindStringSubmatch(line); m != nil {
			if strings.HasPrefix(m[1], "--") {
				of := name
				if of == "" {
					of = "every command"
				}
				options = append(options, of+" | "+strings.Replace(m[1], "=", " ", 1)+" | "+m[2])
				last = &options[len(options)-1]
			} else {
				commands = append(commands, m[1]+" | "+m[2])
				last = &commands[len(commands)-1]
			}
		} else if m := more.FindStringSubmatch(line); m != nil && last != nil {
			*last += " " + m[1]
		}
	}
	return commands, options
}
