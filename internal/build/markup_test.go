package build

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/payload"
	"tract/internal/promise"
)

// TestX3Markup refuses HTML in texts, at its place, and files of it wherever they lie.
func TestX3Markup(t *testing.T) {
	s := newHostileSite(t, "x")
	tried := s.strayMarkup(t)
	for _, piece := range []string{
		"<b>", "<B CLASS=x>", "</b>", "<br/>", "<x-y>", "<a href='x'>", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<SCRIPT\nsrc=x>", "<style>b{}</style>",
		"<!-- x -->", "<!---->", "<!--> x -->", "<?php x ?>", "<!DOCTYPE html>", "<![CDATA[x]]>", "<iframe src=x></iframe>", "<svg onload=alert(1)>", "<math><mi>x</mi></math>",
		"<details open>", "<textarea>", "<form action=x>", "<base href=x>", "<meta http-equiv=refresh>", "<template>", "<object data=x>", "<noscript><p title='</noscript>'>",
	} {
		for _, around := range []string{"%s", "a %s b", "- %s", "> %s", "## a %s", "| a |\n|---|\n| b %s |", "a[^1]\n\n[^1]: b %s", "**%s**", "[a %s](page:base)", "1. a\n\n   %s", "x\n%s", "![a %s b](../images/p.png)"} {
			body := strings.ReplaceAll(around, "%s", piece)
			if strings.Contains(piece, "\n") && around != "%s" {
				continue // a line break ends some of these
			}
			tried++
			s.refusedMarkup(t, body, strings.Index(around, "%s"))
		}
	}
	n, refused := markupTrees(t)
	if tried += n; refused*2 < n {
		t.Errorf("only %d of %d documents of HTML were refused", refused, n)
	}
	promise.Held(t, tried)
}

// strayMarkup puts files of markup into all folders, and says how many.
func (s *hostileSite) strayMarkup(t *testing.T) (tried int) {
	for _, folder := range []string{"", "articles/", "demands/", "guides/", "events/", "pages/", "data/", "images/", "images/more/", "other/"} {
		for _, name := range []string{"a.html", "a.en.html", "a.htm", "a.xhtml", "A.HTML", "a.en.md.html", "a.shtml", "a.xht", "a.mht", "a.php", "a.js", "a.xml", "a.mdx", "a.hta"} {
			at := "content/" + folder + name
			files, _ := s.files()
			files[at] = &fstest.MapFile{Data: []byte("<p>x</p>\n")}
			faults := s.memory.Build(files, Options{Now: now}).Faults()
			tried++
			if !slices.ContainsFunc(faults, func(d diag.Diagnostic) bool {
				return d.Severity == diag.Error && (d.File == at || strings.HasPrefix(at, d.File+"/"))
			}) {
				t.Errorf("%s is not refused", at)
			}
		}
	}
	return tried
}

// refusedMarkup wants an error at the markup of a body, which begins at an offset.
func (s *hostileSite) refusedMarkup(t *testing.T, body string, offset int) {
	t.Helper()
	const front = "---\ntitle: x\nsummary: x\n---\n"
	files, _ := s.files()
	const at = "content/articles/a.en.md"
	files[at] = &fstest.MapFile{Data: []byte(front + body + "\n"), Sys: body}
	want := diag.At(at, []byte(front+body), len(front)+offset, 1)
	r := s.memory.Build(files, Options{Now: now})
	list := r.Faults()
	if !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Position == want }) {
		t.Errorf("%q: no error at %s:\n%s", body, want, golden.Printed(t, "en", list))
	}
	if len(r.Outputs()) > 0 {
		t.Errorf("%q is published", body)
	}
}

// markupTrees has documents of HTML be texts. An error is where a tag begins; what is
// published has none of the tags.
func markupTrees(t *testing.T) (tried, refused int) {
	each := 12
	if promise.Whole() {
		each = 1
	}
	var texts []string
	for i, text := range textsOf(t, "html5lib") {
		if i%each == 0 {
			texts = append(texts, text)
		}
	}
	s := newHostileSite(t, "x")
	for i, text := range texts {
		c := carrier{body: "%s"}
		s.docs = append(s.docs, placed{at: c.place(i), text: c.with(text, i), tried: fmt.Sprintf("%q", text)})
	}
	files, of := s.files()
	for _, f := range s.memory.Build(files, Options{Now: now}).Faults() {
		d := of[diag.Position{File: f.File}]
		if d == nil || !strings.HasPrefix(f.Message.Code, "markdown.html") {
			continue
		}
		if line := strings.Split(d.text, "\n")[f.Line-1]; !strings.HasPrefix(string([]rune(line)[f.Column-1:]), "<") {
			t.Errorf("%s: the fault at %d:%d is at no tag", d.tried, f.Line, f.Column)
		}
	}
	s.judge(t)
	for _, d := range s.docs {
		if tried++; d.refused {
			refused++
		}
	}
	return tried, refused
}

func textsOf(t testing.TB, name string) []string {
	for _, s := range payload.Sources(t) {
		if s.Name == name {
			return s.Texts
		}
	}
	t.Fatal("no texts of", name)
	return nil
}
