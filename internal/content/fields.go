package content

import (
	"tract/internal/limit"
	"tract/internal/schema"
)

// The fields of each kind beside those of all.

var articleFields = []schema.Field{
	{Name: "stance", Type: schema.Enum, Values: []string{"news", "analysis", "announcement", "opinion"}, Shared: true, Label: schema.Label("Genre", "Stance")},
	{Name: "source", Type: schema.Group, Shared: true, Label: schema.Label("Texte résumé", "Text summarized"), Help: schema.Label("Laissez de côté ce qui n’est pas connu, et tout sauf les noms si le texte est du groupe", "Leave out what is not known, and all but the names if the text is the group’s own"), Fields: []schema.Field{
		{Name: "title", Type: schema.Localized, Verbatim: true, Max: 300, Label: schema.Label("Titre", "Title")},
		{Name: "publication", Type: schema.Text, Verbatim: true, Max: 200, Label: schema.Label("Publication", "Publication")},
		{Name: "authors", Type: schema.List, Of: &schema.Field{Name: "authors", Type: schema.Text, Verbatim: true, Max: 200}, Label: schema.Label("Auteurs et autrices", "Authors")},
		{Name: "url", Type: schema.URL, Label: schema.Label("Adresse", "Address")},
		{Name: "date", Type: schema.Date, Label: schema.Label("Date", "Date")},
		{Name: "language", Type: schema.Language, Label: schema.Label("Langue", "Language")},
		{Name: "note", Type: schema.Localized, Max: 600, Label: schema.Label("Note", "Note")},
	}},
	{Name: "key_points", Type: schema.List, Of: &schema.Field{Name: "key_points", Type: schema.Text, Max: 600}, Label: schema.Label("Points essentiels", "Key points")},
	{Name: "method", Type: schema.Text, Max: 1000, Label: schema.Label("Méthode", "Method"), Help: schema.Label("Comment le résumé a été fait", "How the summary was made")},
}

var demandsFields = []schema.Field{
	{Name: "by", Type: schema.Key, Refers: "organization", Required: true, Shared: true, Label: schema.Label("Qui revendique", "By")},
	{Name: "to", Type: schema.List, Max: limit.NamedByOne, Shared: true, Of: &schema.Field{Name: "to", Type: schema.Key, Refers: "organization"}, Label: schema.Label("À qui", "To")},
	{Name: "adopted", Type: schema.Date, Shared: true, Label: schema.Label("Adopté le", "Adopted on")},
	{Name: "opinion", Type: schema.Bool, Shared: true, Label: schema.Label("Opinion", "Opinion"), Help: schema.Label("Oui pour les propositions d’un auteur ou d’une autrice", "True for an author’s proposals")},
	{Name: "tally", Type: schema.Bool, Shared: true, Label: schema.Label("Compte au tableau", "In the tally"), Help: schema.Label("Non pour ce qu’aucune campagne ne demande à l’entreprise visée", "False for what no campaign demands of the target")},
	{Name: "demands", Type: schema.List, Required: true, Label: schema.Label("Revendications", "Demands"), Of: &schema.Field{Name: "demands", Type: schema.Group, Fields: []schema.Field{
		{Name: "id", Type: schema.Key, ID: true, Required: true, Max: 40, Label: schema.Label("Clé", "Key"), Help: schema.Label("La même dans toutes les langues", "The same in every language")},
		{Name: "text", Type: schema.Text, Required: true, Max: 600, Label: schema.Label("Revendication", "Demand")},
		{Name: "to", Type: schema.List, Max: limit.NamedByOne, Shared: true, Of: &schema.Field{Name: "to", Type: schema.Key, Refers: "organization"}, Label: schema.Label("À qui", "To")},
		{Name: "status", Type: schema.Enum, Shared: true, Values: []string{"open", "partly", "won", "refused", "overtaken"}, Label: schema.Label("État", "Status")},
		{Name: "since", Type: schema.Date, Shared: true, Label: schema.Label("Depuis", "Since")},
		{Name: "evidence", Type: schema.Text, Max: 1000, Label: schema.Label("Preuve", "Evidence")},
		schema.Sources(true),
	}}},
}

