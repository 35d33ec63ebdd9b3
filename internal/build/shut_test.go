package build

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
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
