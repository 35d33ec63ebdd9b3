package tree

import (
	"testing"
	"testing/fstest"
)

func TestFS(t *testing.T) {
	root := folder(t)
	write(t, root, "content/guides/a.en.md", "A")
	write(t, root, "content/.git/config", "hidden")
	write(t, root, "content/tract.yaml", "x: 1")
	write(t, root, "assets/css/main.css", "b{}")
	write(t, root, "public/index.html", "not ours")
	if err := fstest.TestFS(read(t, root), "content/guides/a.en.md", "content/.git", "assets/css/main.css"); err != nil {
		t.Fatal(err)
	}
}
