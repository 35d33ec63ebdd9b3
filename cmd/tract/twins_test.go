package main

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

// readPages takes every page of a folder apart, by its path.
func readPages(t *testing.T, dir string) map[string]*crawled {
	t.Helper()
	pages := map[string]*crawled{}
	for name, src := range readTree(t, dir, ".html") {
		pages[name] = takeApart(t, name, src)
	}
	return pages
}

// readTree reads the files of a folder whose names end so.
func readTree(t *testing.T, dir, ending string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ending) {
			return err
		}
		src, err := os.ReadFile(name)
		files[filepath.ToSlash(strings.TrimPrefix(name, dir+string(filepath.Separator)))] = src
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("there is no file *%s", ending)
	}
	return files
}

// TestCrawlFiles follows every link as one from file to file, as on a USB stick.
func TestCrawlFiles(t *testing.T) {
	dir := makeSite(t)
	pages := readPages(t, dir)
	for name, p := range pages {
		if name == "404.html" {
			continue // only a server shows it
		}
		for _, l := range p.links {
			to, err := url.Parse(l.address)
			if err != nil || to.Scheme != "" {
				continue // judged where the site is served
			}
			target := name
			if to.Path != "" {
				target = path.Join(path.Dir(name), to.Path)
			}
			if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(target))); err != nil || !info.Mode().IsRegular() {
				t.Errorf("%s: %q is no file", name, l.address)
			} else if q := pages[target]; to.Fragment != "" && (q == nil || !q.ids[to.Fragment]) {
				t.Errorf("%s: %q: there is no such place", name, l.address)
			}
		}
	}
}

// whole says whether a language is one that every page exists in. Of any other
// the site has some pages.
func whole(tree string) bool { return tree == "fr" || tree == "en" }

// leads gives the page that an entry of a page's language switch leads to.
func leads(t *testing.T, name string, o other) string {
	t.Helper()
	to, err := url.Parse(o.address)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return path.Join(path.Dir(name), to.Path)
}

// TestTwins holds the French and the English tree to the same pages, and every
// switch to what it says: each entry leads to another language, to a page whose
// switch leads back, or else says that it leads to the nearest page only, which no
// page of a whole language may have to say.
func TestTwins(t *testing.T) {
	pages := readPages(t, makeSite(t))
	count := map[string]int{}
	for name, p := range pages {
		tree, _, inside := strings.Cut(name, "/")
		if !inside {
			continue // the chooser and 404.html belong to no language
		}
		count[tree]++
		if !strings.HasPrefix(p.language, tree) {
			t.Errorf("%s is in %q", name, p.language)
		}
		seen := map[string]bool{tree: true}
		for _, o := range p.switches {
			twin := leads(t, name, o)
			to, _, _ := strings.Cut(twin, "/")
			q := pages[twin]
			if q == nil || seen[to] || !strings.HasPrefix(q.language, to) {
				t.Errorf("%s: its switch leads to %s, and there is no such page of another language", name, twin)
				continue
			}
			seen[to] = true
			back := slices.ContainsFunc(q.switches, func(o other) bool { return leads(t, twin, o) == name })
			if back == o.nearest || o.nearest && whole(tree) {
				t.Errorf("%s: its switch leads to %s, as the nearest page: %t; that one's leads back: %t", name, twin, o.nearest, back)
			}
		}
		if !seen["fr"] || !seen["en"] {
			t.Errorf("%s: its switch leads to %v", name, p.switches)
		}
	}
	if count["fr"] != count["en"] || count["fr"] < 50 {
		t.Errorf("pages by language: %v", count)
	}
	for tree, n := range count {
		home := tree + "/index.html"
		if pages[home] == nil || len(pages[home].switches) != len(count)-1 || !slices.Contains(pages["index.html"].links, reference{"a", "href", home}) {
			t.Errorf("%s is not there, or lacks a language, or cannot be chosen", home)
		}
		if !whole(tree) && n >= count["fr"] {
			t.Errorf("there are %d pages in %s", n, tree)
		}
	}
}

