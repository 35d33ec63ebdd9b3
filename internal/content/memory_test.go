package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/markdown"
	"tract/internal/wire"
)

// counted is a site that counts the files that are opened.
type counted struct {
	fstest.MapFS
	mu     *sync.Mutex
	opened *[]string
}

func (c counted) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".md") {
		c.mu.Lock()
		*c.opened = append(*c.opened, name)
		c.mu.Unlock()
	}
	return c.MapFS.Open(name)
}

// stamped gives the content of an archive, each file with a stamp.
func stamped(a *txtar.Archive) fstest.MapFS {
	site := fstest.MapFS{}
	for _, f := range a.Files {
		if strings.HasPrefix(f.Name, root+"/") {
			site[f.Name] = &fstest.MapFile{Data: f.Data, Sys: fmt.Sprint(f.Name, len(f.Data))}
		}
	}
	return site
}

// again loads a site with a memory, and gives the documents that were read.
func again(t *testing.T, site fstest.MapFS, m *Memory, drafts bool) (*Content, diag.List, []string) {
	t.Helper()
	settings, list := config.Load(site)
	var opened []string
	c, faults := Load(counted{site, new(sync.Mutex), &opened}, settings, locales(t), Options{Drafts: drafts, Memory: m})
	list.Add(faults)
	return c, list, opened
}

// kept gives a memory as another run reads it back.
func kept(t *testing.T, m *Memory) *Memory {
	t.Helper()
	r := wire.NewReader(string(slices.Concat(m.Written()...)))
	out := ReadMemory(r)
	if !r.Done() {
		t.Fatal("the memory does not read back")
	}
	return &out
}

// TestMemory loads the site of each archive in testdata again, with the memory of
// the same run and with that of another: the same comes out, in content and in
// faults, and no document is read.
func TestMemory(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		site, drafts := stamped(a), strings.Contains(string(a.Comment), "drafts")
		var m Memory
		c, list, _ := again(t, site, &m, drafts)
		want := dump(t, c) + golden.Printed(t, "en", list)
		second := kept(t, &m)
		again(t, site, second, drafts)
		for run, memory := range map[string]*Memory{"the same run": &m, "another run": kept(t, &m), "a third run": kept(t, second)} {
			c, list, opened := again(t, site, memory, drafts)
			for _, d := range c.Documents {
				if err := d.Restore(site); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			if diff := cmp.Diff(want, dump(t, c)+golden.Printed(t, "en", list)); diff != "" {
				t.Errorf("%s, %s: (-want +got)\n%s", name, run, diff)
			}
			// What nobody can read is tried each time.
			if opened = slices.DeleteFunc(opened, func(f string) bool { return unreadableIn(list, f) }); len(opened) > 0 {
				t.Errorf("%s, %s: %v were read", name, run, opened)
			}
		}
	}
}

func unreadableIn(list diag.List, file string) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.File == file && d.Line == 0 })
}

// TestMemoryForgets reads what changed, and everything where the languages or
// their forms changed.
func TestMemoryForgets(t *testing.T) {
	a, err := txtar.ParseFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, _, all := again(t, stamped(a), nil, false)
	first := slices.Min(all)
	for _, c := range []struct {
		name string
		edit func(site fstest.MapFS)
		want int
	}{
		{"another stamp and text", func(s fstest.MapFS) {
			s[first] = &fstest.MapFile{Data: append(slices.Clone(s[first].Data), "\nx\n"...), Sys: "new"}
		}, 1},
		{"another stamp, the same text", func(s fstest.MapFS) { s[first] = &fstest.MapFile{Data: s[first].Data, Sys: "new"} }, 1},
		{"no stamp", func(s fstest.MapFS) { s[first] = &fstest.MapFile{Data: s[first].Data} }, 1},
		{"one file less", func(s fstest.MapFS) { delete(s, first) }, 0},
		{"another time zone", func(s fstest.MapFS) { setting(s, "\ntime_zone: Europe/Paris\n") }, 0},
		{"one more language", func(s fstest.MapFS) { setting(s, "\npartial_languages: [ar]\n") }, len(all)},
	} {
		for _, run := range []func(*testing.T, *Memory) *Memory{func(_ *testing.T, m *Memory) *Memory { return m }, kept} {
			var m Memory
			site := stamped(a)
			again(t, site, &m, false)
			memory := run(t, &m)
			c.edit(site)
			got, list, opened := again(t, site, memory, false)
			if len(opened) != c.want {
				t.Errorf("%s: %d read, want %d: %v", c.name, len(opened), c.want, opened)
			}
			fresh, wantList, _ := again(t, site, nil, false)
			for _, d := range got.Documents {
				if err := d.Restore(site); err != nil {
					t.Errorf("%s: %v", c.name, err)
				}
			}
			if diff := cmp.Diff(dump(t, fresh)+golden.Printed(t, "en", wantList), dump(t, got)+golden.Printed(t, "en", list)); diff != "" {
				t.Errorf("%s: (-want +got)\n%s", c.name, diff)
			}
		}
	}
}

