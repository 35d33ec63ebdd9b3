package serve

import (
	"context"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
)

// gate bounds the connections of a server. One too many takes the place of the
// oldest that asks for nothing, so that who only holds connections keeps nobody
// out.
type gate struct {
	most int

	mu     sync.Mutex
	guests []*guest // by arrival
}

// guest is a connection.
type guest struct {
	net.Conn
	gate *gate
	busy atomic.Bool // a request of it is being answered
}

// gated is a listener behind a gate.
type gated struct {
	net.Listener
	gate *gate
}

// Accept gives the next connection that there is room for.
func (l gated) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if g := l.gate.enter(c); g != nil {
			return g, nil
		}
		c.Close() // nothing was written there that could be lost
	}
}

// enter makes room for a connection, or gives nil if all others are busy.
func (g *gate) enter(c net.Conn) *guest {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.guests) >= g.most {
		i := slices.IndexFunc(g.guests, func(other *guest) bool { return !other.busy.Load() })
		if i < 0 {
			return nil
		}
		leaving := g.guests[i]
		g.guests = slices.Delete(g.guests, i, i+1)
		go leaving.Conn.Close() // the server, told by its next read, closes it again
	}
	arrived := &guest{Conn: c, gate: g}
	g.guests = append(g.guests, arrived)
	return arrived
}

// Close ends the connection and gives its place free.
func (g *guest) Close() error {
	g.gate.mu.Lock()
	if i := slices.Index(g.gate.guests, g); i >= 0 {
		g.gate.guests = slices.Delete(g.gate.guests, i, i+1)
	}
	g.gate.mu.Unlock()
	return g.Conn.Close()
}

type guestKey struct{}

// withGuest puts the connection into the context of its requests.
func withGuest(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, guestKey{}, c)
}

// attended marks the connections whose requests next answers: who was refused before is
// not among those who keep their place.
func attended(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if g, ok := r.Context().Value(guestKey{}).(*guest); ok {
			g.busy.Store(true)
			defer g.busy.Store(false)
		}
		next.ServeHTTP(w, r)
	})
}
