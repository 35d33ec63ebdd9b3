package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/schema"
	"tract/internal/yaml"
)

// entry is a field of the new front matter: its lines.
type entry struct {
	name  string
	lines string
}

// longest is how long a summary may be.
const longest = 600

// compose makes the front matter of a document. What the pair shares stands in the
// first file alone.
func (s *session) compose(d *document, first *document) {
	put := func(name, value, comment string) {
		if value == "" {
			return
		}
		if comment != "" {
			value += " # " + comment
		}
		d.entries = append(d.entries, entry{name, name + ": " + value + "\n"})
	}
	title := cut(s.title(d), 200)
	put("title", scalar(title), "")
	summary, proposal := s.summary(d, title)
	if proposal {
		put("summary", scalar(summary), words(d.language).proposal)
		tell(&d.notes, d.src.at(0), diag.Advice, "", "importer.summary")
	} else {
		put("summary", scalar(summary), "")
	}
	s.dates(d, first, put)
	s.topicsOf(d, first, put)
	s.source(d, first)
	s.image(d, first, put)
	if weight := d.front.text("weight", "order", "nav_order"); weight != "" && weight != "0" {
		s.shared(d, first, "order", weight, put)
	}
	put("slug", d.end, "")
	s.aliases(d)
	if d.front.text("draft") == "true" || d.front.text("published") == "false" {
		d.hidden = true
	}
	s.unread(d)
	s.prove(d)
}

// shared puts a field that both files of a pair have into the first, and tells where
// the other says something else.
func (s *session) shared(d, first *document, name, value string, put func(name, value, comment string)) {
	if d == first {
		put(name, value, "")
		return
	}
	i := slices.IndexFunc(first.entries, func(e entry) bool { return e.name == name })
	switch {
	case i < 0:
		put(name, value, "")
	case first.entries[i].lines != name+": "+value+"\n":
		tell(&d.notes, diag.Position{File: d.file}, diag.Advice, name+": "+value, "importer.differs", name, value, first.file)
	}
}

// title gives the title, or what stands for it.
func (s *session) title(d *document) string {
	if title := d.front.text("title"); title != "" {
		return title
	}
	tell(&d.notes, d.src.at(0), diag.Warning, "", "importer.no-title")
	if m := firstHeading.FindStringSubmatch(d.body); m != nil {
		return strings.TrimSpace(m[1])
	}
	return cmp.Or(strings.ReplaceAll(d.name, "-", " "), d.pair.key)
}

var firstHeading = regexp.MustCompile(`(?m)^#{1,6} +([^\n#{]+)`)

// summary gives what lists say of a page, and whether that is only a proposal.
func (s *session) summary(d *document, title string) (text string, proposal bool) {
	own := d.front.text("summary", "description", "excerpt", "abstract", "subtitle")
	if n := utf8.RuneCountInString(own); n > longest {
		tell(&d.notes, d.src.at(0), diag.Warning, own, "importer.summary-long", n, longest)
	}
	if own != "" {
		return cut(own, longest), false
	}
	if d.new != nil && d.pair.kind != content.KindPage {
		for block := range strings.SplitSeq(d.text, "\n\n") {
			block = strings.TrimSpace(block)
			if block != "" && !strings.ContainsAny(block[:1], "#>`~|-*+:!<[") {
				return cut(unmarked(block), 300), true
			}
		}
		return title, true
	}
	return "", false
}

var marks = regexp.MustCompile(`\[\^[^\]]*\]|!?\[([^\]]*)\]\([^)]*\)|[*_~` + "`" + `\\]+`)

// unmarked gives a paragraph without the signs of its markup.
func unmarked(block string) string {
	return strings.Join(strings.Fields(marks.ReplaceAllString(block, "$1")), " ")
}

// cut shortens a text at a word.
func cut(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	short := string([]rune(text)[:most-1])
	if i := strings.LastIndexByte(short, ' '); i > len(short)/2 {
		short = short[:i]
	}
	return short + "…"
}

func (s *session) dates(d, first *document, put func(name, value, comment string)) {
	if d.day != "" {
		s.shared(d, first, "date", d.day, put)
	}
}

