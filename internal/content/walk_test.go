package content

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/config"
	"tract/internal/golden"
)

// failing is a folder of which something cannot be looked at, for a reason, although it
// was listed: it went meanwhile, or the disk fails.
type failing struct {
	fstest.MapFS
	name   string
	reason error
}

func (f failing) fails(op, name string) error {
	if name != f.name {
		return nil
	}
	return &fs.PathError{Op: op, Path: name, Err: f.reason}
}

func (f failing) Open(name string) (fs.File, error) {
	if err := f.fails("open", name); err != nil {
		return nil, err
	}
	return f.MapFS.Open(name)
}

func (f failing) ReadFile(name string) ([]byte, error) {
	if err := f.fails("read", name); err != nil {
		return nil, err
	}
	return f.MapFS.ReadFile(name)
}

func (f failing) Lstat(name string) (fs.FileInfo, error) {
	if err := f.fails("lstat", name); err != nil {
		return nil, err
	}
	return f.MapFS.Lstat(name)
}

func (f failing) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.fails("list", name); err != nil {
		return nil, err
	}
	entries, err := f.MapFS.ReadDir(name)
	for i, e := range entries {
		if fault := f.fails("lstat", strings.TrimPrefix(name+"/"+e.Name(), "./")); fault != nil {
			entries[i] = listed{e, fault}
		}
	}
	return entries, err
}

// listed is an entry of which no more is known.
type listed struct {
	fs.DirEntry
	fault error
}

func (l listed) Info() (fs.FileInfo, error) { return nil, l.fault }

// TestWalkFails has each folder and each kind of file fail behind the list that it is on.
// It is told with its reason, nothing stands in for it, and what else there is is read.
func TestWalkFails(t *testing.T) {
	whole := fstest.MapFS{
		config.File:                 {Data: []byte(siteYAML)},
		"content/pages/a.fr.md":     {Data: []byte("---\ntitle: a\n---\n")},
		"content/guides/b.fr.md":    {Data: []byte("---\ntitle: b\n---\n")},
		"content/images/x.jpg":      {Data: []byte("x")},
		"content/images/y/z.jpg":    {Data: []byte("z")},
		"content/data/figures.yaml": {Data: []byte("{}\n")},
	}
	settings, _ := config.Load(whole)
	all := []string{"content/pages/a.fr.md", "content/guides/b.fr.md", "content/images/x.jpg", "content/images/y/z.jpg"}
	for reason, said := range map[error]string{fs.ErrNotExist: "there is no such file or folder", fs.ErrPermission: "for want of permission", errors.New("a broken disk"): "this cannot be read"} {
		for _, name := range []string{"content", "content/pages", "content/images", "content/images/y", "content/data", "content/pages/a.fr.md", "content/images/x.jpg", "content/data/figures.yaml"} {
			content, list := Load(failing{whole, name, reason}, settings, locales(t), Options{})
			if name == "content" && errors.Is(reason, fs.ErrNotExist) {
				if len(list) > 0 { // there may be a site without content, which the settings tell
					t.Errorf("%s: %s", name, golden.Printed(t, "en", list))
				}
				continue
			}
			if got := golden.Printed(t, "en", list); !list.HasErrors() || !strings.Contains(got, name+": error: ") || !strings.Contains(got, said) {
				t.Errorf("%s, %v: %s", name, reason, got)
			}
			want := slices.DeleteFunc(slices.Clone(all), func(p string) bool { return p == name || strings.HasPrefix(p, name+"/") })
			var got []string
			for _, d := range content.Documents {
				if d.Size > 0 {
					got = append(got, d.File)
				}
			}
			for _, i := range content.Images {
				got = append(got, i.File)
			}
			slices.Sort(want)
			if slices.Sort(got); !slices.Equal(got, want) {
				t.Errorf("%s, %v: read %q, want %q", name, reason, got, want)
			}
		}
	}
}

// TestDocumentNames says what is wrong with a name, as far as the languages are known.
func TestDocumentNames(t *testing.T) {
	known, _ := config.Parse([]byte(siteYAML))
	broken, _ := config.Parse([]byte("title: [\n"))
	for _, c := range []struct {
		name     string
		settings *config.Settings
		want     string
	}{
		{"a.fr.md", known, ""},
		{"a.de.md", known, "\"de\" in the name \"a.de.md\" is not a language of this site\n    hint: the site's languages are fr, en;"},
		{"a.fr1.md", known, "\"fr1\" in the name \"a.fr1.md\" is not a language of this site\n    hint: did you mean \"a.fr.md\"?"},
		{"a.de.md", broken, ""},
		{"a.fr1.md", broken, ""},
		{"a.md", broken, "does not say which language"},
		{"con.fr.md", known, "\"con\" cannot be the name of a page\n    hint: Windows keeps this name for itself"},
		{"L'été.fr.md", known, `hint: did you mean "l-ete.fr.md"?`},
		{"!!!.fr.md", known, "\"!!!\" cannot be the name of a page\n    hint: a key is a short name"},
		{"\u202e.fr.md", known, "cannot be the name of a page"},
	} {
		tree := walk(fstest.MapFS{config.File: {}, "content/pages/" + c.name: {}}, c.settings)
		said := golden.Printed(t, "en", tree.list)
		if !strings.Contains(said, c.want) || (said == "") != (c.want == "") || strings.Contains(said, "\u202e") {
			t.Errorf("%s: %s", c.name, said)
		}
		if n := len(tree.documents); n > 0 && (c.want != "" || c.settings == broken) {
			t.Errorf("%s is taken", c.name)
		}
	}
}
