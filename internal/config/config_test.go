package config

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/schema"
)

const full = `title: {fr: Sept entrepôts, en: Seven Warehouses}
languages: [fr, en]
base_url: https://example.org/tract
repository: https://example.com/us/tract/
domain: example.org
target: amazon
colour: "#B5001E"
topics:
  union: {fr: Le syndicat, en: The union}
  closure: {fr: La fermeture, en: The closure}
menu: [guides, "page:about"]
contacts:
  - {key: group-email, label: {fr: Courriel, en: E-mail}, kind: email, value: ""}
  - {key: press-phone, label: {fr: Presse, en: Press}, kind: phone, value: 514 555-0123}
partial_languages: [ht, ar]
sources_until: 2025-03
`

func at(line, column int) diag.Position {
	return diag.Position{File: File, Line: line, Column: column}
}

func TestParse(t *testing.T) {
	s, list := Parse([]byte(full))
	if len(list) > 0 {
		t.Fatal(golden.Printed(t, "en", list))
	}
	if got := s.Pos("target"); got != at(6, 9) {
		t.Errorf("position of the target: %v", got)
	}
	if topic := s.Topic("closure"); topic == nil || s.Topic("x") != nil || !s.HasLanguage("en") || !s.HasLanguage("ht") || s.HasLanguage("es") {
		t.Error("topics or languages are not found")
	}
	s.record = schema.Record{}
	want := &Settings{
		Title:     locale.Text{"fr": "Sept entrepôts", "en": "Seven Warehouses"},
		Languages: []string{"fr", "en", "ht", "ar"}, Partial: []string{"ht", "ar"}, BaseURL: "https://example.org/tract/", Repository: "https://example.com/us/tract", Domain: "example.org",
		Target: schema.Ref{Key: "amazon", Pos: at(6, 9)}, SourcesUntil: locale.Date{Year: 2025, Month: 3}, Colour: "#b5001e", TimeZone: "America/Toronto", Currency: "CAD",
		Topics: []Topic{
			{"union", locale.Text{"fr": "Le syndicat", "en": "The union"}, at(9, 3)},
			{"closure", locale.Text{"fr": "La fermeture", "en": "The closure"}, at(10, 3)},
		},
		Menu:      []MenuItem{{Section: "guides", Pos: at(11, 8)}, {Page: "about", Pos: at(11, 16)}},
		QuickHide: locale.Text{"fr": "https://meteo.gc.ca/", "en": "https://weather.gc.ca/"},
		Contacts: []Contact{
			{"group-email", locale.Text{"fr": "Courriel", "en": "E-mail"}, "email", "", at(13, 5)},
			{"press-phone", locale.Text{"fr": "Presse", "en": "Press"}, "phone", "514 555-0123", at(14, 5)},
		},
	}
	if diff := cmp.Diff(want, s, cmp.AllowUnexported(Settings{}), cmp.Comparer(func(a, b schema.Record) bool { return true })); diff != "" {
		t.Error(diff)
	}
}

