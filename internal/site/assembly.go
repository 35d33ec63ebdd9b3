package site

import (
	"cmp"
	"path"
	"slices"
	"sync"
	"time"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/filename"
	"tract/internal/locale"
	"tract/internal/schema"
)

// id is what a page of content is found by.
type id struct {
	kind          content.Kind
	key, language string
}

// assembly is a model that is being made, or a page of one.
type assembly struct {
	*index
	diags   diag.List
	guesses int                       // that were made of what a reference means
	ids     map[*Page]map[string]bool // of the pages whose ids were asked for
}

// index is what pages are found by, and what is worked out once for many of them.
// It is only read once the model is made, apart from what a sync.Once guards.
type index struct {
	*Site
	pictures map[string]*Picture

	pages         map[id]*Page                  // of documents
	collections   map[string]*Page              // of everything else, by language and place: fr/guides, fr/topics/closure, fr/figures
	routes        map[string]*Page              // by folded address
	files         map[string]*Page              // of documents, by file
	keys          map[content.Kind][]string     // of all documents, in order
	demands       map[string]string             // the key of the list that each stands on
	figures       map[string]map[string]*Figure // by language, by key
	organizations map[string]*content.Organization
	terms         map[string]*content.Term
	guidesFor     map[string][]*content.Document // by demand
	drafts        map[id]bool
	draftDemands  map[string]bool
	zones         map[string]*time.Location // of [Site.Zones]
	shelves       map[shelfKey]*shelf

	completed sync.Once // every page is
	faults    diag.List // of every page
	room      sync.Pool // of *reach, that keys of pages are taken in
	sealed    sync.Once
	common    Digest // of all that every page may show
}

// section gives the address of a section's folder or page in a language.
func (l *Language) section(name string) string {
	return l.T("sections." + name)
}

// wantStrings reports what the strings of a language lack of a listed kind: the
// address of its section, and what its list is called.
func (a *assembly) wantStrings() {
	for _, l := range a.Languages {
		for _, k := range content.Kinds() {
			if !k.Listed {
				continue
			}
			page := "pages." + k.Folder
			for _, key := range []string{"sections." + k.Folder, page + ".title", page + ".menu", page + ".summary"} {
				if !l.Has(key) {
					a.diags.Errorf(diag.Position{File: "layouts/strings/" + l.Code + ".yaml", Line: 1, Column: 1}, "site.no-string", key, k.Folder)
				}
			}
		}
	}
}

// homeKey is the page whose text opens the home page.
const homeKey = "home"

// addDocuments makes a page of every document.
func (a *assembly) addDocuments() {
	a.keys, a.drafts, a.draftDemands = map[content.Kind][]string{}, map[id]bool{}, map[string]bool{}
	for _, d := range a.Content.Drafts {
		a.drafts[id{d.Kind, d.Key, d.Language}] = true
		for _, demand := range d.Demands {
			a.draftDemands[demand] = true
		}
	}
	pages := make([]Page, len(a.Content.Documents))
	folders := map[shelfKey]string{}
	for i, d := range a.Content.Documents {
		if keys := a.keys[d.Kind]; len(keys) == 0 || keys[len(keys)-1] != d.Key {
			a.keys[d.Kind] = append(keys, d.Key)
		}
		l := a.languageOf(d.Language)
		folder, ok := folders[shelfKey{l, d.Kind}]
		if !ok {
			folder = documentFolder(l, d.Kind)
			folders[shelfKey{l, d.Kind}] = folder
		}
		p := &pages[i]
		p.Kind, p.Language, p.Document, p.Address = d.Kind.String(), l, d, documentAddress(folder, d)
		p.Title, p.Summary, p.Date, p.Checked = d.Title, d.Summary, d.Date, checked(d)
		if d.Kind == content.KindPage && d.Key == homeKey {
			p.Kind, p.Home = KindHome, &Home{}
			p.Summary = cmp.Or(d.Summary, l.Description)
		}
		a.pages[id{d.Kind, d.Key, d.Language}] = p
		a.files[d.File] = p
		a.Pages = append(a.Pages, p)
	}
}

