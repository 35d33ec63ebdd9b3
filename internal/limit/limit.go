// Package limit has every cap on what strangers, files and networks may give the
// program, and says them in both languages: docs/limits.md and docs/limits.fr.md are
// made from [Table]. It has the clock that ends what takes too long, too: [Guard].
//
// A cap belongs here if somebody outside can reach it. How large a buffer is, and how
// much of something is worth looking at, stays with the code that it is a matter of;
// the test of this package has a list of those.
package limit

import (
	"fmt"
	"io/fs"
	"time"
)

// What is wrong with a folder of the site, for those who tell it.
var (
	ErrDepth = fmt.Errorf("more than %d folders in each other", SiteDepth)
	ErrKind  = fmt.Errorf("neither a folder nor a regular file: %w", fs.ErrInvalid)
)

// Of a file of the site.
const (
	FileBytes        = 1 << 20   // a document, a data file, the settings
	AnyBytes         = 100 << 20 // any file, an archive say; GitHub takes no larger one
	FileLines        = 30_000    // lines of a document
	FrontMatterBytes = 64 << 10  // the front matter of a document
	FrontMatterDepth = 8         // lists and fields inside one another, in front matter
	DataDepth        = 16        // the same in a file of data or settings
	DataLine         = 64 << 10  // a line there: the library keeps all of one in brackets
	DataEntries      = 2500      // of a list there, or fields beside one another
	FileEntries      = 5000      // of all lists of a file, those within one another too: each is shown
	Contacts         = 30        // which every page shows
	MenuEntries      = 30        // of the menu, and of the foot of pages
	Languages        = 20        // of the site, and as many in part
	Topics           = 200       // of the site: each is a page in each language
	TopicsOfOne      = 20        // of a document, a figure or a dated fact: each of their pages shows it
	NamedByOne       = 100       // organizations or demands that a list names: each is shown with its name
	Aliases          = 50        // old addresses of a document: each is a page
	AddressParts     = 10        // of one of them: each is a folder. /fr/blog/2024/05/12/title/ has six
	References       = 2500      // by key, of a file: readers see the title or the name of what each leads to, and that may be long
	NameBytes        = 200       // the name of a file or a folder; systems allow 255, archives add to it
	PathBytes        = 240       // a path of such names, in the site or in the output; Windows counts 260 from the disk on
	KeyChars         = 80        // a key, and what an address keeps of a title
	ImageDepth       = 8         // folders of images inside one another
	SiteDepth        = 32        // folders of the site inside one another
	SiteEntries      = 250_000
	SiteBytes        = 1 << 30   // the finished site, from which on somebody is warned: what GitHub Pages shows
	BaselineBytes    = 4 << 20   // check-baseline.txt
	ManifestBytes    = 100 << 20 // what names the files of a finished site: 250,000 take some 40 MB
)

// Of the text of a document. They keep what goldmark, which cannot be stopped, takes
// for any input within the two seconds that a page has; they come from measurements
// on hostile texts.
const (
	ContainerDepth = 32          // quotations, lists and footnotes inside one another
	InlineDepth    = 32          // emphasis and links inside one another
	BlockBytes     = 32 << 10    // a paragraph or a heading
	Accents        = 8           // signs drawn on one letter: a syllable of Tibetan has as many
	Marks          = 150_000_000 // signs that may begin markup × bytes of their paragraph, in all
	TableBytes     = 256 << 10   // a table's source
	TableColumns   = 64          // columns of a table
	TableCells     = 5000        // cells of all tables, those filled in included
	TablePipes     = 1000        // escaped bars in all tables
	Links          = 2000        // links and images of a page, bare addresses and those in letters included: each is read again by those who check
	Footnotes      = 500         // footnotes
	FootnoteRefs   = 2000        // references to footnotes
	ReferenceBytes = 100 << 10   // what reference links write in all
	Steps          = 200         // steps of a guide
	Kits           = 100         // letters, calls, posts and motions of a page, each of which is a form
	KitBytes       = 16 << 10    // the text of one
	KitBlanks      = 100         // places to fill in, in one
	PageBytes      = 10 << 20    // a finished page
	LeafletBytes   = 32 << 10    // a document that there is a leaflet of: some ten pages of one
)

// Of code that gets colours.
const (
	CodeBytes     = 20 << 10               // a block
	CodeLine      = 500                    // a line of it
	CodeTokens    = 4                      // tokens a byte of it
	CodeTime      = 200 * time.Millisecond // colouring it
	PageCodeBytes = 64 << 10               // all blocks of a page
	PageCodeTime  = time.Second            // colouring them, all tries together
)

// Of images. A phone's photo is 12 megapixels and 5 MB; a header may claim any size,
// and a decoder would set the memory aside.
const (
	ImageBytes    = 20 << 20
	ImagePixels   = 50_000_000
	WholePixels   = 25_000_000       // of one that can only be read as a whole
	FramePixels   = 10 * ImagePixels // all frames of a GIF or a WebP together
	DrawnElements = 100_000          // that a browser draws of an SVG, those that are referred to each time
	DrawnDepth    = 100              // elements inside one another
	JPEGScans     = 30               // how often a progressive picture may go over the largest one; encoders write about ten
)

// Of faults that are told.
const (
	Faults     = 100 // of one kind in a document
	YAMLTold   = 50  // errors of one text, and as many warnings
	YAMLFaults = 20  // entries of one text that are left out before the rest is given up, of a large one fewer: all is read again each time
)

// Of a site that is imported.
const (
	ImportFiles = 50_000
	ImportDepth = 24
	ImportBytes = FileBytes - 64<<10 // of a text, so that what is added has room
	ImportLines = FileLines - 100
)

// Of work.
const (
	PageTime   = 2 * time.Second  // reading a document, or making a page
	OutputTime = 30 * PageTime    // making a picture, a leaflet, an archive
	BuildTime  = 10 * time.Minute // a whole build
	LockTime   = 30 * time.Second // waiting for another build
)

// Of what is asked of others, with check --external.
const (
	ExternalTime    = 20 * time.Second // one request
	ExternalAllTime = 7 * time.Minute  // all of them; Codeberg gives a run ten
	ExternalHead    = 64 << 10         // headers of an answer
	ExternalAddress = 2000             // characters of an address that it leads to, which people are shown
	ExternalHops    = 10               // redirects that are followed
)

// Of the development server.
const (
	ServeConnections = 200
	ServeHead        = 16 << 10         // headers of a request
	ServeHeadTime    = 5 * time.Second  // sending them
	ServeAnswerTime  = time.Minute      // taking an answer
	ServePatience    = 10 * time.Second // with a browser that does not take what it is told
	ServeOpen        = 2 * time.Hour    // to the local network
	ServeGuesses     = 20               // wrong tokens from one address
	ServeAllGuesses  = 10_000           // the same, from all
)

// Of what is remembered and asked of git.
const (
	MemoryBytes   = 256 << 20        // a file of .tract/
	HistoryBytes  = FileBytes        // a version of a file
	HistoryTime   = 30 * time.Second // one command of git: that of a large repository on a slow disk
	HistoryLength = 200              // versions of a file that are looked at
)
