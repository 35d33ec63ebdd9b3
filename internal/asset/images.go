package asset

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
	"tract/internal/wire"
)

// Images reads the pictures of a site, and knows them the next time. It does not
// keep their bytes, which may be more than all else. The zero value is ready; it
// serves one [Images.Read] at a time.
type Images struct {
	// Made keeps what takes long to make; nil: it is made each time.
	Made Store
	// Program identifies the program: another one may make the same picture otherwise.
	Program string
	known   map[string]knownImage // by file
}

// Store keeps bytes under a key, which is hexadecimal. It may forget.
type Store interface {
	Made(key string) (content []byte, ok bool)
	Keep(key string, content []byte) error
}

type knownImage struct {
	stamp string // the Sys of its [fs.FileInfo], if that is a text
	image Image
	made  string // its key in the store, "" if it has none
}

// Uses says whether a picture of the site is in the store under a key.
func (m *Images) Uses(key string) bool {
	for _, known := range m.known {
		if known.made == key && key != "" {
			return true
		}
	}
	return false
}

// Append writes what is known of pictures.
func (m *Images) Append(w *wire.Writer) {
	w.Count(len(m.known))
	for _, file := range slices.Sorted(maps.Keys(m.known)) {
		known := m.known[file]
		for _, s := range []string{file, known.stamp, known.made, known.image.Name, known.image.Path} {
			w.Text(s)
		}
		w.Uint(uint64(known.image.Width))
		w.Uint(uint64(known.image.Height))
	}
}

// Restore takes what [Images.Append] wrote.
func (m *Images) Restore(r *wire.Reader) {
	n := r.Count(7)
	m.known = make(map[string]knownImage, n)
	for range n {
		file := r.Text()
		m.known[file] = knownImage{
			stamp: r.Text(), made: r.Text(),
			image: Image{file: file, Name: r.Text(), Path: r.Text(), Width: int(r.Uint()), Height: int(r.Uint())},
		}
	}
}

// ErrChanged says that a picture is another than the one that was looked at.
var ErrChanged = errors.New("it was changed meanwhile")

// Read looks at every picture below dir in the site, which is content/images, unless
// it is as it was. The pictures are sorted by name, and are named from dir's last
// element on.
func (m *Images) Read(site fs.FS, dir string) ([]Image, diag.List) {
	var images []Image
	var faults diag.List
	next := map[string]knownImage{}
	err := fs.WalkDir(site, dir, func(file string, d fs.DirEntry, err error) error {
		p := diag.Position{File: file}
		switch {
		case err != nil && file == dir && errors.Is(err, fs.ErrNotExist):
			return fs.SkipDir
		case err != nil:
			faults.Errorf(p, "asset.unreadable")
		case file != dir && neverPublished(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case !d.Type().IsRegular():
			faults.Errorf(p, "asset.not-regular").WithHint("hint.asset.copy-file")
		default:
			known, f := m.readFile(site, file)
			faults.Add(f)
			if !f.HasErrors() {
				known.image.Name = path.Join(path.Base(dir), strings.TrimPrefix(file, dir+"/"))
				images = append(images, known.image)
				next[file] = known
			}
		}
		return nil
	})
	if err != nil {
		faults.Errorf(diag.Position{File: dir}, "asset.unreadable")
	}
	m.known = next
	return images, faults
}

// readFile looks at a file, unless it is as it was or too large to be read at all.
func (m *Images) readFile(site fs.FS, file string) (knownImage, diag.List) {
	var faults diag.List
	info, err := fs.Stat(site, file)
	if err == nil && info.Size() > maxImageBytes {
		faults.Errorf(diag.Position{File: file}, "asset.image.bytes", info.Size()>>20, maxImageBytes>>20).WithHint("hint.asset.image.smaller")
		return knownImage{}, faults
	}
	var now knownImage
	if err == nil {
		now.stamp, _ = info.Sys().(string)
	}
	if was, ok := m.known[file]; ok && now.stamp != "" && was.stamp == now.stamp {
		return was, nil
	}
	src, readErr := fs.ReadFile(site, file)
	if err != nil || readErr != nil {
		faults.Errorf(diag.Position{File: file}, "asset.unreadable")
		return knownImage{}, faults
	}
	now.image, now.made, faults = m.clean(file, src)
	now.image.Content = nil
	return now, faults
}

// clean is [ReadImage], with what takes long taken from the store if it is there;
// made is its key.
func (m *Images) clean(file string, src []byte) (image Image, made string, faults diag.List) {
	if m.Made == nil || !turns(src) {
		image, faults = ReadImage(file, src)
		return image, "", faults
	}
	key := digest([]byte(m.Program + "\x00" + digest(src)))
	if content, ok := m.Made.Made(key); ok {
		image, faults = ReadImage(file, content) // cleaning twice changes nothing
		return image, key, faults
	}
	image, faults = ReadImage(file, src)
	if !faults.HasErrors() {
		_ = m.Made.Keep(key, image.Content) // else it is made again the next time
	}
	return image, key, faults
}

// turns says whether a picture is a photo that must be decoded, turned and encoded.
func turns(src []byte) bool {
	if !bytes.HasPrefix(src, []byte("\xff\xd8\xff")) {
		return false
	}
	parts, err := splitJPEG(src)
	return err == nil && parts.orientation > 1
}

// Content gives a picture's bytes as they are published. It may be called from
// anywhere.
func (m *Images) Content(site fs.FS, image Image) ([]byte, error) {
	src, err := fs.ReadFile(site, image.file)
	if err != nil {
		return nil, err
	}
	now, _, faults := m.clean(image.file, src)
	if faults.HasErrors() || now.Path != image.Path {
		return nil, fmt.Errorf("read %s: %w", image.file, ErrChanged)
	}
	return now.Content, nil
}
