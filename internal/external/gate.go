package external

import (
	"context"
	"errors"
	"sync"
	"time"
)

// errLater says that a host wants to be left alone for a time.
var errLater = errors.New("asked to come later")

// gates let one request at a time through to each host, with a pause between two.
type gates struct {
	mu     sync.Mutex
	byHost map[string]*gate
}

// gate is the one of a host. Whoever has passed it has it to itself, until it leaves.
type gate struct {
	turn chan struct{}
	next time.Time // when the next one may pass
	shut error     // nobody passes any more, and why
	lost int       // requests in a row of which nothing came back
}

// lostMost is after how many of these a host is taken to be down.
const lostMost = 3

// pass waits for the turn.
func (g *gates) pass(ctx context.Context, host string) (*gate, error) {
	g.mu.Lock()
	if g.byHost == nil {
		g.byHost = map[string]*gate{}
	}
	at := g.byHost[host]
	if at == nil {
		at = &gate{turn: make(chan struct{}, 1)}
		g.byHost[host] = at
	}
	g.mu.Unlock()
	select {
	case at.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if at.shut != nil {
		<-at.turn
		return nil, at.shut
	}
	wait := time.NewTimer(time.Until(at.next))
	defer wait.Stop()
	select {
	case <-wait.C:
		return at, nil
	case <-ctx.Done():
		<-at.turn
		return nil, ctx.Err()
	}
}

// note takes down whether something came back.
func (g *gate) note(err error) {
	if err == nil {
		g.lost = 0
		return
	}
	if g.lost++; g.lost >= lostMost {
		g.shut = err
	}
}

// leave lets the next one through, after the pause.
func (g *gate) leave() {
	if soon := time.Now().Add(pause); g.next.Before(soon) {
		g.next = soon
	}
	<-g.turn
}
