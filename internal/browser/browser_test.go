package browser

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

const clean = `<!doctype html><meta name=viewport content="width=device-width"><link rel=icon href="data:,"><title>x</title>
<style>body { background: white } @media (prefers-color-scheme: dark) { body { background: black } }</style>
<input id=name><button id=add>add</button><p id=said></p><a href="/other">other</a>
<script>document.getElementById("add").onclick = () => { document.getElementById("said").textContent = document.getElementById("name").value }</script>`

func serve(t *testing.T, pages map[string]string) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
		}
		w.Header().Set("Content-Type", "text/html")
		if _, err := w.Write([]byte(page)); err != nil {
			t.Log(err)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// TestPage does with a page what a reader does.
func TestPage(t *testing.T) {
	address := serve(t, map[string]string{"/": clean, "/other": clean})
	b := Start(t)
	p := b.Open(t, 390, 844)
	if code := p.Go(address + "/"); code != 200 {
		t.Errorf("code %d", code)
	}
	p.Type("#name", "été")
	p.Click("#add")
	p.Wait("the word", `document.getElementById("said").textContent === "été"`)
	p.Dark(true)
	p.Wait("the dark", `getComputedStyle(document.body).backgroundColor === "rgb(0, 0, 0)"`)
	if size := Eval[[]int](p, `Promise.resolve([innerWidth, innerHeight, navigator.maxTouchPoints])`); !slices.Equal(size, []int{390, 844, 1}) {
		t.Errorf("a phone of %v", size)
	}
	wide := b.Open(t, 1280, 800)
	wide.Go(address + "/other")
	if size := Eval[[]int](wide, `[innerWidth, innerHeight, navigator.maxTouchPoints]`); !slices.Equal(size, []int{1280, 800, 0}) {
		t.Errorf("a desk of %v", size)
	}
	p.Click("a")
	p.Wait("the other page", `location.pathname === "/other"`)
	Eval[any](p, "history.back()")
	p.Wait("the page before", `location.pathname === "/"`)
}

// TestComplaints holds that each kind is heard, and is what fails a test.
func TestComplaints(t *testing.T) {
	elsewhere := serve(t, map[string]string{"/": ""})
	here := serve(t, map[string]string{
		"/":     clean + `<img src="/gone.png" alt="">`,
		"/log":  clean + `<script>console.error("no", {a: 1}); Promise.reject(new Error("nobody")); nothing()</script>`,
		"/rule": `<!doctype html><head><meta http-equiv=Content-Security-Policy content="img-src 'none'"></head><img src="/x.png" alt="">`,
		"/far":  clean + `<img src="` + elsewhere + `/" alt=""><img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" alt="">`,
	})
	b := Start(t)
	for path, want := range map[string][]string{
		"/":     {"console: Failed to load resource: the server responded with a status of 404 (Not Found) " + here + "/gone.png"},
		"/log":  {"console: no Object", "console: Uncaught ReferenceError: nothing is not defined", "console: Uncaught (in promise) Error: nobody"},
		"/rule": {"policy: img-src kURLViolation " + here + "/x.png", "console: Loading the image"},
		"/far":  {"elsewhere: " + elsewhere + "/"},
	} {
		t.Run(path, func(t *testing.T) {
			p := b.Open(t, 390, 844)
			p.Go(here + path)
			for _, text := range want {
				for late := time.Now().Add(Patience); !slices.ContainsFunc(p.found(), func(c string) bool { return strings.HasPrefix(c, text) }); {
					if time.Now().After(late) {
						t.Fatalf("no %q in %q", text, p.found())
					}
				}
				p.Allow(text)
			}
			if rest := p.found(); len(rest) > 0 {
				t.Errorf("and %q", rest)
			}
		})
	}
	t.Run("fails", func(t *testing.T) {
		failing := &recorder{TB: t}
		p := &Page{t: failing, complaints: []string{"console: a", "console: b"}, allowed: []string{"a"}}
		p.judge()
		if failing.failed != 1 {
			t.Errorf("%d failures", failing.failed)
		}
	})
}

// recorder is a test that may fail.
type recorder struct {
	testing.TB
	failed int
}

func (r *recorder) Errorf(string, ...any) { r.failed++ }
