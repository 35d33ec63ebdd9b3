// Package schema describes the fields that people fill in (front matter,
// settings and data files) as values, and decodes YAML with them.
//
// A [Field] is described once. Decoding, the hints of its faults and what the files
// of a pair share all come from that description.
//
// It takes a [yaml.Node] and a list of fields, and gives a [Record]: every value
// checked, with its position. It refuses an unknown field, a value of the wrong
// type or out of range, a date that the calendar does not have, an address that
// is not http or https, and characters that a reader cannot see. All faults of a
// file come in one go. It knows nothing of what refers to what: a reference is a
// [Ref], to be resolved where both ends are known.
package schema

import "tract/internal/locale"

// Type says what a field holds.
type Type uint8

// The types of fields. Those up to Colour are written as one plain value.
const (
	Text      Type = iota // a text in the language of the file
	Localized             // a text in several languages: {fr: …, en: …}, or one for all
	Int                   // a whole number
	Number                // a number
	Bool                  // true or false
	Date                  // 2025-01-22, 2025-01 or 2025
	DateTime              // 2025-02-15 13:00, or a day
	URL                   // https://…
	Image                 // a file below content/images: images/x.jpg
	Address               // a page of this site: /fr/guides/x.html
	Key                   // a key, or a reference to one where Refers says to what
	Enum                  // one of Values, or KIND:KEY where Refers names a kind
	Slug                  // the last part of a page's address
	Language              // fr, en, fr-CA
	Zone                  // America/Toronto
	Currency              // CAD
	Host                  // example.org
	Colour                // #b5001e
	List                  // any number of Of
	Group                 // a mapping with Fields
	Map                   // a mapping from keys to Of, with Fields beside them
	Source                // article:KEY, or a mapping with Fields
)

// Field describes one field.
type Field struct {
	Name     string
	Type     Type
	Of       *Field   // what a List or a Map holds
	Fields   []Field  // what a Group or a Source holds, or a Map beside its entries
	Values   []string // what an Enum may be
	Refers   string   // what a Key refers to: organization, topic, demand, …; "" for a key of its own
	Required bool
	Shared   bool // the same in every language of a pair, so one file of the pair may hold it alone
	ID       bool // identifies an item of a list across languages and is unique in the list
	Verbatim bool // typography leaves it as it is written
	Min, Max int  // an Int or Number: the range; a text: the most characters; a List or Map: the most entries. 0 and 0: no limit

	Label locale.Text // what people call it: a hint knows a field by it too
	Help  locale.Text // what it is for, where the label does not say it
}

// Find gives the field of a name, or nil.
func Find(fields []Field, name string) *Field {
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
	}
	return nil
}

// Names gives the names of the fields in their order.
func Names(fields []Field) []string {
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].Name
	}
	return names
}

// Label makes the French and the English text of a [Field].
func Label(fr, en string) locale.Text {
	return locale.Text{"fr": fr, "en": en}
}

// id gives the field that identifies an item, or nil.
func id(fields []Field) *Field {
	for i := range fields {
		if fields[i].ID {
			return &fields[i]
		}
	}
	return nil
}

// Sources describes a list of sources, the same wherever sources stand.
func Sources(shared bool) Field {
	return Field{
		Name: "sources", Type: List, Shared: shared, Of: &Field{Name: "sources", Type: Source, Fields: sourceFields},
		Label: Label("Sources", "Sources"), Help: Label("Un résumé de ce site (article:CLÉ) ou un document publié ailleurs", "A summary on this site (article:KEY) or a work published elsewhere"),
	}
}

// OneSource describes a field that holds one source.
func OneSource() Field {
	return Field{Name: "source", Type: Source, Fields: sourceFields, Label: Label("Source", "Source")}
}

// sourceFields is what a source holds when it is not the short form
// «article:KEY», which stands for the first of them.
var sourceFields = []Field{
	{Name: "article", Type: Key, Refers: "article", Label: Label("Résumé sur ce site", "Summary on this site")},
	{Name: "title", Type: Localized, Verbatim: true, Label: Label("Titre", "Title")},
	{Name: "publication", Type: Text, Verbatim: true, Label: Label("Publication", "Publication")},
	{Name: "url", Type: URL, Label: Label("Adresse", "Address")},
	{Name: "date", Type: Date, Label: Label("Date", "Date")},
	{Name: "language", Type: Language, Label: Label("Langue", "Language")},
}
