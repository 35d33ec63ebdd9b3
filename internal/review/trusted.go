package review

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tract/internal/diag"
)

// familiar are sites that every reader in Quebec trusts, and that are imitated most.
var familiar = append([]string{
	"amazon.ca", "amazon.com", "google.com", "facebook.com", "instagram.com", "microsoft.com", "apple.com", "paypal.com", "wikipedia.org", "scotiabank.com",
}, national...)

// national are those that have no name in other countries: the state's, banks', unions'.
var national = []string{
	"canada.ca", "gc.ca", "quebec.ca", "gouv.qc.ca", "desjardins.com", "bnc.ca", "rbc.com", "hydroquebec.com", "postescanada.ca", "canadapost.ca", "canadapost-postescanada.ca", "interac.ca",
	"nbc.ca", "td.com", "bmo.com", "cibc.com", "tangerine.ca", "revenuquebec.ca", "csn.qc.ca", "ftq.qc.ca", "lacsq.org",
}

// alsoCalled are the other names of sites by which people know them.
var alsoCalled = map[string][]string{
	"canadapost-postescanada.ca": {"postescanada.ca", "canadapost.ca"},
	"canadapost.ca":              {"postescanada.ca", "canadapost-postescanada.ca"},
	"postescanada.ca":            {"canadapost.ca", "canadapost-postescanada.ca"},
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
	for h := range endsOf(plainHost(host)) {
		if t.sites[h] {
			return h
		}
	}
	return ""
}

// resembled gives the site that a host would be taken for: one with other signs in it,
// or with more behind it.
func (t *trusted) resembled(host string) string {
	if !isHost(host) || t.within(host) != "" {
		return ""
	}
	if site := t.imitated(host); site != "" {
		return site
	}
	for h := range endsOf(host) {
		for i, r := range h {
			if (r == '.' || r == '-') && t.sites[h[:i]] && !elsewhere(host, h[:i]) {
				return h[:i]
			}
		}
	}
	return ""
}

// imitated gives the site that a host would be read as by a hurried eye.
func (t *trusted) imitated(host string) string {
	for bones := range endsOf(skeleton(host)) {
		if site := t.bones[bones]; site != "" {
			return site
		}
	}
	return ""
}

// boundaries are how many full stops and hyphens the name of a site may have to be found
// among words.
const boundaries = 8

// named gives the site whose name a word is, or has between its full stops and hyphens:
// accesd.desjardins.com, desjardins.com-connexion. Québec.ca has no accent as an address.
func (t *trusted) named(word string) string {
	word = unaccented(plainHost(word))
	ends := []int{-1}
	for i, r := range word {
		if r == '.' || r == '-' {
			ends = append(ends, i)
		}
	}
	ends = append(ends, len(word))
	for i, from := range ends {
		for _, to := range ends[i+1 : min(i+2+boundaries, len(ends))] {
			if site := word[from+1 : to]; t.sites[site] {
				return site
			}
		}
	}
	return ""
}

// worldwide ends the names of sites that may have others for each country: example.com.au.
var worldwide = regexp.MustCompile(`\.(?:com|org|net)$`)

// elsewhere says whether a host is a site's name in another country.
func elsewhere(host, site string) bool {
	rest, begins := strings.CutPrefix(host, site+".")
	return begins && len(rest) == len("au") && worldwide.MatchString(site) && !slices.Contains(national, site)
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
	return alike.Replace(withoutMarks(host))
}

// unaccented writes a name without accents, as most addresses are. What ends it keeps
// them, as a word would that begins a sentence.
func unaccented(host string) string {
	i := max(strings.LastIndexByte(host, '.'), 0)
	return norm.NFC.String(withoutMarks(host[:i])) + host[i:]
}

func withoutMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

var alike = strings.NewReplacer("rn", "m", "vv", "w", "0", "o", "1", "l", "i", "l", "5", "s", "-", "")

