package importer

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/locale"
	"tract/internal/schema"
)

// add takes a text that was found, unless our site lacks its language.
func (s *session) add(d *document) {
	if d.language == "" {
		d.language = cmp.Or(s.Language, s.site.language, s.Settings.Languages[0])
	}
	code := d.language
	if d.language = s.ours(code); !s.Settings.HasLanguage(d.language) {
		s.notes = append(s.notes, d.notes...)
		tell(&s.notes, diag.Position{File: d.file}, diag.Error, "", "importer.language", code).WithHint("hint.importer.language")
		return
	}
	d.slug = d.front.text("slug")
	if at := d.front.get("date", "publishDate", "pubdate", "published_at"); at != nil {
		if d.day = day(at.Value.Value); d.day == "" {
			d.front.read[at.Key] = false // which is told with the other fields
		}
	}
	d.day = cmp.Or(d.day, d.date)
	own := d.front.text("url", "permalink")
	d.former = d.front.texts("aliases", "redirect_from", "alias")
	switch {
	case s.Generator == "jekyll":
		d.address = s.jekyllAddress(d, d.slug, d.day)
	default:
		d.address = s.hugoAddress(d, d.slug, d.day)
	}
	if strings.Contains(own, ":") {
		own = fillLink(own, d, d.slug, d.day)
	}
	if own != "" && strings.Contains(own, "/") {
		d.address = "/" + strings.TrimPrefix(own, "/")
	}
	d.pair = &pair{docs: []*document{d}}
	d.pair.given = d.front.text("translationKey", "translation_key", "translation_id", "translationId", "lang-ref", "lang_ref", "trans_id", "i18n_key", "page_id", "ref")
	if d.section != "" && strings.TrimSpace(d.body) == "" {
		tell(&s.notes, diag.Position{File: d.file}, diag.Advice, d.src.text, "importer.empty-section")
		return
	}
	s.docs = append(s.docs, d)
}

// day gives the day of a moment in any of the forms that people write, or "".
func day(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= len("2024-01-02") {
		s = strings.ReplaceAll(s[:len("2024-01-02")], "/", "-")
	}
	if d, ok := locale.ParseDate(s); ok && d.Day != 0 {
		return s
	}
	return ""
}

// pair puts texts together that say the same, and gives each pair its kind and key.
func (s *session) pair() {
	s.merge(func(d *document) string { return d.pair.given })
	s.merge(func(d *document) string { return d.base })
	s.merge(func(d *document) string { return s.withoutLanguage(d.address) })
	for _, d := range s.docs {
		if !slices.Contains(s.pairs, d.pair) {
			s.pairs = append(s.pairs, d.pair)
		}
	}
	rank := func(d *document) int { return slices.Index(s.Settings.Languages, d.language) }
	for _, p := range s.pairs {
		slices.SortFunc(p.docs, func(a, b *document) int { return rank(a) - rank(b) })
	}
	for _, p := range s.pairs {
		p.kind = content.KindPage
		for _, d := range p.docs {
			if d.section == "" && (d.day != "" || s.Generator == "jekyll" && d.collection() == "posts") {
				p.kind = content.KindArticle
			}
		}
		s.name(p)
		s.wantTwins(p)
	}
}

// merge joins the pairs whose documents have the same handle, if each language then
// stands in it once.
func (s *session) merge(handle func(*document) string) {
	first := map[string]*pair{}
	for _, d := range s.docs {
		h := handle(d)
		p := first[h]
		switch {
		case h == "" || p == d.pair:
		case p == nil:
			first[h] = d.pair
		case d.pair.given != "" && p.given != "" && d.pair.given != p.given:
		case clash(p, d.pair) != nil:
			if h == d.pair.given {
				tell(&d.notes, diag.Position{File: d.file}, diag.Advice, h, "importer.key-twice", h, clash(p, d.pair).file)
			}
		default:
			p.given = cmp.Or(p.given, d.pair.given)
			p.docs = append(p.docs, d.pair.docs...)
			for _, other := range d.pair.docs {
				other.pair = p
			}
		}
	}
}

// clash gives a document of p whose language q has too, or nil.
func clash(p, q *pair) *document {
	for _, d := range p.docs {
		if slices.ContainsFunc(q.docs, func(e *document) bool { return e.language == d.language }) {
			return d
		}
	}
	return nil
}

// withoutLanguage gives an address without the parts that name a language.
func (s *session) withoutLanguage(address string) string {
	parts := strings.Split(plain(address), "/")
	parts = slices.DeleteFunc(parts, s.isLanguage)
	return strings.Join(parts, "/")
}

