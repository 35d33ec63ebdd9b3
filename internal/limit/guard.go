package limit

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Guard sees what is at work, and ends the waiting for what takes too long: what
// others wrote (a parser, a template, a decoder) cannot be stopped. A nil Guard sees
// nothing. It is safe for concurrent use.
type Guard struct {
	Page, Build time.Duration // that a page and a whole build may take; 0: PageTime, BuildTime

	mu   sync.Mutex
	busy map[*Task]struct{}
}

// Task is one piece of work.
type Task struct {
	guard *Guard
	name  string
	most  time.Duration
	left  time.Duration
}

// Overrun is the error of work that took too long.
type Overrun struct {
	Name string        // of the file, "" for the whole build
	Most time.Duration // that it may take
	At   string        // what the build was at, "" if nothing
}

// Error is for programmers; the command says it in words.
func (o *Overrun) Error() string {
	return fmt.Sprintf("%s takes longer than %v", o.Name, o.Most)
}

// ForPage begins work on a document or a page.
func (g *Guard) ForPage(name string) *Task { return g.begin(name, 1) }

// ForOutput begins work on something that takes longer than a page by its nature.
func (g *Guard) ForOutput(name string) *Task { return g.begin(name, int64(OutputTime/PageTime)) }

// ForBuild begins a whole build.
func (g *Guard) ForBuild() *Task { return g.begin("", 0) }

func (g *Guard) begin(name string, pages int64) *Task {
	if g == nil {
		return nil
	}
	t := &Task{guard: g, name: name, most: time.Duration(pages) * or(g.Page, PageTime)}
	if pages == 0 {
		t.most = or(g.Build, BuildTime)
	}
	t.left = t.most
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.busy == nil {
		g.busy = map[*Task]struct{}{}
	}
	g.busy[t] = struct{}{}
	return t
}

func or(d, usual time.Duration) time.Duration {
	if d == 0 {
		return usual
	}
	return d
}

// End says that the work is done.
func (t *Task) End() {
	if t == nil {
		return
	}
	t.guard.mu.Lock()
	defer t.guard.mu.Unlock()
	delete(t.guard.busy, t)
}

// Watch waits until something has taken too long: then it gives an [*Overrun], and
// nil when it need watch no more. Time is counted in looks, of which there is one when
// the machine was asleep or too busy to look, however long that was.
func (g *Guard) Watch(ctx context.Context) error {
	every := max(min(or(g.Page, PageTime), or(g.Build, BuildTime), 2*time.Second)/20, time.Millisecond)
	look := time.NewTicker(every)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
			if o := g.look(every); o != nil {
				return o
			}
		}
	}
}

// used is how much of its time work has taken, of 1.
func (t *Task) used() float64 { return 1 - float64(t.left)/float64(t.most) }

// look counts the time since the last look.
func (g *Guard) look(since time.Duration) *Overrun {
	g.mu.Lock()
	defer g.mu.Unlock()
	var over, slowest *Task
	for t := range g.busy {
		if t.left -= since; t.left < 0 && (over == nil || over.name == "") {
			over = t // a page says more than the build, which has no name
		}
		if t.name != "" && (slowest == nil || t.used() > slowest.used()) {
			slowest = t
		}
	}
	if over == nil {
		return nil
	}
	o := &Overrun{Name: over.name, Most: over.most}
	if over.name == "" && slowest != nil {
		o.At = slowest.name
	}
	return o
}
