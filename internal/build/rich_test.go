package build

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"maps"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/diag"
	"tract/internal/golden"
)

// now lies after the site's march and before its supper.
var now = time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)

// rich gives the site of testdata/rich.txtar, with a picture and a photo of its own.
func rich(t testing.TB) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/rich.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site := golden.FS(archive.Files)
	site["content/images/picket.png"] = &fstest.MapFile{Data: picture(t, 3, 2, color.Black)}
	site["content/images/photo.jpg"] = &fstest.MapFile{Data: photo(t, 700, 460, 90)}
	return site
}

// photo gives a photo, which is published in two widths.
func photo(t testing.TB, width, height int, shade byte) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = shade + byte(i/width/8)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func picture(t testing.TB, width, height int, c color.Color) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	img.Set(0, 0, c)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// made is a site's outputs, by path: their keys and their bytes.
type made map[string]struct{ key, content string }

// crafted keeps what takes long to make between the builds of these tests, as it is
// kept between runs: a test of keys makes a site five hundred times.
var crafted = &forgetful{}

// forgetful is a shelf that lacks each fourth kit and each fortieth of all else that it is
// asked for: what is made again shows whether its key has come to stand for other bytes.
type forgetful struct {
	shelf
	asked atomic.Int64
}

func (f *forgetful) Made(key string) ([]byte, bool) {
	content, ok := f.shelf.Made(key)
	each := int64(40)
	if bytes.HasPrefix(content, []byte("PK")) { // as archives begin
		each = 4
	}
	return content, ok && f.asked.Add(1)%each > 0
}

// makeSite builds a site and makes all of it, but for what takes long and is kept. A
// site with errors gives none.
func makeSite(t testing.TB, site fs.FS, o Options) (made, diag.List) {
	t.Helper()
	return makeWith(t, &Memory{made: crafted}, site, o)
}

// makeWith makes a site with what a build remembers.
func makeWith(t testing.TB, m *Memory, site fs.FS, o Options) (made, diag.List) {
	t.Helper()
	result := m.Build(site, o)
	list := result.Faults()
	if list.HasErrors() {
		return nil, list
	}
	out := made{}
	for _, output := range result.Outputs() {
		var b bytes.Buffer
		if err := output.Make(&b); err != nil {
			t.Fatalf("%s: %v", output.Path, err)
		}
		if _, twice := out[output.Path]; twice {
			t.Errorf("two outputs at %s", output.Path)
		}
		out[output.Path] = struct{ key, content string }{output.Key, b.String()}
	}
	return out, list
}

// mustMake is makeSite for a site that has no errors.
func mustMake(t testing.TB, site fs.FS, o Options) made {
	t.Helper()
	out, list := makeSite(t, site, o)
	if out == nil {
		t.Fatal(golden.Printed(t, "en", list))
	}
	return out
}

// with gives a copy of a site with a file's text changed, or the file taken out.
func with(site fstest.MapFS, name string, data []byte) fstest.MapFS {
	out := maps.Clone(site)
	if data == nil {
		delete(out, name)
		return out
	}
	out[name] = &fstest.MapFile{Data: data}
	return out
}
