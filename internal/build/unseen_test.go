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
	promise.Held(t, tried+everyReference(t, site))
}

// everyReference puts what nobody sees where references are read, spelt by one of them,
// by all, or by some beside signs that stand there themselves. Each is an error at its
// line, and what languages and emoji need is none; nor is code, which shows how it is
// spelt.
func everyReference(t *testing.T, site fstest.MapFS) (tried int) {
	t.Helper()
	places := []string{
		"a %s b", "## %s", "- %s", "1. %s", "> %s", "> [!NOTE]\n> %s", "**a %s b**", "[%s](https://example.org/)", `[a](https://example.org/ "%s")`,
		"![%s](../images/picket.png)", `a ![b](../images/picket.png "%s") c`, `![b](../images/picket.png "%s")`, "| a | b |\n|---|---|\n| c | %s |", "c[^n]\n\n[^n]: %s",
		"[%s][e]\n\n[e]: https://example.org/", "```letter to=\"a\" subject=\"%s\"\na\n```",
	}
	spelt := maps.Clone(site)
	write := func(name, spelling string, places []string) (file string, lines []int) {
		text := "---\ntitle: Essai\nsummary: Essai\n---\n"
		for _, place := range places {
			before, _, _ := strings.Cut(place, "%s")
			lines = append(lines, strings.Count(text+before, "\n")+2)
			text += "\n" + strings.ReplaceAll(place, "%s", spelling) + "\n"
		}
		file = "content/pages/" + name + ".fr.md"
		spelt[file] = &fstest.MapFile{Data: []byte(text)}
		return file, lines
	}
	hidden := []string{
		"&#x202e;a", "a&#8294;b", "a&#x2069;", "desj&zwj;ardins", "desj&#x200d;&shy;ardins", "&rlm;&#8206;&rlm;", "a&#xe0100;", "&ZeroWidthSpace;", "a&#xfeff;", "a&#0;", "&#x1b;[31m", "&#xe000;",
		"a" + strings.Repeat("&#x336;", 9), "a" + strings.Repeat("\u0336", 5) + strings.Repeat("&#822;", 4), "a" + strings.Repeat("&#x336;\u0336", 5), "desj\u00ad&zwnj;ardins", "&#x2067;a&#x2069;&#x2069;",
	}
	for i, spelling := range hidden {
		write(fmt.Sprintf("hides%d", i), spelling, places)
	}
	for i, spelling := range []string{
		"caf&eacute; &laquo;&nbsp;in&shy;t&eacute;rieur&nbsp;&raquo;", "👩&zwj;🏭 &#x2764;&#xfe0f;", "\u2764&#xfe0f;", "&#x2067;שלום&#x2069; \u2068a\u2069", "مُ&#x62d;&#x64e;مَّد &rlm;(a)&lrm;", "می&zwnj;خواهم", "e&#x302;\u0301", "1&#xfe0f;&#x20e3;", "10&NoBreak;20", "&amp;zwj; &#38;#x202e;",
	} {
		write(fmt.Sprintf("fine%d", i), spelling, places)
		tried += len(places)
	}
	write("code", strings.Join(hidden[:12], ""), []string{"`%s`", "```text\n%s\n```", "    %s", `\&rlm;\&rlm;\&rlm;`})
	tried++
	escaped := []string{
		`a\u202eb`, `a\u2067`, `desj\u200dardins`, `a\U000e0100`, `a\x1b`, `a\0`, "a\u0336\u0336\u0336\u0336\u0336" + strings.Repeat(`\u0336`, 4),
	}
	for i, spelling := range escaped {
		spelt[fmt.Sprintf("content/pages/escapes%d.fr.md", i)] = &fstest.MapFile{Data: []byte("---\ntitle: \"" + spelling + "\"\n---\na\n")}
	}
	list := new(Memory).Build(spelt, Options{Now: now}).Faults()
	for i, spelling := range hidden {
		file, lines := write(fmt.Sprintf("hides%d", i), spelling, places)
		for n, line := range lines {
			tried++
			if !names(list, file, line) {
				t.Errorf("%+q is not refused in %q", spelling, places[n])
			}
		}
	}
	for i, spelling := range escaped {
		tried++
		if !names(list, fmt.Sprintf("content/pages/escapes%d.fr.md", i), 2) {
			t.Errorf("%s is not refused in a title", spelling)
		}
	}
	for _, d := range list {
		if d.Severity == diag.Error && !strings.Contains(d.File, "/hides") && !strings.Contains(d.File, "/escapes") {
			t.Errorf("%s:%d: %s", d.File, d.Line, diag.In("en").Sentence(d.Message))
		}
	}
	return tried
}

// names says whether an error of a line names a sign.
func names(list diag.List, file string, line int) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && d.File == file && d.Line == line && strings.Contains(diag.In("en").Sentence(d.Message), "(U+")
	})
}
