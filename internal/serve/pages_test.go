package serve

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tract/internal/diag"
	"tract/internal/promise"
)

func TestPages(t *testing.T) {
	r := start(t, Options{})
	site := folder("index", "home", "guides/x", "", "guides/index", "list", "a", "<p>à</p>", "broken", "fail")
	for _, name := range []string{"main.css", "main.js", "feed.json", "feed.xml", "e.ics", "d.csv", "i.svg", "i.png", "i.jpg", "i.webp", "i.gif", "favicon.ico", "f.woff2", "robots.txt", "m.webmanifest", "l.pdf", "z.zip", ".nojekyll"} {
		site["static/"+name] = &fstest.MapFile{Data: []byte("</body>")}
	}
	delete(site, "content/guides/x.md")
	site["static/assets/f.woff2"] = &fstest.MapFile{Data: []byte("font")}
	site["static/quiet.html"] = &fstest.MapFile{Data: []byte(`<body data-live="off">`)}
	site["static/guides/index.html"] = &fstest.MapFile{Data: []byte("<BODY>list</BODY>")}
	r.change(site)
	for _, c := range []struct {
		path, kind string
		code       int
		body       string // with which the answer begins
	}{
		{"/", "text/html; charset=utf-8", 200, "<body>home<script src=\"/_tract/live.js\" data-version=\""},
		{"/index.html?x", "text/html; charset=utf-8", 200, "<body>home<script"},
		{"/a.html", "text/html; charset=utf-8", 200, "<body><p>à</p><script"},
		{"/guides/", "text/html; charset=utf-8", 200, "<BODY>list</BODY><script"},
		{"/guides", "", 307, ""},
		{"/a", "text/html; charset=utf-8", 404, "<body>nothing here<script"},
		{"/a.html/", "text/html; charset=utf-8", 404, "<body>nothing here<script"},
		{"/nowhere/", "text/html; charset=utf-8", 404, "<body>nothing here<script"},
		{"/broken.html", "text/html; charset=utf-8", 500, "<!doctype html>"},
		{"/_tract/", "text/plain; charset=utf-8", 404, "404"},
		{"/_tract/live.js", "text/javascript; charset=utf-8", 200, "// Shows"},
		{"/_tract/live.css", "text/css; charset=utf-8", 200, "/*"},
		{"/main.css", "text/css; charset=utf-8", 200, "</body>"},
		{"/main.js", "text/javascript; charset=utf-8", 200, "</body>"},
		{"/feed.json", "application/json", 200, "</body>"},
		{"/feed.xml", "application/xml; charset=utf-8", 200, "</body>"},
		{"/e.ics", "text/calendar; charset=utf-8", 200, "</body>"},
		{"/d.csv", "text/csv; charset=utf-8", 200, "</body>"},
		{"/i.svg", "image/svg+xml", 200, "</body>"},
		{"/i.png", "image/png", 200, "</body>"},
		{"/i.jpg", "image/jpeg", 200, "</body>"},
		{"/i.webp", "image/webp", 200, "</body>"},
		{"/i.gif", "image/gif", 200, "</body>"},
		{"/favicon.ico", "image/x-icon", 200, "</body>"},
		{"/f.woff2", "font/woff2", 200, "</body>"},
		{"/robots.txt", "text/plain; charset=utf-8", 200, "</body>"},
		{"/m.webmanifest", "application/manifest+json", 200, "</body>"},
		{"/l.pdf", "application/pdf", 200, "</body>"},
		{"/z.zip", "application/zip", 200, "</body>"},
		{"/.nojekyll", "application/octet-stream", 200, "</body>"},
	} {
		response, body := r.get(t, c.path)
		kind := response.Header.Get("Content-Type")
		if response.StatusCode != c.code || kind != c.kind || !strings.HasPrefix(body, c.body) {
			t.Errorf("%s: %d %q %.60q", c.path, response.StatusCode, kind, body)
		}
		if script := strings.Contains(body, `src="/_tract/live.js"`); script != strings.HasPrefix(kind, "text/html") {
			t.Errorf("%s: script: %v", c.path, script)
		}
		shut(t, c.path, response.Header)
		if kept := response.Header.Get("Cache-Control"); kept != "no-store" {
			t.Errorf("%s: kept: %q", c.path, kept)
		}
	}
	if response, body := r.get(t, "/a.html", "Service-Worker", "script"); response.Header.Get("Content-Type") != contentType("x.js") || !strings.HasPrefix(body, "// Takes the place") {
		t.Errorf("who asks for a worker gets %q", body)
	}
	if response, _ := r.get(t, "/assets/f.woff2"); !strings.Contains(response.Header.Get("Cache-Control"), "private") {
		t.Errorf("a font is kept: %q", response.Header.Get("Cache-Control"))
	}
	if _, body := r.get(t, "/quiet.html"); body != `<body data-live="off">` {
		t.Errorf("who writes is disturbed: %s", body)
	}
	if response, _ := r.get(t, "/guides?a=1"); response.Header.Get("Location") != "/guides/?a=1" {
		t.Errorf("a folder leads to %q", response.Header.Get("Location"))
	}
}

