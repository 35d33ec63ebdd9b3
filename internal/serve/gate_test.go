package serve

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"tract/internal/limit"
	"tract/internal/promise"
)

// TestS5Crowd comes with five hundred connections of each kind that hold a server up: they
// say little, never end what they say, or ask and do not read. A reader is answered within
// a second, at this door and at the other; those who listen go on listening; who asks for
// nothing more has to leave, long before its time is over, where those who came stay.
func TestS5Crowd(t *testing.T) {
	tried := 0
	for name, speak := range map[string]func(c net.Conn, i int) error{
		"silent": func(net.Conn, int) error { return nil },
		"slow": func(c net.Conn, i int) error {
			_, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n"[:i%24])
			return err
		},
		"endless": func(c net.Conn, _ int) error {
			_, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\nA: "+strings.Repeat("a", 100_000))
			return err
		},
		"deaf": func(c net.Conn, _ int) error {
			_, err := io.WriteString(c, strings.Repeat("GET / HTTP/1.1\r\nHost: "+c.RemoteAddr().String()+"\r\n\r\n", 100))
			return err
		},
		"foreign": func(c net.Conn, _ int) error {
			_, err := io.WriteString(c, strings.Repeat("GET /_tract/events HTTP/1.1\r\nHost: evil.example\r\n\r\n", 100))
			return err
		},
	} {
		r := openToLAN(t)
		r.change(folder("a", "1"))
		events := r.listen(t)
		events.next()
		events.next()
		for door, l := range r.server.listeners {
			if name == "deaf" && door == 0 {
				continue // who may read everything may also hold up others
			}
			first := r.asked(t, door)
			for i := range 500 {
				tried++
				c, err := net.Dial("tcp", l.Addr().String())
				if err != nil {
					t.Fatal(err)
				}
				defer c.Close()
				if speak(c, i) != nil {
					continue // it had to leave already
				}
			}
			if err := first.SetReadDeadline(time.Now().Add(limit.ServeAnswerTime / 4)); err != nil {
				t.Fatal(err)
			}
			if name == "silent" || name == "slow" { // the others are shown the door before they are a crowd
				if _, err := first.Read(make([]byte, 1)); !errors.Is(err, io.EOF) && !errors.Is(err, syscall.ECONNRESET) {
					t.Fatalf("%s: who came first is still there: %v", name, err)
				}
			}
			soon(t, name+", here", func() (int, string) {
				response, body := r.get(t, "/a.html")
				return response.StatusCode, body
			}, 200)
			soon(t, name+", from the network", func() (int, string) {
				response, body := fetch(t, "http://"+r.server.listeners[1].Addr().String())
				return response.StatusCode, body
			}, 403)
		}
		r.change(folder("a", "2"))
		if kind, _ := events.next(); kind != "reload" {
			t.Errorf("%s: got %s", name, kind)
		}
	}
	promise.Held(t, tried)
}

// asked gives a connection by which a page was asked for: it is let in, and may stay for as
// long as somebody reads.
func (r *running) asked(t *testing.T, door int) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", r.server.listeners[door].Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	d := r.server.doors[door]
	if _, err := fmt.Fprintf(c, "GET /a.html HTTP/1.1\r\nHost: %s\r\nCookie: %s=%s\r\n\r\n", d.hosts[0], d.cookie, d.token); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(response.Body); err != nil || response.StatusCode != 200 || response.Close {
		t.Fatalf("%d %.80q %v", response.StatusCode, body, err)
	}
	return c
}

// soon asks until it is answered within a second, three times at most: others may have the
// processors.
func soon(t *testing.T, what string, ask func() (int, string), want int) {
	t.Helper()
	for try := 1; ; try++ {
		began := time.Now()
		code, body := ask()
		took := time.Since(began)
		if code != want {
			t.Fatalf("%s: %d %.80q", what, code, body)
		}
		if took < time.Second {
			return
		}
		if try == 3 {
			t.Errorf("%s: answered after %s", what, took)
			return
		}
	}
}

