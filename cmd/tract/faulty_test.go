package main

import "testing"

// TestOneFault breaks a site in one place: all that is promised of [TestR6RandomEdits]
// holds, that every page of the good site stays up among it.
func TestOneFault(t *testing.T) {
	for name, edit := range map[string]func(e *editor){
		"a template that is new":         func(e *editor) { e.theme("layouts", "404.html", "{{", "{{.Nothing}}{{") },
		"a template of pages":            func(e *editor) { e.theme("layouts", "guide.html", "<article", "{{.Nothing}}<article") },
		"a template that cannot be read": func(e *editor) { e.theme("layouts", "partials/footer.html", "{{", "{{if}}{{") },
		"a style":                        func(e *editor) { e.theme("assets", "css/base.css", "}", "}}{") },
		"a row that others name":         func(e *editor) { e.replace("content/data/organizations.yaml", "amazon:", "amazone:") },
		"strings without a tag":          func(e *editor) { e.theme("layouts", "strings/fr.yaml", "tag:", "tog:") },
		"English strings without a text": func(e *editor) { e.theme("layouts", "strings/en.yaml", "  home:", "  hom:") },
		"settings":                       func(e *editor) { e.replace("content/site.yaml", "languages: [fr, en]", "languages: [xx]") },
		"no settings":                    func(e *editor) { e.remove("content/site.yaml") },
		"no content":                     func(e *editor) { e.remove("content") },
		"a file in place of the content": func(e *editor) { e.remove("content"); e.write("content", "x") },
		"front matter":                   func(e *editor) { e.replace("content/guides/picket.fr.md", "title:", "titel:") },
		"a photo gone":                   func(e *editor) { e.remove("content/images/picket.png") },
		"a folder renamed":               func(e *editor) { e.remove("content/guides"); e.write("content/guide/x.fr.md", "---\ntitle: x\n---\n") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSoaked(t, 1)
			defer s.end()
			if err := s.check(); err != nil {
				t.Fatal(err)
			}
			s.seen, s.touched = s.snapshot(siteFolders...), nil
			edit(&s.editor)
			s.paths, s.edits = s.touched, 1
			if err := s.check(); err != nil || s.err != nil {
				t.Error(err, s.err)
			}
			if !s.broken {
				t.Error("there is no fault")
			}
		})
	}
}
