package main

import (
	"context"
	"errors"

	"tract/internal/build"
	"tract/internal/diag"
	"tract/internal/history"
	"tract/internal/review"
)

// newHosts gives the sites that the content leads to now and did not in a commit.
func (u *ui) newHosts(ctx context.Context, site *opened, dir, revision string) (diag.List, error) {
	past, err := history.Open(ctx, dir)
	if err != nil {
		return nil, &usageError{code: "cmd.since-no-past", args: []any{dir}}
	}
	then, err := past.At(ctx, revision, folders...)
	if errors.Is(err, history.ErrNoRevision) {
		return nil, &usageError{code: "cmd.since-unknown", args: []any{revision}}
	}
	if err != nil {
		return nil, err
	}
	t, err := site.list()
	if err != nil {
		return nil, err
	}
	result, err := site.build(t, new(build.Memory))
	if err != nil {
		return nil, err
	}
	if result.Site == nil {
		return nil, &build.Fault{Diagnostics: result.Faults()}
	}
	options := site.options
	options.Past = nil
	if options.Now, err = site.clock(); err != nil {
		return nil, err
	}
	var known []review.Link
	if old := new(build.Memory).Build(then, options); old.Site != nil {
		known = review.Links(old.Site, then)
	}
	return review.NewHosts(review.Links(result.Site, t), known), nil
}
