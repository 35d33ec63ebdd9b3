package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/build"
	"tract/internal/memory"
	"tract/internal/tree"
)

// soaked is a site that is edited, and what is built of it in three ways.
type soaked struct {
	editor
	t       *testing.T
	scratch string
	large   bool     // as builds are told
	paths   []string // changed since the last check
	edits   int      // since the last check without errors
	broken  bool     // the site has errors

	root   *os.Root
	tree   *tree.Tree // as a watcher has it
	long   *publisher // of «build --watch»
	said   *bytes.Buffer
	shown  *previewed
	stood  map[string]string // paths of the last good site, and the documents that they are of
	finish []func()
}

// richSite gives the files of a site that has something of everything, but for what it
// goes without.
func richSite(t *testing.T, without string) map[string]string {
	t.Helper()
	archive, err := txtar.ParseFile("../../internal/build/testdata/rich.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"content/images/picket.png": picturePixels(false, 3, 2, 0, 0),
		"content/images/photo.jpg":  picturePixels(true, 4, 2, 99, 6),
	}
	for _, f := range archive.Files {
		files[f.Name] = strings.Replace(string(f.Data), "\nwithout: [leaflets]", "\nwithout: ["+without+"]", 1)
	}
	return files
}

// temporary gives a folder, in memory if the system has one there.
func temporary(t *testing.T) string {
	dir, err := os.MkdirTemp("/dev/shm", "tract-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func newSoaked(t *testing.T, seed uint64) *soaked {
	s := &soaked{t: t, scratch: temporary(t), large: seed%2 == 0}
	s.dir = filepath.Join(s.scratch, "site")
	s.now, s.version = moments[seed%uint64(len(moments))], "test"
	s.publics = []string{filepath.Join(s.dir, "public"), filepath.Join(s.scratch, "long")}
	// Each edit is followed by clean builds, of which cards and leaflets are the most.
	without := "cards, leaflets"
	if seed%25 == 0 {
		without = ""
	}
	files := richSite(t, without)
	s.random, s.seen = rand.New(rand.NewPCG(1, 1)), map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		s.write(name, files[name])
	}
	var err error
	if s.root, err = os.OpenRoot(s.dir); err != nil || s.err != nil {
		t.Fatal(err, s.err)
	}
	s.finish = append(s.finish, func() { s.root.Close() })
	if s.tree, err = tree.Read(s.root, siteFolders...); err != nil {
		t.Fatal(err)
	}
	elsewhere := filepath.Join(s.scratch, "memory")
	if err := os.Mkdir(elsewhere, 0o755); err != nil {
		t.Fatal(err)
	}
	other, err := os.OpenRoot(elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	s.finish = append(s.finish, func() { other.Close() })
	s.said = &bytes.Buffer{}
	s.long = newPublisher(s.ui(s.said), s.open(), s.publics[1])
	s.long.disk = memory.Open(other, "test")
	if s.shown, err = newPreviewed(s.open()); err != nil {
		t.Fatal(err)
	}
	s.finish = append(s.finish, s.shown.stop)
	return s
}

func (s *soaked) end() {
	for _, finish := range slices.Backward(s.finish) {
		finish()
	}
	s.editor.do(os.RemoveAll(s.scratch))
}

func (s *soaked) ui(stderr io.Writer) *ui {
	return newUI(nil, func(string) string { return "" }, io.Discard, stderr)
}

// open gives the site as a command opens it.
func (s *soaked) open() *opened {
	return &opened{root: s.root, options: build.Options{Drafts: s.drafts, Version: s.version, Once: true}, clock: func() (time.Time, error) { return s.now, nil }}
}

// ran is what one build did.
type ran struct {
	code int
	said string
	tree map[string][32]byte
}

// took is what a build says last.
var took = regexp.MustCompile(`(?m)^tract: made .*\n`)

// publish builds a tree with a publisher.
func (s *soaked) publish(p *publisher, t *tree.Tree, said *bytes.Buffer) (ran, error) {
	said.Reset()
	code := p.ui.exitCode(p.run(s.t.Context(), t))
	if p != s.long { // that does so when it ends
		p.remember()
	}
	tree, err := hashes(p.output)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	delete(tree, foreign)
	text := strings.ReplaceAll(took.ReplaceAllString(said.String(), ""), p.output, "OUTPUT")
	return ran{code, text, tree}, err
}

// check builds the site in every way.
func (s *soaked) check() error {
	if s.random.IntN(2) == 0 { // else files are so young that they may still change unseen
		time.Sleep(60 * time.Millisecond)
	}
	var drift []string
	s.tree, drift = s.tree.Update(s.paths)
	s.paths = nil
	again, missed := s.tree.Again()
	if len(missed) > 0 {
		return fmt.Errorf("the tree lacks %q", missed)
	}
	for _, o := range []*opened{s.long.site, s.shown.site} {
		o.options.Drafts, o.options.Version = s.drafts, s.version
	}
	clean, err := s.clean()
	if err != nil {
		return err
	}
	before, _ := hashes(s.publics[0])
	var said bytes.Buffer
	once := newPublisher(s.ui(&said), s.open(), s.publics[0])
	fresh, err := once.site.list()
	if err != nil {
		return err
	}
	if err := s.compare("build", clean, before, once, fresh, &said); err != nil {
		return err
	}
	before, _ = hashes(s.publics[1])
	if err := s.compare("build --watch", clean, before, s.long, s.tree, s.said); err != nil {
		return err
	}
	if err := s.preview(again, drift, clean); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	if s.broken = clean.code != 0; !s.broken {
		s.good, s.edits = s.snapshot(siteFolders...), 0
	}
	return nil
}

// clean builds the site from nothing.
func (s *soaked) clean() (ran, error) {
	dir := filepath.Join(s.scratch, "clean")
	if err := os.RemoveAll(dir); err != nil {
		return ran{}, err
	}
	var said bytes.Buffer
	p := newPublisher(s.ui(&said), s.open(), dir)
	p.disk = memory.Open(nil, "")
	t, err := p.site.list()
	if err != nil {
		return ran{}, err
	}
	return s.publish(p, t, &said)
}

// compare builds with a publisher and holds that against a clean build, or against
// what there was if the site has errors.
func (s *soaked) compare(name string, clean ran, before map[string][32]byte, p *publisher, t *tree.Tree, said *bytes.Buffer) error {
	got, err := s.publish(p, t, said)
	if err != nil {
		return err
	}
	want := clean.tree
	if clean.code != 0 {
		delete(before, foreign)
		want = before
	}
	if got.code != clean.code || got.said != clean.said {
		return fmt.Errorf("%s ended with %d and said\n%s\na clean build with %d and\n%s", name, got.code, got.said, clean.code, clean.said)
	}
	names := slices.DeleteFunc(differing(want, got.tree), func(path string) bool { return path == ".tract-lock" })
	if slices.Sort(names); len(names) > 0 {
		path := names[len(names)-1] // the manifest, which is the first, differs with all others
		a, _ := os.ReadFile(filepath.Join(s.scratch, "clean", path))
		b, _ := os.ReadFile(filepath.Join(p.output, path))
		return fmt.Errorf("%s: %d files differ (with an error in the site: %v), %s:\n%s", name, len(names), clean.code != 0, path, apart(a, b))
	}
	for path := range got.tree {
		info, err := os.Stat(filepath.Join(p.output, path))
		if err == nil && info.Mode().Perm() != 0o644 && clean.code == 0 && path != ".tract-lock" {
			return fmt.Errorf("%s: %s has the mode %v", name, path, info.Mode())
		}
	}
	return nil
}

// apart gives the surroundings of the first byte that differs.
func apart(a, b []byte) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	around := func(s []byte) []byte { return s[max(0, min(i, len(s))-80):min(len(s), i+80)] }
	return fmt.Sprintf("want %q\ngot  %q", around(a), around(b))
}