// documentFolder gives the folder of the documents of a kind.
func documentFolder(l *Language, kind content.Kind) string {
	if !kind.Describe().Listed {
		return l.Code + "/"
	}
	return path.Join(l.Code, l.section(kind.Describe().Folder)) + "/"
}

// documentAddress gives a document's address. It does not come from the title,
// so that mending a title never moves a page.
func documentAddress(folder string, d *content.Document) Address {
	if d.Kind == content.KindPage && d.Key == homeKey {
		return Address(folder + "index.html")
	}
	return Address(folder + cmp.Or(d.Slug, d.Key) + ".html")
}

// addCollections makes the pages that show what others hold, the same ones in
// every language. A partial one has a home page, and lists of its own pages.
func (a *assembly) addCollections() {
	a.collections = map[string]*Page{}
	data := &a.Content.Data
	for _, l := range a.Languages {
		if a.pages[id{content.KindPage, homeKey, l.Code}] == nil {
			home := a.collect(l, KindHome, "", "index.html")
			home.Title, home.Summary, home.Home = l.Title, l.Description, &Home{}
		}
		for _, k := range content.Kinds() {
			if k.Listed && a.lists(l, k.Kind) {
				a.collect(l, KindList, k.Folder, path.Join(l.section(k.Folder), "index.html"))
			}
		}
		a.addOffline(l)
		a.addSearch(l)
		a.addTranslation(l)
		if l.Partial {
			continue
		}
		a.addTopics(l)
		a.addNarrowed(l)
		a.addFigures(l)
		for _, c := range []struct {
			kind  string
			wants bool
		}{
			{KindTimeline, len(data.Timeline) > 0},
			{KindOrganizations, len(data.Organizations) > 0},
			{KindAlternatives, len(data.Needs)+len(data.Objections)+len(data.Brands) > 0},
			{KindGlossary, len(data.Glossary) > 0},
		} {
			if c.wants {
				a.collect(l, c.kind, c.kind, l.section(c.kind)+".html")
			}
		}
	}
}

// addTopics makes a page of each topic that something is about.
func (a *assembly) addTopics(l *Language) {
	any := false
	for _, t := range a.Settings.Topics {
		if !a.treats(t.Key) {
			continue
		}
		any = true
		name, _ := t.Name.In(l.Code, a.Settings.Languages[0])
		p := a.collect(l, KindTopic, "topics/"+t.Key, path.Join(l.section("topics"), cmp.Or(locale.Slug(name), t.Key)+".html"))
		p.Name, p.Title = t.Key, name
		p.Summary = l.T("topic.summary", "topic", name)
	}
	if any {
		a.collect(l, KindTopics, "topics", path.Join(l.section("topics"), "index.html"))
	}
}

// treats says whether something is about a topic.
func (a *assembly) treats(topic string) bool {
	about := func(r schema.Ref) bool { return r.Key == topic }
	return slices.ContainsFunc(a.Content.Documents, func(d *content.Document) bool { return slices.ContainsFunc(d.Topics, about) })
}

// collect adds a page that is made from others. Its title and summary are those
// that the strings have under its place.
func (a *assembly) collect(l *Language, kind, place, address string) *Page {
	p := &Page{Kind: kind, Name: place, Language: l, Address: Address(path.Join(l.Code, address))}
	if l.Has("pages." + place + ".title") {
		p.Title, p.Summary = l.T("pages."+place+".title"), l.T("pages."+place+".summary")
	}
	if kind == KindList || kind == KindTopic {
		p.List = &List{}
	}
	a.collections[path.Join(l.Code, place)] = p
	a.Pages = append(a.Pages, p)
	return p
}

