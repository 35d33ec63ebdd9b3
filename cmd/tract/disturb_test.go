package main

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// This file has the edits that are none of texts.

func (e *editor) photo() {
	name := one(e, []string{"picket.png", "photo.jpg", "other.png", "dir/deep.png"})
	if named := e.pick("content/images/*"); named != "" && e.random.IntN(2) == 0 {
		name = path.Base(named)
	}
	e.write("content/images/"+name, picturePixels(strings.HasSuffix(name, ".jpg"), 1+e.random.IntN(6), 1+e.random.IntN(6), byte(e.random.IntN(256)), byte(1+e.random.IntN(8))))
}

// picturePixels gives a picture; a photo is one that the camera held in some way.
func picturePixels(photo bool, width, height int, shade, orientation byte) string {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		img.Set(x, 0, color.RGBA{shade, byte(x), 0, 255})
	}
	var b bytes.Buffer
	if !photo {
		_ = png.Encode(&b, img) // to memory
		return b.String()
	}
	_ = jpeg.Encode(&b, img, nil)
	exif := "\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00\x00"
	return b.String()[:2] + exif + b.String()[2:]
}

// moments are those before and after which the site differs, and some between: its
// march is from 18:00 to 20:00, its supper begins at 23:00.
var moments = []time.Time{
	time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC), time.Date(2025, 2, 15, 18, 0, 0, 0, time.UTC), time.Date(2025, 2, 15, 20, 0, 0, 0, time.UTC),
	time.Date(2025, 2, 15, 20, 0, 1, 0, time.UTC), time.Date(2025, 2, 16, 5, 0, 0, 0, time.UTC), time.Date(2027, 3, 1, 23, 0, 0, 0, time.UTC),
	time.Date(2027, 3, 2, 4, 59, 59, 0, time.UTC), time.Date(2027, 3, 2, 5, 0, 0, 0, time.UTC), time.Date(2027, 3, 9, 0, 0, 0, 0, time.UTC),
}

func (e *editor) clock() {
	if e.random.IntN(2) == 0 {
		e.now = one(e, moments)
		return
	}
	by := one(e, []time.Duration{time.Second, time.Hour, 5 * time.Hour, 24 * time.Hour, 31 * 24 * time.Hour, 400 * 24 * time.Hour})
	if e.random.IntN(2) == 0 {
		by = -by
	}
	e.now = e.now.Add(by)
}

// sameLength changes letters, so that a file has another text of the same length, and
// perhaps the time that it had.
func (e *editor) sameLength() {
	name := e.pick(one(e, []string{"content/*/*", "content/*/*.md", "content/site.yaml", "layouts/*/*", "assets/*/*"}))
	text := []byte(e.seen[name])
	at := regexp.MustCompile(`[a-z]\b`).FindAllIndex(text, -1)
	m := one(e, at)
	if m == nil {
		return
	}
	info, err := os.Stat(e.at(name))
	if err != nil {
		e.do(err)
		return
	}
	text[m[0]] = "abcdefghijklmnopqrstuvwxyz"[e.random.IntN(26)]
	if e.write(name, string(text)); e.random.IntN(2) == 0 {
		e.do(os.Chtimes(e.at(name), time.Time{}, info.ModTime()))
	}
}

func (e *editor) line() {
	name := e.pick("content/*/*.*")
	lines := strings.SplitAfter(e.seen[name], "\n")
	i, j := e.random.IntN(len(lines)), e.random.IntN(len(lines))
	switch e.random.IntN(3) {
	case 0:
		lines = slices.Delete(lines, i, i+1)
	case 1:
		lines[i], lines[j] = lines[j], lines[i]
	default:
		lines = slices.Insert(lines, i, lines[j])
	}
	if name != "" {
		e.write(name, strings.Join(lines, ""))
	}
}

func (e *editor) droppings() {
	folder := one(e, []string{"content", "content/guides", "content/data", "content/images", "layouts", "assets/css"})
	name := folder + "/" + one(e, []string{".#a.fr.md", "picket.fr.md~", ".picket.fr.md.swp", "4913", ".DS_Store", "Thumbs.db", "#a#", ".git/config"})
	if _, ok := e.seen[name]; ok {
		e.remove(name)
		return
	}
	e.write(name, "x"+e.number())
}

// memoryFiles gives the files of the memory, in order.
func (e *editor) memoryFiles() (map[string]string, []string) {
	files := e.snapshot(".tract")
	return files, slices.Sorted(maps.Keys(files))
}

func (e *editor) damage() {
	files, names := e.memoryFiles()
	name := one(e, names)
	for _, n := range names {
		if len(files[n]) > len(files[name]) && e.random.IntN(2) == 0 {
			name = n // rather one that holds much
		}
	}
	src := []byte(files[name])
	if len(src) == 0 {
		return
	}
	switch i := e.random.IntN(len(src)); e.random.IntN(4) {
	case 0:
		src = src[:i]
	case 1:
		src = append(src, src[i:]...)
	default:
		src[i] ^= byte(1 + e.random.IntN(255))
	}
	e.putMemory(name, src)
}

// putMemory writes a file of the memory with the mode by which it is believed.
func (e *editor) putMemory(name string, text []byte) {
	file := e.at(name)
	if err := os.Remove(file); !errors.Is(err, fs.ErrNotExist) {
		e.do(err)
	}
	e.do(os.MkdirAll(filepath.Dir(file), 0o755))
	e.do(os.WriteFile(file, text, 0o400))
}

// remember keeps what is remembered, or puts back what was kept.
func (e *editor) remember() {
	files, _ := e.memoryFiles()
	if e.earlier == nil || e.random.IntN(3) == 0 {
		e.earlier = files
		return
	}
	if e.random.IntN(2) == 0 {
		e.do(os.RemoveAll(e.at(".tract")))
	}
	for name, text := range e.earlier {
		e.putMemory(name, []byte(text))
	}
}

// touchPublic does to what was published what it must not stay.
func (e *editor) touchPublic() {
	dir := one(e, e.publics)
	tree, err := hashes(dir)
	if err != nil {
		return // there is none yet
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(tree)), func(name string) bool { return strings.HasPrefix(name, ".tract") })
	name := filepath.Join(dir, filepath.FromSlash(one(e, names)))
	src, err := os.ReadFile(name)
	if err != nil {
		return
	}
	switch e.random.IntN(6) {
	case 0:
		e.do(os.WriteFile(name, append(src, 'x'), 0o644))
	case 1:
		if len(src) > 0 {
			src[0] ^= 1
		}
		e.do(os.WriteFile(name, src, 0o644))
	case 2:
		e.do(os.Remove(name))
	case 3:
		e.do(os.Chmod(name, 0o600))
	case 4:
		if filepath.Dir(name) != dir {
			e.do(os.RemoveAll(filepath.Dir(name)))
		}
	default:
		e.do(os.WriteFile(filepath.Join(dir, foreign), []byte("theirs"), 0o644))
	}
}

// foreign is a file that somebody else puts beside what is published.
const foreign = "theirs.txt"
