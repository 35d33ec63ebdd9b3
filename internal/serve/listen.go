package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tract/internal/diag"
	"tract/internal/limit"
)

// What a server may end with.
var (
	ErrAddr     = errors.New("the address is not a host and a port")
	ErrNotLocal = errors.New("the address is not one of this machine alone")
	ErrNoLAN    = errors.New("the machine has no private address in a network")
	ErrExpired  = errors.New("the server was open to the local network for long enough")
)

// TakenError says that an address cannot be listened at, as a rule because another
// program does.
type TakenError struct {
	Addr string
	Err  error
}

// Error is in the words of the system.
func (e *TakenError) Error() string { return e.Err.Error() }

// Unwrap gives the system's error.
func (e *TakenError) Unwrap() error { return e.Err }

// Options are what a command may say.
type Options struct {
	Addr    string       // of this machine, with a port; "" for the default, or the next port that is free
	LAN     bool         // answer the local network too
	Catalog diag.Catalog // the language in which problems are shown
}

// DefaultAddr is where the server listens.
const DefaultAddr = "127.0.0.1:1313"

const (
	attempts = 20 // ports that are tried, from the default on
	farewell = 500 * time.Millisecond
)

// Server answers browsers.
type Server struct {
	catalog   diag.Catalog
	doors     []door
	listeners []net.Listener // of each door
	openFor   time.Duration  // 0 for ever
}

// Listen opens the server's addresses. Nobody is answered before [Server.Serve].
func Listen(o Options) (*Server, error) { return listen(o, lanAddr) }

// listen opens them where the address in the local network is as lan says.
func listen(o Options, lan func() (netip.Addr, bool)) (*Server, error) {
	at, err := parse(cmp.Or(o.Addr, DefaultAddr))
	if err != nil {
		return nil, err
	}
	addrs := []netip.Addr{at.Addr()}
	s := &Server{catalog: o.Catalog}
	if o.LAN {
		addr, ok := lan()
		if !ok {
			return nil, ErrNoLAN
		}
		addrs, s.openFor = append(addrs, addr), limit.ServeOpen
	}
	tries := attempts
	if o.Addr != "" {
		tries = 1
	}
	for i := range tries {
		if err = s.open(addrs, at.Port()+uint16(i)); err == nil {
			return s, nil
		}
	}
	return nil, &TakenError{at.String(), err}
}

