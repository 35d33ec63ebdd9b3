package site

import (
	"cmp"
	"path"

	"tract/internal/config"
	"tract/internal/locale"
)

// Offline is what the page about reading without a network shows.
type Offline struct {
	Kit Address // all pages of the language in one file
}

// addOffline makes the page about reading without a network. A browser shows it too
// in place of a page that is not on the device.
func (a *assembly) addOffline(l *Language) {
	if !a.Settings.Wants(config.Offline) {
		return
	}
	p := a.collect(l, KindOffline, KindOffline, l.section(KindOffline)+".html")
	p.Offline = &Offline{Kit: Address(path.Join(l.Code, cmp.Or(locale.Slug(l.Title), "site")+"-"+l.Code+".zip"))}
	l.Offline = Link{Title: l.T("pages.offline.menu"), Address: p.Address, Kind: p.Kind}
}

// Carried gives the pages that the device of everybody who visits a language keeps:
// its home page, the page about reading without a network, those that the main menu
// leads to, and the guides that say so.
func (s *Site) Carried(l *Language) []*Page {
	if l.Offline.Address == "" {
		return nil
	}
	pages := []*Page{s.PageAt(l.Home.Address), s.PageAt(l.Offline.Address)}
	carry := func(p *Page) {
		if p != nil && p.Language == l && p != pages[0] && p != pages[1] {
			pages = append(pages, p)
		}
	}
	for _, link := range l.Menu {
		carry(s.PageAt(link.Address))
	}
	for _, p := range s.Pages {
		if p.Document != nil && p.Document.Guide != nil && p.Document.Guide.Offline {
			carry(p)
		}
	}
	return pages
}

// Worker is the address of the script that keeps pages on the device. A browser lets
// it answer for all that lies in its folder.
const Worker Address = "sw.js"

// Manifest gives the address of what a browser wants to know of the site to put it on
// a home screen.
func (l *Language) Manifest() Address {
	return l.Home.Address.Beside("manifest.webmanifest")
}
