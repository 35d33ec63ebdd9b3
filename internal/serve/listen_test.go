package serve

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"
)

func TestExpires(t *testing.T) {
	server, err := Listen(Options{Addr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	server.openFor = 20 * time.Millisecond
	if err := server.Serve(t.Context(), newSession(build).Preview); !errors.Is(err, ErrExpired) {
		t.Errorf("ends with %v", err)
	}
}

func TestListen(t *testing.T) {
	taken, err := net.Listen("tcp", DefaultAddr)
	if err == nil {
		defer taken.Close()
	}
	s, err := Listen(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var port int
	if _, err := fmt.Sscanf(s.URL(), "http://127.0.0.1:%d/", &port); err != nil || port <= 1313 || port >= 1313+attempts || s.PhoneURL() != "" {
		t.Errorf("%s, %s", s.URL(), s.PhoneURL())
	}
	for addr, want := range map[string]error{
		"0.0.0.0:0": ErrNotLocal, ":0": ErrNotLocal, "192.168.1.1:0": ErrNotLocal, "example.org:80": ErrNotLocal, "[::]:0": ErrNotLocal,
		"127.0.0.1": ErrAddr, "localhost": ErrAddr, "nonsense": ErrAddr, "8000": ErrAddr, "::1": ErrAddr, "127.0.0.1:": ErrAddr, "127.0.0.1:99999": ErrAddr, "localhost:http": ErrAddr,
	} {
		if _, err := Listen(Options{Addr: addr}); !errors.Is(err, want) {
			t.Errorf("%s: %v", addr, err)
		}
	}
	for addr, want := range map[string]string{"localhost:1414": "127.0.0.1:1414", "LocalHost:0": "127.0.0.1:0", "[::1]:80": "[::1]:80", "127.0.0.2:65535": "127.0.0.2:65535"} {
		if at, err := parse(addr); err != nil || at.String() != want {
			t.Errorf("%s: %s, %v", addr, at, err)
		}
	}
	var busy *TakenError
	if _, err := Listen(Options{Addr: fmt.Sprintf("127.0.0.1:%d", port)}); !errors.As(err, &busy) || busy.Addr != fmt.Sprintf("127.0.0.1:%d", port) {
		t.Errorf("%v", err)
	}
	for _, c := range []struct {
		host string
		port uint16
		want string
	}{{"localhost", 80, "localhost"}, {"::1", 80, "[::1]"}, {"::1", 81, "[::1]:81"}, {"127.0.0.1", 1313, "127.0.0.1:1313"}} {
		if got := hostAt(c.host, c.port); got != c.want {
			t.Errorf("%s", got)
		}
	}
}

// TestLAN opens the address that this machine has in its network, where it has one.
func TestLAN(t *testing.T) {
	addr, ok := lanAddr()
	s, err := Listen(Options{Addr: "127.0.0.1:0", LAN: true})
	if !ok {
		if !errors.Is(err, ErrNoLAN) {
			t.Errorf("%v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if !addr.IsPrivate() || !strings.HasPrefix(s.PhoneURL(), "http://"+strings.TrimSuffix(net.JoinHostPort(addr.String(), "x"), "x")) || s.openFor != openFor || len(s.listeners) != 2 {
		t.Errorf("%s, %s", addr, s.PhoneURL())
	}
	a, b := s.listeners[0].Addr().(*net.TCPAddr), s.listeners[1].Addr().(*net.TCPAddr)
	if a.Port != b.Port || !a.IP.IsLoopback() || !b.IP.IsPrivate() {
		t.Errorf("listens at %s and %s", a, b)
	}
}