// source says of an article where its text is from, if the front matter does. A text of
// the old site's own has its authors there, and sums up nothing.
func (s *session) source(d, first *document) {
	url := d.front.text("source_url", "original_url", "externalUrl", "external_url", "canonicalURL", "canonical_url", "source", "link")
	if d.pair.kind != content.KindArticle || d != first {
		if url != "" {
			tell(&d.notes, diag.Position{File: d.file}, diag.Advice, url, "importer.source", url)
		}
		return
	}
	own := !strings.HasPrefix(url, "http")
	if own && url != "" {
		tell(&d.notes, diag.Position{File: d.file}, diag.Advice, url, "importer.source", url)
	}
	lines := ""
	line := func(name, value string) {
		if value != "" {
			lines += "  " + name + ": " + value + "\n"
		}
	}
	if !own {
		line("publication", scalar(d.front.text("publication", "source_name")))
	}
	var authors []string
	for _, name := range d.front.texts("author", "authors") {
		authors = append(authors, strconv.Quote(name))
	}
	if len(authors) > 0 {
		line("authors", "["+strings.Join(authors, ", ")+"]")
	}
	if !own {
		line("url", scalar(url))
		line("date", d.day)
		line("language", d.language)
	}
	if lines != "" {
		d.entries = append(d.entries, entry{"source", "source:\n" + lines})
	}
}

// withholding are fields, in small letters, that keep a page from readers, or from some.
var withholding = []string{"expirydate", "unpublishdate", "publishdate", "headless", "_build", "build", "private", "hidden", "unlisted", "password"}

// unread tells the fields that we have nothing for, as they stand there.
func (s *session) unread(d *document) {
	for i := range d.front.node.Fields {
		field := &d.front.node.Fields[i]
		if d.front.read[field.Key] {
			continue
		}
		text := d.lines(i)
		if field.Value.Kind == yaml.Null && strings.TrimSpace(field.Value.Value) == "" {
			continue
		}
		if slices.Contains(withholding, strings.ToLower(field.Key)) && field.Value.Value != "false" && day(field.Value.Value) != cmp.Or(d.day, "never") {
			tell(&d.notes, field.KeyPos, diag.Warning, text, "importer.withheld", field.Key)
			continue
		}
		tell(&d.notes, field.KeyPos, diag.Advice, text, "importer.field", field.Key)
	}
}

// lines gives the lines of a field as they were written.
func (d *document) lines(i int) string {
	fieldList := d.front.node.Fields
	from, to := fieldList[i].KeyPos.Line, d.bodyLine-1
	for _, other := range fieldList {
		if line := other.KeyPos.Line; line > from && line < to {
			to = line
		}
	}
	text := d.src.text[d.src.lineStart(from):max(d.src.lineStart(max(to, from+1)), d.src.lineStart(from))]
	return strings.TrimRight(text, "\n")
}

// prove reads the new front matter as a build will, and takes out what that refuses.
func (s *session) prove(d *document) {
	d.entries = slices.DeleteFunc(d.entries, func(e entry) bool {
		faults := s.faults(d, e.lines)
		if faults.HasErrors() {
			tell(&d.notes, diag.Position{File: d.file}, diag.Warning, e.lines, "importer.refused", e.name, faults[0].Message)
		}
		return faults.HasErrors()
	})
	for _, need := range []string{"title", "summary"} {
		if !slices.ContainsFunc(d.entries, func(e entry) bool { return e.name == need }) && (need == "title" || d.pair.kind != content.KindPage) {
			d.entries = append([]entry{{need, need + ": " + scalar(d.pair.key) + "\n"}}, d.entries...)
		}
	}
}

// faults reads lines of front matter as a build will.
func (s *session) faults(d *document, lines string) diag.List {
	c := schema.Context{Language: d.language, Languages: s.Settings.Languages, Optional: s.Settings.Partial, Partial: true}
	node, faults := yaml.Parse(d.target, []byte(lines), 1)
	if !faults.HasErrors() && node.Kind != yaml.Null {
		_, faults = c.Decode(&node, d.pair.kind.Describe().Fields)
	}
	return faults
}

var bare = regexp.MustCompile(`^[\p{L}][\p{L}\p{N} ’.,()/!?;–—-]*$`)

// scalar writes a text as a value of YAML.
func scalar(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	switch {
	case text == "":
		return ""
	case bare.MatchString(text) && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(text)):
		return text
	case !strings.ContainsAny(text, `"\`):
		return `"` + text + `"`
	case !strings.Contains(text, "'"):
		return "'" + text + "'"
	}
	return strconv.Quote(text)
}

// write gives the file of a document.
func (s *session) write(p *pair, d *document, first bool) []byte {
	text := "---\n"
	for _, e := range d.entries {
		text += e.lines
	}
	if p.draft && first {
		text += "draft: true\n"
	}
	return []byte(text + "---\n\n" + strings.Trim(d.text, "\n") + "\n")
}
