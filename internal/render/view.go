package render

import (
	"path"
	"strings"

	"tract/internal/config"
	"tract/internal/locale"
	"tract/internal/site"
)

// View is what a template is given.
type View struct {
	Page     *site.Page // nil for a page of no language
	L        *site.Language
	Address  site.Address
	Redirect *site.Redirect

	renderer *Renderer
	rooted   bool // links count from the root of the server
}

// Part is what a partial is given that is about one thing.
type Part struct {
	*View
	It    any
	Level int // of the part's heading
}

// With gives a partial its thing.
func (v *View) With(it any) Part {
	return Part{View: v, It: it}
}

// At gives a partial its thing and the level of its heading.
func (v *View) At(level int, it any) Part {
	return Part{View: v, It: it, Level: level}
}

// Settings are those of the site that pages show.
func (v *View) Settings() *site.Common { return v.renderer.site }

// Languages are the site's, in order.
func (v *View) Languages() []*site.Language { return v.renderer.site.Languages }

// T gives a text of the interface.
func (v *View) T(key string, pairs ...any) string { return v.L.T(key, pairs...) }

// N gives a text of the interface that depends on a number.
func (v *View) N(key string, n int, pairs ...any) string { return v.L.N(key, n, pairs...) }

// Say gives a text that is in the page's language or marks the one it is in.
func (v *View) Say(w site.Words) any {
	if w.Language == "" {
		return w.Text
	}
	return foreign(w, v.Direction(w.Language))
}

// When gives a date with its machine-readable form.
func (v *View) When(d locale.Date) any { return moment(d.String(), v.L.Date(d)) }

// Given says whether a date is known.
func (v *View) Given(d locale.Date) bool { return !d.IsZero() }

// Href gives the link to an output of the site.
func (v *View) Href(to site.Address) string {
	if v.rooted {
		return to.On(v.base())
	}
	return v.Address.To(to)
}

// base is the path that the site is published under, with its last slash.
func (v *View) base() string {
	_, rest, ok := strings.Cut(v.renderer.site.Base, "://")
	if !ok {
		return "/"
	}
	_, below, _ := strings.Cut(rest, "/")
	return path.Join("/", below) + map[bool]string{true: "", false: "/"}[below == ""]
}

// To gives the link to a page or to a place on one.
func (v *View) To(l site.Link) string {
	if l.Fragment == "" {
		return v.Href(l.Address)
	}
	if l.Address == v.Address {
		return "#" + l.Fragment
	}
	return v.Href(l.Address) + "#" + l.Fragment
}

// Absolute gives the full address of an output, "" where the site has none.
func (v *View) Absolute(to site.Address) string { return to.On(v.renderer.site.Base) }

// Asset gives the link to a style sheet, a script or a static file.
func (v *View) Asset(name string) string {
	return v.Href(site.Address(v.renderer.assets.Path(name)))
}

// Has says whether there is an asset of that name.
func (v *View) Has(name string) bool { return v.renderer.assets.Path(name) != "" }

// Current says whether a menu's link leads to the page or to its section.
func (v *View) Current(l site.Link) string {
	switch {
	case v.Page == nil:
		return ""
	case l.Address == v.Address:
		return "page"
	}
	for _, b := range v.Page.Breadcrumbs {
		if b.Address == l.Address && b.Kind != site.KindHome {
			return "true"
		}
	}
	return ""
}

// Others are the page's versions in the other languages.
func (v *View) Others() []site.Alternate {
	var others []site.Alternate
	for _, a := range v.Page.Alternates {
		if !a.Self {
			others = append(others, a)
		}
	}
	return others
}

// Contacts are the ways to reach the group, those that it has not filled in too.
func (v *View) Contacts() []config.Contact { return v.renderer.site.Contacts }

// Localized gives a text of several languages in the page's, or in the nearest,
// marked.
func (v *View) Localized(t locale.Text) any {
	text, language := t.In(v.L.Code, v.renderer.site.Languages[0].Code)
	if text == "" || language == v.L.Code {
		return text
	}
	return v.Say(site.Words{Text: text, Language: language})
}

// Direction gives the direction that a language is written in, by its tag or
// code, "" where that is the page's. Of one that is not the site's the browser
// finds out.
func (v *View) Direction(language any) string {
	for _, l := range v.Languages() {
		if l.Tag != language && l.Code != language {
			continue
		}
		if l.Dir == v.L.Dir {
			return ""
		}
		return l.Dir
	}
	return "auto"
}

// Title is what the window is called.
func (v *View) Title() string {
	switch {
	case v.Page.Kind != site.KindHome:
		return v.Page.Title + " – " + v.L.Title
	case v.L.Tagline != "":
		return v.L.Title + " – " + v.L.Tagline
	}
	return v.L.Title
}

// Host gives the name of the machine that an address is at.
func (v *View) Host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(host, "www.")
}
