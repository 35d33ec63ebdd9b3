// Preview serves a generated site with a plain file server on this machine only,
// answering what is missing with the site's own 404.html.
//
//	go run ./internal/preview -port 8080 public
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	port := flag.Int("port", 8080, "port on 127.0.0.1")
	flag.Parse()
	if err := serve(*port, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "preview:", err)
		os.Exit(1)
	}
}

func serve(port int, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	files := root.FS()
	server := &http.Server{
		Addr:              fmt.Sprintf("127.0.0.1:%d", port),
		Handler:           withNotFound(files, http.FileServerFS(files)),
		ReadHeaderTimeout: 5 * time.Second,
	}
	return server.ListenAndServe()
}

func withNotFound(files fs.FS, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := cmp.Or(strings.Trim(r.URL.Path, "/"), ".")
		if _, err := fs.Stat(files, name); err == nil {
			next.ServeHTTP(w, r)
			return
		}
		page, err := fs.ReadFile(files, "404.html")
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		if _, err := w.Write(page); err != nil {
			return
		}
	})
}
