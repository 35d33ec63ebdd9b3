package review

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// familiar are sites that every reader in Quebec trusts, and that are imitated most.
var familiar = []string{
	"canada.ca", "gc.ca", "quebec.ca", "gouv.qc.ca", "desjardins.com", "bnc.ca", "rbc.com", "hydroquebec.com", "postescanada.ca", "canadapost.ca", "interac.ca",
	"amazon.ca", "amazon.com", "google.com", "facebook.com", "instagram.com", "microsoft.com", "apple.com", "paypal.com", "wikipedia.org", "csn.qc.ca", "ftq.qc.ca", "lacsq.org",
}

// trusted are sites that others may be taken for.
type trusted struct {
	sites map[string]bool
	bones map[string]string // the first site that a hurried eye reads so
}

func (t *trusted) add(host string) {
	if t.sites == nil {
		t.sites, t.bones = map[string]bool{}, map[string]string{}
	}
	t.sites[host] = true
	if bones := skeleton(host); t.bones[bones] == "" {
		t.bones[bones] = host
	}
}

// addAddress adds the site of an address, if it has one.
func (t *trusted) addAddress(address string) {
	if u, err := url.Parse(address); err == nil && strings.Contains(u.Hostname(), ".") {
		t.add(strings.TrimPrefix(plainHost(u.Hostname()), "www."))
	}
}

// within gives the site that a host is, or is a part of.
func (t *trusted) within(host string) string {
	for h := plainHost(host); h != ""; _, h, _ = strings.Cut(h, ".") {
		if t.sites[h] {
			return h
		}
	}
	return ""
}

// resembled gives the site that a host would be taken for: one with other signs in it,
// or with more behind it.
func (t *trusted) resembled(host string) string {
	if t.within(host) != "" {
		return ""
	}
	for bones := skeleton(host); bones != ""; _, bones, _ = strings.Cut(bones, ".") {
		if site := t.bones[bones]; site != "" && !elsewhere(host, site) {
			return site
		}
	}
	for h := host; h != ""; _, h, _ = strings.Cut(h, ".") {
		for i, r := range h {
			if (r == '.' || r == '-') && t.sites[h[:i]] && !elsewhere(host, h[:i]) {
				return h[:i]
			}
		}
	}
	return ""
}

// elsewhere says whether a host is a site's name in another country.
func elsewhere(host, site string) bool {
	rest, begins := strings.CutPrefix(host, site+".")
	return begins && len(rest) == len("ca")
}

// resembles gives the site that a host would be taken for. Who is among the organizations
// may still be taken for one that everybody knows, or for this site: a proposal can add both.
func (c *campaign) resembles(host string) string {
	if site := c.foremost.resembled(host); site != "" {
		return site
	}
	return c.trusted.resembled(host)
}

// trustedBy gives the sites that everybody knows and the site's own, and these with those of
// its organizations.
func trustedBy(s *campaign) (foremost, all trusted) {
	for _, t := range []*trusted{&foremost, &all} {
		for _, host := range familiar {
			t.add(host)
		}
		t.addAddress(s.Settings.BaseURL)
	}
	for _, o := range s.Content.Data.Organizations {
		all.addAddress(o.Link)
	}
	return foremost, all
}

// skeleton writes a host as a hurried eye reads it.
func skeleton(host string) string {
	var plain strings.Builder
	for _, r := range norm.NFD.String(host) {
		if !unicode.IsMark(r) {
			plain.WriteRune(r)
		}
	}
	return alike.Replace(plain.String())
}

var alike = strings.NewReplacer("rn", "m", "vv", "w", "0", "o", "1", "l", "i", "l", "5", "s", "-", "")
