package publish_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"tract/internal/publish"
)

// tree gives 10,000 pages of 6 KB in twenty directories.
func tree(keyed bool) []publish.File {
	files := make([]publish.File, 10_000)
	for i := range files {
		content := bytes.Repeat(fmt.Appendf(nil, "%07d ", i), 768)
		files[i] = publish.File{Path: fmt.Sprintf("fr/section-%d/page-%d.html", i/500, i), Content: content}
		if keyed {
			files[i].Key = fmt.Sprint("k", i)
		}
	}
	return files
}

func perFile(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/10_000, "µs/file")
}

// BenchmarkPlain is the floor: the same files written without any care.
func BenchmarkPlain(b *testing.B) {
	files := tree(false)
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		for i := range 20 {
			if err := os.MkdirAll(filepath.Join(dir, fmt.Sprintf("fr/section-%d", i)), 0o755); err != nil {
				b.Fatal(err)
			}
		}
		b.StartTimer()
		for _, f := range files {
			if err := os.WriteFile(filepath.Join(dir, f.Path), f.Content, 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	perFile(b)
}

func BenchmarkFresh(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			files := tree(false)
			for b.Loop() {
				b.StopTimer()
				dir := b.TempDir()
				b.StartTimer()
				if _, err := publish.Publish(b.Context(), dir, files, publish.Options{Workers: workers}); err != nil {
					b.Fatal(err)
				}
			}
			perFile(b)
		})
	}
}

// BenchmarkAgain publishes what is there: by content, by key, and with times that
// prove nothing, so that everything is read.
func BenchmarkAgain(b *testing.B) {
	for _, c := range []struct {
		name         string
		keyed, touch bool
	}{{"content", false, false}, {"keys", true, false}, {"touched", false, true}} {
		b.Run(c.name, func(b *testing.B) {
			files, dir := tree(c.keyed), b.TempDir()
			if _, err := publish.Publish(b.Context(), dir, files, publish.Options{}); err != nil {
				b.Fatal(err)
			}
			for _, f := range files {
				info, err := os.Stat(filepath.Join(dir, f.Path))
				if err != nil {
					b.Fatal(err)
				}
				if whole := info.ModTime().Truncate(1e9); c.touch {
					if err := os.Chtimes(filepath.Join(dir, f.Path), whole, whole); err != nil {
						b.Fatal(err)
					}
				}
			}
			for b.Loop() {
				if r, err := publish.Publish(b.Context(), dir, files, publish.Options{}); err != nil || r.Unchanged != len(files) {
					b.Fatal(r, err)
				}
			}
			perFile(b)
		})
	}
}
