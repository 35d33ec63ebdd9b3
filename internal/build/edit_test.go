package build

import (
	"image/color"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tract/assets"
	"tract/layouts"
)

// edit is one change of a site, or of what it is built with.
type edit struct {
	name    string
	site    fstest.MapFS
	options Options
	shared  bool // concerns every page by its nature
}

// field finds what a line of YAML gives a value to, within braces too.
var field = regexp.MustCompile(`([a-z_]+): ("[^"]*"|\[[^\]]*\]|[^,{}\[\]\n]+)`)

// others gives another value for one that must be of a list or name something.
var others = map[string]string{
	"union": "campaign", "company": "government", "audience": "audience", "count": "percent", "percent": "count", "over": "about",
	"warning": "advice", "advice": "off", "analysis": "news", "news": "opinion", "nobody": "blurred", "overtaken": "won", "low": "free", "legal": "none",
	"article:lessons": "article:talks", "article:talks": "article:lessons", "csn": "public", "public": "csn",
	"amazon": "csn", "true": "false", "#b5001e": "#b00020", "CAD": "EUR", "USD": "EUR", "America/Toronto": "Europe/Paris",
	"America/Montreal": "America/Vancouver", "images/picket.png": "images/other.png", "email": "address", "phone": "address",
	"en": "fr", "nous@example.org": "vous@example.org", "example.org": "www.example.org",
}

// other gives another value of the same sort.
func other(name, value string) string {
	bare := strings.Trim(value, `"`)
	switch {
	case bare == "none":
		return "fr 00000000 00000000"
	case name == "translated_from":
		return bare[:len(bare)-1] + strings.Replace("01", bare[len(bare)-1:], "", 1)[:1]
	case others[bare] != "":
		return others[bare]
	case strings.HasPrefix(value, "["):
		items := strings.Split(strings.Trim(value, "[]"), ", ")
		if len(items) == 1 {
			return "[]"
		}
		return "[" + strings.Join(items[1:], ", ") + "]"
	case regexp.MustCompile(`^\d{4}-\d\d`).MatchString(bare):
		return strings.Replace(bare, "20", "19", 1)
	case strings.HasPrefix(bare, "http"):
		return `"` + bare + `/bis"`
	}
	if n, err := strconv.ParseFloat(bare, 64); err == nil {
		return strconv.FormatFloat(n-1, 'f', -1, 64)
	}
	if name == "id" || name == "key" || name == "slug" {
		return bare + "-bis"
	}
	return `"` + bare + ` bis"`
}

// head gives the part of a file that is YAML.
func head(name, text string) string {
	if strings.HasSuffix(name, ".yaml") {
		return text
	}
	if !strings.HasSuffix(name, ".md") {
		return ""
	}
	return text[:strings.Index(text[4:], "\n---")+5]
}

// fieldEdits changes each value of each file, one at a time.
func fieldEdits(site fstest.MapFS) []edit {
	var edits []edit
	for _, name := range slices.Sorted(maps.Keys(site)) {
		text := string(site[name].Data)
		yaml := head(name, text)
		for _, m := range field.FindAllStringSubmatchIndex(yaml, -1) {
			key, value := yaml[m[2]:m[3]], yaml[m[4]:m[5]]
			changed := text[:m[4]] + other(key, value) + text[m[5]:]
			edits = append(edits, edit{name: name + ": " + yaml[m[0]:m[1]], site: with(site, name, []byte(changed))})
		}
	}
	return edits
}

// fileEdits takes each file out.
func fileEdits(site fstest.MapFS) []edit {
	var edits []edit
	for _, name := range slices.Sorted(maps.Keys(site)) {
		edits = append(edits, edit{name: "without " + name, site: with(site, name, nil)})
	}
	return edits
}

// textEdits are those that the shape of a file does not suggest: file, old, new.
var textEdits = [][3]string{
	{"content/articles/lessons.fr.md", "Le texte dit", "Le papier dit"},
	{"content/articles/lessons.fr.md", "## Une suite", "## Une autre suite"},
	{"content/articles/lessons.fr.md", "(guide:picket)", "(guide:leave)"},
	{"content/articles/lessons.fr.md", "![Une photo]", "![Une autre photo]"},
	{"content/articles/lessons.fr.md", "Voir []", "Voir\n\n[]"},
	{"content/articles/lessons.en.md", "## What follows", "## What follows\n\n### And then\n\nText."},
	{"content/articles/talks.en.md", "Only in English.", "In English alone."},
	{"content/demands/assembly.fr.md", "Le contexte de", "Autour de"},
	{"content/guides/picket.fr.md", "1. Choisir un lieu.", "1. Choisir une place."},
	{"content/guides/picket.fr.md", "[[votre nom]]", "[[nom]]"},
	{"content/guides/picket.fr.md", `to="Le ministre"`, `to="La ministre"`},
	{"content/guides/picket.en.md", "This is how.", "This is the way."},
	{"content/events/march.fr.md", "Venez.", "Venez tous."},
	{"content/pages/home.fr.md", "Ce qui est arrivé", "Ce qui arrive"},
	{"content/data/figures.yaml", "hidden:", "unseen:"},
	{"content/data/glossary.yaml", "en: salting}", "en: salting, ar: تمليح}"},
	{"content/data/organizations.yaml", "public:\n", "# a comment\npublic:\n"},
	{"content/site.yaml", "menu:", "# a comment\nmenu:"},
	{"content/site.yaml", "[fr, en]", "[en, fr]"},
	{"content/site.yaml", "[fr, en]", "[fr]"},
	{"content/site.yaml", "[fr, en]\npartial_languages: [ar]", "[fr, en, ar]"},
	{"content/site.yaml", "[fr, en]\npartial_languages: [ar]", "[fr]\npartial_languages: [en, ar]"},
	{"content/site.yaml", "partial_languages: [ar]", "partial_languages: [ar, es]"},
	{"content/site.yaml", "  rights: {fr: Les droits, en: Rights}\n", "  rights: {fr: Les droits, en: Rights}\n  more: {fr: Plus, en: More}\n"},
	{"content/site.yaml", "closure: {fr: La fermeture, en: The closure}\n  rights: {fr: Les droits, en: Rights}", "rights: {fr: Les droits, en: Rights}\n  closure: {fr: La fermeture, en: The closure}"},
}

