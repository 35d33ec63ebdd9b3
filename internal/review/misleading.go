package review

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tract/internal/markdown"
)

// misleadingLink finds links that show one address and lead to another. A text shows one
//
//   - where it begins as addresses do: https://banque.com, www.banque.com;
//   - where it is the name of a site and nothing else: Banque.com, banque.com/compte;
//   - where it has the name of a site that people trust, in whatever way it is written:
//     the state's, a bank's, this one's, that of an organization; or one that imitates it;
//   - where it has that of another in small letters, as one writes an address.
//
// All else is prose. «Booking.com condamnée» is a headline; the boycotted company is what
// people write about; and a text that names where it leads may go on to others:
// «leslibraires.ca plutôt que fnac.com».
var misleadingLink = rule{"review.misleading-link", func(c *campaign, t *text) {
	for _, l := range t.labelled() {
		for _, said := range []string{l.Text, l.Title} {
			if said != "" && c.misleads(said, l) {
				t.tell(l.Pos, words(said), l.Target)
			}
		}
	}
}}

// siteEndings are those that most names of sites have, and those of countries.
const siteEndings = `com|org|net|info|biz|edu|gov|gouv|int|coop|quebec|app|dev|shop|online|site|xyz|top|media|bank|[a-z]{2}`

var (
	// notSites end the names of files, and forms for all genders: no name of a site that
	// nobody knows is looked for there.
	notSites = strings.Fields("ai cc cs db go gz hs js kt md ml mk pl ps py rb rs sh so tf ts vb xz es fe la le ne re se te ve")
	// prose are words that follow a full stop among others where somebody left out the space.
	prose = strings.Fields("am an as at au be by ce ci de do du en et he if il in is it je li lu ma me mr my no nu of on or ou où sa si ta to tu un us va vu we")
	// shownAddress is an address among words, as people write it for others to read.
	shownAddress = regexp.MustCompile(`(?i)(?:https?://|www\.)([^\s/?#"'«»“”<>()]+)`)
	// shownHost is a text that is the name of a site, perhaps with a path.
	shownHost = regexp.MustCompile(`(?i)^((?:[\pL\pN-]+\.)+(` + siteEndings + `))\.?(?:[:/?#]\S*)?$`)
	// nameWord is what may be the name of a site, and hostWord what is one.
	nameWord  = regexp.MustCompile(`[\pL\pN\pM][\pL\pN\pM.-]*`)
	hostWord  = regexp.MustCompile(`^(?:[\pL\pN-]+\.)*[\pL\pN-]{2,}\.(` + siteEndings + `)$`)
	shownMail = regexp.MustCompile(`^\S+@(\S+\.\pL{2,})$`)
	// mailWord is an address of e-mail among words.
	mailWord = regexp.MustCompile(`[^\s<>()\[\]«»“”"',;:]+@[^\s<>()\[\]«»“”"',;:@]+\.\pL{2,}`)
	// shownNumber is a text that is the number of a telephone.
	shownNumber = regexp.MustCompile(`^\+?[0-9 \x{a0}\x{202f}().\-\x{2010}-\x{2013}]{7,}$`)
	// copied is the address of a copy in the Internet Archive or archive.today, with the site
	// it was made of.
	copied = regexp.MustCompile(`^https?://(?:web\.archive\.org/web/[0-9*]+[a-z_]*/(?:https?:/{1,2})?|archive\.(?:today|ph|is|li|md|vn|fo)/(?:[0-9]{4}[0-9.-]*/|newest/|oldest/)?https?:/{1,2})([^/?#@:]+)(?:[/?#]|$)`)
	// stops are full stops with spaces around them, several, or others that look like one.
	// A capital behind begins a sentence.
	stops = regexp.MustCompile(`\s*[.·‧∙⋅•][.·‧∙⋅•\s]*(\P{Lu})`)
)

// lookalikes are signs that look like the full stops, colons and bars of an address.
var lookalikes = strings.NewReplacer("。", ".", "ꓸ", ".", "܁", ".", "܂", ".", "٠", ".", "۰", ".", "۔", ".", "٫", ".", "𐩐", ".", "∶", ":", "꞉", ":", "ː", ":", "˸", ":", "։", ":", "׃", ":", "⁚", ":", "ꓽ", ":", "⁄", "/", "∕", "/", "⧸", "/", "╱", "/")

// visible leaves out what nobody sees, as the sign that says where a word may be divided.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// loose leaves out marks that are no part of a letter, as a line below.
func loose(r rune) rune {
	if unicode.Is(unicode.M, r) && unicode.Is(unicode.Inherited, r) {
		return -1
	}
	return r
}

// asRead gives a text as people read it, on one line and without the signs around it: (514)
// that begins one keeps its parenthesis.
func asRead(s string) string {
	s = strings.Map(loose, norm.NFKC.String(strings.Map(visible, s)))
	s = strings.Trim(words(lookalikes.Replace(s)), " .,;:!?…«»“”\"'()[]<>")
	if area, _, closed := strings.Cut(s, ")"); closed && strings.Trim(area, "+0123456789 ") == "" {
		return "(" + s
	}
	return s
}

