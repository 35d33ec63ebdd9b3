package check

import "strings"

// offsite finds addresses elsewhere that a browser asks for by itself. A link
// that a reader follows is not one.
func offsite(_ *site, p *page) {
	for i := range p.elements {
		e := &p.elements[i]
		for _, name := range []string{"src", "poster", "data"} {
			if address, ok := e.get(name); ok {
				p.own(address)
			}
		}
		for _, address := range e.candidates() {
			p.own(address)
		}
		if address, ok := e.get("href"); ok && e.name == "link" && fetched(e) {
			p.own(address)
		}
	}
}

// candidates gives the addresses of an image that a browser chooses among.
func (e *element) candidates() (addresses []string) {
	list, ok := e.get("srcset")
	if !ok {
		return nil
	}
	for candidate := range strings.SplitSeq(list, ",") {
		address, _, _ := strings.Cut(strings.TrimSpace(candidate), " ")
		addresses = append(addresses, address)
	}
	return addresses
}

// fetched says whether a browser loads what a link element names.
func fetched(e *element) bool {
	rel, _ := e.get("rel")
	for word := range strings.FieldsSeq(strings.ToLower(rel)) {
		if word != "canonical" && word != "alternate" && word != "author" && word != "license" {
			return true
		}
	}
	return false
}

func (p *page) own(address string) {
	if u, err := parse(address); err != nil || u.Host != "" {
		p.report("check.offsite", address)
	}
}
