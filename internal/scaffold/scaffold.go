// Package scaffold makes what a group begins with: a whole small site, and the files
// of new pages.
//
// It takes [Answers] and gives the files of a site, whose examples say of themselves
// that they are to be replaced; and it takes a kind and a key and gives a draft in which
// every field is explained, as the registry of fields explains it. It refuses an answer
// that the settings of a site would refuse, with the same words, and it writes to no
// place where something stands. It asks nobody: questions are put by who has a terminal.
package scaffold

import (
	"bytes"
	"embed"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/schema"
	"tract/internal/translation"
)

// The files of a site as it begins. Some lines are not for all sites: one that begins
// with the code of a language is for sites of that language, and one that ends in
// [first] is for the documents of the first language, which hold what all share.
//
//go:embed all:files
var files embed.FS

// What a README says of publishing and of editing on the Web, by forge and language.
//
//go:embed publish
var publishing embed.FS

const first = " # first"

// usual are the languages that a site has if nobody says otherwise.
var usual = []string{"fr", "en"}

// ourGroup is the key of the group that publishes the site.
const ourGroup = "our-group"

// Languages are those that a site can begin in: the ones that there are examples in.
func Languages() []string {
	names, err := fs.Glob(files, "files/content/pages/home.*.md")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	var codes []string
	for _, name := range names {
		_, code, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".md"), ".")
		codes = append(codes, code)
	}
	slices.SortStableFunc(codes, func(a, b string) int { return rank(a) - rank(b) })
	return codes
}

// rank puts the usual languages first.
func rank(code string) int {
	if i := slices.Index(usual, code); i >= 0 {
		return i
	}
	return len(usual)
}

// Answers are what a site is begun from. Those that are empty are blanks, which the site
// shows as such.
type Answers struct {
	Languages  []string          // the first is the default; at least one
	Names      map[string]string // the campaign's, in each language
	Target     string            // the company that it is about
	Colour     string            // #b5001e
	Repository string            // https://…
	Contact    string            // an e-mail address
	Forge      string            // one of [Forges], whose files the site has; "" for the one of the repository's address
	Program    string            // the repository that holds tract: OWNER/NAME on GitHub, or an address
}

// File is a file to write, by its path in the site's folder.
type File struct {
	Path    string
	Content []byte
}

// Files gives the files of a site that is begun on a day. ui is the language, one of
// [diag.Languages], of what is for people who run the site and speak none of its own.
func (a *Answers) Files(ui string, day time.Time) []File {
	fill := a.fill(ui, day)
	var out []File
	err := fs.WalkDir(files, "files", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		src, err := fs.ReadFile(files, name)
		to, wanted := a.place(strings.TrimPrefix(name, "files/"), ui)
		if wanted {
			out = append(out, File{to, a.file(to, src, fill)})
		}
		return err
	})
	if err != nil {
		panic("internal error: " + err.Error())
	}
	out = append(out, File{"content/site.yaml", a.settings(ui)})
	a.mark(out)
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// mark writes into each translation what it was made from, so that the group is told when
// one of its changes leaves another language behind.
func (a *Answers) mark(site []File) {
	for _, kind := range content.Kinds() {
		for i, f := range site {
			key, ours := strings.CutSuffix(f.Path, "."+a.Languages[0]+".md")
			if !ours || path.Dir(f.Path) != "content/"+kind.Folder {
				continue
			}
			parts, _, _ := content.Parts(kind.Kind, f.Path, site[i].Content)
			sections := make([]translation.Section, len(parts))
			for i := range parts {
				sections[i] = parts[i].Section
			}
			mark := translation.MarkOf(a.Languages[0], sections).String()
			for j := range site {
				if made, other := strings.CutPrefix(site[j].Path, key+"."); other && made != a.Languages[0]+".md" {
					site[j].Content, _ = translation.Put(site[j].Content, mark)
				}
			}
		}
	}
}

// place gives the path that a file has in the site, and whether the site has it.
func (a *Answers) place(name, ui string) (to string, wanted bool) {
	ending := path.Ext(name)
	_, language, ok := strings.Cut(strings.TrimSuffix(path.Base(name), ending), ".")
	main := a.documents(ui)
	spoken := ok && slices.Contains(Languages(), language)
	to, ours := a.onForge(name)
	switch {
	case !ours || !spoken:
		return to, ours
	case strings.HasPrefix(name, "README."):
		return readme(language, main), true
	case to != name || strings.HasPrefix(name, ".github/"):
		return to, slices.Contains(main, language)
	}
	return name, slices.Contains(a.Languages, language)
}

