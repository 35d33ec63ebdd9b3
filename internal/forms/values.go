package forms

import (
	"tract/internal/locale"
	"tract/internal/schema"
)

// valueNamed gives a value of a field in words, or nil.
func valueNamed(field, value string) locale.Text { return valueNames[field][value] }

// valueNames are what people call the values that a field may have.
var valueNames = map[string]map[string]locale.Text{
	"stance": {
		"news": schema.Label("Nouvelle", "News"), "analysis": schema.Label("Analyse", "Analysis"),
		"announcement": schema.Label("Annonce", "Announcement"), "opinion": schema.Label("Opinion", "Opinion"),
	},
	"status": {
		"open": schema.Label("À gagner", "To be won"), "partly": schema.Label("Gagnée en partie", "Partly won"), "won": schema.Label("Gagnée", "Won"),
		"refused": schema.Label("Refusée", "Refused"), "overtaken": schema.Label("Dépassée", "Overtaken"),
	},
	"cost": {"free": schema.Label("Gratuit", "Free"), "low": schema.Label("Petit coût", "Low"), "paid": schema.Label("Payant", "Paid")},
	"risk": {"none": schema.Label("Sans risque", "No risk"), "low": schema.Label("Risque faible", "Low risk"), "legal": schema.Label("Risque juridique", "Legal risk")},
	"for": {
		"everyone": schema.Label("Tout le monde", "Everyone"), "workers": schema.Label("Personnes salariées", "Workers"),
		"drivers": schema.Label("Livreuses et livreurs", "Drivers"), "members": schema.Label("Membres d’un syndicat", "Union members"),
		"residents": schema.Label("Gens du quartier", "Residents"), "students": schema.Label("Étudiantes et étudiants", "Students"),
		"tech": schema.Label("Personnel informatique", "Tech workers"), "organizers": schema.Label("Personnes qui organisent", "Organizers"),
	},
	"place":        {"home": schema.Label("À la maison", "At home"), "work": schema.Label("Au travail", "At work"), "street": schema.Label("Dans la rue", "In the street"), "online": schema.Label("En ligne", "Online")},
	"image_people": {"nobody": schema.Label("Personne", "Nobody"), "agreed": schema.Label("D’accord pour paraître ici", "Agreed to appear here"), "blurred": schema.Label("Visages brouillés", "Faces blurred")},
	"type": {
		"union": schema.Label("Syndicat", "Union"), "campaign": schema.Label("Campagne", "Campaign"), "community": schema.Label("Groupe communautaire", "Community group"),
		"government": schema.Label("Gouvernement", "Government"), "company": schema.Label("Entreprise", "Company"), "media": schema.Label("Média", "Media"), "audience": schema.Label("Public", "Audience"),
	},
	"format":    {"count": schema.Label("Compte", "Count"), "percent": schema.Label("Pourcentage", "Percentage"), "money": schema.Label("Somme d’argent", "Money"), "text": schema.Label("Texte", "Text")},
	"qualifier": {"over": schema.Label("Plus de", "Over"), "about": schema.Label("Environ", "About"), "at-least": schema.Label("Au moins", "At least"), "nearly": schema.Label("Près de", "Nearly"), "under": schema.Label("Moins de", "Under")},
	"kind":      {"email": schema.Label("Courriel", "E-mail"), "phone": schema.Label("Téléphone", "Telephone"), "address": schema.Label("Adresse postale", "Postal address"), "url": schema.Label("Adresse Web", "Web address")},
	"without": {
		"search": schema.Label("Recherche", "Search"), "cards": schema.Label("Images pour les réseaux sociaux", "Cards for social networks"), "leaflets": schema.Label("Tracts à imprimer", "Leaflets to print"),
		"offline": schema.Label("Pages hors ligne", "Pages offline"), "translation": schema.Label("Page pour traduire", "Page for translators"),
	},
	"rules": {"error": schema.Label("Erreur", "Error"), "warning": schema.Label("Avertissement", "Warning"), "advice": schema.Label("Conseil", "Advice"), "off": schema.Label("Désactivée", "Off")},
}
