// Package site is the model: every page of the output with its address, its
// twins in the other languages, and all that it shows of other pages.
//
// [New] takes the settings, the strings of each language and the content, and
// gives a [Site] in which every page has its place. What a page shows is worked out
// when it is first wanted, by [Site.Complete], so that a page that somebody waits
// for need not wait for ten thousand others; [Site.Faults] completes them all. The
// package is pure: it opens no file and asks no clock. It refuses, as diagnostics: a reference to what does not
// exist, two pages at one address, a link to an anchor that the page does not
// have, a number that differs from the ledger; and it warns of pages that lack a
// language.
//
// What a page shows of another page is a [Card] or a [Link], never the other page
// itself, and what it shows of the site is in [Common]. So the key of a page
// ([Site.KeyOf]), which says whether it must be made again, is a digest of all that
// can be reached from it, taken without naming any field (see [DigestOf]): nothing that a
// template may show can be missing from it, and an edit to a body moves one key.
package site

import (
	"strings"
	"time"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/filename"
	"tract/internal/locale"
)

// Site is the whole model.
type Site struct {
	Common
	Settings  *config.Settings
	Content   *content.Content
	Now       time.Time // what «upcoming» and «past» are measured by
	Pages     []*Page   // of every language, by address
	Redirects []Redirect
	Past      Past     // to be set, if at all, before any page is complete
	News      []*News  // none where the site has no address of its own, or no date
	Diaries   []*Diary // of every language that has events

	index *index
}

// Common is what every page may show, whatever it is about.
type Common struct {
	QuickHide  locale.Text // the addresses that guides are left for
	Base       string      // address that the site is published at, with its last slash, or ""
	Languages  []*Language // the first is the default
	Repository string
	Contacts   []config.Contact // the ways to reach the group, those that it has not filled in too
	Cards      bool             // pages have pictures for social networks
}

// PageAt gives the page at an address, or nil.
func (s *Site) PageAt(address Address) *Page {
	if p := s.index.routes[filename.Fold(string(address))]; p != nil && p.Address == address {
		return p
	}
	return nil
}

// Language is one language of the site: its words, and the pages that its every
// page leads to.
type Language struct {
	*locale.Locale
	Partial                                bool // only some pages exist in it
	Title, Tagline, Description, Publisher string

	Home    Link
	Picture Address // of the home page, for social networks; "" if it has none
	Menu    []Link
	Footer  []Link
	Feeds   []Feed   // as there are [Site.News]
	Events  Calendar // its Address is "" where the site has no events

	Search  Link // the page that looks words up, if the site has it
	Offline Link // the page about reading without a network, if the site has it
}

// Underscored gives the language's tag as Open Graph writes it: fr_CA.
func (l *Language) Underscored() string {
	return strings.ReplaceAll(l.Tag, "-", "_")
}

// Feed is where to find the news of a whole language or of one kind of page.
type Feed struct {
	Title      string
	Folder     string // of the kind; "" for all
	Atom, JSON Address
	Page       Address // the page whose news it is
}

// News is what a feed holds, once it is complete.
type News struct {
	Feed
	Language *Language
	Cards    []*Card
	Updated  locale.Date // of the latest entry, or of the site where none has a date

	progress progress
}

// Calendar is where to find events for a calendar program.
type Calendar struct {
	Title   string
	Address Address
}

// Diary is what a calendar holds: all events of a language, or one.
type Diary struct {
	Calendar
	Language *Language
	Pages    []*Page
}

// Picture is an image of the content as it is published.
type Picture struct {
	Sizes []Size // from the narrowest to the widest, one at least
}

// Size is a picture in one width.
type Size struct {
	Address       Address
	Width, Height int // in pixels
}

// Redirect is an old address of a page.
type Redirect struct {
	From  Address
	To    Link
	Title string
	Pos   diag.Position // where it is asked for
}

// Link leads to a page of the site, or to a place on one.
type Link struct {
	Title    string
	Address  Address
	Fragment string // without #
	Language string // of the title, where it is not that of the page that shows it
	Hreflang string // the language of the page it leads to, where it is not that either
	Kind     string // of the page it leads to
}

// Alternate is a page in one of the site's languages.
type Alternate struct {
	Language *Language
	Address  Address
	Exact    bool // false where the page does not exist in the language, and the address is the nearest one
	Self     bool
}

// New assembles the model. pictures are those of the content that may be
// published, by name; now is the moment that events are past or upcoming by. The
// diagnostics are those of the whole; those of single pages are in [Site.Faults].
func New(settings *config.Settings, locales []*locale.Locale, c *content.Content, pictures map[string]*Picture, now time.Time) (*Site, diag.List) {
	n := len(c.Documents)
	a := &assembly{index: &index{
		Site:     &Site{Settings: settings, Content: c, Now: now},
		pictures: pictures,
		pages:    make(map[id]*Page, n),
		files:    make(map[string]*Page, n),
		routes:   make(map[string]*Page, n),
	}}
	a.Site.index = a.index
	a.Common = Common{Base: settings.BaseURL, Repository: settings.Repository, Contacts: settings.Contacts, Cards: settings.BaseURL != "" && settings.Wants(config.Cards)}
	for _, l := range locales {
		a.Languages = append(a.Languages, a.language(l))
	}
	a.QuickHide = settings.QuickHide
	a.wantStrings()
	if a.diags.HasErrors() {
		return a.Site, a.diags // every address would lack its section
	}
	a.addDocuments()
	a.loadZones()
	a.addCollections()
	a.route()
	a.survey()
	a.ledger()
	a.addCards()
	a.navigate()
	a.redirect()
	return a.Site, a.diags
}
