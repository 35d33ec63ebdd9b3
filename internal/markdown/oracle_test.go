package markdown_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/limit"
	"tract/internal/markdown"
	"tract/internal/payload"
)

// elements are all that a body may consist of.
var elements = strings.Fields(`p a em strong del code pre span br hr h2 h3 h4 h5 h6 ul ol li input blockquote aside
	div table thead tbody tr th td sup section figure figcaption img kit`)

// attributes are all that its elements may carry.
var attributes = strings.Fields(`id class href title src alt role tabindex dir start scope type disabled checked
	aria-label data-kind data-align`)

// fill fills the holes as the model will, with what the references say.
func fill(d *markdown.Document) []byte {
	return d.Append(nil, func(dst []byte, h markdown.Hole) []byte {
		if h.Kind == markdown.KitBlock {
			k := d.Kits[h.Index]
			dst = append(dst, "<kit>"...)
			for _, s := range []string{k.To, k.Subject, k.Body} {
				dst = markdown.AppendText(dst, s)
			}
			return append(dst, "</kit>"...)
		}
		if h.Kind == markdown.StepsHead {
			return dst
		}
		r := d.Refs[h.Index]
		address := written(r)
		switch h.Kind {
		case markdown.RefAttributes:
			dst = markdown.AppendAttribute(dst, "href", address)
			return markdown.AppendAttribute(dst, "title", r.Title)
		case markdown.RefText:
			return markdown.AppendText(dst, r.Target)
		}
		dst = append(dst, "<img"...)
		dst = markdown.AppendAttribute(dst, "src", address)
		dst = markdown.AppendAttribute(dst, "alt", r.Text)
		return append(dst, '>')
	})
}

// written gives the address of a reference, as a page has it.
func written(r markdown.Ref) string {
	if r.Scheme != "" && !strings.HasPrefix(r.Target, r.Scheme+":") {
		return "../" + r.Scheme + "/" + url.PathEscape(r.Target)
	}
	if r.Scheme != "" {
		return r.Target
	}
	address := (&url.URL{Path: r.Target}).EscapedPath()
	if r.Fragment != "" {
		address += "#" + markdown.HeadingID(r.Fragment)
	}
	return address
}

// judge says what is wrong with the HTML of a document.
func judge(d *markdown.Document) (faults []string) {
	bad := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	out := fill(d)
	if !utf8.Valid(out) || bytes.ContainsAny(out, "\x00\x01\x1b\u202e\u202a\ufeff") {
		bad("bytes that no page may hold")
	}
	root, err := html.Parse(bytes.NewReader(append([]byte("<!doctype html><body>"), out...)))
	if err != nil {
		return append(faults, err.Error())
	}
	var ids []string
	for n := range root.Descendants() {
		switch n.Type {
		case html.CommentNode:
			bad("comment %q", n.Data)
		case html.ElementNode:
			if !slices.Contains(elements, n.Data) && n.Data != "html" && n.Data != "head" && n.Data != "body" {
				bad("element %q", n.Data)
			}
			for _, a := range n.Attr {
				if !slices.Contains(attributes, a.Key) {
					bad("attribute %q", a.Key)
				}
				switch a.Key {
				case "id":
					ids = append(ids, a.Val)
				case "href", "src":
					if !harmless(a.Val) {
						bad("address %q", a.Val)
					}
				}
				if a.Key == "class" && n.Data != "span" && !slices.Contains([]string{"code", "steps", "tasks", "task", "alert", "alert-title", "table", "footnotes", "footnote-ref", "footnote-back"}, a.Val) {
					bad("class %q", a.Val)
				}
			}
			if n.Data == "a" && within(n.Parent, "a") {
				bad("a link within a link")
			}
		}
	}
	if !slices.Equal(ids, d.IDs) {
		bad("ids %q, listed %q", ids, d.IDs)
	}
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id] {
			bad("id %q twice", id)
		}
		seen[id] = true
		if !slices.ContainsFunc([]string{"s-", "step-", "fn-", "fnref-"}, func(p string) bool { return len(id) > len(p) && strings.HasPrefix(id, p) }) {
			bad("id %q", id)
		}
	}
	return faults
}

func within(n *html.Node, name string) bool {
	for ; n != nil; n = n.Parent {
		if n.Data == name {
			return true
		}
	}
	return false
}

