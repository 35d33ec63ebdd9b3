package serve

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tract/internal/diag"
)

// TestStandIn goes through changes of a site and looks at what is shown: the last
// good form of what has errors, and the present form of everything else.
func TestStandIn(t *testing.T) {
	nothing := folder()
	delete(nothing, "content/site.yaml")
	for _, c := range []struct {
		name  string
		steps []fs.FS
		want  []string // after each step: what a.html and b.html show, and how many errors are told
	}{
		{"good", []fs.FS{folder("a", "1"), folder("a", "2")}, []string{"1 none 0", "2 none 0"}},
		{"one bad file", []fs.FS{folder("a", "1", "b", "1"), folder("a", "bad", "b", "2"), folder("a", "bad still", "b", "3"), folder("a", "4", "b", "4")}, []string{"1 1 0", "1 2 1", "1 3 1", "4 4 0"}},
		{"bad from the start", []fs.FS{folder("a", "bad", "b", "1"), folder("a", "bad", "b", "2"), folder("a", "3", "b", "2")}, []string{"bad 1 1", "bad 2 1", "3 2 0"}},
		{"new beside a bad one", []fs.FS{folder("a", "1"), folder("a", "bad", "b", "2"), folder("a", "bad", "b", "bad"), folder("a", "bad", "b", "3")}, []string{"1 none 0", "1 2 1", "1 2 2", "1 3 1"}},
		{"never good", []fs.FS{folder("a", "1"), folder("a", "2", "b", "bad")}, []string{"1 none 0", "2 bad 1"}},
		{"a template that never was good", []fs.FS{folder("a", "1"), folder("a", "2", template, "bad"), folder("a", "3", template, "good")}, []string{"1 none 0", "2 none 1", "3 none 0"}},
		{"a template that was", []fs.FS{folder("a", "1", template, "good"), folder("a", "2", template, "bad")}, []string{"1 none 0", "2 none 1"}},
		{"known late", []fs.FS{folder("a", "1", "b", "1"), folder("a", "to c", "b", "2"), folder("a", "to b", "b", "3")}, []string{"1 1 0", "1 2 1", "to b 3 0"}},
		{"put back, and wrong for it", []fs.FS{folder("a", "1", "b", "to a"), folder("b", "to a")}, []string{"1 to a 0", "1 to a 1"}},
		{"settings gone", []fs.FS{folder("a", "1"), nothing, folder("a", "2")}, []string{"1 none 0", "none none 1", "2 none 0"}},
		{"never a site", []fs.FS{nothing, folder("a", "1")}, []string{"none none 1", "1 none 0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSession(build)
				go s.Run(t.Context(), s.changes)
				for i, source := range c.steps {
					r := s.change(source)
					if got := fmt.Sprint(s.page("a.html"), " ", s.page("b.html"), " ", r.Faults.Count(diag.Error)); got != c.want[i] {
						t.Errorf("step %d: %s, want %s", i, got, c.want[i])
					}
				}
				close(s.changes)
			})
		})
	}
}

// TestStandInEnds has a build that blames another file each time that one is put
// back: the last good site is shown.
func TestStandInEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		texts := []string{}
		for i := range 2 * rounds {
			texts = append(texts, fmt.Sprint("p", i), "1")
		}
		good := folder(texts...)
		changed := folder(append(texts, "p0", "2")...)
		builds := 0
		s := newSession(func(source fs.FS) State {
			state := build(source).(*fake)
			if builds++; builds > 1 && builds < 100 {
				state.early.Errorf(diag.Position{File: fmt.Sprintf("content/p%d.md", builds)}, "hint.one-of", "x")
			}
			return state
		})
		go s.Run(t.Context(), s.changes)
		s.change(good)
		if r := s.change(changed); r.Faults.Count(diag.Error) != 1 || s.page("p0.html") != "1" || builds != 2+rounds {
			t.Errorf("%d errors, p0 shows %s after %d builds", r.Faults.Count(diag.Error), s.page("p0.html"), builds)
		}
		close(s.changes)
	})
}

// slow is a state that is long looked at as a whole.
type slow struct {
	State
	gate chan bool
}

func (s slow) Faults() diag.List {
	<-s.gate
	return s.State.Faults()
}

// TestShownAtOnce holds that a new page is there before the site is known to be
// whole, that a newer change does not wait for that, and what is told in which order.
func TestShownAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan bool)
		s := newSession(func(source fs.FS) State { return &slow{build(source), gate} })
		go s.Run(t.Context(), s.changes)
		before := s.view()
		s.changes <- Change{Source: folder("a", "1")}
		synctest.Wait()
		shown := s.view()
		if s.page("a.html") != "1" || shown.reload != before.reload+1 || shown.problems != 0 {
			t.Errorf("a shows %s, %+v", s.page("a.html"), shown)
		}
		select {
		case gate <- true:
			t.Error("the whole is looked at while browsers ask for what is new")
		default:
		}
		time.Sleep(lead)
		s.changes <- Change{Source: folder("a", "to nowhere"), Paths: []string{"content/a.md"}}
		synctest.Wait()
		if s.page("a.html") != "to nowhere" || len(s.reports) != 0 {
			t.Errorf("a shows %s, %d reports", s.page("a.html"), len(s.reports))
		}
		gate <- true // of the first, which nobody waits for any more
		synctest.Wait()
		if len(s.reports) != 0 || s.page("a.html") != "to nowhere" {
			t.Errorf("%d reports of what is not shown", len(s.reports))
		}
		gate <- true
		gate <- true // of the one in which the bad file is as it was in the first
		synctest.Wait()
		if r := <-s.reports; r.Faults.Count(diag.Error) != 1 || s.view().problems == 0 || s.page("a.html") != "1" {
			t.Errorf("%v, a shows %s", r, s.page("a.html"))
		}
		s.changes <- Change{Source: folder("a", "bad")}
		synctest.Wait()
		if v := s.view(); s.page("a.html") != "1" || !v.faults.HasErrors() || len(s.reports) != 0 {
			t.Errorf("errors of single files are told at once: %+v", v)
		}
		gate <- true
		gate <- true
		close(s.changes)
	})
}

