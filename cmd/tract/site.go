package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"tract/internal/build"
	"tract/internal/config"
	"tract/internal/diag"
)

// siteFlags are the flags of every command that reads a site.
type siteFlags struct {
	source, baseURL, now string
	drafts               bool
}

func (s *siteFlags) define(c *cobra.Command) {
	c.Flags().StringVar(&s.source, "source", ".", "")
	c.Flags().StringVar(&s.baseURL, "base-url", "", "")
	c.Flags().StringVar(&s.now, "now", "", "")
	c.Flags().BoolVar(&s.drafts, "drafts", false, "")
}

// read reads the site, and gives its diagnostics with it.
func (s *siteFlags) read(u *ui) (*build.Result, diag.List, error) {
	now, err := s.clock(u)
	if err != nil {
		return nil, nil, err
	}
	base, ok := config.ParseBaseURL(s.baseURL)
	if !ok && s.baseURL != "" {
		return nil, nil, &usageError{code: "cmd.bad-base-url", args: []any{s.baseURL}}
	}
	if info, err := os.Stat(s.source); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, nil, &usageError{code: "cmd.no-source", args: []any{s.source}}
	}
	root, err := os.OpenRoot(s.source)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", s.source, err)
	}
	collectSeldom(root.FS())
	result, list := build.Build(root.FS(), build.Options{BaseURL: base, Drafts: s.drafts, Now: now, Version: version()})
	return result, list, nil
}

// build reads the site and shows its diagnostics. Errors among them end the
// command.
func (s *siteFlags) build(u *ui) (*build.Result, error) {
	result, list, err := s.read(u)
	if err != nil {
		return nil, err
	}
	if err := u.catalog.Print(u.stderr, list); err != nil {
		return nil, err
	}
	if list.HasErrors() {
		return nil, siteError{}
	}
	return result, nil
}

// makeAll makes every output, and gives the faults of those that cannot be made.
func makeAll(result *build.Result) (map[string][]byte, diag.List, error) {
	files := map[string][]byte{}
	var list diag.List
	for _, o := range result.Outputs() {
		var b bytes.Buffer
		var fault *build.Fault
		if err := o.Make(&b); errors.As(err, &fault) {
			list.Add(fault.Diagnostics)
		} else if err != nil {
			return nil, nil, err
		}
		files[o.Path] = b.Bytes()
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
