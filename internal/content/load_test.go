package content

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/schema"
)

const siteYAML = "title: {fr: Sept entrepôts, en: Seven Warehouses}\nlanguages: [fr, en]\n"

// site makes a site of one page beside the settings.
func site(name, src string) fstest.MapFS {
	return fstest.MapFS{config.File: {Data: []byte(siteYAML)}, name: {Data: []byte(src)}}
}

func load(t *testing.T, fsys fs.FS) (*Content, diag.List) {
	t.Helper()
	settings, list := config.Load(fsys)
	if list.HasErrors() {
		t.Fatal(golden.Printed(t, "en", list))
	}
	return Load(fsys, settings, locales(t), Options{})
}

// TestBytes gives the bytes that are no plain text their place and words.
func TestBytes(t *testing.T) {
	for _, c := range []struct{ name, src, en, fr string }{
		{"byte order mark", "\ufeff---\ntitle: Été\n---\nTexte.\n", "", ""},
		{"carriage returns", "---\r\ntitle: Été\r\n---\r\nTexte.\r\n", "", ""},
		{"carriage returns alone", "---\rtitle: Été\r---\rTexte.\r", "", ""},
		{"no last line feed", "---\ntitle: Été\n---\nTexte.", "", ""},
		{"spaces after the line", "--- \ntitle: Été\n---\t\nTexte.", "", ""},
		{"UTF-16", "\xff\xfe-\x00-\x00", "1:1: error: this file is in UTF-16, not in UTF-8", "1:1: erreur\u00a0: ce fichier est en UTF-16, pas en UTF-8"},
		{"zero byte", "---\ntitle: É\x00\n---\n", "2:9: error: this is not plain text; it may be a document of a word processor", "2:9: erreur\u00a0: ce n’est pas du texte simple; c’est peut-être un document de traitement de texte"},
		{"Latin-1", "---\ntitle: x\n---\nÀ l'\xe9t\xe9\n", "4:5: error: this character is not in UTF-8, the encoding of the web (byte 0xE9)", "4:5: erreur\u00a0: ce caractère n’est pas en UTF-8, l’encodage du Web (octet 0xE9)"},
	} {
		content, list := load(t, site("content/pages/about.fr.md", c.src))
		for language, want := range map[string]string{"en": c.en, "fr": c.fr} {
			got, _, _ := strings.Cut(strings.TrimPrefix(golden.Printed(t, language, list), "content/pages/about.fr.md:"), "\n")
			if got != want {
				t.Errorf("%s: got %s, want %s", c.name, got, want)
			}
		}
		if len(content.Documents) != 1 || content.Documents[0].Body == nil {
			t.Errorf("%s: the document is not in the list", c.name)
			continue
		}
		d := content.Documents[0]
		if c.en == "" && (d.Title != "Été" || string(d.Body.HTML) != "<p>Texte.</p>\n" || d.BodyLine != 4 || d.Partial) {
			t.Errorf("%s: %+v", c.name, d)
		}
		if c.en != "" && (!d.Partial || d.Title != "about") {
			t.Errorf("%s: an unread document does not say so", c.name)
		}
	}
}

// TestLineBreaks holds files with either line break to one and the same document.
func TestLineBreaks(t *testing.T) {
	const src = "---\ntitle: x\nsummary: >\n  deux\n  lignes\n---\n\nUn\ntexte.\n"
	a, _ := load(t, site("content/pages/about.fr.md", src))
	b, _ := load(t, site("content/pages/about.fr.md", "\ufeff"+strings.ReplaceAll(src, "\n", "\r\n")))
	x, y := a.Documents[0], b.Documents[0]
	if x.Digest != y.Digest || !bytes.Equal(x.Body.HTML, y.Body.HTML) || x.Summary != "deux lignes" || y.Summary != x.Summary {
		t.Errorf("the line breaks show:\n%+v\n%+v", x, y)
	}
}

// TestNothingKeepsBytes reads each document into room that the next one takes.
func TestNothingKeepsBytes(t *testing.T) {
	for _, name := range []string{"site", "broken", "drafts"} {
		archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		fsys := stamped(archive)
		settings, _ := config.Load(fsys)
		context := schema.Context{Languages: settings.Languages, Locales: locales(t)}
		w := worker{fsys: fsys, context: context}
		for _, f := range walk(fsys, settings).documents {
			got := w.document(f, nil)
			for i := range w.src {
				w.src[i] = 'x'
			}
			if want := (&worker{fsys: fsys, context: context}).document(f, nil); !reflect.DeepEqual(got, want) {
				t.Errorf("%s shares the bytes of its file", f.path)
			}
		}
	}
}

