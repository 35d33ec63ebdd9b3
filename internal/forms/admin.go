package forms

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/limit"
	"tract/internal/schema"
)

// The editor in the browser is Sveltia CMS, whose settings these are, in part. What may be
// written in several ways, and what stands under keys, a script of ours opens for its forms.

type admin struct {
	Backend      backend      `json:"backend"`
	PublishMode  string       `json:"publish_mode"`
	Title        string       `json:"app_title"`
	SiteURL      string       `json:"site_url,omitempty"`
	Media        string       `json:"media_folder"`
	Public       string       `json:"public_folder"`
	PreviewLinks bool         `json:"show_preview_links"`
	Slug         slug         `json:"slug"`
	Output       output       `json:"output"`
	Languages    languages    `json:"i18n"`
	Editor       preview      `json:"editor"`
	Collections  []collection `json:"collections"`
}

type backend struct {
	Name        string   `json:"name"`
	Repository  string   `json:"repo"`
	Branch      string   `json:"branch"`
	Root        string   `json:"api_root,omitempty"`
	Base        string   `json:"base_url,omitempty"`
	AuthMethods []string `json:"auth_methods"`
}

type slug struct {
	Encoding string `json:"encoding"`
	Clean    bool   `json:"clean_accents"`
	Most     int    `json:"maxlength"`
}

type output struct {
	Omit bool `json:"omit_empty_optional_fields"`
}

type languages struct {
	Structure string   `json:"structure"`
	All       []string `json:"locales"`
	Default   string   `json:"default_locale"`
	Initial   []string `json:"initial_locales"`
}

type preview struct {
	Show bool `json:"preview"`
}

type collection struct {
	Name      string        `json:"name"`
	Label     string        `json:"label"`
	Folder    string        `json:"folder,omitempty"`
	Format    string        `json:"format,omitempty"`
	Languages any           `json:"i18n,omitempty"` // true, or a structure of its own
	Slug      *editableSlug `json:"slug,omitempty"`
	Sortable  []string      `json:"sortable_fields,omitempty"`
	Fields    []widget      `json:"fields,omitempty"`
	Files     []file        `json:"files,omitempty"`
}

type editableSlug struct {
	Template string   `json:"template"`
	Editable []string `json:"editable"`
	Hint     string   `json:"hint"`
	Pattern  []string `json:"pattern"`
}

type file struct {
	Name      string   `json:"name"`
	Label     string   `json:"label"`
	File      string   `json:"file"`
	Format    string   `json:"format"`
	Languages bool     `json:"i18n"`
	Fields    []widget `json:"fields"`
}

// Admin gives the settings of the editor for a site, and nothing where it is not known in
// which repository that is.
func Admin(s *config.Settings) []byte {
	b, ok := backendOf(s.Repository)
	if !ok {
		return nil
	}
	a := admin{
		Backend: b, PublishMode: "simple", Title: title(s), SiteURL: s.BaseURL, Media: "content/images", Public: "/images",
		Slug: slug{"ascii", true, limit.KeyChars}, Output: output{true},
		Languages: languages{"multiple_files", s.Languages, s.Languages[0], slices.DeleteFunc(slices.Clone(s.Languages), func(code string) bool { return slices.Contains(s.Partial, code) })},
	}
	if config.ForgeOf(s.Repository) != config.Forgejo { // where it knows no proposals
		a.PublishMode = "editorial_workflow"
	}
	w := widgets{s, true}
	for _, k := range content.Kinds() {
		a.Collections = append(a.Collections, collection{
			Name: k.Folder, Label: both(k.Label, " / "), Folder: "content/" + k.Folder, Format: k.Name, Languages: true, Sortable: []string{"title"},
			Slug: &editableSlug{"{{title}}", []string{"create"}, advice(shapes[schema.Key].advice), pattern(schema.Key)}, Fields: append(w.fields(k.Fields), body(), whose),
		})
	}
	a.Collections = append(a.Collections, files(s)...)
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(a); err != nil {
		panic("internal error: " + err.Error()) // texts can always be written
	}
	return out.Bytes()
}