func TestFaults(t *testing.T) {
	const head = "title: {fr: a, en: b}\nlanguages: [fr, en]\n"
	for _, c := range []struct{ src, en, fr string }{
		{
			"languages: [fr]\ntitre: x",
			"2:1: error: there is no field \"titre\" here|hint: did you mean \"title\"?",
			"2:1: erreur\u00a0: il n’y a pas de champ \"titre\" ici|piste\u00a0: vouliez-vous dire \"title\"?",
		},
		{
			"# rien\n",
			"1:1: error: this file is empty, and a site needs it for its name and its languages|hint: write “title: …” on a line, and “languages: [fr]” on the next",
			"1:1: erreur\u00a0: ce fichier est vide, et tout site en a besoin pour son nom et ses langues|piste\u00a0: écrivez «\u00a0title: …\u00a0» sur une ligne et «\u00a0languages: [fr]\u00a0» sur la suivante",
		},
		{"languages: [fr]", "1:1: error: the field \"title\" is missing", "1:1: erreur\u00a0: il manque le champ \"title\""},
		{
			"title: x\nlanguages: [fr, français, fr]",
			"2:17: error: \"français\" is not the code of a language (field \"languages\")|hint: write the code of two letters: fr, en, es, ar|2:27: error: \"fr\" stands twice in \"languages\"; the first is at content/site.yaml:2:13",
			"2:17: erreur\u00a0: \"français\" n’est pas un code de langue (champ \"languages\")|piste\u00a0: écrivez le code de deux lettres\u00a0: fr, en, es, ar|2:27: erreur\u00a0: \"fr\" figure deux fois dans \"languages\"; la première fois à content/site.yaml:2:13",
		},
		{
			head + "partial_languages: [es, EN, ht, en, es]\ntagline: {fr: a, en: b, es: c}",
			"3:25: error: \"EN\" is not the code of a language (field \"partial_languages\")|hint: write the code of two letters: fr, en, es, ar|3:33: error: \"en\" is both in “languages” and in “partial_languages”|hint: leave it in one: “languages” if every page should exist in it, “partial_languages” if some do|3:37: error: \"es\" stands twice in \"partial_languages\"; the first is at content/site.yaml:3:21",
			"3:25: erreur : \"EN\" n’est pas un code de langue (champ \"partial_languages\")|piste : écrivez le code de deux lettres : fr, en, es, ar|3:33: erreur : \"en\" figure à la fois sous « languages » et sous « partial_languages »|piste : gardez un seul des deux : « languages » si toutes les pages doivent exister dans cette langue, « partial_languages » si quelques-unes suffisent|3:37: erreur : \"es\" figure deux fois dans \"partial_languages\"; la première fois à content/site.yaml:3:21",
		},
		{
			head + "base_url: https://example.org/?x",
			"3:11: error: \"https://example.org/?x\" cannot be the address of a site, because of its “?” or “#”|hint: give the address of the home page, up to the last slash",
			"3:11: erreur\u00a0: \"https://example.org/?x\" ne peut pas être l’adresse d’un site, à cause de son «\u00a0?\u00a0» ou de son «\u00a0#\u00a0»|piste\u00a0: donnez l’adresse de l’accueil, jusqu’à la dernière barre oblique",
		},
		{
			head + "base_url: https://example.org\ndomain: www.example.org",
			"4:9: warning: the domain \"www.example.org\" is not the one of the site's address, \"example.org\" (content/site.yaml:3:11)",
			"4:9: avertissement\u00a0: le domaine \"www.example.org\" n’est pas celui de l’adresse du site, \"example.org\" (content/site.yaml:3:11)",
		},
		{
			head + "menu: [guide, guides, guides]",
			"3:8: error: \"guide\" is not a value of \"menu\"|hint: did you mean \"guides\"?|3:23: error: \"guides\" stands twice in \"menu\"; the first is at content/site.yaml:3:15",
			"3:8: erreur\u00a0: \"guide\" n’est pas une valeur de \"menu\"|piste\u00a0: vouliez-vous dire \"guides\"?|3:23: erreur\u00a0: \"guides\" figure deux fois dans \"menu\"; la première fois à content/site.yaml:3:15",
		},
		{
			head + "contacts:\n- {key: a, label: x, kind: email, value: a@b}\n- {key: b, label: x, kind: phone, value: appelez}\n- {key: c, label: x, kind: url, value: 'javascript:x'}",
			"4:42: error: \"a@b\" is not an e-mail address|hint: write one address alone: info@example.org|5:42: error: \"appelez\" is not a telephone number|hint: write digits, spaces, hyphens, parentheses and + only: 514 555-0123|6:40: error: \"javascript:x\" is not a web address|hint: copy the whole address from the browser: https://example.org/page",
			"4:42: erreur\u00a0: \"a@b\" n’est pas une adresse courriel|piste\u00a0: écrivez une seule adresse\u00a0: info@exemple.org|5:42: erreur\u00a0: \"appelez\" n’est pas un numéro de téléphone|piste\u00a0: écrivez seulement des chiffres, espaces, traits d’union, parenthèses et +\u00a0: 514 555-0123|6:40: erreur\u00a0: \"javascript:x\" n’est pas une adresse Web|piste\u00a0: copiez toute l’adresse à partir du navigateur\u00a0: https://exemple.org/page",
		},
		{
			head + "quick_hide_url: {fr: 'https://meteo.example/', en: 'javascript:x'}",
			"3:17: error: \"javascript:x\" is not a web address|hint: copy the whole address from the browser: https://example.org/page",
			"3:17: erreur\u00a0: \"javascript:x\" n’est pas une adresse Web|piste\u00a0: copiez toute l’adresse à partir du navigateur\u00a0: https://exemple.org/page",
		},
		{
			head + "topics: {closure: {fr: La fermeture}}",
			"3:19: warning: \"name\" has no text in the language \"en\"",
			"3:19: avertissement\u00a0: \"name\" n’a pas de texte dans la langue \"en\"",
		},
	} {
		_, list := Parse([]byte(c.src))
		for language, want := range map[string]string{"en": c.en, "fr": c.fr} {
			got := strings.TrimRight(golden.Printed(t, language, list), "\n")
			got = got[:max(strings.LastIndexByte(got, '\n'), 0)]
			got = strings.NewReplacer("\n    ", "|", "\n"+File+":", "|").Replace("\n" + got)
			if got = strings.TrimPrefix(got, "|"); got != want {
				t.Errorf("%s\n got %s\nwant %s", c.src, got, want)
			}
		}
	}
}

