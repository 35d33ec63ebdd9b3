package check

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// addresses finds those of a kind that pages may not have, links that tell another site
// where their reader comes from, and messages with more than a subject and a text. Those
// that a browser asks for by itself are judged by offsite.
func addresses(s *site, p *page) {
	for i := range p.elements {
		e := &p.elements[i]
		for _, name := range []string{"href", "cite"} {
			if address, ok := e.get(name); ok && !(e.name == "link" && fetched(e)) {
				p.address(address)
			}
		}
		if address, _ := e.get("href"); e.name == "a" && abroad(address) && (s.home == "" || !strings.HasPrefix(address, s.home)) {
			rel := e.words("rel")
			if !slices.Contains(rel, "noreferrer") || !slices.Contains(rel, "noopener") {
				p.report("check.rel", address).WithHint("hint.check.rel")
			}
		}
	}
}

// address judges an address by its kind.
func (p *page) address(address string) {
	u, err := parse(address)
	if err != nil {
		return // which links tell
	}
	fine := false
	switch u.Scheme {
	case "":
		fine = within(address)
	case "http", "https":
		fine = u.Host != "" && u.User == nil && !strings.Contains(address, `\`)
	case "tel":
		fine = u.Opaque != "" && u.RawQuery == "" && u.Fragment == "" && !strings.ContainsFunc(u.Opaque, func(r rune) bool { return !strings.ContainsRune("+-.();=ext0123456789", r) })
	case "mailto":
		p.message(u, "subject", "body")
		fine = true
	case "sms":
		p.message(u, "body")
		fine = !strings.ContainsAny(u.Opaque, ",;")
	}
	if !fine {
		p.report("check.scheme", address)
	}
}

// message judges what a link writes into a message: these, each once, in one line but
// for the text.
func (p *page) message(u *url.URL, names ...string) {
	if strings.ContainsAny(u.Opaque, ",%;& \t\r\n") || u.Host != "" || u.Path != "" || u.Fragment != "" {
		p.report("check.message", "to")
	}
	for part := range strings.SplitSeq(strings.TrimPrefix(u.RawQuery, "&"), "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		value, err := url.PathUnescape(value)
		i := slices.Index(names, name)
		breaks := strings.ContainsFunc(value, func(r rune) bool {
			return unicode.IsControl(r) && (name != "body" || r != '\r' && r != '\n' && r != '\t')
		})
		var s sight
		if i < 0 || err != nil || breaks || s.read(value) != 0 || s.end() != 0 {
			p.report("check.message", name)
			continue
		}
		names = slices.Delete(slices.Clone(names), i, i+1)
	}
}

// canonical gives the address that a page says it has, up to its last slash, so that a
// link from an archive to the site that it is of is known.
func (p *page) canonical() string {
	if p == nil {
		return ""
	}
	for i := range p.elements {
		if e := &p.elements[i]; e.name == "link" && slices.Contains(e.words("rel"), "canonical") {
			address, _ := e.get("href")
			if u, err := parse(address); err == nil && u.Host != "" && strings.HasPrefix(u.Path, "/") {
				return address[:strings.LastIndexByte(address, '/')+1]
			}
		}
	}
	return ""
}

// abroad says whether an address leads to another site.
func abroad(address string) bool {
	u, err := parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "" && u.Host != "")
}

// unseen is what browsers leave out of an address.
var unseen = strings.NewReplacer("\t", "", "\n", "", "\r", "")

// bare gives an address without what a browser overlooks in it.
func bare(address string) string {
	return unseen.Replace(strings.TrimFunc(address, func(r rune) bool { return r <= ' ' }))
}

// parse reads an address as a browser does.
func parse(address string) (*url.URL, error) {
	return url.Parse(bare(address))
}
