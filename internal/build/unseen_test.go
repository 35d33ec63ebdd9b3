package build

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/promise"
	"tract/layouts"
)

// unseenSigns are what is put everywhere.
var unseenSigns = []string{
	"\u202e", "\u2067", "\U000e0041", "\u200b", "\ufeff", "\x1b", "\u2069", "\u0085", "\u2028", "\u3164", "\u202a", "\u2063", "\ufdd0", "\u200c\u200c\u200c", "\x01", "\ufe0f\ufe0f",
}

// TestX13EveryPlace puts what nobody sees into every line that a stranger may write: of
// texts, their front matter and its notes, of data, settings, kits, tables and words of
// the interface; into names; and behind escapes. Each is an error at its line, with a
// sentence that names it in both languages. What Arabic, Persian and emoji need is none.
func TestX13EveryPlace(t *testing.T) {
	site := rich(t)
	words, err := fs.ReadFile(layouts.FS, "strings/fr.yaml")
	if err != nil {
		t.Fatal(err)
	}
	site["layouts/strings/fr.yaml"] = &fstest.MapFile{Data: words}
	memory := new(Memory)
	if list := memory.Build(site, Options{Now: now}).Faults(); list.HasErrors() {
		t.Fatal(golden.Printed(t, "en", list))
	}
	catalogs := []diag.Catalog{diag.In("en"), diag.In("fr")}
	tried := 0
	type place struct {
		file string
		line int
		sign string
	}
	refused := func(s fstest.MapFS, places []place) {
		list := memory.Build(s, Options{Now: now}).Faults()
		for _, p := range places {
			tried++
			r := []rune(p.sign)[0]
			for _, c := range catalogs {
				if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool {
					sentence := c.Sentence(d.Message)
					if p.line == 0 { // a name, or that of a folder
						return d.Severity == diag.Error && d.Line == 0 && strings.HasPrefix(p.file, d.File)
					}
					return d.Severity == diag.Error && d.File == p.file && d.Line == p.line && strings.Contains(sentence, fmt.Sprintf("(%U)", r))
				}) {
					t.Errorf("%+q in %+q, line %d:\n%s", p.sign, p.file, p.line, golden.Printed(t, c.Language, list))
				}
			}
		}
	}
	rounds, every := 60, 6 // a line of each file in each round
	if promise.Whole() {
		every = 1
	}
	const settings, wordsFile = "content/site.yaml", "layouts/strings/fr.yaml"
	spoil := func(round int, files []string) {
		spoilt := maps.Clone(site)
		var places []place
		for n, file := range files {
			lines := strings.SplitAfter(string(site[file].Data), "\n")
			at := round + n%every
			if file == wordsFile {
				at *= len(lines) / rounds
			}
			if at >= len(lines) || strings.Trim(lines[at], "-\n") == "" {
				continue
			}
			sign := unseenSigns[(round/every+n)%len(unseenSigns)]
			runes := []rune(strings.TrimRight(lines[at], "\n"))
			half := (len(runes) + 1) / 2
			lines[at] = string(runes[:half]) + sign + string(runes[half:]) + "\n"
			spoilt[file] = &fstest.MapFile{Data: []byte(strings.Join(lines, ""))}
			places = append(places, place{file, at + 1, sign})
		}
		refused(spoilt, places)
	}
	files := slices.DeleteFunc(slices.Sorted(maps.Keys(site)), func(file string) bool {
		return file == settings || path.Ext(file) == ".jpg" || path.Ext(file) == ".png"
	})
	for round := 0; round < rounds; round += every {
		spoil(round, files)
		spoil(round, []string{settings}) // alone, since they say which files are read
	}
	for _, names := range [][]string{
		{"content/images/a%sb.png", "content/pages/a%sb.fr.md", "content/pages/about.f%sr.md", "content/da%sta/x.yaml", "content/data/x%s.yaml"},
		{"assets/static/a%sb.txt", "assets/static/.well-known/a%sb"}, // which are read where the content has no error
	} {
		spoilt := maps.Clone(site)
		var places []place
		for _, sign := range unseenSigns {
			for _, name := range names {
				file := fmt.Sprintf(name, sign)
				places = append(places, place{file, 0, sign})
				spoilt[file] = &fstest.MapFile{Data: []byte("x: y\n")}
			}
		}
		refused(spoilt, places)
	}
	promise.Held(t, tried)
}
