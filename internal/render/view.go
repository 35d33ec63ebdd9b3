package render

import (
	"errors"
	"path"
	"slices"
	"strings"

	"tract/internal/config"
	"tract/internal/site"
)

// View is what a template is given.
type View struct {
	Page     *site.Page // nil for a page of no language
	L        *site.Language
	Redirect *site.Redirect
	KitSize  int // in bytes, of the file that the page about reading without a network offers

	renderer *Renderer
	speaker  *speaker
	address  site.Address
	rooted   bool  // links count from the root of the server
	shared   bool  // the page is any of a folder
	failed   error // of the first partial in the page's text that did
}

// errShared says that what all pages of a folder have in common asks for what is a
// page's own.
var errShared = errors.New("the pages of a folder share this")

// Address is that of the page. A frame has none: it would be that of the page which
// happened to be made first.
func (v *View) Address() (site.Address, error) {
	if v.shared {
		return "", errShared
	}
	return v.address, nil
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

// Href gives the link to an output of the site.
func (v *View) Href(to site.Address) string {
	switch {
	case v.rooted:
		return to.On(v.base())
	case v.renderer.kit != nil:
		return v.renderer.kit.href(v.address, to, v.renderer.site.Base)
	}
	return v.address.To(to)
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
	if l.Address == v.address {
		return "#" + l.Fragment
	}
	if to := v.Href(l.Address); to != "" {
		return to + "#" + l.Fragment
	}
	return ""
}

// Absolute gives the full address of an output, "" where the site has none.
func (v *View) Absolute(to site.Address) string { return to.On(v.renderer.site.Base) }

// Asset gives the link to a style sheet, a script or a static file.
func (v *View) Asset(name string) string {
	return v.Href(site.Address(v.renderer.assets.Path(name)))
}

// Has says whether there is an asset of that name.
func (v *View) Has(name string) bool { return v.renderer.assets.Path(name) != "" }

// Worker gives the link to the worker that keeps pages on the device, "" where there is
// none.
func (v *View) Worker() string {
	if v.L.Offline.Address == "" || v.Packed() {
		return ""
	}
	return v.Href(site.Worker)
}

// Packed says whether the page is for a kit: it comes from a folder and not from a server.
func (v *View) Packed() bool { return v.renderer.kit != nil }

// Current says whether a menu's link leads to the page or to its section.
func (v *View) Current(l site.Link) string {
	switch {
	case v.Page == nil:
		return ""
	case l.Address == v.address:
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

// Elsewhere is the address that the page is left for, if it is left in a hurry.
func (v *View) Elsewhere() string {
	address, _ := v.renderer.site.QuickHide.In(v.L.Code, v.renderer.site.Languages[0].Code)
	return address
}

// Reachable are the contacts that the group has filled in.
func (v *View) Reachable() []config.Contact {
	return slices.DeleteFunc(slices.Clone(v.Contacts()), func(c config.Contact) bool { return c.Value == "" })
}

// Edit is where the page's file is edited in a browser, "" where that is not known.
func (v *View) Edit() string { return v.renderer.site.Edit(v.Page.Document.File) }

// Report is where an error of the page is reported.
func (v *View) Report() string { return v.renderer.site.Report(v.L, v.Page.Document.File) }

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

// HasContents says whether the page is long enough for a table of contents.
func (v *View) HasContents() bool {
	body := v.Page.Body()
	return body != nil && len(body.Headings) >= 3
}

// SourceTitle gives the title of the work that an article sums up, or nil.
func (v *View) SourceTitle() *site.Words {
	work := v.Page.Document.Article.Source
	text, language := work.Title.In(v.L.Code)
	if text == "" {
		return nil
	}
	if work.Language != "" && work.Language != v.L.Code {
		language = work.Language
	}
	if language == v.L.Code {
		language = ""
	}
	return &site.Words{Text: text, Language: language}
}

// RedirectLanguage is the language of the page that has moved.
func (v *View) RedirectLanguage() *site.Language {
	for _, l := range v.renderer.site.Languages {
		if strings.HasPrefix(string(v.Redirect.To.Address), l.Code+"/") {
			return l
		}
	}
	return v.L
}
