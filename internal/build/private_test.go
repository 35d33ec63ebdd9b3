package build

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tract/internal/golden"
	"tract/internal/promise"
)

// TestX19Unpublished holds that no output has a word of what is not to be published, be it
// in its text, its name, the letters of a leaflet or a file of an archive: drafts of each
// kind, notes to oneself and files that lie about. Each has a word of its own, which is
// found again where drafts are shown.
func TestX19Unpublished(t *testing.T) {
	const mark = "zqxsecret"
	site := rich(t)
	hidden := 0
	word := func() string {
		hidden++
		return fmt.Sprintf("Zqxsecret%c", 'a'+hidden)
	}
	put := func(name, text string) { site[name] = &fstest.MapFile{Data: []byte(text)} }
	drafts := map[string]string{
		"pages/%s": "", "guides/%s": "minutes: 5\n", "demands/%s": "by: csn\ndemands:\n  - {id: %[1]s, text: %[2]s}\n", "articles/%s": "date: 2025-05-01\n",
		"events/%s": "start: 2025-07-01 13:00\n", "events/%s-old": "start: 2024-07-01 13:00\n", "events/%s-over": "start: 2027-07-01 13:00\ncancelled: true\n",
	}
	var wanted []string
	for name, front := range drafts {
		w := word()
		key := strings.ToLower(w)
		if strings.Contains(front, "%") {
			front = fmt.Sprintf(front, key, w)
		}
		wanted = append(wanted, key)
		put("content/"+fmt.Sprintf(name, key)+".fr.md", strings.ReplaceAll("---\ntitle: SECRET\nsummary: SECRET\ndraft: true\n"+front+"---\n## SECRET\n\nSECRET [x](https://"+key+".example/)\n\n```letter to=\"SECRET\"\nSECRET\n```\n", "SECRET", w))
	}
	for _, name := range []string{"content/.private/a.md", "content/pages/.a.fr.md", "content/pages/a.fr.md~", "content/pages/#a.fr.md#", "content/pages/a.fr.md.bak", "content/pages/.#a.fr.md", "content/data/.a.yaml", "content/images/.a.png", "content/images/a.png~", "assets/static/notes.md", "assets/static/a.txt~", "notes.txt", ".git/config", "drafts/a.md"} {
		put(name, word())
	}
	settings := strings.Replace(string(site["content/site.yaml"].Data), "without: [leaflets]", "without: []", 1)
	put("content/site.yaml", settings+"# "+word()+"\n")
	for _, o := range shown(t, site, Options{Now: now}) {
		if o.tells(mark) {
			t.Errorf("%s tells what is not to be published", o.path)
		}
	}
	// The same eyes find each draft where drafts are shown, in each kind of output.
	seen := map[string]bool{}
	for _, o := range shown(t, site, Options{Now: now, Drafts: true}) {
		for _, w := range wanted {
			if o.tells(w) {
				seen[w], seen[path.Ext(o.path)] = true, true
			}
		}
	}
	for _, want := range append(wanted, ".html", ".xml", ".json", ".ics", ".csv", ".js", ".pdf", ".zip") {
		if !seen[want] {
			t.Errorf("where drafts are shown, %s is not seen", want)
		}
	}
	promise.Held(t, hidden)
}

// shownOutput is an output, with all that it holds.
type shownOutput struct {
	path  string
	texts [][]byte
}

func shown(t *testing.T, site fstest.MapFS, o Options) (all []shownOutput) {
	t.Helper()
	result := new(Memory).Build(site, o)
	if faults := result.Faults(); faults.HasErrors() {
		t.Fatal(golden.Printed(t, "en", faults))
	}
	for _, o := range result.Outputs() {
		var b bytes.Buffer
		if err := o.Make(&b); err != nil {
			t.Fatal(o.Path, err)
		}
		all = append(all, shownOutput{o.Path, append(within(t, o.Path, b.Bytes()), []byte(o.Path))})
	}
	return all
}

// tells says whether a word is in an output: as letters of one byte, or of two, as leaflets
// have them.
func (o shownOutput) tells(word string) bool {
	wide := "\x00" + strings.Join(strings.Split(word, ""), "\x00")
	return slices.ContainsFunc(o.texts, func(text []byte) bool {
		lower := strings.ToLower(string(text))
		return strings.Contains(lower, word) || strings.Contains(lower, wide)
	})
}

// within gives what a file holds: itself, the files of an archive, and what is compressed
// in a PDF.
func within(t *testing.T, name string, src []byte) [][]byte {
	t.Helper()
	all := [][]byte{src}
	if path.Ext(name) != ".zip" {
		return append(all, streams(src)...)
	}
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(name, err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(name, f.Name, err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(name, f.Name, err)
		}
		all = append(append(all, []byte(f.Name)), within(t, f.Name, content)...)
	}
	return all
}

// streams gives what is compressed within a file: the streams of a PDF.
func streams(src []byte) [][]byte {
	var all [][]byte
	for {
		_, after, found := bytes.Cut(src, []byte("stream\n"))
		if !found {
			return all
		}
		src = after
		r, err := zlib.NewReader(bytes.NewReader(src))
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(r) // up to where it ends
		all = append(all, text)
	}
}
