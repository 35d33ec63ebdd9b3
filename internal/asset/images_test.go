package asset_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"tract/internal/asset"
	"tract/internal/wire"
)

// store is a Store that counts.
type store struct {
	kept         map[string][]byte
	asked, wrote int
}

func (s *store) Made(key string) ([]byte, bool) {
	s.asked++
	content, ok := s.kept[key]
	return content, ok
}

func (s *store) Keep(key string, content []byte) error {
	s.wrote++
	s.kept[key] = content
	return nil
}

// TestImagesKnown reads a picture again only if its stamp is another, and gives its
// bytes as long as they are those that were looked at.
func TestImagesKnown(t *testing.T) {
	const file = "content/images/b.jpg"
	upright, turned := photo(t, picture(), exif(binary.BigEndian, 1), "RGB "), photo(t, picture(), exif(binary.BigEndian, 6), "RGB ")
	var m asset.Images
	read := func(data []byte, stamp any) (asset.Image, fstest.MapFS) {
		t.Helper()
		site := fstest.MapFS{file: {Data: data, Sys: stamp}}
		images, faults := m.Read(site, "content/images")
		if len(faults) > 0 || len(images) != 1 || images[0].Name != "images/b.jpg" || images[0].Content != nil {
			t.Fatalf("%v %v", images, faults)
		}
		return images[0], site
	}
	first, site := read(upright, "1")
	if content, err := m.Content(site, first); err != nil || !bytes.Equal(content, clean(t, "b.jpg", upright).Content) {
		t.Errorf("%v", err)
	}
	same, site := read(turned, "1")
	if same.Path != first.Path {
		t.Error("a file with the same stamp was read again")
	}
	if _, err := m.Content(site, same); !errors.Is(err, asset.ErrChanged) {
		t.Errorf("another picture was given: %v", err)
	}
	if other, _ := read(turned, "2"); other.Path == first.Path || other.Width != first.Height {
		t.Error("a file with another stamp was not read")
	}
	for range 2 {
		if other, _ := read(upright, nil); other.Path != first.Path {
			t.Error("a file without a stamp was not read")
		}
		read(turned, nil)
	}
}

// TestImagesOfPrograms believes only what the same program has kept.
func TestImagesOfPrograms(t *testing.T) {
	turned := photo(t, picture(), exif(binary.BigEndian, 6), "RGB ")
	site := fstest.MapFS{"content/images/b.jpg": {Data: turned}}
	s := &store{kept: map[string][]byte{}}
	for n, program := range []string{"1", "2", "1"} {
		m := asset.Images{Made: s, Program: program}
		images, faults := m.Read(site, "content/images")
		if len(faults) > 0 || len(images) != 1 {
			t.Fatalf("%v %v", images, faults)
		}
		if want := min(n+1, 2); s.wrote != want || len(s.kept) != want {
			t.Errorf("program %s: wrote %d times, %d are kept, want %d", program, s.wrote, len(s.kept), want)
		}
	}
}

// TestImagesMade turns a photo once, and believes the store.
func TestImagesMade(t *testing.T) {
	turned := photo(t, picture(), exif(binary.BigEndian, 6), "RGB ")
	site := fstest.MapFS{"content/images/b.jpg": {Data: turned, Sys: "1"}, "content/images/c.jpg": {Data: photo(t, picture(), exif(binary.BigEndian, 1), "RGB ")}}
	s := &store{kept: map[string][]byte{}}
	var want, written string
	for n := range 2 {
		m := asset.Images{Made: s}
		if n == 1 {
			m.Restore(wire.NewReader(written))
		}
		images, faults := m.Read(site, "content/images")
		if len(faults) > 0 || len(images) != 2 {
			t.Fatalf("%v %v", images, faults)
		}
		content, err := m.Content(site, images[0])
		if want == "" {
			want = string(content)
		}
		if err != nil || string(content) != want || want != string(clean(t, "b.jpg", turned).Content) {
			t.Errorf("%d: %v", n, err)
		}
		var w wire.Writer
		m.Append(&w)
		written = string(w)
		if len(s.kept) != 1 || !m.Uses(slices.Collect(maps.Keys(s.kept))[0]) || m.Uses("") {
			t.Error("what the store holds is not what the pictures use")
		}
	}
	if s.asked != 3 || s.wrote != 1 {
		t.Errorf("asked %d times, wrote %d times", s.asked, s.wrote)
	}
}
