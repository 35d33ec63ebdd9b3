package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"tract/internal/build"
	"tract/internal/diag"
	"tract/internal/serve"
	"tract/internal/tree"
)

// preview gives the development server the next tree, and looks at what it shows.
func (s *soaked) preview(t *tree.Tree, paths []string, clean ran) error {
	state, err := s.shown.change(t, paths)
	if err != nil {
		return err
	}
	o := s.open()
	options := o.options
	options.Now = s.now
	fresh, err := o.list()
	if err != nil {
		return err
	}
	want := new(build.Memory).Build(fresh, options)
	if a, b := s.printed(want.Faults()), s.printed(state.Faults()); a != b {
		return fmt.Errorf("it says\n%s\nof what a clean build says\n%s", b, a)
	}
	names := slices.Sorted(maps.Keys(s.stood))
	for _, o := range want.Outputs() {
		if _, ok := s.stood[o.Path]; !ok {
			names = append(names, o.Path)
		}
	}
	if err := s.same(state.Result, want, names); err != nil {
		return err
	}
	return s.browse(state, names, clean)
}

func (s *soaked) printed(list diag.List) string {
	var b strings.Builder
	if err := diag.In("en").Print(&b, list); err != nil {
		panic(err)
	}
	return b.String()
}

// same compares every file of a state with that of a clean build.
func (s *soaked) same(state, want *build.Result, names []string) error {
	for _, name := range names {
		a, err := makeOne(want, name)
		if err != nil {
			return err
		}
		b, err := makeOne(state, name)
		if err != nil {
			return err
		}
		if a.found != b.found || a.faults != b.faults || !bytes.Equal(a.content, b.content) {
			return fmt.Errorf("%s: there: %v, want %v; faults %q, want %q\n%s", name, b.found, a.found, b.faults, a.faults, apart(a.content, b.content))
		}
	}
	return nil
}

// madeFile is what came of making a file.
type madeFile struct {
	found   bool
	content []byte
	faults  string
}

func makeOne(r *build.Result, name string) (madeFile, error) {
	o, found := r.Output(name)
	if !found {
		return madeFile{}, nil
	}
	var b bytes.Buffer
	var fault *build.Fault
	err := o.Make(&b)
	if errors.As(err, &fault) {
		var said strings.Builder
		err := diag.In("en").Print(&said, fault.Diagnostics)
		return madeFile{found: true, faults: said.String()}, err
	}
	return madeFile{found, b.Bytes(), ""}, err
}

// live is the script that the server puts into pages.
var live = regexp.MustCompile(`<script src="/_tract/live.js" data-version="\d+"></script>`)

// browse asks the server for pages. A site without errors is shown as it is
// published. With an error that one edit has brought, the site that was good before
// it is still there, but for pages that moved.
func (s *soaked) browse(state *state, names []string, clean ran) error {
	if clean.code == 0 {
		s.stood = map[string]string{}
		for name := range clean.tree {
			if !strings.HasPrefix(name, ".tract") {
				s.stood[name] = state.Document(name)
			}
		}
		for range 8 {
			name := one(&s.editor, names)
			code, body, err := s.shown.get(name)
			if err != nil {
				return err
			}
			published, readErr := os.ReadFile(filepath.Join(s.scratch, "clean", filepath.FromSlash(name)))
			if there := readErr == nil; there != (code == 200) && code != 307 || there && !bytes.Equal(published, body) {
				return fmt.Errorf("%s: %d (published: %v)\n%s", name, code, there, apart(published, body))
			}
		}
		return nil
	}
	if s.edits > 1 || s.stood == nil {
		return nil // more may have gone for good
	}
	for name, document := range s.stood {
		code, _, err := s.shown.get(name)
		if err != nil {
			return err
		}
		moved := state.Address(document) != "" && state.Address(document) != name
		if code != 200 && !(moved && (code == 307 || code == 404)) {
			return fmt.Errorf("%s of %q answers %d; moved to %q; said %s", name, document, code, state.Address(document), clean.said)
		}
	}
	return nil
}

// previewed is a running server, whose changes come from a test.
type previewed struct {
	site    *opened
	address string
	changes chan serve.Change
	reports chan serve.Report
	built   chan *state
	client  http.Client
	stop    func()
}

func newPreviewed(site *opened) (*previewed, error) {
	site.options.Room = nil // which a server has none of
	p := &previewed{site: site, changes: make(chan serve.Change), reports: make(chan serve.Report, 1000), built: make(chan *state, 1000)}
	server, err := serve.Listen(serve.Options{Addr: "127.0.0.1:0", Catalog: diag.In("en")})
	if err != nil {
		return nil, err
	}
	p.address = server.URL()
	build := states(site, "") // with the settings' own address, as it is published
	shown := serve.NewPreview(func(source fs.FS) serve.State {
		s := build(source).(*state)
		offer(p.built, s)
		return s
	}, standing, func(r serve.Report) { offer(p.reports, r) })
	ctx, cancel := context.WithCancel(context.Background())
	var ended sync.WaitGroup
	ended.Go(func() { shown.Run(ctx, p.changes) })
	ended.Go(func() { _ = server.Serve(ctx, shown) }) // its failures show in what is got
	transport := &http.Transport{}
	p.client = http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	p.stop = func() {
		transport.CloseIdleConnections()
		cancel()
		ended.Wait()
	}
	return p, nil
}

// offer leaves a thing for a test that may have ended and takes no more.
func offer[T any](to chan<- T, thing T) {
	select {
	case to <- thing:
	default:
	}
}

// change shows the next tree, and gives what was built of it.
func (p *previewed) change(t *tree.Tree, paths []string) (*state, error) {
	for len(p.built) > 0 {
		<-p.built
	}
	for len(p.reports) > 0 {
		<-p.reports
	}
	changes := p.changes
	for late := time.After(time.Minute); ; {
		select {
		case changes <- serve.Change{Source: t, Paths: paths}:
			changes = nil
		case r := <-p.reports:
			if r.Took > 0 { // else it is of a page that was made
				return <-p.built, nil
			}
		case <-late:
			return nil, errors.New("no report after a minute")
		}
	}
}

// get asks for a file of the site, without the script that the server adds.
func (p *previewed) get(name string) (int, []byte, error) {
	response, err := p.client.Get(strings.TrimSuffix(p.address, "/") + (&url.URL{Path: "/" + name}).EscapedPath())
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response.StatusCode, live.ReplaceAll(body, nil), err
}
