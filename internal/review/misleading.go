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
	"tract/internal/markdown"
)

// misleadingLink finds links whose text is an address, and not the one they lead to.
var misleadingLink = rule{"review.misleading-link", func(c *campaign, t *text) {
	if t.document == nil {
		return
	}
	for _, ref := range t.document.Body.Refs {
		if ref.Kind == markdown.Link && c.misleads(ref) {
			t.tell(ref.Pos, words(ref.Text), ref.Target)
		}
	}
}}

// siteEndings are those that most names of sites have, and those of countries.
const siteEndings = `com|org|net|info|biz|edu|gov|gouv|int|coop|quebec|app|dev|shop|online|site|xyz|top|[a-z]{2}`

var (
	// prose are words that follow a full stop where somebody left out the space, and what
	// follows one in forms for all genders.
	prose = strings.Fields(`Am An As At Au Be By Ce Ci De Do Du En Es Et He If Il In Is It Je La Le Ma Me Mr My Ne No Nu Of On Or Ou Où Sa Se Si So Ta Te To Tu Un Us Va Vu We
		es fe le ne re se te ve ES`)
	// ofFiles end the names of files as well as those of sites of a few countries.
	ofFiles = strings.Fields("cc cs db go gz hs js kt md ml mk pl ps py rb rs sh so tf ts vb xz")
	// shownAddress is an address among words, as people write it for others to read.
	shownAddress = regexp.MustCompile(`(?i)(?:https?://|www\.)([^\s/?#"'«»“”<>()]+)`)
	// shownHost is a text that is the name of a site, perhaps with a path.
	shownHost = regexp.MustCompile(`(?i)^((?:[\pL\pN-]+\.)+(?:` + siteEndings + `))\.?(?:[:/?#]\S*)?$`)
	// hostWord is a word that is the name of a site.
	hostWord  = regexp.MustCompile(`(?i)^(?:[\pL\pN-]+\.)*[\pL\pN-]{2,}\.(` + siteEndings + `)$`)
	shownMail = regexp.MustCompile(`^\S+@(\S+\.\pL{2,})$`)
	// shownNumber is a text that is the number of a telephone.
	shownNumber = regexp.MustCompile(`^\+?[0-9 \x{a0}\x{202f}().\-\x{2010}-\x{2013}]{7,}$`)
)

// visible leaves out what nobody sees, as the sign that says where a word may be divided.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// lookalikes are signs that look like the full stops, colons and bars of an address.
var lookalikes = strings.NewReplacer("。", ".", "ꓸ", ".", "܁", ".", "܂", ".", "٠", ".", "۰", ".", "۔", ".", "∶", ":", "꞉", ":", "ː", ":", "˸", ":", "։", ":", "׃", ":", "⁚", ":", "ꓽ", ":", "⁄", "/", "∕", "/", "⧸", "/", "╱", "/")

// misleads says whether a link shows one address and leads to another.
func (c *campaign) misleads(ref markdown.Ref) bool {
	said := strings.Trim(words(lookalikes.Replace(norm.NFKC.String(strings.Map(visible, ref.Text)))), " .,;:!?…«»“”\"'()[]<>")
	mail, site := shownMail.FindStringSubmatch(said), shownHost.FindStringSubmatch(said)
	shown := shownAddress.FindAllStringSubmatch(said, -1)
	if site != nil {
		shown = append(shown, site)
	}
	switch ref.Scheme {
	case "mailto":
		to, _, _ := strings.Cut(strings.TrimPrefix(ref.Target, "mailto:"), "?")
		to, err := url.PathUnescape(to)
		_, at, _ := strings.Cut(to, "@")
		return len(shown) > 0 || mail != nil && (err != nil || !strings.EqualFold(said, to)) || c.names(said, at)
	case "tel":
		number := strings.TrimLeft(digitsOf([]byte(said)), "01")
		return len(shown) > 0 || mail != nil || shownNumber.MatchString(said) && !strings.HasSuffix(digitsOf([]byte(ref.Target)), number) || c.names(said, "")
	case "http", "https":
		u, err := url.Parse(ref.Target)
		if err != nil || said == ref.Target { // which has been told, or shows all there is
			return err != nil
		}
		if mail != nil && site == nil {
			shown = append(shown, mail) // @name@mastodon.example leads there
		}
		other := func(m []string) bool { return !sameSite(m[1], u.Hostname()) }
		return slices.ContainsFunc(shown, other) || c.names(said, u.Hostname())
	}
	return false // to a page of ours
}

// names says whether a word of a text is the name of another site than the one that a host
// is of, or of one that people trust, also where spaces stand around its full stops.
func (c *campaign) names(said, host string) bool {
	for word := range strings.FieldsSeq(said) {
		for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return r != '.' && r != '-' && !unicode.In(r, unicode.L, unicode.N, unicode.M) }) {
			part = strings.Trim(part, ".-")
			m := hostWord.FindStringSubmatch(part)
			if m != nil && sameSite(part, host) {
				break // its path may name anything
			}
			if m != nil && (c.trusted.within(part) != "" || !slices.Contains(prose, m[1]) && !slices.Contains(ofFiles, m[1])) {
				return true
			}
		}
	}
	joined := stops.ReplaceAllString(said, ".")
	if joined == said {
		return false
	}
	for word := range strings.FieldsSeq(strings.ToLower(joined)) {
		if c.trusted.sites[word] && !sameSite(word, host) {
			return true
		}
	}
	return false
}

// stops are full stops with spaces around them.
var stops = regexp.MustCompile(`\s+\.\s*|\s*\.\s+`)

// sameSite says whether a host that is shown is the one that a link leads to, or one of
// the two a part of the other.
func sameSite(shown, host string) bool {
	if _, after, user := strings.Cut(shown, "@"); user {
		shown = after
	}
	shown, _, _ = strings.Cut(shown, ":")
	shown, host = plainHost(strings.TrimRight(shown, ".,;!…")), plainHost(host)
	return shown == host || strings.HasSuffix(host, "."+shown) || strings.HasSuffix(shown, "."+host)
}

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
