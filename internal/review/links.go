package review

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/markdown"
	"tract/internal/site"
	"tract/internal/yaml"
)

// link is an address that people may follow or pass on.
type link struct {
	at      diag.Position
	address string
	source  bool // it says where something is known from
}

var (
	// written finds a web address in front matter, in data and in kits.
	written = regexp.MustCompile(`(?i)https?://[^\s<>"'«»“”]+`)
	// bare finds an address without its beginning, with a path or a www. Programs that
	// show a message make links of those.
	bare = regexp.MustCompile(`(?i)\b(?:[a-z0-9][a-z0-9.-]*\.[a-z]{2,}/[^\s<>"'«»“”]+|www\.[a-z0-9][a-z0-9.-]*\.[a-z]{2,}\b)`)
	// ofSource ends what stands before the address of a source. An event has a field
	// of that name at the beginning of its line, which is its own page.
	ofSource = regexp.MustCompile(`[\s{,]url:\s*["']?$`)
	ofEvent  = regexp.MustCompile(`(^|\n)url:\s*["']?$`)
)

// allLinks gives every link of a text that leads to another site.
func (t *text) allLinks() []link {
	links := t.headLinks()
	if bytes.IndexByte(t.src[:t.body], '\\') >= 0 {
		known := map[string]bool{}
		for _, l := range links {
			known[l.address] = true
		}
		root := t.parsed()
		links = append(links, t.escapedLinks(&root, known)...)
	}
	for _, k := range t.kits {
		if len(links) > limit.Links { // the page is refused
			break
		}
		kit := t.src[k.start:k.end]
		for _, m := range bare.FindAllIndex(kit, -1) {
			from := k.start + m[0]
			if from > k.start && t.src[from-1] == '@' {
				continue // an e-mail address
			}
			if i := bytes.LastIndex(t.src[k.start:from], []byte("://")); i >= 0 && !bytes.ContainsAny(t.src[k.start+i:from], " \n\t") {
				continue // the end of a whole one
			}
			links = append(links, link{t.at(from), "https://" + trimmed(kit[m[0]:m[1]]), false})
		}
		for _, m := range written.FindAllIndex(kit, -1) {
			links = append(links, link{t.at(k.start + m[0]), trimmed(kit[m[0]:m[1]]), false})
		}
	}
	if t.document == nil {
		return links
	}
	for _, ref := range t.document.Body.Refs {
		if ref.Kind == markdown.Link && (ref.Scheme == "http" || ref.Scheme == "https") {
			links = append(links, link{ref.Pos, ref.Target, marked(ref.Title)})
		}
	}
	return links
}

// headLinks gives the addresses that stand in front matter, settings or data, but for those
// of notes to oneself.
func (t *text) headLinks() (links []link) {
	isNote := func(line []byte) bool { return bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("#")) }
	for line := range linesWith(t.src[:t.body], func(line []byte) bool { return bytes.Contains(line, slashes) && !isNote(line) }) {
		for _, m := range written.FindAllIndex(t.src[line.start:line.end], -1) {
			from, end := line.start+m[0], line.start+m[1]
			before := t.src[max(0, from-40):from]
			source := ofSource.Match(before) && !(t.document != nil && t.document.Event != nil && ofEvent.Match(before))
			links = append(links, link{t.at(from), trimmed(t.src[from:end]), source})
		}
	}
	return links
}

// parsed reads front matter, settings or data again. Their faults have been told.
func (t *text) parsed() yaml.Node {
	if t.document == nil {
		root, _ := yaml.ParseData(t.file, t.src)
		return root
	}
	front := bytes.TrimRight(t.src[bytes.IndexByte(t.src, '\n')+1:t.body], "\n")
	root, _ := yaml.Parse(t.file, front[:bytes.LastIndexByte(front, '\n')+1], 2) // without the fences
	return root
}

// escapedLinks gives the addresses of a value that are others than the known ones, those
// that stand in the file: YAML lets one write any sign by its number. One that stands in
// a value twice is given once.
func (t *text) escapedLinks(n *yaml.Node, known map[string]bool) (links []link) {
	here := map[string]bool{}
	for _, found := range written.FindAllString(n.Value, -1) {
		address := trimmed([]byte(found))
		if !known[address] && !here[address] {
			here[address] = true
			links = append(links, link{n.Pos, address, false})
		}
	}
	for i := range n.Items {
		links = append(links, t.escapedLinks(&n.Items[i], known)...)
	}
	for i := range n.Fields {
		links = append(links, t.escapedLinks(&n.Fields[i].Value, known)...)
	}
	return links
}