// misleads says whether a text, or a title, shows one address where the link leads to another.
func (c *campaign) misleads(text string, l markdown.Ref) bool {
	said := asRead(text)
	mail := shownMail.FindStringSubmatch(said)
	shown := shownAddress.FindAllStringSubmatch(said, -1)
	if m := shownHost.FindStringSubmatch(said); m != nil && !slices.Contains(notSites, strings.ToLower(m[2])) {
		shown = append(shown, m)
	}
	switch l.Scheme {
	case "mailto":
		to, _, _ := strings.Cut(strings.TrimPrefix(l.Target, "mailto:"), "?")
		to, _ = url.PathUnescape(to)
		_, at, _ := strings.Cut(to, "@")
		sites := sitesOf(at)
		return elsewhereShown(shown, sites) || elsewhereMail(said, to) || c.names(said, sites...)
	case "tel":
		return len(shown) > 0 || mail != nil || elsewhereCalled(said, l.Target) || c.names(said)
	case "http", "https":
		u, err := url.Parse(l.Target)
		if err != nil || said == l.Target { // which has been told, or shows all there is
			return err != nil
		}
		if mail != nil {
			shown = append(shown, mail) // @name@mastodon.example leads there
		}
		sites := sitesOf(u.Hostname())
		if m := copied.FindStringSubmatch(l.Target); m != nil {
			sites = sitesOf(u.Hostname(), m[1])
		}
		return elsewhereShown(shown, sites) || c.names(said, sites...)
	}
	return false // to a page of ours
}

// elsewhereShown says whether one of the addresses that a text shows, each with its host,
// is another site's than those that a link leads to.
func elsewhereShown(shown [][]string, sites []string) bool {
	return slices.ContainsFunc(shown, func(m []string) bool { return !sameSite(m[1], sites) })
}

// elsewhereMail says whether a text has addresses of e-mail, and not the one it writes to.
func elsewhereMail(said, to string) bool {
	if !strings.Contains(said, "@") {
		return false
	}
	shown := mailWord.FindAllString(said, -1)
	return len(shown) > 0 && !slices.ContainsFunc(shown, func(m string) bool { return strings.EqualFold(m, to) })
}

// elsewhereCalled says whether a text has telephone numbers, and not the one it calls.
func elsewhereCalled(said, target string) bool {
	said = strings.ReplaceAll(said, "(0)", "") // which one dials within a country
	var shown []string
	for _, p := range telephones([]byte(said)) {
		shown = append(shown, p.number)
	}
	if shownNumber.MatchString(said) {
		shown = append(shown, strings.TrimLeft(digitsOf([]byte(said)), "01"))
	}
	target, _, _ = strings.Cut(target, ";")
	called := digitsOf([]byte(target))
	return len(shown) > 0 && !slices.ContainsFunc(shown, func(n string) bool { return strings.HasSuffix(called, n) })
}

// names says whether a text has, among its words, the name of another site than those that
// a link leads to. Where signs or spaces stand for the full stops, only trusted ones count.
func (c *campaign) names(said string, sites ...string) bool {
	joined := stops.ReplaceAllString(said, ".$1")
	return c.namesOne(said, sites, false) || joined != said && c.namesOne(joined, sites, true)
}

func (c *campaign) namesOne(said string, sites []string, onlyTrusted bool) bool {
	for word := range strings.FieldsSeq(said) {
		account := strings.HasPrefix(word, "@")
		for _, m := range nameWord.FindAllStringIndex(word, -1) {
			name, rest := strings.TrimRight(word[m[0]:m[1]], ".-"), word[m[1]:]
			if !strings.Contains(name, ".") {
				continue
			}
			if !sameSite(name, sites) {
				if c.isOther(name, sites, account, onlyTrusted) {
					return true
				}
				continue
			}
			onlyTrusted = true
			if rest != "" && strings.ContainsRune("/?#", rune(rest[0])) {
				break // its path may name anything
			}
		}
	}
	return false
}

// isOther says whether a name among words, or that of an account, is another site's than
// those that a link leads to.
func (c *campaign) isOther(name string, sites []string, account, onlyTrusted bool) bool {
	site := c.trusted.named(name)
	switch {
	case c.company.owns(name), c.company.owns(site), site != "" && sameSite(site, sites):
		return false
	case site != "", c.imitates(name, sites):
		return true
	case onlyTrusted:
		return false
	}
	return mixes(strings.ToLower(withoutMarks(name))) || !account && isWritten(name)
}

// imitates says whether a name among words would be read as one that people trust, and that
// a link does not lead to. What ends it has no accents: «au Québec.Ça» is no site.
func (c *campaign) imitates(name string, sites []string) bool {
	ending := name[strings.LastIndexByte(name, '.')+1:]
	site := c.trusted.imitated(plainHost(name))
	return withoutMarks(ending) == ending && site != "" && !sameSite(site, sites)
}

// isWritten says whether a name among words is written as that of a site is for others to
// go there, and is no file nor the end of a sentence.
func isWritten(name string) bool {
	if !isHost(name) || name != strings.ToLower(name) {
		return false
	}
	m := hostWord.FindStringSubmatch(name)
	return m != nil && !slices.Contains(notSites, m[1]) && !slices.Contains(prose, m[1])
}

// sitesOf gives the sites of hosts, as they compare with what a text shows.
func sitesOf(hosts ...string) (sites []string) {
	for _, host := range hosts {
		if host = strings.TrimPrefix(plainHost(host), "www."); isHost(host) {
			sites = append(sites, host)
		}
		for end := range endsOf(host) {
			sites = append(sites, alsoCalled[end]...)
		}
	}
	return sites
}

// sameSite says whether a host that is shown is one of the sites that a link leads to, or
// one of the two a part of the other.
func sameSite(shown string, sites []string) bool {
	if _, after, user := strings.Cut(shown, "@"); user {
		shown = after
	}
	shown, _, _ = strings.Cut(shown, ":")
	shown = plainHost(strings.TrimRight(shown, ".,;!…"))
	bare := unaccented(shown)
	return slices.ContainsFunc(sites, func(host string) bool {
		return isPart(host, shown) || isPart(shown, host) || isPart(host, bare)
	})
}

// isPart says whether a host is another, or a part of it.
func isPart(host, of string) bool {
	return host == of || strings.HasSuffix(host, "."+of)
}
