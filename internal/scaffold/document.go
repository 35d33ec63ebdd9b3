package scaffold

import (
	"io/fs"
	"path"
	"slices"
	"time"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/schema"
)

// Kinds are the names of the kinds that a page may be of.
func Kinds() []string {
	var names []string
	for _, d := range content.Kinds() {
		names = append(names, d.Name)
	}
	return names
}

// KindNamed gives the kind of a name, which may be that of its folder.
func KindNamed(name string) (*content.Description, *Problem) {
	for _, d := range content.Kinds() {
		if name == d.Name || name == d.Folder {
			return d.Kind.Describe(), nil
		}
	}
	p := &Problem{Message: diag.Text{Code: "scaffold.kind", Args: []any{name}}}
	p.Hint = didYouMean(name, Kinds())
	return nil, p
}

// CheckKey says what is wrong with the key of a new page.
func CheckKey(key string) *Problem {
	if schema.IsKey(key) {
		return nil
	}
	p := &Problem{Message: diag.Text{Code: "scaffold.key", Args: []any{key}}, Hint: diag.Text{Code: "hint.schema-key"}}
	if near := locale.Slug(key); schema.IsKey(near) {
		p.Hint = diag.Text{Code: "hint.did-you-mean", Args: []any{near}}
	}
	return p
}

func didYouMean(word string, candidates []string) diag.Text {
	var list diag.List
	d := list.Errorf(diag.Position{}, "")
	d.DidYouMean(word, candidates)
	return d.Hint
}

// Page is a page to begin, in one language or more.
type Page struct {
	Kind *content.Description
	Key  string
	// Languages are those that it is begun in, all of the site's that it can be if there
	// are none.
	Languages []string
	UI        string    // one of [diag.Languages], for files in a language that is none of these
	Day       time.Time // when it is begun
}

// Files gives the files of a page of the site in fsys: drafts, in which every field of
// the kind is explained. What the languages share stands in the first of them, or
// in the file of one that exists already.
func (p *Page) Files(fsys fs.FS) ([]File, *Problem) {
	settings, faults := config.Load(fsys)
	if faults.HasErrors() {
		return nil, &Problem{Message: diag.Text{Code: "scaffold.settings"}, Hint: diag.Text{Code: "hint.scaffold.settings"}}
	}
	languages := p.Languages
	if len(languages) == 0 {
		languages = slices.DeleteFunc(slices.Clone(settings.Languages), func(code string) bool { return slices.Contains(settings.Partial, code) })
	}
	var holder string // of what all share
	for _, code := range settings.Languages {
		if _, err := fs.Lstat(fsys, p.path(code)); err == nil {
			if slices.Contains(languages, code) {
				return nil, &Problem{Message: diag.Text{Code: "scaffold.exists", Args: []any{p.path(code)}}, Hint: diag.Text{Code: "hint.scaffold.exists"}}
			}
			holder = code
		}
	}
	by, problem := p.by(fsys, settings)
	if problem != nil {
		return nil, problem
	}
	var out []File
	for _, code := range languages {
		if !settings.HasLanguage(code) {
			return nil, &Problem{Message: diag.Text{Code: "scaffold.not-a-language", Args: []any{code}}, Hint: didYouMean(code, settings.Languages)}
		}
		if holder == "" {
			holder = code
		}
		out = append(out, File{p.path(code), p.document(code, holder, by)})
	}
	return out, nil
}

func (p *Page) path(code string) string {
	return path.Join("content", p.Kind.Folder, p.Key+"."+code+".md")
}

// by gives an organization that a list of demands may be of, for a kind that asks for
// one: a campaign, or else any but the target.
func (p *Page) by(fsys fs.FS, settings *config.Settings) (string, *Problem) {
	f := schema.Find(p.Kind.Fields, "by")
	if f == nil || !f.Required {
		return "", nil
	}
	read, _ := content.Load(fsys, settings, nil, content.Options{})
	found := ""
	for _, o := range read.Data.Organizations {
		switch {
		case o.Type == "campaign":
			return o.Key, nil
		case found == "" && o.Key != settings.Target.Key:
			found = o.Key
		}
	}
	if found == "" {
		return "", &Problem{Message: diag.Text{Code: "scaffold.nobody"}, Hint: diag.Text{Code: "hint.scaffold.nobody"}}
	}
	return found, nil
}

// document writes the file of a language.
func (p *Page) document(code, holder, by string) []byte {
	ui := p.UI
	if slices.Contains(diag.Languages(), code) {
		ui = code
	}
	say := diag.In(ui)
	blank := func(code string) string { return quote(upper(say.Sentence(diag.Text{Code: code}))) }
	id := p.Key
	if len(id) > 38 {
		id = locale.Slug(id[:38])
	}
	f := newForm([]string{ui}, map[string]string{
		"title": blank("scaffold.blank.title"), "summary": blank("scaffold.blank.summary"),
		"draft": "true", "start": p.Day.AddDate(0, 0, 28).Format(time.DateOnly) + " 18:00",
		"by": by, "id": id + "-1", "text": blank("scaffold.blank.demand"),
	})
	f.without = func(field *schema.Field) bool { return field.Shared && code != holder }
	f.b.WriteString("---\n")
	if code != holder {
		f.b.WriteString("# " + upper(say.Sentence(diag.Text{Code: "scaffold.shared", Args: []any{path.Base(p.path(holder))}})) + "\n")
	}
	f.fields(p.Kind.Fields, "", false)
	f.b.WriteString("---\n" + upper(say.Sentence(diag.Text{Code: "scaffold.blank.body"})) + ".\n")
	return []byte(f.b.String())
}
