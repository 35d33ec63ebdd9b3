package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"tract/internal/build"
	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/limit"
	"tract/internal/tree"
)

// siteFlags are the flags of every command that reads a site.
type siteFlags struct {
	source, baseURL, now string
	drafts               bool
	pageTime, time       time.Duration
}

func (s *siteFlags) define(c *cobra.Command) {
	c.Flags().StringVar(&s.source, "source", ".", "")
	c.Flags().StringVar(&s.baseURL, "base-url", "", "")
	c.Flags().StringVar(&s.now, "now", "", "")
	c.Flags().BoolVar(&s.drafts, "drafts", false, "")
	c.Flags().DurationVar(&s.pageTime, "page-timeout", limit.PageTime, "")
	c.Flags().DurationVar(&s.time, "timeout", limit.BuildTime, "")
}

// opened is a site's folder, and what a command asks of it. It must be closed.
type opened struct {
	root    *os.Root
	options build.Options
	clock   func() (time.Time, error)
	fixed   bool         // the clock stands still
	until   atomic.Int64 // in seconds, when the site will differ although nobody changes it; 0: never
	source  *reading     // of the last build, nil before
	room    *room        // nil until a large site is built
	unwatch func()       // nil where nobody watches
}

// open opens the site's folder.
func (s *siteFlags) open(u *ui) (*opened, error) {
	clock := func() (time.Time, error) { return s.clock(u) }
	if _, err := clock(); err != nil {
		return nil, err
	}
	base, ok := config.ParseBaseURL(s.baseURL)
	if !ok && s.baseURL != "" {
		return nil, &usageError{code: "cmd.bad-base-url", args: []any{s.baseURL}}
	}
	if info, err := os.Stat(s.source); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, &usageError{code: "cmd.no-source", args: []any{s.source}}
	}
	if s.pageTime < 0 || s.time < 0 {
		return nil, &usageError{code: "cmd.bad-timeout"}
	}
	root, err := os.OpenRoot(s.source)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", s.source, err)
	}
	guard, unwatch := u.guard(s.pageTime, s.time)
	return &opened{unwatch: unwatch, root: root, options: build.Options{BaseURL: base, Drafts: s.drafts, Version: program(), Once: true, Past: pastOf(s.source), Guard: guard}, clock: clock, fixed: s.now != "" || u.getenv("SOURCE_DATE_EPOCH") != ""}, nil
}

func (o *opened) close() {
	if o.unwatch != nil {
		o.unwatch()
	}
	o.source.close()
	_ = o.root.Close() // it was only read
	o.leaveRoom()
}

func (o *opened) leaveRoom() {
	if o.room != nil {
		o.room.close()
		o.room, o.options.Room = nil, nil
	}
}

// folders are those of a site's folder that a site is made from.
var folders = []string{"content", "layouts", "assets"}

// list lists the site's folder as it is now.
func (o *opened) list() (*tree.Tree, error) {
	t, err := tree.Read(o.root, folders...)
	if errors.Is(err, tree.ErrMany) {
		var list diag.List
		list.Errorf(diag.Position{File: "content"}, "cmd.too-many-files", limit.SiteEntries)
		return nil, &build.Fault{Diagnostics: list}
	}
	return t, err
}

// build reads the site as it stands in a tree, which is read once and not kept.
func (o *opened) build(t *tree.Tree, m *build.Memory) (*build.Result, error) {
	now, err := o.clock()
	if err != nil {
		return nil, err
	}
	source := newReading(t)
	o.source.close()
	o.source = source
	if size := collectSeldom(source); size >= largeSite && o.room == nil {
		if o.room = newRoom(size * crowd); o.room != nil {
			o.options.Room = o.room
		}
	}
	options := o.options
	options.Now = now
	return o.built(m.Build(source, options)), nil
}

// built notes until when a build holds.
func (o *opened) built(r *build.Result) *build.Result {
	var until time.Time
	if r.Site != nil {
		until = r.Site.Until()
	}
	o.holds(until)
	return r
}

func (o *opened) holds(until time.Time) {
	if until.IsZero() || o.fixed {
		o.until.Store(0)
	} else {
		o.until.Store(until.Unix())
	}
}

// makeAll makes every output, and gives the faults of those that cannot be made.
func (u *ui) makeAll(result *build.Result) (map[string][]byte, diag.List, error) {
	files := map[string][]byte{}
	var list diag.List
	outputs := result.Outputs()
	made, stop := u.progress("cmd.making")
	defer stop()
	for _, o := range outputs {
		var b bytes.Buffer
		var fault *build.Fault
		if err := o.Make(&b); errors.As(err, &fault) {
			list.Add(fault.Diagnostics)
		} else if err != nil {
			return nil, nil, err
		}
		files[o.Path] = b.Bytes()
		made(len(outputs))
	}
	return files, list, nil
}

// clock gives the moment that the site is built for.
func (s *siteFlags) clock(u *ui) (time.Time, error) {
	if s.now != "" {
		for _, layout := range []string{time.DateOnly, time.RFC3339} {
			if t, err := time.Parse(layout, s.now); err == nil {
				return t, nil
			}
		}
		return time.Time{}, &usageError{code: "cmd.bad-now", args: []any{s.now}}
	}
	if epoch := u.getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return time.Time{}, &usageError{code: "cmd.bad-epoch", args: []any{epoch}}
		}
		return time.Unix(seconds, 0).UTC(), nil
	}
	return time.Now(), nil
}
