package serve

import (
	"bufio"
	"cmp"
	"context"
	"html"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"tract/internal/diag"
	"tract/internal/golden"
	"tract/internal/payload"
)

// FuzzPath asks for anything, as it stands in the first line of a request. What comes
// back is one of the few answers that there are, whole: a page of the site at its own
// address, or a refusal that repeats nothing of what was asked. It has all headers, at
// once.
func FuzzPath(f *testing.F) {
	s := newSession(build)
	ctx, end := context.WithCancel(context.Background())
	f.Cleanup(end)
	go s.Run(ctx, s.changes)
	source := folder("index", "home", "a", "1", "static/guides/index.html", "list", "static/main.css", "css")
	s.change(source)
	here := door{hosts: []string{"127.0.0.1:1313"}}
	phone := newDoor("127.0.0.1:1313")
	phone.token = strings.Repeat("k", 22) // the same for all who try
	own := newHandler(s.Preview, diag.In("en"))
	gone, stop := context.WithCancel(context.Background())
	stop() // whoever asks hears the first of a stream
	ask := func(d door, head string) (*http.Request, *httptest.ResponseRecorder) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader("GET " + head + " HTTP/1.1\r\nHost: 127.0.0.1:1313\r\n\r\n")))
		if err != nil {
			return nil, nil // the library's own answer
		}
		r.RemoteAddr = "192.0.2.1:1"
		w := httptest.NewRecorder()
		d.guard(own).ServeHTTP(w, r.WithContext(gone))
		return r, w
	}
	pages := map[string]string{}
	for _, path := range []string{"/", "/index.html", "/a.html", "/404.html", "/guides/", "/guides/index.html", "/main.css", "/static", "/_tract/live.js", "/_tract/live.css", "/_tract/problems", "/_tract/events"} {
		_, w := ask(here, path)
		pages[path] = w.Body.String()
		f.Add(path)
	}
	most := 0
	for _, page := range pages {
		most = max(most, 2*len(page)+10_000)
	}
	missing := pages["/static"]
	delete(pages, "/static")
	_, w := ask(phone, "/")
	closed := w.Body.String()
	_, w = ask(phone, "/?k="+phone.token)
	tags := strings.Count(w.Body.String(), "<")
	for _, path := range []string{
		"/guides", "/guides?a=b&<script>", "//evil.example/..", "/%2e%2e/etc/passwd", "/..%5c", "/a.html%00", "http://127.0.0.1:1313/a.html", "http://evil.example/", "file:///etc/passwd",
		"/_tract/../a.html", "/a.html?k=" + phone.token, "//evil.example/?k=" + phone.token, "/%22%3E%3Cscript%3E?k=" + phone.token, "/a.html;x", "*", "/%0d%0aSet-Cookie:x", "/?k=x;k=y",
	} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, head string) {
		if strings.ContainsAny(head, "\r\n") {
			return // which would be headers
		}
		var r *http.Request
		var near, far *httptest.ResponseRecorder
		golden.Bounded(t, 2*time.Second, most+10*len(head), func() int {
			if r, near = ask(here, head); r == nil {
				return 0
			}
			_, far = ask(phone, head)
			return size(near) + size(far)
		})
		if r == nil {
			return
		}
		shut(t, head, near.Header())
		body := near.Body.String()
		switch near.Code {
		case http.StatusOK:
			if want, ok := pages[cmp.Or(r.URL.Path, "/")]; !ok || body != want {
				t.Errorf("%q is answered with %q", head, body)
			}
		case http.StatusTemporaryRedirect:
			if to := near.Header().Get("Location"); !leads(to) || !strings.HasPrefix(to, "/guides/") || strings.ContainsAny(to, "\r\n") || body != "" {
				t.Errorf("%q leads to %q", head, to)
			}
		default:
			if !slices.Contains([]string{missing, "400\n", "403\n", "404\n"}, body) {
				t.Errorf("%q is refused with %d %q", head, near.Code, body)
			}
		}
		switch body := far.Body.String(); {
		case far.Code == http.StatusOK:
			to, ok := strings.CutPrefix(far.Header().Get("Refresh"), "0; url=/")
			if !ok || !leads("/"+to) || strings.HasPrefix(to, "/") || strings.ContainsAny(to, "\r\n") || strings.Count(body, "<") != tags || r.URL.Query().Get(tokenField) != phone.token {
				t.Errorf("%q is admitted to %q with %q", head, to, body)
			}
		case !slices.Contains([]string{closed, "400\n", "403\n"}, body):
			t.Errorf("%q is refused with %d %q", head, far.Code, body)
		}
	})
}

// size counts the bytes of an answer.
func size(w *httptest.ResponseRecorder) int {
	bytes := w.Body.Len()
	for name, values := range w.Header() {
		bytes += len(name) + len(strings.Join(values, ""))
	}
	return bytes
}

// leads says whether an address in an answer does nothing but lead somewhere.
func leads(to string) bool {
	return len(payload.Active([]byte(`<a href="`+html.EscapeString(to)+`">`))) == 0
}
