package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tract/internal/publish"
	"tract/internal/tree"
	"tract/internal/watch"
)

// watch publishes the site, and again each time that it changes, until it is
// interrupted. What is wrong with the site, or with the machine for a moment, is
// told and does not end it.
func (p *publisher) watch(ctx context.Context) error {
	w, err := watch.New(p.site.root, folders, watch.Options{Notice: func(err error) { p.ui.say("cmd.polling", err) }})
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
		case err != nil:
			p.ui.exitCode(err)
		}
		if first {
			p.ui.say("cmd.watching")
		}
		if t, err = p.next(ctx, w); ctx.Err() != nil {
			return nil
		} else if err != nil {
			return fmt.Errorf("watch the site: %w", err)
		}
	}
}

// next waits for a change of the site, or for the moment from which on it differs
// although nothing was changed.
func (p *publisher) next(ctx context.Context, w *watch.Watcher) (*tree.Tree, error) {
	if !p.until.IsZero() {
		now, err := p.site.clock()
		if err != nil {
			return nil, err
		}
		due, stop := context.WithTimeout(ctx, p.until.Sub(now)+time.Second)
		defer stop()
		t, _, err := w.Next(due)
		if due.Err() != nil && ctx.Err() == nil {
			return w.Tree(), nil
		}
		return t, err
	}
	t, _, err := w.Next(ctx)
	return t, err
}
