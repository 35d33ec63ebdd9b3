package importer

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"tract/internal/diag"
	"tract/internal/limit"
)

// skipped are folders that hold no texts of anybody's: what programs made or
// fetched.
var skipped = []string{"node_modules", "vendor", "public", "_site", "resources", "themes"}

func itoa(n int) string { return strconv.Itoa(n) }

// list names the files of the old site.
func (s *session) list() {
	s.known = map[string]bool{}
	s.listIn(".", 1)
	slices.Sort(s.files)
}

func (s *session) listIn(dir string, depth int) {
	entries, err := fs.ReadDir(s.old, dir)
	if err != nil {
		s.unreadable(dir, err)
		return
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		at := diag.Position{File: name}
		switch {
		case strings.HasPrefix(e.Name(), ".") || strings.HasSuffix(e.Name(), "~"):
		case e.IsDir() && dir == "." && slices.Contains(skipped, e.Name()):
			s.left = append(s.left, name+"/")
		case e.IsDir() && depth == limit.ImportDepth:
			tell(&s.notes, at, diag.Error, "", "importer.too-deep", limit.ImportDepth)
		case e.IsDir():
			s.listIn(name, depth+1)
		case !e.Type().IsRegular():
			tell(&s.notes, at, diag.Error, "", "importer.link").WithHint("hint.importer.link")
		case len(s.files) == limit.ImportFiles:
			if !s.known[""] {
				tell(&s.notes, at, diag.Error, "", "importer.too-many", limit.ImportFiles)
			}
			s.known[""] = true
		default:
			s.files = append(s.files, name)
			s.known[name] = true
		}
	}
}

func (s *session) unreadable(name string, err error) {
	code := "importer.unreadable"
	if errors.Is(err, fs.ErrPermission) {
		code = "importer.no-permission"
	}
	tell(&s.notes, diag.Position{File: name}, diag.Error, "", code)
}

// isText says whether a file is one of Markdown.
func isText(name string) bool {
	return slices.Contains([]string{".md", ".markdown", ".mdown", ".mkd", ".mkdn"}, strings.ToLower(path.Ext(name)))
}

// others are the endings of texts in other forms that the generators take, or what people
// add to them.
var others = []string{".org", ".adoc", ".asciidoc", ".ad", ".rst", ".pandoc", ".pdc", ".textile"}

// takes says whether a file that stands where texts do is one. HTML is read as Markdown is,
// which may hold it; a text in another form is told.
func (s *session) takes(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	if slices.Contains(others, ending) {
		tell(&s.notes, diag.Position{File: name}, diag.Error, "", "importer.form", ending).WithHint("hint.importer.form")
	}
	return isText(name) || ending == ".html" || ending == ".htm"
}

// read gives the bytes of a file that has at most that many.
func (s *session) read(name string, most int64) ([]byte, bool) {
	f, err := s.old.Open(name)
	if err != nil {
		s.unreadable(name, err)
		return nil, false
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		s.unreadable(name, err)
		return nil, false
	case int64(len(src)) > most:
		tell(&s.notes, diag.Position{File: name}, diag.Error, "", "importer.too-big", int(most>>10)).WithHint("hint.importer.too-big")
		return nil, false
	}
	return src, true
}

// open reads a text and takes it apart, or tells why not.
func (s *session) open(name string) (*document, bool) {
	raw, ok := s.read(name, limit.ImportBytes)
	if !ok {
		return nil, false
	}
	d := &document{file: name, folder: path.Dir(name)}
	if d.src, ok = decode(name, raw, &d.notes); !ok {
		s.notes = append(s.notes, d.notes...)
		return nil, false
	}
	if len(d.src.starts) > limit.ImportLines {
		tell(&s.notes, diag.Position{File: name}, diag.Error, "", "importer.too-many-lines", limit.ImportLines).WithHint("hint.importer.too-big")
		return nil, false
	}
	d.cut()
	return d, true
}
