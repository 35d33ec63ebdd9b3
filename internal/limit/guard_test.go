package limit

import (
	"context"
	"errors"
	"testing"
	"time"
)

// TestGuard counts looks: what is at work when they have reached what it may take has
// taken too long, and what has ended has not.
func TestGuard(t *testing.T) {
	g := &Guard{Page: time.Second, Build: 3 * time.Second}
	all := g.ForBuild()
	quick, slow, output := g.ForPage("quick"), g.ForPage("slow"), g.ForOutput("output")
	if o := g.look(time.Second); o != nil {
		t.Fatalf("%v after exactly what it may take", o)
	}
	quick.End()
	if o := g.look(time.Millisecond); o == nil || *o != (Overrun{"slow", time.Second, ""}) || o.Error() != "slow takes longer than 1s" {
		t.Fatalf("%+v", o)
	}
	slow.End()
	if o := g.look(2 * time.Second); o == nil || *o != (Overrun{"", 3 * time.Second, "output"}) {
		t.Fatalf("%+v", o)
	}
	output.End()
	if o := g.look(0); o == nil || *o != (Overrun{"", 3 * time.Second, ""}) {
		t.Fatalf("%+v", o)
	}
	all.End()
	if o := g.look(time.Hour); o != nil {
		t.Fatalf("%v when all have ended", o)
	}
	usual := new(Guard)
	if p, o, b := usual.ForPage(""), usual.ForOutput(""), usual.ForBuild(); p.most != PageTime || o.most != OutputTime || b.most != BuildTime {
		t.Errorf("%v %v %v", p.most, o.most, b.most)
	}
	var none *Guard
	none.ForPage("a").End()
}

func TestWatch(t *testing.T) {
	g := &Guard{Page: 5 * time.Millisecond, Build: time.Hour}
	ctx, stop := context.WithCancel(t.Context())
	defer g.ForPage("slow").End()
	var o *Overrun
	if err := g.Watch(ctx); !errors.As(err, &o) || o.Name != "slow" {
		t.Errorf("%v", err)
	}
	stop()
	if err := new(Guard).Watch(ctx); err != nil {
		t.Errorf("%v", err)
	}
}

// BenchmarkGuard is what a page costs more.
func BenchmarkGuard(b *testing.B) {
	var g Guard
	for b.Loop() {
		g.ForPage("a").End()
	}
}
