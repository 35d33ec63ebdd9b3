package review

import (
	"slices"
	"strings"
	"testing"

	"tract/internal/content"
	"tract/internal/locale"
	"tract/internal/site"
)

func amazon() company {
	brand := func(name string, domains ...string) content.Brand {
		b := content.Brand{Name: locale.Text{"en": name}}
		for _, d := range domains {
			b.Domains = append(b.Domains, site.Ref{Key: d})
		}
		return b
	}
	return newCompany(&content.Data{
		Brands: []content.Brand{
			brand("Amazon", "amazon.ca", "amazon.com", "amazon.fr", "amazon.co.uk", "amazon.com.mx"),
			brand("AWS", "amazonaws.com", "amazonaws.cn", "cloudfront.net"), brand("Audible", "audible.ca", "audible.com"), brand("Ring", "ring.com"),
		},
		Shorteners: []site.Ref{{Key: "amzn.to"}, {Key: "a.co"}},
	})
}

// TestCompany tells the company's addresses from those that look like them.
func TestCompany(t *testing.T) {
	c := amazon()
	for address, want := range map[string]string{
		"https://amazon.ca":                                "amazon.ca",
		"https://www.amazon.ca/dp/1":                       "www.amazon.ca",
		"HTTPS://WWW.AMAZON.CA/dp/1":                       "www.amazon.ca",
		"https://amazon.ca./":                              "amazon.ca",
		"https://amazon.ca:8443/":                          "amazon.ca",
		"http://smile.amazon.com":                          "smile.amazon.com",
		"https://ａｍａｚｏｎ.ca/":                               "amazon.ca", // wide letters
		"https://amazon。ca/":                               "amazon.ca", // a dot of Chinese
		"https://amazon.de/":                               "amazon.de",
		"https://www.amazon.com.be/":                       "www.amazon.com.be",
		"https://www.amazon.co.jp/":                        "www.amazon.co.jp",
		"https://audible.de":                               "audible.de",
		"https://aws.amazon.com/s3/":                       "aws.amazon.com",
		"https://x.s3.ca-1.amazonaws.com/y":                "x.s3.ca-1.amazonaws.com",
		"https://d1.cloudfront.net/film.mp4":               "d1.cloudfront.net",
		"https://amzn.to/3xyz":                             "amzn.to",
		"https://a.co/d/1":                                 "a.co",
		"https://en-ca.ring.com":                           "en-ca.ring.com",
		"https://out.example/?u=https%3A%2F%2Famzn.to%2F3": "amzn.to",
		"https://out.example/go?a=1&to=https://amazon.ca":  "amazon.ca",

		"https://out.example/?to=www.amazon.ca/dp/1":                                          "www.amazon.ca",
		"https://out.example/?to=amazon.ca/dp/1":                                              "amazon.ca",
		"https://out.example/?to=%2F%2Famazon.ca":                                             "amazon.ca",
		"https://out.example/?https://amazon.ca":                                              "amazon.ca", // without a name
		"https://out.example/https://amazon.ca/dp/1":                                          "amazon.ca",
		"https://out.example/go/https%3A%2F%2Famazon.ca%2F":                                   "amazon.ca",
		"https://a.example/?u=https%3A%2F%2Fb.example%2F%3Fu%3Dhttps%253A%252F%252Famazon.ca": "amazon.ca",

		"https://amazon.ca.evil.example/":                          "",
		"https://amazon.com.evil.ca/":                              "",
		"https://amazon.evil.ca":                                   "",
		"https://xn--mazon-3ve.com/":                               "", // a letter of Cyrillic, and somebody else's
		"https://аmazon.com/":                                      "",
		"https://notamazon.ca":                                     "",
		"https://amazon-fired-me.example":                          "",
		"https://amazon.org.example":                               "",
		"https://laws.example":                                     "",
		"https://aws.example.org":                                  "",
		"https://ba.co.example":                                    "",
		"https://pa.co":                                            "",
		"https://ring.ca":                                          "", // known in one country only
		"https://string.com":                                       "",
		"https://example.org/amazon.ca":                            "",
		"https://example.org/?q=amazon.ca":                         "",
		"https://example.org/#https://amazon.ca":                   "",
		"https://web.archive.example/web/2025/https://amazon.ca/x": "",
		"https://archive.example/https://amazon.ca/x":              "",
		"https://example.org/?q=boycott+amazon.ca/dp":              "",
		"https://example.org/http://":                              "",
		"https://example.org/?mail=nous@amazon.ca":                 "",
		"https://%zz":                                              "",
	} {
		got, ok := c.leads(address)
		if got != want || ok != (want != "") {
			t.Errorf("%s leads to %q, want %q", address, got, want)
		}
	}
	none := newCompany(&content.Data{})
	if _, ok := none.leads("https://amazon.ca"); ok {
		t.Error("a site that boycotts nobody has its company")
	}
}

