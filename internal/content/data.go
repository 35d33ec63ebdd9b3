package content

import (
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/schema"
)

// Data is what the files of content/data hold, each in the order written.
type Data struct {
	Figures       []Figure
	Organizations []Organization
	Timeline      []Moment
	Needs         []Need      // of alternatives.yaml
	Objections    []Objection // of alternatives.yaml
	Brands        []Brand     // of boycott.yaml
	Shorteners    []schema.Ref
	Glossary      []Term
	Checked       map[string]locale.Date // when a person last read a whole file against its sources, by its name: figures.yaml
	Partial       []string               // the files that could not be read whole: what they lack may only be unread
}

// Figure is a number that the campaign uses, with all that is said of it.
type Figure struct {
	Key      string
	Label    locale.Text
	Format   string      // count, percent, money or text
	Currency string      // of money
	Unit     locale.Text // nil where not stated
	Topics   []schema.Ref
	Values   []FigureValue // at least one; the first is the one to write
	Note     locale.Text   // why sources differ
	Pos      diag.Position
}

// FigureValue is what one source says.
type FigureValue struct {
	Value     float64
	Upper     float64     // of a range; 0 where there is none
	Text      locale.Text // in place of a value, where the format is text
	Qualifier string      // over, about, at-least, nearly, under or ""
	Source    Source
	AsOf      locale.Date
	Note      locale.Text
	Pos       diag.Position
}

// Organization is somebody who acts, is addressed or is quoted.
type Organization struct {
	Key      string
	Name     locale.Text
	Short    locale.Text // nil where there is none
	Type     string      // union, campaign, community, government, company, media or audience
	Role     locale.Text
	Link     string
	Checked  locale.Date  // when the group checked the link
	Endorses []schema.Ref // documents of demands
	Sources  []Source
	Pos      diag.Position
}

// Moment is a dated fact.
type Moment struct {
	ID       string
	Date     locale.Date
	Inferred bool // the date is our reading
	Text     locale.Text
	Sources  []Source
	Topics   []schema.Ref
	Pos      diag.Position
}

// Need is something that people buy, and where else to find it.
type Need struct {
	ID      string
	Name    locale.Text
	Options []Option
	Pos     diag.Position
}

// Option is a place to go to instead of the target.
type Option struct {
	Name    locale.Text
	Text    locale.Text
	Link    string
	Checked locale.Date // zero: the group has not checked it yet
	Pos     diag.Position
}

// Objection is what people say, and the answer to it.
type Objection struct {
	Say     locale.Text
	Answer  locale.Text
	Sources []Source
	Pos     diag.Position
}

// Brand is a name of the target, with its domains.
type Brand struct {
	Name    locale.Text
	Domains []schema.Ref
	Text    locale.Text
	Checked locale.Date
	Pos     diag.Position
}

// Term is a word of the campaign.
type Term struct {
	Key        string
	Term       locale.Text
	Definition locale.Text
	Sources    []Source
	Pos        diag.Position
}
