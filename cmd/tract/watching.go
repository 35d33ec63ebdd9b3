package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"

	"tract/internal/build"
	"tract/internal/publish"
	"tract/internal/tree"
	"tract/internal/watch"
)

// watch publishes the site, and again each time that it changes, until it is
// interrupted. What is wrong with the site, or with the machine for a moment, is
// told and does not end it.
func (p *publisher) watch(ctx context.Context) error {
	w, err := watch.New(p.site.root, folders, watch.Options{Notice: p.ui.polling})
	if err != nil {
		return fmt.Errorf("watch the site: %w", err)
	}
	defer w.Close()
	defer func() { p.remember() }()
	t := w.Tree()
	for first := true; ; first = false {
		err := p.run(ctx, t)
		switch {
		case ctx.Err() != nil:
			return nil // which is how one ends it
		case first && errors.As(err, new(*publish.DirError)):
			return err
		case errors.Is(err, build.ErrChanged): // somebody is writing, which will be seen
		case err != nil:
			p.ui.exitCode(err)
		}
		if first {
			p.ui.say("cmd.watching")
		}
		if t, _, err = p.site.next(ctx, w); ctx.Err() != nil {
			return nil
		} else if err != nil {
			return fmt.Errorf("watch the site: %w", err)
		}
	}
}

// polling says why changes are seen later than they could be.
func (u *ui) polling(err error) {
	for _, limit := range []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOSPC} { // of a process, of the system, of folders
		if errors.Is(err, limit) {
			u.say("cmd.polling-limit")
			return
		}
	}
	u.say("cmd.polling")
}

// atClock is how often a watcher that sees no change looks whether an event is over.
const atClock = 10 * time.Second

// next waits for a change of the site, or for the moment from which on it differs
// although nothing was changed: then it gives the tree as it is.
func (o *opened) next(ctx context.Context, w *watch.Watcher) (*tree.Tree, []string, error) {
	for {
		wait := atClock
		if until := o.until.Load(); until != 0 {
			wait = max(0, min(wait, time.Until(time.Unix(until+1, 0))))
		}
		look, stop := context.WithTimeout(ctx, wait)
		t, paths, err := w.Next(look)
		stop()
		if err == nil || ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded) {
			return t, paths, err
		}
		if until := o.until.Load(); until != 0 && time.Now().Unix() > until {
			o.until.Store(0) // the next build knows better
			return w.Tree(), nil, nil
		}
	}
}
