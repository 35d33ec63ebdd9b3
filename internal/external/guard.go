package external

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"

	"tract/internal/limit"
)

// errPrivate says that a name leads into a private network.
var errPrivate = errors.New("not an address of the public network")

// guard keeps requests out of networks that are nobody's business.
type guard struct {
	allowed func(netip.AddrPort) bool
	through func(*http.Request) (*url.URL, error) // the proxy for a request
	proxies sync.Map                              // those of the environment: whoever set them may have them anywhere
}

// refuses gives the reason why an address is not asked for, or "". written is the one
// that somebody wrote down, whose port is meant.
func (g *guard) refuses(u, written *url.URL) string {
	port := portOf(u)
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return "external.astray"
	case port != "80" && port != "443" && port != portOf(written):
		return "external.astray"
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if at, err := netip.ParseAddrPort(net.JoinHostPort(host, port)); err == nil {
		if !g.allowed(at) {
			return "external.private"
		}
		return ""
	}
	_, last, ok := strings.Cut(host, ".")
	if i := strings.LastIndex(last, "."); i >= 0 {
		last = last[i+1:]
	}
	if !ok || last == "" || last == "local" || last == "localhost" || last == "internal" || last == "lan" {
		return "external.private"
	}
	return ""
}

func portOf(u *url.URL) string {
	if port := u.Port(); port != "" {
		return port
	}
	return map[string]string{"http": "80", "https": "443"}[u.Scheme]
}

// proxy takes proxies from the environment, as every program does.
func (g *guard) proxy(r *http.Request) (*url.URL, error) {
	u, err := g.through(r)
	if u != nil {
		port := portOf(u)
		if port == "" {
			port = "1080" // of SOCKS
		}
		g.proxies.Store(net.JoinHostPort(u.Hostname(), port), true)
	}
	return u, err
}

// dial connects to a host. What its name resolves to is judged when the connection is
// made, so that no name can be one thing to the judge and another to the system.
func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: limit.ExternalTime / 2}
	if _, ok := g.proxies.Load(address); !ok {
		d.Control = func(_, address string, _ syscall.RawConn) error {
			if at, err := netip.ParseAddrPort(address); err != nil || !g.allowed(at) {
				return errPrivate
			}
			return nil
		}
	}
	return d.DialContext(ctx, network, address)
}

// closed are the networks that are not for everybody, beside those that Go knows.
var closed = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")

// open is all that the public network of the sixth version has; translated is where
// some networks show the fourth in it.
var (
	open       = netip.MustParsePrefix("2000::/3")
	translated = netip.MustParsePrefix("64:ff9b::/96")
)

func prefixes(all ...string) []netip.Prefix {
	var out []netip.Prefix
	for _, p := range all {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}

// public says whether an address is one of the public network.
func public(at netip.AddrPort) bool {
	a := at.Addr().Unmap().WithZone("")
	if translated.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.Is6() && !open.Contains(a) {
		return false
	}
	for _, p := range closed {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
