package importer

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/yaml"
)

// hugo finds the texts of a site made with Hugo.
func (s *session) hugo() {
	s.site = oldSite{folders: map[string]string{}, links: map[string]string{}}
	for _, stem := range []string{"config/_default/hugo", "config/_default/config", "hugo", "config"} {
		s.hugoSettings(s.settings(stem))
	}
	if languages := s.settings("config/_default/languages"); languages.node.Kind == yaml.Mapping {
		s.hugoLanguages(languages)
	}
	if s.site.folders[""] == "" {
		s.site.folders[""] = "content"
	}
	bundles := map[string]bool{} // folders that are one text with its pictures
	for _, name := range s.files {
		if (isText(name) || path.Ext(name) == ".html") && strings.HasPrefix(path.Base(name), "index.") {
			bundles[path.Dir(name)] = true
		}
	}
	for _, name := range s.files {
		root, language := s.hugoRoot(name)
		if root == "" || bundles[path.Dir(name)] && !strings.HasPrefix(path.Base(name), "index.") || !s.takes(name) {
			continue
		}
		if d, ok := s.open(name); ok {
			s.hugoPlace(d, root, language)
			s.add(d)
		}
	}
}

// settings reads a file of settings in any of the forms that Hugo takes.
func (s *session) settings(stem string) fields {
	f := fields{read: map[string]bool{}}
	for _, ending := range []string{".toml", ".yaml", ".yml", ".json"} {
		name := stem + ending
		if !s.known[name] {
			continue
		}
		raw, ok := s.read(name, limit.ImportBytes)
		if !ok {
			continue
		}
		var notes []note
		src, ok := decode(name, raw, &notes)
		s.notes = append(s.notes, notes...)
		if !ok {
			continue
		}
		if ending == ".toml" {
			node, faults := parseTOML(&src, 0, src.text)
			f.node = node
			s.inform(faults)
		} else {
			node, faults := yaml.ParseData(name, []byte(src.text))
			f.node = node
			s.inform(faults)
		}
		return f
	}
	return f
}

func (s *session) hugoSettings(f fields) {
	s.common(f, "baseURL")
	if language := f.text("defaultContentLanguage"); language != "" {
		s.site.language = language
	}
	s.site.inFolder = s.site.inFolder || f.text("defaultContentLanguageInSubdir") == "true"
	if dir := f.text("contentDir"); dir != "" {
		s.site.folders[""] = path.Clean(dir)
	}
	links := f.section("permalinks")
	for _, source := range []fields{links, links.section("page")} {
		for _, field := range source.node.Fields {
			if field.Value.Kind == yaml.Scalar {
				s.site.links[field.Key] = field.Value.Value
			}
		}
	}
	s.hugoLanguages(f.section("languages"))
}

func (s *session) hugoLanguages(f fields) {
	for _, field := range f.node.Fields {
		s.site.languages = append(s.site.languages, field.Key)
		one := fields{node: field.Value, read: map[string]bool{}}
		if dir := one.text("contentDir"); dir != "" {
			s.site.folders[path.Clean(dir)] = field.Key
		}
	}
}

// hugoRoot gives the folder of content that a file is in, and its language if the
// folder tells it.
func (s *session) hugoRoot(name string) (root, language string) {
	for dir, code := range s.site.folders {
		if dir != "" && len(dir) > len(root) && strings.HasPrefix(name, dir+"/") {
			root, language = dir, code
		}
	}
	if general := s.site.folders[""]; root == "" && strings.HasPrefix(name, general+"/") {
		return general, ""
	}
	return root, language
}

// hugoPlace takes a path apart: posts/strike/index.fr.md.
func (s *session) hugoPlace(d *document, root, language string) {
	rest := strings.TrimPrefix(d.file, root+"/")
	dir, stem := path.Split(strings.TrimSuffix(rest, path.Ext(rest)))
	dir = strings.Trim(dir, "/")
	if first, after, _ := strings.Cut(dir, "/"); language == "" && s.isLanguage(first) {
		language, dir = first, after
	}
	if dot := strings.LastIndexByte(stem, '.'); dot > 0 && s.isLanguage(stem[dot+1:]) {
		stem, language = stem[:dot], stem[dot+1:]
	}
	d.language = language
	d.base = path.Join(dir, stem)
	switch stem {
	case "_index":
		d.section, d.name = strings.Trim(dir, "/"), path.Base(dir)
		if dir == "" {
			d.name = "home"
		}
		d.section = "/" + d.section
	case "index":
		d.base, d.name = dir, path.Base(dir)
	default:
		d.name = stem
	}
	d.name, d.date = cutDate(d.name)
}

