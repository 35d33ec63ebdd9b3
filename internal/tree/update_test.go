package tree

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// edits are changes of a site, with what they are to be told as, and the paths that
// one would have to name.
var edits = []struct {
	name    string
	edit    func(t *testing.T, root *os.Root)
	named   []string
	changed []string
}{
	{"nothing", func(*testing.T, *os.Root) {}, []string{"content/guides/a.md", "content", "layouts", "content/none/x", "public", "../x", ""}, nil},
	{"a file", func(t *testing.T, r *os.Root) { write(t, r, "content/guides/a.md", "new") }, []string{"content/guides/a.md"}, []string{"content/guides/a.md"}},
	{"its folder named", func(t *testing.T, r *os.Root) { write(t, r, "content/guides/a.md", "new") }, []string{"content"}, []string{"content/guides/a.md"}},
	{"a new file", func(t *testing.T, r *os.Root) { write(t, r, "content/guides/aa.md", "new") }, []string{"content/guides/aa.md"}, []string{"content/guides/aa.md"}},
	{"a file gone", func(t *testing.T, r *os.Root) { remove(t, r, "content/guides/b.md") }, []string{"content/guides/b.md"}, []string{"content/guides/b.md"}},
	{"a file moved", func(t *testing.T, r *os.Root) { rename(t, r, "content/guides/b.md", "content/b.md") }, []string{"content/guides/b.md", "content/b.md"}, []string{"content/b.md", "content/guides/b.md"}},
	{"a folder gone", func(t *testing.T, r *os.Root) { remove(t, r, "content/guides") }, []string{"content/guides"}, []string{"content/guides", "content/guides/a.md", "content/guides/b.md"}},
	{"a folder gone, a file named", func(t *testing.T, r *os.Root) { remove(t, r, "content/guides") }, []string{"content/guides/a.md", "content/guides"}, []string{"content/guides", "content/guides/a.md", "content/guides/b.md"}},
	{"folders in each other", func(t *testing.T, r *os.Root) { write(t, r, "layouts/x/y/z.html", "new") }, []string{"layouts/x/y/z.html"}, []string{"layouts", "layouts/x", "layouts/x/y", "layouts/x/y/z.html"}},
	{"a folder renamed", func(t *testing.T, r *os.Root) { rename(t, r, "content/guides", "content/faq") }, []string{"content/guides", "content/faq"}, []string{"content/faq", "content/faq/a.md", "content/faq/b.md", "content/guides", "content/guides/a.md", "content/guides/b.md"}},
	{"a folder for a file", func(t *testing.T, r *os.Root) {
		remove(t, r, "content/tract.yaml")
		write(t, r, "content/tract.yaml/x", "new")
	}, []string{"content/tract.yaml"}, []string{"content/tract.yaml", "content/tract.yaml/x"}},
	{"a file for a folder", func(t *testing.T, r *os.Root) {
		remove(t, r, "content/guides")
		write(t, r, "content/guides", "new")
	}, []string{"content/guides"}, []string{"content/guides", "content/guides/a.md", "content/guides/b.md"}},
	{"a link for a file", func(t *testing.T, r *os.Root) {
		remove(t, r, "content/guides/a.md")
		check(t, r.Symlink("b.md", "content/guides/a.md"))
	}, []string{"content/guides/a.md"}, []string{"content/guides/a.md"}},
	{"the mode of a folder", func(t *testing.T, r *os.Root) { check(t, r.Chmod("content/guides", 0o700)) }, []string{"content/guides"}, []string{"content/guides"}},
	{"a hidden folder", func(t *testing.T, r *os.Root) { write(t, r, "content/.git/x", "new") }, []string{"content/.git/x"}, []string{"content/.git"}},
	{"older, of the same size", func(t *testing.T, r *os.Root) {
		write(t, r, "content/guides/a.md", "B")
		check(t, r.Chtimes("content/guides/a.md", time.Time{}, time.Unix(1, 0)))
	}, []string{"content/guides/a.md"}, []string{"content/guides/a.md"}},
}

