package feed

import (
	"encoding/xml"

	"tract/internal/locale"
	"tract/internal/site"
)

type urlSet struct {
	XMLName xml.Name     `xml:"urlset"`
	Space   string       `xml:"xmlns,attr"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Location string         `xml:"loc"`
	Modified string         `xml:"lastmod,omitempty"`
	Versions []sitemapOther `xml:"xhtml:link"`
}

type sitemapOther struct {
	Rel      string `xml:"rel,attr"`
	Language string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

// Entry is a page of the sitemap.
type Entry struct {
	Address    site.Address
	Checked    locale.Date
	Alternates []site.Alternate
}

// Sitemap lists every page with its versions in all languages, itself among
// them, and the language chooser as the version for all others. base is the
// address of the site.
func Sitemap(base string, entries []Entry) ([]byte, error) {
	set := urlSet{Space: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	chooser := site.Address("index.html").On(base)
	set.URLs = append(set.URLs, sitemapURL{Location: chooser})
	for _, p := range entries {
		u := sitemapURL{Location: p.Address.On(base)}
		if !p.Checked.IsZero() {
			u.Modified = p.Checked.String()
		}
		for _, a := range p.Alternates {
			if a.Exact {
				u.Versions = append(u.Versions, sitemapOther{"alternate", a.Language.Tag, a.Address.On(base)})
			}
		}
		u.Versions = append(u.Versions, sitemapOther{"alternate", "x-default", chooser})
		set.URLs = append(set.URLs, u)
	}
	b, err := xml.Marshal(set)
	return append([]byte(xml.Header), append(b, '\n')...), err
}
