package external

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tract/internal/limit"
)

// anywhere lets tests ask this computer.
func anywhere(netip.AddrPort) bool { return true }

// odd is a server that does what none should, and notes who asks.
func odd(agents *sync.Map) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		agents.Store(r.UserAgent(), true)
		switch r.URL.Path {
		case "/endless":
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusMethodNotAllowed)
				return
			}
			for {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		case "/cut":
			panic(http.ErrAbortHandler)
		case "/headers":
			w.Header().Set("X-Long", strings.Repeat("x", 2*limit.ExternalHead))
		case "/slow":
			<-r.Context().Done()
		}
	}
}

// TestNetwork asks servers of this computer: a slow one, one that sends without end, one
// whose certificate nobody knows, one that cuts the line.
func TestNetwork(t *testing.T) {
	var agents sync.Map
	server := httptest.NewServer(odd(&agents))
	defer server.Close()
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	o := Options{Now: today, Allowed: anywhere, Program: "tract/v1", Contacts: []string{"", "https://example.org/", "https://campagne.quebec/site/"}}
	a := newAsker(o)
	defer a.close()
	for path, want := range map[string]answer{
		"/": {state: alive}, "/endless": {state: alive}, "/cut": {state: failing, reason: "external.unreachable"}, "/headers": {state: failing, reason: "external.unreachable"},
	} {
		a.gates = gates{} // nobody waits in this test
		if got := a.ask(ctx, gather(at(server.URL+path), "")[0].URL); got != want {
			t.Errorf("%s: %+v, want %+v", path, got, want)
		}
	}
	if got := a.ask(ctx, gather(at(secure.URL), "")[0].URL); got.reason != "external.certificate" {
		t.Errorf("a certificate of nobody: %+v", got)
	}
	if _, ok := agents.Load("tract/v1 (link check; +https://campagne.quebec/site/)"); !ok {
		t.Error("it does not say who asks")
	}
	slow, stop := context.WithTimeout(ctx, 50*time.Millisecond)
	defer stop()
	a.gates = gates{}
	if got := a.ask(slow, gather(at(server.URL+"/slow"), "")[0].URL); got.reason != "external.timeout" {
		t.Errorf("a slow server: %+v", got)
	}
	// Without leave, nothing of this computer is asked, by number or by name.
	guarded := newAsker(Options{})
	defer guarded.close()
	if got := guarded.ask(ctx, gather(at(server.URL), "")[0].URL); got.reason != "external.private" {
		t.Errorf("this computer: %+v", got)
	}
	if _, err := guarded.guard.dial(ctx, "tcp", server.Listener.Addr().String()); !errors.Is(err, errPrivate) {
		t.Errorf("a name that leads here: %v", err)
	}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"1.1.1.1": true, "142.250.1.1": true, "2606:4700::1111": true, "64:ff9b::101:101": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false,
		"255.255.255.255": false, "224.0.0.1": false, "198.18.0.1": false, "::1": false, "::": false, "fe80::1": false, "fc00::1": false, "::ffff:127.0.0.1": false,
		"64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:db8::1": false, "ff02::1": false, "fe80::1%eth0": false, "::127.0.0.1": false,
	} {
		if got := public(netip.AddrPortFrom(netip.MustParseAddr(address), 80)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

// TestNames refuses by their names hosts that only a private network has.
func TestNames(t *testing.T) {
	g := &guard{allowed: public}
	for host, want := range map[string]string{
		"a.quebec": "", "www.a.quebec": "", "a.local.quebec": "", "a.quebec.": "",
		"router": "external.private", "localhost": "external.private", "router.local": "external.private", "a.b.LAN": "external.private", "metadata.google.internal": "external.private",
		"a.b.localhost.": "external.private", "10.0.0.1": "external.private", "[::1]": "external.private", "a.": "external.private",
	} {
		u := &url.URL{Scheme: "https", Host: host}
		if got := g.refuses(u, u); got != want {
			t.Errorf("%s: %q, want %q", host, got, want)
		}
	}
}

// TestProxy lets a proxy of the environment be in a private network, at the port that is
// its own or that of its kind, and nothing else.
func TestProxy(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var set string
	g := &guard{allowed: public, through: func(*http.Request) (*url.URL, error) {
		if set == "" {
			return nil, nil
		}
		return url.Parse(set)
	}}
	const site = "https://example.org/"
	if u, err := g.proxy(httptest.NewRequest(http.MethodGet, site, nil)); u != nil || err != nil {
		t.Errorf("without one: %v %v", u, err)
	}
	if _, err := g.dial(t.Context(), "tcp", l.Addr().String()); !errors.Is(err, errPrivate) {
		t.Errorf("no proxy: %v", err)
	}
	for proxy, at := range map[string]string{
		"http://" + l.Addr().String(): l.Addr().String(), "http://10.0.0.1": "10.0.0.1:80", "https://proxy": "proxy:443", "socks5://[fd00::1]": "[fd00::1]:1080",
	} {
		set = proxy
		u, err := g.proxy(httptest.NewRequest(http.MethodGet, site, nil))
		if err != nil || u.String() != proxy {
			t.Errorf("%s: %v %v", proxy, u, err)
		}
		if _, ok := g.proxies.Load(at); !ok {
			t.Errorf("%s is not known to stand at %s", proxy, at)
		}
	}
	c, err := g.dial(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	if _, err := g.dial(t.Context(), "tcp", "127.0.0.1:9"); !errors.Is(err, errPrivate) {
		t.Errorf("something else beside a proxy: %v", err)
	}
	set = "http://%zz"
	if _, err := g.proxy(httptest.NewRequest(http.MethodGet, site, nil)); err == nil {
		t.Error("what is no proxy is taken for one")
	}
}
