package review

import (
	"iter"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tract/internal/content"
)

// company is how the addresses of the boycotted company are known.
type company struct {
	hosts map[string]bool // as boycott.yaml has them
	names map[string]bool // those with domains in several countries, which have more than we list
}

// country is the end of a domain that a country gives out, the first label aside.
var country = regexp.MustCompile(`^([^.]+)\.(com|net|org|((co|com|net|org|or|ne)\.)?[a-z]{2})$`)

func newCompany(d *content.Data) company {
	c := company{hosts: map[string]bool{}, names: map[string]bool{}}
	seen := map[string]int{}
	for _, b := range d.Brands {
		for _, host := range b.Domains {
			if c.hosts[host.Key] {
				continue
			}
			c.hosts[host.Key] = true
			if m := country.FindStringSubmatch(host.Key); m != nil {
				if seen[m[1]]++; seen[m[1]] > 1 {
					c.names[m[1]] = true
				}
			}
		}
	}
	for _, s := range d.Shorteners {
		c.hosts[s.Key] = true
	}
	return c
}

// owns says whether a host is the company's: one of its domains, a part of one, or
// the same name in another country.
func (c *company) owns(host string) bool {
	host = plainHost(host)
	for h := range endsOf(host) {
		if c.hosts[h] {
			return true
		}
		if m := country.FindStringSubmatch(h); m != nil && c.names[m[1]] {
			return true
		}
	}
	return false
}

// hostChars is how long a name is at most that DNS can have, in any letters.
const hostChars = 253

// isHost says whether a name is short enough to be that of a host. A longer one is nobody's,
// and leads nowhere.
func isHost(name string) bool {
	return len(name) <= hostChars*utf8.UTFMax && utf8.RuneCountInString(name) <= hostChars
}

// endsOf gives a name, and what stands behind each of its full stops, as far as these can
// be hosts.
func endsOf(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for ; name != ""; _, name, _ = strings.Cut(name, ".") {
			if isHost(name) && !yield(name) {
				return
			}
		}
	}
}

// plainHost writes a host as browsers ask for it: wide letters and the dots of
// other scripts are those of ASCII to them.
func plainHost(host string) string {
	host = strings.ToLower(norm.NFKC.String(host))
	return strings.TrimSuffix(strings.ReplaceAll(host, "。", "."), ".")
}

// hops are how many sites an address may send people on by.
const hops = 4

// leads gives the host of the company that an address leads to, be it by way of others
// that are told in the address where to send people. The copy that an archive keeps is
// not the company's.
func (c *company) leads(address string) (host string, ok bool) {
	return c.leadsBy(address, hops)
}

func (c *company) leadsBy(address string, left int) (host string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || left == 0 {
		return "", false
	}
	if c.owns(u.Hostname()) {
		return plainHost(u.Hostname()), true
	}
	for _, next := range nextOf(u) {
		if host, ok := c.leadsBy(next, left-1); ok {
			return host, true
		}
	}
	return "", false
}

var (
	// onward is an address within another. Without its beginning it has a path, or the
	// name that only sites have: words that somebody looks for have none.
	onward = regexp.MustCompile(`^(?:https?:)?//|^(?i:www\.)|^[A-Za-z0-9.-]+\.[a-z]{2,}/`)
	// kept is the path of an archive's copy, and archive a site that keeps such.
	kept    = regexp.MustCompile(`^/web/`)
	archive = regexp.MustCompile(`(?:^|\.)(?:archive|perma)\.`)
	within  = regexp.MustCompile(`https?:/{1,2}[^/]`)
)

// nextOf gives the addresses within an address that its site may send people to.
func nextOf(u *url.URL) []string {
	var all []string
	add := func(value string) {
		if !onward.MatchString(value) {
			return
		}
		if i := strings.Index(value, "//"); i < 0 || i > len("https:") {
			value = "//" + value
		}
		all = append(all, value)
	}
	query := u.Query()
	for _, name := range sortedKeys(query) {
		add(name)
		for _, value := range query[name] {
			add(value)
		}
	}
	if i := within.FindStringIndex(u.Path); i != nil && !kept.MatchString(u.Path) && !archive.MatchString(u.Hostname()) {
		_, rest, _ := strings.Cut(u.Path[i[0]:], ":")
		all = append(all, "//"+strings.TrimLeft(rest, "/"))
	}
	return all
}

func sortedKeys(q url.Values) []string {
	var keys []string
	for k := range q {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
