package serve

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"tract/internal/diag"
	"tract/internal/promise"
)

// stream listens to events.
type stream struct {
	response *http.Response
	lines    *bufio.Scanner
}

func (r *running) listen(t *testing.T) *stream {
	t.Helper()
	response, err := http.Get(r.server.URL() + "_tract/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	return &stream{response, bufio.NewScanner(response.Body)}
}

// next gives the kind and the number of the next event; nothing at the end.
func (s *stream) next() (kind string, number int64) {
	for s.lines.Scan() {
		if line := s.lines.Text(); strings.HasPrefix(line, "event: ") {
			kind = strings.TrimPrefix(line, "event: ")
		} else if _, err := fmt.Sscanf(line, "data: %d", &number); err == nil {
			return kind, number
		}
	}
	return "", 0
}

func TestEvents(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1"))
	events := r.listen(t)
	if kind := events.response.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("type %s", kind)
	}
	want := func(kind string) int64 {
		t.Helper()
		got, number := events.next()
		if got != kind {
			t.Fatalf("got %s, want %s", got, kind)
		}
		return number
	}
	first := want("reload")
	if n := want("problems"); n != 0 {
		t.Errorf("problems %d", n)
	}
	r.change(folder("a", "2"), "content/a.md")
	if n := want("reload"); n != first+1 {
		t.Errorf("reload %d, then %d", first, n)
	}
	r.change(folder("a", "2"), "assets/css/x.css")
	if n := want("css"); n != first+2 {
		t.Errorf("css %d", n)
	}
	r.change(folder("a", "bad"), "content/a.md")
	for kind, _ := events.next(); kind != "problems"; kind, _ = events.next() {
		if kind != "reload" { // to the last good page, which may have been told first
			t.Fatalf("got %s", kind)
		}
	}
	_, body := r.get(t, "/a.html")
	if !strings.Contains(body, "<body>2<script") {
		t.Errorf("the last good page is %q", body)
	}
	began := time.Now()
	if err := r.stop(); err != nil || time.Since(began) > time.Second {
		t.Errorf("stopped with %v after %s", err, time.Since(began))
	}
	for kind, _ := events.next(); kind != ""; kind, _ = events.next() {
		if kind != "reload" && kind != "problems" {
			t.Errorf("at the end: %s", kind)
		}
	}
	if err := events.lines.Err(); err != nil {
		t.Errorf("the stream ends with %v", err)
	}
}

func TestProblems(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1", "b", "hm"))
	r.change(folder("a", "\tà <b>bad</b>", "b", "hm"))
	_, body := r.get(t, "/_tract/problems")
	var got struct {
		Version                  int64
		Language, Counts, Others string
		Problems                 []diag.Entry
		Words                    map[string]string
	}
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	want := diag.Entry{File: "content/a.md", Line: 1, Column: 1, Severity: "error", Code: "hint.one-of", Message: "it is one of: x", Hint: `did you mean "y"?`, Excerpt: "    à <b>bad</b>", Caret: 1}
	if len(got.Problems) != 2 || got.Problems[0] != want || got.Counts != "1 error, 1 warning" || got.Others != "1 warning" || got.Language != "en" || got.Version != r.view().problems {
		t.Errorf("%s", body)
	}
	for _, word := range []string{"error", "warning", "advice", "hint", "title", "close", "stale"} {
		if got.Words[word] == "" {
			t.Errorf("no word for %s", word)
		}
	}
	r.change(folder("a", "2", "b", "2"))
	if _, body := r.get(t, "/_tract/problems"); !strings.Contains(body, `"problems":[]`) {
		t.Errorf("%s", body)
	}
}

// TestSlowReader has a browser that asks for events and reads none: the others are
// told all the same, and nothing is kept for it.
func TestSlowReader(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1"))
	c, err := net.Dial("tcp", r.server.listeners[0].Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := fmt.Fprintf(c, "GET /_tract/events HTTP/1.1\r\nHost: %s\r\n\r\n", r.server.listeners[0].Addr()); err != nil {
		t.Fatal(err)
	}
	events := r.listen(t)
	events.next()
	events.next()
	for i := range 50 {
		r.change(folder("a", fmt.Sprint(i)))
		if kind, n := events.next(); kind != "reload" || n != r.view().reload {
			t.Fatalf("%d: %s %d", i, kind, n)
		}
	}
}

// TestR9Streams makes a thousand changes with browsers that come and go, and has a crowd of
// them go while nothing changes: each stream ends with its request, and does not wait until
// it has something to tell.
func TestR9Streams(t *testing.T) {
	r := start(t, Options{})
	changes := 0
	round := func() {
		events := r.listen(t)
		events.next()
		for i := range 10 {
			changes++
			r.change(folder("a", fmt.Sprint(i), "b", []string{"1", "bad"}[i%2]))
			r.get(t, "/a.html")
		}
		events.response.Body.Close()
	}
	count := func() (int, int) {
		http.DefaultClient.CloseIdleConnections()
		time.Sleep(50 * time.Millisecond)
		entries, _ := os.ReadDir("/proc/self/fd") // none where there is no such folder
		return runtime.NumGoroutine(), len(entries)
	}
	round()
	goroutines, descriptors := count()
	for range 100 {
		round()
	}
	if g, d := count(); g > goroutines+5 || d > descriptors+5 {
		t.Errorf("%d goroutines were %d, %d descriptors were %d", g, goroutines, d, descriptors)
	}
	const crowd = 50
	var all []*stream
	for range crowd {
		events := r.listen(t)
		events.next()
		events.next()
		all = append(all, events)
	}
	if here := runtime.NumGoroutine(); here < goroutines+crowd {
		t.Fatalf("%d browsers listen, and there are %d goroutines", crowd, here)
	}
	for _, events := range all {
		events.response.Body.Close()
	}
	for left, began := 0, time.Now(); ; {
		if left, _ = count(); left <= goroutines+5 {
			break
		}
		if time.Since(began) > heartbeat/2 { // by the next but one it would be noticed that nobody is there
			t.Fatalf("%d goroutines were %d, and nobody listens any more", left, goroutines)
		}
	}
	promise.Held(t, changes+crowd)
}
