package check

import (
	"path"
	"strings"
)

// notFound is what a server shows at an address that leads nowhere, at any depth:
// the one page whose links count from the root.
const notFound = "404.html"

// links follows every link and address to another file of the site.
func links(s *site, p *page) {
	for i := range p.elements {
		for _, name := range []string{"href", "src", "cite"} {
			if address, ok := p.elements[i].get(name); ok && p.elements[i].name != "base" {
				follow(s, p, address)
			}
		}
		for _, address := range p.elements[i].candidates() {
			follow(s, p, address)
		}
	}
}

func follow(s *site, p *page, address string) {
	u, err := parse(address)
	if err != nil {
		p.report("check.bad-address", address)
		return
	}
	if u.Scheme != "" || u.Host != "" {
		return
	}
	target := p.path
	if u.Path != "" {
		switch {
		case p.path == notFound:
			inside, ok := strings.CutPrefix(u.Path, s.base)
			if !ok {
				p.report("check.broken-link", address)
				return
			}
			target = path.Clean(inside)
		case strings.HasPrefix(u.Path, "/"):
			p.report("check.rooted-link", address)
			return
		default:
			target = path.Join(path.Dir(p.path), u.Path)
		}
		if strings.HasSuffix(u.Path, "/") {
			target = path.Join(target, "index.html")
		}
	}
	if _, ok := s.files[target]; !ok {
		p.report("check.broken-link", address)
		return
	}
	if q := s.pages[target]; u.Fragment != "" && q != nil && !q.holds(u.Fragment) {
		p.report("check.broken-anchor", address)
	}
}

// stands gives the path that the site has on its host, as its first page says, or another
// that tells where it is itself: the root where none does.
func (s *site) stands(paths []string) string {
	for _, name := range append([]string{"index.html"}, paths...) {
		folder := strings.TrimPrefix(path.Dir(name)+"/", "./")
		if folder == "" && name != "index.html" {
			continue // it may lead on to another
		}
		if u, err := parse(s.pages[name].canonical()); err == nil && u.Host != "" && strings.HasSuffix(u.Path, "/"+folder) {
			return strings.TrimSuffix(u.Path, folder)
		}
	}
	return "/"
}

// holds says whether the page has an element of that id.
func (p *page) holds(id string) bool {
	if p.ids == nil {
		p.ids = map[string]bool{}
		for i := range p.elements {
			if id, ok := p.elements[i].get("id"); ok {
				p.ids[id] = true
			}
		}
	}
	return p.ids[id]
}