// files are the data files and the settings, which have all languages in them.
func files(s *config.Settings) []collection {
	in := map[string]string{"structure": "single_file"}
	data := collection{Name: "data", Label: "Données / Data", Languages: in}
	site := collection{Name: "settings", Label: "Réglages / Settings", Languages: in}
	w := widgets{s, false}
	for _, form := range All() {
		if strings.HasSuffix(form.File, ".md") {
			continue
		}
		f := file{Name: form.Name, Label: both(form.Label, " / "), File: form.File, Format: form.Name, Languages: true}
		f.Fields = w.fields(form.field.Fields)
		if form.field.Type == schema.Map {
			entries := w.entries(&form.field)
			entries.Name, entries.Label, entries.Languages = "entries", f.Label, "duplicate"
			f.Fields = append(f.Fields, entries)
		}
		to := &data
		if form.File == config.File {
			to = &site
		}
		to.Files = append(to.Files, f)
	}
	return []collection{data, site}
}

// whose tells the script which language a form is for.
var whose = widget{Name: "tract_language", Label: "Langue / Language", Widget: "hidden", Languages: true, Default: "{{locale}}"}

// body is the text of a page, which is edited as it is: kits, figures and alerts are no
// Markdown that other programs know.
func body() widget {
	return widget{Name: "body", Label: "Texte / Text", Widget: "markdown", Languages: true, Required: true, Modes: []string{"raw"}}
}

func title(s *config.Settings) string {
	return cmp.Or(s.Title[s.Languages[0]], s.Title["fr"], s.Title["en"])
}

// backendOf says where the repository is to be found. People sign in with a token of their
// own, so that no server of somebody else stands between.
func backendOf(repository string) (backend, bool) {
	u, err := url.Parse(strings.TrimSuffix(repository, ".git"))
	forge := config.ForgeOf(repository)
	if err != nil || forge == "" {
		return backend{}, false
	}
	b := backend{Name: string(forge), Repository: strings.Trim(u.Path, "/"), Branch: config.Branch, AuthMethods: []string{"token"}}
	root := u.Scheme + "://" + u.Host
	switch {
	case forge == config.Forgejo:
		b.Name, b.Base, b.Root = "gitea", root+"/", root+"/api/v1"
	case forge == config.GitLab && u.Host != "gitlab.com":
		b.Base, b.Root = root, root+"/api/v4"
	case forge == config.GitHub && u.Host != "github.com":
		b.Base, b.Root = root, root+"/api/v3"
	}
	return b, true
}

// reached are the addresses that the editor may ask, and those whose pictures it may show.
func reached(repository string) (asked, shown string) {
	b, _ := backendOf(repository)
	switch {
	case b.Root != "":
		u, err := url.Parse(b.Root)
		if err != nil {
			return "", ""
		}
		return u.Scheme + "://" + u.Host, u.Scheme + "://" + u.Host
	case b.Name == string(config.GitHub):
		return "https://api.github.com", "https://avatars.githubusercontent.com https://raw.githubusercontent.com"
	}
	return "https://gitlab.com", "https://gitlab.com"
}

// AdminPage gives the page of the editor. Its policy lets it ask the forge and nobody else.
// The editor writes its styles into the page as it runs.
func AdminPage(s *config.Settings) []byte {
	asked, shown := reached(s.Repository)
	return []byte(strings.NewReplacer("{asked}", asked, "{shown}", shown, "{lang}", s.Languages[0]).Replace(adminPage))
}

const adminPage = `<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: {shown}; media-src 'self' blob:; font-src 'self'; connect-src 'self' data: blob: {asked}; worker-src 'self' blob:; manifest-src 'self' blob:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="same-origin">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rédaction / Editing</title>
<link rel="icon" href="../favicon.svg" type="image/svg+xml">
<link rel="cms-config-url" type="application/json" href="config.json">
<script src="forms.js" defer></script>
<script src="sveltia-cms.js" defer></script>
</head>
<body data-live="off">
<h1 hidden>Rédaction / Editing</h1>
<noscript><p lang="fr">Cette page a besoin de JavaScript. Sans lui, modifiez les fichiers dans le dépôt.</p><p lang="en">This page needs JavaScript. Without it, edit the files in the repository.</p></noscript>
</body>
</html>
`
