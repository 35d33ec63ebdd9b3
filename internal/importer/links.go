package importer

import (
	"path"
	"regexp"
	"strings"

	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/schema"
)

// link writes a link, or its text and its address where it leads nowhere.
func (b *body) link(at int, text, dest, title string) {
	address, ok := b.resolve(at, dest)
	if !ok {
		b.hand(at, dest+"\n"+title, "importer.link-lost", dest)
		b.write(text + " (" + b.span(dest) + ")")
		return
	}
	b.write("[" + text + "](" + address + titled(title) + ")")
}

func titled(title string) string {
	if title == "" {
		return ""
	}
	return ` "` + strings.ReplaceAll(title, `"`, `\"`) + `"`
}

// image writes an image whose file comes with it, or its description and its address.
func (b *body) image(at int, alt, src, title string) {
	written, _ := b.expand(src)
	name, ok := b.picture(b.doc, written)
	if !ok {
		b.hand(at, src+"\n"+title, "importer.no-picture", src)
		b.write(strings.TrimSpace(alt + " (" + b.span(src) + ")"))
		if title != "" {
			b.write(" – " + title)
		}
		return
	}
	if strings.TrimSpace(alt) == "" {
		b.hand(at, src, "importer.alt").WithHint("hint.importer.image-alt")
		alt = words(b.doc.language).describe + " (" + path.Base(name) + ")"
	}
	if written != "../"+name {
		b.inform(at, src, "importer.copied", src, name)
	}
	b.write("![" + alt + "](../" + name + titled(title) + ")")
}

// definition writes the address that links of the text refer to.
func (b *body) definition(line string, next int) {
	m := definition.FindStringSubmatch(line)
	dest := strings.Trim(m[2], "<>")
	if schema.IsImage(dest) {
		if name, ok := b.picture(b.doc, dest); ok {
			b.inform(b.i, dest, "importer.copied", dest, name)
			b.write("[" + m[1] + "]: ../" + name + m[3] + "\n")
			b.i = next
			return
		}
	}
	if address, ok := b.resolve(b.i, dest); ok {
		b.write("[" + m[1] + "]: " + address + m[3] + "\n")
	} else {
		b.hand(b.i, line, "importer.link-lost", dest)
		b.write(b.span(line) + "\n")
	}
	b.i = next
}

