package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tract/internal/limit"
	"tract/internal/promise"
)

// TestS4Ends ends by itself what is open to a network, once two hours are over.
func TestS4Ends(t *testing.T) {
	server, err := listen(Options{Addr: "127.0.0.1:0", LAN: true}, func() (netip.Addr, bool) { return netip.MustParseAddr("127.0.0.2"), true })
	if err != nil {
		t.Fatal(err)
	}
	if server.openFor != limit.ServeOpen || limit.ServeOpen > 2*time.Hour {
		t.Errorf("open to the network for %s", server.openFor)
	}
	server.openFor = 20 * time.Millisecond
	if err := server.Serve(t.Context(), newSession(build).Preview); !errors.Is(err, ErrExpired) {
		t.Errorf("ends with %v", err)
	}
	if at := listening(t); len(at) > 0 {
		t.Errorf("still listens at %q", at)
	}
	tried := 1
	for name, after := range map[string]time.Duration{"not yet": limit.ServeOpen - time.Minute - time.Second, "over": limit.ServeOpen, "slept through": 50 * time.Hour} {
		tried++
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			told := over(ctx, time.Now().Add(limit.ServeOpen))
			time.Sleep(after)
			synctest.Wait()
			select {
			case <-told:
				if name == "not yet" {
					t.Error("too soon")
				}
			default:
				if name != "not yet" {
					t.Errorf("%s: still open", name)
				}
			}
			cancel()
		})
	}
	promise.Held(t, tried)
}

// listening gives the addresses at which this process takes connections, as the system
// tells.
func listening(t *testing.T) (at []string) {
	t.Helper()
	own := map[string]bool{}
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatalf("the system must tell what is open, as Linux does: %v", err)
	}
	for _, f := range open {
		if to, err := os.Readlink("/proc/self/fd/" + f.Name()); err == nil {
			own[to] = true
		}
	}
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		text, err := os.ReadFile(table)
		if err != nil && table == "/proc/net/tcp" {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if f := strings.Fields(line); len(f) > 9 && f[3] == "0A" && own["socket:["+f[9]+"]"] {
				at = append(at, f[1])
			}
		}
	}
	slices.Sort(at)
	return at
}

// TestS4Addresses opens the server in every way and looks at what the system says that it
// listens at: this machine alone, whatever is asked for.
func TestS4Addresses(t *testing.T) {
	before, tried := listening(t), 0
	fresh := func() (at []string) {
		for _, a := range listening(t) {
			if !slices.Contains(before, a) {
				at = append(at, a)
			}
		}
		return at
	}
	for addr, want := range map[string]string{"": "0100007F", "127.0.0.1:0": "0100007F", "localhost:0": "0100007F", "LOCALHOST:0": "0100007F", "127.0.0.2:0": "0200007F", "127.255.255.254:0": "FEFFFF7F"} {
		tried++
		s, err := Listen(Options{Addr: addr})
		if err != nil {
			t.Fatal(err)
		}
		if at := fresh(); len(at) != 1 || !strings.HasPrefix(at[0], want+":") {
			t.Errorf("%q listens at %q", addr, at)
		}
		s.Close()
	}
	for _, addr := range []string{
		"0.0.0.0:0", ":0", "[::]:0", "*:0", "192.168.1.1:0", "10.0.0.1:0", "169.254.1.1:0", "100.64.0.1:0", "8.8.8.8:0", "example.org:0", "localhost.example.org:0",
		"localhost.:0", "127.1:0", "2130706433:0", "0x7f.1:0", "[::ffff:0.0.0.0]:0", "[fe80::1%lo]:0", "[fd00::1]:0", "0:0", "127.0.0.1", " 127.0.0.1:0", "127.0.0.1:0 ", "127.0.0.1:-1",
		"127.0.0.1:65536", "127.0.0.1:http", "::1", "::1:0",
	} {
		tried++
		if s, err := Listen(Options{Addr: addr}); err == nil || len(fresh()) > 0 {
			s.Close()
			t.Errorf("%q listens at %q", addr, fresh())
		}
	}
	for text, want := range map[string]string{
		"": "none", "8.8.8.8": "none", "127.0.0.1 ::1": "none", "0.0.0.0 ::": "none", "169.254.3.4 fe80::1": "none", "100.64.0.1": "none", "192.0.2.2 2001:db8::1": "none", "224.0.0.1": "none",
		"172.32.0.1": "none", "192.169.0.1": "none", "10.1.2.3": "10.1.2.3", "172.16.0.1": "172.16.0.1", "192.168.1.2 10.0.0.1": "192.168.1.2", "8.8.8.8 192.168.1.2": "192.168.1.2",
		"::ffff:10.0.0.1": "10.0.0.1", "::ffff:8.8.8.8": "none", "2001:4860::1 fd00::1": "fd00::1", "fec0::1": "none",
	} {
		tried++
		var addrs []netip.Addr
		for _, a := range strings.Fields(text) {
			addrs = append(addrs, netip.MustParseAddr(a))
		}
		got := "none"
		if a, ok := private(addrs); ok {
			got = a.String()
		}
		if got != want {
			t.Errorf("of %q it takes %s, want %s", text, got, want)
		}
	}
	promise.Held(t, tried)
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
	if !addr.IsPrivate() || !strings.HasPrefix(s.PhoneURL(), "http://"+strings.TrimSuffix(net.JoinHostPort(addr.String(), "x"), "x")) || s.openFor != limit.ServeOpen || len(s.listeners) != 2 {
		t.Errorf("%s, %s", addr, s.PhoneURL())
	}
	a, b := s.listeners[0].Addr().(*net.TCPAddr), s.listeners[1].Addr().(*net.TCPAddr)
	if a.Port != b.Port || !a.IP.IsLoopback() || !b.IP.IsPrivate() {
		t.Errorf("listens at %s and %s", a, b)
	}
}
