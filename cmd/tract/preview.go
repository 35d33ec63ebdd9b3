package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"

	"tract/internal/build"
	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/memory"
	"tract/internal/serve"
	"tract/internal/site"
	"tract/internal/tree"
	"tract/internal/watch"
)

// This file joins a build, the watcher and the development server, which do not
// know each other.

// state is a build as the server takes it.
type state struct {
	*build.Result
	unset bool // the settings have an error, or were not reached: no page would be as it was meant
}

// states gives the function that builds the site each time, and remembers what it
// read.
func states(o *opened, address string) func(fs.FS) serve.State {
	known := build.ReadMemory("", newShelf(memory.Open(o.root, o.options.Version)))
	var once sync.Once
	return func(source fs.FS) serve.State {
		once.Do(func() { collectSeldom(source) })
		options := o.options
		options.BaseURL, options.Once = address, false
		options.Now, _ = o.clock() // it has been read before, or there would be no site
		s := &state{Result: o.built(known.Build(source, options))}
		s.unset = s.Site != nil && s.Site.Settings.Unread || slices.ContainsFunc(s.Early(), func(d diag.Diagnostic) bool { return d.File == config.File && d.Severity == diag.Error })
		return s
	}
}

// Faults gives what is wrong with the site, by the severities of its settings.
func (s *state) Faults() diag.List { return judged(s.Result, s.Result.Faults(), diag.Warning) }

// Make writes a file of the site.
func (s *state) Make(b *bytes.Buffer, path string) (bool, diag.List) {
	o, ok := s.Output(path)
	if !ok || s.unset {
		return false, nil
	}
	err := o.Make(b)
	var fault *build.Fault
	if err == nil || errors.As(err, &fault) {
		return true, faultsOf(fault)
	}
	var list diag.List
	list.Errorf(diag.Position{File: path}, "cmd.unmade", err.Error())
	return true, list
}

func faultsOf(fault *build.Fault) diag.List {
	if fault == nil {
		return nil
	}
	return fault.Diagnostics
}

// Document names the file of a page.
func (s *state) Document(path string) string {
	if s.Site == nil || s.unset {
		return ""
	}
	if p := s.Site.PageAt(site.Address(path)); p != nil && p.Document != nil {
		return p.Document.File
	}
	return ""
}

// Address gives the page of a file.
func (s *state) Address(document string) string {
	if s.Site == nil || s.unset || document == "" {
		return ""
	}
	for _, p := range s.Site.Pages {
		if p.Document != nil && p.Document.File == document {
			return string(p.Address)
		}
	}
	return ""
}

// standing gives the files of these names as they were.
func standing(now, good fs.FS, names []string) fs.FS {
	return now.(*tree.Tree).Standing(good.(*tree.Tree), names)
}

// follow hands on the folder as it is, and then each change of it.
func follow(ctx context.Context, o *opened, w *watch.Watcher, changes chan<- serve.Change) error {
	defer close(changes)
	now, paths := w.Tree(), []string(nil)
	for {
		select {
		case changes <- serve.Change{Source: now, Paths: paths}:
		case <-ctx.Done():
			return nil
		}
		var err error
		if now, paths, err = o.next(ctx, w); ctx.Err() != nil {
			return nil
		} else if err != nil {
			return fmt.Errorf("watch the site: %w", err)
		}
	}
}

// welcome says where the site is.
func (u *ui) welcome(server *serve.Server, asked string) error {
	if asked == "" && server.URL() != "http://"+serve.DefaultAddr+"/" {
		u.say("cmd.next-port", serve.DefaultAddr)
	}
	if _, err := fmt.Fprintln(u.stdout, u.text("cmd.serving", server.URL())); err != nil {
		return err
	}
	phone := server.PhoneURL()
	if phone == "" {
		return nil
	}
	code, err := serve.QR(phone, u.colours())
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(u.stdout, u.text("cmd.serving-lan", phone)); err != nil {
		return err
	}
	_, err = io.WriteString(u.screen, code)
	return err
}

// colours says whether standard output is a terminal that shows colours.
func (u *ui) colours() bool {
	return u.getenv("NO_COLOR") == "" && isTerminal(u.screen, u.getenv)
}

// teller tells what each change has done.
type teller struct {
	ui   *ui
	told map[string]bool // warnings and advice that were shown the last time
}

// report says how long it took, all errors, and of the rest what is new.
func (t *teller) report(r serve.Report) {
	var list diag.List
	told := map[string]bool{}
	for _, d := range r.Faults {
		key := d.File + "\x00" + t.ui.catalog.Sentence(d.Message)
		told[key] = true
		if d.Severity == diag.Error || !t.told[key] {
			list = append(list, d)
		}
	}
	go collectBetween(t.told == nil)
	if r.Took > 0 {
		t.told = told
		t.ui.say("cmd.shown", lasted(r.Took))
	}
	if err := t.ui.catalog.PrintExcerpts(t.ui.stderr, list, r.Source); err != nil {
		return // nobody reads any more
	}
}

// listenError puts into words why a server cannot listen.
func (u *ui) listenError(err error, addr string) error {
	var taken *serve.TakenError
	switch {
	case errors.Is(err, serve.ErrAddr):
		return &usageError{code: "cmd.bad-addr", args: []any{addr}, hint: diag.Text{Code: "hint.cmd.not-local"}}
	case errors.Is(err, serve.ErrNotLocal):
		return &usageError{code: "cmd.not-local", args: []any{addr}, hint: diag.Text{Code: "hint.cmd.not-local"}}
	case errors.Is(err, serve.ErrNoLAN):
		u.say("cmd.no-lan")
	case errors.As(err, &taken):
		u.say("cmd.taken", taken.Addr, because(taken.Err))
		u.hint("hint.cmd.taken")
	default:
		return err
	}
	return siteError{}
}
