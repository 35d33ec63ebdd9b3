package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"tract/internal/scaffold"
)

// TestDocumentsLead follows each relative link of our documents, and of those that a new
// site has: the file is there, and so is the heading.
func TestDocumentsLead(t *testing.T) {
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		names, err := filepath.Glob("../../" + pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			complain(t, name, linkFaults(filepath.ToSlash(name), readText(t, name), onDisk))
		}
	}
	for _, forge := range scaffold.Forges() {
		a := scaffold.Answers{Languages: []string{"fr", "en"}, Forge: forge}
		texts := map[string]string{}
		for _, f := range a.Files("fr", time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
			texts[f.Path] = string(f.Content)
		}
		for _, name := range []string{"README.md", "README.en.md"} {
			complain(t, "a site for "+forge+": "+name, linkFaults(name, texts[name], func(name string) (string, bool) {
				text, there := texts[name]
				return text, there
			}))
		}
	}
}

// onDisk gives the text of a file, or nothing of a folder.
func onDisk(name string) (text string, there bool) {
	info, err := os.Stat(name)
	if err != nil || info.IsDir() {
		return "", err == nil
	}
	src, err := os.ReadFile(name)
	return string(src), err == nil
}

// TestReadmeLeadsEverywhere finds each document for people from the README of its language.
func TestReadmeLeadsEverywhere(t *testing.T) {
	names, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, "CONTRIBUTING.md", "CONTRIBUTING.fr.md") {
		readme := "README.md"
		if strings.HasSuffix(name, ".fr.md") {
			readme = "README.fr.md"
		}
		if name = strings.TrimPrefix(filepath.ToSlash(name), "../../"); !strings.Contains(readText(t, "../../"+readme), "]("+name+")") {
			t.Errorf("%s does not lead to %s", readme, name)
		}
	}
}

// TestLinksAreMissed spoils a document, which the comparison finds.
func TestLinksAreMissed(t *testing.T) {
	files := func(name string) (string, bool) {
		text, there := map[string]string{
			"docs/a.md": "# One\n\n## L’envoi, `x` & l’arrivée\n\n```\n# Code\n```\n\n## Two\n\n## Two\n", "b.md": "", "c.png": "",
		}[name]
		return text, there
	}
	for text, want := range map[string]int{
		"[a](../b.md) [b](a.md#one) [c](#two-1) <img src=\"../c.png\">":           0,
		"[l](a.md#lenvoi-x--larrivée) [m](https://example.org/x.md) [n](guide:x)": 0,
		"`[a](nowhere.md)`\n\n    [b](nowhere.md)\n":                              0,
		"[a](b.md)":                    1,
		"[a](../b.md#one) [b](#code)":  2,
		"[a](#two-2)":                  1,
		"<img src=\"c.png\" alt=\"\">": 1,
	} {
		own, _ := files("docs/a.md")
		if faults := linkFaults("docs/a.md", own+text, files); len(faults) != want {
			t.Errorf("%s: %v", text, faults)
		}
	}
}

var (
	linkTarget = regexp.MustCompile(`\]\(([^()\s]+)[^()]*\)|<img[^>]* src="([^"]+)"`)
	hasScheme  = regexp.MustCompile(`^[a-z]+:`)
	titleLine  = regexp.MustCompile(`(?m)^#+ (.*)$`)
)

// linkFaults names the relative links of a document that lead nowhere.
func linkFaults(name, text string, read func(name string) (string, bool)) (faults []string) {
	var prose strings.Builder
	for line := range strings.Lines(unfenced(text)) {
		if !strings.HasPrefix(line, "    ") {
			prose.WriteString(line)
		}
	}
	for _, m := range linkTarget.FindAllStringSubmatch(codeSpan.ReplaceAllString(prose.String(), ""), -1) {
		link := m[1] + m[2]
		if hasScheme.MatchString(link) {
			continue
		}
		file, fragment, _ := strings.Cut(link, "#")
		to, there := text, true
		if file != "" {
			to, there = read(path.Join(path.Dir(name), file))
		}
		if !there {
			faults = append(faults, link+": there is no such file")
		} else if fragment != "" && !anchorsOf(to)[fragment] {
			faults = append(faults, link+": there is no such heading")
		}
	}
	return faults
}

// anchorsOf gives the fragments of a document's headings, as GitHub names them.
func anchorsOf(text string) map[string]bool {
	anchors := map[string]bool{}
	for _, m := range titleLine.FindAllStringSubmatch(unfenced(text), -1) {
		anchor := strings.Map(func(c rune) rune {
			switch {
			case c == ' ':
				return '-'
			case c == '-' || c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c):
				return unicode.ToLower(c)
			}
			return -1
		}, m[1])
		for again, first := 1, anchor; anchors[anchor]; again++ {
			anchor = fmt.Sprintf("%s-%d", first, again)
		}
		anchors[anchor] = true
	}
	return anchors
}