// route finds pages by address, and two at the same one.
func (a *assembly) route() {
	for _, p := range a.Pages {
		at := filename.Fold(string(p.Address))
		if other := a.routes[at]; other != nil {
			a.collision(p, other)
			continue
		}
		a.routes[at] = p
	}
	for _, p := range a.Pages {
		if p.Document != nil && p.Document.Event != nil {
			a.keepCalendar(p)
		}
	}
	slices.SortStableFunc(a.Pages, func(p, q *Page) int { return cmp.Compare(p.Address, q.Address) })
}

// keepCalendar refuses an event whose calendar file would take the place of the
// calendar of all events.
func (a *assembly) keepCalendar(p *Page) {
	list := a.collections[path.Join(p.Language.Code, p.Document.Kind.Describe().Folder)]
	if all := allEvents(list); filename.Fold(string(calendarOf(p.Address))) == filename.Fold(string(all)) {
		a.diags.Errorf(p.Document.Pos("slug"), "site.collision", string(all), list.Title).WithHint("hint.site.collision")
	}
}

func (a *assembly) collision(p, other *Page) {
	if p.Document == nil {
		p, other = other, p
	}
	if p.Document == nil {
		a.sameName(p, other)
		return
	}
	with := any(other.Title)
	if other.Document != nil {
		with = diag.Position{File: other.Document.File}
	}
	a.diags.Errorf(p.Document.Pos("slug"), "site.collision", string(p.Address), with).WithHint("hint.site.collision")
}

// sameName reports two pages at one address of which no file is, topics above all:
// their addresses come from their names.
func (a *assembly) sameName(p, other *Page) {
	this, that := a.Settings.Topic(path.Base(p.Name)), a.Settings.Topic(path.Base(other.Name))
	pages := this != nil && that != nil && a.collection(p.Language, "topics/"+this.Key) != nil && a.collection(p.Language, "topics/"+that.Key) != nil
	switch {
	case pages && p.Kind == KindFigures: // which their own pages have told
	case this != nil && that != nil:
		a.diags.Errorf(this.Pos, "site.topics-collide", this.Key, that.Key, p.Language.Code, that.Pos).WithHint("hint.site.topics-collide")
	case this != nil:
		a.diags.Errorf(this.Pos, "site.collision", string(p.Address), other.Title).WithHint("hint.site.topics-collide")
	case that != nil:
		a.diags.Errorf(that.Pos, "site.collision", string(p.Address), p.Title).WithHint("hint.site.topics-collide")
	default:
		a.diags.Errorf(diag.Position{File: "content/site.yaml"}, "site.collision", string(p.Address), other.Title)
	}
}

// ends gives the moment after which an event is over. Without hours that is the end
// of its day.
func ends(e *content.Event, zone *time.Location) time.Time {
	end := e.End
	if end.IsZero() {
		end = e.Start
	}
	until := time.Date(end.Year, time.Month(end.Month), end.Day, end.Hour, end.Minute, 0, 0, zone)
	if !e.Timed {
		return until.AddDate(0, 0, 1)
	}
	if e.End.IsZero() {
		return until.Add(3 * time.Hour)
	}
	return until
}

// over gives the moment after which an event is over, or there is no time left for what
// a guide asks. Zero: there is no such moment.
func (a *assembly) over(d *content.Document) time.Time {
	switch {
	case d.Event != nil:
		return ends(d.Event, a.zones[d.Event.TimeZone])
	case d.Guide != nil && !d.Guide.Until.IsZero():
		return d.Guide.Until.Over(a.zones[a.Settings.TimeZone])
	}
	return time.Time{}
}

// Until gives the last moment for which the model is the same as for [Site.Now], as
// far as its own hands go: then an event is over. Zero: nothing is to come.
func (s *Site) Until() time.Time {
	var until time.Time
	a := &assembly{index: s.index}
	for _, p := range s.Pages {
		if p.Document == nil || p.Card == nil || p.Card.Past {
			continue
		}
		if end := a.over(p.Document); !end.IsZero() && (until.IsZero() || end.Before(until)) {
			until = end
		}
	}
	return until
}
