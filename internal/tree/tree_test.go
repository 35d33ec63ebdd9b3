package tree

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

func TestFS(t *testing.T) {
	root := site(t)
	write(t, root, "content/.git/config", "hidden")
	write(t, root, "assets/static/.well-known/security.txt", "not hidden")
	write(t, root, "public/index.html", "not ours")
	tree := read(t, root)
	if err := fstest.TestFS(tree, "content/guides/a.md", "content/.git", "assets/css/main.css", "assets/static/.well-known/security.txt"); err != nil {
		t.Error(err)
	}
	below, err := fs.Sub(tree, "content")
	check(t, err)
	if err := fstest.TestFS(below, "guides/a.md"); err != nil {
		t.Error(err)
	}
	if info, err := fs.Lstat(below, "guides/a.md"); err != nil || info.Sys() == "" {
		t.Errorf("below a folder: %v, %v", info, err)
	}
}

// TestBytes reads a file before and after it has changed.
func TestBytes(t *testing.T) {
	root := site(t)
	before := read(t, root)
	const name, other = "content/guides/a.md", "content/guides/b.md"
	src, err := before.ReadFile(name)
	check(t, err)
	src[0] = 'X' // a copy
	write(t, root, name, "longer than it was")
	write(t, root, other, "longer than it was")
	for want, name := range map[string]string{"A": name, "longer than it was": other} {
		f, err := before.Open(name)
		check(t, err)
		if got, err := io.ReadAll(f); string(got) != want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}

	write(t, root, name, strings.Repeat("x", maxKept+1))
	large := read(t, root)
	f, err := large.Open(name)
	check(t, err)
	defer f.Close()
	if got, err := io.ReadAll(f); len(got) != maxKept+1 || err != nil {
		t.Errorf("a large file: %d bytes, %v", len(got), err)
	}
	if info, err := f.Stat(); err != nil || info.Sys() == "" {
		t.Errorf("a large file: %v, %v", info, err)
	}
	write(t, root, name, "small again")

	// A failed read is not kept.
	after, _ := before.Again()
	remove(t, root, name)
	if _, err := after.ReadFile(name); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	write(t, root, name, strings.Repeat("x", maxKept+1)) // read, but too large to be kept
	if got, err := after.ReadFile(name); len(got) != maxKept+1 || err != nil {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	write(t, root, name, "back")
	if got, err := after.ReadFile(name); string(got) != "back" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// TestTogether uses one tree from many sides, as the stages do.
func TestTogether(t *testing.T) {
	root := site(t)
	tree := read(t, root)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for name := range tree.All() {
				fs.ReadFile(tree, name)
			}
			if next, changed := tree.Again(); next != tree {
				t.Errorf("changed are %q", changed)
			}
		})
	}
	all.Wait()
}

func TestAll(t *testing.T) {
	root := site(t)
	check(t, root.Mkdir("content/.git", 0o755))
	time.Sleep(60 * time.Millisecond)
	tree := read(t, root)
	var names, folders []string
	for name, stamp := range tree.All() {
		info, err := tree.Lstat(name)
		check(t, err)
		if info.Sys() != stamp || (stamp == "") != info.IsDir() {
			t.Errorf("%s: %q, %q", name, stamp, info.Sys())
		}
		names = append(names, name)
	}
	for name := range tree.Folders() {
		folders = append(folders, name)
	}
	if want := []string{"assets", "assets/css", "assets/css/main.css", "content", "content/.git", "content/guides", "content/guides/a.md", "content/guides/b.md", "content/tract.yaml"}; !slices.Equal(names, want) {
		t.Errorf("%q", names)
	}
	if want := []string{"assets", "assets/css", "content", "content/guides"}; !slices.Equal(folders, want) {
		t.Errorf("%q", folders)
	}
	for range tree.All() {
		break
	}

	// The stamps of files that stay the same are the same in another process.
	again := read(t, root)
	for name, stamp := range tree.All() {
		if info, err := again.Lstat(name); err != nil || info.Sys() != stamp {
			t.Errorf("%s: %q, %v", name, stamp, err)
		}
	}
	if (stamp{size: 1}).String() == (stamp{inode: 1}).String() {
		t.Error("stamps are not told apart")
	}
}
