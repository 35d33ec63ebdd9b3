package config

import (
	"slices"

	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/schema"
)

// Rule is something that a site may see otherwise than we do: its settings say how
// grave it is. What is an error is none of these, because the page would be wrong,
// or somebody could come to harm; nor is a warning of what a reader would not see, or
// of people who can be recognized.
type Rule struct {
	Code  string
	Usual diag.Severity
	Label locale.Text
}

// Rules are all there are, those of the content first, in the order of the documents.
var Rules = []Rule{
	{"review.boycotted-link", diag.Warning, schema.Label("Lien vers l’entreprise boycottée, sauf si c’est une source", "Link to the boycotted company, unless it is a source")},
	{"review.affiliate-link", diag.Warning, schema.Label("Lien qui rapporte une commission à quelqu’un", "Link that earns somebody a commission")},
	{"review.misleading-link", diag.Warning, schema.Label("Lien dont le texte est une adresse, et pas celle où il mène", "Link whose text is an address, and not the one that it leads to")},
	{"review.odd-host", diag.Warning, schema.Label("Adresse qui cache où elle mène : numéro, port, adresse courte, lettres qui en imitent d’autres", "Address that hides where it leads: a number, a port, a short address, letters that look like others")},
	{"review.private-email", diag.Warning, schema.Label("Adresse courriel qui n’est ni dans les contacts ni dans organizations.yaml", "E-mail address that is neither in the contacts nor in organizations.yaml")},
	{"review.private-phone", diag.Warning, schema.Label("Numéro de téléphone qui n’est ni dans les contacts ni dans organizations.yaml", "Telephone number that is neither in the contacts nor in organizations.yaml")},
	{"review.private-account", diag.Warning, schema.Label("Compte bancaire (IBAN) qui n’est pas dans organizations.yaml", "Bank account (IBAN) that is not in organizations.yaml")},
	{"review.vague-link", diag.Warning, schema.Label("Lien dont le texte ne dit rien, comme « ici » ou une adresse nue", "Link whose text says nothing, such as “here” or a bare address")},
	{"review.long-quotation", diag.Advice, schema.Label("Citation de plus de 40 mots dans un résumé d’article", "Quotation of more than 40 words in the summary of an article")},
	{"review.past-date", diag.Advice, schema.Label("Événement ou action qui a pris fin, et que personne n’a relu depuis", "Event or action that is over, and that nobody has read again since")},
	{"review.aged-check", diag.Advice, schema.Label("Adresse ou solution de rechange vérifiée il y a plus de 12 mois", "Address or alternative that was checked more than 12 months ago")},
	{"review.steps-differ", diag.Warning, schema.Label("Guide qui n’a pas autant d’étapes dans deux langues", "Guide that has not as many steps in two languages")},
	{"review.figures-differ", diag.Warning, schema.Label("Nombre qu’une des langues d’une page ne donne pas", "Number that one of the languages of a page does not give")},
	{"review.dates-differ", diag.Warning, schema.Label("Date qu’une des langues d’une page ne donne pas", "Date that one of the languages of a page does not give")},
	{"review.phones-differ", diag.Warning, schema.Label("Numéro de téléphone qu’une des langues d’une page ne donne pas", "Telephone number that one of the languages of a page does not give")},
	{"review.links-differ", diag.Advice, schema.Label("Lien qui manque dans une des langues d’une page", "Link that one of the languages of a page lacks")},
	{"review.term-differs", diag.Advice, schema.Label("Mot du glossaire que l’autre langue d’une page dit autrement", "Word of the glossary that the other language of a page says otherwise")},
	{"review.long-sentence", diag.Advice, schema.Label("Phrase trop longue : plus de 45 mots", "Sentence that is too long: more than 45 words")},
	{"review.long-paragraph", diag.Advice, schema.Label("Paragraphe trop long pour un téléphone : plus de 130 mots", "Paragraph too long for a phone: more than 130 words")},
	{"review.abbreviation", diag.Advice, schema.Label("Sigle que le texte emploie avant de dire ce qu’il veut dire", "Abbreviation that a text uses before it says what it stands for")},
	{"review.double-form", diag.Advice, schema.Label("Doublet abrégé, comme « étudiant·e·s » ou « he/she »", "Abbreviated form that joins two genders, such as “he/she” or “étudiant·e·s”")},
	{"review.gendered-word", diag.Advice, schema.Label("Mot anglais qui nomme un seul genre, comme « chairman »", "English word that names one gender, such as “chairman”")},
	{"external.dead", diag.Warning, schema.Label("Lien vers une page qui n’existe plus (avec --external)", "Link to a page that is gone (with --external)")},
	{"external.moved", diag.Advice, schema.Label("Lien vers une page qui a déménagé pour de bon (avec --external)", "Link to a page that has moved for good (with --external)")},
	{"external.unjudged", diag.Advice, schema.Label("Lien vers une page dont on ne peut pas dire si elle existe encore (avec --external)", "Link to a page of which nobody can say whether it is still there (with --external)")},

	{"build.no-base-url", diag.Warning, schema.Label("Site sans adresse de publication", "Site without the address that it is published at")},
	{"content.unsourced", diag.Warning, schema.Label("Fait daté sans source", "Dated fact without a source")},
	{"site.figure-drifted", diag.Warning, schema.Label("Nombre d’un texte qui n’est pas celui de figures.yaml", "Number in a text that is not the one of figures.yaml")},
	{"site.no-leaflet", diag.Warning, schema.Label("Texte trop long pour un tract", "Text too long for a leaflet")},
	{"site.untranslated", diag.Warning, schema.Label("Page qui manque dans une langue du site", "Page that a language of the site lacks")},
	{"schema.item-missing", diag.Warning, schema.Label("Revendication qui manque dans une des langues de sa liste", "Demand that one of the languages of its list lacks")},
	{"schema.text-lacks-language", diag.Warning, schema.Label("Texte d’un fichier de données qui manque dans une langue", "Text of a data file that a language lacks")},
	{"markdown.heading-skip", diag.Warning, schema.Label("Intertitre qui saute un niveau", "Heading that skips a level")},
	{"markdown.code-language", diag.Warning, schema.Label("Code dont le langage est inconnu", "Code whose language is not known")},
	{"markdown.code-plain", diag.Warning, schema.Label("Code que son langage ne permet pas de lire", "Code that could not be read as its language")},
	{"locale.ordinal", diag.Advice, schema.Label("Ordinal écrit au long, comme 2ème", "Ordinal with a long ending, such as 2ème")},
	{"content.checked-later", diag.Advice, schema.Label("Date de vérification encore à venir", "Date of a check that is still to come")},
}

