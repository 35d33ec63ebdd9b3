package asset_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"reflect"
	"testing"
	"testing/fstest"

	"tract/internal/asset"
	"tract/internal/wire"
)

// TestImagesKnown looks at a picture again only if its stamp is another, and gives its
// bytes as long as they are those that were looked at.
func TestImagesKnown(t *testing.T) {
	const file = "content/images/b.jpg"
	upright, turned := photo(t, picture(), exif(binary.BigEndian, 1), "RGB "), photo(t, picture(), exif(binary.BigEndian, 6), "RGB ")
	var m asset.Images
	read := func(data []byte, stamp any) (asset.Image, fstest.MapFS) {
		t.Helper()
		site := fstest.MapFS{file: {Data: data, Sys: stamp}}
		images, faults := m.Read(site, "content/images")
		if len(faults) != 1 || faults[0].Message.Code != said || len(images) != 1 || images[0].Name != "images/b.jpg" {
			t.Fatalf("%v %v", images, faults)
		}
		return images[0], site
	}
	first, site := read(upright, "1")
	_, want := clean(t, file, upright)
	if made, damaged, err := first.Make(site); err != nil || len(damaged) > 0 || !bytes.Equal(made[0], want) {
		t.Errorf("%v %v", damaged, err)
	}
	same, site := read(turned, "1")
	if !reflect.DeepEqual(same, first) {
		t.Error("a file with the same stamp was read again")
	}
	if _, _, err := same.Make(site); !errors.Is(err, asset.ErrChanged) {
		t.Errorf("another picture was given: %v", err)
	}
	if other, _ := read(turned, "2"); other.Sizes[0].Path == first.Sizes[0].Path || other.Sizes[0].Width != first.Sizes[0].Height {
		t.Error("a file with another stamp was not read")
	}
	for range 2 {
		if other, _ := read(upright, nil); !reflect.DeepEqual(other, first) {
			t.Error("a file without a stamp was not read")
		}
		read(turned, nil)
	}
}

// TestImagesRemembered says the same of a picture that another run looked at.
func TestImagesRemembered(t *testing.T) {
	site := fstest.MapFS{
		"content/images/b.jpg": {Data: photo(t, picture(), exif(binary.BigEndian, 6), "RGB "), Sys: "1"},
		"content/images/c.gif": {Data: animation(t, 600<<10), Sys: "2"},
	}
	var m asset.Images
	images, told := m.Read(site, "content/images")
	if len(images) != 2 || len(told) != 2 || told[0].Message.Code != "asset.image.heavy" || told[1].Message.Code != said {
		t.Fatalf("%v %v", images, told)
	}
	var w wire.Writer
	m.Append(&w)
	var later asset.Images
	r := wire.NewReader(string(w))
	later.Restore(r)
	if !r.Done() {
		t.Error("what was written cannot be read")
	}
	for _, f := range site {
		f.Data = nil // it is not read
	}
	again, faults := later.Read(site, "content/images")
	if !reflect.DeepEqual(again, images) || !reflect.DeepEqual(faults, told) {
		t.Errorf("%v %v\nwant %v %v", again, faults, images, told)
	}
}
