package review

import (
	"net/url"
	"regexp"
	"strings"
)

// affiliateLink finds links by which somebody earns a commission from the company.
// A source is no exception: it is the same page without the parameter.
var affiliateLink = rule{"review.affiliate-link", func(c *campaign, t *text) {
	for _, l := range t.links {
		if name, ok := c.affiliate(l.address); ok {
			t.tell(l.at, name, l.address)
		}
	}
}}

// partner is the form of the names that the company gives its partners.
var partner = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*-2[0-9]$`)

// affiliate gives the parameter of an address that says whom a sale is owed to.
// Elsewhere than with the company, tag= means many things.
func (c *campaign) affiliate(address string) (name string, ok bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", false
	}
	query := u.Query()
	for _, name := range sortedKeys(query) {
		switch strings.ToLower(name) {
		case "ascsubtag", "linkcode", "creativeasin":
			return name, true
		case "tag":
			if c.company.owns(u.Hostname()) || partner.MatchString(strings.ToLower(query.Get(name))) {
				return name, true
			}
		}
	}
	return "", false
}
