package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

//go:embed all:hugo
var hugoFiles embed.FS

// sections are the titles of the lists, by folder.
var sections = map[string]map[string]string{
	"articles": {"fr": "Articles", "en": "Articles"},
	"demands":  {"fr": "Revendications", "en": "Demands"},
	"guides":   {"fr": "Guides", "en": "Guides"},
}

// reference is a link to another page of the corpus.
var reference = regexp.MustCompile(`\]\((article|demands|guide):([a-z0-9-]+)\)`)

// writeHugo makes a site for Hugo of a corpus: the same pages in the same folders,
// with the layouts of the folder hugo beside this file.
func writeHugo(corpus, dir string) error {
	files, err := fs.Sub(hugoFiles, "hugo")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, files); err != nil {
		return err
	}
	for folder, titles := range sections {
		for language, title := range titles {
			name := filepath.Join(dir, "content", folder, "_index."+language+".md")
			if err := writeFile(name, fmt.Appendf(nil, "---\ntitle: %s\n---\n", title)); err != nil {
				return err
			}
		}
	}
	content := filepath.Join(corpus, "content")
	return filepath.WalkDir(content, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".md") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(content, path)
		if err != nil {
			return err
		}
		return writeFile(filepath.Join(dir, "content", relative), hugoPage(src))
	})
}

// hugoPage gives the file of a page for Hugo. Its front matter is as good there.
func hugoPage(src []byte) []byte {
	folders := map[string]string{"article": "articles", "demands": "demands", "guide": "guides"}
	return reference.ReplaceAllFunc(src, func(link []byte) []byte {
		parts := reference.FindSubmatch(link)
		return fmt.Appendf(nil, "](/%s/%s)", folders[string(parts[1])], parts[2])
	})
}

// writeFile writes a file and the folders above it.
func writeFile(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}