func setting(site fstest.MapFS, line string) {
	f := site[config.File]
	site[config.File] = &fstest.MapFile{Data: append(slices.Clone(f.Data), line...), Sys: "new"}
}

// TestRestoreChanged gives no markup of a text that is another than the one read.
func TestRestoreChanged(t *testing.T) {
	a, err := txtar.ParseFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var m Memory
	site := stamped(a)
	again(t, site, &m, false)
	c, _, _ := again(t, site, kept(t, &m), false)
	d := c.Documents[0]
	site[d.File] = &fstest.MapFile{Data: append(slices.Clone(site[d.File].Data), "\nx\n"...), Sys: site[d.File].Sys}
	if err := d.Restore(site); !errors.Is(err, ErrChanged) || len(d.Body.HTML) > 0 {
		t.Errorf("%v %s", err, d.Body.HTML)
	}
}

// FuzzReadMemory reads anything as a memory, and loads a site with it.
func FuzzReadMemory(f *testing.F) {
	a, err := txtar.ParseFile("testdata/site.txtar")
	if err != nil {
		f.Fatal(err)
	}
	t := &testing.T{}
	site := stamped(a)
	var m Memory
	again(t, site, &m, false)
	f.Add(slices.Concat(m.Written()...))
	f.Add([]byte("x"))
	f.Fuzz(func(t *testing.T, src []byte) {
		m := ReadMemory(wire.NewReader(string(src)))
		for id, written := range m.written {
			readPair(id, written)
		}
	})
}

// shelf is a room in memory.
type shelf struct {
	mu   sync.Mutex
	kept []byte
	full bool
}

func (s *shelf) Put(b []byte) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full {
		return 0, errors.New("no room")
	}
	s.kept = append(s.kept, b...)
	return int64(len(s.kept) - len(b)), nil
}

func (s *shelf) Get(b []byte, at int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	copy(b, s.kept[at:])
	return nil
}

func wholeOf(t *testing.T, d *Document, site fstest.MapFS) *markdown.Document {
	t.Helper()
	whole, err := d.Whole(site)
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

func sameBody(t *testing.T, d *Document, want, got *markdown.Document) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: (-want +got)\n%s", d.File, diff)
	}
}

// TestRoom puts the markup of bodies out of memory and back, as often as asked.
func TestRoom(t *testing.T) {
	a, err := txtar.ParseFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site := stamped(a)
	settings, _ := config.Load(site)
	plain, _ := Load(site, settings, locales(t), Options{})
	for _, full := range []bool{false, true} {
		room := &shelf{full: full}
		c, _ := Load(site, settings, locales(t), Options{Room: room})
		for i, d := range c.Documents {
			want := plain.Documents[i].Body
			if gone := len(d.Body.HTML) == 0; len(want.HTML) > 0 && gone == full {
				t.Errorf("%s: out of memory: %v, full: %v", d.File, gone, full)
			}
			for range 2 {
				if err := d.Restore(site); err != nil {
					t.Fatal(err)
				}
				sameBody(t, d, want, d.Body)
				before := wholeOf(t, d, site)
				d.Forget()
				sameBody(t, d, want, before)
				sameBody(t, d, want, wholeOf(t, d, site))
				if len(d.Body.HTML) > 0 {
					t.Errorf("%s: the document keeps what it gave for one use", d.File)
				}
			}
		}
	}
}