// TestProblemPages answers where there is no page: escaped, and gone once mended.
func TestProblemPages(t *testing.T) {
	r := start(t, Options{})
	r.change(fstest.MapFS{"content/site.yaml": {}})
	for _, path := range []string{"/", "/x.html", "/fr/"} {
		if response, body := r.get(t, path); response.StatusCode != 503 || !strings.Contains(body, "content/site.yaml: error: it is one of: settings") || !strings.Contains(body, "/_tract/live.js") {
			t.Errorf("%s: %d %s", path, response.StatusCode, body)
		}
	}
	r.change(folder("a", "fail"))
	if response, body := r.get(t, "/a.html"); response.StatusCode != 500 || !strings.Contains(body, "content/a.md:1: error") {
		t.Errorf("%d %s", response.StatusCode, body)
	}
	r.change(folder("a", "2"))
	r.get(t, "/a.html")
	<-r.reports // of the template
	r.change(folder("a", "fail", "b", "1"))
	if response, body := r.get(t, "/a.html"); response.StatusCode != 200 || !strings.HasPrefix(body, "<body>2") || r.view().all().Count(diag.Error) != 1 {
		t.Errorf("%d %s %v", response.StatusCode, body, r.view().all())
	}
	<-r.reports
	r.change(folder("a", "<script>bad"))
	w := httptest.NewRecorder()
	s := &site{preview: r.Preview, catalog: diag.In("en")}
	s.answerProblems(w, r.view(), r.view().all(), 500)
	if body := w.Body.String(); strings.Contains(body, "<script>bad") || !strings.Contains(body, "&lt;script&gt;bad") {
		t.Errorf("%s", body)
	}
	r.change(folder("a", "1"))
	if response, body := r.get(t, "/a.html"); response.StatusCode != 200 || !strings.HasPrefix(body, "<body>1") {
		t.Errorf("%d %s", response.StatusCode, body)
	}
}

// TestFirst holds back answers until there is something to show.
func TestFirst(t *testing.T) {
	r := start(t, Options{})
	answered := make(chan string)
	go func() {
		_, body := fetch(t, r.server.URL()+"a.html")
		answered <- body
	}()
	select {
	case body := <-answered:
		t.Fatalf("answered with %s", body)
	case <-time.After(50 * time.Millisecond):
	}
	r.change(folder("a", "1"))
	if body := <-answered; !strings.HasPrefix(body, "<body>1") {
		t.Errorf("%s", body)
	}
}

func TestMoved(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1", "b", "1"))
	r.get(t, "/a.html")
	for _, c := range []struct {
		text, path string
		code       int
		to         string
	}{
		{"slug new", "/a.html", 307, "/new.html"},
		{"slug new", "/new.html", 200, ""},
		{"slug newer", "/a.html", 307, "/newer.html"},
		{"slug newer", "/new.html", 307, "/newer.html"},
		{"1", "/new.html", 307, "/a.html"},
		{"1", "/other.html", 404, ""},
		{"slug ça:va", "/a.html", 307, "/%C3%A7a:va.html"},
		{"slug /evil.example/", "/a.html", 307, "/evil.example/.html"},
	} {
		r.change(folder("a", c.text, "b", "1"))
		response, _ := r.get(t, c.path)
		if to := response.Header.Get("Location"); response.StatusCode != c.code || to != c.to {
			t.Errorf("%s at %q: %d %q", c.path, c.text, response.StatusCode, to)
		}
	}
	// While another file has an error, too.
	r.change(folder("a", "1", "b", "1"))
	r.get(t, "/a.html")
	r.change(folder("a", "slug new", "b", "bad"))
	if response, _ := r.get(t, "/a.html"); response.Header.Get("Location") != "/new.html" {
		t.Errorf("%d", response.StatusCode)
	}
	// A page that is gone leads nowhere.
	r.change(folder("b", "1"))
	if response, _ := r.get(t, "/a.html"); response.StatusCode != 404 {
		t.Errorf("%d", response.StatusCode)
	}
}

// TestR8Errors asks for pages all the time while one is broken and mended: each is shown as
// it is, or as it last was without an error.
func TestR8Errors(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("index", "home", "a", "1", "b", "1"))
	done := make(chan bool)
	wrong := make(chan string, 1000)
	go func() {
		defer close(wrong)
		for {
			select {
			case <-done:
				return
			default:
			}
			for _, path := range []string{"/", "/a.html", "/b.html"} {
				if response, body := r.get(t, path); response.StatusCode != 200 || strings.Contains(body, "bad") {
					wrong <- fmt.Sprint(path, response.StatusCode, body)
				}
			}
		}
	}()
	tried := 0
	for i := range 100 {
		tried++
		if rep := r.change(folder("index", "home", "a", "bad", "b", fmt.Sprint(i))); rep.Faults.Count(diag.Error) != 1 {
			t.Errorf("%d: %v", i, rep.Faults)
		}
		if got := r.page("b.html"); got != fmt.Sprint(i) {
			t.Errorf("%d: b shows %s", i, got)
		}
		if rep := r.change(folder("index", "home", "a", fmt.Sprint(i), "b", fmt.Sprint(i))); len(rep.Faults) != 0 {
			t.Errorf("%d: %v", i, rep.Faults)
		}
		if got := r.page("a.html"); got != fmt.Sprint(i) {
			t.Errorf("%d: a shows %s", i, got)
		}
	}
	close(done)
	for w := range wrong {
		t.Error(w)
	}
	promise.Held(t, tried)
}
