package tree

import (
	"fmt"
	"os"
	"path"
	"testing"
	"time"
)

// BenchmarkRead lists 10,000 files, 6,000 of them in one folder.
func BenchmarkRead(b *testing.B) {
	root := large(b)
	for b.Loop() {
		if _, err := Read(root, "assets", "content", "layouts"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAgain looks again at 10,000 files, of which none has changed.
func BenchmarkAgain(b *testing.B) {
	t := read(b, large(b))
	for b.Loop() {
		if next, _ := t.Again(); next != t {
			b.Fatal("another tree")
		}
	}
}

// BenchmarkUpdate looks again at one of 6,000 files in a folder.
func BenchmarkUpdate(b *testing.B) {
	root := large(b)
	t := read(b, root)
	for i := 0; b.Loop(); i++ {
		name := "content/guides/g300.md"
		if err := root.WriteFile(name, fmt.Append(nil, i), 0o644); err != nil {
			b.Fatal(err)
		}
		var changed []string
		if t, changed = t.Update([]string{name}); len(changed) != 1 {
			b.Fatal(changed)
		}
	}
}

// large makes a site of 10,000 files.
func large(tb testing.TB) *os.Root {
	root := folder(tb)
	for dir, n := range map[string]int{"content/guides": 6000, "content/articles": 2000, "content/images/a/b": 1500, "assets/css": 300, "layouts/strings": 200} {
		if err := root.MkdirAll(dir, 0o755); err != nil {
			tb.Fatal(err)
		}
		for i := range n {
			if err := root.WriteFile(path.Join(dir, fmt.Sprintf("g%d.md", i)), []byte("text"), 0o644); err != nil {
				tb.Fatal(err)
			}
		}
	}
	time.Sleep(60 * time.Millisecond) // so that none is young
	return root
}

// folder gives an empty folder.
func folder(tb testing.TB) *os.Root {
	tb.Helper()
	root, err := os.OpenRoot(tb.TempDir())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { root.Close() })
	return root
}

// read lists a site's folders.
func read(tb testing.TB, root *os.Root) *Tree {
	tb.Helper()
	t, err := Read(root, "content", "layouts", "assets")
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// write writes a file, and the folders that lead to it.
func write(tb testing.TB, root *os.Root, name, text string) {
	tb.Helper()
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := root.WriteFile(name, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}