// Who a guide may be for, and where it may be followed.
var (
	Audiences = []string{"everyone", "workers", "drivers", "members", "residents", "students", "tech", "organizers"}
	Places    = []string{"home", "work", "street", "online"}
)

var guideFields = []schema.Field{
	{Name: "minutes", Type: schema.Int, Shared: true, Min: 1, Max: 10080, Label: schema.Label("Minutes", "Minutes")},
	{Name: "effort", Type: schema.Int, Shared: true, Min: 1, Max: 3, Label: schema.Label("Effort", "Effort")},
	{Name: "cost", Type: schema.Enum, Shared: true, Values: []string{"free", "low", "paid"}, Label: schema.Label("Coût", "Cost")},
	{Name: "risk", Type: schema.Enum, Shared: true, Values: []string{"none", "low", "legal"}, Label: schema.Label("Risque", "Risk")},
	{Name: "risk_note", Type: schema.Text, Max: 1000, Label: schema.Label("Précision sur le risque", "Note on the risk"), Help: schema.Label("Obligatoire si le risque est juridique", "Required where the risk is legal")},
	{Name: "quick_hide", Type: schema.Bool, Shared: true, Label: schema.Label("Bouton pour quitter vite", "Button to leave quickly"), Help: schema.Label("Oui là où être vu à lire peut nuire; sans rien dire, oui si le risque est juridique", "True where being seen reading may harm; if nothing is said, true where the risk is legal")},
	{Name: "for", Type: schema.List, Shared: true, Of: &schema.Field{Name: "for", Type: schema.Enum, Values: Audiences}, Label: schema.Label("Pour qui", "For")},
	{Name: "place", Type: schema.List, Shared: true, Of: &schema.Field{Name: "place", Type: schema.Enum, Values: Places}, Label: schema.Label("Où", "Place")},
	{Name: "until", Type: schema.Date, Shared: true, Label: schema.Label("Jusqu’au", "Until"), Help: schema.Label("Le dernier jour pour agir, comme pour signer une pétition; la page dit ensuite que c’est terminé", "The last day to act, as to sign a petition; the page says afterwards that it is over")},
	{Name: "demands", Type: schema.List, Max: limit.NamedByOne, Shared: true, Of: &schema.Field{Name: "demands", Type: schema.Key, Refers: "demand"}, Label: schema.Label("Revendications servies", "Demands it advances")},
	{Name: "materials", Type: schema.List, Of: &schema.Field{Name: "materials", Type: schema.Text, Max: 300}, Label: schema.Label("Matériel", "Materials")},
	{Name: "offline", Type: schema.Bool, Shared: true, Label: schema.Label("Gardé hors ligne", "Kept offline"), Help: schema.Label("Oui pour ce dont on a besoin là où il n’y a pas de réseau; l’appareil de toute personne qui visite le site garde le guide", "True for what people need where there is no network; the device of everybody who visits the site keeps the guide")},
}

var pageFields = []schema.Field{
	{Name: "contacts", Type: schema.Bool, Shared: true, Label: schema.Label("Pour joindre le groupe", "Contacts"), Help: schema.Label("Oui pour que la page se termine par toutes les façons de joindre le groupe", "True to end the page with all the ways to reach the group")},
}

var eventFields = []schema.Field{
	{Name: "start", Type: schema.DateTime, Required: true, Shared: true, Label: schema.Label("Début", "Start")},
	{Name: "end", Type: schema.DateTime, Shared: true, Label: schema.Label("Fin", "End")},
	{Name: "time_zone", Type: schema.Zone, Shared: true, Label: schema.Label("Fuseau horaire", "Time zone")},
	{Name: "place", Type: schema.Text, Max: 200, Label: schema.Label("Lieu", "Place")},
	{Name: "address", Type: schema.Text, Shared: true, Max: 300, Label: schema.Label("Adresse", "Address")},
	{Name: "organizer", Type: schema.Key, Refers: "organization", Shared: true, Label: schema.Label("Qui organise", "Organizer")},
	{Name: "cancelled", Type: schema.Bool, Shared: true, Label: schema.Label("Annulé", "Cancelled")},
	{Name: "url", Type: schema.URL, Shared: true, Label: schema.Label("Adresse Web", "Web address")},
}
