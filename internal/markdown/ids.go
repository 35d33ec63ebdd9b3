package markdown

import (
	"net/url"
	"slices"

	"tract/internal/locale"
)

// headingPrefix begins the id of every heading, so that no heading can take the
// place of document.location or of an id of the templates.
const headingPrefix = "s-"

// HeadingID gives the id that a heading with this text, or with this fragment as
// GitHub would write it, has in a page where no two headings are equal.
func HeadingID(text string) string {
	slug := locale.Slug(text)
	if slug == "" {
		slug = "section"
	}
	return headingPrefix + slug
}

// Anchor finds the id of the document that a fragment means.
func (d *Document) Anchor(fragment string) (id string, ok bool) {
	return Anchor(fragment, func(id string) bool { return slices.Contains(d.IDs, id) })
}

// Anchor finds the id that a fragment means, among those that there are: the text of a
// heading with or without accents, percent signs or our prefix, or any other id as it
// is.
func Anchor(fragment string, has func(id string) bool) (id string, ok bool) {
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	if has(fragment) {
		return fragment, true
	}
	id = HeadingID(fragment)
	return id, has(id)
}

// ids makes ids that do not collide: a second «s-a» becomes «s-a-1», as GitHub
// counts them.
type ids struct {
	used map[string]bool
	next map[string]int // the number to try first for an id that is taken
}

func (s *ids) unique(id string) string {
	if s.used == nil {
		s.used, s.next = map[string]bool{}, map[string]int{}
	}
	base := id
	for s.used[id] {
		s.next[base]++
		id = base + "-" + itoa(s.next[base])
	}
	s.used[id] = true
	return id
}
