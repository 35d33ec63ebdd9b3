package content

import (
	"slices"

	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/schema"
)

// DataFiles describes every file of content/data, by its name without the ending: each is
// a Group, or a Map.
func DataFiles() []schema.Field {
	fields := make([]schema.Field, len(dataFiles))
	for i := range dataFiles {
		fields[i] = dataFiles[i].Field
	}
	return fields
}

var dataFiles = []dataKind{
	{"alternatives.yaml", fieldsOf("alternatives", schema.Label("Solutions de rechange", "Alternatives"), alternativesFields...), (*reader).alternatives},
	{"boycott.yaml", fieldsOf("boycott", schema.Label("Boycottage", "Boycott"), boycottFields...), (*reader).boycott},
	{"figures.yaml", entriesOf("figures", schema.Label("Chiffres", "Figures"), group("figure", figureFields)), (*reader).figures},
	{"glossary.yaml", entriesOf("glossary", schema.Label("Glossaire", "Glossary"), group("term", termFields)), (*reader).glossary},
	{"organizations.yaml", entriesOf("organizations", schema.Label("Organisations", "Organizations"), group("organization", organizationFields)), (*reader).organizations},
	{"timeline.yaml", fieldsOf("timeline", schema.Label("Chronologie", "Timeline"), momentsField), (*reader).timeline},
}

// checkedField is the same in every data file. In one of entries it is a key that
// no entry can have.
var checkedField = schema.Field{Name: "checked", Type: schema.Date, Label: schema.Label("Vérifié le", "Checked on"), Help: schema.Label("Le jour où une personne a relu tout le fichier avec ses sources", "The day a person last read the whole file against its sources")}

// fieldsOf describes a file that has the fields.
func fieldsOf(name string, label locale.Text, fields ...schema.Field) schema.Field {
	return schema.Field{Name: name, Type: schema.Group, Fields: slices.Concat([]schema.Field{checkedField}, fields), Label: label}
}

// entriesOf describes a file of entries, each under a key of its own.
func entriesOf(name string, label locale.Text, of *schema.Field) schema.Field {
	return schema.Field{Name: name, Type: schema.Map, Of: of, Fields: []schema.Field{checkedField}, Label: label}
}

func group(name string, fields []schema.Field) *schema.Field {
	return &schema.Field{Name: name, Type: schema.Group, Fields: fields}
}

// topicsField is the same in every data file.
func topicsField() schema.Field {
	return schema.Field{Name: "topics", Type: schema.List, Max: limit.TopicsOfOne, Of: &schema.Field{Name: "topics", Type: schema.Key, Refers: "topic"}, Label: schema.Label("Sujets", "Topics")}
}

var organizationFields = []schema.Field{
	{Name: "name", Type: schema.Localized, Required: true, Max: 200, Label: schema.Label("Nom", "Name")},
	{Name: "short", Type: schema.Localized, Max: 60, Label: schema.Label("Nom court", "Short name")},
	{Name: "type", Type: schema.Enum, Required: true, Values: []string{"union", "campaign", "community", "government", "company", "media", "audience"}, Label: schema.Label("Type", "Type")},
	{Name: "role", Type: schema.Localized, Max: 1000, Label: schema.Label("Rôle", "Role"), Help: schema.Label("Une ou deux phrases", "One or two sentences")},
	{Name: "link", Type: schema.URL, Label: schema.Label("Lien", "Link")},
	{Name: "checked", Type: schema.Date, Label: schema.Label("Lien vérifié le", "Link checked on")},
	{Name: "endorses", Type: schema.List, Max: limit.NamedByOne, Of: &schema.Field{Name: "endorses", Type: schema.Key, Refers: "demands"}, Label: schema.Label("Listes appuyées", "Lists endorsed")},
	schema.Sources(false),
}

var figureFields = []schema.Field{
	{Name: "label", Type: schema.Localized, Required: true, Max: 200, Label: schema.Label("Libellé", "Label")},
	{Name: "format", Type: schema.Enum, Values: []string{"count", "percent", "money", "text"}, Label: schema.Label("Forme", "Format")},
	{Name: "currency", Type: schema.Currency, Label: schema.Label("Monnaie", "Currency")},
	{Name: "unit", Type: schema.Localized, Max: 60, Label: schema.Label("Unité", "Unit")},
	topicsField(),
	{Name: "values", Type: schema.List, Required: true, Of: group("values", figureValueFields), Label: schema.Label("Valeurs", "Values"), Help: schema.Label("La première est celle qui s’écrit dans les textes", "The first is the one that texts show")},
	{Name: "note", Type: schema.Localized, Max: 1000, Label: schema.Label("Note", "Note"), Help: schema.Label("Pourquoi les sources diffèrent", "Why the sources differ")},
}