// TestIrregular keeps links and devices from being read.
func TestIrregular(t *testing.T) {
	const secret = "---\ntitle: secret\n---\n"
	link := func(target string) *fstest.MapFile {
		return &fstest.MapFile{Mode: fs.ModeSymlink | 0o777, Data: []byte(target)}
	}
	for _, c := range []struct {
		name string
		file *fstest.MapFile
		want string
	}{
		{"content/pages/x.fr.md", link("../../secret.md"), "content/pages/x.fr.md"},
		{"content/pages", link("../elsewhere"), "content/pages"},
		{"content/data/figures.yaml", link("../../secret.md"), "content/data/figures.yaml"},
		{"content/images/x.jpg", link("/etc/passwd"), "content/images/x.jpg"},
		{"content/images/deep", link(".."), "content/images/deep"},
		{"content/x", link("/etc"), "content/x"},
		{"content/pages/.#x.fr.md", link("someone@host"), ""},
		{"content/pages/x.fr.md", &fstest.MapFile{Mode: fs.ModeNamedPipe}, "content/pages/x.fr.md"},
		{"content/pages/x.fr.md", &fstest.MapFile{Mode: fs.ModeDevice}, "content/pages/x.fr.md"},
	} {
		fsys := fstest.MapFS{config.File: {Data: []byte(siteYAML)}, "secret.md": {Data: []byte(secret)}, "elsewhere/x.fr.md": {Data: []byte(secret)}, c.name: c.file}
		content, list := load(t, fsys)
		want := ""
		if c.want != "" {
			want = c.want + ": error: this is a link or a device, and only plain files and folders are read\n    hint: put the file itself in this place\n1 error\n"
		}
		if got := golden.Printed(t, "en", list); got != want {
			t.Errorf("%s: %s", c.name, got)
		}
		if len(content.Documents)+len(content.Images) > 0 {
			t.Errorf("%s was read", c.name)
		}
	}
}

// TestImagesDeep reads no folders of images that lie deeper in each other than they may.
func TestImagesDeep(t *testing.T) {
	at := func(depth int) string { return "content/images/" + strings.Repeat("a/", depth) + "x.jpg" }
	content, list := load(t, fstest.MapFS{config.File: {Data: []byte(siteYAML)}, at(limit.ImageDepth - 1): {}, at(limit.ImageDepth): {}}) // images/ is one
	if len(content.Images) != 1 || len(list) != 1 || list[0].Message.Code != "content.too-deep" || list[0].File != path.Dir(at(limit.ImageDepth)) {
		t.Errorf("%v: %v", content.Images, list)
	}
}

func TestNoContent(t *testing.T) {
	settings, _ := config.Parse([]byte(siteYAML))
	for _, c := range []struct {
		fsys fs.FS
		want string
	}{
		{fstest.MapFS{}, ""}, // which the settings tell
		{fstest.MapFS{"content": {Mode: fs.ModeSymlink, Data: []byte("x")}}, "content: erreur\u00a0: c’est un lien ou un périphérique, et seuls les simples fichiers et dossiers sont lus\n    piste\u00a0: mettez le fichier lui-même à cet endroit\n1 erreur\n"},
		{fstest.MapFS{"content": {Mode: fs.ModeDir}}, ""},
	} {
		content, list := Load(c.fsys, settings, locales(t), Options{})
		if got := golden.Printed(t, "fr", list); got != c.want || len(content.Documents) > 0 {
			t.Errorf("%s", got)
		}
	}
}

func TestTooBig(t *testing.T) {
	for _, name := range []string{"content/pages/x.fr.md", "content/data/figures.yaml"} {
		_, list := load(t, site(name, strings.Repeat("x", limit.FileBytes+1)))
		want := name + ": error: this file is larger than 1024 KB\n    hint: split it into several pages\n1 error\n"
		if got := golden.Printed(t, "en", list); got != want {
			t.Error(got)
		}
	}
}

// locked is a folder that cannot be read.
type locked struct{ fstest.MapFS }

func (l locked) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, "locked.fr.md") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

func (l locked) ReadFile(name string) ([]byte, error) { return l.MapFS.ReadFile(name) }

func TestUnreadable(t *testing.T) {
	fsys := site("content/pages/locked.fr.md", "x")
	fsys["content/pages/about.fr.md"] = &fstest.MapFile{Data: []byte("---\ntitle: x\n---\n")}
	content, list := load(t, locked{fsys})
	if got := golden.Printed(t, "en", list); !strings.HasPrefix(got, "content/pages/locked.fr.md: error: this cannot be read, for want of permission\n    hint: ask its owner") || len(content.Documents) != 2 {
		t.Error(got)
	}
}

