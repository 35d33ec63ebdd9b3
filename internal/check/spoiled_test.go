package check

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"maps"
	"path"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/build"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/promise"
)

// finished gives the files of a whole site with something of everything, made once.
var finished = sync.OnceValues(func() (map[string][]byte, error) {
	archive, err := txtar.ParseFile("../build/testdata/rich.txtar")
	if err != nil {
		return nil, err
	}
	source := golden.FS(archive.Files)
	var small, photo bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		return nil, err
	}
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 700, 460)), nil); err != nil {
		return nil, err
	}
	source["content/images/picket.png"] = &fstest.MapFile{Data: small.Bytes()}
	source["content/images/photo.jpg"] = &fstest.MapFile{Data: photo.Bytes()}
	var memory build.Memory
	result := memory.Build(source, build.Options{BaseURL: "https://example.org/x/", Drafts: true, Now: time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)})
	files := map[string][]byte{}
	for _, o := range result.Outputs() {
		var b bytes.Buffer
		if err := o.Make(&b); err != nil {
			return nil, err
		}
		files[o.Path] = b.Bytes()
	}
	return files, nil
})

// spoiled gives a page spoiled, and whether it has the place for it.
func (s spoil) spoiled(page []byte) ([]byte, bool) {
	in := s.before == inMain || s.before == inHead || s.before == rule || s.before == atTop && s.text != ""
	text := s.text
	if in {
		text += s.before
	}
	if s.before == rule { // the policy, and no other element of that kind
		return bytes.Replace(page, []byte(atTop), []byte(atTop+s.text), 1), true
	}
	return bytes.Replace(page, []byte(s.before), []byte(text), 1), bytes.Contains(page, []byte(s.before))
}

// samples gives a page of each template of the site.
func samples(files map[string][]byte) []string {
	var chosen []string
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		_, after, ok := bytes.Cut(files[name], []byte(`data-kind="`))
		kind, _, _ := bytes.Cut(after, []byte(`"`))
		moved := bytes.Contains(files[name], []byte(`http-equiv="refresh"`))
		if key := string(kind) + map[bool]string{true: " moved"}[moved]; path.Ext(name) == ".html" && ok && !seen[key] {
			seen[key] = true
			chosen = append(chosen, name)
		}
	}
	return chosen
}

// judgeSpoiled spoils a page of each template in the ways of a row, and gives how often.
func judgeSpoiled(t *testing.T, row string) int {
	t.Helper()
	files, err := finished()
	if err != nil {
		t.Fatal(err)
	}
	if list := Outputs(files, nil); len(list) > 0 {
		t.Fatal(golden.Printed(t, "en", list))
	}
	pages := samples(files)
	if len(pages) < 18 {
		t.Fatalf("only %q have a template of their own", pages)
	}
	whole := &site{files: files, pages: map[string]*page{}}
	cases := 0
	for _, name := range pages {
		for _, s := range spoils[row] {
			src, ok := s.spoiled(files[name])
			if !ok {
				t.Errorf("%s has no %q", name, s.before)
			}
			if list := judgePage(whole, name, src); !list.HasErrors() {
				t.Errorf("%s takes %q at %q for harmless", name, s.text, s.before)
			}
			cases++
		}
	}
	return cases
}

// judgePage judges one page of a site.
func judgePage(s *site, name string, src []byte) diag.List {
	var list diag.List
	s.judge(read(name, src, &list))
	return list
}

func TestX1SpoiledPages(t *testing.T)  { promise.Held(t, judgeSpoiled(t, "X1")) }
func TestX2SpoiledPages(t *testing.T)  { promise.Held(t, judgeSpoiled(t, "X2")) }
func TestX8SpoiledPages(t *testing.T)  { promise.Held(t, judgeSpoiled(t, "X8")) }
func TestX9SpoiledPages(t *testing.T)  { promise.Held(t, judgeSpoiled(t, "X9")) }
func TestX13SpoiledPages(t *testing.T) { promise.Held(t, judgeSpoiled(t, "X13")) }
func TestX11SpoiledPages(t *testing.T) { promise.Held(t, judgeSpoiled(t, "X11")) }

// TestX10SpoiledFiles spoils pages, and the other files that browsers read addresses in.
func TestX10SpoiledFiles(t *testing.T) {
	cases := judgeSpoiled(t, "X10")
	for _, c := range spoiledFiles() {
		list := Outputs(map[string][]byte{c.name: []byte(c.text)}, nil)
		if list.HasErrors() == c.fine {
			t.Errorf("%s: fine: %v: %q (%v)", c.name, !c.fine, c.text, list)
		}
		cases++
	}
	promise.Held(t, cases)
}

// wrapped is a page that needs no file.
func wrapped(body string) string {
	return `<!doctype html><html lang="fr"><head>` + guard + `<title>x</title></head><body><h1>x</h1>` + body + `</body></html>`
}

// zipped packs files, each a name and a text.
func zipped(files ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for pair := range slices.Chunk(files, 2) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pair[0], Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(pair[1]))
		}
		if err != nil {
			panic("a buffer takes everything")
		}
	}
	if z.Close() != nil {
		panic("a buffer takes everything")
	}
	return b.String()
}