// TestMachineReadable reads all that is made for programs with other programs'
// readers.
func TestMachineReadable(t *testing.T) {
	dir := makeSite(t, "--base-url", "https://example.org/trousse/")
	for name, src := range readTree(t, dir, ".json") {
		if !json.Valid(src) {
			t.Errorf("%s is not JSON", name)
		}
	}
	for name, src := range readTree(t, dir, ".csv") {
		rows, err := csv.NewReader(strings.NewReader(string(src))).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
	}
	for name, src := range readTree(t, dir, ".xml") {
		d := xml.NewDecoder(strings.NewReader(string(src)))
		for {
			_, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
	}
	for name, src := range readTree(t, dir, ".ics") {
		checkCalendar(t, name, string(src))
	}
	for name, p := range readPages(t, dir) {
		for _, data := range p.data {
			var thing struct {
				Context string `json:"@context"`
				Type    string `json:"@type"`
			}
			if err := json.Unmarshal([]byte(data), &thing); err != nil || thing.Context != "https://schema.org" || thing.Type == "" {
				t.Errorf("%s: %v: %s", name, err, data)
			}
		}
	}
}

// feedForm is what a feed must have, by RFC 4287 and JSON Feed 1.1.
type feedForm struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

// below gives the path that an address has in the site.
func below(t *testing.T, base, address string) (name string, inside bool) {
	t.Helper()
	name, inside = strings.CutPrefix(address, base)
	name, err := url.PathUnescape(name)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return name, inside
}

// TestFeedsLeadToPages holds each entry of each feed to a page of the site, and
// both forms of a feed to the same entries.
func TestFeedsLeadToPages(t *testing.T) {
	const base = "https://example.org/trousse/"
	dir := makeSite(t, "--base-url", base)
	for name, src := range readTree(t, dir, "feed.xml") {
		var atom feedForm
		if err := xml.Unmarshal(src, &atom); err != nil || atom.ID == "" || atom.Title == "" || atom.Updated == "" {
			t.Errorf("%s: %v: %+v", name, err, atom)
		}
		var other struct {
			Items []struct{ ID, URL, Title string }
		}
		twin, err := os.ReadFile(filepath.Join(dir, strings.TrimSuffix(name, "xml")+"json"))
		if err := errors.Join(err, json.Unmarshal(twin, &other)); err != nil || len(other.Items) != len(atom.Entries) {
			t.Fatalf("%s: %d entries, and %d as JSON: %v", name, len(atom.Entries), len(other.Items), err)
		}
		seen := map[string]bool{}
		for i, e := range atom.Entries {
			file, inside := below(t, base, e.Link.Href)
			if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(file))); err != nil || !inside {
				t.Errorf("%s: %q leads to no page", name, e.Link.Href)
			}
			if item := other.Items[i]; item.ID != e.ID || item.URL != e.Link.Href || item.Title != e.Title || e.Title == "" || e.Updated == "" {
				t.Errorf("%s: %+v, and as JSON %+v", name, e, item)
			}
			if seen[e.ID] {
				t.Errorf("%s: %s stands twice", name, e.ID)
			}
			seen[e.ID] = true
		}
	}
}

// TestSitemapLeadsToPages holds the sitemap to the pages that there are, and each
// page's versions to say the same of each other.
func TestSitemapLeadsToPages(t *testing.T) {
	const base = "https://example.org/trousse/"
	dir := makeSite(t, "--base-url", base)
	src, err := os.ReadFile(filepath.Join(dir, "sitemap.xml"))
	if err != nil {
		t.Fatal(err)
	}
	var set struct {
		URLs []struct {
			Location string `xml:"loc"`
			Versions []struct {
				Href     string `xml:"href,attr"`
				Language string `xml:"hreflang,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(src, &set); err != nil || len(set.URLs) < 100 {
		t.Fatalf("%d pages, %v", len(set.URLs), err)
	}
	versions := map[string]map[string]string{} // by address, the addresses by language
	for _, u := range set.URLs {
		of := map[string]string{}
		for _, v := range u.Versions {
			of[v.Language] = v.Href
		}
		versions[u.Location] = of
	}
	for address, of := range versions {
		name, inside := below(t, base, address)
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err != nil || !inside {
			t.Errorf("%q leads to no page", address)
		}
		if address == base {
			continue // the chooser is the version for all other languages
		}
		self := false
		for language, other := range of {
			self = self || other == address
			if language != "x-default" && !maps.Equal(versions[other], of) {
				t.Errorf("%s has the versions %v, and of these %s has %v", address, of, other, versions[other])
			}
		}
		tree, _, _ := strings.Cut(name, "/")
		if !self || of["x-default"] != base || whole(tree) && (of["fr-CA"] == "" || of["en-CA"] == "") {
			t.Errorf("%s has the versions %v", address, of)
		}
	}
}

// checkCalendar reads a calendar with a parser that is not ours, and looks at the
// lines, which parsers are lenient about: at most 75 octets that end in CRLF.
func checkCalendar(t *testing.T, name, src string) {
	t.Helper()
	if strings.Contains(strings.ReplaceAll(src, "\r\n", ""), "\n") || !strings.HasSuffix(src, "\r\n") {
		t.Errorf("%s: a line does not end in CRLF", name)
	}
	for line := range strings.SplitSeq(src, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%s: %q", name, line)
		}
	}
	calendar, err := ics.ParseCalendar(strings.NewReader(src))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(calendar.Events()) == 0 {
		t.Errorf("%s has no event", name)
	}
	for _, e := range calendar.Events() {
		for _, property := range []ics.ComponentProperty{ics.ComponentPropertyUniqueId, ics.ComponentPropertyDtstamp, ics.ComponentPropertyDtStart, ics.ComponentPropertySummary} {
			if e.GetProperty(property) == nil {
				t.Errorf("%s: an event has no %s", name, property)
			}
		}
	}
}
