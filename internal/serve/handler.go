package serve

import (
	"embed"
	"net/http"
	"strings"

	"tract/internal/diag"
)

//go:embed problems.js live.js live.css worker.js
var files embed.FS

// newHandler gives the answers to those whom a door let in.
func newHandler(p *Preview, catalog diag.Catalog) http.Handler {
	s := &site{preview: p, catalog: catalog, documents: map[string]string{}}
	script, style, worker := own("problems.js", "live.js"), own("live.css"), own("worker.js")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Service-Worker") != "" { // the preview has none, whatever the site has
			worker(w)
			return
		}
		switch r.URL.Path {
		case "/_tract/events":
			s.events(w, r)
		case "/_tract/problems":
			s.problems(w, r)
		case "/_tract/live.js":
			script(w)
		case "/_tract/live.css":
			style(w)
		default:
			if strings.HasPrefix(r.URL.Path, "/_tract/") {
				refuse(w, http.StatusNotFound)
				return
			}
			s.ServeHTTP(w, r)
		}
	})
}

// own answers with files of the server's own, one after another.
func own(names ...string) func(http.ResponseWriter) {
	var all []byte
	for _, name := range names {
		all = append(all, read(name)...)
	}
	return func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", contentType(names[0]))
		write(w, http.StatusOK, all)
	}
}

func read(name string) []byte {
	content, err := files.ReadFile(name)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return content
}
