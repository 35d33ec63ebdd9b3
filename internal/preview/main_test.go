package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestPreview(t *testing.T) {
	site := fstest.MapFS{"index.html": {Data: []byte("accueil")}, "fr/index.html": {Data: []byte("bonjour")}, "fr/a.html": {Data: []byte("page")}, "404.html": {Data: []byte("perdu")}}
	for _, c := range []struct {
		site fstest.MapFS
		path string
		code int
		body string
	}{
		{site, "/", 200, "accueil"},
		{site, "/fr/", 200, "bonjour"},
		{site, "/fr/a.html", 200, "page"},
		{site, "/fr/b.html", 404, "perdu"},
		{site, "/a/b/c/", 404, "perdu"},
		{site, "/../go.mod", 404, "perdu"},
		{fstest.MapFS{}, "/x", 404, "404 page not found"},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+c.path, nil)
		withNotFound(c.site, http.FileServerFS(c.site)).ServeHTTP(w, r)
		if w.Code != c.code || strings.TrimSpace(w.Body.String()) != c.body {
			t.Errorf("%s: %d %q", c.path, w.Code, w.Body)
		}
	}
	w := httptest.NewRecorder()
	withNotFound(site, http.FileServerFS(site)).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/rien", nil))
	if kind := w.Header().Get("Content-Type"); kind != "text/html; charset=utf-8" {
		t.Errorf("what is missing is answered with %s", kind)
	}
}

func TestServeNeedsFolder(t *testing.T) {
	if err := serve(0, t.TempDir()+"/missing"); err == nil {
		t.Error("a folder that is not there was served")
	}
}
