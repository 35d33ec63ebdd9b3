package main

import (
	"bytes"
	"compress/gzip"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What a reader may have to load, in bytes as they are sent.
const (
	firstAnswer = 14336 // a page and the styles that paint it: what ten segments of TCP bring
	mostScript  = 8 << 10
	mostFonts   = 45 << 10
	mostPage    = 60 << 10 // all that a screen shows of it but photos: no sheet for paper, no icon of the site
)

// TestPagesAreLight weighs every page of the repository's own site as it is sent:
// at an address that is long, and compressed as servers do.
func TestPagesAreLight(t *testing.T) {
	s := &scales{T: t, base: "https://sept-entrepots.github.io/sept-entrepots/", weights: map[string]int{}}
	s.dir = makeSite(t, "--base-url", s.base)
	for name, src := range readTree(t, s.dir, ".html") {
		s.page(name, src)
	}
}

// scales weigh the files of a site.
type scales struct {
	*testing.T
	base, dir string
	weights   map[string]int // by path
}

// page weighs a page with all that it loads.
func (s *scales) page(name string, src []byte) {
	loads := s.loads(name, src)
	if len(loads.styles) == 0 {
		s.Errorf("%s has no style sheet", name)
	}
	first := s.compressed(src) + s.all(loads.styles)
	script, fonts := s.all(loads.scripts), s.all(s.fonts(loads.styles, src))
	s.most(name, "with its styles", first, firstAnswer)
	s.most(name, "in scripts", script, mostScript)
	s.most(name, "in fonts", fonts, mostFonts)
	s.most(name, "in all", first+script+fonts+s.all(loads.rest), mostPage)
}

func (s *scales) most(name, what string, weight, most int) {
	if weight > most {
		s.Errorf("%s weighs %d bytes %s: %d too many", name, weight, what, weight-most)
	}
}

// loads are the paths of what a page names.
type loads struct {
	styles  []string // without which a screen is not painted
	scripts []string
	rest    []string // the sheet for what is below the first screen
}

func (s *scales) loads(name string, src []byte) (l loads) {
	s.Helper()
	root, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		s.Fatal(err)
	}
	first := true
	for n := range root.Descendants() {
		switch rel := attribute(n, "rel"); {
		case n.Data == "body": // what is linked there is for what is below the first screen, which is painted without it
			first = false
		case n.Data != "link" && n.Data != "script" || strings.Contains(attribute(n, "media"), "print"):
		case rel == "stylesheet" && first:
			l.styles = append(l.styles, s.path(name, attribute(n, "href")))
		case rel == "stylesheet":
			l.rest = append(l.rest, s.path(name, attribute(n, "href")))
		case attribute(n, "src") != "":
			l.scripts = append(l.scripts, s.path(name, attribute(n, "src")))
		}
	}
	return l
}

// path gives the path of a file that another one names.
func (s *scales) path(from, address string) string {
	s.Helper()
	at, err := url.Parse(s.base + from)
	if err != nil {
		s.Fatal(err)
	}
	to, err := at.Parse(address)
	if err != nil {
		s.Fatalf("%s: %v", from, err)
	}
	name, ok := below(s.T, s.base, to.String())
	if !ok {
		s.Fatalf("%s: %s is elsewhere", from, address)
	}
	return name
}

var (
	fontFace  = regexp.MustCompile(`@font-face\s*{[^}]*}`)
	fontFile  = regexp.MustCompile(`url\("?([^")]+)"?\)`)
	fontRange = regexp.MustCompile(`(?i)U\+([0-9a-f?]+)(?:-([0-9a-f]+))?`)
	fontName  = regexp.MustCompile(`font-family:\s*"?([^";}]+)`)
	families  = regexp.MustCompile(`(--font-(?:text|display)):([^;}]+)`)
)

// fonts gives the fonts of style sheets that have a letter of a page, of the
// families that the last of them names.
func (s *scales) fonts(styles []string, page []byte) []string {
	s.Helper()
	var files []string
	worn := map[string]string{}
	for _, sheet := range styles {
		for _, m := range families.FindAllStringSubmatch(string(s.read(sheet)), -1) {
			worn[m[1]] = strings.ToLower(m[2])
		}
	}
	lists := worn["--font-text"] + "," + worn["--font-display"]
	for _, sheet := range styles {
		for _, face := range fontFace.FindAllString(string(s.read(sheet)), -1) {
			name := strings.ToLower(fontName.FindStringSubmatch(face)[1])
			named := slices.ContainsFunc(strings.Split(lists, ","), func(family string) bool { return strings.Trim(family, ` "`) == name })
			if m := fontFile.FindStringSubmatch(face); m != nil && named && s.hasLetter(face, page) {
				if file := s.path(sheet, m[1]); !slices.Contains(files, file) {
					files = append(files, file)
				}
			}
		}
	}
	return files
}

func (s *scales) hasLetter(face string, page []byte) bool {
	for _, m := range fontRange.FindAllStringSubmatch(face, -1) {
		if strings.Contains(m[1], "?") {
			m[1], m[2] = strings.ReplaceAll(m[1], "?", "0"), strings.ReplaceAll(m[1], "?", "f")
		}
		from, err := strconv.ParseInt(m[1], 16, 32)
		if err != nil {
			s.Fatal(err)
		}
		to := from
		if m[2] != "" {
			if to, err = strconv.ParseInt(m[2], 16, 32); err != nil {
				s.Fatal(err)
			}
		}
		if bytes.ContainsFunc(page, func(r rune) bool { return int64(r) >= from && int64(r) <= to }) {
			return true
		}
	}
	return !strings.Contains(face, "unicode-range")
}

func (s *scales) read(name string) []byte {
	s.Helper()
	src, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(name)))
	if err != nil {
		s.Fatal(err)
	}
	return src
}

// all weighs files, each of them once.
func (s *scales) all(names []string) (weight int) {
	s.Helper()
	counted := map[string]bool{}
	for _, name := range names {
		if s.weights[name] == 0 {
			s.weights[name] = s.compressed(s.read(name))
			if ext := path.Ext(name); ext == ".woff2" || ext == ".png" {
				s.weights[name] = len(s.read(name)) // is compressed
			}
		}
		if !counted[name] {
			weight += s.weights[name]
		}
		counted[name] = true
	}
	return weight
}

// compressed gives the size of what a server sends.
func (s *scales) compressed(src []byte) int {
	s.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, 6)
	if err != nil {
		s.Fatal(err)
	}
	if _, err := w.Write(src); err != nil {
		s.Fatal(err)
	}
	if err := w.Close(); err != nil {
		s.Fatal(err)
	}
	return out.Len()
}
