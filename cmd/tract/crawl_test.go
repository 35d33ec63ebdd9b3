package main

import (
	"bytes"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// This file looks at the repository's own site as a browser and a disk would. It
// shares no code with the check package, which judges the same things: where one
// of the two is wrong, the other says so.

// crawled is a page, taken apart.
type crawled struct {
	language string
	ids      map[string]bool
	links    []reference
	switches []other  // what the language switch leads to
	data     []string // linked data
}

// other is an entry of a language switch.
type other struct {
	address string
	nearest bool // says that it leads to no twin
}

// reference is an address that a page holds.
type reference struct {
	element, attribute, address string
}

// takeApart reads a page and reports what no page of ours may hold.
func takeApart(t *testing.T, name string, src []byte) *crawled {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if bytes.Contains(src, []byte("ZgotmplZ")) {
		t.Errorf("%s: a template refused a value", name)
	}
	p := &crawled{ids: map[string]bool{}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			p.element(t, name, n)
		}
	}
	if p.language == "" {
		t.Errorf("%s: no language", name)
	}
	return p
}

func (p *crawled) element(t *testing.T, name string, n *html.Node) {
	for _, a := range n.Attr {
		switch a.Key {
		case "id":
			if p.ids[a.Val] || a.Val == "" {
				t.Errorf("%s: the id %q stands twice, or is empty", name, a.Val)
			}
			p.ids[a.Val] = true
		case "href", "src":
			p.links = append(p.links, reference{n.Data, a.Key, a.Val})
		case "srcset", "style", "onclick", "target", "ping":
			t.Errorf("%s: <%s %s>", name, n.Data, a.Key)
		}
	}
	switch {
	case n.Data == "html":
		p.language = attribute(n, "lang")
	case n.Data == "a" && within(n, "language-switch"):
		p.switches = append(p.switches, other{attribute(n, "href"), attribute(n, "title") != ""})
	case n.Data == "script" && attribute(n, "type") == "application/ld+json":
		p.data = append(p.data, n.FirstChild.Data)
	case n.Data == "meta" && attribute(n, "http-equiv") == "refresh":
		_, to, _ := strings.Cut(attribute(n, "content"), "url=")
		p.links = append(p.links, reference{"meta", "refresh", to})
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// within says whether an element stands in one of a class.
func within(n *html.Node, class string) bool {
	for ; n != nil; n = n.Parent {
		if slices.Contains(strings.Fields(attribute(n, "class")), class) {
			return true
		}
	}
	return false
}

// TestCrawlServed follows every link of the site from its first page on, at the
// root of a server and in a folder.
func TestCrawlServed(t *testing.T) {
	for _, below := range []string{"/", "/repo/"} {
		t.Run(strings.Trim(below, "/"), func(t *testing.T) {
			t.Parallel()
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			base := "http://" + listener.Addr().String() + below
			dir := makeSite(t, "--base-url", base)
			s := httptest.NewUnstartedServer(serveLikePages(t, dir, below))
			s.Listener.Close()
			s.Listener = listener
			s.Start()
			t.Cleanup(s.Close)
			c := &crawler{T: t, base: base, pages: map[string]*crawled{}, others: map[string]bool{}}
			c.follow(base)
			c.follow(base + "no/such/page.html")
			c.judge(dir)
		})
	}
}

// serveLikePages serves a folder as GitHub Pages does: an address that leads
// nowhere is answered by 404.html.
func serveLikePages(t *testing.T, dir, below string) http.Handler {
	lost, err := os.ReadFile(filepath.Join(dir, "404.html"))
	if err != nil {
		t.Fatal(err)
	}
	root := os.DirFS(dir)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, inside := strings.CutPrefix(r.URL.Path, below)
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		src, err := fs.ReadFile(root, name)
		if !inside || err != nil {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			src = lost
		} else if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		_, _ = w.Write(src) // the crawler sees what arrives
	})
}

// crawler visits every address once.
type crawler struct {
	*testing.T
	base   string
	pages  map[string]*crawled // by address without fragment
	others map[string]bool     // files that are no pages
}

func (c *crawler) follow(address string) {
	if c.pages[address] != nil || c.others[address] {
		return
	}
	response, err := http.Get(address)
	if err != nil {
		c.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil {
		c.Fatal(err)
	}
	lost := strings.HasSuffix(address, "no/such/page.html")
	if (response.StatusCode == http.StatusOK) == lost {
		c.Errorf("%s: %s", address, response.Status)
		return
	}
	if !strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
		c.others[address] = true
		return
	}
	page := takeApart(c.T, address, body)
	c.pages[address] = page
	for _, l := range page.links {
		c.link(address, l, lost)
	}
}

// link judges one address of a page and follows it, if it leads to the site.
func (c *crawler) link(from string, l reference, lost bool) {
	to, err := url.Parse(l.address)
	if err != nil || l.address == "" {
		c.Errorf("%s: %q: %v", from, l.address, err)
		return
	}
	if strings.HasPrefix(l.address, "/") != lost && to.Scheme == "" {
		c.Errorf("%s: %q counts from the wrong place", from, l.address)
	}
	if l.attribute == "src" && to.Scheme != "" {
		c.Errorf("%s: <%s src=%q>", from, l.element, l.address)
	}
	at, err := url.Parse(from)
	if err != nil {
		c.Fatal(err)
	}
	to = at.ResolveReference(to)
	to.Fragment = ""
	switch {
	case to.Scheme == "http" && to.Host == at.Host:
		c.follow(to.String())
	case !slices.Contains([]string{"https", "http", "mailto", "tel", "sms"}, to.Scheme):
		c.Errorf("%s: %q", from, l.address)
	}
}

// judge compares what was found with what there is, and follows anchors.
func (c *crawler) judge(dir string) {
	reached := map[string]bool{}
	for address, p := range c.pages {
		name, _ := below(c.T, c.base, address)
		reached[name] = true
		for _, l := range p.links {
			c.anchor(address, l)
		}
	}
	for name, src := range readTree(c.T, dir, ".html") {
		// A folder's index may be addressed as the folder, and no link leads to an
		// old address.
		folder := strings.TrimSuffix(name, "index.html")
		if name != "404.html" && !reached[name] && !reached[folder] && !bytes.Contains(src, []byte(`http-equiv="refresh"`)) {
			c.Errorf("no link leads to %s", name)
		}
	}
	if len(c.pages) < 100 || len(c.others) < 20 {
		c.Errorf("only %d pages and %d other files were found", len(c.pages), len(c.others))
	}
}

func (c *crawler) anchor(from string, l reference) {
	at, err := url.Parse(from)
	if err != nil {
		c.Fatal(err)
	}
	to, err := at.Parse(l.address)
	if err != nil || to.Fragment == "" || to.Host != at.Host {
		return
	}
	fragment := to.Fragment
	to.Fragment = ""
	if p := c.pages[to.String()]; p != nil && !p.ids[fragment] {
		c.Errorf("%s: %q: there is no such place", from, l.address)
	}
}
