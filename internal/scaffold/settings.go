package scaffold

import (
	"strings"

	"tract/internal/config"
)

// settings writes the settings: every one that there is, explained, those that the
// answers do not give as blanks or as most sites have them.
func (a *Answers) settings(ui string) []byte {
	texts := func(t map[string]string) string {
		return "\n  " + a.each("  ", func(code string) string { return t[code] })
	}
	f := newForm(a.documents(ui), map[string]string{
		"title":             "\n  " + a.each("  ", a.name),
		"tagline":           texts(tagline),
		"description":       texts(description),
		"publisher":         "\n  " + a.each("  ", a.name),
		"languages":         "[" + strings.Join(a.Languages, ", ") + "]",
		"partial_languages": "[]",
		"base_url":          `""`,
		"repository":        quote(a.Repository),
		"domain":            `""`,
		"target":            a.targetKey(),
		"colour":            quote(a.Colour),
		"time_zone":         "America/Toronto",
		"currency":          "CAD",
		"topics":            "\n  example:\n    " + a.each("    ", func(code string) string { return topic[code] }),
		"menu":              "[guides, demands, articles, events]",
		"footer":            "[page:about, figures, timeline, organizations, alternatives, glossary]",
		"contacts":          "\n  - key: group-email\n    label:\n      " + a.each("      ", func(code string) string { return email[code] }) + "\n    kind: email\n    value: " + quote(a.Contact),
	})
	f.spaced = true
	f.fields(config.Fields(), "", false)
	return []byte(f.b.String())
}

// What the settings say until the group says it, in each language that a site can begin
// in.
var (
	tagline = map[string]string{
		"fr": "Écrivez ici une ligne sur la campagne", "en": "Write here a line about the campaign", "es": "Escriba aquí una línea sobre la campaña",
		"ar": "اكتبوا هنا سطرًا عن الحملة", "ht": "Ekri isit la yon liy sou kanpay la",
	}
	description = map[string]string{
		"fr": "Écrivez ici, en une phrase, de quoi parle le site.", "en": "Write here, in a sentence, what the site is about.", "es": "Escriba aquí, en una frase, de qué trata el sitio.",
		"ar": "اكتبوا هنا في جملة عمّا يتحدث الموقع.", "ht": "Ekri isit la, nan yon fraz, sou kisa sit la ye.",
	}
	topic = map[string]string{"fr": "Exemple", "en": "Example", "es": "Ejemplo", "ar": "مثال", "ht": "Egzanp"}
	email = map[string]string{"fr": "Courriel du groupe", "en": "Group e-mail", "es": "Correo del grupo", "ar": "البريد الإلكتروني للمجموعة", "ht": "Imèl gwoup la"}
)