func TestUpdate(t *testing.T) {
	for _, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			root := site(t)
			before := read(t, root)
			was := held(t, before)
			time.Sleep(60 * time.Millisecond) // so that nothing is young
			e.edit(t, root)
			now := held(t, read(t, root))
			check := func(how string, after *Tree, changed []string) {
				t.Helper()
				if !slices.Equal(changed, e.changed) {
					t.Errorf("%s: changed are %q, want %q", how, changed, e.changed)
				}
				if (after == before) != (e.changed == nil) {
					t.Errorf("%s: the same tree: %v", how, after == before)
				}
				if got := held(t, after); !maps.Equal(got, now) {
					t.Errorf("%s: the tree has %q, want %q", how, got, now)
				}
				if got := held(t, before); !maps.Equal(got, was) {
					t.Errorf("%s: the old tree has %q, and had %q", how, got, was)
				}
				if got := before.Since(after); !slices.Equal(got, changed) {
					t.Errorf("%s: back again are %q, want %q", how, got, changed)
				}
			}
			after, changed := before.Update(e.named)
			check("Update", after, changed)
			after, changed = before.Again()
			check("Again", after, changed)

			// What has changed can stand as it was before.
			old := after.Standing(before, e.changed)
			if got := held(t, old); !maps.Equal(got, was) {
				t.Errorf("Standing: the tree has %q, want %q", got, was)
			}
			if left := old.Since(before); len(left) != 0 {
				t.Errorf("Standing: %q differ", left)
			}
		})
	}
}

func TestStanding(t *testing.T) {
	root := site(t)
	before := read(t, root)
	held(t, before)
	write(t, root, "content/guides/a.md", "new a")
	write(t, root, "content/guides/b.md", "new b")
	write(t, root, "content/guides/c.md", "new c")
	remove(t, root, "assets")
	after := read(t, root)
	mixed := after.Standing(before, []string{"content/guides/b.md", "content/guides/c.md", "assets/css/main.css", "layouts/none.html", ".", "/"})
	want := []string{"assets/css/main.css", "content/guides/a.md new a", "content/guides/b.md B", "content/tract.yaml x: 1"}
	var got []string
	for name, text := range held(t, mixed) {
		if !strings.HasSuffix(name, "/") {
			got = append(got, strings.TrimSpace(name+" "+text))
		}
	}
	slices.Sort(got)
	if want[0] += " b{}"; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if again := after.Standing(before, nil); again != after {
		t.Error("another tree, where nothing stands in")
	}
	if again := mixed.Standing(before, []string{"content/guides/b.md", "content/none/none.md"}); again != mixed {
		t.Error("another tree, where the same stands in")
	}
}

// TestSameTick changes a file twice in one tick of the system's clock, as far as that
// can be told: the second version has the times, the size and the number of the first.
func TestSameTick(t *testing.T) {
	root := site(t)
	const name = "content/guides/a.md"
	write(t, root, name, "1")
	first := read(t, root)
	held(t, first)
	n, err := first.find("stat", name)
	check(t, err)
	if n.stamp.mark == 0 {
		t.Fatal("a file that was just written has no mark")
	}
	write(t, root, name, "2")
	info, err := root.Lstat(name)
	check(t, err)
	mark := n.stamp.mark
	n.stamp = stampOf(info)
	n.stamp.mark = mark

	second, changed := first.Update([]string{name})
	if !slices.Equal(changed, []string{name}) {
		t.Fatalf("changed are %q", changed)
	}
	if text := held(t, second)[name]; text != "2" {
		t.Errorf("the second version is %q", text)
	}
	if text := held(t, first)[name]; text != "1" {
		t.Errorf("the first version is %q", text)
	}
	time.Sleep(60 * time.Millisecond)
	for range 2 {
		if third, _ := second.Again(); third != second {
			t.Error("another tree, though nothing has changed")
		}
	}
	if n, err = second.find("stat", name); err != nil || !n.settled {
		t.Errorf("its bytes are compared for ever, %v", err)
	}
	if m, _ := read(t, root).find("stat", name); m.stamp.mark != 0 || m.stamp != n.stamp.unmarked() {
		t.Errorf("an older file has the stamp %v", m.stamp)
	}
}

// site makes a small site.
func site(tb testing.TB) *os.Root {
	root := folder(tb)
	write(tb, root, "content/guides/a.md", "A")
	write(tb, root, "content/guides/b.md", "B")
	write(tb, root, "content/tract.yaml", "x: 1")
	write(tb, root, "assets/css/main.css", "b{}")
	return root
}

// held gives the text of every file of a tree, the kind of what is none, and its
// folders with a slash.
func held(t *testing.T, tree *Tree) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			info, err := d.Info()
			check(t, err)
			all[p+"/"] = info.Mode().String()
		case d.Type().IsRegular():
			src, err := tree.ReadFile(p)
			all[p] = string(src)
			return err
		default:
			all[p] = fmt.Sprint(d.Type())
		}
		return nil
	})
	check(t, err)
	return all
}

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func remove(tb testing.TB, root *os.Root, name string) { check(tb, root.RemoveAll(name)) }
func rename(tb testing.TB, root *os.Root, a, b string) { check(tb, root.Rename(a, b)) }