func namedEdits(t testing.TB, site fstest.MapFS) []edit {
	var edits []edit
	for _, e := range textEdits {
		text := string(site[e[0]].Data)
		if !strings.Contains(text, e[1]) {
			t.Fatalf("%s has no %q", e[0], e[1])
		}
		edits = append(edits, edit{name: e[0] + ": " + e[1], site: with(site, e[0], []byte(strings.Replace(text, e[1], e[2], 1)))})
	}
	// A key that an explicit slug hides from every address.
	renamed := with(site, "content/articles/talks.en.md", nil)
	renamed["content/articles/discussions.en.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(site["content/articles/talks.en.md"].Data), "---\n", "---\nslug: talks\n", 1))}
	for name, f := range renamed {
		renamed[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(f.Data), "article:talks", "article:discussions"))}
	}
	event := with(site, "content/events/supper.fr.md", nil)
	event["content/events/dinner.fr.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(site["content/events/supper.fr.md"].Data), "---\n", "---\nslug: supper\n", 1))}
	// All the settings of the document that follow from others.
	zone := with(site, "content/events/march.fr.md", []byte(strings.Replace(string(site["content/events/march.fr.md"].Data), "time_zone: America/Montreal\n", "", 1)))
	paris := with(zone, "content/site.yaml", []byte(strings.Replace(string(site["content/site.yaml"].Data), "America/Toronto", "Europe/Paris", 1)))
	return append(edits,
		edit{name: "a key behind a slug", site: renamed}, edit{name: "an event's key behind a slug", site: event},
		edit{name: "no zone", site: zone}, edit{name: "no zone, in Paris", site: paris},
		edit{name: "another picture", site: with(site, "content/images/picket.png", picture(t, 3, 2, color.White))},
		edit{name: "a larger picture", site: with(site, "content/images/picket.png", picture(t, 6, 4, color.Black))},
		edit{name: "another photo", site: with(site, "content/images/photo.jpg", photo(t, 700, 460, 91))},
		edit{name: "a narrow photo", site: with(site, "content/images/photo.jpg", photo(t, 300, 460, 90))},
		edit{name: "one more picture", site: with(site, "content/images/other.png", picture(t, 3, 2, color.White))},
	)
}

// themeEdits lay a changed file of the program's own over it.
func themeEdits(t testing.TB, site fstest.MapFS) []edit {
	var edits []edit
	for _, e := range []struct {
		fsys           fs.FS
		dir, file      string
		old, new, name string
	}{
		{layouts.FS, "layouts", "guide.html", "<article", "<!-- x --><article data-changed", "template"},
		{layouts.FS, "layouts", "partials/footer.html", "<footer", "<footer data-changed", "partial"},
		{layouts.FS, "layouts", "redirect.html", "<body", "<body data-changed", "redirects"},
		{layouts.FS, "layouts", "strings/fr.yaml", "tag: fr-CA", "tag: fr", "tag"},
		{layouts.FS, "layouts", "strings/en.yaml", "not-translated: ", "not-translated: No, ", "the words of the other language"},
		{layouts.FS, "layouts", "strings/en.yaml", "name: English", "name: In English", "the name of the other language"},
		{assets.FS, "assets", "css/tokens.css", "}", " --changed: 1px; }", "token"},
	} {
		src, err := fs.ReadFile(e.fsys, e.file)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(src), e.old, e.new, 1)
		if changed == string(src) {
			t.Fatalf("%s has no %q", e.file, e.old)
		}
		edits = append(edits, edit{name: e.name, site: with(site, path.Join(e.dir, e.file), []byte(changed)), shared: true})
	}
	return edits
}

func optionEdits(site fstest.MapFS) []edit {
	return []edit{
		{name: "drafts", site: site, options: Options{Now: now, Drafts: true}},
		{name: "before the march", site: site, options: Options{Now: now.AddDate(-1, 0, 0)}},
		{name: "a day later", site: site, options: Options{Now: now.Add(24 * time.Hour)}},
		{name: "after the supper", site: site, options: Options{Now: now.AddDate(5, 0, 0)}},
		{name: "another base", site: site, options: Options{Now: now, BaseURL: "https://example.net/"}, shared: true},
		{name: "another version", site: site, options: Options{Now: now, Version: "2"}, shared: true},
	}
}
