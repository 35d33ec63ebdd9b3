package importer

import (
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
	"tract/internal/yaml"
)

// defaults are values for the front matter of all texts below a folder.
type defaults struct {
	path, kind string
	values     fields
}

// jekyll finds the texts of a site made with Jekyll.
func (s *session) jekyll() {
	s.site = oldSite{links: map[string]string{}}
	f := s.settings("_config")
	s.common(f, "url")
	s.site.languages = f.texts("languages")
	s.site.language = f.text("default_lang", "lang", "locale", "language")
	if s.site.language == "" && len(s.site.languages) > 0 {
		s.site.language = s.site.languages[0]
	}
	if base := f.text("baseurl"); base != "" && base != "/" {
		s.site.baseURL += "/" + strings.Trim(base, "/")
	}
	s.site.links["posts"] = f.text("permalink")
	collections := []string{"_posts", "_drafts", "_i18n"}
	list := f.section("collections")
	for _, field := range list.node.Fields {
		collections = append(collections, "_"+field.Key)
		one := fields{node: field.Value, read: map[string]bool{}}
		s.site.links[field.Key] = one.text("permalink")
		if one.text("output") != "true" && field.Key != "posts" {
			s.site.unseen = append(s.site.unseen, field.Key)
		}
	}
	for _, item := range list.node.Items {
		collections = append(collections, "_"+item.Value)
		s.site.unseen = append(s.site.unseen, item.Value)
	}
	s.jekyllDefaults(f)
	for _, name := range s.files {
		if !inCollections(path.Dir(name), collections) || !isText(name) && (inCollections(path.Dir(name), nil) || !s.takes(name)) {
			continue // what is in no collection is a template more often than a text
		}
		d, ok := s.open(name)
		if !ok {
			continue
		}
		if d.front.node.Kind == yaml.Null && !strings.HasPrefix(d.src.text, "---") && len(d.notes) == 0 {
			continue // as Jekyll itself does with a README
		}
		s.jekyllPlace(d)
		if slices.Contains(s.site.unseen, d.collection()) {
			tell(&d.notes, diag.Position{File: d.file}, diag.Warning, "", "importer.unseen")
		}
		s.add(d)
	}
}

// inCollections says whether Jekyll makes pages of what is in a folder.
func inCollections(dir string, collections []string) bool {
	for part := range strings.SplitSeq(dir, "/") {
		if strings.HasPrefix(part, "_") && !slices.Contains(collections, part) {
			return false
		}
	}
	return true
}

func (s *session) jekyllDefaults(f fields) {
	list := f.section("defaults")
	for _, item := range list.node.Items {
		one := fields{node: item, read: map[string]bool{}}
		scope := one.section("scope")
		s.site.defaults = append(s.site.defaults, defaults{strings.Trim(scope.text("path"), "/"), scope.text("type"), one.section("values")})
	}
}

// usual gives what the settings say of a text that does not say it itself.
func (s *session) usual(d *document, name string) string {
	for _, u := range slices.Backward(s.site.defaults) {
		below := u.path == "" || d.file == u.path || strings.HasPrefix(d.file, u.path+"/")
		kind := u.kind == "" || u.kind == d.collection() || u.kind == "pages" && d.collection() == ""
		if values := u.values.peek(name); below && kind && len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// collection gives the collection of Jekyll that a text is in: posts, or "".
func (d *document) collection() string {
	for part := range strings.SplitSeq(d.folder, "/") {
		if name, ok := strings.CutPrefix(part, "_"); ok && name != "i18n" {
			return strings.Replace(name, "drafts", "posts", 1)
		}
	}
	return ""
}

// jekyllPlace takes a path apart: fr/_posts/2024-01-02-strike.md.
func (s *session) jekyllPlace(d *document) {
	stem := strings.TrimSuffix(path.Base(d.file), path.Ext(d.file))
	var folders []string
	for part := range strings.SplitSeq(path.Dir(d.file), "/") {
		switch {
		case part == "." || part == "_i18n":
		case d.language == "" && s.isLanguage(part):
			d.language = part
		case part == "_drafts":
			d.hidden = true
			folders = append(folders, "_posts")
		default:
			folders = append(folders, part)
		}
	}
	if dot := strings.LastIndexByte(stem, '.'); dot > 0 && s.isLanguage(stem[dot+1:]) {
		stem, d.language = stem[:dot], stem[dot+1:]
	}
	if own := d.front.text("lang", "language", "locale"); own != "" {
		d.language = own
	} else if usual := s.usual(d, "lang"); usual != "" && d.language == "" {
		d.language = usual
	}
	d.base = path.Join(append(folders, stem)...)
	d.name, d.date = cutDate(stem)
	if stem == "index" {
		d.section = "/" + strings.Join(folders, "/")
		if d.name = "home"; len(folders) > 0 {
			d.name = path.Base(d.section)
		}
	}
}

// jekyllAddress gives the address that a text had.
func (s *session) jekyllAddress(d *document, slug, date string) string {
	form := s.site.links[d.collection()]
	if usual := s.usual(d, "permalink"); usual != "" {
		form = usual
	}
	switch {
	case d.section != "":
		return path.Join("/", path.Dir(d.plainPath())) + slash(path.Join("/", path.Dir(d.plainPath())))
	case d.collection() == "":
		return "/" + d.plainPath() + ".html"
	case d.collection() != "posts" && form == "":
		return "/" + strings.Replace(strings.TrimPrefix(d.base, "_"), "/_", "/", 1) + ".html"
	}
	if styled, ok := map[string]string{
		"": "/:categories/:year/:month/:day/:title:output_ext", "date": "/:categories/:year/:month/:day/:title:output_ext",
		"pretty": "/:categories/:year/:month/:day/:title/", "none": "/:categories/:title:output_ext",
	}[form]; ok {
		form = styled
	}
	address := fillLink(form, d, slug, date)
	if clean := path.Join("/", address); strings.HasSuffix(address, "/") && clean != "/" {
		return clean + "/"
	} else {
		return clean
	}
}

// plainPath is a page's path without its ending.
func (d *document) plainPath() string {
	return strings.TrimSuffix(d.file, path.Ext(d.file))
}

// common reads where the old site is.
func (s *session) common(f fields, address string) {
	if base := f.text(address); strings.HasPrefix(base, "http") {
		s.site.baseURL = strings.TrimSuffix(base, "/")
	}
}

// inform tells faults of the old site's settings, which do not stop the import.
func (s *session) inform(faults diag.List) {
	for _, fault := range faults {
		fault.Severity = diag.Advice
		s.notes = append(s.notes, note{fault, ""})
	}
}
