// Package content reads what volunteers write: the documents below content/ and
// the data files.
//
// It takes an [fs.FS] whose root is the site's folder, the settings, and the
// languages' forms. It gives typed documents, each with its text converted, and
// typed data, all sorted, so that the same files give the same values whatever
// the order in which the disk lists them or the workers finish.
//
// It refuses what is no regular file (a link above all), names that some system
// cannot hold, folders, kinds and languages that do not exist, front matter that
// does not fit the fields of its kind, and text that is not UTF-8. A fault of one
// file never hides those of another. It resolves no reference: each is kept with
// its position, for the site's model to resolve.
package content

import (
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/markdown"
	"tract/internal/schema"
	"tract/internal/search"
	"tract/internal/translation"
)

// Content is all that a site's folder holds beside the settings.
type Content struct {
	Documents []*Document // by kind, key and the order of the site's languages
	Drafts    []Draft     // that were left out, in the same order
	Data      Data
	Images    map[string]Image // by name as front matter writes it: images/x.jpg
	Unread    []string         // the folders that could not be read: content/guides

	Vocabulary *search.Vocabulary // of what [Document.Words] gives
}

// Draft is what is known of a document that is not published yet, so that what
// refers to it can be told so.
type Draft struct {
	Kind     Kind
	Key      string
	Language string
	File     string
	Demands  []string // the ids of its demands
}

// Image is a picture below content/images. Its bytes are read by whoever needs
// them.
type Image struct {
	Name string // images/x.jpg
	File string // content/images/x.jpg
	Size int64
}

// Document is one file of a kind, in one language.
type Document struct {
	Common
	// One of these, for the kind that it is.
	Article  *Article
	Demands  *Demands
	Guide    *Guide
	Event    *Event
	Contacts bool // a page that ends with the ways to reach the group

	// Partial says that the file could not be read whole. It stays in the list so
	// that what refers to it finds it, but what it lacks may only be unread.
	Partial bool

	Body     *markdown.Document // never nil; its markup is there after [Document.Restore]
	File     string             // content/guides/leave-prime.fr.md
	BodyLine int                // the line of the file that the body begins on
	Size     int                // of the file, in bytes
	// Digest is of the file and of the fields that its pair shares: the document
	// is the same as long as it is.
	Digest [32]byte
	// Front is of the front matter alone, and of the fields that its pair shares:
	// what others show of the document is the same as long as it is.
	Front [32]byte

	parsed *parsed
	locale *locale.Locale
}

// Common is what every kind has.
type Common struct {
	Kind     Kind
	Key      string // shared by the files of a pair
	Language string
	Title    string // the key, where it is missing
	Summary  string
	Date     locale.Date // published on this site
	Checked  locale.Date // last read against its sources by a person
	Topics   []schema.Ref
	Sources  []Source
	Slug     string // "" where the key gives it
	Aliases  []schema.Ref
	Draft    bool
	// NeedsReview says that no speaker of the language has read the translation.
	NeedsReview bool
	From        translation.Mark // what the translation was made from
	Image       Picture
	Order       int

	record schema.Record
}

// Pos gives the position of a field of the front matter, or of the front matter
// where the field is not given. A shared field may stand in the pair's other file.
func (c *Common) Pos(field string) diag.Position {
	return c.record.Pos(field)
}

// Has says whether the author gave a field, here or in the pair's other file.
func (c *Common) Has(field string) bool {
	return c.record.Has(field)
}

// Picture is an image with its words. Its zero value is no picture.
type Picture struct {
	Image  schema.Ref // images/x.jpg
	Alt    string
	Credit string
}

// Source is where something is known from: a summary of this site, or a work.
type Source struct {
	Article schema.Ref // Key is "" for a work
	Work    Work
	Pos     diag.Position
}

// Work is something published elsewhere. What is not known is empty.
type Work struct {
	Title       locale.Text
	Publication string
	Authors     []string
	URL         string
	Date        locale.Date
	Language    string // "" where not stated
	Note        locale.Text
}

// Article is the summary of somebody else's text, or a text of the group's own.
type Article struct {
	Stance    string // news, analysis, announcement, opinion or ""
	Source    Work
	KeyPoints []string
	Method    string // how the summary was made
}

// Own says whether the article is the group's own text: it names nothing that it sums up.
func (a *Article) Own() bool {
	return len(a.Source.Title) == 0 && a.Source.Publication == "" && a.Source.URL == ""
}

// Demands is a list of demands, by somebody, to somebody.
type Demands struct {
	By      schema.Ref   // organization
	To      []schema.Ref // organizations
	Adopted locale.Date
	Opinion bool // proposals of an author
	Apart   bool // no campaign's demands on the target: they count in no tally but their own
	Items   []Demand
}

// Demand is one demand.
type Demand struct {
	ID       string // the same in every language
	Text     string
	To       []schema.Ref // organizations; empty: those of the list
	Status   string       // open, partly, won, refused or overtaken
	Since    locale.Date
	Evidence string
	Sources  []Source
	Pos      diag.Position
}

// Guide is something to do.
type Guide struct {
	Minutes   int    // 0 where not stated
	Effort    int    // 1, 2, 3, or 0 where not stated
	Cost      string // free, low, paid or ""
	Risk      string // none, low, legal or ""
	RiskNote  string
	QuickHide bool     // it has a way to leave it at once
	For       []string // everyone, workers, drivers, …
	Place     []string // home, work, street, online
	Demands   []schema.Ref
	Materials []string
	Offline   bool        // every reader's device keeps it
	Until     locale.Date // the last day to act, as for a petition; zero where not stated
}

// Event is something with a date and a place.
type Event struct {
	Start     locale.DateTime
	End       locale.DateTime // zero where not stated
	Timed     bool            // the hours are stated, not the days alone
	TimeZone  string
	OwnZone   string // the same where its clocks show another hour than the site's
	Place     string
	Address   string
	Organizer schema.Ref // organization
	Cancelled bool
	URL       string
}
