// Package check looks at a finished site as a stranger would: it reads every page
// again and judges what stands there, whatever made it.
//
// [Outputs] takes the files of a site by path and gives a diagnostic for each
// thing that none of ours may have: a tag that a browser may leave out or move, a link or an anchor that leads nowhere, an id
// that stands twice, an element or an attribute that is not on a list of harmless
// ones, a sign that nobody sees, a script in the page, an address elsewhere that a browser would ask for by
// itself, an address of a kind that we do not allow, a policy that allows more than
// ours, an image without words for those who cannot see it, headings that do not
// form an outline. Style sheets, drawings, feeds and manifests are read too, and
// archives are unpacked and judged as sites. It is the second of two layers, which
// shares no code with the first: that one refuses such things in content, this one
// also guards a site's own templates.
//
// A rule is one file, and a function in [rules].
package check

import (
	"maps"
	"slices"
	"strings"

	"tract/internal/diag"
)

// site is all files, to follow links in.
type site struct {
	files    map[string][]byte
	pages    map[string]*page
	outlined map[string]bool
	home     string // the address that its first page says it has, "" for none
	base     string // the path that it stands at on its host
}

// rules are all there are, in the order they run.
var rules = []func(*site, *page){written, links, identifiers, elements, hidden, active, addresses, policy, offsite, outline}

// Outputs judges the files of a site, by path. outlined are the pages whose text has
// been told to skip a level of headings, which is not told again.
func Outputs(files map[string][]byte, outlined map[string]bool) diag.List {
	var list diag.List
	s := &site{files: files, pages: map[string]*page{}, outlined: outlined}
	paths := slices.Sorted(maps.Keys(files))
	for _, path := range paths {
		if strings.HasSuffix(path, ".html") {
			s.pages[path] = read(path, files[path], &list)
		} else {
			s.file(path, &list)
		}
	}
	s.home, s.base = s.pages["index.html"].canonical(), s.stands(paths)
	for _, path := range paths {
		if p := s.pages[path]; p != nil {
			s.judge(p)
		}
	}
	return list
}

// judge applies all rules to a page.
func (s *site) judge(p *page) {
	for _, rule := range rules {
		rule(s, p)
	}
}
