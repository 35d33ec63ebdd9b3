package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tract/internal/scaffold"
)

// TestDocumentsInBoth holds each document to its twin, and those of one language to having
// a reason.
func TestDocumentsInBoth(t *testing.T) {
	technical := map[string]string{
		"../../ARCHITECTURE.md": "for who changes the program, whose code and comments are in English",
		"../../BENCHMARKS.md":   "measurements, for the same",
		"../../SECURITY.md":     "promises and their tests, for who reviews the program; how to report is in CONTRIBUTING, in both",
		"../../CHANGELOG.md":    "what is new, with the code",
	}
	var names []string
	for _, pattern := range []string{"../../*.md", "../../docs/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, err)
		}
		names = append(names, found...)
	}
	for _, name := range names {
		if french := strings.TrimSuffix(name, ".md") + ".fr.md"; technical[name] == "" && !strings.HasSuffix(name, ".fr.md") {
			complain(t, name, documentFaults(readText(t, name), readText(t, french)))
			for from, to := range map[string]string{name: french, french: name} {
				if !strings.Contains(readText(t, from), "]("+filepath.Base(to)+")") {
					t.Errorf("%s does not lead to %s", from, to)
				}
			}
		} else if original := strings.TrimSuffix(name, ".fr.md") + ".md"; strings.HasSuffix(name, ".fr.md") {
			readText(t, original)
		}
		delete(technical, name)
	}
	for name := range technical {
		t.Errorf("there is no %s", name)
	}
}

// TestReadmesInBoth does the same with those that a new site has, for every forge.
func TestReadmesInBoth(t *testing.T) {
	for _, forge := range scaffold.Forges() {
		a := scaffold.Answers{Languages: []string{"fr", "en"}, Forge: forge}
		texts := map[string]string{}
		for _, f := range a.Files("fr", time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
			texts[f.Path] = string(f.Content)
		}
		complain(t, "a site for "+forge, documentFaults(texts["README.en.md"], texts["README.md"]))
	}
}

func readText(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Error(err)
	}
	return string(src)
}

// manual is what a document for people has, apart from its language.
type manual struct {
	levels   []string        // of its headings
	entries  []string        // how many of each kind of list each section has
	rows     []string        // the keys of tables
	commands []string        // in the blocks of code
	names    map[string]bool // of fields, files, rules and commands
}

var (
	headingLine   = regexp.MustCompile(`^(#+) `)
	entryLine     = regexp.MustCompile(`^(?:-|[0-9]+\.) `)
	codeSpan      = regexp.MustCompile("`([^`\n]+)`")
	plainName     = regexp.MustCompile(`^[a-z0-9_./-]+:?$`)
	fieldAndValue = regexp.MustCompile(`^([a-z_]+): (.*)$`)
	programCall   = regexp.MustCompile(`^(?:bin/)?((?:tract|make|git|go)(?: .*)?)$`)
	ofExample     = regexp.MustCompile(`^[a-z-]+(?:\.(?:en|fr))?\.md$|\.example\.org$`) // a key or a host that one makes up
	languagePart  = regexp.MustCompile(`([./])(?:en|fr)\.(md|yaml)$`)
)

// documentFaults compares a document with the French one.
func documentFaults(en, fr string) (faults []string) {
	a, b := manualOf(en), manualOf(fr)
	faults = append(faults, differ("a heading", a.levels, b.levels)...)
	faults = append(faults, differ("a list", a.entries, b.entries)...)
	faults = append(faults, differ("a row", a.rows, b.rows)...)
	faults = append(faults, differ("a command", a.commands, b.commands)...)
	faults = append(faults, lacking("not in French", a.names, b.names)...)
	return append(faults, lacking("in French only", b.names, a.names)...)
}

// manualOf takes a document apart.
func manualOf(src string) manual {
	m := manual{names: map[string]bool{}}
	section := map[string]int{}
	flush := func() {
		m.entries = append(m.entries, fmt.Sprintf("%d: %d points, %d steps", len(m.levels), section["-"], section["1"]))
		section = map[string]int{}
	}
	src = unfenced(src) // examples are held to the program by other tests
	for line := range strings.Lines(src) {
		line = strings.TrimRight(line, "\n")
		switch {
		case headingLine.MatchString(line):
			flush()
			m.levels = append(m.levels, headingLine.FindStringSubmatch(line)[1])
		case entryLine.MatchString(line):
			section[strings.Map(digit, line[:1])]++
		case strings.HasPrefix(line, "| "):
			first, _, _ := strings.Cut(line[2:], "|")
			m.rows = append(m.rows, strings.Join(sameNames(first), " "))
		case strings.HasPrefix(line, "    "):
			if p := programCall.FindStringSubmatch(strings.TrimSpace(line)); p != nil {
				m.commands = append(m.commands, wordsOf(p[1:])...)
			}
		}
	}
	flush()
	for _, name := range sameNames(strings.Join(strings.Fields(src), " ")) {
		m.names[name] = true
	}
	return m
}

func digit(c rune) rune {
	if c >= '0' && c <= '9' {
		return '1'
	}
	return c
}

// unfenced leaves out the blocks between fences.
func unfenced(src string) string {
	var kept strings.Builder
	fence := ""
	for line := range strings.Lines(src) {
		marks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence == "" && len(marks) > 2:
			fence = marks
		case fence == "":
			kept.WriteString(line)
		case strings.TrimSpace(line) == fence:
			fence = ""
		}
	}
	return kept.String()
}

// sameNames gives the names in a text that every language writes alike: a file without its
// language, a field without its value, a command without what it is used on.
func sameNames(text string) (names []string) {
	for _, code := range allOf(codeSpan, text) {
		switch f := fieldAndValue.FindStringSubmatch(code); {
		case programCall.MatchString(code):
			names = append(names, wordsOf(programCall.FindStringSubmatch(code)[1:])...)
		case f != nil && f[2] != "value" && f[2] != "valeur": // nom: valeur is no field
			names = append(names, f[1])
		case plainName.MatchString(code) && !ofExample.MatchString(code):
			names = append(names, strings.TrimSuffix(languagePart.ReplaceAllString(code, "$1$2"), ":"))
		}
	}
	return names
}