// TestFailsAtOnce asks for a page before the site is known to be whole, whose template
// has an error: the page is answered as it was, and the error is told once, with the text
// that it is in.
func TestFailsAtOnce(t *testing.T) {
	gate := make(chan bool, 1)
	s := newSession(func(source fs.FS) State { return &slow{build(source), gate} })
	go s.Run(t.Context(), s.changes)
	gate <- true
	s.change(folder("a", "1"))
	s.changes <- Change{Source: folder("a", "fail")}
	for v := s.view(); v.state.(*slow).State.(*fake).text("content/a.md") != "fail"; v = s.view() {
		time.Sleep(time.Millisecond)
	}
	answered := make(chan string)
	go func() {
		w := httptest.NewRecorder()
		(&site{preview: s.Preview, catalog: diag.In("en"), documents: map[string]string{}}).ServeHTTP(w, httptest.NewRequest("GET", "/a.html", nil))
		answered <- fmt.Sprint(w.Code, w.Body)
	}()
	select {
	case got := <-answered:
		t.Fatalf("answered at once: %s", got)
	case <-time.After(50 * time.Millisecond):
	}
	close(gate)
	if got := <-answered; !strings.HasPrefix(got, "200 <body>1<") {
		t.Errorf("answered %s", got)
	}
	whole, page := <-s.reports, <-s.reports
	if len(whole.Faults) != 0 || page.Faults.Count(diag.Error) != 1 || len(s.reports) != 0 || (&fake{source: page.Source}).text("content/a.md") != "fail" {
		t.Errorf("told %v, then %v, and %d more", whole, page, len(s.reports))
	}
	close(s.changes)
}

// TestKinds tells styles from all else, and numbers events.
func TestKinds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSession(build)
		go s.Run(t.Context(), s.changes)
		s.change(folder("a", "1"), "assets/css/main.css") // the first is always all
		for _, c := range []struct {
			paths []string
			text  string
			want  string
		}{
			{[]string{"assets/css/main.css", "assets/css/pages/guide.css"}, "1", "css"},
			{[]string{"assets/css/main.css", "content/a.md"}, "1", "reload"},
			{[]string{"assets/css-old/main.css"}, "1", "reload"},
			{nil, "1", "reload"},
			{[]string{"content/a.md"}, "hm", "reload problems"},
			{[]string{"assets/css/main.css"}, "hm", "css problems"},
			{[]string{"content/a.md"}, "1", "reload problems"},
			{[]string{"assets/css/main.css"}, "1", "css"},
		} {
			before := s.view()
			s.change(folder("a", c.text), c.paths...)
			after := s.view()
			var kinds []string
			for kind, newer := range map[string]bool{"reload": after.reload > before.reload, "css": after.css > before.css, "problems": after.problems > before.problems} {
				if newer {
					kinds = append(kinds, kind)
				}
			}
			if len(kinds) != len(strings.Fields(c.want)) {
				t.Errorf("%v: %v, want %s", c.paths, kinds, c.want)
			}
			for _, kind := range kinds {
				if !strings.Contains(c.want, kind) {
					t.Errorf("%v: %v, want %s", c.paths, kinds, c.want)
				}
			}
		}
		close(s.changes)
	})
}

// TestMeet adds the faults of one page's template to those that are told, once.
func TestMeet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSession(build)
		go s.Run(t.Context(), s.changes)
		s.change(folder("a", "1"))
		s.change(folder("a", "fail"))
		before := s.view()
		for range 3 {
			v := s.view()
			_, faults := v.state.Make(new(bytes.Buffer), "a.html")
			s.meet(v, faults)
		}
		if v := s.view(); len(v.all()) != 1 || v.problems != before.version()+1 || len(s.reports) != 1 {
			t.Errorf("%v, %d reports", v.all(), len(s.reports))
		}
		s.meet(before, before.all()) // of nothing
		<-s.reports
		s.change(folder("a", "2"))
		if v := s.view(); len(v.all()) != 0 {
			t.Errorf("%v", v.all())
		}
		s.meet(before, diag.List{{Position: diag.Position{File: "x"}, Message: diag.Text{Code: "hint.one-of"}}})
		if v := s.view(); len(v.all()) != 0 {
			t.Errorf("of a page that is shown no more: %v", v.all())
		}
		close(s.changes)
	})
}

// TestConcurrent changes a site while it is looked at.
func TestConcurrent(t *testing.T) {
	s := newSession(build)
	var wg sync.WaitGroup
	wg.Go(func() { s.Run(t.Context(), s.changes) })
	s.change(folder("a", "1"))
	for range 4 {
		wg.Go(func() {
			for range 200 {
				v := s.view()
				if page := s.page("a.html"); page == "none" {
					t.Error("no page")
				}
				s.meet(v, diag.List{{Position: diag.Position{File: "x"}, Message: diag.Text{Code: "hint.one-of", Args: []any{"x"}}}})
			}
		})
	}
	for i := range 100 {
		s.changes <- Change{folder("a", []string{"1", "bad", "fine", "to b"}[i%4]), nil}
	}
	close(s.changes)
	wg.Wait()
}
