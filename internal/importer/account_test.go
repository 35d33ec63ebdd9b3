package importer

import (
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/layouts"
)

// TestNothingLost holds every word of the old texts of testdata against all that comes
// of them: the new texts and the report.
func TestNothingLost(t *testing.T) {
	for _, generator := range Generators {
		archive, err := txtar.ParseFile("testdata/" + generator + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		r := importArchive(t, generator, archive.Files)
		have := wordsIn(r)
		for _, f := range archive.Files {
			if !strings.HasPrefix(f.Name, "old/") || !isText(f.Name) || path.Base(f.Name) == "README.md" || path.Base(f.Name) == "es.md" {
				continue // the report says of these two that they are not imported
			}
			n := 0
			for line := range strings.Lines(withoutNames(r, strings.TrimPrefix(f.Name, "old/"), string(f.Data))) {
				n++
				for word := range wordsOf(line) {
					if !have[word] && !slices.Contains(strings.Fields(grammar), word) {
						t.Errorf("%s:%d: %q is in no file and not in the report: %s", f.Name, n, word, strings.TrimSpace(line))
					}
				}
			}
		}
	}
}

var fieldName = regexp.MustCompile(`(?m)["']?[\p{L}\p{N}_-]+["']?[ \t]*[:=]|^\[[\w.-]+\]$`)

// withoutNames gives a text without the names of its fields, which nobody misses.
func withoutNames(r *Result, file, text string) string {
	for _, d := range r.report.session.docs {
		if d.file == file {
			front := text[:len(text)-len(d.body)]
			return fieldName.ReplaceAllString(front, " ") + d.body
		}
	}
	return text
}

func wordsIn(r *Result) map[string]bool {
	have := map[string]bool{}
	add := func(text string) {
		for word := range wordsOf(text) {
			have[word] = true
		}
	}
	for _, f := range r.Files {
		add(string(f.Data))
	}
	add(string(r.Report(diag.In("en"))))
	return have
}

// FuzzText imports a file of any bytes: what comes of it is read as a document of ours
// without an error, and has every word.
func FuzzText(f *testing.F) {
	for _, generator := range Generators {
		archive, err := txtar.ParseFile("testdata/" + generator + ".txtar")
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasPrefix(file.Name, "old/") && isText(file.Name) {
				f.Add(file.Data, generator == "jekyll")
			}
		}
	}
	f.Add([]byte("\xff\xfeA\x00b\x00"), false)
	f.Add([]byte("---\ntitle: \xe9t\xe9\n---\n<b>x"), true)
	f.Add([]byte("+++\ntitle = \"a\n+++\n<!-- {{< x >}}\n"), false)
	f.Add([]byte("---\na: 1\n---\nTerm\n: one\n<p><b><i></b>\n\n<table><tr><td>x"), true)
	l := french(f)
	f.Fuzz(func(t *testing.T, src []byte, jekyll bool) { sound(t, src, jekyll, l) })
}

// sound imports a text, and fails if a build would refuse what comes of it or if a word
// of it is nowhere.
func sound(t *testing.T, src []byte, jekyll bool, l *locale.Locale) {
	t.Helper()
	name, generator := "content/posts/2024-01-02-a.md", "hugo"
	if jekyll {
		name, generator = "_posts/2024-01-02-a.md", "jekyll"
	}
	settings, _ := config.Parse([]byte("title: T\nlanguages: [fr]\n"))
	r := Import(fstest.MapFS{name: &fstest.MapFile{Data: src}}, Options{Generator: generator, Settings: settings})
	site := fstest.MapFS{"content/site.yaml": &fstest.MapFile{Data: []byte("title: T\nlanguages: [fr]\n")}}
	for _, file := range r.Files {
		site[file.Path] = &fstest.MapFile{Data: file.Data}
	}
	_, faults := content.Load(site, settings, map[string]*locale.Locale{"fr": l}, content.Options{Drafts: true})
	if faults.HasErrors() {
		var b strings.Builder
		if err := diag.In("en").Print(&b, faults); err != nil {
			t.Fatal(err)
		}
		for _, file := range r.Files {
			b.WriteString(file.Path + ":\n" + string(file.Data))
		}
		t.Fatalf("%q gives\n%s", src, b.String())
	}
	if r.Documents == 0 {
		return
	}
	have := wordsIn(r)
	var notes []note
	old, _ := decode(name, src, &notes)
	for word := range wordsOf(withoutNames(r, name, old.text)) {
		if !have[word] && !slices.Contains(strings.Fields(grammar), word) {
			t.Fatalf("%q: %q is lost:\n%s\n%s", src, word, r.Files[0].Data, r.Report(diag.In("en")))
		}
	}
}

// TestMangled imports the texts of testdata with pieces of them missing, doubled and
// exchanged.
func TestMangled(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var seeds []string
	for _, generator := range Generators {
		archive, err := txtar.ParseFile("testdata/" + generator + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasPrefix(f.Name, "old/") && isText(f.Name) {
				seeds = append(seeds, string(f.Data))
			}
		}
	}
	l := french(t)
	for n := range mangled {
		text := seeds[random.IntN(len(seeds))]
		for range 1 + random.IntN(8) {
			i := random.IntN(len(text) + 1)
			other := seeds[random.IntN(len(seeds))]
			from := random.IntN(len(other))
			switch random.IntN(3) {
			case 0:
				text = text[:i] + text[min(len(text), i+1+random.IntN(10)):]
			case 1:
				text = text[:i] + other[from:min(len(other), from+random.IntN(30))] + text[i:]
			default:
				text = text[:i] + string("<>[](){}`*\n\t :-|~%\\!"[random.IntN(20)]) + text[i:]
			}
		}
		sound(t, []byte(text), n%2 == 0, l)
	}
}

// mangled is how many texts are tried.
const mangled = 300

// french reads the forms of French.
func french(t testing.TB) *locale.Locale {
	t.Helper()
	src, err := layouts.FS.ReadFile("strings/fr.yaml")
	if err != nil {
		t.Fatal(err)
	}
	l, _ := locale.Load("fr", "layouts/strings/fr.yaml", src, nil)
	return l
}
