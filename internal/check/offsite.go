package check

import (
	"slices"
	"strings"
)

// offsite finds addresses elsewhere that a browser asks for by itself, or goes to. A
// link that a reader follows is not one.
func offsite(s *site, p *page) {
	for i := range p.elements {
		e := &p.elements[i]
		if address, ok := e.get("src"); ok {
			p.own(address)
		}
		for _, address := range e.candidates() {
			p.own(address)
		}
		if address, ok := e.get("href"); ok && e.name == "link" && fetched(e) {
			p.own(address)
		}
		if has(e, "http-equiv", "refresh") {
			content, _ := e.get("content")
			p.sentOn(s, content)
		}
	}
}

// sentOn judges where a page sends its readers, which is to a page of the site, at once
// and written in the one way that no browser reads otherwise.
func (p *page) sentOn(s *site, content string) {
	to, ok := strings.CutPrefix(content, "0; url=")
	if !ok || !within(to) || strings.ContainsAny(to, "'\" ;,") {
		p.report("check.refresh", content)
		return
	}
	follow(s, p, to)
}

// candidates gives the addresses of an image that a browser chooses among.
func (e *element) candidates() (addresses []string) {
	for _, name := range []string{"srcset", "imagesrcset"} {
		list, ok := e.get(name)
		if !ok {
			continue
		}
		for candidate := range strings.SplitSeq(list, ",") {
			if words := strings.Fields(candidate); len(words) > 0 {
				addresses = append(addresses, words[0])
			}
		}
	}
	return addresses
}

// fetched says whether a browser loads what a link element names.
func fetched(e *element) bool {
	for _, word := range e.words("rel") {
		if !slices.Contains([]string{"canonical", "alternate", "author", "license", "me"}, word) {
			return true
		}
	}
	return false
}

// own reports an address that is not within the site.
func (p *page) own(address string) {
	if !within(address) {
		p.report("check.offsite", address)
	}
}

// within says whether an address leads to the same site, however a browser reads it: of
// any number of slashes that it begins with it takes all but the first two for none.
func within(address string) bool {
	u, err := parse(address)
	return err == nil && u.Scheme == "" && u.Host == "" && !strings.HasPrefix(bare(address), "//") && !strings.Contains(address, `\`)
}
