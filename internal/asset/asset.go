// Package asset makes the files that pages share: one style sheet for all of
// them, one for paper and some for the pages of a kind, one script, fonts, icons
// and the static files; and it makes photos safe to publish.
//
// It takes two trees of the same shape, the theme's and the site's own, and
// where both have a file the site's wins. [Build] gives a [Set]: finished files
// with the addresses they are published at, all in memory. The same trees give
// the same bytes.
//
//	css/main.css     the order of layers and the imports, nothing else
//	css/**           the sheets that are imported
//	css/pages/*.css  sheets for the pages of one kind: imports, then rules
//	css/print.css    the sheet for paper, by itself unless it is imported
//	js/main.js       imports js/modules/*.js, then starts them
//	js/pages/*.js    scripts for the pages of one kind, in the same form
//	js/sw.js         the service worker
//	fonts/**         published under a fingerprint
//	icons/*.svg      drawn into pages; the theme's only, since they become markup
//	static/**        published at the root, under their own names
//	admin/**         the editor for browsers, published as it is; the site's only
//
// A published name carries the first ten digits of its content's SHA-256, so a
// browser may keep the file for ever.
//
// [Images] looks at the pictures of the content without decoding them, which tells
// their sizes and addresses; [Image.Make] makes their bytes, upright, narrow enough
// and without metadata. A file as it was put into the content is never published.
//
// It refuses, with a diagnostic at the line: an import or an address that leads
// nowhere or to another site, unbalanced brackets, a script that is not in our
// form, a drawing that could run a script, a static file of a kind that a site
// like ours has no use for, and an image that is not what its name says or whose
// metadata cannot be taken out.
//
// The package alone knows the minifier.
package asset

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"tract/internal/diag"
	"tract/internal/limit"
)

// File is a finished file of the published site.
type File struct {
	Path    string // slash-separated, relative to the published site
	Content []byte
}

// Set is the shared files of a site. It is not changed once made, so it is safe
// for concurrent use.
type Set struct {
	Files  []File // sorted by path
	Worker []byte // the service worker, which lacks the line that says what the site has
	Digest string // of all of it

	paths map[string]string
	icons map[string]string
}

// Path gives the published address of an asset, by its name among the assets:
// css/main.css → assets/main.3f2a91c07b.css, static/favicon.svg → favicon.svg.
// It is empty for what is not published.
func (s *Set) Path(name string) string {
	return s.paths[name]
}

// Icon gives the markup of icons/NAME.svg. It comes from the theme inside the
// program and was checked against a list of elements and attributes, so it may
// stand in a page as it is.
func (s *Set) Icon(name string) (markup string, ok bool) {
	markup, ok = s.icons[name]
	return markup, ok
}

// Icons gives the names of all icons, sorted.
func (s *Set) Icons() []string {
	return slices.Sorted(maps.Keys(s.icons))
}

// Build makes the set from the theme's assets, the site's own (nil where it has
// none) and the custom properties that the site's settings give.
func Build(theme, site fs.FS, properties []Property) (*Set, diag.List) {
	b := &builder{
		fsys: theme,
		set:  &Set{paths: map[string]string{}, icons: map[string]string{}},
	}
	if site != nil {
		b.fsys = Overlay(site, theme)
	}
	b.readIcons(theme)
	b.publishFolder("fonts", map[string]bool{".woff2": true, ".woff": true, ".txt": true})
	b.publishStatic()
	b.publishAdmin()
	b.publishStyles(properties)
	b.publishScripts()
	b.finish()
	return b.set, b.faults
}

// builder holds what a run of Build has made so far.
type builder struct {
	fsys   fs.FS
	set    *Set
	faults diag.List
}

// at gives the position of an offset in an asset.
func at(name string, src []byte, offset int) diag.Position {
	return diag.At("assets/"+name, src, offset, 1)
}

// whole gives the position of an asset as a whole.
func whole(name string) diag.Position {
	return diag.Position{File: "assets/" + name}
}

// add publishes content at p for the asset called name.
func (b *builder) add(name, p string, content []byte) string {
	b.set.paths[name] = p
	b.set.Files = append(b.set.Files, File{p, content})
	return p
}

// fingerprint publishes content under assets/ and gives the address.
func (b *builder) fingerprint(name string, content []byte) string {
	return b.add(name, fingerprinted("assets", name, content), content)
}

// fingerprinted gives DIR/STEM.DIGEST.EXT for a file of that name and content.
func fingerprinted(dir, name string, content []byte) string {
	base, ext := path.Base(name), path.Ext(name)
	return path.Join(dir, strings.TrimSuffix(base, ext)+"."+digest(content)[:10]+ext)
}

// digest gives the SHA-256 of content in hexadecimal.
func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// publishFolder fingerprints every file of a folder. A file of another kind than
// those named is a fault.
func (b *builder) publishFolder(dir string, kinds map[string]bool) {
	for _, name := range b.list(dir) {
		if ext := strings.ToLower(path.Ext(name)); !kinds[ext] {
			refuseKind(&b.faults, whole(name), ext).
				WithHint("hint.one-of", strings.Join(slices.Sorted(maps.Keys(kinds)), ", "))
			continue
		}
		if content, ok := b.read(name); ok && path.Ext(name) != ".txt" {
			b.fingerprint(name, content)
		}
	}
}

// list gives the regular files below a folder of the assets, in order. What is
// never published is not among them.
func (b *builder) list(dir string) []string {
	var names []string
	err := fs.WalkDir(b.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == dir:
			return fs.SkipDir // a folder that is not there is empty
		case err != nil:
			b.faults.Errorf(whole(name), "asset.unreadable")
		case !d.IsDir() && secret(d.Name()):
			b.faults.Errorf(whole(name), "asset.secret").WithHint("hint.asset.secret")
		case name != dir && neverPublished(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		default:
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		b.faults.Errorf(whole(dir), "asset.unreadable")
	}
	return names
}

// read gives the content of an asset, or says that it cannot be read.
func (b *builder) read(name string) ([]byte, bool) {
	if slices.Contains([]string{".css", ".js"}, path.Ext(name)) && !strings.HasPrefix(name, "admin/") {
		return b.readWritten(b.fsys, name)
	}
	return b.readFile(b.fsys, name)
}

// readWritten gives the content of an asset that is taken apart, if it is no larger than
// what people write.
func (b *builder) readWritten(fsys fs.FS, name string) ([]byte, bool) {
	if info, err := fs.Stat(fsys, name); err == nil && info.Size() > limit.FileBytes {
		b.faults.Errorf(whole(name), "content.too-big", limit.FileBytes>>10)
		return nil, false
	}
	return b.readFile(fsys, name)
}

func (b *builder) readFile(fsys fs.FS, name string) ([]byte, bool) {
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		b.faults.Errorf(whole(name), "asset.unreadable")
		return nil, false
	}
	return content, true
}

// finish sorts the files, drops the second of two equal ones and takes the
// digest.
func (b *builder) finish() {
	s := b.set
	slices.SortStableFunc(s.Files, func(a, c File) int { return cmp.Compare(a.Path, c.Path) })
	s.Files = slices.CompactFunc(s.Files, func(a, c File) bool { return a.Path == c.Path })
	sum := sha256.New()
	for _, f := range s.Files {
		content := sha256.Sum256(f.Content)
		sum.Write([]byte(f.Path + "\x00"))
		sum.Write(content[:])
	}
	for _, name := range s.Icons() {
		sum.Write([]byte(name + "\x00" + s.icons[name] + "\x00"))
	}
	sum.Write(s.Worker)
	s.Digest = hex.EncodeToString(sum.Sum(nil))
}