// name gives a pair its key, which no other has.
func (s *session) name(p *pair) {
	first := p.docs[0]
	wanted := ""
	for _, d := range p.docs {
		for _, text := range []string{d.slug, d.name} {
			key := locale.Slug(text)
			if wanted == "" && (schema.IsKey(key) || schema.IsKey(key+"-page")) {
				wanted = key
			}
		}
	}
	if wanted == "" {
		wanted = p.kind.String() + "-1" // a name in another script
	}
	key := wanted
	if !schema.IsKey(wanted) { // a name that Windows keeps
		wanted += "-" + p.kind.String()
		key = wanted
	}
	for n := 2; s.taken(p, key); n++ {
		key = strings.Trim(wanted[:min(len(wanted), limit.KeyChars-6)], "-") + "-" + itoa(n)
	}
	if key != wanted {
		tell(&first.notes, diag.Position{File: first.file}, diag.Advice, "", "importer.key-taken", wanted, key)
	}
	p.key = key
	for _, d := range p.docs {
		d.target = s.file(p.kind, key, d.language)
		end := cmp.Or(locale.Slug(d.slug), locale.Slug(d.name))
		if d.section == "" && end != key && end != "" && (schema.IsKey(end) || strings.ContainsFunc(end, func(r rune) bool { return r > unicode.MaxASCII })) && s.vacant(p.kind, d.language, end) && (key == wanted || end != wanted) {
			d.end = end
		}
		s.used[place(p.kind, d.language, cmp.Or(d.end, key))] = true
	}
	for _, code := range s.Settings.Languages {
		s.used[s.file(p.kind, key, code)] = true
	}
}

func (s *session) file(kind content.Kind, key, language string) string {
	return path.Join("content", kind.Describe().Folder, key+"."+language+".md")
}

// taken says whether a key is another pair's, or would give an address that is another
// page's.
func (s *session) taken(p *pair, key string) bool {
	return slices.ContainsFunc(s.Settings.Languages, func(code string) bool {
		name := s.file(p.kind, key, code)
		home := p.kind == content.KindPage && key == "home"
		return s.used[name] || s.Taken != nil && s.Taken(name) || !home && !s.vacant(p.kind, code, key)
	})
}

// place is what is noted of an address that a page of a kind will have.
func place(kind content.Kind, language, end string) string {
	return "address " + kind.String() + " " + language + " " + end
}

// occupy notes which addresses the site has.
func (s *session) occupy() {
	s.used = map[string]bool{}
	for _, address := range s.Addresses {
		s.used["address "+address] = true
		language, _, _ := strings.Cut(address, "/")
		s.used[place(content.KindPage, language, strings.TrimSuffix(path.Base(address), ".html"))] = true
		s.used[place(content.KindArticle, language, strings.TrimSuffix(path.Base(address), ".html"))] = true
	}
}

func (s *session) vacant(kind content.Kind, language, end string) bool {
	return !s.used[place(kind, language, end)]
}

// wantTwins tells which languages a pair lacks.
func (s *session) wantTwins(p *pair) {
	for _, code := range s.Settings.Languages {
		has := slices.ContainsFunc(p.docs, func(d *document) bool { return d.language == code })
		if !has && !slices.Contains(s.Settings.Partial, code) {
			first := p.docs[0]
			tell(&first.notes, diag.Position{File: first.file}, diag.Advice, "", "importer.no-twin", diag.Language{Code: code, Name: code}).WithHint("hint.importer.no-twin", s.file(p.kind, p.key, code))
		}
	}
}

// address notes where texts stood on the old site, so that links to them are known.
func (s *session) address() {
	s.byFile, s.byPath, s.byName = map[string]*document{}, map[string]*document{}, map[string][]*document{}
	for _, d := range s.docs {
		s.byFile[d.file] = d
		for _, address := range append([]string{d.address}, d.former...) {
			if s.byPath[plain(address)] == nil {
				s.byPath[plain(address)] = d
			}
		}
		s.byName[path.Base(d.base)] = append(s.byName[path.Base(d.base)], d)
	}
}

// plain gives an address in the one form that it is looked up in.
func plain(address string) string {
	address = strings.TrimSuffix(address, "index.html")
	return strings.ToLower(strings.Trim(strings.TrimSuffix(address, ".html"), "/"))
}

// draft decides which pairs nobody should see yet: those that want a hand, that were
// drafts, or that lead to drafts.
func (s *session) draft() {
	for _, p := range s.pairs {
		for _, d := range p.docs {
			p.draft = p.draft || d.hidden || slices.ContainsFunc(d.notes, func(n note) bool { return n.Severity > diag.Advice })
		}
	}
	for again := true; again; {
		again = false
		for _, d := range s.docs {
			if i := slices.IndexFunc(d.waits, func(other *document) bool { return other.pair.draft }); i >= 0 && !d.pair.draft {
				d.pair.draft, again = true, true
				tell(&d.notes, diag.Position{File: d.file}, diag.Advice, "", "importer.waits", d.waits[i].target)
			}
		}
	}
}
