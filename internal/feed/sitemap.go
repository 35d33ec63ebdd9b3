package feed

import (
	"encoding/xml"

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

// Sitemap lists every page with its versions in all languages, itself among
// them, and the language chooser as the version for all others. The site must
// have an address.
func Sitemap(s *site.Site) ([]byte, error) {
	set := urlSet{Space: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	chooser := site.Address("index.html").On(s.Base)
	set.URLs = append(set.URLs, sitemapURL{Location: chooser})
	for _, p := range s.Pages {
		u := sitemapURL{Location: p.Address.On(s.Base)}
		if !p.Checked.IsZero() {
			u.Modified = p.Checked.String()
		}
		for _, a := range p.Alternates {
			if a.Exact {
				u.Versions = append(u.Versions, sitemapOther{"alternate", a.Language.Tag, a.Address.On(s.Base)})
			}
		}
		u.Versions = append(u.Versions, sitemapOther{"alternate", "x-default", chooser})
		set.URLs = append(set.URLs, u)
	}
	b, err := xml.Marshal(set)
	return append([]byte(xml.Header), append(b, '\n')...), err
}
