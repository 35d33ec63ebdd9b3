package offline

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// pages gives the files of a kit: of 100 pages, 30 KB each.
func pages() []File {
	files := make([]File, 100)
	for i := range files {
		files[i] = File{fmt.Sprintf("fr/guides/guide-%d.html", i), fmt.Appendf(nil, "<p>%d</p>%s", i, strings.Repeat("<li>Tenir un piquet devant l’entrepôt.</li>\n", 700))}
	}
	return files
}

func BenchmarkArchive(b *testing.B) {
	files := pages()
	b.ReportAllocs()
	for b.Loop() {
		var archive bytes.Buffer
		err := Archive(&archive, func(yield func(File, error) bool) {
			for _, f := range files {
				if !yield(f, nil) {
					return
				}
			}
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWorker(b *testing.B) {
	files := []Pages{{"fr", pages()}}
	b.ReportAllocs()
	for b.Loop() {
		Worker(nil, files, nil)
	}
}
