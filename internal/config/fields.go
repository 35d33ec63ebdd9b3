package config

import (
	"tract/internal/limit"
	"tract/internal/schema"
)

// Sections are the parts of the site that a menu may lead to.
var Sections = []string{"articles", "demands", "guides", "events", "topics", "figures", "timeline", "organizations", "alternatives", "glossary"}

// What a site has beside its pages, unless its settings say that it goes without.
const (
	Search   = "search"   // a search page in each language
	Cards    = "cards"    // pictures for social networks
	Leaflets = "leaflets" // files to print
	Offline  = "offline"  // pages kept on the device, and the site as one file

	Translation = "translation" // a page of what there is to translate
)

// Extras are all of these.
var Extras = []string{Search, Cards, Leaflets, Offline, Translation}

// Fields describes the settings, for those who show them to people.
func Fields() []schema.Field {
	return fields
}

// fields describes the settings.
var fields = []schema.Field{
	{Name: "title", Type: schema.Localized, Required: true, Max: 80, Label: schema.Label("Nom du site", "Name of the site")},
	{Name: "tagline", Type: schema.Localized, Max: 200, Label: schema.Label("Sous-titre", "Tagline"), Help: schema.Label("Une ligne sous le nom", "One line under the name")},
	{Name: "description", Type: schema.Localized, Max: 500, Label: schema.Label("Description", "Description"), Help: schema.Label("Ce que montrent les moteurs de recherche", "What search engines show")},
	{Name: "languages", Type: schema.List, Max: limit.Languages, Required: true, Of: &schema.Field{Name: "languages", Type: schema.Language}, Label: schema.Label("Langues", "Languages"), Help: schema.Label("La première est celle par défaut", "The first is the default")},
	{Name: "partial_languages", Type: schema.List, Max: limit.Languages, Of: &schema.Field{Name: "partial_languages", Type: schema.Language}, Label: schema.Label("Autres langues", "Further languages"), Help: schema.Label("Celles de quelques pages seulement", "Those of some pages only")},
	{Name: "base_url", Type: schema.URL, Label: schema.Label("Adresse du site", "Address of the site"), Help: schema.Label("Laissez vide tant que le site n’est pas publié", "Leave empty until the site is published")},
	{Name: "repository", Type: schema.URL, Label: schema.Label("Dépôt public", "Public repository")},
	{Name: "domain", Type: schema.Host, Label: schema.Label("Nom de domaine", "Domain name")},
	{Name: "target", Type: schema.Key, Refers: "organization", Label: schema.Label("Entreprise visée", "Target"), Help: schema.Label("La clé de l’entreprise dans organizations.yaml", "The company’s key in organizations.yaml")},
	{Name: "sources_until", Type: schema.Date, Label: schema.Label("Sources jusqu’à", "Sources until"), Help: schema.Label("Le jour, le mois ou l’année où s’arrêtent les sources du site", "The day, month or year that the site’s sources end in")},
	{Name: "publisher", Type: schema.Localized, Max: 200, Label: schema.Label("Qui publie", "Who publishes")},
	{Name: "colour", Type: schema.Colour, Label: schema.Label("Couleur de la campagne", "Colour of the campaign")},
	{Name: "time_zone", Type: schema.Zone, Label: schema.Label("Fuseau horaire", "Time zone")},
	{Name: "currency", Type: schema.Currency, Label: schema.Label("Monnaie", "Currency")},
	{Name: "topics", Type: schema.Map, Max: limit.Topics, Of: &schema.Field{Name: "name", Type: schema.Localized, Max: 60}, Label: schema.Label("Sujets", "Topics")},
	{Name: "menu", Type: schema.List, Max: limit.MenuEntries, Of: &schema.Field{Name: "menu", Type: schema.Enum, Values: Sections, Refers: "page"}, Label: schema.Label("Menu", "Menu"), Help: schema.Label("Des sections, ou page:CLÉ", "Sections, or page:KEY")},
	{Name: "footer", Type: schema.List, Max: limit.MenuEntries, Of: &schema.Field{Name: "footer", Type: schema.Enum, Values: Sections, Refers: "page"}, Label: schema.Label("Pied de page", "Footer"), Help: schema.Label("Des sections, ou page:CLÉ", "Sections, or page:KEY")},
	{Name: "without", Type: schema.List, Of: &schema.Field{Name: "without", Type: schema.Enum, Values: Extras}, Label: schema.Label("Ce que le site n’offre pas", "What the site goes without"), Help: schema.Label("Chaque site a tout cela; un très grand site se construit plus vite sans", "Every site has all of these; a very large one is built faster without")},
	rulesField(),
	{Name: "quick_hide_url", Type: schema.Localized, Verbatim: true, Max: 300, Label: schema.Label("Où mène « Quitter vite »", "Where “Leave quickly” leads"), Help: schema.Label("Une page anodine; la météo d’Environnement Canada si rien n’est écrit", "A harmless page; Environment Canada’s weather if nothing is written")},
	{Name: "contacts", Type: schema.List, Max: limit.Contacts, Of: &schema.Field{Name: "contacts", Type: schema.Group, Fields: contactFields}, Label: schema.Label("Pour joindre le groupe", "Contacts")},
}

var contactFields = []schema.Field{
	{Name: "key", Type: schema.Key, ID: true, Required: true, Max: 40, Label: schema.Label("Clé", "Key")},
	{Name: "label", Type: schema.Localized, Required: true, Max: 80, Label: schema.Label("Libellé", "Label")},
	{Name: "kind", Type: schema.Enum, Values: []string{"email", "phone", "address", "url"}, Required: true, Label: schema.Label("Sorte", "Kind")},
	{Name: "value", Type: schema.Text, Verbatim: true, Max: 300, Label: schema.Label("Valeur", "Value"), Help: schema.Label("Laissez vide ce que le groupe doit encore fournir", "Leave empty what the group has yet to give")},
}
