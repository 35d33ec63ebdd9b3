package scaffold

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/promise"
	"tract/internal/yaml"
	"tract/layouts"
)

// day is when the sites of these tests are begun.
var day = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// place is where something of a site's own is filled in.
var place = regexp.MustCompile(`@[A-Z-]+(-[a-z]+)?@`)

// TestFiles holds the names of a site's files, and those that are most filled in, against
// testdata: for the usual answers, and for names that YAML and Markdown would read
// otherwise.
func TestFiles(t *testing.T) {
	golden.Run(t, func(t *testing.T, a *txtar.Archive) {
		var given struct {
			Answers
			UI, Show string
		}
		if err := json.Unmarshal(a.Files[0].Data, &given); err != nil {
			t.Fatal(err)
		}
		out := a.Files[:1:1]
		var names strings.Builder
		for _, f := range given.Files(given.UI, day) {
			names.WriteString(f.Path + "\n")
			if slices.Contains(strings.Fields(given.Show), f.Path) {
				out = append(out, golden.File(f.Path, string(f.Content)))
			}
			if left := place.Find(f.Content); left != nil {
				t.Errorf("%s: %s is not filled in", f.Path, left)
			}
		}
		a.Files = slices.Insert(out, 1, golden.File("names", names.String()))
	})
}

// Whoever adds a language to the program adds the examples in it, and a kind has one in each.
func TestLanguages(t *testing.T) {
	entries, err := fs.ReadDir(layouts.FS, "strings")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		code := strings.TrimSuffix(e.Name(), ".yaml")
		if !slices.Contains(Languages(), code) {
			t.Errorf("no site can begin in %s", code)
			continue
		}
		for what, texts := range map[string]map[string]string{"unnamed": unnamed, "untold": untold, "tagline": tagline, "description": description, "topic": topic, "email": email} {
			if texts[code] == "" {
				t.Errorf("%s lacks %s", what, code)
			}
		}
		for _, kind := range content.Kinds() {
			name := "example"
			if kind.Kind == content.KindPage {
				name = "about"
			}
			if _, err := fs.Stat(files, "files/content/"+kind.Folder+"/"+name+"."+code+".md"); err != nil {
				t.Error(err)
			}
		}
	}
}

