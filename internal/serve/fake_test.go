package serve

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"testing/fstest"
	"time"

	"tract/internal/diag"
)

// fake is a build of a made-up kind of site: content/x.md is the page x.html, or
// that which the file's «slug» names. «bad» in it is an error that is known at once,
// «to y» one of the whole if there is no content/y.md, «fail» one of its template.
// Without a file content/site.yaml nothing can be made, nor with a bad template.
type fake struct {
	source fs.FS
	pages  map[string]string // documents by address
	early  diag.List
	late   diag.List
}

const template = "layouts/page.html"

func build(source fs.FS) State {
	s := &fake{source: source, pages: map[string]string{}}
	names, _ := fs.Glob(source, "content/*.md")
	for _, name := range names {
		text := s.text(name)
		address := strings.TrimSuffix(strings.TrimPrefix(name, "content/"), ".md")
		if _, slug, ok := strings.Cut(text, "slug "); ok {
			address = strings.Fields(slug)[0]
		}
		s.pages[address+".html"] = name
		at := diag.Position{File: name, Line: 1, Column: 1}
		if strings.Contains(text, "bad") {
			s.early.Errorf(at, "hint.one-of", "x").WithHint("hint.did-you-mean", "y")
		}
		if strings.Contains(text, "hm") {
			s.early.Warnf(at, "hint.one-of", "x")
		}
		if _, to, ok := strings.Cut(text, "to "); ok && s.text("content/"+strings.Fields(to)[0]+".md") == "" {
			s.late.Errorf(at, "hint.one-of", "z")
		}
	}
	if s.text(template) == "bad" {
		s.early.Errorf(diag.Position{File: template, Line: 1}, "hint.one-of", "x")
	}
	if s.text("content/site.yaml") == "" {
		s.early.Errorf(diag.Position{File: "content/site.yaml"}, "hint.one-of", "settings")
	}
	return s
}

func (s *fake) text(name string) string {
	src, err := fs.ReadFile(s.source, name)
	if err != nil {
		return ""
	}
	return string(src)
}

func (s *fake) Early() diag.List { return s.early }

func (s *fake) Faults() diag.List { return append(s.early[:len(s.early):len(s.early)], s.late...) }

func (s *fake) Document(path string) string { return s.pages[path] }

func (s *fake) Address(document string) string {
	for address, d := range s.pages {
		if d == document {
			return address
		}
	}
	return ""
}

func (s *fake) Make(b *bytes.Buffer, path string) (bool, diag.List) {
	if s.text("content/site.yaml") == "" {
		return false, nil
	}
	if path == "404.html" {
		b.WriteString("<body>nothing here</body>")
		return true, nil
	}
	if name, ok := s.pages[path]; ok {
		text := s.text(name)
		fmt.Fprintf(b, "<body>%s</body>", text)
		var faults diag.List
		if strings.Contains(text, "fail") || s.text(template) == "bad" {
			faults.Errorf(diag.Position{File: name, Line: 1}, "hint.one-of", "t")
		}
		return true, faults
	}
	text := s.text("static/" + path)
	b.WriteString(text)
	return text != "", nil
}

// site gives a folder: names of content/ and their texts.
func folder(texts ...string) fstest.MapFS {
	source := fstest.MapFS{"content/site.yaml": {Data: []byte("title: x")}}
	for i := 0; i < len(texts); i += 2 {
		name := texts[i]
		if !strings.Contains(name, "/") {
			name = "content/" + name + ".md"
		}
		source[name] = &fstest.MapFile{Data: []byte(texts[i+1])}
	}
	return source
}

// stand is what the tree package does with its trees.
func stand(now, good fs.FS, names []string) fs.FS {
	mixed := maps.Clone(now.(fstest.MapFS))
	for _, name := range names {
		if file, ok := good.(fstest.MapFS)[name]; ok {
			mixed[name] = file
		} else {
			delete(mixed, name)
		}
	}
	return mixed
}

// session runs a preview: change gives it the next folder, and waits for the report.
type session struct {
	*Preview
	changes chan Change
	reports chan Report
}

func newSession(build func(fs.FS) State) *session {
	s := &session{changes: make(chan Change), reports: make(chan Report, 10_000)}
	s.Preview = NewPreview(build, stand, func(r Report) { s.reports <- r })
	return s
}

func (s *session) change(source fs.FS, paths ...string) Report {
	s.changes <- Change{source, paths}
	select {
	case r := <-s.reports:
		return r
	case <-time.After(time.Minute):
		panic("no report")
	}
}

// page gives what a path of the site shows, or the problem.
func (s *session) page(path string) string {
	var b bytes.Buffer
	v := s.view()
	found, faults := v.make(&b, path)
	switch {
	case !found:
		return "none"
	case faults.HasErrors():
		return "fault"
	}
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), "<body>"), "</body>")
}
