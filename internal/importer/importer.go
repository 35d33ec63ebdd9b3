// Package importer turns the texts of a site made with Hugo or Jekyll into
// documents of ours.
//
// It takes the folder of the old site as an [fs.FS] and what must be known of the
// site that the texts go to, and gives a [Result]: files to write, faults with
// their place in the old site, and a report for the people who finish the work. It
// writes nothing, and follows no links.
//
// What has a date becomes an article, with a source if it names one; everything else
// becomes a page. The files of a pair are found by their translation
// key, then by their name, then by their address. What Markdown of ours can say is
// put into it; templates and HTML that it cannot say stay in the text as code, and
// the document is a draft until somebody has seen to them. Nothing is lost silently:
// every word of an old text is in the new one, in the report, or in both.
package importer

import (
	"cmp"
	"io/fs"
	"path"
	"slices"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/markdown"
)

// Generators are the programs whose sites can be imported.
var Generators = []string{"hugo", "jekyll"}

// Options say what is imported, and into what.
type Options struct {
	Generator string                 // one of [Generators]
	Language  string                 // of texts that do not say theirs; "": as the old site says, else the first of ours
	Settings  *config.Settings       // of the site that the texts go to
	Taken     func(file string) bool // whether the site has a file; nil: it has none
	Addresses []string               // of the pages that the site has now: fr/figures.html
}

// File is a file to write below the site's folder.
type File struct {
	Path   string
	Data   []byte // of a document
	Copies string // the file of the old site that it is a copy of, or ""
}

// Result is what comes of an import.
type Result struct {
	Files     []File
	Faults    diag.List // at their places in the old site
	Documents int       // among the files
	Drafts    int       // among the documents
	report    report
}

// Import reads the old site.
func Import(old fs.FS, o Options) *Result {
	s := &session{Options: o, old: old, used: map[string]bool{}, pictures: map[string]string{}}
	s.list()
	s.occupy()
	switch o.Generator {
	case "jekyll":
		s.jekyll()
	default:
		s.hugo()
	}
	s.pair()
	s.address()
	s.convert()
	s.draft()
	return s.result()
}

// session is one import.
type session struct {
	Options
	old      fs.FS
	files    []string // of the old site, in order
	known    map[string]bool
	site     oldSite
	docs     []*document
	pairs    []*pair
	notes    []note          // of no document
	used     map[string]bool // files of the new site
	pictures map[string]string
	copies   []File
	byFile   map[string]*document
	byPath   map[string]*document // by address on the old site
	byName   map[string][]*document
	left     []string // files that were not imported
	topics   map[string]*topic
}

// oldSite is what the settings of the old site say.
type oldSite struct {
	baseURL   string
	language  string            // by default
	languages []string          // all of them, if they are named
	folders   map[string]string // the language of a folder
	links     map[string]string // forms of addresses, by section
	inFolder  bool              // the default language has a folder of addresses too
	defaults  []defaults
	unseen    []string // collections of which it makes no pages
}

// document is a text of the old site and what becomes of it.
type document struct {
	file     string
	src      source
	front    fields
	body     string
	bodyLine int
	language string
	name     string // of its file or bundle, without language, date and ending
	date     string // which the file's name says
	base     string // its path without what tells languages apart
	folder   string // of its files
	section  string // the section's own text: _index.md
	hidden   bool   // a draft there
	slug     string
	end      string // of the new address, if that is not the key
	photo    photo
	day      string   // of its publication
	address  string   // on the old site
	former   []string // other addresses that it had

	headings map[string]string // the texts of headings, by the ids that were given to them
	pair     *pair
	target   string             // content/articles/key.fr.md
	new      *markdown.Document // its body as our site reads it, once it is known
	entries  []entry            // of the new front matter
	text     string             // the new body
	notes    []note
	before   int         // notes that were made before its body was read
	waits    []*document // those that it leads to, in order
}

// pair is the documents that say the same in several languages.
type pair struct {
	given string // the translation key
	kind  content.Kind
	key   string
	docs  []*document // in the order of the site's languages
	draft bool
}

// note is something to tell about a place of the old site.
type note struct {
	diag.Diagnostic
	text string // what stood there, if that is not in the new text as it was
}

// tell notes something about a place. What only informs is advice; a warning wants
// a hand; an error says that something was not imported.
func tell(notes *[]note, at diag.Position, severity diag.Severity, text, code string, args ...any) *note {
	*notes = append(*notes, note{diag.Diagnostic{Position: at, Severity: severity, Message: diag.Text{Code: code, Args: args}}, text})
	return &(*notes)[len(*notes)-1]
}

// result puts the parts together, in the order of the files.
func (s *session) result() *Result {
	r := &Result{Files: slices.Clone(s.copies)}
	topics := s.wanted()
	for _, p := range s.pairs {
		for i, d := range p.docs {
			r.Files = append(r.Files, File{Path: d.target, Data: s.write(p, d, i == 0)})
			r.Documents++
			if p.draft {
				r.Drafts++
			}
		}
	}
	slices.SortFunc(r.Files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	for _, n := range s.notes {
		r.Faults = append(r.Faults, n.Diagnostic)
	}
	for _, d := range s.docs {
		for _, n := range d.notes {
			r.Faults = append(r.Faults, n.Diagnostic)
		}
	}
	r.report = report{session: s, result: r, topics: topics}
	return r
}

// Report gives the report as Markdown, in the catalogue's language.
func (r *Result) Report(c diag.Catalog) []byte {
	return r.report.markdown(c)
}

// free gives a name that no file of the new site has, and takes it.
func (s *session) free(dir, stem, ending string) string {
	name := path.Join(dir, stem+ending)
	for n := 2; s.used[name] || s.Taken != nil && s.Taken(name); n++ {
		name = path.Join(dir, stem+"-"+itoa(n)+ending)
	}
	s.used[name] = true
	return name
}
