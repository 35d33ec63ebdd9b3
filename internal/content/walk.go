package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/filename"
	"tract/internal/limit"
	"tract/internal/schema"
)

// root is the folder of all that volunteers edit, relative to the site.
const root = "content"

// folders are those below content/ that hold no documents.
const (
	dataFolder  = "data"
	imageFolder = "images"
)

// file is one document's file or data file, before it is read.
type file struct {
	path     string
	kind     Kind
	key      string
	language string
	// stamp is the Sys of the file's [fs.FileInfo], if that is a text: as long as it
	// stays the same, so does the file. Else it is "".
	stamp string
}

// tree is what the folders hold, before anything is read.
type tree struct {
	documents []file // by kind, key and language
	data      []file
	images    map[string]Image
	unread    []string

	fsys     fs.FS
	settings *config.Settings
	list     diag.List
}

// walk lists what is below content/ and refuses what has no place there.
func walk(fsys fs.FS, settings *config.Settings) *tree {
	t := &tree{fsys: fsys, settings: settings, images: map[string]Image{}}
	info, err := fs.Lstat(fsys, root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return t // nor are there settings, which is told where those are read
	case err != nil:
		t.unreadable(root, err)
		return t
	case !info.IsDir():
		Irregular(&t.list, root)
		return t
	}
	for _, e := range t.entries(root) {
		name := e.Name()
		p := path.Join(root, name)
		kind, known := kindIn(name)
		switch {
		case p == config.File:
		case !e.IsDir():
			t.strayFile(p)
		case known:
			t.documentsIn(p, kind)
		case name == dataFolder:
			t.dataIn(p)
		case name == imageFolder:
			t.imagesIn(p, 1, map[string]string{})
		default:
			t.list.Errorf(diag.Position{File: p}, "content.unknown-folder", name).DidYouMean(name, folderNames())
		}
	}
	t.sort()
	return t
}

func folderNames() []string {
	var names []string
	for _, d := range kinds {
		names = append(names, d.Folder)
	}
	return append(names, dataFolder, imageFolder)
}

// entries lists a folder, without what is ignored and what is neither a folder nor
// a regular file.
func (t *tree) entries(dir string) []fs.DirEntry {
	entries, err := fs.ReadDir(t.fsys, dir)
	if err != nil {
		t.unreadable(dir, err)
		t.unread = append(t.unread, dir)
		return nil
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		switch {
		case ignored(e.Name()):
			return true
		case e.IsDir(), e.Type().IsRegular():
			return false
		}
		Irregular(&t.list, path.Join(dir, e.Name()))
		return true
	})
}

func (t *tree) unreadable(p string, err error) {
	Unreadable(&t.list, p, err)
}

// Unreadable says of a file or a folder why it cannot be read.
func Unreadable(list *diag.List, p string, err error) {
	at := diag.Position{File: p}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		list.Errorf(at, "content.gone")
	case errors.Is(err, fs.ErrPermission):
		list.Errorf(at, "content.no-permission").WithHint("hint.content-no-permission")
	case errors.Is(err, limit.ErrDepth):
		list.Errorf(at, "content.too-deep", limit.SiteDepth).WithHint("hint.content-too-nested")
	case errors.Is(err, limit.ErrKind):
		Irregular(list, p)
	default:
		list.Errorf(at, "content.unreadable")
	}
}

// Irregular says of something that it is neither a folder nor a regular file. What
// begins with a dot is left alone, as everywhere: editors lock files with such links.
func Irregular(list *diag.List, p string) {
	if base := path.Base(p); !ignored(base) || base == wellKnown {
		list.Errorf(diag.Position{File: p}, "content.not-regular").WithHint("hint.content-not-regular")
	}
}

// strayFile refuses a file that stands directly in content/.
func (t *tree) strayFile(p string) {
	name := path.Base(p)
	fault := t.list.Errorf(diag.Position{File: p}, "content.stray", name)
	if _, near := diag.Nearest(name, []string{path.Base(config.File)}); near {
		fault.WithHint("hint.did-you-mean", config.File)
		return
	}
	fault.WithHint("hint.content-folders", strings.Join(folderNames(), ", "))
}

func (t *tree) documentsIn(dir string, kind Kind) {
	for _, e := range t.entries(dir) {
		p := path.Join(dir, e.Name())
		if e.IsDir() {
			t.list.Errorf(diag.Position{File: p}, "content.nested").WithHint("hint.content-nested", dir)
			continue
		}
		if key, language, ok := documentName(p, t.settings, &t.list); ok {
			t.documents = append(t.documents, file{p, kind, key, language, stamp(e)})
		}
	}
}

func dataNames() []string {
	var names []string
	for _, d := range dataFiles {
		names = append(names, d.Name)
	}
	return names
}

func (t *tree) dataIn(dir string) {
	names := dataNames()
	for _, e := range t.entries(dir) {
		name := e.Name()
		if e.IsDir() || !slices.Contains(names, name) {
			t.list.Errorf(diag.Position{File: path.Join(dir, name)}, "content.unknown-data", name).DidYouMean(name, names)
			continue
		}
		t.data = append(t.data, file{path: path.Join(dir, name), stamp: stamp(e)})
	}
}

func stamp(e fs.DirEntry) string {
	if info, err := e.Info(); err == nil {
		stamp, _ := info.Sys().(string)
		return stamp
	}
	return "" // which will be told when it is read
}

// pairs gives the documents of each key together.
func (t *tree) pairs() [][]file {
	var pairs [][]file
	for rest := t.documents; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].kind == rest[0].kind && rest[n].key == rest[0].key {
			n++
		}
		pairs, rest = append(pairs, rest[:n]), rest[n:]
	}
	return pairs
}

// imagesIn lists pictures. folded holds the names seen so far without regard to
// case, since some systems see no difference.
func (t *tree) imagesIn(dir string, depth int, folded map[string]string) {
	for _, e := range t.entries(dir) {
		p := path.Join(dir, e.Name())
		at := diag.Position{File: p}
		fold := filename.Fold(p)
		switch {
		case !portable(p):
			t.list.Errorf(at, "content.not-portable", e.Name()).WithHint("hint.content-not-portable")
		case folded[fold] != "":
			t.list.Errorf(at, "content.same-name", folded[fold]).WithHint("hint.content-same-name")
		case e.IsDir() && depth == limit.ImageDepth:
			t.list.Errorf(at, "content.too-deep", limit.ImageDepth)
		case e.IsDir():
			folded[fold] = p
			t.imagesIn(p, depth+1, folded)
		default:
			folded[fold] = p
			t.image(p, e)
		}
	}
}

func (t *tree) image(p string, e fs.DirEntry) {
	if !schema.IsImage(p) {
		t.list.Errorf(diag.Position{File: p}, "content.not-image", e.Name()).WithHint("hint.content-image-types")
		return
	}
	info, err := e.Info()
	if err != nil {
		t.unreadable(p, err)
		return
	}
	name := strings.TrimPrefix(p, root+"/")
	t.images[name] = Image{Name: name, File: p, Size: info.Size()}
}

// sort puts the documents in their order: kind, key, language as the site lists
// them.
func (t *tree) sort() {
	rank := map[string]int{}
	for i, code := range t.settings.Languages {
		rank[code] = i
	}
	slices.SortFunc(t.documents, func(a, b file) int {
		if a.kind != b.kind {
			return int(a.kind) - int(b.kind)
		}
		if a.key != b.key {
			return strings.Compare(a.key, b.key)
		}
		return rank[a.language] - rank[b.language]
	})
}