var figureValueFields = []schema.Field{
	{Name: "value", Type: schema.Number, Label: schema.Label("Valeur", "Value")},
	{Name: "upper", Type: schema.Number, Label: schema.Label("Jusqu’à", "Up to")},
	{Name: "text", Type: schema.Localized, Max: 300, Label: schema.Label("Texte", "Text")},
	{Name: "qualifier", Type: schema.Enum, Values: []string{"over", "about", "at-least", "nearly", "under"}, Label: schema.Label("Nuance", "Qualifier")},
	required(schema.OneSource()),
	{Name: "as_of", Type: schema.Date, Label: schema.Label("En date du", "As of")},
	{Name: "note", Type: schema.Localized, Max: 1000, Label: schema.Label("Note", "Note")},
}

// required marks a field: an unsourced figure is no figure.
func required(f schema.Field) schema.Field {
	f.Required = true
	return f
}

var momentsField = schema.Field{Name: "moments", Type: schema.List, Of: group("moments", momentFields), Label: schema.Label("Faits datés", "Moments")}

var momentFields = []schema.Field{
	{Name: "id", Type: schema.Key, ID: true, Required: true, Label: schema.Label("Clé", "Key")},
	{Name: "date", Type: schema.Date, Required: true, Label: schema.Label("Date", "Date")},
	{Name: "inferred", Type: schema.Bool, Label: schema.Label("Date déduite", "Date inferred"), Help: schema.Label("Oui si la date est notre lecture et non celle de la source", "True if the date is our reading and not the source’s")},
	{Name: "text", Type: schema.Localized, Required: true, Max: 1000, Label: schema.Label("Texte", "Text")},
	schema.Sources(false),
	topicsField(),
}

var alternativesFields = []schema.Field{
	{Name: "needs", Type: schema.List, Label: schema.Label("Besoins", "Needs"), Of: group("needs", []schema.Field{
		{Name: "id", Type: schema.Key, ID: true, Required: true, Label: schema.Label("Clé", "Key")},
		{Name: "need", Type: schema.Localized, Required: true, Max: 100, Label: schema.Label("Besoin", "Need")},
		{Name: "options", Type: schema.List, Required: true, Label: schema.Label("Options", "Options"), Of: group("options", []schema.Field{
			{Name: "name", Type: schema.Localized, Required: true, Max: 200, Label: schema.Label("Nom", "Name")},
			{Name: "text", Type: schema.Localized, Max: 600, Label: schema.Label("Texte", "Text")},
			{Name: "link", Type: schema.URL, Label: schema.Label("Lien", "Link")},
			{Name: "checked", Type: schema.Date, Label: schema.Label("Vérifié le", "Checked on"), Help: schema.Label("Laissez vide tant que le groupe ne l’a pas vérifié", "Leave empty until the group has checked it")},
		})},
	})},
	{Name: "objections", Type: schema.List, Label: schema.Label("Objections", "Objections"), Of: group("objections", []schema.Field{
		{Name: "say", Type: schema.Localized, Required: true, Max: 300, Label: schema.Label("Ce qui se dit", "What people say")},
		{Name: "answer", Type: schema.Localized, Required: true, Max: 1500, Label: schema.Label("Réponse", "Answer")},
		schema.Sources(false),
	})},
}

var boycottFields = []schema.Field{
	{Name: "brands", Type: schema.List, Label: schema.Label("Marques", "Brands"), Of: group("brands", []schema.Field{
		{Name: "name", Type: schema.Localized, Required: true, Max: 100, Label: schema.Label("Nom", "Name")},
		{Name: "domains", Type: schema.List, Of: &schema.Field{Name: "domains", Type: schema.Host}, Label: schema.Label("Noms de domaine", "Domains")},
		{Name: "text", Type: schema.Localized, Max: 600, Label: schema.Label("Texte", "Text")},
		{Name: "checked", Type: schema.Date, Label: schema.Label("Vérifié le", "Checked on")},
	})},
	{Name: "shorteners", Type: schema.List, Of: &schema.Field{Name: "shorteners", Type: schema.Host}, Label: schema.Label("Adresses abrégées", "Link shorteners")},
}

var termFields = []schema.Field{
	{Name: "term", Type: schema.Localized, Required: true, Max: 100, Label: schema.Label("Terme", "Term")},
	{Name: "definition", Type: schema.Localized, Required: true, Max: 1500, Label: schema.Label("Définition", "Definition")},
	schema.Sources(false),
}
