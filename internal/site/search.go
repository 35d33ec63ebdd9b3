package site

import (
	"path"

	"tract/internal/config"
	"tract/internal/content"
)

// Search is what the page that looks words up shows without a script: an index.
type Search struct {
	Folder Address // of the files that it looks words up in
	Groups []IndexGroup
	Others []Elsewhere
}

// Elsewhere is the same page of another language.
type Elsewhere struct {
	Language *Language
	Folder   Address
}

// IndexGroup is the pages of one kind by their titles, or where to find them.
type IndexGroup struct {
	Title string
	Page  Link   // the list of them, if there is one
	Links []Link // none where an index of the whole site would be too long
}

// addSearch makes the page that looks words up.
func (a *assembly) addSearch(l *Language) {
	if !a.Settings.Wants(config.Search) {
		return
	}
	p := a.collect(l, KindSearch, KindSearch, l.section(KindSearch)+".html")
	p.Search = &Search{Folder: searchFolder(l)}
	l.Search = Link{Title: l.T("pages.search.menu"), Address: p.Address, Kind: p.Kind}
}

// searchFolder is where a language's words are looked up.
func searchFolder(l *Language) Address { return Address(path.Join("search", l.Code)) }

// longIndex is how many bytes the links of an index may take on its page. A page of
// 60 KB has room for them and for the rest.
const longIndex = 40_000

// fillSearch gives the page its index: of every page or, on a large site, of the lists.
func (a *assembly) fillSearch(p *Page) {
	l := p.Language
	of := map[string][]Link{}
	size := 0
	for _, q := range a.Pages {
		if q.Language != l {
			continue
		}
		if folder := indexed(q); folder != "" {
			of[folder] = append(of[folder], a.link(l, q))
			size += len(q.Title) + len(q.Address) + len(`<li><a href=""></a></li>`)
		}
	}
	for _, other := range a.Languages {
		if other != l {
			p.Search.Others = append(p.Search.Others, Elsewhere{other, searchFolder(other)})
		}
	}
	var groups []IndexGroup
	for _, k := range content.Kinds() {
		groups = append(groups, IndexGroup{Title: l.T("pages." + k.Folder + ".title"), Page: a.place(l, k.Folder), Links: of[k.Folder]})
	}
	groups = append(groups, IndexGroup{Title: l.T("pages.topics.title"), Page: a.place(l, "topics"), Links: of["topics"]})
	for _, g := range groups {
		if size > longIndex && g.Page.Address != "" && g.Page.Kind != KindTopics {
			g.Links = nil
		}
		if len(g.Links) > 0 || g.Page.Address != "" {
			sortFolded(g.Links, func(l *Link) string { return l.Title })
			p.Search.Groups = append(p.Search.Groups, g)
		}
	}
}

// indexed gives the group of the index that a page belongs to, "" for none.
func indexed(p *Page) string {
	switch p.Kind {
	case KindHome, KindList, KindTopics, KindSearch, KindTranslation:
		return ""
	case KindTopic:
		return "topics"
	}
	if p.Document != nil {
		return p.Document.Kind.Describe().Folder
	}
	return content.KindPage.Describe().Folder
}
