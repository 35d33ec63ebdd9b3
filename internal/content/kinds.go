package content

import (
	"slices"

	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/schema"
	"tract/internal/translation"
)

// Kind is what a document is, which its folder says.
type Kind uint8

// The kinds, in the order that lists and menus take by default.
const (
	KindArticle Kind = iota
	KindDemands
	KindGuide
	KindEvent
	KindPage
)

// Description is all there is to say of a kind.
type Description struct {
	Kind   Kind
	Name   string         // as references and templates write it: guide
	Folder string         // below content/: guides
	Listed bool           // has a section with a list of its own
	Fields []schema.Field // of the front matter
	Label  locale.Text
}

// Kinds describes every kind, in their order.
func Kinds() []Description {
	return kinds[:]
}

// Describe gives a kind's description.
func (k Kind) Describe() *Description {
	return &kinds[k]
}

// String gives the kind's name.
func (k Kind) String() string {
	return kinds[k].Name
}

// KindNamed gives the kind of a name as references write it.
func KindNamed(name string) (Kind, bool) {
	i := slices.IndexFunc(kinds[:], func(d Description) bool { return d.Name == name })
	return Kind(max(i, 0)), i >= 0
}

// kindIn gives the kind of a folder.
func kindIn(folder string) (Kind, bool) {
	i := slices.IndexFunc(kinds[:], func(d Description) bool { return d.Folder == folder })
	return Kind(max(i, 0)), i >= 0
}

var kinds = [...]Description{
	{KindArticle, "article", "articles", true, slices.Concat(titleFields(true), articleFields, commonFields), schema.Label("Article", "Article")},
	{KindDemands, "demands", "demands", true, slices.Concat(titleFields(true), demandsFields, commonFields), schema.Label("Revendications", "Demands")},
	{KindGuide, "guide", "guides", true, slices.Concat(titleFields(true), guideFields, commonFields), schema.Label("Guide", "Guide")},
	{KindEvent, "event", "events", true, slices.Concat(titleFields(true), eventFields, commonFields), schema.Label("Événement", "Event")},
	{KindPage, "page", "pages", false, slices.Concat(titleFields(false), pageFields, commonFields), schema.Label("Page", "Page")},
}

// titleFields opens every front matter. A page that is found in lists and feeds
// needs a summary.
func titleFields(summary bool) []schema.Field {
	return []schema.Field{
		{Name: "title", Type: schema.Text, Required: true, Max: 200, Label: schema.Label("Titre", "Title")},
		{Name: "summary", Type: schema.Text, Required: summary, Max: 600, Label: schema.Label("Résumé", "Summary"), Help: schema.Label("Une ou deux phrases simples, pour les listes", "One or two plain sentences, for lists")},
	}
}

var commonFields = []schema.Field{
	{Name: "date", Type: schema.Date, Shared: true, Label: schema.Label("Publié le", "Published on"), Help: schema.Label("Le jour de la publication sur ce site", "The day of publication on this site")},
	{Name: "checked", Type: schema.Date, Shared: true, Label: schema.Label("Vérifié le", "Checked on"), Help: schema.Label("Le jour où une personne a relu la page avec ses sources", "The day a person last read the page against its sources")},
	{Name: "topics", Type: schema.List, Max: limit.TopicsOfOne, Shared: true, Of: &schema.Field{Name: "topics", Type: schema.Key, Refers: "topic"}, Label: schema.Label("Sujets", "Topics")},
	schema.Sources(true),
	{Name: "image", Type: schema.Image, Shared: true, Label: schema.Label("Image", "Image")},
	{Name: "image_alt", Type: schema.Text, Max: 400, Label: schema.Label("Description de l’image", "Description of the image"), Help: schema.Label("Ce que dit l’image à qui ne la voit pas", "What the image says to those who cannot see it")},
	{Name: "image_credit", Type: schema.Text, Max: 200, Label: schema.Label("Crédit de l’image", "Credit of the image")},
	{Name: "image_people", Type: schema.Enum, Values: []string{"nobody", "agreed", "blurred"}, Shared: true, Label: schema.Label("Personnes reconnaissables", "People who can be recognized"), Help: schema.Label("Personne; toutes d’accord pour paraître ici; ou visages brouillés", "Nobody; all agreed to appear here; or faces blurred")},
	{Name: "slug", Type: schema.Slug, Max: 80, Label: schema.Label("Fin de l’adresse", "End of the address"), Help: schema.Label("Sinon, le nom du fichier la donne", "The file’s name gives it otherwise")},
	{Name: "aliases", Type: schema.List, Max: limit.Aliases, Of: &schema.Field{Name: "aliases", Type: schema.Address, Max: 300}, Label: schema.Label("Anciennes adresses", "Old addresses")},
	{Name: "order", Type: schema.Int, Shared: true, Label: schema.Label("Rang dans les listes", "Place in lists"), Help: schema.Label("Les plus petits nombres d’abord", "Small numbers first")},
	{Name: "draft", Type: schema.Bool, Shared: true, Label: schema.Label("Brouillon", "Draft")},
	{Name: "needs_review", Type: schema.Bool, Label: schema.Label("Traduction à relire", "Translation to be reviewed"), Help: schema.Label("Oui tant qu’une personne dont c’est la langue ne l’a pas lue", "True until somebody whose language it is has read it")},
	{Name: translation.Field, Type: schema.Text, Verbatim: true, Label: schema.Label("Traduit de", "Translated from"), Help: schema.Label("Écrit par « tract sync » : le texte dont la traduction est tirée; none pour un original", "Written by “tract sync”: the text that the translation was made from; none for an original")},
}
