package site

import (
	"slices"

	"tract/internal/content"
	"tract/internal/locale"
	"tract/internal/markdown"
)

// The pages that are made from others. The kinds of content name the rest.
const (
	KindHome          = "home"
	KindList          = "list"
	KindTopics        = "topics"
	KindTopic         = "topic"
	KindFigures       = "figures"
	KindTimeline      = "timeline"
	KindOrganizations = "organizations"
	KindAlternatives  = "alternatives"
	KindGlossary      = "glossary"
	KindOffline       = "offline"
	KindSearch        = "search"
	KindTranslation   = "translation"
)

// Page is one page of the output in one language. Complete, it holds all that its
// template shows; before, it has its place and its card.
type Page struct {
	Kind     string // names the template
	Name     string // of a list, the folder of its kind; of a topic, its key
	Address  Address
	Language *Language
	Title    string
	Summary  string
	Date     locale.Date
	Checked  locale.Date // when its file was last read against its sources
	// Of a list: each page that it shows was checked on that day or later. Zero
	// where one never was.
	CheckedSince locale.Date
	Breadcrumbs  []Link
	Alternates   []Alternate // the languages of the site, in order; of the partial ones those that have the page
	Topics       []Link
	Sources      []Source
	Feed         *Feed // the nearest one
	Prints       []Print
	Code         Address // a picture, see [Site.CodeOf]

	// A page made from a document has it, its own card, and for each reference
	// in its body what the reference leads to.
	Document *content.Document
	Card     *Card
	Targets  []Target
	Image    *Picture
	Original Link // of a translation that needs a review, in the site's first language
	Outdated Link // of a translation that is stale, the text that it was made from

	// One of these, for the kind that it is; a plain page has none.
	Home          *Home
	List          *List
	Demands       *Demands
	Guide         *Guide
	Event         *Event
	Figures       []FigureGroup
	Timeline      []Year
	Organizations []OrganizationGroup
	Alternatives  *Alternatives
	Glossary      []Term
	Offline       *Offline
	Search        *Search
	Translation   *Translation

	progress progress
}

// Card is what lists and links show of a page.
type Card struct {
	Link
	Key     string // of the document
	Summary string
	Date    locale.Date
	Checked locale.Date
	Order   int
	Draft   bool
	Review  bool // the translation needs one
	Article *content.Article
	Guide   *content.Guide
	Event   *content.Event
	Past    bool   // an event that is over, or a guide whose time to act is
	By      string // of a list of demands: the short name of who asks
	Opinion bool
	Apart   bool // of a list of demands: not counted with the others
	Tally   Tally

	topics []string
	digest *Digest // once the model is sealed; shared by the card's copies
}

// Updated is the last day that the card's page is known to have been looked at.
func (c *Card) Updated() locale.Date {
	return later(c.Date, c.Checked)
}

func later(d, e locale.Date) locale.Date {
	if e.Compare(d) > 0 {
		return e
	}
	return d
}

// Target is what a reference of a body leads to.
type Target struct {
	Link
	URL      string   // an address elsewhere, instead of Link
	Image    *Picture // instead of either
	Text     string   // what a reference written without a text says
	Disagree bool     // a figure that its sources do not agree on
}

// Words is a text in the language of its page, or in another where the page's
// own is missing; then Language says which.
type Words struct {
	Text, Language string
}

// Source is where something is known from.
type Source struct {
	Title       Words
	Page        Link // the summary on this site, if that is the source
	URL         string
	Publication string
	Authors     []string
	Date        locale.Date
	Note        Words
}

// Home is what the first page of a language shows beside its text.
type Home struct {
	Tally    Tally
	Until    locale.Date // how far the sources reach
	Asked    []Asked     // the first that stands of each list
	Demands  Link
	Minutes  []Minutes
	Acting   Link // the list of all guides
	Upcoming []*Card
	Recent   []*Card // past events, where nothing is upcoming
	Events   Link
	Figures  []Figure
	Ledger   Link // the page of all figures
	Articles []*Card
	Reading  Link   // the list of all articles
	Wholes   []Link // of a partial language: the home pages of the whole site
}

// Minutes is the guides that fit into the time that somebody has.
type Minutes struct {
	Name   string // 2, 10, hour, evening
	Guides []*Card
}

// List is the cards of one kind, or all that concerns a topic.
type List struct {
	Cards    []*Card    // articles
	Minutes  []Minutes  // guides
	Upcoming []*Card    // events
	Past     []*Card    // events
	Demands  []*Demands // that are counted
	Apart    []*Demands
	Opinions []*Demands
	Tally    Tally       // of demands
	Until    locale.Date // how far the sources of the tally reach
	Sections []Section
	Narrow   []Narrowing
}

// Section is the cards of a kind on a topic's page.
type Section struct {
	Kind  string // the folder of the kind
	Cards []*Card
}

// Demands is a list of demands with all names resolved.
type Demands struct {
	Card     *Card
	Page     Link
	Summary  string
	By       Link
	To       []Link
	Endorsed []Link // organizations
	Adopted  locale.Date
	Opinion  bool
	Tally    Tally
	Items    []Demand
}

// Demand is one demand.
type Demand struct {
	ID       string // of the element
	Text     string
	Language string // the tag of the text's, "" if it is the page's
	To       []Link
	Status   string // "" of an opinion, which has none
	Since    locale.Date
	Evidence string
	Sources  []Source
	Guides   []Link
}

// Guide is what a guide shows beside its front matter.
type Guide struct {
	*content.Guide
	Advances []Asked
}

// Asked is a demand as other pages show it: who asks whom, in short names.
type Asked struct {
	Link
	Status string // "" of an opinion
	By     string
	To     []string
}

// Event is what an event shows beside its front matter.
type Event struct {
	*content.Event
	Organizer Link
	Past      bool
	Calendar  Address
	Start     string // with the offset from UTC, RFC 3339
	End       string
}

// Figure is an entry of the ledger, its values written in the page's language.
type Figure struct {
	ID       string // of the element
	Key      string
	Label    Words
	Unit     Words
	Values   []FigureValue
	Disagree bool
	Note     Words
	Link     Link
}

// FigureGroup is the figures of a topic.
type FigureGroup struct {
	ID      string // of the element
	Name    Words  // "" of the page's own
	Page    Link   // where they are in full
	Figures []Figure
}

// FigureValue is what one source says, or several.
type FigureValue struct {
	Text      Words // the number as the language writes it, or a text
	Plain     bool  // Text is words and no number
	Qualifier string
	AsOf      locale.Date
	Said      []Statement
	// How long the value, and the upper end of a range, is drawn beside the others:
	// thousandths of the largest. 0 where a drawing would tell no more than the numbers.
	Share, Upto int
}

// Statement is a source of a value, and what is to be known of it there.
type Statement struct {
	Source Source
	Note   Words
}

// Disagree says whether the sources of a figure of the page differ.
func (p *Page) Disagree() bool {
	return slices.ContainsFunc(p.Figures, func(g FigureGroup) bool {
		return slices.ContainsFunc(g.Figures, func(f Figure) bool { return f.Disagree })
	})
}

// Body gives the page's converted text, or nil.
func (p *Page) Body() *markdown.Document {
	if p.Document == nil {
		return nil
	}
	return p.Document.Body
}
