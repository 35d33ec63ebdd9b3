package render

import (
	"tract/internal/locale"
	"tract/internal/site"
)

// The page as linked data: the classes of schema.org that search engines know,
// one document each. Absolute addresses are left out where the site has none.

type thing struct {
	Context string `json:"@context,omitempty"`
	Type    string `json:"@type"`
	ID      string `json:"@id,omitempty"`
	URL     string `json:"url,omitempty"`
	Name    string `json:"name,omitempty"`
}

type webSite struct {
	thing
	Description string  `json:"description,omitempty"`
	Language    string  `json:"inLanguage"`
	Publisher   thing   `json:"publisher"`
	Searching   *asking `json:"potentialAction,omitempty"`
}

// asking is how the site is searched.
type asking struct {
	Type   string `json:"@type"`
	Target string `json:"target"`
	Query  string `json:"query-input"`
}

type breadcrumbs struct {
	thing
	Items []crumb `json:"itemListElement"`
}

type crumb struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	Item     string `json:"item,omitempty"`
}

type work struct {
	thing
	Headline    string  `json:"headline,omitempty"`
	Description string  `json:"description,omitempty"`
	Language    string  `json:"inLanguage,omitempty"`
	Published   string  `json:"datePublished,omitempty"`
	Reviewed    string  `json:"dateModified,omitempty"`
	Authors     []thing `json:"author,omitempty"`
	Publisher   *thing  `json:"publisher,omitempty"`
	IsBasedOn   *work   `json:"isBasedOn,omitempty"`
	Citations   []work  `json:"citation,omitempty"`
}

type happening struct {
	thing
	Description string   `json:"description,omitempty"`
	Start       string   `json:"startDate"`
	End         string   `json:"endDate,omitempty"`
	Status      string   `json:"eventStatus"`
	Attendance  string   `json:"eventAttendanceMode"`
	Location    location `json:"location"`
	Organizer   *thing   `json:"organizer,omitempty"`
	Language    string   `json:"inLanguage"`
}

type location struct {
	Type    string `json:"@type"`
	Name    string `json:"name,omitempty"`
	Address string `json:"address,omitempty"`
}

const schemaOrg = "https://schema.org"

// data gives the page as linked data.
func (v *View) data() []any {
	p := v.Page
	if p.Kind == site.KindHome {
		return []any{v.webSite(), v.publisher(schemaOrg)}
	}
	data := []any{v.breadcrumbs()}
	switch {
	case p.Document == nil:
	case p.Event != nil:
		data = append(data, v.happening())
	default:
		data = append(data, v.work())
	}
	return data
}

func (v *View) webSite() webSite {
	w := webSite{
		thing:       thing{Context: schemaOrg, Type: "WebSite", URL: v.Absolute(v.address), Name: v.L.Title},
		Description: v.L.Description, Language: v.L.Tag, Publisher: v.publisher(""),
	}
	if page := v.L.Search.Address; page != "" && v.Absolute(page) != "" {
		w.Searching = &asking{"SearchAction", v.Absolute(page) + "#q={words}", "required name=words"}
	}
	return w
}

func (v *View) publisher(context string) thing {
	return thing{Context: context, Type: "Organization", URL: v.Absolute(v.L.Home.Address), Name: v.L.Publisher}
}

func (v *View) breadcrumbs() breadcrumbs {
	list := breadcrumbs{thing: thing{Context: schemaOrg, Type: "BreadcrumbList"}}
	for i, b := range v.Page.Breadcrumbs {
		list.Items = append(list.Items, crumb{"ListItem", i + 1, b.Title, v.Absolute(b.Address)})
	}
	list.Items = append(list.Items, crumb{"ListItem", len(list.Items) + 1, v.Page.Title, v.Absolute(v.address)})
	return list
}

func (v *View) work() work {
	p := v.Page
	publisher := v.publisher("")
	w := work{
		thing:    thing{Context: schemaOrg, Type: "Article", URL: v.Absolute(v.address)},
		Headline: p.Title, Description: p.Summary, Language: v.L.Tag, Published: dated(p.Date), Reviewed: dated(p.Checked), Publisher: &publisher,
	}
	if a := p.Document.Article; a != nil { // on other pages, readers see the sources, and programs need not
		for _, s := range p.Sources {
			w.Citations = append(w.Citations, v.source(s))
		}
		title, _ := a.Source.Title.In(v.L.Code)
		original := v.source(site.Source{
			Title: site.Words{Text: title}, URL: a.Source.URL, Publication: a.Source.Publication, Authors: a.Source.Authors, Date: a.Source.Date,
		})
		original.Language = a.Source.Language
		if a.Own() {
			w.Authors = original.Authors
		}
		if title != "" || original.URL != "" { // else there is nothing to know it by
			w.IsBasedOn = &original
		}
	}
	return w
}

// source describes somebody else's work.
func (v *View) source(s site.Source) work {
	w := work{thing: thing{Type: "CreativeWork", URL: s.URL, Name: s.Title.Text}, Published: dated(s.Date)}
	for _, name := range s.Authors {
		w.Authors = append(w.Authors, thing{Type: "Person", Name: name})
	}
	if s.Publication != "" {
		w.Publisher = &thing{Type: "Organization", Name: s.Publication}
	}
	return w
}

func (v *View) happening() happening {
	p, e := v.Page, v.Page.Event
	h := happening{
		thing:       thing{Context: schemaOrg, Type: "Event", URL: v.Absolute(v.address), Name: p.Title},
		Description: p.Summary, Start: e.Start, End: e.End, Language: v.L.Tag,
		Status:     schemaOrg + "/EventScheduled",
		Attendance: schemaOrg + "/OfflineEventAttendanceMode",
		Location:   location{"Place", e.Place, e.Address},
	}
	if e.Cancelled {
		h.Status = schemaOrg + "/EventCancelled"
	}
	if e.Organizer.Title != "" {
		h.Organizer = &thing{Type: "Organization", Name: e.Organizer.Title}
	}
	return h
}

// dated writes a date, "" for none.
func dated(d locale.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
