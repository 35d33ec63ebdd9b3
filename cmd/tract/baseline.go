package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"tract/internal/content"
	"tract/internal/diag"
	"tract/internal/disk"
	"tract/internal/limit"
	"tract/internal/review"
	"tract/internal/tree"
)

// What is wrong with a file of the program's own: it is larger than it can have become, or
// something else has its place.
var (
	errTooLarge = errors.New("it is too large")
	errLink     = errors.New("it is a link")
	errNoFile   = errors.New("it is no file")
)

// known gives what is to be said of a site without what its baseline knows, and how
// much that is. With write, the baseline is first made to know all that it may.
func (u *ui) known(site *opened, c *checked, write bool) (diag.List, int, error) {
	if write {
		last, err := readBaseline(site.root)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, 0, fmt.Errorf("read %s: %w", review.BaselineFile, err)
		}
		baseline, _ := review.ParseBaseline(last)
		src, n := review.WriteBaseline(c.list, c.source, baseline, c.unseen)
		if err := writeBaseline(site.root, src, n); err != nil {
			return nil, 0, fmt.Errorf("write %s: %w", review.BaselineFile, err)
		}
		u.say("cmd.baseline", n, review.BaselineFile)
	}
	src, err := readBaseline(site.root)
	if errors.Is(err, fs.ErrNotExist) {
		return c.list, 0, nil
	} else if err != nil {
		return nil, 0, fmt.Errorf("read %s: %w", review.BaselineFile, err)
	}
	baseline, faults := review.ParseBaseline(src)
	list, n := baseline.Hide(c.list, c.source, c.unseen)
	list.Add(faults)
	return list, n, nil
}

// unseen says whether a rule was not looked for in a file: in a draft, or where other
// sites had to be asked and were not.
func (c *checked) unseen(file, code string) bool {
	if !c.asked && strings.HasPrefix(code, "external.") {
		return true
	}
	return c.result.Site != nil && slices.ContainsFunc(c.result.Site.Content.Drafts, func(d content.Draft) bool { return d.File == file })
}

func readBaseline(root *os.Root) ([]byte, error) {
	if info, err := root.Lstat(review.BaselineFile); err == nil && !info.Mode().IsRegular() {
		kind := errNoFile
		if info.Mode()&fs.ModeSymlink != 0 {
			kind = errLink
		}
		return nil, &fs.PathError{Op: "read", Path: review.BaselineFile, Err: kind}
	}
	f, err := tree.Plain{Root: root}.Open(review.BaselineFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, limit.BaselineBytes+1))
	if err == nil && len(src) > limit.BaselineBytes {
		return nil, &fs.PathError{Op: "read", Path: review.BaselineFile, Err: errTooLarge}
	}
	return src, err
}

// writeBaseline puts a baseline in place of the last one, whole or not at all. One
// that knows nothing is no file.
func writeBaseline(root *os.Root, src []byte, n int) error {
	if n == 0 {
		if err := root.Remove(review.BaselineFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	return disk.On(root, nil).Replace(review.BaselineFile, 0o666, (*disk.File).Sync, src)
}
