package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// documents gives what every archive holds beside the program.
func (r *release) documents(work string) ([]file, error) {
	files, err := r.completions(work)
	if err != nil {
		return nil, err
	}
	names := []string{"README.md", "README.fr.md", "CONTRIBUTING.md", "CONTRIBUTING.fr.md", "ARCHITECTURE.md", "BENCHMARKS.md", "LICENSE", "CHANGELOG.md", "SECURITY.md"}
	for _, pattern := range []string{"docs/*.md", "docs/*.png", "docs/man/*.1", "docs/man/fr/*.1"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			return nil, errors.Join(err, fmt.Errorf("there is no %s", pattern))
		}
		names = append(names, found...)
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		name = filepath.ToSlash(name)
		if page, ok := strings.CutPrefix(name, "docs/man/"); ok {
			name = "man/" + filepath.ToSlash(filepath.Join(filepath.Dir(page), "man1", filepath.Base(page)))
		}
		files = append(files, file{name: name, content: content})
	}
	for _, p := range r.parts {
		name := strings.NewReplacer("/", "_", " ", "_").Replace(p.name)
		files = append(files, file{name: "licences/" + name + ".txt", content: p.text})
	}
	return files, nil
}

// A part is something of others that the program holds, and its licence.
type part struct {
	name, version string
	purl          string // empty where there is none
	sum           string
	licence       string // its name in SPDX
	text          []byte
}

// partsOf gives all of them: Go's own library, modules, fonts.
func (r *release) partsOf(modules []module) ([]part, error) {
	parts := []part{{
		name: "Go standard library", version: strings.TrimPrefix(r.golang, "go"),
		purl: "pkg:golang/std@" + strings.TrimPrefix(r.golang, "go"),
	}}
	root, err := command(runtime.GOOS+"/"+runtime.GOARCH, "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	if parts[0].text, err = terms(strings.TrimSpace(string(root))); err != nil {
		return nil, err
	}
	for _, m := range modules {
		if m.Main {
			continue
		}
		text, err := terms(m.Dir, m.packages...)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{name: m.Path, version: m.Version, purl: "pkg:golang/" + m.Path + "@" + m.Version, sum: m.Sum, text: text})
	}
	fonts, err := filepath.Glob("assets/fonts/*.LICENSE.txt")
	if err != nil || len(fonts) == 0 {
		return nil, errors.Join(err, errors.New("the fonts have no licence"))
	}
	for _, name := range fonts {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{name: "font " + strings.TrimSuffix(filepath.Base(name), ".LICENSE.txt"), text: text})
	}
	for i := range parts {
		if parts[i].licence = licenceOf(parts[i].text); parts[i].licence == "" {
			return nil, fmt.Errorf("the licence of %s is not known", parts[i].name)
		}
	}
	return parts, nil
}

var termsName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|attrib|authors)(\.md|\.txt)?$`)

// terms gives the texts of a licence that stand in a folder, and in those on the way to
// packages in it, one below the other: a part may be by others than the whole.
func terms(dir string, packages ...string) ([]byte, error) {
	dirs := []string{dir}
	for _, p := range packages {
		for ; strings.HasPrefix(p, dir+string(filepath.Separator)); p = filepath.Dir(p) {
			dirs = append(dirs, p)
		}
	}
	slices.SortFunc(dirs, func(a, b string) int { return strings.Compare(filepath.ToSlash(a), filepath.ToSlash(b)) })
	var text bytes.Buffer
	for _, dir := range slices.Compact(dirs) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if e.IsDir() || !termsName.MatchString(e.Name()) {
				continue
			}
			content, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return nil, err
			}
			if text.Len() > 0 {
				text.WriteString("\n----\n\n")
			}
			text.Write(content)
		}
	}
	if text.Len() == 0 {
		return nil, fmt.Errorf("%s has no licence", dir)
	}
	return text.Bytes(), nil
}

// licenceOf recognizes a licence by words that only it has. Where a text has several, all
// of them hold.
func licenceOf(text []byte) string {
	said := strings.Join(strings.Fields(string(text)), " ")
	var found []string
	for _, l := range [][2]string{
		{"Apache-2.0", "Apache License"},
		{"BSD-3-Clause", "may be used to endorse or promote products"},
		{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"},
		{"OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1"},
	} {
		if strings.Contains(said, l[1]) {
			found = append(found, l[0])
		}
	}
	if len(found) == 0 && strings.Contains(said, "Redistribution and use in source and binary forms") {
		found = []string{"BSD-2-Clause"}
	}
	slices.Sort(found)
	return strings.Join(found, " AND ")
}
