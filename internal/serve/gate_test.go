package serve

import (
	"io"
	"net"
	"testing"
	"time"
)

// TestCrowd holds five hundred connections that say little, and others that never
// end what they say: a reader is answered, and those who listen go on listening.
func TestCrowd(t *testing.T) {
	r := start(t, Options{})
	r.change(folder("a", "1"))
	events := r.listen(t)
	events.next()
	events.next()
	for i := range 500 {
		c, err := net.Dial("tcp", r.server.listeners[0].Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n"[:i%24]); err != nil {
			continue // it had to leave already
		}
	}
	began := time.Now()
	response, _ := r.get(t, "/a.html")
	if took := time.Since(began); response.StatusCode != 200 || took > time.Second {
		t.Errorf("%d after %s", response.StatusCode, took)
	}
	r.change(folder("a", "2"))
	if kind, _ := events.next(); kind != "reload" {
		t.Errorf("got %s", kind)
	}
}

// TestFull closes the door to one too many of those who listen, and opens it when
// one leaves.
func TestFull(t *testing.T) {
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
		t.Error("a third came in")
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
		t.Errorf("%d guests", len(g.guests))
	}
	if _, err := ends[3].Read(make([]byte, 1)); err == nil {
		t.Error("who had to leave is still there")
	}
}