// TestS5Requests holds requests to their size and their time.
func TestS5Requests(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1"))
	slow, err := net.Dial("tcp", r.server.listeners[0].Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	if _, err := io.WriteString(slow, "GET /a.html HTTP/1.1\r\nHost: "); err != nil {
		t.Fatal(err)
	}
	began, tried := time.Now(), 1
	head := "GET /a.html HTTP/1.1\r\nHost: " + r.server.listeners[0].Addr().String() + "\r\nConnection: close\r\n"
	long := func(n int) string {
		return head + "A: " + strings.Repeat("a", n-len(head)-len("A: \r\n\r\n")) + "\r\n\r\n"
	}
	for text, code := range map[string]int{
		long(limit.ServeHead):                                                  200,
		long(limit.ServeHead + 1):                                              431,
		head + "A: " + strings.Repeat("a", 8<<10) + "\r\n\r\n":                 200,
		head + "A: " + strings.Repeat("a", 32<<10) + "\r\n\r\n":                431,
		head + "A: " + strings.Repeat("a", 4<<20):                              431,
		head + strings.Repeat("A: a\r\n", 10_000) + "\r\n":                     431,
		head + "Cookie: " + strings.Repeat("a=b; ", 10_000) + "\r\n\r\n":       431,
		"GET /" + strings.Repeat("a", 32<<10) + " HTTP/1.1\r\nHost: x\r\n\r\n": 431,
		strings.Repeat("\r\n", 20_000):                                         400,
		strings.Repeat("\x00", 32<<10) + "\r\n":                                431,
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n":                 400,
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n":                                     405,
		"GET /a.html HTTP/9.9\r\n\r\n":                                         505,
		"GET /a.html\r\n\r\n":                                                  400,
	} {
		tried++
		if got, answer := r.raw(t, text); got != code && (got != 0 || len(text) < 1<<20) || len(answer) > 2000 {
			t.Errorf("%.100q: %d, want %d: %.80q", text, got, code, answer)
		}
	}
	if err := slow.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if n, err := io.ReadAll(slow); err != nil || strings.Contains(string(n), "<body>") || time.Since(began) < 4*time.Second {
		t.Errorf("who is slow: %q, %v after %s", n, err, time.Since(began))
	}
	promise.Held(t, tried)
}

// TestS5Patience waits neither for ever nor for long: for a request, for who does not read
// the answer, for another request.
func TestS5Patience(t *testing.T) {
	s := patient(http.NotFoundHandler(), t.Context())
	for name, d := range map[string]time.Duration{"head": s.ReadHeaderTimeout, "answer": s.WriteTimeout, "idle": s.IdleTimeout} {
		if d <= 0 || d > time.Minute {
			t.Errorf("%s: %s", name, d)
		}
	}
	promise.Held(t, 3)
}

// TestS5Full closes the door to one too many of those who listen, and opens it when
// one leaves.
func TestS5Full(t *testing.T) {
	g := &gate{most: 2}
	var ends []net.Conn
	enter := func() *guest {
		near, far := net.Pipe()
		ends = append(ends, far)
		return g.enter(near)
	}
	a, b := enter(), enter()
	a.busy.Store(true)
	b.busy.Store(true)
	if enter() != nil {
		t.Fatal("a third came in")
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	c := enter()
	if c == nil {
		t.Fatal("no place after one left")
	}
	d := enter()
	if d == nil || len(g.guests) != 2 || g.guests[0] != a || g.guests[1] != d {
		t.Fatalf("%d guests", len(g.guests))
	}
	if err := ends[3].SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := ends[3].Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("who had to leave is still there: %v", err)
	}
	d.busy.Store(true)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	came := make(chan error)
	go func() {
		_, err := gated{l, g}.Accept()
		came <- err
	}()
	late, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer late.Close()
	if err := late.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := late.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("who has no place is not told: %v", err)
	}
	if l.Close(); !errors.Is(<-came, net.ErrClosed) {
		t.Error("it came in all the same")
	}
	promise.Held(t, len(ends)+1)
}