// harmless reads an address as a browser does: it drops line ends and tabs, and
// takes a backslash for a slash.
func harmless(s string) bool {
	s = strings.NewReplacer("\t", "", "\n", "", "\r", "", "\\", "/").Replace(strings.Trim(s, " \x00\x1f"))
	i := strings.IndexAny(s, ":/?#")
	if i < 0 || s[i] != ':' {
		return !strings.HasPrefix(s, "//")
	}
	return slices.Contains([]string{"http", "https", "mailto", "tel"}, strings.ToLower(s[:i]))
}

// carriers are places where a payload may land.
var carriers = []string{
	"%s", "[x](%s)", "[x](<%s>)", "![x](%s)", "[x](a \"%s\")", "![%s](a.png)", "[%s](page:a)", "<%s>", "[a]: %s\n\n[a]",
	"## %s", "- %s", "> %s", "> [!NOTE]\n> %s", "| %s |\n|---|\n| %s |", "```%s\nx\n```", "```go %s\n%s\n```", "```letter to=\"%s\"\n[[%s]]\n```",
	"```post\n%s\n```", "a[^1]\n\n[^1]: %s", "[^%s]\n\n[^%s]: x", "1. %s\n2. [ ] %s", "`%s`", "**%s**", "    %s", "http://example.org/%s", "a@b.%s",
}

// TestHostile tries a part of all texts in each place. The pages of a whole site are
// judged by TestX1ActiveContent of the build.
func TestHostile(t *testing.T) {
	for _, p := range payload.Texts(t, 12) {
		for _, carrier := range carriers {
			body := strings.ReplaceAll(carrier, "%s", p)
			d, _ := new(markdown.Converter).ConvertGuide("a.md", []byte(body), 1, plainLanguage{})
			for _, fault := range judge(d) {
				t.Errorf("%q: %s\n%s", body, fault, d.HTML)
			}
		}
	}
}

// TestSpecification runs the oracle over CommonMark's examples, which are among
// goldmark's sources.
func TestSpecification(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal("go list:", err)
	}
	src, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct{ Markdown string }
	if err := json.Unmarshal(src, &examples); err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		d, _ := new(markdown.Converter).Convert("a.md", []byte(e.Markdown), 1, plainLanguage{})
		for _, fault := range judge(d) {
			t.Errorf("%q: %s\n%s", e.Markdown, fault, d.HTML)
		}
		checkDotted(t, e.Markdown)
	}
	checkDotted(t, "x.y@z.org, a.b@c.d. *a.b* _.c_. [d.e](f.g \"h.i\") ![.](j.png)\\. &amp;. http://k.l. `m.n`<https://o.p>.\n.\n\n1. q.\n2. 2ème. 3.2ème\n")
}

// checkDotted holds a text to what it gives in a body that goldmark reads with
// another grammar, because it has a www.
func checkDotted(t *testing.T, src string) {
	t.Helper()
	const dotted = "www.\n\n"
	plain, faults := new(markdown.Converter).Convert("a.md", []byte(src), 3, plainLanguage{})
	d, others := new(markdown.Converter).Convert("a.md", []byte(dotted+src), 1, plainLanguage{})
	if want := "<p>www.</p>\n" + string(plain.HTML); string(d.HTML) != want || !reflect.DeepEqual(d.Refs, plain.Refs) || !reflect.DeepEqual(others, faults) {
		t.Errorf("%q gives another thing beside a www.:\n%s\n%s", src, d.HTML, want)
	}
}

func FuzzConvert(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, p := range payload.Texts(f, 50) {
		f.Add([]byte("[x](" + p + ")\n"))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		var d *markdown.Document
		var diags diag.List
		golden.Soon(t, limit.PageTime, "a text", func() {
			d, diags = new(markdown.Converter).ConvertGuide("a.md", src, 1, plainLanguage{})
		})
		// The cells that a table is filled up with count once for each text.
		if out := len(fill(d)); out > 50*len(src)+100*limit.TableCells {
			t.Errorf("%d bytes of %d", out, len(src))
		}
		for _, fault := range judge(d) {
			t.Errorf("%s\n%s", fault, d.HTML)
		}
		for _, g := range diags {
			if g.Line < 1 || g.Column < 1 {
				t.Errorf("%v has no place", g)
			}
		}
	})
}