// labelled gives the links of a text that have words of their own: those of its body, and
// what has an address in data and front matter beside a name or a title.
func (t *text) labelled() []markdown.Ref {
	var all []markdown.Ref
	if front := t.src[:t.body]; bytes.Contains(front, slashes) || bytes.IndexByte(front, '\\') >= 0 {
		root := t.parsed()
		all = labelsOf(&root, nil)
	}
	if t.file == config.File {
		all = append(all, t.contactLabels()...)
	}
	if t.document == nil {
		return all
	}
	for _, ref := range t.document.Body.Refs {
		if ref.Kind == markdown.Link {
			all = append(all, ref)
		}
	}
	return all
}

// labelsOf adds what has an address, and each text that people follow it by.
func labelsOf(n *yaml.Node, all []markdown.Ref) []markdown.Ref {
	for _, to := range []string{"link", "url"} {
		address := n.Field(to)
		if address == nil {
			continue
		}
		scheme, _, _ := strings.Cut(address.Value.Value, ":")
		ref := markdown.Ref{Kind: markdown.Link, Scheme: strings.ToLower(scheme), Target: address.Value.Value, Pos: address.Value.Pos}
		for _, name := range []string{"name", "short", "title"} {
			all = append(all, called(ref, n.Field(name))...)
		}
	}
	for i := range n.Items {
		all = labelsOf(&n.Items[i], all)
	}
	for i := range n.Fields {
		all = labelsOf(&n.Fields[i].Value, all)
	}
	return all
}

// contactLabels gives the contacts of the settings, each with the label that it is shown by.
func (t *text) contactLabels() (all []markdown.Ref) {
	root := t.parsed()
	contacts := root.Field("contacts")
	if contacts == nil {
		return nil
	}
	for _, c := range contacts.Value.Items {
		kind, value := c.Field("kind"), c.Field("value")
		if kind == nil || value == nil {
			continue // which has been told
		}
		ref := markdown.Ref{Kind: markdown.Link, Target: value.Value.Value, Pos: value.Value.Pos}
		switch kind.Value.Value {
		case "email":
			ref.Scheme, ref.Target = "mailto", "mailto:"+ref.Target
		case "phone":
			ref.Scheme, ref.Target = "tel", "tel:"+ref.Target
		case "url":
			ref.Scheme = "https"
		}
		all = append(all, called(ref, c.Field("label"))...)
	}
	return all
}

// called gives a link with the text of a field, which may have one for each language.
func called(ref markdown.Ref, field *yaml.Field) (all []markdown.Ref) {
	if field == nil {
		return nil
	}
	for _, said := range append([]yaml.Field{*field}, field.Value.Fields...) {
		ref.Text = said.Value.Value
		all = append(all, ref)
	}
	return all
}

// Link is an address of another site, with where it stands.
type Link struct {
	Address string
	At      diag.Position
}

// Links gives every link of a site that leads to another one, those of the settings,
// of the data and of front matter among them. source is its folder.
func Links(s *site.Site, source fs.FS) []Link {
	var links []Link
	for _, t := range textsOf(s, source) {
		for _, l := range t.links {
			links = append(links, Link{l.address, l.at})
		}
	}
	return links
}

// marked says whether the title of a link makes it a source:
// [the statement](https://example.org/x "Source: the company’s site, January 22").
func marked(title string) bool {
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimLeft(title, " \u00a0")), " ")
	return strings.TrimRight(first, ":\u00a0\u202f,;.–-") == "source"
}

// trimmed takes the signs of a sentence, or of YAML, off the end of an address. A
// parenthesis that was opened in it is its own.
func trimmed(address []byte) string {
	s := strings.TrimRight(string(address), ".,;:!?)]}…")
	if rest := address[len(s):]; len(rest) > 0 && rest[0] == ')' && strings.Count(s, "(") > strings.Count(s, ")") {
		s += ")"
	}
	return s
}
