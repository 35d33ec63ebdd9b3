package site

import (
	"net/url"
	"path"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestAddress(t *testing.T) {
	for _, c := range []struct {
		from, to Address
		want     string
	}{
		{"fr/guides/a.html", "fr/guides/b.html", "b.html"},
		{"fr/guides/a.html", "fr/guides/a.html", "a.html"},
		{"fr/guides/a.html", "fr/index.html", "../index.html"},
		{"fr/guides/a.html", "en/guides/a.html", "../../en/guides/a.html"},
		{"index.html", "fr/index.html", "fr/index.html"},
		{"fr/index.html", "index.html", "../index.html"},
		{"fr/a.html", "fr/guides/index.html", "guides/index.html"},
		{"404.html", "assets/main.css", "assets/main.css"},
		// A folder that has the name of a file in the other address is not shared.
		{"fr/guides/fr/a.html", "fr/guides/a.html", "../a.html"},
		{"fr/a.html", "en/a.html", "../en/a.html"},
		// A slug in another script, and what would end a path.
		{"ar/index.html", "ar/أدلة/مقاطعة.html", "%D8%A3%D8%AF%D9%84%D8%A9/%D9%85%D9%82%D8%A7%D8%B7%D8%B9%D8%A9.html"},
		{"ar/أدلة/a.html", "ar/index.html", "../index.html"},
		{"fr/a.html", "fr/b?c#d.html", "b%3Fc%23d.html"},
		{"fr/a.html", "fr/100%.html", "100%25.html"},
	} {
		if got := c.from.To(c.to); got != c.want {
			t.Errorf("from %s to %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestAddressPlaces(t *testing.T) {
	for _, c := range []struct {
		address                        Address
		root, on, onFolder, beside, in string
	}{
		{"index.html", "", "https://example.org/", "https://example.org/t/", "feed.xml", "."},
		{"404.html", "", "https://example.org/404.html", "https://example.org/t/404.html", "feed.xml", "."},
		{"fr/index.html", "../", "https://example.org/fr/", "https://example.org/t/fr/", "fr/feed.xml", "fr"},
		{"fr/mon-index.html", "../", "https://example.org/fr/mon-index.html", "https://example.org/t/fr/mon-index.html", "fr/feed.xml", "fr"},
		{"fr/guides/a.html", "../../", "https://example.org/fr/guides/a.html", "https://example.org/t/fr/guides/a.html", "fr/guides/feed.xml", "fr/guides"},
		{"ar/أدلة/a.html", "../../", "https://example.org/ar/%D8%A3%D8%AF%D9%84%D8%A9/a.html", "https://example.org/t/ar/%D8%A3%D8%AF%D9%84%D8%A9/a.html", "ar/أدلة/feed.xml", "ar/أدلة"},
	} {
		a := c.address
		for name, pair := range map[string][2]string{
			"Root": {a.Root(), c.root}, "On": {a.On("https://example.org/"), c.on}, "On without slash": {a.On("https://example.org"), c.on},
			"On in a folder": {a.On("https://example.org/t/"), c.onFolder}, "On nothing": {a.On(""), ""},
			"Beside": {string(a.Beside("feed.xml")), c.beside}, "Folder": {a.Folder(), c.in},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s of %s: %q, want %q", name, a, pair[0], pair[1])
			}
		}
	}
}

// FuzzAddress follows links as a browser does: resolved against the place that it
// stands at, a link leads to its target, whatever the names and wherever the site.
func FuzzAddress(f *testing.F) {
	f.Add("fr/guides/a.html", "en/index.html")
	f.Add("index.html", "ar/أدلة/مقاطعة.html")
	f.Add("a/b/c/d.html", "a/b/x y?#%.html")
	f.Add("fr/a:b.html", "fr/c:d.html")
	f.Add("fr/a.html", "fr//b")
	f.Fuzz(func(t *testing.T, from, to string) {
		if !usable(from) || !usable(to) {
			return
		}
		for _, base := range []string{"https://example.org/", "https://example.org/repo/"} {
			at, err := url.Parse(base + (&url.URL{Path: from}).EscapedPath())
			if err != nil {
				return
			}
			link, err := url.Parse(Address(from).To(Address(to)))
			if err != nil {
				t.Fatalf("from %q to %q: %v", from, to, err)
			}
			if got := at.ResolveReference(link); got.Path != strings.TrimPrefix(base, "https://example.org")+to || got.Host != "example.org" || got.RawQuery+got.Fragment != "" {
				t.Errorf("from %q to %q: %q leads to %s", from, to, link, got)
			}
			absolute, err := url.Parse(Address(to).On(base))
			want := to
			if path.Base(to) == "index.html" {
				want = strings.TrimSuffix(to, "index.html")
			}
			if err != nil || strings.TrimPrefix(absolute.Path, strings.TrimPrefix(base, "https://example.org")) != want {
				t.Errorf("%q on %s: %s %v", to, base, absolute, err)
			}
		}
	})
}

// usable says whether an output may have a name: clean, relative, text.
func usable(name string) bool {
	return name != "" && name != "." && name == path.Clean(name) && !strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "..") && utf8.ValidString(name) && !strings.ContainsAny(name, "\\")
}
