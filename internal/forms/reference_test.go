package forms

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"tract/internal/locale"
	"tract/internal/schema"
)

// A reference is every field of every file, for people, in a language.
type reference struct {
	strings.Builder
	language string
}

// TestFieldsAreDocumented holds docs/fields.md and its French twin to the registry.
func TestFieldsAreDocumented(t *testing.T) {
	for language, name := range map[string]string{"en": "../../docs/fields.md", "fr": "../../docs/fields.fr.md"} {
		r := &reference{language: language}
		want := r.write()
		if strings.Contains(want, "| ``") || strings.Contains(want, "|  |") || strings.Contains(want, " `` ") {
			t.Errorf("%s: a field has no form, or no words", name)
		}
		if flag.Lookup("update").Value.String() == "true" { // the flag is golden's
			if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if src, err := os.ReadFile(name); err != nil || string(src) != want {
			t.Errorf("%s is not what the fields say; go test ./internal/forms -update writes it (%v)", name, err)
		}
	}
}

var preface = locale.Text{
	"en": `# The fields

En français : [fields.fr.md](fields.fr.md).

Every field of the files in ` + "`content/`" + `, as the program knows them; [write.md](write.md) and
[data.md](data.md) have an example of each kind. ` + "`tract new`" + ` writes the same beside the fields of a new page.

`,
	"fr": `# Les champs

In English: [fields.md](fields.md).

Tous les champs des fichiers de ` + "`content/`" + `, tels que le programme les connaît; [write.fr.md](write.fr.md) et
[data.fr.md](data.fr.md) montrent un exemple de chaque sorte. ` + "`tract new`" + ` écrit les mêmes explications à côté des champs d’une nouvelle page.

`,
}

var legend = locale.Text{
	"en": "**!** must be there. **•** holds for all languages: it may stand in one file of the pair.\n",
	"fr": "**!** doit s’y trouver. **•** vaut pour toutes les langues : il peut n’être que dans un fichier de la paire.\n",
}

var (
	aSource = schema.Label("Une source", "A source")
	keyLang = schema.Label("CLÉ.LANGUE", "KEY.LANG")
	entries = schema.Label("Chaque entrée se place sous sa clé, à laquelle les textes renvoient, et a les champs qui suivent; `checked` est à côté d’elles.\n\n",
		"Each entry stands under its key, which texts refer to, and has these fields; `checked` stands beside the entries.\n\n")
	everyPage = schema.Label("Toutes les pages", "All pages")
	header    = schema.Label("| champ | forme | ce que c’est |", "| field | form | what it is |")
	keyOf     = schema.Label("clé de `%s`", "key of `%s`")
	listOf    = schema.Label("liste : ", "list: ")
	byKey     = schema.Label("sous une clé : ", "under a key: ")
)

// keptIn says where what keys refer to is written.
var keptIn = map[string]string{"organization": "organizations.yaml", "topic": "topics", "demands": "demands/", "demand": "demands.id", "article": "articles/"}

// writtenAs says how a value is written.
var writtenAs = map[schema.Type]locale.Text{
	schema.Text:      schema.Label("texte", "text"),
	schema.Localized: schema.Label("texte, `{fr: …, en: …}`", "text, `{fr: …, en: …}`"),
	schema.Int:       schema.Label("nombre entier", "whole number"),
	schema.Number:    schema.Label("nombre", "number"),
	schema.Bool:      schema.Label("`true` ou `false`", "`true` or `false`"),
	schema.Date:      schema.Label("`2025-01-22`", "`2025-01-22`"),
	schema.DateTime:  schema.Label("`2025-02-15 13:00`", "`2025-02-15 13:00`"),
	schema.URL:       schema.Label("`https://…`", "`https://…`"),
	schema.Image:     schema.Label("`images/x.jpg`", "`images/x.jpg`"),
	schema.Address:   schema.Label("`/fr/guides/x.html`", "`/fr/guides/x.html`"),
	schema.Key:       schema.Label("clé", "key"),
	schema.Slug:      schema.Label("fin d’une adresse", "end of an address"),
	schema.Language:  schema.Label("`fr`, `en`, `fr-CA`", "`fr`, `en`, `fr-CA`"),
	schema.Zone:      schema.Label("`America/Toronto`", "`America/Toronto`"),
	schema.Currency:  schema.Label("`CAD`", "`CAD`"),
	schema.Host:      schema.Label("`example.org`", "`example.org`"),
	schema.Colour:    schema.Label("`\"#b5001e\"`", "`\"#b5001e\"`"),
	schema.Group:     schema.Label("des champs", "fields"),
	schema.Source:    schema.Label("`article:…`, ou des champs", "`article:…`, or fields"),
}

func (r *reference) write() string {
	r.WriteString(preface[r.language] + legend[r.language])
	all := All()
	var kinds [][]schema.Field
	for _, f := range all {
		if strings.HasSuffix(f.File, ".md") {
			kinds = append(kinds, f.field.Fields)
		}
	}
	common := slices.DeleteFunc(slices.Clone(kinds[0]), func(f schema.Field) bool {
		return slices.ContainsFunc(kinds, func(fields []schema.Field) bool {
			other := schema.Find(fields, f.Name)
			return other == nil || other.Required != f.Required
		})
	})
	for i, f := range all {
		fields, note := slices.Clone(f.field.Fields), ""
		if f.field.Of != nil {
			fields, note = append(fields, f.field.Of.Fields...), entries[r.language]
		}
		if strings.HasSuffix(f.File, ".md") {
			if !strings.HasSuffix(all[i-1].File, ".md") {
				r.table(aSource[r.language], "", schema.OneSource().Fields)
				r.table(everyPage[r.language], "", common)
			}
			fields = slices.DeleteFunc(fields, func(f schema.Field) bool { return schema.Find(common, f.Name) != nil })
		}
		r.table(f.Label[r.language]+" · `"+strings.Replace(f.File, "KEY.LANG", keyLang[r.language], 1)+"`", note, fields)
	}
	return r.String()
}

func (r *reference) table(title, note string, fields []schema.Field) {
	if len(fields) == 0 {
		return
	}
	fmt.Fprintf(r, "\n## %s\n\n%s%s\n|---|---|---|\n", title, note, header[r.language])
	r.rows("", fields)
}

func (r *reference) rows(within string, fields []schema.Field) {
	for _, f := range fields {
		marks := ""
		if f.Required {
			marks += " **!**"
		}
		if f.Shared {
			marks += " •"
		}
		what := f.Label[r.language]
		if help := f.Help[r.language]; help != "" {
			what += ". " + help
		}
		fmt.Fprintf(r, "| `%s%s`%s | %s | %s |\n", within, f.Name, marks, r.shape(&f), strings.ReplaceAll(what, "|", `\|`))
		inner := within + f.Name + "."
		if f.Name == "rules" && within == "" {
			continue // docs/check.md lists them
		}
		for of := &f; of != nil && of.Type != schema.Source; of = of.Of {
			r.rows(inner, of.Fields)
		}
	}
}

func (r *reference) shape(f *schema.Field) string {
	switch {
	case len(f.Values) > 0 && f.Type != schema.List:
		return "`" + strings.Join(f.Values, "` · `") + "`"
	case f.Type == schema.List:
		return listOf[r.language] + r.shape(f.Of)
	case f.Type == schema.Map && f.Of != nil:
		return byKey[r.language] + r.shape(f.Of)
	case f.Refers != "":
		return fmt.Sprintf(keyOf[r.language], keptIn[f.Refers])
	}
	return writtenAs[f.Type][r.language]
}
