package main

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// eventsPath is where tract and the floor tell that something has changed.
const eventsPath = "/_tract/events"

const floorList = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A corpus</title></head><body><main><ul>
{{range .}}<li><h2><a href="/{{.Lang}}/{{.Path}}.html">{{.Title}}</a></h2><p>{{.Summary}}</p></li>
{{end}}</ul></main></body></html>
`

// floorServer is the least that a development server can do: the pages are in
// memory as they were read, the changed file is read again, and a page is made
// when it is asked for. A list is a page too. A layout or a style sheet of the
// site's own (layouts/base.html, assets/main.css) is read again like a page.
type floorServer struct {
	site *floorSite
	list *template.Template

	mu        sync.Mutex
	page      *template.Template
	style     []byte
	pages     map[string]*floorPage // by address
	listeners map[chan string]bool
}

// floorServe serves the pages below source/content at a free port of this machine
// and prints its address.
func floorServe(source string) error {
	s, err := newFloorServer(source)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("http://%s/\n", listener.Addr())
	return http.Serve(listener, s)
}

// newFloorServer reads everything below source and watches it from then on.
func newFloorServer(source string) (*floorServer, error) {
	s := &floorServer{
		site: newFloorSite(source), list: template.Must(template.New("list").Parse(floorList)),
		page: template.Must(template.New("page").Parse(skeleton)), pages: map[string]*floorPage{}, listeners: map[chan string]bool{},
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(source, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return watcher.Add(path)
		}
		return err
	})
	if err == nil {
		err = s.site.each(func(p *floorPage) error { s.put(p); return nil })
	}
	for _, name := range []string{"layouts/base.html", "assets/main.css"} {
		if _, missing := s.readAgain(filepath.Join(source, name)); !errors.Is(missing, fs.ErrNotExist) {
			err = cmp.Or(err, missing)
		}
	}
	if err != nil {
		return nil, errors.Join(err, watcher.Close())
	}
	go s.watch(watcher)
	return s, nil
}

func (s *floorServer) put(p *floorPage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[p.address()] = p
}

// watch reads each file that changes. One that is half written cannot be read, and
// changes again.
func (s *floorServer) watch(watcher *fsnotify.Watcher) {
	for event := range watcher.Events {
		if !event.Has(fsnotify.Write) && !event.Has(fsnotify.Create) {
			continue
		}
		kind, err := s.readAgain(event.Name)
		if err != nil || kind == "" {
			continue
		}
		s.mu.Lock()
		for l := range s.listeners {
			select {
			case l <- kind:
			default: // it has one to read already
			}
		}
		s.mu.Unlock()
	}
}

// readAgain gives the kind of event that a file is told with, "" for none.
func (s *floorServer) readAgain(name string) (string, error) {
	switch filepath.Ext(name) {
	case ".md":
		p, err := s.site.read(name)
		if err != nil {
			return "", err
		}
		s.put(p)
		return "reload", nil
	case ".html", ".css":
		text, err := os.ReadFile(name)
		if err != nil || len(text) == 0 {
			return "", err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if filepath.Ext(name) == ".css" {
			s.style = text
			return "css", nil
		}
		page, err := template.New("page").Parse(string(text))
		if err != nil {
			return "", err
		}
		s.page = page
		return "reload", nil
	}
	return "", nil
}

func (s *floorServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == eventsPath {
		s.tell(w, r)
		return
	}
	address := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	s.mu.Lock()
	page, style, p := s.page, s.style, s.pages[address]
	var listed []*floorPage
	if folder, ok := strings.CutSuffix(address, "/index.html"); ok {
		for _, address := range slices.Sorted(maps.Keys(s.pages)) {
			if path.Dir(address) == folder {
				listed = append(listed, s.pages[address])
			}
		}
	}
	s.mu.Unlock()
	var err error
	switch {
	case address == "assets/main.css":
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, err = w.Write(style)
	case p != nil:
		err = page.Execute(w, p)
	case listed != nil:
		err = s.list.Execute(w, listed)
	default:
		http.NotFound(w, r)
	}
	if err != nil { // the header is gone: the connection is closed instead
		panic(http.ErrAbortHandler)
	}
}

// tell keeps the connection open and names each event on it.
func (s *floorServer) tell(w http.ResponseWriter, r *http.Request) {
	events := make(chan string, 1)
	s.mu.Lock()
	s.listeners[events] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, events)
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	for {
		fmt.Fprint(w, ": \n\n")
		http.NewResponseController(w).Flush()
		select {
		case kind := <-events:
			fmt.Fprintf(w, "event: %s\ndata: \n\n", kind)
		case <-r.Context().Done():
			return
		}
	}
}
