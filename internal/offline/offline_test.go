package offline

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestWorker(t *testing.T) {
	fr := []File{{"fr/index.html", []byte("a")}, {"fr/%C3%A9t%C3%A9.html", []byte("b")}}
	written := func(fr []File) string {
		return string(Worker([]byte("work();"), []Pages{{"fr", fr}, {"en", []File{{"en/index.html", nil}}}}, []File{{"favicon.svg", []byte("</script>")}}))
	}
	const want = `const site={pages:{"fr":[["fr/index.html","ca978112ca"],["fr/%C3%A9t%C3%A9.html","3e23e81600"]],"en":[["en/index.html","e3b0c44298"]]},files:[["favicon.svg","6c9656210a"]]};` + "\nwork();"
	got := written(fr)
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if written([]File{fr[0], {fr[1].Path, []byte("c")}}) == got {
		t.Error("a page is another, and the worker is not")
	}
}

func TestManifest(t *testing.T) {
	m := Manifest{Name: "Sept «entrepôts»", ShortName: "Sept", Language: "fr-CA", Direction: "ltr", Start: "index.html", Scope: "../", Display: "minimal-ui", ThemeColour: "#000", PageColour: "#fff", Icons: []Icon{{"../icon-192.png", "192x192", "image/png"}}}
	const want = `{"name":"Sept «entrepôts»","short_name":"Sept","lang":"fr-CA","dir":"ltr","start_url":"index.html","scope":"../","display":"minimal-ui","theme_color":"#000","background_color":"#fff","icons":[{"src":"../icon-192.png","sizes":"192x192","type":"image/png"}]}` + "\n"
	if got := string(m.JSON()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestArchive reads an archive again: what is in it, in its order, and nothing of the
// day or the machine.
func TestArchive(t *testing.T) {
	long := strings.Repeat("Un piquet. ", 1000)
	files := []File{{"index.html", []byte(long)}, {"أدلة/a.html", []byte("b")}, {"a.png", []byte(long)}}
	each := func(yield func(File, error) bool) {
		for _, f := range files {
			if !yield(f, nil) {
				return
			}
		}
	}
	var b, again bytes.Buffer
	if err := errors.Join(Archive(&b, each), Archive(&again, each)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("two archives of the same files differ")
	}
	if b.Len() < len(long) || b.Len() > len(long)+1500 {
		t.Errorf("%d bytes: the text is not packed, or the picture is", b.Len())
	}
	archive, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil || f.Name != files[i].Path || !bytes.Equal(content, files[i].Content) || f.Modified.UTC().Year() != 1980 || f.Mode().Perm() != 0o644 {
			t.Errorf("%s, %d bytes of %s: %v", f.Name, len(content), f.Modified, err)
		}
	}
	failure := errors.New("no paper")
	if err := Archive(&b, func(yield func(File, error) bool) { yield(File{}, failure) }); !errors.Is(err, failure) {
		t.Errorf("the error is %v", err)
	}
}