// oddHost finds addresses that hide where they lead: that name a number and no site,
// hand on to an address that nobody sees, or look like a site that they are not.
var oddHost = rule{"review.odd-host", func(c *campaign, t *text) {
	for _, l := range t.links {
		if why, host := c.odd(l.address); why.Code != "" {
			t.tell(l.at, host, why)
		}
	}
}}

// shorteners are those that people meet most; what a site is boycotting has its own in
// boycott.yaml.
var shorteners = map[string]bool{
	"adf.ly": true, "amzn.to": true, "bit.ly": true, "bitly.com": true, "bl.ink": true, "buff.ly": true, "cutt.ly": true, "dlvr.it": true, "fb.me": true, "goo.gl": true, "goo.su": true,
	"is.gd": true, "j.mp": true, "kutt.it": true, "lc.cx": true, "lnkd.in": true, "ow.ly": true, "qr.ae": true, "rb.gy": true, "rebrand.ly": true, "s.id": true, "shorturl.at": true,
	"soo.gd": true, "t.co": true, "t.ly": true, "tiny.cc": true, "tinyurl.com": true, "tiny.one": true, "trib.al": true, "u.to": true, "urlz.fr": true, "v.gd": true, "x.gd": true,
}

// odd says what is odd about the host of an address, if anything is.
func (c *campaign) odd(address string) (why diag.Text, host string) {
	u, err := url.Parse(address)
	if err != nil {
		return diag.Text{}, "" // which has been told
	}
	host = strings.TrimPrefix(plainHost(u.Hostname()), "www.")
	reason := ""
	switch known := c.resembles(host); {
	case isNumber(u.Hostname()):
		reason = "number"
	case host != "" && isInner(host):
		reason = "inner"
	case u.Port() != "":
		reason, host = "port", u.Host
	case shorteners[host] && !c.company.owns(host): // which has been told
		reason = "shortener"
	case strings.Contains("."+host, ".xn--"):
		reason = "encoded"
	case mixes(strings.ToLower(u.Hostname())): // as it is written
		reason = "letters"
	case known != "":
		return diag.Text{Code: "review.odd.resembles", Args: []any{known}}, host
	}
	if reason == "" {
		return diag.Text{}, ""
	}
	return diag.Text{Code: "review.odd." + reason}, host
}

// isInner says whether a name is one that each network gives to a machine of its own.
func isInner(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last == host || slices.Contains(strings.Fields("local localhost localdomain lan internal intranet home arpa corp private"), last)
}

// isNumber says whether a host is the number of a machine, in any of the forms that
// browsers take: all of them end with a number, or stand in brackets.
func isNumber(host string) bool {
	host = strings.TrimSuffix(host, ".")
	if _, err := netip.ParseAddr(host); err == nil || strings.Contains(host, ":") {
		return true
	}
	last := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:])
	if hex, ok := strings.CutPrefix(last, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return last != "" && strings.Trim(last, "0123456789") == ""
}

// mixes says whether a part of a host has letters of several scripts, or letters that
// look like those of Latin and are not the ones that people write.
func mixes(host string) bool {
	for label := range strings.SplitSeq(host, ".") {
		var latin, other, alike, strange bool
		for _, r := range label {
			switch {
			case r < 0x80:
				latin = latin || unicode.IsLetter(r)
			case !unicode.IsLetter(r):
				strange = strange || !unicode.IsDigit(r) && !unicode.IsMark(r)
			case unicode.Is(unicode.Latin, r):
				latin = true
				strange = strange || r > 0x17f || strings.ContainsRune("ıĸŀſ", r)
			case strings.ContainsRune(likeLatin, r):
				alike = true
			default:
				other = true
			}
		}
		if strange || latin && (other || alike) || alike && !other {
			return true
		}
	}
	return false
}

// likeLatin are letters of Greek, Cyrillic and Armenian that look like small ones of Latin:
// a word of nothing else is written to be taken for another.
const likeLatin = "аеорсухіјѕһԁӏԛԝѵкмтвнгпбьα" + "ορντυικεηχωγρս" + "հոցօքբ"
