package build

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/diag"
	"tract/internal/golden"
)

// shut is a site with a folder in which nothing can be read.
type shut struct {
	site   fstest.MapFS
	folder string
}

func (s shut) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name+"/", s.folder+"/") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.site.Open(name)
}

// TestShutIsNoStamp has a folder that cannot be read look like one that is not there.
func TestShutIsNoStamp(t *testing.T) {
	site := stamped(with(rich(t), "layouts/partials/x.html", []byte("x")), "0")
	for folder, known := range map[string]bool{"none": true, "layouts": false, "layouts/partials": false} {
		if got := stampsOf(shut{site, folder}, "layouts"); (got != "") != known {
			t.Errorf("%s: %q", folder, got)
		}
	}
	if stampsOf(shut{site, "none"}, "layouts/strings") == "" {
		t.Error("a folder that is not there")
	}
}

// TestShut tells a folder that cannot be read, and nothing that follows from it.
func TestShut(t *testing.T) {
	site := rich(t)
	lessons := string(site["content/articles/lessons.fr.md"].Data)
	for name, text := range map[string]string{
		"layouts/strings/xx.yaml": "x", "layouts/partials/x.html": `{{define "x"}}x{{end}}`, "layouts/guide.html": `{{define "main"}}{{template "x"}}{{end}}`, "assets/css/pages/x.css": "x", "assets/static/x.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`,
		"content/articles/lessons.fr.md": lessons + "\n[](page:guides) [x](/fr/guides/picket.html)\n",
	} {
		site = with(site, name, []byte(text))
	}
	for _, folder := range []string{
		"layouts", "layouts/partials", "layouts/strings", "assets", "assets/css/pages", "assets/static",
		"content/guides", "content/articles", "content/pages", "content/demands", "content/events", "content/data", "content/images", "content",
	} {
		_, list := Build(shut{site, folder}, Options{Now: now})
		var errs diag.List
		for _, d := range list {
			if d.Severity == diag.Error {
				errs = append(errs, d)
			}
		}
		if got := golden.Printed(t, "en", errs); got != folder+": error: this cannot be read, for want of permission\n    hint: "+diag.In("en").Sentence(diag.Text{Code: "hint.content-no-permission"})+"\n1 error\n" {
			t.Errorf("%s: %s", folder, golden.Printed(t, "en", list))
		}
	}
}