// documents are the languages of what is for people who run the site: those of the site
// that the program speaks, or else the one that it speaks to whoever begins it.
func (a *Answers) documents(ui string) []string {
	var out []string
	for _, code := range a.Languages {
		if slices.Contains(diag.Languages(), code) {
			out = append(out, code)
		}
	}
	if out == nil {
		out = []string{ui}
	}
	return out
}

// Readme names the file that takes the group from there, in one of [diag.Languages].
func (a *Answers) Readme(ui string) string {
	return readme(ui, a.documents(ui))
}

// readme names the README in a language. GitHub shows the one without a language.
func readme(language string, main []string) string {
	if language == main[0] {
		return "README.md"
	}
	return "README." + language + ".md"
}

// file fills a file in, and drops the lines that are not for this site.
func (a *Answers) file(name string, src []byte, fill *strings.Replacer) []byte {
	ours := path.Ext(name) == ".md" && strings.HasSuffix(name, "."+a.Languages[0]+".md")
	var b strings.Builder
	for line := range strings.Lines(string(src)) {
		text := strings.TrimSuffix(line, "\n")
		code, _, mapped := strings.Cut(strings.TrimSpace(text), ": ")
		shared, once := strings.CutSuffix(text, first)
		switch {
		case once && !ours:
			continue
		case once:
			text = shared
		case path.Ext(name) == ".yaml" && mapped && slices.Contains(Languages(), code) && !slices.Contains(a.Languages, code):
			continue
		case strings.TrimSpace(text) == "needs_review: true" && ours:
			continue // it is the one that others are translated from
		}
		b.WriteString(fill.Replace(text) + "\n")
	}
	return []byte(b.String())
}

// fill replaces what is a site's own.
func (a *Answers) fill(ui string, day time.Time) *strings.Replacer {
	main := a.documents(ui)
	pairs := []string{
		"@TODAY@", day.Format(time.DateOnly),
		"@LATER@", day.AddDate(0, 0, 7*52).Format(time.DateOnly), // the same day of the week
		"@TARGET@", a.targetKey(),
		"@NAMES@", a.each("    ", func(code string) string { return a.name(code) }),
		"@TARGETS@", a.each("    ", a.target),
		"@PROGRAM@", a.Program,
		"@PROGRAM-ADDRESS@", a.programAddress(),
		"@UI@", main[0],
	}
	for _, code := range diag.Languages() {
		name := a.Names[code]
		if name == "" {
			name = a.name(a.Languages[0])
		}
		pairs = append(pairs, "@TITLE-"+code+"@", escape(name), "@README-"+code+"@", readme(code, main), "@PUBLISH-"+code+"@", a.publishing(code), " @REVIEWED-"+code+"@", a.reviewed(code))
	}
	return strings.NewReplacer(pairs...)
}

// reviewed says, in a language, that nobody has read some of the examples.
func (a *Answers) reviewed(code string) string {
	if !slices.ContainsFunc(a.Languages[1:], func(l string) bool { return rank(l) == len(usual) }) {
		return ""
	}
	return " " + diag.In(code).Sentence(diag.Text{Code: "scaffold.unreviewed"}) + "."
}

// each writes a text in each language, one a line, the first where the line stands.
func (a *Answers) each(indent string, text func(code string) string) string {
	var lines []string
	for _, code := range a.Languages {
		lines = append(lines, code+": "+quote(text(code)))
	}
	return strings.Join(lines, "\n"+indent)
}

// name gives the campaign's name in a language.
func (a *Answers) name(code string) string {
	if name := a.Names[code]; name != "" {
		return name
	}
	return unnamed[code]
}

// unnamed is what a campaign is called whose name nobody has given.
var unnamed = locale.Text{"fr": "Notre campagne", "en": "Our campaign", "es": "Nuestra campaña", "ar": "حملتنا", "ht": "Kanpay nou an"}

// target names the company in a language.
func (a *Answers) target(code string) string {
	if a.Target != "" {
		return a.Target
	}
	return untold[code]
}

// untold is what a company is called that nobody has named.
var untold = locale.Text{"fr": "L’entreprise visée (à préciser)", "en": "The company concerned (to be given)", "es": "La empresa en cuestión (por indicar)", "ar": "الشركة المعنية (تُحدَّد لاحقًا)", "ht": "Konpayi a (pou presize)"}

// targetKey gives the company's key: its name, where that makes one which is not taken
// and which YAML takes for a text.
func (a *Answers) targetKey() string {
	if key := locale.Slug(a.Target); schema.IsKey(key) && !slices.Contains([]string{ourGroup, "checked", "null"}, key) {
		return key
	}
	return "target"
}

// quote writes a text as YAML in double quotes, which take all that JSON's take.
func quote(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic("internal error: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// escape writes a text as Markdown that is shown as it is.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_{}[]<>()#+!|~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