// The rows of the data files have a text in every language that a site can begin in.
func TestData(t *testing.T) {
	for _, name := range []string{"alternatives", "boycott", "figures", "glossary", "organizations", "timeline"} {
		src, err := fs.ReadFile(files, "files/content/data/"+name+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Count(string(src), " fr: ")
		for _, code := range Languages() {
			if n := strings.Count(string(src), " "+code+": "); n != all {
				t.Errorf("%s.yaml has %d texts in %s and %d in fr", name, n, code, all)
			}
		}
	}
}

// A site begins with the forms that this repository has.
func TestForms(t *testing.T) {
	names, err := filepath.Glob("../../.github/ISSUE_TEMPLATE/*")
	must(t, err)
	ours, err := fs.ReadDir(files, "files/.github/ISSUE_TEMPLATE")
	if err != nil || len(ours) != len(names) {
		t.Errorf("%d forms here, %d in the repository: %v", len(ours), len(names), err)
	}
	for _, name := range names {
		want, err := os.ReadFile(name)
		must(t, err)
		got, err := fs.ReadFile(files, "files/.github/ISSUE_TEMPLATE/"+filepath.Base(name))
		if err != nil || string(got) != string(want) {
			t.Errorf("files/.github/ISSUE_TEMPLATE/%s is not the one of the repository: copy it", filepath.Base(name))
		}
	}
}

func TestAnswer(t *testing.T) {
	for _, test := range []struct{ question, text, want string }{
		{AskLanguages, "", "fr,en"},
		{AskLanguages, "ar FR", "ar,fr"},
		{AskLanguages, "de", `no site can begin in the language "de" yet; it is one of: fr, en, ar, es, ht`},
		{AskLanguages, "fr,fr", `the language "fr" is named twice; `},
		{AskLanguages, ",", "a site needs a language; it is one of: fr, en, ar, es, ht"},
		{AskName, "Sept: «entrepôts» #1", "Sept: «entrepôts» #1"},
		{AskName, strings.Repeat("é", 81), `"title" may have at most 80 characters and has 81; `},
		{AskName, "a\u202eb", `there is something invisible here: a sign that turns the text around (U+202E); delete it, and what surrounds it if need be, and type it again; such characters come along when text is pasted`},
		{AskName, " a\r\nb\tc ", "a b c"},
		{AskTarget, "", ""},
		{AskTarget, strings.Repeat("x", 201), `"target" may have at most 200 characters and has 201; `},
		{AskColour, "", "#b5001e"},
		{AskColour, "003DA5", "#003da5"},
		{AskColour, `"#05A"`, "#0055aa"},
		{AskColour, "red", `"red" is no colour; write # and six digits from 0 to f, such as #b5001e`},
		{AskColour, "#c8102e", `no text can be read on the colour "#c8102e": white reaches a contrast of 5.8 to 1, black 3.1, and 7 is needed; the nearest colours of the same hue that can carry text are #b50025 and #ff7272`},
		{AskRepository, "https://forge.example/depot/", "https://forge.example/depot"},
		{AskRepository, "git@forge.example:depot/site.git", "https://forge.example/depot/site"},
		{AskRepository, "forge.example/depot/site", "https://forge.example/depot/site"},
		{AskRepository, "forge.example", `"forge.example" does not begin with https:// or http:// (field "repository"); `},
		{AskContact, "depot@groupe.example", "depot@groupe.example"},
		{AskContact, "depot", `"depot" is not an e-mail address; `},
		{AskProgram, "https://github.com/a/b.git", "a/b"},
		{AskProgram, "a/b", "a/b"},
		{AskProgram, "a b", `"a b" is not a repository on GitHub; write OWNER/NAME, or the whole address, https://github.com/OWNER/NAME`},
	} {
		a := &Answers{}
		got := ""
		if p := a.Answer(Question{test.question, "fr"}, test.text); p != nil {
			got = diag.In("en").Sentence(p.Message) + "; " + diag.In("en").Sentence(p.Hint)
			if strings.HasSuffix(test.want, "; ") {
				got, _, _ = strings.Cut(got, "; ")
				got += "; "
			}
		} else {
			got = map[string]string{
				AskLanguages: strings.Join(a.Languages, ","), AskName: a.Names["fr"], AskTarget: a.Target, AskColour: a.Colour,
				AskRepository: a.Repository, AskContact: a.Contact, AskProgram: a.Program,
			}[test.question]
		}
		if got != test.want {
			t.Errorf("%s %q\n got %s\nwant %s", test.question, test.text, got, test.want)
		}
	}
	p := (&Answers{}).Answer(Question{Name: AskColour}, "#c8102e")
	if p == nil || p.Instead != "#b50025" {
		t.Errorf("in place of #c8102e: %+v", p)
	}
}

func TestCanBegin(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	must(t, os.MkdirAll(at("full/x"), 0o777), os.MkdirAll(at("empty"), 0o777), os.MkdirAll(at("cloned/.git"), 0o777),
		os.WriteFile(at("file"), nil, 0o666), os.Symlink("empty", at("link")), os.Symlink("nowhere", at("dangling")))
	for name, want := range map[string]error{
		"new": nil, "empty": nil, "cloned": nil, "full": ErrNotEmpty, "file": ErrNotFolder, "link": ErrLink, "link/": ErrLink, "dangling": ErrLink,
		"nowhere/new": ErrNoParent, "file/new": ErrNotFolder,
	} {
		err := CanBegin(dir + "/" + name)
		if name == "file/new" && err != nil {
			continue // in the system's words
		}
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
}

// TestC5FailingBegin has each thing done with the disk fail, one by one, in each way: there
// is a site, or the place is as it was.
func TestC5FailingBegin(t *testing.T) {
	site := []File{{"content/site.yaml", []byte("title: x\n")}, {"content/guides/a.fr.md", []byte("a")}, {"README.md", []byte("read me")}}
	tried := 0
	for _, existing := range []bool{false, true} {
		for _, fails := range []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES} {
			for n, done := 1, false; !done; n++ {
				dir := filepath.Join(t.TempDir(), "site")
				if existing {
					must(t, os.Mkdir(dir, 0o777))
				}
				tried++
				done = true
				left := n
				err := begin(dir, site, func(string, string) error {
					if left--; left == 0 {
						done = false
						return fails
					}
					return nil
				})
				if err != nil && (!errors.Is(err, fails) || done) {
					t.Fatalf("operation %d: %v", n, err)
				}
				whole, entries := standing(t, dir, site)
				if err == nil && !whole || err != nil && !whole && entries > 0 {
					t.Errorf("operation %d of a folder that is there %v, %v: %v, and %d files are left", n, existing, fails, err, entries)
				}
				if whole {
					continue
				}
				must(t, Begin(dir, site))
				if whole, _ := standing(t, dir, site); !whole {
					t.Errorf("operation %d: the next time is not whole", n)
				}
			}
		}
	}
	promise.Held(t, tried)
}

// standing says whether all files of a site are in a folder, and how many other entries
// there are than those that nobody sees.
func standing(t *testing.T, dir string, site []File) (whole bool, entries int) {
	t.Helper()
	whole = true
	for _, f := range site {
		src, err := os.ReadFile(filepath.Join(dir, f.Path))
		whole = whole && err == nil && string(src) == string(f.Content)
	}
	list, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range list {
		if !strings.HasPrefix(e.Name(), ".tract-init-") {
			entries++
		}
	}
	return whole, entries
}

func TestBegin(t *testing.T) {
	a := &Answers{Languages: usual, Colour: "#b5001e"}
	site := a.Files("en", day)
	for _, existing := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "site")
		if existing {
			must(t, os.MkdirAll(filepath.Join(dir, ".git"), 0o777))
		}
		must(t, Begin(dir, site))
		for _, f := range site {
			if src, err := os.ReadFile(filepath.Join(dir, f.Path)); err != nil || string(src) != string(f.Content) {
				t.Errorf("%s: %v", f.Path, err)
			}
		}
		if err := Begin(dir, site); !errors.Is(err, ErrNotEmpty) {
			t.Errorf("a second time: %v", err)
		}
	}
}