// parse reads an address of this machine alone.
func parse(text string) (netip.AddrPort, error) {
	host, number, err := net.SplitHostPort(text)
	if err != nil {
		return netip.AddrPort{}, ErrAddr
	}
	port, err := strconv.ParseUint(number, 10, 16)
	if err != nil {
		return netip.AddrPort{}, ErrAddr
	}
	if strings.EqualFold(host, "localhost") {
		host = "127.0.0.1" // whatever the system takes it for
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || !addr.IsLoopback() {
		return netip.AddrPort{}, ErrNotLocal
	}
	return netip.AddrPortFrom(addr, uint16(port)), nil
}

// open listens at one port of all addresses, or at none.
func (s *Server) open(addrs []netip.Addr, port uint16) error {
	for _, addr := range addrs {
		l, err := net.Listen("tcp", netip.AddrPortFrom(addr, port).String())
		if err != nil {
			s.Close()
			return err
		}
		port = netip.MustParseAddrPort(l.Addr().String()).Port() // 0 is any
		d := door{hosts: []string{hostAt(addr.String(), port)}}
		if addr.IsLoopback() {
			d.hosts = append(d.hosts, hostAt("localhost", port), hostAt("127.0.0.1", port), hostAt("::1", port))
		} else {
			d = newDoor(d.hosts[0])
		}
		s.doors, s.listeners = append(s.doors, d), append(s.listeners, l)
	}
	return nil
}

// hostAt gives a host as browsers name it. They leave out the port of the web.
func hostAt(host string, port uint16) string {
	if port == 80 {
		if addr, err := netip.ParseAddr(host); err == nil && addr.Is6() {
			return "[" + host + "]"
		}
		return host
	}
	return net.JoinHostPort(host, fmt.Sprint(port))
}

// Close closes the addresses of a server that does not serve.
func (s *Server) Close() {
	for _, l := range s.listeners {
		l.Close() // nothing was written there that could be lost
	}
	s.doors, s.listeners = nil, nil
}

// URL gives the address on this machine.
func (s *Server) URL() string {
	return "http://" + hostOf(s.listeners[0]) + "/"
}

// PhoneURL gives the address in the local network with its token, or nothing.
func (s *Server) PhoneURL() string {
	if len(s.doors) < 2 {
		return ""
	}
	return "http://" + hostOf(s.listeners[1]) + "/?" + url.Values{tokenField: {s.doors[1].token}}.Encode()
}

func hostOf(l net.Listener) string {
	at := netip.MustParseAddrPort(l.Addr().String())
	return hostAt(at.Addr().String(), at.Port())
}

// lanAddr gives the private address that this machine has in its network: the one
// that it would reach the world from, else any.
func lanAddr() (netip.Addr, bool) {
	var addrs []netip.Addr
	for _, world := range []string{"192.0.2.1:9", "[2001:db8::1]:9"} { // nobody; no packet is sent
		if c, err := net.Dial("udp", world); err == nil {
			addrs = append(addrs, c.LocalAddr().(*net.UDPAddr).AddrPort().Addr())
			c.Close() // nothing was sent
		}
	}
	all, _ := net.InterfaceAddrs() // where they cannot be read there are none for us
	for _, six := range []bool{false, true} {
		for _, a := range all {
			if prefix, err := netip.ParsePrefix(a.String()); err == nil && prefix.Addr().Is6() == six {
				addrs = append(addrs, prefix.Addr())
			}
		}
	}
	return private(addrs)
}

// private gives the first address that no network beyond the own one leads to.
func private(addrs []netip.Addr) (netip.Addr, bool) {
	for _, a := range addrs {
		if a = a.Unmap(); a.IsPrivate() {
			return a, true
		}
	}
	return netip.Addr{}, false
}

// patient gives a server that waits so long for what it is asked, and for who reads it.
func patient(handler http.Handler, streams context.Context) *http.Server {
	return &http.Server{
		Handler: handler, DisableGeneralOptionsHandler: true,
		ReadHeaderTimeout: limit.ServeHeadTime, WriteTimeout: limit.ServeAnswerTime, IdleTimeout: limit.ServeAnswerTime, MaxHeaderBytes: limit.ServeHead - headSlack,
		BaseContext: func(net.Listener) context.Context { return streams }, ConnContext: withGuest,
	}
}

// headSlack is what net/http takes of a head beyond what it is told to.
const headSlack = 4096

// Serve answers with what the preview shows, until the context ends. Streams of
// events end with it. A server that is open to the local network ends by itself,
// with ErrExpired.
func (s *Server) Serve(ctx context.Context, p *Preview) error {
	streams, end := context.WithCancel(ctx)
	defer end()
	var expired <-chan struct{}
	if s.openFor > 0 {
		expired = over(streams, time.Now().Round(0).Add(s.openFor))
	}
	handler := attended(newHandler(p, s.catalog))
	failed := make(chan error, len(s.doors))
	servers := make([]*http.Server, len(s.doors))
	for i, d := range s.doors {
		servers[i] = patient(d.guard(handler), streams)
		own := &gate{most: limit.ServeConnections} // a crowd at one door keeps nobody from the other
		go func() { failed <- servers[i].Serve(gated{s.listeners[i], own}) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case <-expired:
		err = ErrExpired
	case err = <-failed:
	}
	end()
	polite, giveUp := context.WithTimeout(context.Background(), farewell)
	defer giveUp()
	for _, server := range servers {
		if server.Shutdown(polite) != nil {
			server.Close() // who is still there has no more to get
		}
	}
	return err
}

// over tells when a time has come, by the clock on the wall: the one that counts stands
// still while a laptop sleeps, which may wake up among strangers.
func over(ctx context.Context, at time.Time) <-chan struct{} {
	told := make(chan struct{})
	go func() {
		for time.Now().Before(at) {
			select {
			case <-time.After(min(time.Minute, time.Until(at))):
			case <-ctx.Done():
				return
			}
		}
		close(told)
	}()
	return told
}
