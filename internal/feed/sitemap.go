package feed

import (
	"bytes"
	"encoding/xml"

	"tract/internal/locale"
	"tract/internal/site"
)

// Entry is a page of the sitemap.
type Entry struct {
	Address    site.Address
	Checked    locale.Date
	Alternates []site.Alternate
}

// Sitemap lists every page with its versions in all languages, itself among
// them, and the language chooser as the version for all others. base is the
// address of the site.
//
// It names each page once for every language, so only its texts are left to
// encoding/xml.
func Sitemap(base string, entries []Entry) ([]byte, error) {
	chooser := site.Address("index.html").On(base)
	var b bytes.Buffer
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`)
	between(&b, "<url><loc>", chooser, "</loc></url>")
	for _, p := range entries {
		between(&b, "<url><loc>", p.Address.On(base), "</loc>")
		if !p.Checked.IsZero() {
			between(&b, "<lastmod>", p.Checked.String(), "</lastmod>")
		}
		for _, a := range p.Alternates {
			if a.Exact {
				version(&b, a.Language.Tag, a.Address.On(base))
			}
		}
		version(&b, "x-default", chooser)
		b.WriteString("</url>")
	}
	b.WriteString("</urlset>\n")
	return b.Bytes(), nil
}

// version writes the address of a page in a language.
func version(b *bytes.Buffer, language, address string) {
	between(b, `<xhtml:link rel="alternate" hreflang="`, language, `" `)
	between(b, `href="`, address, `"></xhtml:link>`)
}

// between writes text, escaped, between two pieces of markup.
func between(b *bytes.Buffer, before, text, after string) {
	b.WriteString(before)
	_ = xml.EscapeText(b, []byte(text)) // a buffer takes all that it is given
	b.WriteString(after)
}
