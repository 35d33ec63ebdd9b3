package main

import (
	"context"
	"time"

	"tract/internal/diag"
	"tract/internal/limit"
)

// guard gives what sees how long the program is at something; unwatch ends that.
func (u *ui) guard(page, all time.Duration) (g *limit.Guard, unwatch func()) {
	ctx, stop := context.WithCancel(context.Background())
	g = &limit.Guard{Page: page, Build: all}
	go func() {
		if err := g.Watch(ctx); err != nil {
			u.over <- err
		}
	}()
	return g, stop
}

// overrun says what took too long.
func (u *ui) overrun(o *limit.Overrun) {
	switch {
	case o.Name != "":
		var list diag.List
		list.Errorf(diag.Position{File: o.Name}, "cmd.page-overrun", lasted(o.Most)).WithHint("hint.cmd.page-overrun")
		_ = u.catalog.Print(u.stderr, list) // the program ends in either case
	case o.At != "":
		u.say("cmd.overrun-at", lasted(o.Most), o.At)
		u.hint("hint.cmd.overrun")
	default:
		u.say("cmd.overrun", lasted(o.Most))
		u.hint("hint.cmd.overrun")
	}
}