// A page that cannot be begun whole is not begun, and what stands there stays.
func TestAddFails(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	must(t, err)
	defer root.Close()
	page := []File{{"content/a.md", []byte("a")}, {"content/b.md", []byte("b")}}
	must(t, Add(root, page[1:]))
	if err := Add(root, page); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	if _, err := root.Stat("content/a.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the first file is left: %v", err)
	}
	if src, err := root.ReadFile("content/b.md"); err != nil || string(src) != "b" {
		t.Errorf("%q %v", src, err)
	}
}

// A draft of each kind names every field that the kind has, once for the languages that
// share it, and its front matter can be read.
func TestPage(t *testing.T) {
	a := &Answers{Languages: usual, Colour: "#b5001e"}
	site := fstest.MapFS{}
	for _, f := range a.Files("fr", day) {
		site[f.Path] = &fstest.MapFile{Data: f.Content}
	}
	for _, kind := range content.Kinds() {
		p := Page{Kind: kind.Kind.Describe(), Key: "a-page", UI: "fr", Day: day}
		made, problem := p.Files(site)
		if problem != nil || len(made) != 2 {
			t.Fatalf("%s: %v %v", kind.Name, problem, made)
		}
		for i, f := range made {
			_, front, _ := strings.Cut(string(f.Content), "---\n")
			front, _, _ = strings.Cut(front, "---\n")
			node, list := yaml.ParseData(f.Path, []byte(front))
			if len(list) > 0 {
				t.Errorf("%s: %v", f.Path, list)
			}
			for _, field := range kind.Fields {
				has, want := node.Field(field.Name) != nil, i == 0 || !field.Shared
				if has != want {
					t.Errorf("%s has the field %s: %v, want %v", f.Path, field.Name, has, want)
				}
			}
		}
	}
}

func TestCheckKey(t *testing.T) {
	for key, want := range map[string]string{
		"write-minister": "", "Écrire ministre": `did you mean "ecrire-ministre"?`, "../x": `did you mean "x"?`, "con": "a key is", "": "a key is",
	} {
		got := ""
		if p := CheckKey(key); p != nil {
			got = diag.In("en").Sentence(p.Hint)
		}
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%q: %q, want %q", key, got, want)
		}
	}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}