// TestMany gives the settings as many of what every page shows as they may have, and one
// more, which is told and left out.
func TestMany(t *testing.T) {
	for _, c := range []struct {
		field string
		most  int
		form  string
	}{
		{"contacts", limit.Contacts, "- {key: k%d, label: a, kind: phone, value: ''}\n"},
		{"menu", limit.MenuEntries, "- page:p%d\n"},
		{"footer", limit.MenuEntries, "- page:p%d\n"},
		{"topics", limit.Topics, "  t%d: {fr: a}\n"},
	} {
		src := "title: a\nlanguages: [fr]\n" + c.field + ":\n"
		for i := range c.most {
			src += fmt.Sprintf(c.form, i)
		}
		if _, list := Parse([]byte(src)); len(list) > 0 {
			t.Errorf("%s: %s", c.field, golden.Printed(t, "en", list))
		}
		s, list := Parse([]byte(src + fmt.Sprintf(c.form, c.most)))
		if kept := len(s.Contacts) + len(s.Menu) + len(s.Footer) + len(s.Topics); kept != c.most {
			t.Errorf("%s: %d are kept", c.field, kept)
		}
		want := fmt.Sprintf("content/site.yaml:%d:3: error: “%s” may have at most %d entries\n    hint: keep what", 4+c.most, c.field, c.most)
		if got := golden.Printed(t, "en", list); !strings.HasPrefix(got, want) || len(list) != 1 {
			t.Errorf("%s: one more: %s", c.field, got)
		}
	}
}

func TestLoad(t *testing.T) {
	for _, c := range []struct {
		name string
		fsys fs.FS
		want string
	}{
		{"missing", fstest.MapFS{}, "content/site.yaml: error: there is no such file, and a site needs it for its name and its languages\n    hint: run the command in the site's folder, or name that folder with --source\n1 error\n"},
		{"link", fstest.MapFS{File: {Mode: fs.ModeSymlink | 0o777, Data: []byte("/etc/passwd")}}, "content/site.yaml: error: this must be a plain file that can be read\n    hint: replace the link or folder of that name by the file itself\n1 error\n"},
		{"folder", fstest.MapFS{File: {Mode: fs.ModeDir | 0o755}}, "content/site.yaml: error: this must be a plain file that can be read\n    hint: replace the link or folder of that name by the file itself\n1 error\n"},
		{"shut", shut{fstest.MapFS{File: {}}}, "content/site.yaml: error: this cannot be read, for want of permission\n    hint: " + diag.In("en").Sentence(diag.Text{Code: "hint.content-no-permission"}) + "\n1 error\n"},
		{"good", fstest.MapFS{File: {Data: []byte(full)}}, ""},
	} {
		s, list := Load(c.fsys)
		if got := golden.Printed(t, "en", list); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
		if len(s.Languages) == 0 || s.Colour == "" || s.TimeZone == "" {
			t.Errorf("%s: the settings cannot be used: %+v", c.name, s)
		}
	}
}

// shut has the settings where nobody may read them.
type shut struct{ fs.FS }

func (s shut) Open(name string) (fs.File, error) {
	if name == File {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.FS.Open(name)
}

// TestDefaultSite reads the settings that the repository comes with.
func TestDefaultSite(t *testing.T) {
	if _, list := Load(os.DirFS("../..")); len(list) > 0 {
		t.Error(golden.Printed(t, "en", list))
	}
}

func TestTypeset(t *testing.T) {
	fr, _ := locale.Load("fr", "fr.yaml", []byte("tag: fr\ntypography: {rules: french}"), nil)
	s, _ := Parse([]byte("title: {fr: L'usine, en: It's}\nlanguages: [fr, en]\ntopics: {a: {fr: S'organiser, en: a}}\ncontacts: [{key: a, label: {fr: L'adresse, en: b}, kind: url}]"))
	set := s.Typeset(map[string]*locale.Locale{"fr": fr})
	got := []string{set.Title["fr"], set.Title["en"], set.Topics[0].Name["fr"], set.Contacts[0].Label["fr"], s.Title["fr"], s.Topics[0].Name["fr"], s.Contacts[0].Label["fr"]}
	want := []string{"L’usine", "It's", "S’organiser", "L’adresse", "L'usine", "S'organiser", "L'adresse"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