// resolve gives the address that a link is to have, and tells if it is another one.
func (b *body) resolve(at int, written string) (address string, ok bool) {
	expanded, ok := b.expand(written)
	if !ok {
		return "", false
	}
	target, fragment, found := b.find(expanded)
	if found {
		for _, twin := range target.pair.docs {
			if twin.language == b.doc.language {
				target = twin
			}
		}
	}
	switch {
	case found && target == b.doc && fragment != "":
		address = b.fragment(at, target, fragment)
	case found:
		b.doc.waits = append(b.doc.waits, target)
		address = target.pair.kind.String() + ":" + target.pair.key + b.fragment(at, target, fragment)
	default:
		address = expanded
		if !strings.HasPrefix(written, "{") {
			address = b.session.local(written)
			if address != written {
				return "", false // an address of the old site that leads to nothing that comes along
			}
		}
		ref, fault := markdown.CheckAddress(strings.ReplaceAll(address, `\`, ""))
		if fault != nil || ref.Scheme == "" || strings.ContainsAny(address, " \t\n<>") {
			return "", false
		}
	}
	if address == "" {
		address = target.pair.kind.String() + ":" + target.pair.key
	}
	if address != written {
		b.inform(at, written, "importer.linked", written, address)
	}
	return address, true
}

// fragment gives the part of an address that names a heading, if there is one.
func (b *body) fragment(at int, d *document, fragment string) string {
	if fragment == "" {
		return ""
	}
	if text, ok := d.headings[fragment]; ok && locale.Slug(text) != "" {
		fragment = locale.Slug(text)
	}
	if d.new != nil {
		if _, ok := d.new.Anchor(fragment); !ok {
			b.inform(at, fragment, "importer.no-anchor", "#"+fragment, d.file)
			return ""
		}
	}
	return "#" + fragment
}

// find gives the document that an address of the old site leads to.
func (b *body) find(address string) (d *document, fragment string, ok bool) {
	if strings.HasPrefix(address, "#") {
		return b.doc, address[1:], true
	}
	address, fragment, _ = strings.Cut(b.local(address), "#")
	address, _, _ = strings.Cut(address, "?")
	if address == "" || strings.Contains(address, ":") {
		return nil, "", false
	}
	tries := []string{strings.TrimPrefix(address, "/")}
	if !strings.HasPrefix(address, "/") {
		tries = []string{path.Join(b.doc.folder, address), path.Join(strings.TrimPrefix(b.doc.address, "/"), address), path.Join(path.Dir(strings.TrimPrefix(b.doc.address, "/")), address)}
	}
	for _, try := range tries {
		for _, file := range []string{try, try + ".md", "content/" + try, "content/" + try + ".md"} {
			if d := b.byFile[file]; d != nil {
				return d, fragment, true
			}
		}
		if d := b.byPath[plain(try)]; d != nil && (plain(try) != "" || address == "/") {
			return d, fragment, true
		}
	}
	return b.named(address, fragment, strings.HasSuffix(address, ".md"))
}

// named finds a document by its path without language, or, if any will do, by the
// name of its file.
func (b *body) named(address, fragment string, any bool) (*document, string, bool) {
	name := strings.Trim(strings.TrimSuffix(address, path.Ext(address)), "/")
	if dot := strings.LastIndexByte(name, '.'); dot > 0 && b.isLanguage(name[dot+1:]) {
		name = name[:dot]
	}
	var near []*document
	for _, d := range b.byName[path.Base(name)] {
		if d.base == name || any && !strings.Contains(name, "/") || path.Join(path.Dir(b.doc.base), name) == d.base {
			if d.language == b.doc.language {
				return d, fragment, true
			}
			near = append(near, d)
		}
	}
	if len(near) > 0 {
		return near[0], fragment, true
	}
	return nil, "", false
}

var (
	refCode   = regexp.MustCompile(`^\{\{[<%]\s*(?:rel)?ref\s+(?:path\s*=\s*)?["']?([^"'\s>%]+)["']?[^{}]*[>%]\}\}`)
	linkCode  = regexp.MustCompile(`^\{%-?\s*(?:link|post_url)\s+([^\s%]+)\s*-?%\}`)
	siteCode  = regexp.MustCompile(`^\{\{-?\s*(?:site|page)\.(?:baseurl|url|lang)\s*-?\}\}`)
	pathCode  = regexp.MustCompile(`^\{\{-?\s*["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+)(?:\s*\|[^}]*)?\s*-?\}\}`)
	ownCode   = regexp.MustCompile(`^\{\{-?\s*page\.url\s*-?\}\}`)
	templates = regexp.MustCompile(`\{[{%]`)
)

// expand gives the address that a template in the place of one stands for. ok is
// false if it cannot be known.
func (b *body) expand(written string) (address string, ok bool) {
	rest := written
	for rest != "" {
		switch m := templates.FindStringIndex(rest); {
		case m == nil:
			return address + rest, true
		case m[0] > 0:
			address += rest[:m[0]]
			rest = rest[m[0]:]
			continue
		}
		var m []string
		switch {
		case refCode.MatchString(rest):
			m = refCode.FindStringSubmatch(rest)
			if d, fragment, ok := b.ref(m[1]); ok {
				address = d.address
				if d == b.doc {
					address = ""
				}
				if fragment != "" {
					address += "#" + fragment
				}
			} else {
				return "", false
			}
		case linkCode.MatchString(rest):
			m = linkCode.FindStringSubmatch(rest)
			d := b.linked(m[1])
			if d == nil {
				return "", false
			}
			address = d.address
		case pathCode.MatchString(rest):
			m = pathCode.FindStringSubmatch(rest)
			address = "/" + strings.TrimPrefix(m[1], "/")
		case ownCode.MatchString(rest):
			m = ownCode.FindStringSubmatch(rest)
			address += b.doc.address
		case siteCode.MatchString(rest):
			m = siteCode.FindStringSubmatch(rest)
		default:
			return "", false
		}
		rest = rest[len(m[0]):]
	}
	return address, true
}

// ref finds what Hugo's ref and relref name.
func (b *body) ref(name string) (*document, string, bool) {
	if d, fragment, ok := b.find(name); ok {
		return d, fragment, true
	}
	name, fragment, _ := strings.Cut(name, "#")
	return b.named(name, fragment, true)
}

// linked finds what Jekyll's link and post_url name, or nil.
func (b *body) linked(name string) *document {
	if d := b.byFile[strings.TrimPrefix(name, "/")]; d != nil {
		return d
	}
	d, _, _ := b.named(name+".md", "", true)
	if d == nil {
		d, _, _ = b.named(path.Base(name)+".md", "", true)
	}
	return d
}
