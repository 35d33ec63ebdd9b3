package leaflet

// Kind says what a block is.
type Kind uint8

// The kinds of blocks. A step, an item, a quotation and a frame hold others.
const (
	Paragraph Kind = iota
	Heading        // of a section
	Minor          // a heading below that
	Step           // of a guide: its number is large
	Item           // of a list, with its mark or number
	Quote          //
	Frame          // a text apart, under its title
	Notice         // the same, and not to be overlooked
	Demand         // under its state
	Rule           // between two parts
)

// The marks of items that are drawn: a square to tick, and one that is ticked.
const (
	boxMark    = "☐"
	tickedMark = "☑"
)

// Block is a piece of a text as it stands on paper.
type Block struct {
	Kind   Kind
	Mark   string // of a step or an item
	Text   []Span // the paragraph, or the title of what is within
	Within []Block
}

// Style is how a stretch of text is set: some of these together.
type Style uint8

// The styles. Blank is a line for a pen, under which the text stands as its label;
// Break is the end of a line, and has no text.
const (
	Bold Style = 1 << iota
	Raised
	Struck
	Blank
	Break
)

// Span is a stretch of text in one style.
type Span struct {
	Text  string
	Style Style
}

// plain is a text in no style.
func plain(text string) []Span { return []Span{{Text: text}} }

// strong is a text in bold.
func strong(text string) []Span { return []Span{{text, Bold}} }
