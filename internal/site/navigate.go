package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"tract/internal/config"
	"tract/internal/content"
	"tract/internal/filename"
	"tract/internal/locale"
	"tract/internal/schema"
)

// Ref and DateTime are written often below.
type (
	// Ref is a reference by key.
	Ref = schema.Ref
	// DateTime is a day with a time.
	DateTime = locale.DateTime
)

// navigate gives each language its menus and feeds.
func (a *assembly) navigate() {
	for i, l := range a.Languages {
		home := a.homeOf(l)
		l.Home = Link{Title: l.Title, Address: home.Address, Kind: KindHome}
		if s, ok := a.Social(home); ok {
			l.Picture = s.Address
		}
		l.Menu = a.menu(l, a.Settings.Menu, i == 0)
		l.Footer = a.menu(l, a.Settings.Footer, i == 0)
		a.feeds(l, home)
	}
}

func (a *assembly) menu(l *Language, items []config.MenuItem, report bool) []Link {
	var links []Link
	for _, item := range items {
		if p := a.menuPage(l, item); p != nil {
			link := a.link(l, p)
			if item.Page == "" {
				link.Title = l.T("pages." + item.Section + ".menu") // titles are too long for a menu
			}
			links = append(links, link)
		} else if report {
			a.menuFault(item)
		}
	}
	return links
}

func (a *assembly) menuPage(l *Language, item config.MenuItem) *Page {
	if i := (id{content.KindPage, item.Page, l.Code}); item.Page != "" {
		if l.Partial {
			return a.pages[i]
		}
		return a.inAnyLanguage(i)
	}
	return a.collections[path.Join(l.Code, item.Section)]
}

// menuFault reports a menu's page that does not exist. A section without content
// is no fault: it comes back with its first document.
func (a *assembly) menuFault(item config.MenuItem) {
	if item.Page != "" {
		a.unknownDocument(Ref{Key: item.Page, Pos: item.Pos}, content.KindPage, none)
	}
}

// feeds makes the news of a language and of each of its sections, which need the
// address that the site is published at, and its calendars, which do not. What a
// language lacks is no news in it.
func (a *assembly) feeds(l *Language, home *Page) {
	news := []*News{newNews(l, l.Title, "", home)}
	for _, k := range content.Kinds() {
		list := a.collections[path.Join(l.Code, k.Folder)]
		if list == nil {
			continue
		}
		title := l.T("feed.of", "site", l.Title, "section", list.Title)
		news = append(news, newNews(l, title, k.Folder, list))
		if k.Kind == content.KindEvent {
			l.Events = Calendar{Title: title, Address: allEvents(list)}
			a.diaries(l, a.ownCards(l, k.Kind))
		}
	}
	if a.Base == "" || a.lastChange().IsZero() || l.Partial && len(news) == 1 {
		return
	}
	for _, n := range news {
		l.Feeds = append(l.Feeds, n.Feed)
	}
	a.News = append(a.News, news...)
}

// ownCards gives the cards of a kind that are in the language itself.
func (a *assembly) ownCards(l *Language, kind content.Kind) []*Card {
	return slices.DeleteFunc(slices.Clone(a.cards(l, kind)), func(c *Card) bool { return a.pages[id{kind, c.Key, l.Code}] == nil })
}

// lastChange is the last day that any page is known to have been looked at. A feed
// must say when it was last changed; a site without a date has none.
func (a *assembly) lastChange() locale.Date {
	var last locale.Date
	for _, p := range a.Pages {
		last = later(last, later(p.Date, p.Checked))
	}
	return last
}

// diaries makes a calendar of all events of a language, and one of each.
func (a *assembly) diaries(l *Language, cards []*Card) {
	all := &Diary{Calendar: l.Events, Language: l}
	a.Diaries = append(a.Diaries, all)
	for _, c := range cards {
		p := a.pages[id{content.KindEvent, c.Key, l.Code}]
		all.Pages = append(all.Pages, p)
		a.Diaries = append(a.Diaries, &Diary{Calendar{p.Title, calendarOf(p.Address)}, l, []*Page{p}})
	}
	slices.SortStableFunc(all.Pages, func(p, q *Page) int { return eventOrder(p.Card, q.Card) })
}

// newsLength is how many entries a feed has: enough for a reader that asks once a
// month, and the same for a site of any size.
const newsLength = 50

func newNews(l *Language, title, folder string, page *Page) *News {
	return &News{
		Feed:     Feed{Title: title, Folder: folder, Atom: page.Address.Beside("feed.xml"), JSON: page.Address.Beside("feed.json"), Page: page.Address},
		Language: l,
	}
}

// CompleteNews gives a feed its cards: the latest first, then by key.
func (s *Site) CompleteNews(n *News) {
	n.progress.completed.Do(func() {
		a := &assembly{index: s.index}
		var cards []*Card
		for _, k := range content.Kinds() {
			if (n.Folder == "" || n.Folder == k.Folder) && a.collections[path.Join(n.Language.Code, k.Folder)] != nil {
				cards = append(cards, a.ownCards(n.Language, k.Kind)...)
			}
		}
		slices.SortStableFunc(cards, func(c, d *Card) int {
			return cmp.Or(d.Date.Compare(c.Date), cmp.Compare(c.Kind, d.Kind), cmp.Compare(c.Key, d.Key))
		})
		n.Cards = first(cards, newsLength)
		for _, c := range n.Cards {
			n.Updated = later(n.Updated, c.Updated())
		}
		if n.Updated.IsZero() { // no entry has a date
			n.Updated = a.lastChange()
		}
	})
}

// nearest gives the feed in the page's own folder, or the language's.
func nearest(feeds []Feed, p *Page) *Feed {
	for i := range feeds {
		if path.Dir(string(feeds[i].Atom)) == path.Dir(string(p.Address)) {
			return &feeds[i]
		}
	}
	return &feeds[0]
}

// allEvents gives the address of the calendar file beside the list of events.
func allEvents(list *Page) Address {
	return list.Address.Beside("calendar.ics")
}

// calendarOf gives the address of the calendar file beside an event's page.
func calendarOf(page Address) Address {
	return Address(strings.TrimSuffix(string(page), ".html") + ".ics")
}

// redirect makes a page of each old address.
func (a *assembly) redirect() {
	taken := map[string]*Page{}
	for _, p := range a.Pages {
		if p.Document == nil {
			continue
		}
		for _, alias := range p.Document.Aliases {
			from := aliasAddress(alias.Key)
			if q := cmp.Or(a.routes[filename.Fold(string(from))], taken[filename.Fold(string(from))]); q != nil {
				a.diags.Errorf(alias.Pos, "site.alias-taken", alias.Key, q.Title).WithHint("hint.site.alias-taken")
				continue
			}
			taken[filename.Fold(string(from))] = p
			a.Redirects = append(a.Redirects, Redirect{From: from, To: a.link(p.Language, p), Title: p.Title, Pos: alias.Pos})
		}
	}
	slices.SortFunc(a.Redirects, func(r, s Redirect) int { return cmp.Compare(r.From, s.From) })
}

// aliasAddress gives the file that answers at an old address: a folder's index,
// or the page itself.
func aliasAddress(alias string) Address {
	alias = strings.TrimPrefix(alias, "/")
	if strings.HasSuffix(alias, ".html") {
		return Address(alias)
	}
	return Address(path.Join(alias, "index.html"))
}