// hugoAddress gives the address that a text had.
func (s *session) hugoAddress(d *document, slug, date string) string {
	prefix := "/"
	if len(s.site.languages) > 1 && (s.site.inFolder || !strings.EqualFold(d.language, s.ours(s.site.language))) {
		prefix += d.language + "/"
	}
	if d.section != "" {
		return path.Join(prefix, d.section) + slash(path.Join(prefix, d.section))
	}
	section, _, inside := strings.Cut(d.base, "/")
	if !inside {
		section = ""
	}
	last := path.Base(d.base)
	if form := s.site.links[section]; form != "" && inside {
		return path.Join(prefix, fillLink(form, d, slug, date)) + "/"
	}
	if slug != "" {
		last = slug
	}
	return strings.ToLower(strings.ReplaceAll(path.Join(prefix, path.Dir(d.base), last), " ", "-")) + "/"
}

// slash ends an address that is not the root's.
func slash(address string) string {
	if address == "/" {
		return ""
	}
	return "/"
}

var linkToken = regexp.MustCompile(`:[a-z_]+`)

// fillLink fills the form of an address, as /:year/:month/:slug/.
func fillLink(form string, d *document, slug, date string) string {
	year, rest, _ := strings.Cut(date, "-")
	month, day, _ := strings.Cut(rest, "-")
	if len(day) > 2 {
		day = day[:2]
	}
	categories := d.front.peek("categories", "category")
	return linkToken.ReplaceAllStringFunc(form, func(token string) string {
		switch token {
		case ":year":
			return year
		case ":month":
			return month
		case ":day":
			return day
		case ":i_month":
			return strings.TrimLeft(month, "0")
		case ":i_day":
			return strings.TrimLeft(day, "0")
		case ":section", ":sections", ":collection":
			return strings.TrimPrefix(path.Dir(d.base), "_")
		case ":path":
			return strings.TrimPrefix(d.base, "_")
		case ":categories":
			for i, c := range categories {
				categories[i] = locale.Slug(c)
			}
			return strings.Join(categories, "/")
		case ":output_ext":
			return ".html"
		}
		if slug != "" && token != ":filename" && token != ":name" {
			return slug
		}
		return d.name
	})
}

// peek gives the texts of a field and leaves it unread.
func (f *fields) peek(names ...string) []string {
	for _, name := range names {
		for i := range f.node.Fields {
			if field := &f.node.Fields[i]; strings.EqualFold(field.Key, name) {
				return textsOf(field)
			}
		}
	}
	return nil
}

var dated = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[-_](.+)$`)

// cutDate parts the date from a name that begins with one.
func cutDate(name string) (rest, date string) {
	if m := dated.FindStringSubmatch(name); m != nil {
		return m[2], m[1]
	}
	return name, ""
}

// isLanguage says whether a part of a name is the code of a language that the old
// site or ours has.
func (s *session) isLanguage(part string) bool {
	known := func(code string) bool { return strings.EqualFold(code, part) }
	return part != "" && (slices.ContainsFunc(s.site.languages, known) || slices.ContainsFunc(s.Settings.Languages, known) || strings.EqualFold(part, s.site.language))
}

// ours gives our site's code of a language: fr for fr-CA, if it has only fr.
func (s *session) ours(code string) string {
	code = strings.ReplaceAll(code, "_", "-")
	general, _, _ := strings.Cut(code, "-")
	for _, want := range []string{code, general} {
		for _, have := range s.Settings.Languages {
			if strings.EqualFold(have, want) {
				return have
			}
		}
	}
	for _, have := range s.Settings.Languages {
		if first, _, _ := strings.Cut(have, "-"); strings.EqualFold(first, general) {
			return have
		}
	}
	return code
}