// TestAffiliate tells what earns a commission from what only has such a name.
func TestAffiliate(t *testing.T) {
	c := &campaign{company: amazon()}
	for address, want := range map[string]string{
		"https://www.amazon.ca/dp/1?tag=groupe":           "tag",
		"https://www.amazon.ca/dp/1?psc=1&tag=groupe-20":  "tag",
		"https://out.example/?Tag=LIBRAIRIE-21":           "Tag",
		"https://out.example/?ascsubtag=x":                "ascsubtag",
		"https://out.example/?linkCode=ll1":               "linkCode",
		"https://www.amazon.ca/dp/1":                      "",
		"https://blog.example/?tag=boycottage":            "",
		"https://blog.example/?tag=mars-2025":             "",
		"https://blog.example/tag=x-20":                   "",
		"https://blog.example/?tags=a-20":                 "",
		"https://blog.example/?hashtag=%23prime&stag=a-2": "",
	} {
		if got, _ := c.affiliate(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

// TestPhones finds numbers as people write them in French and in English, and none in
// sums, dates and numbers of other things.
func TestPhones(t *testing.T) {
	for text, want := range map[string][]string{
		"514 522-1234":                    {"5145221234"},
		"514-522-1234":                    {"5145221234"},
		"514.522.1234":                    {"5145221234"},
		"514 522 1234":                    {"5145221234"},
		"(514) 522-1234":                  {"5145221234"},
		"(514)522-1234":                   {"5145221234"},
		"+1 514 522-1234":                 {"5145221234"},
		"+1 (514) 522-1234":               {"5145221234"},
		"1-514-522-1234":                  {"5145221234"},
		"+15145221234":                    {"5145221234"},
		"15145221234":                     {"5145221234"},
		"5145221234":                      {"5145221234"},
		"514\u00a0522\u20111234":          {"5145221234"},
		"514\u202f522–1234":               {"5145221234"},
		"Tél. : 514 522-1234, poste 123":  {"5145221234"},
		"514 522-1234 x12":                {"5145221234"},
		"514 522-1234x12":                 {"5145221234"},
		"514 522-1234 ext. 12":            {"5145221234"},
		"Marie,514 522-1234.":             {"5145221234"},
		"514 522-1234 ou 438 522-1234":    {"5145221234", "4385221234"},
		"| 514 522-1234 | 438 522-1234 |": {"5145221234", "4385221234"},
		"514/522-1234, 514 - 522 - 1234":  {"5145221234", "5145221234"},
		"514  522  1234 et 514—522—1234":  {"5145221234", "5145221234"},
		"001 514 522 1234":                {"5145221234"},
		"(514) 5221234":                   {"5145221234"},
		"514 . 522 . 1234":                {"5145221234"},
		"2014/2015-2016, 300/400/2025":    nil,
		"+33 6 12 34 56 78":               {"33612345678"},
		"+33 (0)6 12 34 56 78":            {"330612345678"},
		"+44 20 7946 0958":                {"442079460958"},
		"+52 55 1234 5678":                {"525512345678"},
		"+509 34 12 3456":                 {"50934123456"},
		"+33612345678":                    {"33612345678"},
		"+351 912 345 678":                {"351912345678"},
		"911, le 811 ou le 211":           nil,
		"1 800 522-1234":                  nil, // free to call
		"1-888-522-1234":                  nil,
		"514 555-0123":                    nil, // rings nowhere
		"2025-01-22":                      nil,
		"22-01-2025, 13:30":               nil,
		"le 15 février 2025 à 13 h 30":    nil,
		"4 500 000 000 $":                 nil,
		"$4,500,000,000":                  nil,
		"450 555 1234 $":                  nil,
		"$450 555-1234":                   nil,
		"+25 000 000 d’emplois":           nil,
		"+250 000 000 en un an":           nil,
		"de 200 à 300":                    nil,
		"1 450 555 1234 567":              {"4505551234"}, // no sum has four digits in a row
		"ISBN 978-2-89649-123-4":          nil,
		"ISBN 2070360024, NEQ 2263554188": nil,
		"dossier nº 5145221234":           nil,
		"facture_5145221234":              nil,
		"5145221234abc":                   nil,
		"4111 5145 2212 3456":             nil,
		"2-514-522-1234":                  nil,
		"H2L 4S8, DXT4, YUL2":             nil,
		"114 522-1234 et 514 022-1234":    nil, // no such area, no such exchange
		"514 522-12345":                   nil,
		"1568949971":                      nil,
		"192.168.100.2000, 10.0.0.1":      nil,
		"de 2019-2020 à 2024-2025":        nil,
		"514 5221234":                     nil, // groups that nobody writes
		"+1 500":                          nil,
	} {
		var got []string
		for _, p := range phones([]byte(text)) {
			got = append(got, p.number)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestMails(t *testing.T) {
	for text, want := range map[string][]string{
		"Jean.Tremblay+lutte@courriel.qc.ca.":                                  {"jean.tremblay+lutte@courriel.qc.ca"},
		"<marie@groupe.quebec>, (luc_2@exemple.net)":                           {"marie@groupe.quebec", "luc_2@exemple.net"},
		"mailto:a@b.ca?subject=x":                                              {"a@b.ca"},
		"nous@example.org, vous@www.example.com, x@y.test":                     nil,
		"@amazon sur @mastodon.quebec":                                         nil,
		"jean.roy @ courriel.qc.ca, jean@ x.ca":                                {"jean.roy@courriel.qc.ca", "jean@x.ca"},
		"Jean [arobase] courriel.qc.ca":                                        {"jean@courriel.qc.ca"},
		"jean(at)courriel(dot)qc.ca":                                           {"jean@courriel.qc.ca"},
		"jean [at] courriel [point] ca":                                        {"jean@courriel.ca"},
		"jean AT courriel DOT ca":                                              {"jean@courriel.ca"},
		"écrire à jean arobase courriel.ca":                                    {"jean@courriel.ca"},
		"jean point roy arobase courriel point ca":                             {"jean.roy@courriel.ca"},
		"jean at courriel dot ca":                                              {"jean@courriel.ca"},
		"jean＠courriel.ca, luc&#64;courriel.ca":                                {"jean@courriel.ca", "luc@courriel.ca"},
		"Meet at example.quebec, at 5. Look at x.y":                            nil,
		"un 5 @ 7 samedi, @ bientôt":                                           nil,
		"We met at this point in time; arrive at the point of no return. Dot.": nil,
		"at the point of no return":                                            nil,
		"à ce point (at least)":                                                nil,
		"la touche arobase":                                                    nil,
		"à 5 @ 10 $":                                                           nil,
		"marie@groupe":                                                         nil,
	} {
		var got []string
		for _, m := range mails([]byte(text)) {
			got = append(got, m.address)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestMarked(t *testing.T) {
	for title, want := range map[string]bool{
		"Source": true, "source": true, "Source: the site of the company": true, "Source\u00a0: le site": true, "SOURCE – page archivée": true, "Source, 2025": true,
		"": false, "Sources of joy": false, "La source": false, "Resource": false, "Pétition": false,
	} {
		if marked(title) != want {
			t.Errorf("%q: %v", title, !want)
		}
	}
}

// TestTermsAreFound looks for terms as texts write them.
func TestTermsAreFound(t *testing.T) {
	s := &site.Site{}
	s.Languages = []*site.Language{{Locale: &locale.Locale{Code: "fr"}}, {Locale: &locale.Locale{Code: "ar"}}}
	s.Content = &content.Content{}
	for _, term := range []locale.Text{
		{"fr": "accréditation par cartes"}, {"fr": "accréditation"}, {"fr": "point d’étranglement"}, {"fr": "AWS (Amazon Web Services)"}, {"ar": "إضراب"}, {"en": "strike"}, {"fr": "(/)"},
	} {
		s.Content.Data.Glossary = append(s.Content.Data.Glossary, content.Term{Key: term["fr"] + term["ar"], Term: term})
	}
	for _, c := range []struct{ language, text, want string }{
		{"fr", "L’accréditation, puis des ACCRÉDITATIONS.", "accréditation accréditation"},
		{"fr", "accréditations par\n  carte: non", "accréditation par cartes"},
		{"fr", "accréditation, par cartes", "accréditation"},
		{"fr", "Accréditation par\n**cartes**", "accréditation par cartes"},
		{"fr", "des points d'étranglement", "point d’étranglement"},
		{"fr", "un point. D’étranglement", ""},
		{"fr", "un point\n\nd’étranglement", ""},
		{"fr", "AWS et l’Amazon Web Services", "AWS (Amazon Web Services) AWS (Amazon Web Services)"},
		{"fr", "lAWS, désaccréditation, strike", ""},
		{"fr", "accréditation", "accréditation"},
		{"fr", "accre\u0301ditation", "accréditation"},
		{"ar", "إضراب", "إضراب"},
		{"ar", "إِضْرَاب", "إضراب"},
		{"fr", "", ""},
		{"fr", "\xff\xc3 accr\xe9ditation", ""},
	} {
		terms, _ := glossariesOf(s)[c.language].find([]byte(c.text))
		var got []string
		for _, s := range terms {
			got = append(got, s.term.key)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q, not %q", c.text, got, c.want)
		}
	}
}
