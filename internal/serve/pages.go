package serve

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"tract/internal/diag"
)

// site answers for the site's own addresses.
type site struct {
	preview *Preview
	catalog diag.Catalog

	mu        sync.Mutex
	documents map[string]string // of the pages that were answered, to find them where they move
}

// mostDocuments bounds what is remembered of pages that were answered.
const mostDocuments = 10_000

// ServeHTTP answers with the file at the address.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v, ok := s.preview.first(r.Context())
	if !ok {
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	folder := name == "" || strings.HasSuffix(name, "/")
	if folder {
		name += "index.html"
	}
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\x00\\") {
		refuse(w, http.StatusBadRequest)
		return
	}
	var b bytes.Buffer
	found, faults := v.make(&b, name)
	for was := v; faults.HasErrors(); was = v {
		v = s.preview.mend(r.Context(), v, faults)
		b.Reset()
		if found, faults = v.make(&b, name); v.state == was.state {
			break
		}
	}
	if len(faults) > 0 && !faults.HasErrors() {
		s.preview.meet(v, faults)
	}
	switch {
	case found && !faults.HasErrors():
		s.remember(v, name)
		answer(w, v, name, http.StatusOK, b.Bytes())
	case found:
		s.answerProblems(w, v, faults, http.StatusInternalServerError)
	case !folder && v.makes(name+"/index.html"):
		redirect(w, name+"/", r.URL.RawQuery)
	default:
		s.answerMissing(w, v, name)
	}
}

// make writes a file of the site. While there are errors, the last good site has
// what the present one cannot make.
func (v view) make(b *bytes.Buffer, name string) (found bool, faults diag.List) {
	if v.state == nil {
		return false, nil
	}
	found, faults = v.state.Make(b, name)
	if found && !faults.HasErrors() || v.good == nil {
		return found, faults
	}
	if !found && v.state.Address(v.good.Document(name)) != "" {
		return false, nil // the page moved
	}
	b.Reset()
	if stood, old := v.good.Make(b, name); stood && !old.HasErrors() {
		return true, nil
	}
	return found, faults
}

func (v view) makes(name string) bool {
	found, faults := v.make(new(bytes.Buffer), name)
	return found && !faults.HasErrors()
}

// remember keeps whose page it was.
func (s *site) remember(v view, name string) {
	document := v.state.Document(name)
	if document == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.documents) >= mostDocuments {
		clear(s.documents)
	}
	s.documents[name] = document
}

// answerMissing leads to where a page moved, or says that there is none.
func (s *site) answerMissing(w http.ResponseWriter, v view, name string) {
	s.mu.Lock()
	document := s.documents[name]
	s.mu.Unlock()
	if document != "" && v.state != nil {
		if to := v.state.Address(document); to != "" && to != name {
			redirect(w, to, "")
			return
		}
	}
	var b bytes.Buffer
	if found, faults := v.make(&b, "404.html"); found && !faults.HasErrors() {
		answer(w, v, "404.html", http.StatusNotFound, b.Bytes())
		return
	}
	s.answerProblems(w, v, v.all(), http.StatusServiceUnavailable)
}

// redirect leads to a path of the site. A browser must not keep that: the page may
// move again.
func redirect(w http.ResponseWriter, to, query string) {
	u := url.URL{Path: "/" + strings.TrimLeft(to, "/"), RawQuery: query}
	w.Header().Set("Location", u.String())
	w.WriteHeader(http.StatusTemporaryRedirect)
}

// answer writes a file. A page gets the script that keeps it up to date.
func answer(w http.ResponseWriter, v view, name string, code int, content []byte) {
	kind := contentType(name)
	w.Header().Set("Content-Type", kind)
	if kind == "font/woff2" && strings.HasPrefix(name, "assets/") {
		// Its address is of its content. A new style sheet makes a browser load its fonts
		// anew, and if it keeps none, text is drawn in another for a moment.
		w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
	}
	if strings.HasPrefix(kind, "text/html") {
		content = withScript(content, v.version())
	}
	write(w, code, content)
}

func write(w http.ResponseWriter, code int, content []byte) {
	w.Header().Set("Content-Length", fmt.Sprint(len(content)))
	w.WriteHeader(code)
	if _, err := w.Write(content); err != nil {
		return // whoever asked is gone
	}
}

// withScript puts the script at the end of a page's body. It is not deferred: it
// takes the page as it was sent, before scripts of the page's own change it. A page that
// says so goes without: one in which somebody is writing must not be put back.
func withScript(page []byte, version int64) []byte {
	if bytes.Contains(page, []byte(`<body data-live="off">`)) {
		return page
	}
	end := bytes.LastIndex(page, []byte("</body>"))
	if end < 0 {
		end = len(page)
	}
	script := fmt.Appendf(nil, `<script src="/_tract/live.js" data-version="%d"></script>`, version)
	return bytes.Join([][]byte{page[:end], script, page[end:]}, nil)
}

// answerProblems writes a page of problems, for want of a page of the site. It
// keeps itself up to date as any other, and so goes when they are mended. The text is
// for who reads it without its script, which shows the problems in its place.
func (s *site) answerProblems(w http.ResponseWriter, v view, faults diag.List, code int) {
	var said strings.Builder
	if err := s.catalog.PrintExcerpts(&said, faults, v.source); err != nil {
		panic("internal error: " + err.Error()) // there is always room in memory
	}
	title := s.text("serve.no-page")
	page := notice(s.catalog.Language, title, "<h1>"+html.EscapeString(title)+"</h1>\n<pre>"+html.EscapeString(said.String())+"</pre>\n")
	answer(w, v, "problems.html", code, []byte(page))
}

// notice is a page of the server's own. body is markup. It is whole by itself: who
// has no token gets nothing else.
func notice(language, title, body string) string {
	return fmt.Sprintf(`<!doctype html>
<html lang="%s">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>%s</title><link rel="icon" href="data:,"><style>%s</style></head>
<body class="notice"><main>
%s</main></body>
</html>
`, html.EscapeString(language), html.EscapeString(title), read("live.css"), body)
}
