package asset

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/wire"
)

// Images looks at the pictures of a site, and knows them the next time. The zero
// value is ready; it serves one [Images.Read] at a time.
type Images struct {
	known map[string]knownImage // by file
}

type knownImage struct {
	stamp string // the Sys of its [fs.FileInfo], if that is a text
	looked
}

// Append writes what is known of pictures.
func (m *Images) Append(w *wire.Writer) {
	w.Count(len(m.known))
	for _, file := range slices.Sorted(maps.Keys(m.known)) {
		known := m.known[file]
		for _, s := range []string{file, known.stamp, known.digest} {
			w.Text(s)
		}
		for _, n := range []int{known.width, known.height, known.memory, known.bytes} {
			w.Uint(uint64(n))
		}
		w.Bool(known.placed)
	}
}

// Restore takes what [Images.Append] wrote.
func (m *Images) Restore(r *wire.Reader) {
	n := r.Count(8)
	m.known = make(map[string]knownImage, n)
	for range n {
		file := r.Text()
		m.known[file] = knownImage{r.Text(), looked{
			digest: r.Text(), width: int(r.Uint()), height: int(r.Uint()), memory: int(r.Uint()), bytes: int(r.Uint()), placed: r.Bool(),
		}}
	}
}

// Read looks at every picture below dir in the site, which is content/images, unless
// it is as it was. The pictures are sorted by name, and are named from dir's last
// element on.
func (m *Images) Read(site fs.FS, dir string) ([]Image, diag.List) {
	var images []Image
	var faults diag.List
	next := map[string]knownImage{}
	var placed []string
	err := fs.WalkDir(site, dir, func(file string, d fs.DirEntry, err error) error {
		p := diag.Position{File: file}
		switch {
		case err != nil && file == dir && errors.Is(err, fs.ErrNotExist):
			return fs.SkipDir
		case err != nil:
			faults.Errorf(p, "asset.unreadable")
		case !d.IsDir() && secret(d.Name()):
			faults.Errorf(p, "asset.secret").WithHint("hint.asset.secret")
		case file != dir && neverPublished(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case !d.Type().IsRegular():
			faults.Errorf(p, "asset.not-regular").WithHint("hint.asset.copy-file")
		default:
			known, refused := m.readFile(site, file)
			faults.Add(refused)
			if !refused.HasErrors() {
				image, said := known.image(file)
				faults.Add(said)
				image.Name = path.Join(path.Base(dir), strings.TrimPrefix(file, dir+"/"))
				images = append(images, image)
				next[file] = known
				if known.placed {
					placed = append(placed, file)
				}
			}
		}
		return nil
	})
	if err != nil {
		faults.Errorf(diag.Position{File: dir}, "asset.unreadable")
	}
	if len(placed) > 0 {
		faults.Add(places(placed))
	}
	m.known = next
	return images, faults
}

// readFile looks at a file, unless it is as it was or too large to be read at all.
func (m *Images) readFile(site fs.FS, file string) (knownImage, diag.List) {
	var faults diag.List
	info, err := fs.Stat(site, file)
	if err == nil && info.Size() > limit.ImageBytes {
		faults.Errorf(diag.Position{File: file}, "asset.image.bytes", info.Size()>>20, limit.ImageBytes>>20).WithHint("hint.asset.image.smaller")
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
	now.looked, faults = look(file, src)
	return now, faults
}