func TestDigest(t *testing.T) {
	digests := func(frSrc, enSrc string) (fr, en *Document) {
		fsys := site("content/guides/x.fr.md", frSrc)
		fsys["content/guides/x.en.md"] = &fstest.MapFile{Data: []byte(enSrc)}
		content, list := load(t, fsys)
		if len(list) > 0 {
			t.Fatal(golden.Printed(t, "en", list))
		}
		return content.Documents[0], content.Documents[1]
	}
	const head = "---\ntitle: x\nsummary: y\n"
	fr1, en1 := digests(head+"minutes: 5\n---\n", head+"---\n")
	fr2, en2 := digests(head+"minutes: 6\n---\n", head+"---\n")
	fr3, en3 := digests(head+"minutes: 5\n---\nTexte.\n", head+"---\n")
	if en1.Digest == en2.Digest || fr1.Digest == fr2.Digest || fr1.Digest == fr3.Digest {
		t.Error("a change does not show")
	}
	if fr1.Front != fr3.Front || fr1.Front == fr2.Front || en1.Front == en2.Front {
		t.Error("the digest of the front matter is of something else")
	}
	if en1.Digest != en3.Digest || en1.Guide.Minutes != 5 {
		t.Error("what the pair does not share shows")
	}
}

// TestOrder loads many files again and again: workers finish in any order.
func TestOrder(t *testing.T) {
	fsys := fstest.MapFS{config.File: {Data: []byte(siteYAML)}}
	for i := range 40 {
		for _, kind := range []string{"guides", "articles", "pages"} {
			for _, language := range []string{"fr", "en"} {
				fsys[fmt.Sprintf("content/%s/k%d.%s.md", kind, i*7%40, language)] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: x%d\nsummary: y\nminuts: 1\n---\n<b>\n", i)}
			}
		}
	}
	var names, faults string
	for range 5 {
		content, list := load(t, fsys)
		var b strings.Builder
		for _, d := range content.Documents {
			fmt.Fprintln(&b, d.File)
		}
		p := golden.Printed(t, "en", list)
		if names == "" {
			names, faults = b.String(), p
			if !strings.HasPrefix(names, "content/articles/k0.fr.md\ncontent/articles/k0.en.md\ncontent/articles/k1.fr.md\n") || strings.Count(names, "\n") != 240 {
				t.Error(names)
			}
		}
		if diff := cmp.Diff(names+faults, b.String()+p); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestDefaultSite reads the content that the repository comes with.
func TestDefaultSite(t *testing.T) {
	content, list := load(t, os.DirFS("../.."))
	if list.HasErrors() {
		t.Error(golden.Printed(t, "en", list))
	}
	if len(content.Documents) == 0 || len(content.Data.Figures) == 0 {
		t.Error("nothing was read")
	}
}

// TestClaims holds what files say of themselves to what can be true.
func TestClaims(t *testing.T) {
	const list = "title: Une liste\nsummary: x\nby: csn\nopinion: true\ndemands: [{id: a, text: b, status: won}]\n"
	for _, c := range []struct{ name, src, want string }{
		{"content/pages/about.fr.md", "---\ntitle: À propos\nneeds_review: true\n---\n", `3:15: error: a page in "fr", the first language of the site, is no translation to be reviewed`},
		{"content/pages/about.en.md", "---\ntitle: About\nneeds_review: true\n---\n", ""},
		{"content/pages/about.fr.md", "---\ntitle: À propos\nchecked: 2025-06-03\n---\n", "3:10: advice: nobody can have checked this on 2025-06-03, which is still to come"},
		{"content/pages/about.fr.md", "---\ntitle: À propos\nchecked: 2025-06-02\n---\n", ""},
		{"content/data/timeline.yaml", "checked: 2026\nmoments: []\n", "1:10: advice: nobody can have checked this on 2026, which is still to come"},
		{"content/data/timeline.yaml", "moments: [{id: a, date: 2025, text: {fr: a, en: a}}]\n", "1:11: warning: nothing says where this is known from"},
		{"content/demands/list.fr.md", "---\n" + list + "---\n", "6:36: error: what is an opinion has no status: nobody has demanded it"},
	} {
		fsys := site(c.name, c.src)
		settings, faults := config.Load(fsys)
		if faults.HasErrors() {
			t.Fatal(golden.Printed(t, "en", faults))
		}
		_, faults = Load(fsys, settings, locales(t), Options{Now: time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)})
		got, _, _ := strings.Cut(strings.TrimPrefix(golden.Printed(t, "en", faults), c.name+":"), "\n")
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.src, got, c.want)
		}
	}
}