// off is the severity of what is not told.
const off = "off"

// severities are what a rule may be set to.
var severities = []string{diag.Error.String(), diag.Warning.String(), diag.Advice.String(), off}

// rulesField describes the setting «rules», which has a field for each rule.
func rulesField() schema.Field {
	f := schema.Field{Name: "rules", Type: schema.Group, Label: schema.Label("Règles", "Rules"), Help: schema.Label("Pour chaque règle, ce qu’elle est ici : error, warning, advice ou off", "What each rule is here: error, warning, advice or off")}
	for _, r := range Rules {
		f.Fields = append(f.Fields, schema.Field{Name: r.Code, Type: schema.Enum, Values: severities, Label: r.Label})
	}
	return f
}

// ruleNamed gives the rule of a code, or nil.
func ruleNamed(code string) *Rule {
	if i := slices.IndexFunc(Rules, func(r Rule) bool { return r.Code == code }); i >= 0 {
		return &Rules[i]
	}
	return nil
}

// IsRule says whether a site may see what has the code otherwise than we do.
func IsRule(code string) bool { return ruleNamed(code) != nil }

// Usually gives how grave a rule is where the settings do not say.
func Usually(code string) diag.Severity { return ruleNamed(code).Usual }

// Judged gives a list with the severities of the settings, none above gravest, and
// without what they turn off.
func (s *Settings) Judged(list diag.List, gravest diag.Severity) diag.List {
	rules := s.record.Group("rules")
	out := make(diag.List, 0, len(list))
	for _, d := range list {
		if IsRule(d.Message.Code) {
			switch set := rules.Text(d.Message.Code); {
			case set == off:
				continue
			case set != "":
				d.Severity = min(diag.Severity(len(severities)-2-slices.Index(severities, set)), gravest)
			}
		}
		out = append(out, d)
	}
	return out
}
